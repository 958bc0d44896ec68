"""Run step functions for a picture, so that no mistake of theirs can stop it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.blame import where
from course.descend import DescentStopped, Step, descend, hyper_parameters, name_of
from course.quiet import quiet
from course.surfaces.surface import Array, Surface
from course.time_limit import TimeUp, time_limit

PATIENCE = 2.0  # seconds for all runs together: long enough for any step function, and bearable


@dataclass(frozen=True)
class Run:
    """A step function to show, with hyper-parameters that its sliders do not change."""

    name: str
    step: Step
    fixed: Mapping[str, float] = field(default_factory=dict)

    def hyper(self, values: Mapping[str, float]) -> dict[str, Any]:
        """The hyper-parameters it runs with when the sliders stand at ``values``."""
        wanted = hyper_parameters(self.step)
        return {name: {**values, **self.fixed}[name] for name in wanted}


@dataclass(frozen=True)
class Outcome:
    """What came of a run: the path as far as it got, its losses, and the trouble if any."""

    run: Run
    path: Array  # (steps made + 1, 2)
    loss: Array  # (steps made + 1,)
    trouble: DescentStopped | None = None

    @property
    def diverges(self) -> bool:
        """Whether it left for infinity, or is clearly on its way there."""
        if self.trouble is not None:
            return self.trouble.reason == "diverged"
        return bool(self.loss[-1] > 10 * max(self.loss[0], 1e-12))


def runs_for(step: Step, against: Step | Mapping[str, float] | None) -> list[Run]:
    """The learner's run, and the one it is compared with."""
    runs = [Run(name_of(step), step)]
    if isinstance(against, Mapping):
        name = ", ".join(f"{key} = {value:g}" for key, value in against.items())
        unknown = [key for key in against if key not in hyper_parameters(step)]
        if unknown:
            raise ValueError(f"`against` changes `{unknown[0]}`, which `{name_of(step)}` lacks")
        runs.append(Run(name, step, dict(against)))
    elif against is not None:
        runs.append(Run(name_of(against), against))
    return runs


def run_all(
    runs: Sequence[Run], surface: Surface, start: Array, steps: int, values: Mapping[str, float]
) -> list[Outcome]:
    """Run each from ``start``; an endless loop is stopped after `PATIENCE` seconds."""
    return [_outcome(run, surface, start, steps, values) for run in runs]


def _outcome(
    run: Run, surface: Surface, start: Array, steps: int, values: Mapping[str, float]
) -> Outcome:
    trouble = None
    try:
        with quiet(), time_limit(PATIENCE):
            path = descend(run.step, surface.gradient, start, steps, **run.hyper(values))
    except DescentStopped as stop:
        path, trouble = stop.path, stop
    except TimeUp as late:
        words = (
            f"`{run.name}` took longer than {PATIENCE:g} seconds and was stopped{where(late)}. "
            "Is there a loop that never ends?"
        )
        path, trouble = np.zeros((0, 2)), DescentStopped(words, "too slow")
    if len(path) == 0:
        path = start[None, :].copy()
    with np.errstate(all="ignore"):
        return Outcome(run, path, surface.value(path), trouble)


def predicted_rate(
    rate: Callable[..., float] | None, surface: Surface, values: Mapping[str, float]
) -> tuple[float | None, str]:
    """The learner's prediction of the rate, or None and, if that is a pity, why in words."""
    if rate is None:
        return None, ""
    calls = _given(rate, surface, values)
    missing = [name for name in hyper_parameters(rate) if name not in calls[0]]
    if missing:
        return None, f"No dashed line: there is no `{missing[0]}` on {surface.name}."
    try:
        with quiet(), time_limit(PATIENCE):
            answers = [float(rate(**call)) for call in calls]
    except NotImplementedError:
        return None, f"The dashed line waits for `{name_of(rate)}`, which is not written yet."
    except TimeUp:
        return None, f"The dashed line is missing: `{name_of(rate)}` never came to an end."
    except Exception as error:
        words = f"{type(error).__name__}: {error}{where(error)}"
        return None, f"The dashed line is missing: `{name_of(rate)}` raised {words}."
    if not all(np.isfinite(answers)) or min(answers) < 0:
        return None, f"The dashed line is missing: `{name_of(rate)}` gave {max(answers):g}."
    return max(answers), ""


def _given(
    rate: Callable[..., float], surface: Surface, values: Mapping[str, float]
) -> list[dict[str, Any]]:
    """The arguments of each call: one for each eigenvalue when it asks for ``lam``."""
    known: dict[str, Any] = dict(values)
    wanted = list(inspect.signature(rate).parameters)
    eigenvalues = surface.eigenvalues
    calls = [known]
    if eigenvalues is not None:
        known |= {"mu": eigenvalues[0], "L": eigenvalues[1]}
        if "lam" in wanted:
            calls = [{**known, "lam": lam} for lam in eigenvalues]
    return [{name: call[name] for name in wanted if name in call} for call in calls]
