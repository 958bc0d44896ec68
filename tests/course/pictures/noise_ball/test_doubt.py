"""The picture says when a predicted noise is not the noise that is there."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from course import noise_ball
from course.pictures.noise_ball.walk import EXAMPLES, cloud
from tests.course.pictures.noise_ball.functions import gradient_variance, noise_floor, sgd_epoch


def said(floor: Any = noise_floor, variance: Any = gradient_variance, lr: float = 0.4) -> str:
    return noise_ball(sgd_epoch, floor, variance, lr=lr).message


@pytest.mark.parametrize("lr", [0.02, 0.1, 0.4, 1.0, 1.9, 2.1])
def test_right_functions_are_not_doubted(lr: float) -> None:
    assert "gives" not in said(lr=lr)
    assert "gives" not in said(variance=None, lr=lr)


def test_wrong_variance_is_named_beside_the_measured_one() -> None:
    """Batches of twenty that are drawn by hand, 20 000 of them, tell the same."""

    def wrong(G, batch_size, replace):
        return gradient_variance(G, batch_size, replace=True)

    found = re.search(
        r"`wrong` gives (\S+) for batches of 20, .* gradient is (\S+)\.", said(variance=wrong)
    )
    assert found is not None
    rng, points = np.random.default_rng(3), cloud()
    drawn = [
        points[rng.permutation(EXAMPLES)[:20]].mean(axis=0) - points.mean(axis=0)
        for _ in range(20_000)
    ]
    measured = float(np.mean(np.sum(np.square(drawn), axis=1)))
    assert float(found[2]) == pytest.approx(measured, rel=0.03)
    assert float(found[1]) == pytest.approx(measured * 399 / 380, rel=0.03)


def test_wrong_floor_is_held_against_the_path() -> None:
    """The mean over the run is told beside the mean in the long run, which it is near."""

    def wrong(lr, lam, sigma2):
        return 4 * noise_floor(lr, lam, sigma2)

    words = said(floor=wrong)
    found = re.search(r"the long run is (\S+)\. .* second half of this path it is (\S+)\.", words)
    assert found is not None and "`wrong` gives" in words
    assert float(found[2]) == pytest.approx(float(found[1]), rel=0.25)


def test_floor_is_judged_by_the_variance_that_it_is_given() -> None:
    """One wrong function is blamed, not both."""
    words = said(variance=lambda G, batch_size, replace: 1.0)
    assert "`<lambda>` gives 1 for single examples" in words
    assert "`noise_floor` gives" not in words


@pytest.mark.parametrize(
    ("floor", "lr", "words"),
    [
        (lambda lr, lam, sigma2: np.inf, 0.4, "gives infinity for single examples"),
        (lambda lr, lam, sigma2: lr * sigma2, 2.1, "at this learning rate the cost grows without"),
    ],
)
def test_infinity_stands_where_nothing_settles(floor: Any, lr: float, words: str) -> None:
    assert words in said(floor=floor, lr=lr)
