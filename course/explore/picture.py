"""The live picture: Python computes, the browser draws."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course.descend import Step
from course.explore import web, words
from course.explore.bundle import show
from course.explore.controls import Control, Override, controls_for
from course.explore.experiment import Experiment, as_bytes
from course.explore.page import write_page
from course.explore.rerun import close_earlier
from course.explore.runs import Outcome, Steps, runs_for
from course.explore.scene import scene
from course.explore.terrain import Terrain, terrain
from course.surfaces.surface import Array, Surface

MOST_STARTS = 5000
AHEAD = 0.02  # seconds for questions that nobody asked yet, before the kernel looks up again


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
    crowd = traitlets.Bytes().tag(sync=True)
    levels: traitlets.List[float] = traitlets.List().tag(sync=True)
    heights = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        step: Steps,
        surface: Surface,
        start: ArrayLike | None,
        steps: int,
        against: Step | Mapping[str, float] | None,
        rate: Callable[..., float] | None,
        tolerances: Sequence[float],
        swarm: int,
        overrides: Mapping[str, Override],
    ) -> None:
        runs = runs_for(step, against)
        if not 0 <= swarm <= MOST_STARTS:
            raise ValueError(f"`swarm` is a number of starts up to {MOST_STARTS}, got {swarm}")
        self.race = None if callable(step) else tuple(tolerances)
        hyper: dict[str, float | None] = {}
        for run in runs:  # the first to have a parameter says where its slider begins
            hyper |= {name: each for name, each in run.free.items() if name not in hyper}
        controls = controls_for(hyper, surface, overrides)
        self.experiment = Experiment(runs, surface, steps, rate, controls, swarm)
        begin = np.array(surface.start if start is None else start, dtype=float)
        values = {control.name: control.value for control in controls}
        self.answer = self.experiment.answer(values, begin)
        self.ground = terrain(self.surface)
        super().__init__(
            scene=scene(self.experiment, self.race), **self._drawn(0), **_ground(self.ground)
        )
        self.on_msg(self._on_message)
        close_earlier(self)

    @property
    def path(self) -> Array:
        """Where the learner's function went, shape ``(steps made + 1, 2)``."""
        return self.outcomes[0].path.copy()

    @property
    def message(self) -> str:
        """What the picture says about the path."""
        return self.answer.message

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """What came of each run."""
        return self.answer.outcomes

    @property
    def surface(self) -> Surface:
        """The surface, shaped as its controls say."""
        return self.answer.surface

    @property
    def values(self) -> Mapping[str, float]:
        """Where the controls stand."""
        return self.answer.values

    @property
    def controls(self) -> Sequence[Control]:
        """The sliders there are."""
        return self.experiment.controls

    @property
    def title(self) -> str:
        """What is run where: ``momentum_step on the ravine, lr = 0.02, gamma = 0.9``."""
        runs = self.experiment.runs
        name = runs[0].name if self.race is None else " against ".join(run.name for run in runs)
        return f"{name} on {self.surface.name}: {words.settings(self.values)}"

    def move(self, start: ArrayLike | None = None, **values: float) -> None:
        """Set controls and the start as a reader would: ``picture.move(lr=0.05)``."""
        there = self.answer.start if start is None else np.array(start, dtype=float)
        self._set(values, there, self.state["seq"])

    def save(self, file: str | Path) -> Path:
        """Write a web page that shows this picture anywhere, without Python.

        Its sliders move in steps, for each of which the paths are computed now; its start stays.

        Returns
        -------
        Path
            The file, about a megabyte.
        """
        return write_page(self, Path(file))

    def _set(self, values: Mapping[str, Any], start: Array, seq: int) -> None:
        before = self.surface
        there = start if np.isfinite(start).all() else self.answer.start
        self.answer = self.experiment.answer(self.experiment.within(values, self.values), there)
        with self.hold_sync():
            if self.surface.shape != before.shape:
                self.ground = terrain(self.surface)
                for name, value in _ground(self.ground).items():
                    self.set_trait(name, value)
            for name, value in self._drawn(seq).items():
                self.set_trait(name, value)

    def _on_message(self, _: Any, content: dict[str, Any], __: list[bytes]) -> None:
        """Answer a page; what is not a question of ours is passed over."""
        try:
            if "sweep" in content:
                self._answer_ahead([_question(each) for each in content["sweep"]])
            else:
                self._set(*_question(content), int(content["seq"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            return

    def _answer_ahead(self, questions: Sequence[tuple[dict[str, float], Array]]) -> None:
        """Answer as many as there is time for, in order, without moving the picture."""
        begin, answers = time.perf_counter(), []
        for values, start in questions:
            answers.append(self.experiment.answer(self.experiment.within(values, {}), start))
            if time.perf_counter() - begin > AHEAD:
                break
        told = [answer.as_json() for answer in answers]
        took = 1000 * (time.perf_counter() - begin)
        self.send({"sweep": told, "took": took}, [answer.numbers() for answer in answers])

    def _drawn(self, seq: int) -> dict[str, Any]:
        answer = self.answer
        state, lines = answer.as_json(seq), answer.numbers()
        return {"state": state, "lines": lines, "crowd": answer.crowd_numbers()}

    def close(self) -> None:
        """Close it, and the layout that ipywidgets made for it."""
        layout = self.layout
        super().close()
        layout.close()

    def _ipython_display_(self, **_: Any) -> None:
        show(self)


def _ground(ground: Terrain) -> dict[str, Any]:
    return {"levels": ground.levels, "heights": as_bytes(ground.heights)}


def _question(content: Mapping[str, Any]) -> tuple[dict[str, float], Array]:
    """Values and start of a page's question; an exception of many kinds if it is none."""
    values = {str(name): float(value) for name, value in content["values"].items()}
    return values, np.array(content["start"], dtype=float).reshape(2)
