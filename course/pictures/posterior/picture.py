"""The live picture of a posterior over two weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.pictures.posterior.gaussian import (
    Data,
    likelihood_precision,
    most_likely,
    posterior_precision,
    top,
)
from course.pictures.posterior.still import still
from course.run.descend import name_of
from course.surfaces.surface import Array
from course.widget import scripts
from course.widget.call import Trouble, call, numbers
from course.widget.live import Live, Look
from course.widget.numbers import number, point
from course.widget.slider import Override, Slider, overridden

FOLDER = Path(__file__).parent
VIEW = ((-1.4, 3.4), (-1.3, 1.9))  # of the weights
WIDTHS = np.geomspace(100.0, 0.01, 49)  # of the priors along the ridge path
MOST, SEED = 60, 6
NEAR = 0.02  # how far a weight may be from the top and still be drawn on it
SLIDERS = (
    Slider("tau", "width of the prior τ", 0.05, 5.0, 0.7, log=True),
    Slider("sigma", "noise σ", 0.2, 2.0, 1.0, log=True),
    Slider("m", "number of points", 1, MOST, 8, log=True, whole=True),
)


class PosteriorPicture(Live):
    """A posterior, the learner's MAP on it, and the line it draws; made by `posterior`."""

    _esm = scripts.script(FOLDER)
    _css = scripts.style(FOLDER)

    def __init__(
        self,
        map_linear: Callable[..., Any],
        grad: Callable[..., Any] | None,
        t: ArrayLike | None,
        y: ArrayLike | None,
        overrides: Mapping[str, Override],
    ) -> None:
        self.map_linear, self.grad = map_linear, grad
        self.given = None if t is None or y is None else (_line(t), _line(y))
        if (t is None) != (y is None) or (self.given and len(self.given[0]) != len(self.given[1])):
            raise ValueError("`t` and `y` are given together, with one number a point in each")
        sliders = list(SLIDERS)
        if self.given is not None:
            most = len(self.given[0])
            sliders[2] = Slider("m", "number of points", 1, most, most, log=True, whole=True)
        sliders = overridden(sliders, overrides)
        super().__init__(name_of(map_linear), "on the posterior", sliders, view=VIEW)

    @property
    def map(self) -> Array | None:
        """The learner's MAP weights, ``(2,)``; None while there are none."""
        weights = self.look.facts["map"]
        return None if weights is None else np.array(weights)

    def still(self) -> bytes:
        """PNG of the posterior and of the data."""
        return still(self.look.facts, VIEW, self.title)

    def _data(self) -> Data:
        m, sigma = int(self.values["m"]), self.values["sigma"]
        if self.given is not None:
            return Data(self.given[0][:m], self.given[1][:m], sigma)
        rng = np.random.default_rng(SEED)
        t, noise = rng.uniform(0, 3, size=MOST), rng.normal(size=MOST)
        return Data(t[:m], (1.0 + 0.8 * t + sigma * noise)[:m], sigma)

    def _look(self) -> Look:
        data, tau = self._data(), self.values["tau"]
        mle, peak = most_likely(data), top(data, tau)
        facts = _closed_form(data, tau, mle, peak)
        kind, sentences = "fine", [_places(data, tau, mle)]
        try:
            found = self._found(data, tau**2)
            facts["map"] = found.tolist()
            facts["path"] = [self._found(data, width**2).tolist() for width in WIDTHS]
            sentences[:0] = [self._agrees(found, peak)]
        except Trouble as trouble:
            kind, sentences = trouble.kind, [str(trouble)]
        try:
            if self.grad is not None:
                facts["arrows"] = self._arrows(self.grad, data, tau**2)
                sentences.append(_flat(self.grad, data, tau**2, peak))
        except Trouble as trouble:
            sentences.append(str(trouble).replace("This picture waits", "The arrows wait"))
        return Look(kind, " ".join(filter(None, sentences)), facts)

    def _found(self, data: Data, tau2: float) -> Array:
        """What the learner's function says; it gets copies to do with as it likes."""
        answer = call(self.map_linear, data.X, data.y.copy(), data.sigma**2, float(tau2))
        return numbers(self.map_linear, answer, (2,))

    def _agrees(self, found: Array, peak: Array) -> str:
        if np.abs(found - peak).max() <= NEAR:
            return f"MAP, the top of the posterior, is at {point(found.tolist())}."
        return (
            f"`{self.name}` gives {point(found.tolist())}, but the posterior is highest "
            f"at {point(peak.tolist())}: which term pulls it away?"
        )

    def _arrows(self, grad: Callable[..., Any], data: Data, tau2: float) -> list[list[float]]:
        """Points over the view, each with the direction downhill as the learner has it."""
        arrows = []
        for w1 in np.linspace(*VIEW[1], 9)[1:-1]:
            for w0 in np.linspace(*VIEW[0], 13)[1:-1]:
                slope = _slope(grad, data, tau2, np.array([w0, w1]))
                size = float(np.hypot(*slope)) or 1.0
                arrows.append([float(w0), float(w1), *(-slope / size).tolist()])
        return arrows


def _closed_form(data: Data, tau: float, mle: Array | None, peak: Array) -> dict[str, Any]:
    """What is drawn whatever the learner's functions do."""
    return {
        "points": np.column_stack([data.t, data.y]).tolist(),
        "tau": tau,
        "posterior": posterior_precision(data, tau).tolist(),
        "top": peak.tolist(),
        "likelihood": None if mle is None else likelihood_precision(data).tolist(),
        "mle": None if mle is None else mle.tolist(),
        "map": None,
        "path": [],
        "arrows": [],
    }


def _slope(grad: Callable[..., Any], data: Data, tau2: float, w: Array) -> Array:
    answer = call(grad, w, data.X, data.y.copy(), data.sigma**2, tau2)
    return numbers(grad, answer, (2,))


def _flat(grad: Callable[..., Any], data: Data, tau2: float, peak: Array) -> str:
    """What to say when the learner's gradient is not zero at the top."""
    slope = _slope(grad, data, tau2, peak.copy())
    steepest = float(np.linalg.eigvalsh(posterior_precision(data, tau2**0.5))[-1])
    if np.abs(slope).max() <= 1e-3 * steepest:
        return ""
    return (
        f"At the top of the posterior `{name_of(grad)}` gives {point(slope.tolist())}; "
        "on a top, a gradient is zero."
    )


def _line(numbers_given: ArrayLike) -> Array:
    return np.array(numbers_given, dtype=float).reshape(-1)


def _places(data: Data, tau: float, mle: Array | None) -> str:
    """The MLE, and how strong the prior is against the data."""
    ridge = number((data.sigma / tau) ** 2)
    if mle is None:
        where = "There is no single MLE: with so few points many lines are equally likely"
    else:
        where = f"The MLE is at {point(mle.tolist())}"
    return f"{where}; λ = σ²/τ² = {ridge}."
