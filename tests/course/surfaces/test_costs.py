"""Costs on data agree with what their formulas say, term by term."""

from __future__ import annotations

import numpy as np
import pytest

from course import surfaces

RNG = np.random.default_rng(3)
INPUTS = RNG.uniform(-1, 4, 25)
X = np.stack([np.ones(25), INPUTS], axis=1)
Y = 1.5 - 0.7 * INPUTS + 0.3 * RNG.normal(size=25)
THETAS = RNG.normal(size=(10, 2))


def test_linear_regression_is_the_curriculums_cost() -> None:
    """J = 1/(2m) Σ (Xθ − y)², lowest where the normal equations say, with XᵀX/m's eigenvalues."""
    cost = surfaces.linear_regression(INPUTS, Y)
    expected = [((X @ theta - Y) ** 2).sum() / 50 for theta in THETAS]
    np.testing.assert_allclose(cost.value(THETAS), expected)
    np.testing.assert_allclose(cost.minima[0], np.linalg.solve(X.T @ X, X.T @ Y))
    np.testing.assert_allclose(cost.eigenvalues, np.linalg.eigvalsh(X.T @ X / 25))
    np.testing.assert_allclose(surfaces.linear_regression(X, Y).value(THETAS), expected)


@pytest.mark.parametrize("lam", [0.0, 2.0, 25.0])
def test_ridge_adds_its_penalty_and_moves_its_minimum(lam: float) -> None:
    """The minimum is (XᵀX + λI)⁻¹Xᵀy."""
    cost = surfaces.ridge(INPUTS, Y).at(lam=lam)
    expected = [(((X @ w - Y) ** 2).sum() + lam * w @ w) / 50 for w in THETAS]
    np.testing.assert_allclose(cost.value(THETAS), expected)
    best = np.linalg.solve(X.T @ X + lam * np.eye(2), X.T @ Y)
    np.testing.assert_allclose(cost.minima[0], best)


@pytest.mark.parametrize(("name", "act"), [("relu", lambda z: z * (z > 0)), ("tanh", np.tanh)])
def test_neuron_is_half_the_mean_square(name: str, act) -> None:
    """½ · mean (a(Xw) − y)², with a minimum where its gradient vanishes."""
    inputs = RNG.normal(size=(30, 2))
    targets = act(inputs @ [1.0, -0.5])
    cost = surfaces.neuron(inputs, targets, name)
    expected = [((act(inputs @ w) - targets) ** 2).mean() / 2 for w in THETAS]
    np.testing.assert_allclose(cost.value(THETAS), expected)
    np.testing.assert_allclose(cost.minima[0], [1.0, -0.5], atol=1e-5)


def test_data_knows_what_the_model_predicts() -> None:
    """With a column of ones the examples can be drawn, with the line of any parameters."""
    data = surfaces.linear_regression(INPUTS, Y).data
    assert data is not None
    np.testing.assert_array_equal(data.x, INPUTS)
    lines = data.model(THETAS, np.array([0.0, 2.0]))
    np.testing.assert_allclose(lines, THETAS[:, :1] + THETAS[:, 1:] * [0, 2])
    assert surfaces.linear_regression(RNG.normal(size=(9, 2)), np.ones(9)).data is None


def test_wrong_data_is_refused_in_words() -> None:
    """Shapes that do not fit, and an activation there is not."""
    with pytest.raises(ValueError, match=r"X of shape \(m, 2\).*got \(25, 3\) and \(25,\)"):
        surfaces.linear_regression(np.ones((25, 3)), Y)
    with pytest.raises(ValueError, match="must be relu or tanh, got sigmoid"):
        surfaces.neuron(X, Y, "sigmoid")
