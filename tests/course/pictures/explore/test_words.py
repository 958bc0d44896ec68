"""What a picture says is true, plain, and names theory where it applies."""

from __future__ import annotations

import numpy as np
import pytest

from course import explore, surfaces
from course.pictures.explore import runs


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def gd_step(theta, grad, lr):
    return theta - lr * grad


def uphill_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta + velocity, velocity


def unwritten(theta, velocity, grad, lr, gamma):
    raise NotImplementedError


def line_of(function) -> int:
    return function.__code__.co_firstlineno


def test_unwritten_function_is_waited_for() -> None:
    """Nothing is wrong yet: the picture says what it waits for, and keeps its sliders."""
    picture = explore(unwritten, against={"gamma": 0})
    assert picture.message == "This picture waits for `unwritten`, which is not written yet."
    assert picture.state["kind"] == "waiting"
    picture.move(lr=0.1)
    assert picture.values["lr"] == 0.1


@pytest.mark.parametrize("kappa", [5.0, 20.0])
@pytest.mark.parametrize(
    ("step", "formula", "bound"),
    [(gd_step, "2/λmax", 2.0), (momentum_step, "2(1 + γ)/λmax", 3.8)],
)
def test_divergence_is_explained_by_the_bound(step, formula, bound, kappa) -> None:
    """Just above the bound the path diverges and the bound is named; just below it does not."""
    surface = surfaces.ravine.at(kappa=kappa)
    above = explore(step, surface, lr=1.05 * bound / kappa, steps=400)
    assert f"is above {formula} = {bound / kappa:.3g}" in above.message
    below = explore(step, surface, lr=0.95 * bound / kappa, steps=400)
    assert below.state["kind"] == "fine"


def test_divergence_below_the_bound_points_to_the_function() -> None:
    """A step uphill diverges whatever lr is: the picture says that theory disagrees."""
    message = explore(uphill_step, lr=0.05).message
    assert "is below 2(1 + γ)/λmax = 0.19, where it should be stable" in message
    assert "look at `uphill_step` again" in message


def test_raised_error_names_the_learners_line() -> None:
    """The message has the learner's own line number and text."""

    def careless(theta, grad, lr):
        return theta - lr * grad[2]

    message = explore(careless).message
    assert "`careless` raised IndexError: index 2 is out of bounds" in message
    assert message.endswith(f"in line {line_of(careless) + 1}: `return theta - lr * grad[2]`.")


def test_endless_loop_is_stopped_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that never ends costs the time limit, and the message says where it was."""
    monkeypatch.setattr(runs, "PATIENCE", 0.2)

    def stuck(theta, grad, lr):
        while True:
            theta = theta - lr * grad

    picture = explore(stuck)
    assert "took longer than 0.2 seconds and was stopped, in line" in picture.message
    assert "loop that never ends" in picture.message
    assert picture.path.shape == (1, 2)


def rate_of(step_rate):
    picture = explore(momentum_step, rate=step_rate, lr=0.03, gamma=0.8)
    return picture.state["rate"], picture.message


def test_predicted_rate_is_the_slowest_eigenvalues() -> None:
    """A rate that asks for lam is asked for both eigenvalues, and the larger rate is drawn."""

    def spectral_radius(lr, gamma, lam):
        return abs(np.roots([1, -(1 + gamma - lr * lam), gamma])).max()

    rate, _ = rate_of(spectral_radius)
    expected = max(spectral_radius(0.03, 0.8, 1.0), spectral_radius(0.03, 0.8, 20.0))
    assert rate == pytest.approx(expected)


def raising_rate(lr):
    return 1 / 0


def unwritten_rate(lr, gamma):
    raise NotImplementedError


def wordy_rate(lr):
    return "fast"


def foreign_rate(depth):
    return 0.5


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (unwritten_rate, "waits for `unwritten_rate`, which is not written yet"),
        (raising_rate, "`raising_rate` raised ZeroDivisionError: division by zero, in line"),
        (wordy_rate, "`wordy_rate` gave str, which is no number"),
        (foreign_rate, "there is no `depth` on the ravine"),
        (lambda lr: float("nan"), "gave nan"),
    ],
)
def test_missing_prediction_is_explained(rate, words) -> None:
    """Without a prediction the path is drawn all the same, and the words say why it lacks."""
    predicted, message = rate_of(rate)
    assert predicted is None
    assert words in message
    assert message.startswith("60 steps from")
