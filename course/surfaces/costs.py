"""Costs of two-parameter models on data: surfaces that an optimizer meets in earnest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.run.descend import DescentStopped, name_of
from course.surfaces.search import learning_rates, minima_within, rates_below
from course.surfaces.surface import Array, Data, Points, Span, Surface

THETA = ("θ₀", "θ₁")
WEIGHTS = ("w₀", "w₁")


Gradient = Callable[[Array, Array, Array], ArrayLike]


def linear_regression(X: ArrayLike, y: ArrayLike, gradient: Gradient | None = None) -> Surface:
    """J(θ) = 1/(2m) Σ (Xθ − y)².

    Parameters
    ----------
    X
        Inputs ``(m, 2)``, or ``(m,)`` for a line with an intercept: then a column of ones is
        put before them.
    y
        Targets ``(m,)``.
    gradient
        ``gradient(theta, X, y)``: a learner's own, which leads the descent in the place of ours.
    """
    return _least_squares(X, y, None, gradient)


def ridge(X: ArrayLike, y: ArrayLike, lam: float = 1.0) -> Surface:
    """J(w) = 1/(2m) (Σ (Xw − y)² + λ‖w‖²), with a slider for λ; see `linear_regression`."""
    return _least_squares(X, y, lam)


def neuron(
    X: ArrayLike,
    y: ArrayLike,
    activation: str = "relu",
    view: tuple[Span, Span] | None = None,
    gradient: Gradient | None = None,
) -> Surface:
    """½ · mean (a(Xw) − y)² for one neuron with two weights; ``activation`` relu or tanh.

    ``gradient(w, X, y)``, a learner's own, leads the descent in the place of ours.
    """
    X, y = _examples(X, y)
    if activation not in ACTIVATIONS:
        raise ValueError(f"`activation` must be relu or tanh, got {activation}")
    act, derivative = ACTIVATIONS[activation]

    def inputs(a: Array, b: Array) -> Array:
        return np.multiply.outer(a, X[:, 0]) + np.multiply.outer(b, X[:, 1])

    def height(a: Array, b: Array) -> Array:
        return np.asarray(((act(inputs(a, b)) - y) ** 2).mean(axis=-1) / 2)

    def slope(a: Array, b: Array) -> tuple[Array, Array]:
        z = inputs(a, b)
        error = (act(z) - y) * derivative(z)
        return (error * X[:, 0]).mean(axis=-1), (error * X[:, 1]).mean(axis=-1)

    view = view or ((-4.0, 4.0), (-3.0, 3.0))
    return Surface(
        name=f"one {activation} neuron",
        formula=f"½ · mean ({activation}(Xw) − y)²",
        height=height,
        slope=slope,
        minima=minima_within(height, view),
        view=view,
        start=_corner(view),
        lr=learning_rates(height, view),
        sampled=_told_by(gradient, X, y),
        led_by="" if gradient is None else name_of(gradient),
        axes=WEIGHTS,
        data=_data(X, y, act, straight=False),
    )


def _least_squares(
    X: ArrayLike, y: ArrayLike, lam: float | None, gradient: Gradient | None = None
) -> Surface:
    X, y = _examples(X, y)
    m = len(y)
    A, b, c = X.T @ X / m, X.T @ y / m, float(y @ y) / m  # J = ½ (θᵀAθ − 2bᵀθ + c)

    def height(p: Array, q: Array, lam: float = 0.0) -> Array:
        (a, h), (_, d) = A + lam / m * np.eye(2)
        twice = a * p**2 + 2 * h * p * q + d * q**2 - 2 * (b[0] * p + b[1] * q) + c
        return np.asarray(twice / 2)

    def slope(p: Array, q: Array, lam: float = 0.0) -> tuple[Array, Array]:
        (a, h), (_, d) = A + lam / m * np.eye(2)
        return a * p + h * q - b[0], h * p + d * q - b[1]

    def settle(lam: float = 0.0) -> Points:
        best = np.linalg.lstsq(A + lam / m * np.eye(2), b, rcond=None)[0]
        return ((float(best[0]), float(best[1])),)

    def curvature(lam: float = 0.0) -> Span:
        low, high = np.linalg.eigvalsh(A) + lam / m
        return float(low), float(high)

    shape = {} if lam is None else {"lam": float(lam)}
    view = _view(np.array(settle()[0]))
    return Surface(
        name="the squared error" if lam is None else "the ridge cost",
        formula="1/(2m) · Σ(Xθ − y)²" if lam is None else "1/(2m) · (Σ(Xw − y)² + λ‖w‖²)",
        height=height,
        slope=slope,
        minima=settle(**shape),
        view=view,
        start=_corner(view),
        lr=rates_below(2 / curvature(**shape)[1]),
        shape=shape,
        ranges={name: (0.0, max(float(m), 2 * value)) for name, value in shape.items()},
        curvature=curvature,
        settle=settle,
        sampled=_told_by(gradient, X, y),
        led_by="" if gradient is None else name_of(gradient),
        axes=THETA if lam is None else WEIGHTS,
        data=_data(X, y, lambda z: z, straight=True),
    )


def _told_by(gradient: Gradient | None, X: Array, y: Array) -> Callable[..., Any] | None:
    """A run's slope by the learner's gradient; trouble with its shape is told in words."""
    if gradient is None:
        return None

    def at(theta: Array) -> Array:
        slope = gradient(theta, X.copy(), y.copy())
        if np.shape(slope) == theta.shape:
            return np.asarray(slope, dtype=float)
        expected = f"`{name_of(gradient)}` should return an array with shape {theta.shape}"
        if slope is None:
            words = f"{expected}, got None: is the `return` missing?"
            raise DescentStopped(words, "returned nothing")
        raise DescentStopped(f"{expected}, got {np.shape(slope)}.", "wrong shape")

    def told(_: np.random.Generator, a: Array, b: Array) -> Array:
        points = np.stack([a, b], axis=-1)
        slopes = [at(theta) for theta in points.reshape(-1, 2)]
        return np.moveaxis(np.reshape(slopes, points.shape), -1, 0)

    return told


def _examples(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    inputs, targets = np.array(X, dtype=float), np.array(y, dtype=float)
    if inputs.ndim == 1:
        inputs = np.stack([np.ones_like(inputs), inputs], axis=1)
    if inputs.ndim != 2 or inputs.shape[1] != 2 or targets.shape != inputs.shape[:1]:
        raise ValueError(
            "a cost with two parameters needs X of shape (m, 2) or (m,) and y of shape (m,), "
            f"got {np.shape(X)} and {np.shape(y)}"
        )
    return inputs, targets


def _data(X: Array, y: Array, act: Callable[[Array], Array], straight: bool) -> Data | None:
    """What can be drawn beside the cost: inputs along one axis, if there is only one."""
    if not (X[:, 0] == 1).all():
        return None

    def model(theta: Array, x: Array) -> Array:
        return act(theta[..., :1] + theta[..., 1:] * x)

    return Data(X[:, 1], y, model, straight)


def _view(best: Array) -> tuple[Span, Span]:
    """Around the minimum, the origin within it; not too narrow either way."""
    reach = 1.6 * np.maximum(np.abs(best), 0.4 * np.abs(best).max() + 0.1)
    (x_low, x_high), (y_low, y_high) = np.stack([best - reach, best + reach], axis=1).tolist()
    return (x_low, x_high), (y_low, y_high)


def _corner(view: tuple[Span, Span]) -> tuple[float, float]:
    (x_low, x_high), (y_low, y_high) = view
    return x_low + 0.15 * (x_high - x_low), y_high - 0.15 * (y_high - y_low)


Act = Callable[[Array], Array]
ACTIVATIONS: dict[str, tuple[Act, Act]] = {
    "relu": (lambda z: np.maximum(z, 0.0), lambda z: (z > 0).astype(float)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
}
