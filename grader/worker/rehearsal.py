"""Figures of the usual kinds, drawn once in the warm process.

A first figure costs matplotlib fonts to find, formulas' grammar to build, modules to import and
glyphs to draw. Drawn before the fork, all of that is there for every submission.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from types import ModuleType


def rehearse(print_figure: Callable[..., object]) -> None:
    """Draw and throw away a few figures; whatever fails is drawn later by those who need it."""
    import matplotlib.pyplot as plt

    for draw in (_lines, _surfaces, _bars):
        with contextlib.suppress(Exception):
            print_figure(draw(plt), bbox_inches=None)  # cut out, it would be drawn twice
    plt.close("all")


def _lines(plt: ModuleType) -> object:
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
    left.plot([1, 2, 3], [0.1, -0.2, 0.3], "o-", label=r"$\gamma = 0.9$")
    left.axhline(0, ls="--")
    left.set(xlabel="step", ylabel=r"$\theta_t$", title="a title")
    left.legend(frameon=False)
    right.semilogy([1, 10, 100], [1e-8, 1e-3, 10], label="loss")
    right.annotate("here", (1, 1))
    right.grid(True)
    right.legend()
    figure.suptitle("both")
    return figure


def _surfaces(plt: ModuleType) -> object:
    figure, axes = plt.subplots()
    rows = [[float(x * y) for x in range(8)] for y in range(8)]
    axes.clabel(axes.contour(rows, levels=6), fontsize=7, fmt="%g")
    axes.contourf(rows, levels=4)
    figure.colorbar(axes.imshow(rows, cmap="viridis"), ax=axes, label=r"$f(x, y)$")
    axes.set_aspect("equal")
    return figure


def _bars(plt: ModuleType) -> object:
    figure, axes = plt.subplots()
    axes.bar(["a", "b"], [1, 2])
    axes.hist([1, 2, 2, 3])
    axes.scatter([1, 2], [3, 4], c=[0, 1])
    axes.fill_between([0, 1], [0, 1], alpha=0.3)
    axes.text(0.5, 0.5, r"$\frac{1}{2} \sqrt{\kappa}\, x^2$")
    return figure
