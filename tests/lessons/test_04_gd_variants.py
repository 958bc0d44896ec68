"""Lesson 04 says only what is so: its formulas, and what its pictures are said to show."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from course import noise_ball
from tests.lessons.ran import ran

LESSON = "04-gd-variants"


def answer(name: str) -> Any:
    return ran(LESSON).names[name]


def gradients(m: int = 6, d: int = 3) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(m, d)) * [1.0, 3.0, 0.2] + 1.0


def test_a_batch_is_right_on_average_at_every_size() -> None:
    G = gradients()
    for size in range(1, 7):
        means = [G[list(batch)].mean(axis=0) for batch in itertools.combinations(range(6), size)]
        np.testing.assert_allclose(np.mean(means, axis=0), G.mean(axis=0))


@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize("size", [1, 2, 4])
def test_variance_is_that_of_all_batches_listed(size: int, replace: bool) -> None:
    G = gradients()
    tuples = itertools.product(range(6), repeat=size)
    every = tuples if replace else itertools.combinations(range(6), size)
    means = np.array([G[list(batch)].mean(axis=0) for batch in every])
    listed = np.mean(np.sum((means - G.mean(axis=0)) ** 2, axis=1))
    assert answer("gradient_variance")(G, size, replace) == pytest.approx(listed)


def test_two_different_draws_have_covariance_minus_s_over_m_minus_1() -> None:
    centred = gradients() - gradients().mean(axis=0)
    pairs = [centred[i] @ centred[j] for i, j in itertools.permutations(range(6), 2)]
    assert np.mean(pairs) == pytest.approx(-np.sum(centred**2) / 6 / 5)


def test_drawing_an_epoch_with_replacement_misses_more_than_a_third() -> None:
    assert all((1 - 1 / m) ** m > 1 / 3 for m in (10, 200, 10_000))


@pytest.mark.parametrize("batch_size", [1, 7, 20])
def test_batches_of_an_epoch_are_the_data_dealt_once(batch_size: int) -> None:
    X, y = gradients(20), np.arange(20)
    batches = list(answer("minibatches")(X, y, batch_size, np.random.default_rng(1)))
    labels = np.concatenate([yb for _, yb in batches])
    assert sorted(labels) == list(range(20)) and list(labels) != list(range(20))
    np.testing.assert_array_equal(np.concatenate([Xb for Xb, _ in batches]), X[labels])


def race(lr: float, batch_size: int = 20) -> dict[int, np.ndarray]:
    """Distances from the centre along each path of the live picture, by batch size."""
    shown = noise_ball(answer("sgd_epoch"), lr=lr, batch_size=batch_size)
    paths = zip((400, batch_size, 1), shown.paths, strict=True)
    return {size: np.linalg.norm(path - shown.centre, axis=1) for size, path in paths}


def test_race_ends_as_told() -> None:
    away = race(0.2)
    assert [len(path) - 1 for path in away.values()] == [5, 100, 2000]
    first = {size: np.argmax(path < 0.5) for size, path in away.items()}
    assert (first[20] * 20, first[1]) == (200, 7) and min(away[400]) > 1
    assert away[20][-1] < away[400][-1] / 10 and away[20][-1] < away[1][-1] / 5
    assert np.mean(away[1][300:800] ** 2) < 2 * np.mean(away[1][1500:] ** 2)  # no more progress
    steps = np.abs(np.diff(race(0.2)[400]))
    assert steps.sum() == pytest.approx(away[400][0] - away[400][-1])  # straight towards it


def test_larger_learning_rate_helps_the_batch_and_hurts_the_dancer() -> None:
    dances = [np.sqrt(np.mean(race(lr)[1][200:] ** 2)) for lr in (0.05, 0.2, 0.8)]
    assert dances[0] < dances[1] < dances[2]
    assert race(0.8)[400][-1] == pytest.approx(0.001, abs=5e-4)
    large = race(0.2, batch_size=200)[200]
    assert len(large) - 1 == 10 and large[-1] == pytest.approx(0.41, abs=0.005)


def test_measured_variance_is_the_predicted_one() -> None:
    G, sizes, measured = answer("G"), answer("sizes"), answer("measured")
    predicted = [answer("gradient_variance")(G, size, False) for size in sizes]
    np.testing.assert_allclose(measured, predicted, rtol=0.15)
    one, hundred = (answer("gradient_variance")(G, size, False) for size in (1, 100))
    assert one / hundred == pytest.approx(199)
    once, four_times = (answer("gradient_variance")(G, size, True) for size in (5, 20))
    assert np.sqrt(once / four_times) == pytest.approx(2)


@pytest.mark.parametrize("push", [0.05, 0.5, 1.0, 1.7])
@pytest.mark.parametrize("lam", [0.5, 4.0])
def test_noise_floor_is_where_many_walkers_end(push: float, lam: float) -> None:
    lr, sigma2, rng = push / lam, 3.0, np.random.default_rng(2)
    theta = np.zeros(40_000)
    for _ in range(int(6 / min(push, 2 - push))):
        theta = theta - lr * (lam * theta + np.sqrt(sigma2) * rng.normal(size=theta.size))
    measured = np.mean(lam * theta**2 / 2)
    assert answer("noise_floor")(lr, lam, sigma2) == pytest.approx(measured, rel=0.05)


def test_floor_of_small_steps_is_a_quarter_and_halves_with_lr() -> None:
    floor = answer("noise_floor")
    assert floor(0.001, 1.0, 8.0) == pytest.approx(0.001 * 8 / 4, rel=1e-3)
    assert floor(0.0005, 1.0, 8.0) / floor(0.001, 1.0, 8.0) == pytest.approx(0.5, rel=1e-3)
    assert floor(2.0, 1.0, 1.0) == np.inf == floor(3.0, 1.0, 1.0)


@pytest.mark.parametrize(("lr", "batch_size"), [(0.4, 1), (0.1, 1), (0.2, 2), (0.4, 4)])
def test_noise_ball_of_an_epoch_matches_within_5_percent(lr: float, batch_size: int) -> None:
    measured, predicted = answer("floors")(lr, batch_size)
    assert measured == pytest.approx(predicted, rel=0.05)


def ball(lr: float, batch_size: int = 20) -> tuple[float, float, float]:
    """Of the live picture: both predicted radii, and the share of SGD's dance inside its own."""
    names = ("sgd_epoch", "noise_floor", "gradient_variance")
    shown = noise_ball(*map(answer, names), lr=lr, batch_size=batch_size)
    _, small, large = shown.look.facts["radii"]
    distances = np.linalg.norm(shown.paths[2][200:] - shown.centre, axis=1)
    return small, large, float(np.mean(distances < large))


