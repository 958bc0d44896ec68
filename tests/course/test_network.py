"""The network that lesson 07 is given: its gradients against finite differences."""

from __future__ import annotations

import numpy as np
import pytest

from course.network import initial_params, mlp_gradients


def problem(seed: int, m: int = 7) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    params = initial_params((5, 4, 3), rng)
    params |= {"b1": rng.normal(size=4), "b2": rng.normal(size=3)}
    return params, rng.normal(size=(m, 5)), rng.integers(3, size=m)


def plain_loss(params: dict[str, np.ndarray], X: np.ndarray, labels: np.ndarray) -> float:
    """The cost written out example by example."""
    total = 0.0
    for x, label in zip(X, labels, strict=True):
        scores = np.tanh(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
        total -= np.log(np.exp(scores[label]) / np.exp(scores).sum())
    return float(total / len(labels))


@pytest.mark.parametrize("m", [1, 7])
def test_gradients_match_finite_differences(m: int) -> None:
    params, X, labels = problem(m, m)
    loss, grads = mlp_gradients(params, X, labels)
    assert loss == pytest.approx(plain_loss(params, X, labels), rel=1e-12)
    assert grads.keys() == params.keys()
    for name, value in params.items():
        assert grads[name].shape == value.shape
        for at in np.ndindex(value.shape):
            ends = []
            for h in (1e-5, -1e-5):
                moved = value.copy()
                moved[at] += h
                ends.append(plain_loss(params | {name: moved}, X, labels))
            assert grads[name][at] == pytest.approx((ends[0] - ends[1]) / 2e-5, abs=1e-8)


def test_loss_is_finite_for_huge_scores_and_inputs_are_left_alone() -> None:
    params, X, labels = problem(3)
    params["b2"] = np.array([1e4, 0.0, -1e4])
    before = {name: value.copy() for name, value in params.items()}
    loss, grads = mlp_gradients(params, X, labels)
    assert np.isfinite(loss) and all(np.isfinite(grad).all() for grad in grads.values())
    assert all(np.array_equal(before[name], params[name]) for name in params)


def test_initial_weights_keep_the_size_of_what_flows_through() -> None:
    params = initial_params((400, 300, 10), np.random.default_rng(0))
    shapes = {name: value.shape for name, value in params.items()}
    assert shapes == {"W1": (400, 300), "b1": (300,), "W2": (300, 10), "b2": (10,)}
    assert params["W1"].std() == pytest.approx(1 / 20, rel=0.02)
    assert params["W2"].std() == pytest.approx(1 / np.sqrt(300), rel=0.05)
    assert not params["b1"].any() and not params["b2"].any()


def test_same_seed_draws_the_same_weights() -> None:
    one, same, other = (initial_params((4, 3, 2), np.random.default_rng(s)) for s in (1, 1, 2))
    assert all(np.array_equal(one[name], same[name]) for name in one)
    assert not np.array_equal(one["W1"], other["W1"])
