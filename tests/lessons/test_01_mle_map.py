"""Lesson 01 says only what is so: its formulas and its numbers, against computations made here."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from authoring.lesson import read_lesson
from authoring.mistakes import load
from course import posterior

NOTEBOOK = read_lesson("01-mle-map")
ANSWERS: dict[str, Callable[..., Any]] = {
    one.name: one.fresh() for one in load("01-mle-map", NOTEBOOK)
}
PROSE = "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")


def cell_with(words: str) -> dict[str, Any]:
    """What the lesson's cell with these words defines."""
    lesson: dict[str, Any] = {"np": np, "print": lambda *_: None}
    exec(next(one.source for one in NOTEBOOK.cells if words in one.source), lesson)
    return lesson


MANY = cell_with("many = rng.normal")
READINGS = np.random.default_rng(1).normal(20.4, 0.6, size=12)


@functools.cache
def picture(m: int = 8, sigma: float = 1.0, tau: float = 0.7) -> tuple[np.ndarray, np.ndarray]:
    """Table and measurements of the lesson's live picture with its sliders there."""
    shown = posterior(ANSWERS["map_linear"], m=(1, 60, m), sigma=(0.2, 2, sigma), tau=tau)
    t, y = np.transpose(shown.look.facts["points"])
    return np.column_stack([np.ones(m), t]), y


def ridge(m: int = 8, sigma: float = 1.0, tau: float = 0.7) -> np.ndarray:
    """MAP of the picture's points, from the singular values of its table."""
    X, y = picture(m, sigma)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return np.asarray(Vt.T @ (s / (s**2 + (sigma / tau) ** 2) * (U.T @ y)))


def mle(m: int = 8, sigma: float = 1.0) -> np.ndarray:
    X, y = picture(m, sigma)
    return np.linalg.solve(X.T @ X, X.T @ y)


def test_nll_is_minus_the_sum_of_log_densities() -> None:
    x = np.random.default_rng(0).normal(2.0, 1.5, size=30)
    densities = [NormalDist(1.7, math.sqrt(2.5)).pdf(one) for one in x]
    expected = -sum(map(math.log, densities))
    assert ANSWERS["gaussian_nll"](x, 1.7, 2.5) == pytest.approx(expected)


def test_nll_stays_finite_for_100_000_readings() -> None:
    x = np.random.default_rng(0).normal(size=100_000)
    # a standard Gaussian's entropy is log(2 pi e)/2 a reading
    expected = 100_000 * math.log(2 * math.pi * math.e) / 2
    assert ANSWERS["gaussian_nll"](x, 0.0, 1.0) == pytest.approx(expected, rel=0.01)


def test_no_gaussian_is_more_likely_than_the_mle() -> None:
    nll, (mu, sigma2) = ANSWERS["gaussian_nll"], ANSWERS["mle_gaussian"](READINGS)
    lowest = nll(READINGS, mu, sigma2)
    for shift in (-0.1, -1e-3, 1e-3, 0.1):
        assert nll(READINGS, mu + shift, sigma2) > lowest
        assert nll(READINGS, mu, sigma2 * (1 + shift)) > lowest


def test_mle_is_exact_near_1e8() -> None:
    small = np.array([0.0, 0.5, 3.25, -1.75, 2.0])
    mu, sigma2 = ANSWERS["mle_gaussian"](1e8 + small)
    assert (mu - 1e8, sigma2) == pytest.approx((small.mean(), small.var()), rel=1e-6)


def test_variance_of_the_mle_is_too_small_by_n_minus_1_over_n_on_average() -> None:
    samples = np.random.default_rng(2).normal(scale=2.0, size=(20_000, 5))
    found = np.mean([ANSWERS["mle_gaussian"](one)[1] for one in samples])
    assert found == pytest.approx(4.0 * 4 / 5, rel=0.02)


