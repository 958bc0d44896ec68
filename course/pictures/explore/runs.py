"""Run step functions for a picture, so that no mistake of theirs can stop it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from course.run.blame import where
from course.run.descend import DescentStopped, Step, hyper_parameters, name_of
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit
from course.run.walk import walk
from course.surfaces.surface import Array, Surface

MOST = 6  # paths that can still be told apart
PATIENCE = 2.0  # seconds for all runs together: long enough for any step function, and bearable


@dataclass(frozen=True)
class Run:
    """A step function to show, with hyper-parameters that its sliders do not change."""

    name: str
    step: Step
    fixed: Mapping[str, float] = field(default_factory=dict)

    @property
    def free(self) -> dict[str, float | None]:
        """The hyper-parameters that sliders do change, with their defaults."""
        wanted = hyper_parameters(self.step)
        return {name: value for name, value in wanted.items() if name not in self.fixed}

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
    grown: bool  # far above where it began
    trouble: DescentStopped | None = None

    @property
    def diverges(self) -> bool:
        """Whether it left for infinity, or is clearly on its way there."""
        if self.trouble is not None:
            return self.trouble.reason == "diverged"
        return self.grown


Steps = Step | Sequence[Step] | Mapping[str, Step]


def runs_for(step: Steps, against: Step | Mapping[str, float] | None) -> list[Run]:
    """The learner's run and the one it is compared with, or all that race.

    Raises
    ------
    ValueError
        When `against` names a parameter there is not, or joins a race, or a race is too large.
    """
    if not callable(step):
        if against is not None:
            raise ValueError("a race takes no `against`: add the function to the race")
        return _racers(step)
    runs = [_run(step)]
    if isinstance(against, Mapping):
        name = ", ".join(f"{key} = {value:g}" for key, value in against.items())
        unknown = [key for key in against if key not in hyper_parameters(step)]
        if unknown:
            raise ValueError(f"`against` changes `{unknown[0]}`, which `{runs[0].name}` lacks")
        runs.append(Run(name, runs[0].step, {**runs[0].fixed, **against}))
    elif against is not None:
        runs.append(_run(against))
    return runs


def _racers(steps: Sequence[Step] | Mapping[str, Step]) -> list[Run]:
    named = steps.items() if isinstance(steps, Mapping) else [(None, step) for step in steps]
    runs = [_run(step, name) for name, step in named]
    if not 1 <= len(runs) <= MOST:
        raise ValueError(f"a race has 1 to {MOST} step functions, got {len(runs)}")
    return runs


def _run(step: Step, name: str | None = None) -> Run:
    """A run; what `functools.partial` has fixed no slider changes."""
    if isinstance(step, partial) and not step.args:
        fixed = ", ".join(f"{key} = {value:g}" for key, value in step.keywords.items())
        inner = _run(step.func)
        return Run(name or f"{inner.name}, {fixed}", inner.step, {**inner.fixed, **step.keywords})
    return Run(name or name_of(step), step)


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
            gradient = surface.gradient_for_a_run()
            path = walk(run.step, gradient, start, steps, run.hyper(values))
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
        loss = surface.value(path)
        return Outcome(run, path, loss, _grown(loss, surface), trouble)


def _grown(loss: Array, surface: Surface) -> bool:
    """Whether the loss ends ten times as far above the lowest as it began, or as is usual."""
    lowest = float(np.nanmin(loss)) if surface.lowest is None else surface.lowest
    usual = float(surface.value(surface.start)) - lowest
    return bool(loss[-1] - lowest > 10 * max(loss[0] - lowest, 0.01 * usual, 1e-12))


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
    except (Exception, SystemExit) as error:
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
