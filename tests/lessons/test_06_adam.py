"""Lesson 06 says only what is so: its formulas and its numbers, against runs made here."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from authoring.lesson import read_lesson
from authoring.mistakes import load
from course.pictures.explore.picture import ExplorePicture
from tests.lessons.ran import ran

NOTEBOOK = read_lesson("06-adam")
LESSON = ran("06-adam")
ANSWERS: dict[str, Callable[..., Any]] = {
    one.name: one.fresh() for one in load("06-adam", NOTEBOOK)
}
PROSE = " ".join("\n".join(c.source for c in NOTEBOOK.cells if c.cell_type == "markdown").split())
USUAL = (0.9, 0.999, 1e-8)


def ratio(grads: Any, beta1: float = 0.9, beta2: float = 0.999) -> float:
    """|m_hat| / sqrt(v_hat) after the last gradient, written as sums over all of them."""
    age = np.arange(len(grads))[::-1]
    m = np.sum(beta1**age * grads) / np.sum(beta1**age)
    v = np.sum(beta2**age * grads**2) / np.sum(beta2**age)
    return float(abs(m) / math.sqrt(v))


def walk(grad_f: Callable[[np.ndarray], np.ndarray], start: Any, lr: float, steps: int) -> Any:
    return ANSWERS["run_adam"](grad_f, start, lr, steps, *USUAL)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
def test_average_is_short_by_beta_to_the_t(beta: float) -> None:
    t = np.arange(1, 60)
    values = np.random.default_rng(0).normal(size=59)
    plain, corrected = (ANSWERS["ema"](values, beta, flag) for flag in (False, True))
    np.testing.assert_allclose(plain, corrected * (1 - beta**t))
    np.testing.assert_allclose(ANSWERS["ema"](np.full(59, 3.0), beta, False), 3 * (1 - beta**t))
    weights = (1 - beta) * beta ** np.arange(59)
    np.testing.assert_allclose(plain[-1], weights @ values[::-1])


@pytest.mark.parametrize("size", [1e6, 1.0, 1e-6])
def test_first_step_is_lr_and_3_16_times_that_without_correction(size: float) -> None:
    grad, zero = np.array([size, -size]), np.zeros(2)
    first, m, v = ANSWERS["adam_step"](zero, grad, zero, zero, 1, 0.1, 0.9, 0.999, 1e-15)
    np.testing.assert_allclose(first, [-0.1, 0.1], rtol=1e-6)
    np.testing.assert_allclose(m / np.sqrt(v), [math.sqrt(10), -math.sqrt(10)])
    first, _ = ANSWERS["rmsprop_step"](zero, grad, zero, 0.1, 0.9, 1e-15)
    np.testing.assert_allclose(np.abs(first), 0.1 * math.sqrt(10), rtol=1e-6)


@pytest.mark.parametrize(("beta1", "beta2"), [(0.9, 0.999), (0.5, 0.9), (0.6, 0.7)])
def test_no_step_is_longer_than_the_cauchy_schwarz_bound(beta1: float, beta2: float) -> None:
    bound = (1 - beta1) / math.sqrt((1 - beta2) * (1 - beta1**2 / beta2))
    for seed in range(5):
        wild = np.random.default_rng(seed).standard_cauchy(size=400)
        assert max(ratio(wild[:t], beta1, beta2) for t in range(1, 401)) <= bound
    growing = (beta2 / beta1) ** np.arange(-6000.0, 1.0)
    assert ratio(growing, beta1, beta2) == pytest.approx(bound, rel=2e-3)


def test_noise_makes_short_steps() -> None:
    noise = np.random.default_rng(0).normal(size=3000)
    measured = math.sqrt(np.mean([ratio(noise[:t]) ** 2 for t in range(200, 3001)]))
    assert measured == pytest.approx(math.sqrt(0.1 / 1.9), rel=0.1)


@pytest.mark.parametrize("kappa", [2.0, 30.0, 100.0])
def test_rmsprop_and_adam_walk_the_same_path_whatever_kappa(kappa: float) -> None:
    for name, usual in (("rmsprop_step", (0.9, 1e-12)), ("adam_step", (0.9, 0.999, 1e-12))):
        paths = []
        for curvature in (1.0, kappa):
            theta, state = np.array([-3.2, 2.0]), [np.zeros(2)] * (1 + (name == "adam_step"))
            path = []
            for t in range(1, 61):
                grad = np.array([1.0, curvature]) * theta
                count = (t,) if name == "adam_step" else ()
                theta, *state = ANSWERS[name](theta, grad, *state, *count, 0.1, *usual)
                path.append(theta)
            paths.append(np.array(path))
        np.testing.assert_allclose(*paths, atol=1e-6)


def test_rmsprop_ends_jumping_between_plus_and_minus_half_a_step() -> None:
    theta, v, ends = np.array([-3.2, 2.0]), np.zeros(2), []
    for _ in range(3000):
        theta, v = ANSWERS["rmsprop_step"](theta, np.array([1, 50]) * theta, v, 0.1, 0.9, 1e-8)
        ends.append(theta)
    np.testing.assert_allclose(np.abs(ends[-50:]), 0.05, rtol=1e-3)
    np.testing.assert_allclose(ends[-1], -ends[-2], rtol=1e-3)


def test_adam_does_not_mind_stretching_the_cost_but_turning_it() -> None:
    def far(hessian: np.ndarray, start: np.ndarray) -> float:
        return float(np.linalg.norm(walk(lambda p: hessian @ p, start, 0.1, 100)[-1]))

    ends = []
    for degrees in (0, 15, 45):
        hessian, start = LESSON.names["turned"](degrees)
        assert sorted(np.linalg.eigvalsh(hessian)) == pytest.approx([1, 100])
        assert far(hessian, start) == pytest.approx(far(1000 * hessian, start), rel=1e-5)
        ends.append(round(far(hessian, start), 1 if degrees else 2))
        plain = start
        for _ in range(100):
            plain = plain - 2 / 101 * hessian @ plain
        assert np.linalg.norm(plain) == pytest.approx(0.51, abs=0.01)
    assert ends == [0.02, 1.4, 2.6]
    assert "0.02 along the axis, 1.4 at 15 degrees, 2.6 at 45" in PROSE
    assert "would be at 0.51" in PROSE


def test_short_memory_takes_adam_the_wrong_way_and_rarer_pulls_fool_any_memory() -> None:
    tug = LESSON.names["tug_of_war"]
    assert np.mean(tug(0.9)[-60:]) > 0.9
    assert np.mean(tug(0.999)[-60:]) < -0.9
    theta, m, v = np.zeros(1), np.zeros(1), np.zeros(1)
    for t in range(1, 50_000):
        grad = np.array([7000.0 if t % 5000 == 0 else -1.0])
        theta, m, v = ANSWERS["adam_step"](theta, grad, m, v, t, 0.01, *USUAL)
        theta = np.clip(theta, -1, 1)
    assert (7000 - 4999) / 5000 > 0 and theta[0] > 0.9


@pytest.mark.parametrize(("lr", "sigma"), [(0.1, 1.0), (0.01, 1.0), (0.02, 3.0)])
def test_adam_hovers_where_the_noise_floor_says(lr: float, sigma: float) -> None:
    rng, runs = np.random.default_rng(0), 400
    theta, m, v = np.zeros(runs), np.zeros(runs), np.zeros(runs)
    squares = []
    for t in range(1, 4001):
        grad = theta + sigma * rng.normal(size=runs)
        theta, m, v = ANSWERS["adam_step"](theta, grad, m, v, t, lr, *USUAL)
        squares.append(np.mean(theta**2))
    assert np.mean(squares[2000:]) == pytest.approx(lr * sigma / 2, rel=0.06)


def test_decay_and_penalty_are_one_in_gradient_descent_and_two_in_adam() -> None:
    said = LESSON.said
    assert "AdamW:   [0.37 0.37 0.37]" in said and "with L2: [0.26 0.46 1.  ]" in said
    assert "shrinks most, to 0.26" in PROSE and "does not notice any decay: 1.00" in PROSE
    assert pytest.approx(0.37, abs=0.005) == (1 - 0.001) ** 1000


ROSENBROCK, RAVINE, SADDLE, BEALE, HIMMELBLAU = LESSON.pictures[-5:]
RACERS = ["Adam", "RMSProp", "momentum", "gradient descent"]


def arrivals(race: ExplorePicture, share: float) -> list[int | None]:
    """After how many steps each racer's height is down to a share of the first; None: never."""
    firsts = [np.flatnonzero(each.loss <= share * each.loss[0]) for each in race.outcomes]
    return [int(first[0]) if len(first) else None for first in firsts]