def test_dance_has_the_radius_and_the_share_inside_as_told() -> None:
    radii = [ball(lr)[1] for lr in (0.4, 0.1, 0.025)]
    assert radii == pytest.approx([0.80, 0.37, 0.18], abs=0.005)
    assert 2.1 < radii[0] / radii[1] < 2.4 and 1.98 < radii[1] / radii[2] < 2.05
    assert ball(0.4)[2] == pytest.approx(2 / 3, abs=0.03)
    assert ball(0.02)[2] == pytest.approx(4 / 5, abs=0.03)


def test_balls_with_the_same_lr_per_example_are_nearly_the_same() -> None:
    assert [ball(0.1, 5)[0], ball(0.4, 20)[0]] == pytest.approx([0.16, 0.17], abs=0.005)


def test_nothing_settles_from_the_limit_on() -> None:
    shown = noise_ball(answer("sgd_epoch"), answer("noise_floor"), lr=2.1)
    assert shown.look.facts["radii"] == [None, None, None]
    assert "nothing settles" in shown.message


def test_short_reshuffled_epochs_end_below_the_floor() -> None:
    points = np.random.default_rng(3).normal(size=(10, 1))
    points = points - points.mean()
    theta, rng, ends = np.zeros(1), np.random.default_rng(4), []
    for _ in range(3000):
        theta = answer("sgd_epoch")(
            lambda at, Xb, yb: at - Xb.mean(axis=0), theta, points, np.zeros(10), 0.02, 1, rng
        )
        ends.append(theta[0] ** 2 / 2)
    assert np.mean(ends) < 0.2 * answer("noise_floor")(0.02, 1.0, np.var(points))


