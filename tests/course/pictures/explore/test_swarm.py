"""Many starts at once go where each would go alone, and the basins are counted truly."""

from __future__ import annotations

import numpy as np
import pytest

from course import descend, explore, surfaces
from course.pictures.explore import swarm
from course.pictures.explore.runs import Run


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    return theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def nesterov_step(theta, velocity, grad_f, lr, gamma):
    velocity = gamma * velocity + lr * grad_f(theta - gamma * velocity)
    return theta - velocity, velocity


def clipped_step(theta, grad, lr):
    return theta - lr * grad / max(1.0, np.linalg.norm(grad))


VALUES = {"lr": 0.01, "gamma": 0.5, "beta1": 0.9, "beta2": 0.99, "eps": 1e-8}


@pytest.mark.parametrize("step", [momentum_step, adam_step, nesterov_step, clipped_step])
def test_each_start_goes_where_it_would_alone(step) -> None:
    """Also for a function that can't take many points at once: a norm would mix them."""
    saddle = surfaces.saddle
    found = swarm.swarm(Run("", step), saddle, 20, 30, VALUES)
    assert found is not None
    hyper = Run("", step).hyper(VALUES)
    for i, start in enumerate(swarm.spread(20, saddle.view)):
        alone = descend(step, saddle.gradient, start, 30, **hyper)
        np.testing.assert_allclose(found.paths[:, i], alone, rtol=1e-9, atol=1e-12)


def test_basins_are_the_signs_of_y_on_the_saddle() -> None:
    """Gradient descent never crosses the ridge: the sign of y decides, half to each side."""
    found = swarm.swarm(Run("", momentum_step), surfaces.saddle, 1000, 300, {"lr": 0.1, "gamma": 0})
    assert found is not None
    above = swarm.spread(1000, surfaces.saddle.view)[:, 1] > 0
    np.testing.assert_array_equal(found.basins, np.where(above, 0, 1))
    assert abs(above.mean() - 0.5) < 0.01
    assert found.as_json() == {"count": 1000, "frames": 101, "every": 3}


def test_words_count_every_start() -> None:
    """Arrived, on their way, and lost: together all of them."""
    picture = explore(momentum_step, surfaces.himmelblau, swarm=300, lr=0.01, gamma=0.9)
    told = picture.message.split("Of 300 starts ")[1]
    counts = [int(word) for word in told.replace("(", " (").split() if word.isdigit()]
    assert sum(counts) == 300
    lost = explore(momentum_step, swarm=50, lr=1.0, gamma=0.9)
    assert "50 left the view for good" in lost.message


def test_numbers_hold_places_and_basins() -> None:
    """16 bits a place, of which the view takes the middle half; what is far out is clamped."""
    picture = explore(momentum_step, swarm=100, lr=0.02, gamma=0.5)
    told = picture.state["crowd"]
    places = np.frombuffer(picture.crowd[: 4 * told["frames"] * 100], "<u2")
    places = places.reshape(told["frames"], 100, 2)
    low, high = np.array(picture.surface.view).T
    read = low + (places[0] - 16384.0) / 32768 * (high - low)
    np.testing.assert_allclose(read, swarm.spread(100, picture.surface.view), atol=3e-4)
    assert len(picture.crowd) == 4 * told["frames"] * 100 + 100


def test_slow_function_moves_as_many_as_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The count says how many; the picture does not wait for the others."""
    monkeypatch.setattr(swarm, "PATIENCE", 0.05)
    picture = explore(clipped_step, swarm=5000, lr=0.1)
    assert 0 < picture.state["crowd"]["count"] < 5000


def unwritten(theta, grad, lr):
    raise NotImplementedError


def test_without_a_working_function_there_is_no_swarm() -> None:
    """The picture waits in words, as ever; a foolish number of starts is refused."""
    picture = explore(unwritten, swarm=100)
    assert picture.state["crowd"] is None
    assert picture.crowd == b""
    with pytest.raises(ValueError, match="`swarm` is a number of starts up to 5000, got 9999"):
        explore(momentum_step, swarm=9999)
