"""All ways to make the picture, open side by side and measured in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Error

from benchmarks import ways
from benchmarks.bench import Bench
from benchmarks.table import Cell
from benchmarks.ways import Way
from tests.browser.lab import Lab

ROUNDS = 4
WARM_UP = 6  # keys that are not counted


class Contest:
    """All ways side by side in one JupyterLab; one that hangs or fails is left out from there on.

    Ours is measured twice: with the answers known ahead, and with every key asking the kernel.
    """

    def __init__(self, lab: Lab, others: Sequence[Way]):
        self.lab, self.failed = lab, dict[str, str]()
        self.benches: dict[str, Bench] = {}
        for name, way in [("ahead", ways.EXPLORE), ("kernel", ways.EXPLORE)]:
            self._open(name, way)
        for way in others:
            self._open(way.name, way)

    def _open(self, name: str, way: Way) -> None:
        with self._guarded(name):
            bench = Bench(self.lab, way, f"flat-{len(self.benches)}")
            self.benches[name] = bench
            bench.time_slider()
            if name == "kernel":
                bench.hold_back()
            elif name == "ahead":
                bench.know()

    @contextmanager
    def _guarded(self, name: str) -> Iterator[None]:
        try:
            yield
        except (Error, TimeoutError) as error:
            self.failed[name] = "hung" if "Timeout" in str(error) else "failed"
            print(f"{name} {self.failed[name]}: {str(error).splitlines()[0]}", flush=True)
            if name in self.benches:
                self.benches.pop(name).close()

    def each(self, measure: Callable[[Bench], float]) -> dict[str, Cell]:
        """A number for each way."""
        found: dict[str, Cell] = {}
        for name, bench in list(self.benches.items()):
            with self._guarded(name):
                found[name] = float(measure(bench))
        return found | self.failed

    def times(self, samples: int) -> dict[str, list[float]]:
        """Milliseconds to changed pixels for each way, taken in turns after a warm-up."""
        times: dict[str, list[float]] = {name: [] for name in self.benches}
        for turn in range(ROUNDS + 1):
            count = samples // ROUNDS if turn else WARM_UP
            for name, bench in list(self.benches.items()):
                back = turn % 2 == 0 and name != "kernel"  # which knows where it has been
                with self._guarded(name):
                    taken = bench.press("ArrowRight" if back else "ArrowLeft", count)
                    times[name] += taken if turn else []
        return times

    def close(self) -> None:
        """Close all pages."""
        for bench in self.benches.values():
            bench.close()
