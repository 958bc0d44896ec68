"""Costs on data agree with what their formulas say, term by term."""

from __future__ import annotations

import numpy as np
import pytest

from course import explore, surfaces

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


def own_gradient(theta, X, y):
    return X.T @ (X @ theta - y)


def gd_step(theta, grad, lr):
    return theta - lr * grad


def test_a_gradient_of_ones_own_leads_the_descent() -> None:
    """Its path is the learner's, however wrong; height and slope stay the cost's."""
    cost = surfaces.linear_regression(INPUTS, Y, gradient=own_gradient)
    first = explore(gd_step, cost, (0, 0), lr=0.001).path[1]
    np.testing.assert_allclose(first, 0.001 * X.T @ Y)
    np.testing.assert_allclose(
        cost.gradient(THETAS), surfaces.linear_regression(X, Y).gradient(THETAS)
    )


def unwritten(theta, X, y):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("gradient", "words"),
    [
        (unwritten, "This picture waits for `unwritten`, which is not written yet."),
        (lambda theta, X, y: None, "with shape (2,), got None: is the `return` missing?"),
        (lambda theta, X, y: y, "should return an array with shape (2,), got (25,)."),
        (lambda theta, X, y: X @ X, "raised ValueError"),
    ],
)
@pytest.mark.parametrize("cost", [surfaces.linear_regression, surfaces.neuron])
def test_trouble_with_a_gradient_is_told_in_words(cost, gradient, words: str) -> None:
    """By a step function and by a whole descent, the picture says what the gradient lacks."""

    def whole(grad_f, theta0, lr, steps):
        return np.array([theta0, *(theta0 - lr * grad_f(theta0) for _ in range(steps))])

    for function in (gd_step, whole):
        assert words in explore(function, cost(X, Y, gradient=gradient)).message


def test_a_gradient_gets_copies_of_the_data() -> None:
    """A gradient that works in place spoils neither the picture's data nor its own next call."""

    def in_place(theta, X, y):
        y -= X @ theta
        return -X.T @ y / len(y)

    cost = surfaces.linear_regression(INPUTS, Y, gradient=in_place)
    plain = surfaces.linear_regression(INPUTS, Y)
    paths = [explore(gd_step, each, lr=0.01).path for each in (cost, plain)]
    np.testing.assert_allclose(*paths)
