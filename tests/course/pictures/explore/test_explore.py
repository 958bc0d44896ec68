"""A picture runs the learner's code, and stays alive whatever that code does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import descend, explore, surfaces
from course.pictures.explore.picture import ExplorePicture


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def gd_step(theta, grad, lr):
    return theta - lr * grad


def unwritten(theta, velocity, grad, lr, gamma):
    raise NotImplementedError


def rate_by_roots(lr, gamma, lam):
    return abs(np.roots([1, -(1 + gamma - lr * lam), gamma])).max()


@pytest.fixture
def picture() -> Iterator[Callable[..., ExplorePicture]]:
    """`explore`, with its pictures closed in the end."""
    made: list[ExplorePicture] = []

    def make(*arguments: Any, **options: Any) -> ExplorePicture:
        made.append(explore(*arguments, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_path_is_the_learners_own(picture: Callable[..., ExplorePicture]) -> None:
    """The path is what `descend` gives with the sliders' values, before and after a move."""
    shown = picture(momentum_step, start=(-3, 2), lr=0.03, gamma=0.8)
    ravine = surfaces.ravine.gradient
    expected = descend(momentum_step, ravine, (-3, 2), 60, lr=0.03, gamma=0.8)
    np.testing.assert_array_equal(shown.path, expected)
    shown.move(lr=0.05, kappa=10, start=(1, 1))
    ravine = surfaces.ravine.at(kappa=10).gradient
    expected = descend(momentum_step, ravine, (1, 1), 60, lr=0.05, gamma=0.8)
    np.testing.assert_array_equal(shown.path, expected)


def test_numbers_reach_the_browser_as_they_are(picture: Callable[..., ExplorePicture]) -> None:
    """The bytes hold each run's path and loss, the heights the surface over its view."""
    shown = picture(momentum_step, against={"gamma": 0})
    numbers = np.frombuffer(shown.numbers, "<f4")
    np.testing.assert_allclose(numbers[:122].reshape(61, 2), shown.path, rtol=1e-6)
    np.testing.assert_allclose(numbers[122:183], shown.surface.value(shown.path), rtol=1e-6)
    slopes = numbers[183:305].reshape(61, 2)
    np.testing.assert_allclose(slopes, shown.surface.gradient(shown.path), rtol=1e-6)
    assert len(numbers) == 2 * 305
    heights = np.frombuffer(shown.heights, "<f4").reshape(97, 129)
    assert heights[0, 0] == pytest.approx(float(shown.surface.value((-4, -3))))
    assert heights[-1, 64] == pytest.approx(float(shown.surface.value((0, 3))))


def test_comparison_runs_beside(picture: Callable[..., ExplorePicture]) -> None:
    """`against` may change hyper-parameters or be a step function of its own."""
    twin = picture(momentum_step, against={"gamma": 0}, gamma=0.9)
    other = picture(momentum_step, against=gd_step, gamma=0.9)
    np.testing.assert_allclose(twin.outcomes[1].path, other.outcomes[1].path)
    assert [run["name"] for run in twin.state["runs"]] == ["momentum_step", "gamma = 0"]
    assert "With `gd_step` it ends at" in other.message


def test_controls_come_from_the_parameters(picture: Callable[..., ExplorePicture]) -> None:
    """lr and kappa slide by ratios, gamma evenly; one readable line changes a range."""
    shown = picture(momentum_step, lr=(0.01, 0.1), gamma=0.5, kappa=(2, 50, 10))
    controls = {control.name: control for control in shown.sliders}
    assert list(controls) == ["lr", "gamma", "kappa"]
    assert [control.log for control in controls.values()] == [True, False, True]
    assert (controls["lr"].low, controls["lr"].high) == (0.01, 0.1)
    assert controls["gamma"].value == 0.5
    assert (controls["kappa"].high, controls["kappa"].value) == (50, 10)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"gama": 0.9}, "`gama` is not a control here; there are lr, gamma, kappa"),
        ({"lr": (0.2, 0.1)}, "`lr` takes a number, .low, high. or"),
        ({"kappa": 1000}, "`kappa` must be from 1 to 100, got 1000"),
        ({"against": {"beta": 0}}, "`against` changes `beta`, which `momentum_step` lacks"),
    ],
)
def test_wrong_calls_are_refused(options: dict[str, Any], words: str) -> None:
    """A control that does not exist or an impossible range says so at once."""
    with pytest.raises(ValueError, match=words):
        explore(momentum_step, **options)