@pytest.mark.parametrize(("heads", "flips", "a", "b"), [(3, 3, 5, 5), (1, 9, 2.5, 4), (0, 4, 1, 2)])
def test_map_of_a_coin_is_the_top_of_its_posterior(
    heads: int, flips: int, a: float, b: float
) -> None:
    p = np.linspace(0, 1, 100_001)
    posterior = p**heads * (1 - p) ** (flips - heads) * p ** (a - 1) * (1 - p) ** (b - 1)
    top = p[np.argmax(posterior)]
    assert ANSWERS["map_bernoulli"](heads, flips, a, b) == pytest.approx(top, abs=2e-5)


@pytest.mark.parametrize("shape", [(9, 3), (3, 3), (2, 5)])
def test_map_is_ridge_with_lambda_sigma2_over_tau2(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(3)
    X, y, sigma2, tau2 = rng.normal(size=shape), rng.normal(size=shape[0]), 0.7, 2.5
    # ridge as least squares with one imagined example of weight sqrt(lambda) for each weight
    table = np.vstack([X, math.sqrt(sigma2 / tau2) * np.eye(shape[1])])
    expected = np.linalg.lstsq(table, np.append(y, np.zeros(shape[1])))[0]
    w = ANSWERS["map_linear"](X, y, sigma2, tau2)
    np.testing.assert_allclose(w, expected, rtol=1e-9)
    slope = ANSWERS["neg_log_posterior_grad"](w, X, y, sigma2, tau2)
    np.testing.assert_allclose(slope, 0.0, atol=1e-9)


def test_gradient_is_that_of_the_negative_log_posterior_to_six_digits() -> None:
    rng = np.random.default_rng(4)
    X, y, w = rng.normal(size=(7, 3)), rng.normal(size=7), rng.normal(size=3)
    noise, prior = NormalDist(0, math.sqrt(0.6)), NormalDist(0, math.sqrt(1.8))

    def cost(at: np.ndarray) -> float:
        data = sum(math.log(noise.pdf(one)) for one in X @ at - y)
        return -data - sum(math.log(prior.pdf(one)) for one in at)

    measured = [(cost(w + step) - cost(w - step)) / 2e-5 for step in 1e-5 * np.eye(3)]
    slope = ANSWERS["neg_log_posterior_grad"](w, X, y, 0.6, 1.8)
    np.testing.assert_allclose(slope, measured, rtol=1e-6)


def test_distance_from_map_to_mle_falls_like_one_over_m() -> None:
    rng, gaps = np.random.default_rng(12), []
    for m in (10, 100, 1000, 10_000):
        X = np.column_stack([np.ones(m), rng.uniform(0, 3, size=m)])
        y = X @ [1.0, 0.8] + rng.normal(size=m)
        gaps.append(np.linalg.norm(ANSWERS["map_linear"](X, y, 1, 1) - np.linalg.lstsq(X, y)[0]))
    ratios = np.array(gaps[1:]) / gaps[:-1]
    assert (ratios > 0.05).all() and (ratios < 0.2).all()


@pytest.mark.parametrize("mean", [1.2, 0.3, -0.7, 0.0])
def test_soft_threshold_is_the_lowest_point_of_parabola_and_kink(mean: float) -> None:
    mu = np.linspace(-2, 2, 400_001)
    lowest = mu[np.argmin((mu - mean) ** 2 + np.abs(mu))]  # n/sigma2 = 2, b = 1
    found = ANSWERS["map_laplace_mean"](np.array([mean, mean]), 1.0, 1.0)
    assert found == pytest.approx(lowest, abs=1e-5)


WIDTHS = np.geomspace(30, 0.03, 100)
PATH = np.array([ridge(tau=tau) for tau in WIDTHS])


def test_path_from_data_to_prior_is_bent_and_its_slope_grows_first() -> None:
    assert (np.diff(PATH[:, 0]) < 0).all()
    top = PATH[:, 1].argmax()
    assert 0 < top < len(PATH) - 1
    assert PATH[top, 1] > 1.3 * mle()[1]
    np.testing.assert_allclose(PATH[0], mle(), atol=0.01)
    np.testing.assert_allclose(PATH[-1], 0.0, atol=0.05)


def test_pulls_of_data_and_prior_are_opposite_on_the_path() -> None:
    X, y = picture()
    for w in PATH:
        data = X.T @ (X @ w - y)
        assert data @ w == pytest.approx(-np.linalg.norm(data) * np.linalg.norm(w), rel=1e-6)


def test_noise_carries_the_mle_farther_from_the_truth_than_map() -> None:
    truth = np.array([1.0, 0.8])
    for sigma in (1.0, 2.0):
        shrunk = np.linalg.norm(ridge(8, sigma) - truth)
        assert np.linalg.norm(mle(sigma=sigma) - truth) > 2 * shrunk


def test_many_lines_explain_a_single_point_and_one_is_most_probable() -> None:
    assert np.linalg.matrix_rank(picture(m=1)[0]) == 1
    shown = posterior(ANSWERS["map_linear"], m=(1, 60, 1))
    assert "There is no single MLE" in shown.message
    np.testing.assert_allclose(shown.map, ridge(m=1))


def test_second_formula_for_the_variance_can_go_negative_at_1e9() -> None:
    found = []
    for seed in range(20):
        x = 1e9 + np.random.default_rng(seed).normal(size=10)
        found.append(np.mean(x**2) - np.mean(x) ** 2)
    assert min(found) < 0


def test_hinge_loss_belongs_to_no_distribution_over_two_labels() -> None:
    totals = {
        score: sum(math.exp(-max(0.0, 1 - label * score)) for label in (-1, 1))
        for score in (0.0, 0.5, 3.0)
    }
    assert len({round(total, 6) for total in totals.values()}) > 1


LOG_ODDS = cell_with("density_z = ")
COST_OF_VARIANCE = 12 / 2


@pytest.mark.parametrize(
    ("words", "stated", "measured"),
    [
        ("0.0022 on the left", 0.0022, 0.7**7 * 0.3**3),
        ("−6.1 on the right", -6.1, math.log(0.7**7 * 0.3**3)),
        ("It is about $10^{-773}$", -773, np.log(MANY["densities"]).sum() / math.log(10)),
        ("= 1.84$ above the minimum", 1.84, COST_OF_VARIANCE * (math.log(0.5) + 2 - 1)),
        ("twice as much costs", 1.16, COST_OF_VARIANCE * (math.log(2) + 0.5 - 1)),
        ("whose variance is $8.667$", 8.667, np.var([1.0, 3.0, 8.0])),
        ("0.636, 0.684, 0.695", 0.636, 7 / 11),
        ("0.636, 0.684, 0.695", 0.684, 26 / 38),
        ("0.636, 0.684, 0.695", 0.695, 214 / 308),
        ("The gap to the MLE is 0.364, then 0.049, then 0.005", 0.364, 1 - 7 / 11),
        ("then 0.049", 0.049, 22 / 30 - 26 / 38),
        ("then 0.005", 0.005, 0.7 - 214 / 308),
        ("No: 0.714", 0.714, LOG_ODDS["p"][np.argmax(LOG_ODDS["density_z"])]),
        ("from 0.66 at the MLE", 0.66, mle()[1]),
        ("to 0.94, before", 0.94, PATH[:, 1].max()),
        ("carried it to $(2.03, 0.53)$", 2.03, mle(sigma=2.0)[0]),
        ("carried it to $(2.03, 0.53)$", 0.53, mle(sigma=2.0)[1]),
        ("has grown to 8.16", 8.16, 4 / 0.49),
        ("it stays at $(0.69, 0.93)$", 0.69, ridge(sigma=2.0)[0]),
        ("it stays at $(0.69, 0.93)$", 0.93, ridge(sigma=2.0)[1]),
        ("the two estimates are 0.02 apart", 0.0166, np.linalg.norm(mle(60) - ridge(60))),
        ("a third of everything", 1 / 3, 1 - 2 / 3),
    ],
)
def test_number_in_the_text_is_right(words: str, stated: float, measured: float) -> None:
    assert words in " ".join(PROSE.split())
    assert measured == pytest.approx(stated, rel=0.01, abs=6e-4)
