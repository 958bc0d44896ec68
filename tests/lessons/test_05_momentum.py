"""Lesson 05 says only what is so: its formulas and its numbers, against runs made here."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from authoring.lesson import read_lesson
from authoring.mistakes import load
from tests.lessons.ran import ran

NOTEBOOK = read_lesson("05-momentum")
ANSWERS: dict[str, Callable[..., Any]] = {
    one.name: one.fresh() for one in load("05-momentum", NOTEBOOK)
}
PROSE = "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")


def roll(
    lr: float, gamma: float, curvatures: Any, start: Any, steps: int, ahead: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Momentum (Nesterov's when `ahead`) written out here; positions and velocities."""
    theta = np.array(start, dtype=float)
    velocity = np.zeros_like(theta)
    states = [(theta, velocity)]
    for _ in range(steps):
        at = theta - gamma * velocity if ahead else theta
        velocity = gamma * velocity + lr * np.asarray(curvatures) * at
        theta = theta - velocity
        states.append((theta, velocity))
    positions, velocities = zip(*states, strict=True)
    return np.array(positions), np.array(velocities)


def crossings(values: np.ndarray) -> int:
    return int((np.diff(np.sign(values)) != 0).sum())


def distance(lr: float, gamma: float, steps: int = 60, kappa: float = 50.0) -> float:
    """How far from the minimum the lesson's ravine leaves a ball."""
    return float(np.linalg.norm(roll(lr, gamma, [1.0, kappa], [-3.2, 2.0], steps)[0][-1]))


def test_two_rules_are_newtons_law_in_ticks() -> None:
    path, _ = roll(0.1, 0.7, [1.0, 6.0], [2.0, -1.0], 20)
    moves = np.diff(path, axis=0)
    expected = 0.7 * moves[:-1] - 0.1 * np.array([1.0, 6.0]) * path[1:-1]
    np.testing.assert_allclose(moves[1:], expected, atol=1e-12)


def test_velocity_is_the_weighted_sum_of_all_gradients() -> None:
    grads = np.random.default_rng(0).normal(size=(25, 3))
    theta, velocity = np.zeros(3), np.zeros(3)
    for grad in grads:
        theta, velocity = ANSWERS["momentum_step"](theta, velocity, grad, 0.2, 0.8)
    weighted = sum(0.2 * 0.8**k * grads[len(grads) - 1 - k] for k in range(len(grads)))
    np.testing.assert_allclose(velocity, weighted)


@pytest.mark.parametrize(("sign", "gain"), [(1.0, "agree"), (-1.0, "alternate")])
def test_gradients_that_agree_or_alternate_reach_their_limit(sign: float, gain: str) -> None:
    velocity, push = np.zeros(2), np.array([1.0, -3.0])
    for t in range(500):
        _, velocity = ANSWERS["momentum_step"](np.zeros(2), velocity, sign**t * push, 0.1, 0.9)
    if gain == "agree":
        expected = ANSWERS["terminal_velocity"](push, 0.1, 0.9)
    else:
        expected = -0.1 * push / (1 + 0.9)
    np.testing.assert_allclose(velocity, expected)


@pytest.mark.parametrize("gamma", [0.0, 0.3, 0.7, 0.95])
@pytest.mark.parametrize("push", [0.02, 0.3, 1.1, 2.4, 3.7])
def test_measured_rate_is_the_predicted_one_within_a_percent(gamma: float, push: float) -> None:
    positions, velocities = roll(push / 5, gamma, [5.0], [1.0], 300)
    sizes = np.hypot(positions, velocities)[:, 0]
    early, late = sizes[50:90].max(), sizes[250:290].max()  # a swing or more: take its peak
    predicted = ANSWERS["heavy_ball_rate"](push / 5, gamma, 5.0)
    assert (late / early) ** (1 / 200) == pytest.approx(predicted, rel=0.01)


@pytest.mark.parametrize("gamma", [0.0, 0.4, 0.9])
@pytest.mark.parametrize("ahead", [False, True])
def test_momentum_is_stable_exactly_up_to_its_bound(gamma: float, ahead: bool) -> None:
    bound = 2 * (1 + gamma) / (1 + 2 * gamma if ahead else 1)
    inside, _ = roll(0.97 * bound, gamma, [1.0], [1.0], 3000, ahead)
    outside, _ = roll(1.03 * bound, gamma, [1.0], [1.0], 600, ahead)
    assert abs(inside[-1, 0]) < 1e-6
    assert abs(outside[-1, 0]) > 1e3


@pytest.mark.parametrize(("mu", "L"), [(1.0, 100.0), (0.2, 3.0)])
def test_no_other_setting_is_faster_than_the_best_heavy_ball(mu: float, L: float) -> None:
    lr, gamma, rate = ANSWERS["optimal_heavy_ball"](mu, L)
    kappa = L / mu
    assert rate == pytest.approx((math.sqrt(kappa) - 1) / (math.sqrt(kappa) + 1))
    slowest = ANSWERS["heavy_ball_rate"]
    for other_lr in lr * np.linspace(0.4, 1.6, 25):
        for other_gamma in np.linspace(0.0, 0.98, 50):
            other = max(slowest(other_lr, other_gamma, lam) for lam in (mu, L))
            assert other >= rate - 1e-6
    best = max(slowest(lr, gamma, lam) for lam in np.linspace(mu, L, 50))
    assert best == pytest.approx(rate, abs=1e-6)


def test_nesterov_is_the_heavy_ball_with_less_momentum_where_it_is_steep() -> None:
    for push in (0.1, 0.6, 1.0, 1.2):
        nesterov, _ = roll(push, 0.9, [1.0], [1.0], 30, ahead=True)
        heavy, _ = roll(push, 0.9 * (1 - push), [1.0], [1.0], 30)
        np.testing.assert_allclose(nesterov, heavy, atol=1e-9)


