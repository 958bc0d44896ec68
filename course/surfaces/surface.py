"""What a surface is: a function of two parameters that knows itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Span = tuple[float, float]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Data:
    """The examples behind a cost: ``model(theta, x)`` is what parameters make of inputs.

    Parameters
    ----------
    x, y
        Inputs and targets, shape ``(m,)`` each.
    model
        Predictions for parameters ``(..., 2)`` at inputs ``(n,)``, shape ``(..., n)``.
    straight
        Whether the predictions lie on a line.
    """

    x: Array
    y: Array
    model: Callable[[Array, Array], Array] = field(repr=False)
    straight: bool = True


@dataclass(frozen=True)
class Surface:
    """A function of ``theta = (x, y)`` with everything a picture needs to know of it.

    Parameters
    ----------
    name, formula
        What people call it, and how it is written.
    height, slope
        ``height(x, y, **shape)`` gives the value; ``slope(x, y, **shape)`` the pair of
        partial derivatives. Both work elementwise on arrays.
    minima
        Where it has its minima, shape ``(k, 2)``; empty when none is known.
    view
        ``((x_low, x_high), (y_low, y_high))``: the part worth looking at.
    start, lr
        A telling starting point, and ``(low, high, usual)`` learning rates.
    shape, ranges
        Named parameters of the surface, such as ``kappa``, and how far each slides.
    curvature
        ``curvature(**shape)`` gives (λmin, λmax) of the Hessian where it is constant.
    settle
        ``settle(**shape)`` gives the minima where the shape moves them.
    sampled
        ``sampled(rng, x, y, **shape)`` is what a run is told of the slope where that is another:
        a random one whose mean is the true one, or a learner's own. ``seed`` begins each run.
    led_by
        What a learner calls the gradient that leads a run in the place of ours, if one does.
    axes
        What the two parameters are called.
    data
        The examples behind it, if it is a cost.
    waits
        The function that is to be written before there is anything to see.
    """

    name: str
    formula: str
    height: Callable[..., Array] = field(repr=False)
    slope: Callable[..., tuple[Array, Array]] = field(repr=False)
    minima: Points
    view: tuple[Span, Span]
    start: tuple[float, float]
    lr: tuple[float, float, float]
    shape: Mapping[str, float] = field(default_factory=dict)
    ranges: Mapping[str, Span] = field(default_factory=dict)
    curvature: Callable[..., Span] | None = field(default=None, repr=False)
    settle: Callable[..., Points] | None = field(default=None, repr=False)
    sampled: Callable[..., tuple[Array, Array]] | None = field(default=None, repr=False)
    seed: int = 0
    led_by: str = ""
    axes: tuple[str, str] = ("x", "y")
    data: Data | None = field(default=None, repr=False)
    waits: str = ""

    def value(self, theta: ArrayLike) -> Array:
        """Height at ``theta``, shape ``(..., 2)``; the answer has shape ``(...)``."""
        x, y = self._split(theta)
        return np.asarray(self.height(x, y, **self.shape))

    def gradient(self, theta: ArrayLike) -> Array:
        """Gradient at ``theta``, shape ``(..., 2)`` in and out."""
        x, y = self._split(theta)
        return np.stack(self.slope(x, y, **self.shape), axis=-1)

    def gradient_for_a_run(self) -> Callable[[ArrayLike], Array]:
        """The gradient as a run is told it: a learner's own; or with the same noise each time."""
        if self.sampled is None:
            return self.gradient
        sampled, rng = self.sampled, np.random.default_rng(self.seed)

        def gradient(theta: ArrayLike) -> Array:
            return np.stack(sampled(rng, *self._split(theta), **self.shape), axis=-1)

        return gradient

    @property
    def lowest(self) -> float | None:
        """The value at the lowest of its minima; None when none is known."""
        return float(self.value(self.minima).min()) if self.minima else None

    @property
    def eigenvalues(self) -> Span | None:
        """(λmin, λmax) of the Hessian when it is the same everywhere, else None."""
        return None if self.curvature is None else self.curvature(**self.shape)

    def at(self, **shape: float) -> Surface:
        """The same surface with other shape parameters: ``ravine.at(kappa=50)``.

        Raises
        ------
        ValueError
            When a name is not one of the surface's, or a value is outside its range.
        """
        for name, value in shape.items():
            if name not in self.shape:
                known = ", ".join(self.shape) or "no parameters"
                raise ValueError(f"there is no `{name}` on {self.name}: it has {known}")
            low, high = self.ranges[name]
            if not low <= value <= high:
                raise ValueError(f"`{name}` must be from {low:g} to {high:g}, got {value:g}")
        whole = {**self.shape, **shape}
        minima = self.minima if self.settle is None else self.settle(**whole)
        return replace(self, shape=whole, minima=minima)

    def _split(self, theta: ArrayLike) -> tuple[Array, Array]:
        point = np.asarray(theta, dtype=float)
        if point.ndim == 0 or point.shape[-1] != 2:
            raise ValueError(
                f"theta must have shape (..., 2) on {self.name}, a function of two parameters; "
                f"got {point.shape}"
            )
        return point[..., 0], point[..., 1]