def test_nothing_printed_and_no_warning(
    picture: Callable[..., ExplorePicture], capfd: pytest.CaptureFixture[str]
) -> None:
    """A step function that prints and overflows leaves the notebook as it was."""

    def chatty(theta, grad, lr):
        print("here", theta)
        np.log(-1.0)
        return theta - lr * grad

    picture(chatty, lr=1.0, steps=400)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"values": {"lr": "much"}, "seq": 1},
        {"values": {"lr": float("nan")}, "seq": 1},
        {"values": {}, "start": "here", "seq": 1},
        {"values": {"lr": 0.1, "unknown": 3}, "start": [None, 2], "seq": 1},
        {"values": None},
        {"sweep": 3},
        {"sweep": [{"values": {"lr": 0.1}}]},
    ],
)
def test_odd_messages_change_nothing(
    picture: Callable[..., ExplorePicture],
    content: dict[str, Any],
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Whatever a page sends, the kernel neither raises nor prints, and the path stays finite."""
    shown = picture(momentum_step)
    shown._on_message(shown, content, [])
    assert len(shown.path) == 61
    assert np.isfinite(shown.path).all()
    assert capfd.readouterr() == ("", "")


def test_answers_carry_the_number_of_their_question(picture: Callable[..., ExplorePicture]) -> None:
    """A page tells by it which answers are stale."""
    shown = picture(momentum_step)
    shown._handle_custom_msg({"values": {"lr": 0.04}, "start": [1, 1], "seq": 7}, [])
    assert shown.state["seq"] == 7
    assert shown.state["values"]["lr"] == 0.04
    assert shown.path[0].tolist() == [1, 1]


def test_answers_ahead_are_those_it_would_give(
    picture: Callable[..., ExplorePicture], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked ahead, it sends paths without moving; later moves give the same bytes."""
    shown = picture(momentum_step)
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(shown, "send", lambda content, buffers: sent.append((content, buffers)))
    before = shown.path
    values = [{"lr": lr, "gamma": 0.8, "kappa": 10.0} for lr in (0.01, 0.02)]
    questions = [{"values": each, "start": [1.0, 2.0]} for each in values]
    shown._on_message(shown, {"sweep": questions}, [])
    np.testing.assert_array_equal(shown.path, before)
    ((content, buffers),) = sent
    assert 1 <= len(content["sweep"]) == len(buffers) <= 2
    for state, lines in zip(content["sweep"], buffers, strict=True):
        shown.move(state["start"], **state["values"])
        assert shown.numbers == lines
        assert shown.message == state["message"]


def test_answers_ahead_leave_time_for_others(
    picture: Callable[..., ExplorePicture], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow step function is asked for one answer at a time, not for all at once."""

    def slow(theta, grad, lr):
        time.sleep(0.002)
        return theta - lr * grad

    shown = picture(slow, steps=20)
    sent: list[Any] = []
    monkeypatch.setattr(shown, "send", lambda content, buffers: sent.append(content))
    question = {"values": {"lr": 0.1, "kappa": 5.0}, "start": [1.0, 1.0]}
    shown._on_message(shown, {"sweep": [question] * 24}, [])
    assert len(sent[0]["sweep"]) == 1
    assert sent[0]["took"] >= 40


def test_fitted_lines_reach_the_browser(picture: Callable[..., ExplorePicture]) -> None:
    """After path, loss and gradient stand the predictions at each step, for two inputs."""
    inputs = np.linspace(0, 4, 9)
    cost = surfaces.linear_regression(inputs, 1 + inputs)
    shown = picture(gd_step, cost, steps=10)
    assert shown.scene["data"]["x"] == inputs.tolist()
    at = np.array(shown.scene["data"]["at"])
    fits = np.frombuffer(shown.numbers, "<f4")[5 * 11 :].reshape(11, 2)
    np.testing.assert_allclose(fits, shown.path[:, :1] + shown.path[:, 1:] * at, rtol=1e-5)