def test_three_spellings_walk_one_path_until_the_learning_rate_changes() -> None:
    cells = [one.source for one in NOTEBOOK.cells if "def ravine_gradient" in one.source]
    cells += [one.source for one in NOTEBOOK.cells if "def three_ends" in one.source]
    lesson: dict[str, Any] = {"np": np, "descend": lambda *_, **__: [0]}
    for source in cells:
        exec(source, lesson)
    a, b, c = lesson["three_ends"](drop_at=30)
    assert np.array_equal(a, b) and np.array_equal(b, c)
    a, b, c = lesson["three_ends"](drop_at=20)
    assert np.array_equal(b, c) and np.abs(a - b).max() > 0.04


STEEP = roll(0.02, 0.9, [1.0, 50.0], [-3.2, 2.0], 60)[0]
STEEP_AHEAD = roll(0.02, 0.9, [1.0, 50.0], [-3.2, 2.0], 60, ahead=True)[0]
BEST = ((10 - 1) / (10 + 1)) ** 2
RACE = {
    "plain": roll(2 / 101, 0.0, [1.0, 100.0], [-3.2, 0.32], 100)[0],
    "heavy": roll(4 / 121, BEST, [1.0, 100.0], [-3.2, 0.32], 100)[0],
}


def closer(path: np.ndarray) -> float:
    return float(np.linalg.norm(path[0]) / np.linalg.norm(path[-1]))


@pytest.mark.parametrize(
    ("words", "stated", "measured"),
    [
        ("it shrinks, to 0.0036", 0.0036, roll(0.038, 0, [50.0], [2.0], 60)[0][-1, 0]),
        ("a tenth of the way is still left, 0.31", 0.31, distance(0.038, 0.0)),
        ("more than 2000 times closer", 2650, distance(0.038, 0.0) / distance(0.038, 0.7)),
        ("at 0.8 still 70 times", 70, distance(0.038, 0.0) / distance(0.038, 0.8)),
        ("it ends twice as far away", 2, distance(0.038, 0.95) / distance(0.038, 0.0)),
        ("carry 65 % of the total weight", 0.65, 1 - 0.9**10),
        ("after about 28 steps", 28, math.log(20) / -math.log(0.9)),
        ("after about 298 at 0.99", 298, math.log(20) / -math.log(0.99)),
        ("that is 10 against 0.53", 0.53, 1 / 1.9),
        ("gains a factor of 19", 19, 1.9 / 0.1),
        ("crosses the bottom 10 times", 10, crossings(roll(0.1, 0.95, [1], [1], 100)[0][:, 0])),
        (r"\sqrt{0.95} = 0.975", 0.975, math.sqrt(0.95)),
        (r"$\gamma = (1 - \sqrt{0.1})^2 = 0.47$", 0.47, (1 - math.sqrt(0.1)) ** 2),
        ("falls from 0.9 down to 0.68", 0.68, ANSWERS["heavy_ball_rate"](0.1, 0.4675, 1.0)),
        (r"that is at $\kappa = 90$", 90, 2 * (1 + 0.8) / 0.04),
        ("needs 115 steps for each factor of 10", 115, math.log(10) / -math.log(99 / 101)),
        ("needs 11.5", 11.5, math.log(10) / -math.log(9 / 11)),
        (r"At $\kappa = 10\,000$ momentum needs 115", 115, math.log(10) / -math.log(99 / 101)),
        ("Gradient descent gets 7 times closer", 7.4, closer(RACE["plain"])),
        ("momentum 20 million times", 2e7, closer(RACE["heavy"])),
        ("At $\\gamma = 0.9$ that is 1.36", 1.36, 2 * 1.9 / 2.8),
        ("across the valley 22 times in 60 steps", 22, crossings(STEEP[:, 1])),
        ("on the floor after one step", 0.0, STEEP_AHEAD[1, 1]),
        ("still has 30 % of the way to go", 0.3, distance(0.02, 0.0) / 3.2),
    ],
)
def test_number_in_the_text_is_right(words: str, stated: float, measured: float) -> None:
    assert words in " ".join(PROSE.split())
    assert measured == pytest.approx(stated, rel=0.04, abs=1e-9)


def test_live_pictures_run_what_the_text_tells() -> None:
    plain, _, _, race, balls = ran("05-momentum").pictures
    np.testing.assert_allclose(plain.path, roll(0.038, 0.0, [1.0, 50.0], [-3.2, 2.0], 60)[0])
    heavy, descent = (outcome.path for outcome in race.outcomes)
    np.testing.assert_allclose(heavy, RACE["heavy"], atol=1e-9)
    np.testing.assert_allclose(descent, RACE["plain"], atol=1e-9)
    assert race.state["rate"] == pytest.approx(9 / 11)
    ahead, heavy, descent = (outcome.path for outcome in balls.outcomes)
    np.testing.assert_allclose(ahead, STEEP_AHEAD, atol=1e-9)
    np.testing.assert_allclose(heavy, STEEP, atol=1e-9)
    np.testing.assert_allclose(descent, roll(0.02, 0, [1, 50], [-3.2, 2], 60)[0], atol=1e-9)
    balls.move(lr=0.03)
    assert [outcome.diverges for outcome in balls.outcomes] == [True, False, False]


def test_about_065_is_the_best_momentum_for_the_first_picture() -> None:
    rates = {
        gamma: max(ANSWERS["heavy_ball_rate"](0.038, gamma, lam) for lam in (1.0, 50.0))
        for gamma in np.linspace(0.0, 0.99, 100).round(2)
    }
    assert min(rates, key=rates.__getitem__) == pytest.approx(0.65)
