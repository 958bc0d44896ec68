"""What a surface is: a function of two parameters that knows itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Span = tuple[float, float]


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
        Where it is lowest, shape ``(k, 2)``. The lowest value is 0 for all our surfaces.
    view
        ``((x_low, x_high), (y_low, y_high))``: the part worth looking at.
    start, lr
        A telling starting point, and ``(low, high, usual)`` learning rates.
    shape, ranges
        Named parameters of the surface, such as ``kappa``, and how far each slides.
    curvature
        ``curvature(**shape)`` gives (λmin, λmax) of the Hessian where it is constant.
    """

    name: str
    formula: str
    height: Callable[..., Array] = field(repr=False)
    slope: Callable[..., tuple[Array, Array]] = field(repr=False)
    minima: tuple[tuple[float, float], ...]
    view: tuple[Span, Span]
    start: tuple[float, float]
    lr: tuple[float, float, float]
    shape: Mapping[str, float] = field(default_factory=dict)
    ranges: Mapping[str, Span] = field(default_factory=dict)
    curvature: Callable[..., Span] | None = field(default=None, repr=False)

    def value(self, theta: ArrayLike) -> Array:
        """Height at ``theta``, shape ``(..., 2)``; the answer has shape ``(...)``."""
        x, y = self._split(theta)
        return np.asarray(self.height(x, y, **self.shape))

    def gradient(self, theta: ArrayLike) -> Array:
        """Gradient at ``theta``, shape ``(..., 2)`` in and out."""
        x, y = self._split(theta)
        return np.stack(self.slope(x, y, **self.shape), axis=-1)

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
        return replace(self, shape={**self.shape, **shape})

    def _split(self, theta: ArrayLike) -> tuple[Array, Array]:
        point = np.asarray(theta, dtype=float)
        if point.ndim == 0 or point.shape[-1] != 2:
            raise ValueError(
                f"theta must have shape (..., 2) on {self.name}, a function of two parameters; "
                f"got {point.shape}"
            )
        return point[..., 0], point[..., 1]
