"""Many starts at once, and the basins in which they end."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.counted import counted
from course.pictures.explore.runs import Run
from course.run.descend import STATE, DescentStopped, Step
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit
from course.run.walk import walk
from course.surfaces.surface import Array, Points, Span, Surface

PATIENCE = 1.0  # seconds, where the starts must be run one by one
FRAMES = 100  # at most so many steps of each are sent
NEAR = 0.04  # of the view: how near a minimum counts as arrived
TRIED = 4  # starts by which it is tried whether the function can take all at once
NOWHERE, LOST = -1, -2
Gradient = Callable[[Any], Array]


@dataclass(frozen=True)
class Swarm:
    """Where many starts went.

    Parameters
    ----------
    paths
        Shape ``(frames, n, 2)``: the starts, and after that every ``every``-th step.
    basins
        For each start the number of the minimum it ended at, `NOWHERE` or `LOST`, ``(n,)``.
    """

    paths: Array
    every: int
    basins: np.ndarray[Any, np.dtype[np.int8]]

    def as_json(self) -> dict[str, int]:
        """What the browser needs to read `numbers`."""
        return {"count": len(self.basins), "frames": len(self.paths), "every": self.every}

    def numbers(self, view: tuple[Span, Span]) -> bytes:
        """Places as 16 bits, of which the view takes the middle half each way; then basins."""
        low, high = np.array(view).T
        with np.errstate(over="ignore"):
            share = np.nan_to_num((self.paths - low) / (high - low), nan=9.0)
            places = np.clip(16384 + 32768 * share, 0, 65535).astype("<u2")
        return bytes(places.tobytes() + self.basins.tobytes())

    def words(self, minima: Points, point: Callable[[Any], str]) -> str:
        """How many ended where: ``Of 1000 starts 520 end at (0, 1), …``."""
        ends = {number: f"end at {point(minimum)}" for number, minimum in enumerate(minima)}
        ends |= {NOWHERE: "are still on their way", LOST: "left the view for good"}
        counts = {number: int((self.basins == number).sum()) for number in ends}
        parts = [f"{counts[number]} {words}" for number, words in ends.items() if counts[number]]
        return f"Of {counted(len(self.basins), 'start')} {', '.join(parts)}."


def swarm(
    run: Run, surface: Surface, count: int, steps: int, values: Mapping[str, float]
) -> Swarm | None:
    """Run from ``count`` starts all over the view; None when there are none or
    the function does not work.

    All at once if the step function gives the same for an array of points as for each, else
    one by one, as many as there is time for.
    """
    starts = spread(count, surface.view)
    if count == 0:
        return None
    hyper = run.hyper(values)
    able = _together_is_the_same(run.step, surface, starts[:TRIED], min(steps, 3), hyper)
    if able is None:
        return None
    try:
        with quiet(), time_limit(2 * PATIENCE):
            gradient = surface.gradient_for_a_run()
            if able:
                paths = together(run.step, gradient, starts, steps, hyper)
            else:
                paths = _one_by_one(run.step, surface, starts, steps, hyper)
    except (TimeUp, Exception, SystemExit):
        return None
    every = -(-steps // FRAMES)
    return Swarm(paths[::every], every, basins(paths[-1], surface))


def spread(count: int, view: tuple[Span, Span]) -> Array:
    """Points spread evenly over the view, however many: Roberts's R2 sequence (2018)."""
    plastic = 1.324717957244746
    shares = (0.5 + np.arange(1, count + 1)[:, None] / plastic ** np.array([1, 2])) % 1
    low, high = np.array(view).T
    return np.asarray(low + shares * (high - low))


def together(
    step: Step, gradient: Gradient, starts: Array, steps: int, hyper: Mapping[str, Any]
) -> Array:
    """All paths by one call a step, shape ``(steps + 1, n, 2)``; raises where that can't be."""
    names = list(inspect.signature(step).parameters)
    theta, state = starts, {name: np.zeros_like(starts) for name in names if name in STATE}
    paths = [theta]
    for t in range(1, steps + 1):
        known = {**hyper, **state, "theta": theta.copy(), "grad_f": gradient, "t": t}
        if "grad" in names:
            known["grad"] = gradient(theta)
        answer = step(**{name: known[name] for name in names if name in known})
        theta, *rest = [np.asarray(part, float) for part in (answer if state else [answer])]
        if {part.shape for part in (theta, *rest)} != {starts.shape}:
            raise ValueError("the step function changes the shape of many points")
        state = dict(zip(state, rest, strict=True))
        paths.append(theta)
    return np.stack(paths)


def basins(ends: Array, surface: Surface) -> np.ndarray[Any, np.dtype[np.int8]]:
    """For each end the number of the minimum that it is near, ``(n, 2)`` to ``(n,)``."""
    low, high = np.array(surface.view).T
    with np.errstate(all="ignore"):
        far = ~(np.abs(ends - (low + high) / 2) <= 1.5 * (high - low)).all(axis=-1)
        found = np.where(far, LOST, NOWHERE).astype(np.int8)
        for number, minimum in enumerate(surface.minima):
            away = np.hypot(*((ends - minimum) / (high - low)).T)
            found[away < NEAR] = number
    return found


def _together_is_the_same(
    step: Step, surface: Surface, starts: Array, steps: int, hyper: Mapping[str, Any]
) -> bool | None:
    """Whether one call for all does what a call for each does; None when neither works."""
    try:
        with quiet(), time_limit(PATIENCE):
            each = [walk(step, surface.gradient, start, steps, hyper) for start in starts]
    except DescentStopped as stop:
        return False if stop.reason == "diverged" else None
    except TimeUp:
        return None
    try:
        with quiet(), time_limit(PATIENCE):
            both = together(step, surface.gradient, starts, steps, hyper)
    except (TimeUp, Exception, SystemExit):
        return False
    return bool(np.allclose(both, np.stack(each, axis=1), rtol=1e-9, atol=1e-12))


def _one_by_one(
    step: Step, surface: Surface, starts: Array, steps: int, hyper: Mapping[str, Any]
) -> Array:
    """As many as there is time for; a path that stops early stays where it was last."""
    late, paths = time.perf_counter() + PATIENCE, []
    for start in starts:
        try:
            path = walk(step, surface.gradient_for_a_run(), start, steps, hyper)
        except DescentStopped as stop:
            rest = np.full((steps + 1 - len(stop.path), 2), np.nan)
            path = np.concatenate([stop.path, rest])
        paths.append(path)
        if time.perf_counter() > late:
            break
    return np.stack(paths, axis=1)