def test_inverse_time_with_ones_is_the_running_mean() -> None:
    cloud, theta = answer("cloud")[:50], np.array([9.0, 9.0])
    for t, point in enumerate(cloud):
        theta = theta - answer("inverse_time_lr")(t, 1.0, 1.0) * (theta - point)
        np.testing.assert_allclose(theta, cloud[: t + 1].mean(axis=0))


def test_sums_of_the_schedules_are_as_told() -> None:
    t = np.arange(200_000)
    rates = answer("inverse_time_lr")(t, 1.0, 2.0)
    assert rates.sum() - rates[:20_000].sum() == pytest.approx(np.log(10) / 2, rel=1e-3)
    assert np.sum(rates[1000:] ** 2) < 1e-3
    assert np.sum(0.3 * 0.99**t) == pytest.approx(100 * 0.3)


@pytest.mark.parametrize(("lr0", "decay"), [(1.0, 1.0), (0.5, 2.0), (0.5, 5.0)])
def test_start_is_forgotten_like_a_power_of_t(lr0: float, decay: float) -> None:
    left = np.cumprod(1 - answer("inverse_time_lr")(np.arange(1, 100_000), lr0, decay))
    power = np.log(left[-1] / left[999]) / np.log(99_999 / 1000)
    assert power == pytest.approx(-lr0 / decay, rel=0.01)


def test_four_schedules_rank_as_told() -> None:
    curves = answer("curves")
    big, small, mean, fast = curves.values()
    assert mean[19] < big[19] < fast[19] < small[19]
    assert mean[-1] < small[-1] < big[-100:].mean() < fast[-1]
    assert big[-100:].mean() == pytest.approx(big[19:119].mean(), rel=0.2)
    points = np.array([3, 10, 30, 100, 300, 1000])
    predicted = [answer("gradient_variance")(answer("cloud"), t, False) for t in points]
    assert abs(np.log(mean[points] / predicted).mean()) < np.log(1.5)


def test_telescoped_mean_is_exact() -> None:
    lr, lam, rng = 0.3, 2.0, np.random.default_rng(5)
    theta, noise = [3.0], rng.normal(size=40)
    for xi in noise:
        theta.append(theta[-1] - lr * (lam * theta[-1] + xi))
    b, n = 4, 30
    told = (theta[b] - theta[b + n]) / (lr * lam * n) - noise[b : b + n].sum() / (lam * n)
    mean = answer("average_iterates")(np.array(theta)[: b + n, None], b)
    np.testing.assert_allclose(mean, [told])


@pytest.mark.parametrize("lr", [0.1, 0.8])
def test_mean_of_the_path_is_as_close_as_n_gradients_allow(lr: float) -> None:
    lam, n, rng = 2.0, 2000, np.random.default_rng(6)
    theta, total = np.zeros(4000), np.zeros(4000)
    for _ in range(n):
        total += theta / n
        theta = theta - lr * (lam * theta + rng.normal(size=theta.size))
    assert np.mean(total**2) == pytest.approx(1 / (lam**2 * n), rel=0.1)


def test_mean_of_the_dance_ends_far_inside_it() -> None:
    counts, path, centre = answer("counts"), answer("path"), answer("centre")
    walker = np.linalg.norm(path - centre, axis=1)
    far, burnt = (np.linalg.norm(one - centre, axis=1) for one in answer("means").values())
    ten = int(np.searchsorted(counts, 10))
    assert far[ten] > walker[counts[ten]]
    thousand = int(np.searchsorted(counts, 1000))
    assert burnt[thousand] < far[thousand] < 0.15 * walker[1000:].mean()
