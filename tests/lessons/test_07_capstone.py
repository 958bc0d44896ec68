"""Lesson 07 says only what is so: its runs and its numbers, measured here once more."""

from __future__ import annotations

import contextlib
import io
import math
import re
import time
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import matplotlib
import numpy as np
import pytest

from authoring.build import SOURCE
from authoring.lesson import read_lesson
from authoring.mistakes import load
from course import data
from course.checking.data import read_exercises
from course.checking.judge import judge
from course.network import initial_params, mlp_gradients

matplotlib.use("Agg")

NOTEBOOK = read_lesson("07-capstone")
ANSWERS: dict[str, Callable[..., Any]] = {
    one.name: one.fresh() for one in load("07-capstone", NOTEBOOK)
}
PROSE = " ".join("\n".join(c.source for c in NOTEBOOK.cells if c.cell_type == "markdown").split())
DIGITS = data.digits()


@cache
def ran() -> dict[str, Any]:
    """The names that the lesson's own cells make, run once on the reference answers."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in NOTEBOOK.cells:
            graded = cell.metadata.get("nbgrader", {}).get("grade")
            if cell.cell_type == "code" and not graded:
                exec(cell.source, names)
    return names


def share_right(params: dict[str, np.ndarray], X: np.ndarray, labels: np.ndarray) -> float:
    """Accuracy, a picture at a time."""
    hits = 0
    for x, label in zip(X, labels, strict=True):
        hidden = np.tanh(params["W1"].T @ x + params["b1"])
        hits += int(np.argmax(params["W2"].T @ hidden + params["b2"]) == label)
    return hits / len(labels)


def trained(
    step: Any, seed: int, batch_size: int = 32
) -> tuple[dict[str, np.ndarray], list[float]]:
    X, labels, _, _ = DIGITS
    rng = np.random.default_rng(seed)
    start = initial_params((64, 32, 10), rng)
    return ANSWERS["train"](start, X, labels, step, 20, batch_size, rng)  # type: ignore[no-any-return]


@pytest.mark.parametrize("seed", range(5))
def test_my_run_reaches_95_percent_from_any_seed(seed: int) -> None:
    params, _ = ANSWERS["my_run"](*DIGITS[:2], 20, np.random.default_rng(seed))
    assert share_right(params, *DIGITS[2:]) >= 0.96


def test_lesson_shows_the_margin_on_the_test_digits_alone() -> None:
    """The locked ones are those that are neither for training nor for validation."""
    names = ran()
    known = {row.tobytes() for row in (*names["X"], *names["X_validation"])}
    locked = [row.tobytes() not in known for row in DIGITS.X_test]
    X, labels = DIGITS.X_test[locked], DIGITS.labels_test[locked]
    assert sum(locked) == 176 and not {"X_test", "labels_test"} & set(names)
    for seed, told in enumerate(names["shares"]):
        params, _ = ANSWERS["my_run"](*DIGITS[:2], 20, np.random.default_rng(seed))
        assert told == pytest.approx(share_right(params, X, labels))
    low, high = 100 * min(names["shares"]), 100 * max(names["shares"])
    assert f"Ours: {low:.1f} to {high:.1f} %" in PROSE
    assert (
        f"lower on the validation digits, {100 * names['mine'].records[0].shares[-1]:.1f} %"
        in PROSE
    )


def test_my_run_takes_far_less_than_a_minute_and_is_the_same_each_time() -> None:
    begin = time.perf_counter()
    runs = [ANSWERS["my_run"](*DIGITS[:2], 20, np.random.default_rng(3)) for _ in range(2)]
    assert time.perf_counter() - begin < 2 * 30
    assert runs[0][1] == runs[1][1]
    assert all(np.array_equal(runs[0][0][name], runs[1][0][name]) for name in runs[0][0])


def test_every_optimizer_of_the_lesson_reads_digits() -> None:
    names = ran()
    for step in (names["sgd"](0.1), names["momentum"](0.1), names["adam"](0.01)):
        params, history = trained(step, seed=0)
        assert len(history) == 20 * math.ceil(1442 / 32) == 920
        assert share_right(params, *DIGITS[2:]) > 0.94


def test_optimizers_of_the_lesson_are_those_of_lessons_05_and_06() -> None:
    names, rng = ran(), np.random.default_rng(0)
    lesson06 = {one.name: one.fresh() for one in load("06-adam", read_lesson("06-adam"))}
    step, params, state, theirs = names["adam"](0.01), {"W": rng.normal(size=(3, 2))}, {}, {}
    other = params
    velocity, theta, plain, memory = np.zeros((3, 2)), params["W"], params, {}
    for _ in range(5):
        grads = {"W": rng.normal(size=(3, 2))}
        params, state = step(params, grads, state)
        other, theirs = lesson06["adam_update"](other, grads, theirs, 0.01, 0.9, 0.999, 1e-8)
        np.testing.assert_allclose(params["W"], other["W"], rtol=1e-12)
        velocity = 0.9 * velocity + 0.1 * grads["W"]
        theta = theta - velocity
        plain, memory = names["momentum"](0.1)(plain, grads, memory)
        np.testing.assert_allclose(plain["W"], theta, rtol=1e-12)


def test_untrained_network_gives_each_digit_about_a_tenth() -> None:
    for seed in range(5):
        start = initial_params((64, 32, 10), np.random.default_rng(seed))
        assert mlp_gradients(start, *DIGITS[:2])[0] == pytest.approx(math.log(10), rel=0.08)
        assert share_right(start, *DIGITS[2:]) < 0.25


def test_accuracy_has_no_slope_and_the_loss_has_one() -> None:
    start = initial_params((64, 32, 10), np.random.default_rng(0))
    moved = start | {"W2": start["W2"] + 1e-9}
    moved["W2"][0, 0] += 1e-7
    assert share_right(start, *DIGITS[2:]) == share_right(moved, *DIGITS[2:])
    assert mlp_gradients(start, *DIGITS[2:])[0] != mlp_gradients(moved, *DIGITS[2:])[0]


def test_other_hands_are_harder_to_read() -> None:
    with np.load(str(resources.files("course.data") / "digits.npz")) as file:
        X, labels = file["pixels"] / 16, file["labels"].astype(int)
    shares = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        params, _ = ANSWERS["my_run"](X[:1442], labels[:1442], 20, rng)
        shares.append(share_right(params, X[1442:], labels[1442:]))
    assert np.mean(shares) == pytest.approx(0.90, abs=0.02)
    assert "gets about 90 %" in PROSE


def test_race_ends_as_told_and_a_larger_rate_brings_sgd_level() -> None:
    names = ran()
    ends = {name: np.mean(history[-46:]) for name, history in names["histories"].items()}
    assert ends["SGD"] == pytest.approx(0.125, rel=0.1)
    assert ends["momentum"] == pytest.approx(ends["SGD"] / 10, rel=0.3)
    assert ends["Adam"] == pytest.approx(ends["SGD"] / 10, rel=0.3)
    tests = [record.shares[-1] for record in names["race"].records]
    assert len(tests) == 3 and max(tests) - min(tests) < 0.015 and min(tests) > 0.95
    _, fast = trained(names["sgd"](1.0), seed=1)
    assert np.mean(fast[-46:]) == pytest.approx(0.01, abs=0.004)


@pytest.mark.parametrize("name", ["momentum", "Adam"])
def test_bumps_come_from_two_updates_with_batches_of_two_pictures(name: str) -> None:
    names, small = ran(), (13 * 46 - 1, 18 * 46 - 1)
    inner, calls = names["runners"][name], []

    def careful(params: Any, grads: Any, state: Any) -> Any:
        calls.append(1)
        return (params, state) if len(calls) - 1 in small else inner(params, grads, state)

    given = (names["start"], *DIGITS[:2], careful, 20, 32, np.random.default_rng(1))
    with_bumps, without = names["histories"][name], ANSWERS["train"](*given)[1]
    for bump in small:
        after = slice(bump + 1, bump + 18)
        assert np.mean(with_bumps[after]) > 4 * np.mean(without[after])


def test_pictures_show_what_the_lessons_functions_compute() -> None:
    names = ran()
    assert names["first"].history.tolist() == given_history(names["sgd"](0.1), seed=0)
    for name, history in names["histories"].items():
        assert names["race"].histories[name].tolist() == list(history)
    assert names["mine"].records[0].shares[-1] >= 0.95
    for picture in (names["first"], names["mine"], names["race"], names["landscape"]):
        assert picture.state["kind"] == "fine"


def given_history(step: Any, seed: int) -> list[float]:
    given = (ran()["start"], *DIGITS[:2], step, 20, 32, np.random.default_rng(seed))
    return list(ANSWERS["train"](*given)[1])


@pytest.mark.parametrize("name", ["SGD", "momentum", "Adam"])
def test_no_hill_lies_between_start_and_end(name: str) -> None:
    names = ran()
    end = names["landscape"].trained[name]
    back = {key: names["start"][key] - end[key] for key in end}
    given = (end, back, back, np.linspace(0, 1, 41), np.zeros(1), *DIGITS[:2])
    line = ANSWERS["loss_on_plane"](*given)[0]
    assert (np.diff(line) > 0).all()
    assert line[0] < 0.2 and line[-1] == pytest.approx(math.log(10), rel=0.05)


def test_ends_lie_apart_and_a_random_plane_holds_a_thousandth_of_the_paths() -> None:
    names = ran()
    ends = {key: end - names["start"]["W1"] for key, end in weights("W1").items()}
    sgd, momentum, adam = (ends[name].ravel() for name in ("SGD", "momentum", "Adam"))

    def cosine(a: Any, b: Any) -> float:
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert cosine(sgd, momentum) > 0.85 > cosine(momentum, adam)
    assert np.linalg.norm(sgd) < 0.5 * np.linalg.norm(momentum)
    plane = {each.name: each for each in names["landscape"].planes}
    assert plane["random"].held == pytest.approx(0.001, abs=0.0005)
    assert plane["paths"].held > 0.9


def weights(array: str) -> dict[str, Any]:
    return {name: params[array] for name, params in ran()["landscape"].trained.items()}


def test_plane_agrees_with_the_gradient_in_its_middle() -> None:
    params = initial_params((64, 32, 10), np.random.default_rng(0))
    first, second = (initial_params((64, 32, 10), np.random.default_rng(s)) for s in (1, 2))
    steps = np.array([-1e-4, 0.0, 1e-4])
    plane = ANSWERS["loss_on_plane"](params, first, second, steps, steps, *DIGITS[:2])
    _, grads = mlp_gradients(params, *DIGITS[:2])
    along = [sum(np.sum(grads[k] * d[k]) for k in grads) for d in (first, second)]
    assert (plane[1, 2] - plane[1, 0]) / 2e-4 == pytest.approx(along[0], rel=1e-5)
    assert (plane[2, 1] - plane[0, 1]) / 2e-4 == pytest.approx(along[1], rel=1e-5)


def test_written_answer_is_graded_by_hand_with_a_marking_scheme() -> None:
    cells = {
        cell.metadata["nbgrader"]["grade_id"]: cell
        for cell in NOTEBOOK.cells
        if cell.cell_type == "markdown" and "nbgrader" in cell.metadata
    }
    answer, task = cells["07-why-answer"], cells["07-why-task"]
    assert answer.metadata["nbgrader"]["grade"] and answer.metadata["nbgrader"]["solution"]
    assert answer.metadata["nbgrader"]["points"] == 2
    assert task.metadata["nbgrader"]["locked"], "nbgrader shows the scheme to whoever grades"
    assert not task.metadata["nbgrader"]["task"], "a task would wait for a mark of its own"
    scheme = task.source.split("### BEGIN MARK SCHEME")[1].split("### END MARK SCHEME")[0]
    shares = [float(share) for share in re.findall(r"(?m)^- \*\*([\d.]+) · ", scheme)]
    assert sum(shares) == answer.metadata["nbgrader"]["points"]


def test_points_make_14_and_a_bonus_of_2() -> None:
    points = [
        cell.metadata["nbgrader"].get("points", 0)
        for cell in NOTEBOOK.cells
        if "nbgrader" in cell.metadata
    ]
    assert sum(points) == 16


def first_epoch_end() -> float:
    names = ran()
    given = (names["start"], *DIGITS[:2], names["sgd"](0.1), 20, 32, np.random.default_rng(0))
    return float(np.mean(ANSWERS["train"](*given)[1][41:46]))


@pytest.mark.parametrize(
    ("words", "stated", "measured"),
    [
        (r"\log\frac1{10} = 2.30$", 2.30, math.log(10)),
        ("46 batches an epoch, the last one with two pictures only", 2, 1442 - 45 * 32),
        ("make 920 updates", 920, 46 * 20),
        ("falls from 2.3 to about 1.4", 1.4, first_epoch_end()),
        (r"\sqrt{0.97 \cdot 0.03/179} = 1.3$", 1.3, 100 * math.sqrt(0.97 * 0.03 / 179)),
        (r"SGD with $\eta/(1 - \gamma) = 1$", 1.0, 0.1 / (1 - 0.9)),
        ("This network has 2410", 2410, 64 * 32 + 32 + 32 * 10 + 10),
    ],
)
def test_number_in_the_text_is_right(words: str, stated: float, measured: float) -> None:
    assert words in PROSE
    assert measured == pytest.approx(stated, rel=0.06)


def test_a_run_that_takes_too_long_is_told_which_settings_fit_the_time() -> None:
    """Not to look for an endless loop: twenty epochs of single digits would end, too late."""

    def my_run(X: Any, labels: Any, epochs: int, rng: Any) -> Any:
        time.sleep(60)

    exercise = read_exercises(SOURCE / "07-capstone")["my_run"]
    verdict = judge(exercise, my_run)
    assert "did not come back within 3 seconds" in verdict.headline
    assert "batches of at least 16" in verdict.hint
    assert "end nearer" not in verdict.hint
