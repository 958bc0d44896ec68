"""`descend` gives a step function what it asks for, and says in words what goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course import DescentStopped, descend, surfaces

bowl = surfaces.bowl.gradient
START = (3.0, -2.0)


def plain(theta, grad, lr):
    return theta - lr * grad


def momentum(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def nesterov(theta, velocity, grad_f, lr, gamma):
    velocity = gamma * velocity + lr * grad_f(theta - gamma * velocity)
    return theta - velocity, velocity


def adam(theta, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    hat_m, hat_v = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * hat_m / (np.sqrt(hat_v) + eps), m, v


def test_plain_descent_has_its_closed_form() -> None:
    """On the bowl each step multiplies theta by 1 - lr."""
    path = descend(plain, bowl, START, 20, lr=0.1)
    np.testing.assert_allclose(path, 0.9 ** np.arange(21)[:, None] * START)


def test_momentum_begins_at_rest() -> None:
    """The first step of momentum is one of plain descent, the second carries gamma of it on."""
    path = descend(momentum, bowl, START, 2, lr=0.1, gamma=0.5)
    first = np.array(START) * 0.9
    np.testing.assert_allclose(path[1], first)
    np.testing.assert_allclose(path[2], first - 0.1 * first - 0.5 * 0.1 * np.array(START))


def test_grad_f_is_handed_over_as_a_function() -> None:
    """Nesterov's look ahead on the bowl agrees with its recurrence."""
    path = descend(nesterov, bowl, START, 30, lr=0.2, gamma=0.5)
    theta, velocity = np.array(START), np.zeros(2)
    for row in path[1:]:
        velocity = 0.5 * velocity + 0.2 * (theta - 0.5 * velocity)
        theta = theta - velocity
        np.testing.assert_allclose(row, theta)


def test_steps_count_from_one_and_defaults_are_kept() -> None:
    """Adam's first step, corrected with t = 1, is lr in each coordinate; its defaults stand."""
    path = descend(adam, bowl, START, 1, lr=0.01)
    np.testing.assert_allclose(path[1] - path[0], [-0.01, 0.01], rtol=1e-6)


def test_a_step_may_change_what_it_is_given() -> None:
    """A step function that works in place does not spoil the recorded path or the start."""

    def in_place(theta, velocity, grad, lr, gamma):
        velocity *= gamma
        velocity += lr * grad
        theta -= velocity
        return theta, velocity

    start = np.array([3, -2])
    hyper = {"lr": 0.1, "gamma": 0.9}
    path = descend(in_place, bowl, start, 15, **hyper)
    np.testing.assert_allclose(path, descend(momentum, bowl, start, 15, **hyper))
    assert start.tolist() == [3, -2]


def returns(value: Any) -> Any:
    def step(theta, velocity, grad, lr):
        return value(theta, velocity)

    return step


def unwritten(theta, grad, lr):
    raise NotImplementedError


def misspelt(theta, grad, lr):
    return theta - lr * gard  # noqa: F821


TROUBLE = {
    "not written": (unwritten, "`unwritten` is not written yet."),
    "raised": (misspelt, "NameError: name 'gard' is not defined, in line [0-9]+: `return theta"),
    "returned nothing": (returns(lambda t, v: None), r"\(theta, velocity\), got None"),
    "wrong count": (returns(lambda t, v: (t, v, v)), r"\(theta, velocity\), got 3 things"),
    "wrong count ": (returns(lambda t, v: t), r"\(theta, velocity\), got one array"),
    "wrong shape": (returns(lambda t, v: (t, v.sum())), r"velocity with shape \(2,\), got \(\)"),
    "wrong shape ": (returns(lambda t, v: ("here", v)), "numbers for theta, got str"),
    "diverged": (returns(lambda t, v: (t * np.nan, v)), "theta is no longer a finite number"),
}


@pytest.mark.parametrize(("reason", "case"), TROUBLE.items(), ids=list(TROUBLE))
def test_trouble_is_told_in_plain_words(reason: str, case: tuple[Any, str]) -> None:
    """Each kind of trouble has its own reason and sentence, and the path up to there."""
    step, words = case
    with pytest.raises(DescentStopped, match=words) as stopped:
        descend(step, bowl, START, 10, lr=0.1)
    assert stopped.value.reason == reason.strip()
    assert stopped.value.step == 1
    np.testing.assert_array_equal(stopped.value.path, [START])


def test_divergence_keeps_the_path_up_to_there() -> None:
    """With lr far too large the path is finite up to the step that is named."""
    with pytest.raises(DescentStopped, match=r"^Step [0-9]+: The path diverges") as stopped:
        descend(plain, bowl, START, 10_000, lr=3.0)
    assert stopped.value.path.shape == (stopped.value.step, 2)
    assert np.isfinite(stopped.value.path).all()


@pytest.mark.parametrize(
    ("hyper", "words"),
    [
        ({}, "`plain` needs `lr`: give it a value"),
        ({"lr": 0.1, "gama": 0.9}, "`plain` has no parameter `gama`; its hyper-parameters: `lr`"),
    ],
)
def test_wrong_hyper_parameters_are_named(hyper: dict[str, float], words: str) -> None:
    """A missing and an unknown hyper-parameter are named before any step is made."""
    with pytest.raises(DescentStopped, match=words):
        descend(plain, bowl, START, 10, **hyper)