@pytest.mark.parametrize(
    ("race", "share", "steps", "words"),
    [
        (ROSENBROCK, 1e-3, [488, None, 332, None], "Momentum, after 332 steps, and Adam after 488"),
        (RAVINE, 1e-6, [82, 47, 121, None], "after 47 steps and Adam after 82; momentum needs 121"),
        (SADDLE, 0.1, [15, 10, 34, 112], "RMSProp needs 10 steps and Adam 15"),
        (SADDLE, 0.1, [15, 10, 34, 112], "Momentum needs 34, and gradient descent 112"),
        (BEALE, 0.1, [30, 15, 25, 15], "down to a tenth after 15, as soon as RMSProp"),
        (BEALE, 1e-3, [118, 54, 40, None], "after 40 steps, RMSProp after 54, Adam after 118"),
    ],
)  # fmt: skip
def test_race_ends_as_told(
    race: ExplorePicture, share: float, steps: list[int | None], words: str
) -> None:
    assert [outcome.run.name for outcome in race.outcomes] == RACERS
    assert arrivals(race, share) == steps
    assert words in PROSE


@pytest.mark.parametrize("lr", [0.1, 0.3])
def test_adam_gets_to_a_thousandth_everywhere_and_first_nowhere(lr: float) -> None:
    for race in LESSON.pictures[-5:]:
        race.move(lr=lr)
        adam, rmsprop, momentum, _ = arrivals(race, 1e-3)
        assert adam is not None and momentum is not None
        if lr == 0.1:
            assert adam > min(momentum, rmsprop or momentum)
        race.move(lr=0.1)


