"""The live picture: Python computes, the browser draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course.descend import Step, hyper_parameters
from course.explore import web, words
from course.explore.bundle import show
from course.explore.controls import Override, controls_for
from course.explore.rerun import close_earlier
from course.explore.runs import Outcome, predicted_rate, run_all, runs_for
from course.explore.terrain import Terrain, terrain
from course.surfaces.surface import Array, Surface

LARGEST = float(np.finfo(np.float32).max)


class Picture(anywidget.AnyWidget):
    """A surface, the paths of step functions on it, and controls; made by `explore`.

    Attributes
    ----------
    path
        Where the learner's function went, shape ``(steps made + 1, 2)``.
    message
        What the picture says about it.
    """

    _esm = web.script()
    _css = web.style()
    # What never changes, what changes with a control, and their numbers as float32.
    scene = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    lines = traitlets.Bytes().tag(sync=True)
    levels: traitlets.List[float] = traitlets.List().tag(sync=True)
    heights = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        step: Step,
        surface: Surface,
        start: ArrayLike | None,
        steps: int,
        against: Step | Mapping[str, float] | None,
        rate: Callable[..., float] | None,
        overrides: Mapping[str, Override],
    ) -> None:
        self.surface, self.steps, self.rate = surface, steps, rate
        self.runs = runs_for(step, against)
        hyper = {k: v for run in self.runs for k, v in hyper_parameters(run.step).items()}
        self.controls = controls_for(hyper, surface, overrides)
        self.values = {control.name: control.value for control in self.controls}
        self.start = np.array(surface.start if start is None else start, dtype=float)
        self.surface = self._shaped()
        self.outcomes = self._run()
        self.ground = terrain(self.surface)
        super().__init__(scene=self._scene(), **self._drawn(0), **_ground(self.ground))
        self.on_msg(self._on_message)
        close_earlier(self)

    @property
    def path(self) -> Array:
        """Where the learner's function went, shape ``(steps made + 1, 2)``."""
        return self.outcomes[0].path.copy()

    @property
    def message(self) -> str:
        """What the picture says about the path."""
        return str(self.state["message"])

    @property
    def title(self) -> str:
        """What is run where: ``momentum_step on the ravine, lr = 0.02, gamma = 0.9``."""
        return f"{self.runs[0].name} on {self.surface.name}: {words.settings(self.values)}"

    def move(self, start: ArrayLike | None = None, **values: float) -> None:
        """Set controls and the start as a reader would: ``picture.move(lr=0.05)``."""
        there = self.start if start is None else np.array(start, dtype=float)
        self._set(values, there, self.state["seq"])

    def _set(self, values: Mapping[str, float], start: Array, seq: int) -> None:
        before = self.surface
        for control in self.controls:
            wanted = values.get(control.name, np.nan)
            if np.isfinite(wanted):
                self.values[control.name] = float(np.clip(wanted, control.low, control.high))
        if np.isfinite(start).all():
            self.start = start
        self.surface = self._shaped()
        self.outcomes = self._run()
        with self.hold_sync():
            if self.surface.shape != before.shape:
                self.ground = terrain(self.surface)
                self.set_trait("levels", self.ground.levels)
                self.set_trait("heights", _bytes(self.ground.heights))
            for name, value in self._drawn(seq).items():
                self.set_trait(name, value)

    def _on_message(self, _: Any, content: dict[str, Any], __: list[bytes]) -> None:
        """Answer a page; what is not a question of ours is passed over."""
        try:
            values = {str(name): float(value) for name, value in content["values"].items()}
            start = np.array(content["start"], dtype=float).reshape(2)
            seq = int(content["seq"])
        except (AttributeError, KeyError, TypeError, ValueError):
            return
        self._set(values, start, seq)

    def _shaped(self) -> Surface:
        return self.surface.at(**{name: self.values[name] for name in self.surface.shape})

    def _run(self) -> list[Outcome]:
        return run_all(self.runs, self.surface, self.start, self.steps, self.values)

    def _scene(self) -> dict[str, Any]:
        return {
            "step": self.runs[0].name,
            "surface": self.surface.name,
            "formula": self.surface.formula,
            "view": self.surface.view,
            "minima": self.surface.minima,
            "steps": self.steps,
            "controls": [control.as_json() for control in self.controls],
        }

    def _drawn(self, seq: int) -> dict[str, Any]:
        rate, missing = predicted_rate(self.rate, self.surface, self.values)
        said = words.summary(self.outcomes, self.surface, self.values)
        state = {
            "seq": seq,
            "values": dict(self.values),
            "start": self.start.tolist(),
            "runs": [{"name": o.run.name, "points": len(o.path)} for o in self.outcomes],
            "rate": rate,
            "kind": words.kind(self.outcomes),
            "message": f"{said} {missing}".strip(),
        }
        numbers = [part for o in self.outcomes for part in (o.path.ravel(), o.loss)]
        return {"state": state, "lines": _bytes(np.concatenate(numbers))}

    def close(self) -> None:
        """Close it, and the layout that ipywidgets made for it."""
        layout = self.layout
        super().close()
        layout.close()

    def _ipython_display_(self, **_: Any) -> None:
        show(self)


def _ground(ground: Terrain) -> dict[str, Any]:
    return {"levels": ground.levels, "heights": _bytes(ground.heights)}


def _bytes(numbers: Array) -> bytes:
    """As float32, which holds what a screen can show; what is larger becomes the largest."""
    return np.clip(np.nan_to_num(numbers), -LARGEST, LARGEST).astype("<f4").tobytes()
