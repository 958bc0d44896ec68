"""Run step functions for a picture, so that no mistake of theirs can stop it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn

import numpy as np

from course.pictures.explore.controls import USUAL
from course.run.blame import where
from course.run.descend import DescentStopped, Step, hyper_parameters, name_of
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit
from course.run.uncallable import uncallable
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
        """The hyper-parameters that sliders do change, with their defaults if these are numbers."""
        return {
            name: value if isinstance(value, int | float) else None
            for name, value in hyper_parameters(self.step).items()
            if name not in self.fixed
        }

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


Fixed = tuple[Step, Mapping[str, float]]
Steps = Step | Sequence[Step | Fixed] | Mapping[str, Step | Fixed]


def is_race(step: Any) -> bool:
    """Whether several step functions are given; else it is one, or something in its place."""
    return isinstance(step, Mapping | Sequence) and not isinstance(step, str)


def runs_for(
    step: Steps, against: Step | Mapping[str, float] | None, moved: Collection[str] = ()
) -> list[Run]:
    """The learner's run and the one it is compared with, or all that race.

    In the place of what can't be run stands a run that says why.

    Parameters
    ----------
    step, against
        As `explore` takes them.
    moved
        The hyper-parameters that the picture is told to change.

    Raises
    ------
    ValueError
        When `against` or `moved` names a parameter that nobody knows, `against` joins a race, or
        a race is too large.
    """
    if is_race(step) and (against is None or any(map(callable, _members(step)))):
        if against is not None:
            raise ValueError("a race takes no `against`: add the function to the race")
        return _heeding(_racers(step, moved), moved)
    if not isinstance(against, Mapping):
        others = [] if against is None else [_run(against, moved)]
        return _heeding([_run(step, moved), *others], moved)
    moved = [*moved, *against]
    (run,) = _heeding([_run(step, moved)], moved)
    name = ", ".join(f"{key} = {value:g}" for key, value in against.items())
    unknown = [key for key in against if key not in hyper_parameters(run.step)]
    if unknown:
        raise ValueError(f"`against` changes `{unknown[0]}`, which `{run.name}` lacks")
    return [run, Run(name, run.step, {**run.fixed, **against})]


def _members(steps: Any) -> list[Any]:
    return list(steps.values() if isinstance(steps, Mapping) else steps)


def _racers(steps: Any, moved: Collection[str]) -> list[Run]:
    named = steps.items() if isinstance(steps, Mapping) else [(None, step) for step in steps]
    runs = [_run(step, moved, name) for name, step in named]
    if not 1 <= len(runs) <= MOST:
        raise ValueError(f"a race has 1 to {MOST} step functions, got {len(runs)}")
    return runs


def _run(step: Any, moved: Collection[str], name: str | None = None) -> Run:
    """A run; what stands beside a function, or `functools.partial` has fixed, no slider changes."""
    if isinstance(step, partial) and not step.args:
        step = step.func, step.keywords
    if isinstance(step, tuple) and len(step) == 2 and isinstance(step[1], Mapping):
        inner, fixed = _run(step[0], moved), step[1]
        told = ", ".join(f"{key} = {value:g}" for key, value in fixed.items())
        return Run(name or f"{inner.name}, {told}", inner.step, {**inner.fixed, **fixed})
    if trouble := uncallable(step):
        return _stand_in(name or "no function", trouble, moved)
    return Run(name or name_of(step), step)


def _heeding(runs: list[Run], moved: Collection[str]) -> list[Run]:
    """The runs; or, where none has a well-known parameter that is to be moved, what says so."""
    has = {name for run in runs for name in hyper_parameters(run.step)}
    lacking = [
        f"`{name}`"
        for name in dict.fromkeys(moved)
        if name not in has and (name == "lr" or name in USUAL)
    ]
    if not lacking:
        return runs
    what = "parameter" if len(lacking) == 1 else "parameters"
    words = f"has no {what} called {' and '.join(lacking)}, which this picture changes."
    return [
        _stand_in(run.name, f"`{name_of(run.step)}` {words}", [*run.free, *moved]) for run in runs
    ]


def _stand_in(name: str, trouble: str, hyper: Iterable[str]) -> Run:
    """A run that takes these hyper-parameters, and ends in the sentence `trouble`."""

    def step(**_: Any) -> NoReturn:
        raise DescentStopped(trouble, "wrong call")

    step.__name__ = name
    only = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(each, only) for each in dict.fromkeys(hyper)]
    step.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # inspect reads it, and typeshed does not have it
    return Run(name, step)


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
    if trouble := uncallable(rate):
        return None, f"The dashed line is missing. {trouble}"
    calls = _given(rate, surface, values)
    missing = [name for name in hyper_parameters(rate) if name not in calls[0]]
    if missing:
        return None, f"No dashed line: there is no `{missing[0]}` on {surface.name}."
    try:
        with quiet(), time_limit(PATIENCE):
            given = [rate(**call) for call in calls]
    except NotImplementedError:
        return None, f"The dashed line waits for `{name_of(rate)}`, which is not written yet."
    except TimeUp:
        return None, f"The dashed line is missing: `{name_of(rate)}` never came to an end."
    except (Exception, SystemExit) as error:
        words = f"{type(error).__name__}: {error}{where(error)}"
        return None, f"The dashed line is missing: `{name_of(rate)}` raised {words}."
    try:
        answers = [float(each) for each in given]
    except (TypeError, ValueError):
        got = "None" if given[0] is None else f"{type(given[0]).__name__}, which is no number"
        return None, f"The dashed line is missing: `{name_of(rate)}` gave {got}."
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
