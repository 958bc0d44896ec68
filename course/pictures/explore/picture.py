"""The live picture of step functions on a surface."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course.pictures.explore.controls import controls_for
from course.pictures.explore.experiment import Answer, Experiment
from course.pictures.explore.runs import Outcome, Steps, is_race, runs_for
from course.pictures.explore.scene import Terrain, scene, terrain
from course.pictures.explore.still import still
from course.run.descend import Step
from course.surfaces.surface import Array, Surface
from course.widget import scripts
from course.widget.live import SAVED, Live, Look
from course.widget.numbers import as_bytes, settings
from course.widget.slider import Override, within

FOLDER = Path(__file__).parent
MOST_STARTS = 5000
MOST_GROUNDS = 100
AHEAD = 0.02  # seconds for questions that nobody asked yet, before the kernel looks up again


class ExplorePicture(Live):
    """A surface, the paths of step functions on it, and controls; made by `explore`."""

    _esm = scripts.script(FOLDER)
    _css = scripts.style(FOLDER)
    crowd = traitlets.Bytes().tag(sync=True)
    levels: traitlets.List[float] = traitlets.List().tag(sync=True)
    heights = traitlets.Bytes().tag(sync=True)

    shared = ("heights", "levels")
    saved_words = (
        f"{SAVED}: its sliders move in steps that were computed beforehand, "
        "and its starting point stays where it is."
    )

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
        runs = runs_for(step, against, [name for name in overrides if name not in surface.shape])
        if not 0 <= swarm <= MOST_STARTS:
            raise ValueError(f"`swarm` is a number of starts up to {MOST_STARTS}, got {swarm}")
        self.race = tuple(tolerances) if is_race(step) else None
        hyper: dict[str, float | None] = {}
        for run in runs:  # the first to have a parameter says where its slider begins
            hyper |= {name: each for name, each in run.free.items() if name not in hyper}
        self.experiment = Experiment(runs, surface, steps, rate, swarm)
        self.start = np.array(surface.start if start is None else start, dtype=float)
        self.grounds: dict[tuple[float, ...], Terrain] = {}  # by the surface's shape
        self.answer: Answer
        name, about = (runs[0].name, "") if self.race is None else ("", "a race ")
        super().__init__(
            name,
            f"{about}on {surface.name}",
            controls_for(hyper, surface, overrides),
            **scene(self.experiment, self.race),
        )

    @property
    def path(self) -> Array:
        """Where the learner's function went, shape ``(steps made + 1, 2)``."""
        return self.outcomes[0].path.copy()

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """What came of each run."""
        return self.answer.outcomes

    @property
    def surface(self) -> Surface:
        """The surface, shaped as its controls say."""
        return self.answer.surface

    @property
    def title(self) -> str:
        """What is run where: ``momentum_step on the ravine, lr = 0.02, gamma = 0.9``."""
        names = " against ".join(run.name for run in self.experiment.runs)
        name = self.name if self.race is None else names
        return f"{name} on {self.experiment.surface.name}: {settings(self.values)}"

    def move(self, start: ArrayLike | None = None, **values: float) -> None:
        """Set controls and the start as a reader would: ``picture.move(lr=0.05)``."""
        if start is not None:
            self._start_at(np.array(start, dtype=float))
        super().move(**values)

    def still(self) -> bytes:
        """PNG of the map with the paths, and of their losses."""
        answer, surface, ground = self.answer, self.answer.surface, self._terrain()
        runs = [(o.run.name, o.path, o.loss) for o in answer.outcomes]
        return still(
            self.title,
            runs,
            (surface.axes, surface.view),
            (ground.heights, ground.levels, surface.minima),
            (surface.lowest, answer.rate, self.experiment.steps),
        )

    def _look(self) -> Look:
        self.answer = self.experiment.answer(self.values, self.start)
        return self.answer.look()

    def _terrain(self) -> Terrain:
        """Heights of the surface, as its controls shape it."""
        shape = tuple(self.surface.shape.values())
        if shape not in self.grounds:
            if len(self.grounds) >= MOST_GROUNDS:
                self.grounds.clear()
            self.grounds[shape] = terrain(self.surface)
        return self.grounds[shape]

    def _start_at(self, start: Array) -> None:
        if np.isfinite(start).all():
            self.start = start

    def _on_message(self, _: Any, content: dict[str, Any], __: list[bytes]) -> None:
        """Answer a page, also ahead of its questions; what is none is passed over."""
        try:
            if "sweep" in content:
                self._answer_ahead([_question(each) for each in content["sweep"]])
                return
            self._start_at(_question(content)[1])
        except (AttributeError, KeyError, TypeError, ValueError):
            return
        super()._on_message(_, content, __)

    def _answer_ahead(self, questions: Sequence[tuple[dict[str, float], Array]]) -> None:
        """Answer as many as there is time for, in order, without moving the picture."""
        begin, states, buffers = time.perf_counter(), [], []
        for wanted, start in questions:
            values = within(self.sliders, wanted, {})
            look = self.experiment.answer(values, start).look()
            states.append(look.state(0, values))
            buffers.append(as_bytes(look.numbers))
            if time.perf_counter() - begin > AHEAD:
                break
        took = 1000 * (time.perf_counter() - begin)
        self.send({"sweep": states, "took": took}, buffers)

    def _drawn(self, seq: int) -> dict[str, Any]:
        ground = self._terrain()
        return super()._drawn(seq) | {
            "crowd": self.answer.crowd_numbers(),
            "levels": ground.levels,
            "heights": ground.packed,
        }


def _question(content: Mapping[str, Any]) -> tuple[dict[str, float], Array]:
    """Values and start of a page's question; an exception of many kinds if it is none."""
    values = {str(name): float(value) for name, value in content["values"].items()}
    return values, np.array(content["start"], dtype=float).reshape(2)