def test_on_himmelblau_all_end_at_one_minimum_and_from_elsewhere_at_two() -> None:
    ends = [outcome.path[-1] for outcome in HIMMELBLAU.outcomes]
    np.testing.assert_allclose(ends, [[-2.81, 3.13]] * 4, atol=0.06)
    assert HIMMELBLAU.outcomes[1].loss[-1] == pytest.approx(0.18, abs=0.01)
    assert arrivals(HIMMELBLAU, 1e-3)[1] == min(arrivals(HIMMELBLAU, 1e-3))
    HIMMELBLAU.move(start=(1.0, -1.0))
    ends = [outcome.path[-1] for outcome in HIMMELBLAU.outcomes]
    np.testing.assert_allclose(ends, [[3, 2]] * 2 + [[3.58, -1.85]] * 2, atol=0.06)
    HIMMELBLAU.move(start=(-0.5, -0.5))
    assert "Of 1000 starts" in HIMMELBLAU.message


def test_momentum_with_beales_rate_is_gone_after_a_few_steps_on_rosenbrock() -> None:
    picture = LESSON.names["explore"](
        LESSON.names["racers"](0.005), ROSENBROCK.surface, start=(-1.2, 1.8), steps=600
    )
    momentum = picture.outcomes[RACERS.index("momentum")]
    assert momentum.diverges and len(momentum.path) < 20


def test_bent_valley_ends_as_told() -> None:
    bent = LESSON.pictures[1]
    heights = [float(outcome.loss[-1]) for outcome in bent.outcomes]
    assert heights == pytest.approx([0.28, 1.16], rel=0.02)
    assert "After 300 steps its height is 0.28, and RMSProp's 1.16" in PROSE


def test_columns_of_any_scale_are_fitted_by_adam() -> None:
    names, said = LESSON.names, LESSON.said
    np.testing.assert_allclose(names["params"]["w"], [0.02, -1.5, 30.0], rtol=0.002, atol=0.005)
    curvatures = np.linalg.eigvalsh(names["X"].T @ names["X"] / 200)
    assert curvatures[-1] / curvatures[0] == pytest.approx(1e8, rel=0.5)
    assert 1.5e-4 < 2 / curvatures[-1] < 2.5e-4
    assert "true: 0.02, -1.5, 30 and 0.7" in said


@pytest.mark.parametrize(
    ("words", "stated", "measured"),
    [
        ("$x$ went from $-3.2$ to $-3.16$", 3.16, 3.2 * (1 - 0.00019) ** 60),
        ("$1 - 0.98^{10} = 0.18$", 0.18, 1 - 0.98**10),
        ("to a tenth after 22 steps", 22, math.log(0.1) / math.log(0.9)),
        ("after 2301 steps", 2301, math.log(0.1) / math.log(0.999)),
        (r"At $\rho = 0.9$ that is $3.16\,\eta$", 3.16, 1 / math.sqrt(0.1)),
        (r"\frac{0.1}{\sqrt{0.001}}\,\mathrm{sign}(g_1) = 3.16", 3.16, 0.1 / math.sqrt(0.001)),
        ("that is 7.27", 7.27, 0.1 / math.sqrt(0.001 * (1 - 0.81 / 0.999))),
        (r"$\beta_2/\beta_1 = 1.11$", 1.11, 0.999 / 0.9),
        ("= 0.05$, a step of about", 0.0526, 0.1 / 1.9),
        (r"a step of about $0.23\,\eta$", 0.23, math.sqrt(0.1 / 1.9)),
        ("and the growing one 7.2", 7.2, ratio(1.11 ** np.arange(-3999.0, 1.0))),
        (r"$(80 - 59)/60 = 0.35$", 0.35, (80 - 59) / 60),
    ],
)
def test_number_in_the_text_is_right(words: str, stated: float, measured: float) -> None:
    assert words in PROSE
    assert measured == pytest.approx(stated, rel=0.04)
