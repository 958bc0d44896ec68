"""Our pictures beside those of others, in real Chromium on JupyterLab.

Run it from the repository's folder: ``python -m benchmarks.pictures``. The same picture is made
by `course.explore`, by interact with plt.show, by ipympl and by a plotly FigureWidget; they take
turns, so that other work on the machine falls on all alike. The peers are installed into an
environment of their own that is removed at the end.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Error

from benchmarks import crowded, peers, table, ways
from benchmarks.bench import Bench
from benchmarks.contest import Contest
from benchmarks.table import Cell, Row
from benchmarks.ways import Way
from tests.browser.chromium import open_browser
from tests.browser.lab import Lab, open_lab

UPDATES = 10  # over which processor and bytes are counted
WARM_UP = 10  # runs of a cell before what it holds is counted
PLAYS = 2


def updates(contest: Contest, samples: int) -> list[Row]:
    """What a change of a slider takes, and what a picture leaves behind."""
    first = contest.each(lambda bench: bench.first)
    times = contest.times(samples)
    medians = {name: table.median(taken) for name, taken in times.items()} | contest.failed
    highs = {name: table.p95(taken) for name, taken in times.items()} | contest.failed
    costs: dict[str, int] = {}  # by file

    def cost(bench: Bench) -> float:
        cpu, sent = bench.cost(lambda: bench.press("ArrowLeft", UPDATES))
        costs[bench.notebook.file.name] = sent
        return cpu / UPDATES

    cpu = contest.each(cost)
    sent: dict[str, Cell] = {
        name: costs[bench.notebook.file.name] / UPDATES / 1000
        for name, bench in contest.benches.items()
    }
    pace = contest.each(lambda bench: max(bench.pace() for _ in range(PLAYS)))
    frames = contest.each(_best_play)
    saved = contest.each(lambda bench: bench.saved() / 1000)
    ms = "ms"
    return [
        _row("slider to pixels, known ahead", ms, medians, "ahead", "≤ 16 ms, ipympl 8×"),
        _row("— 95 of 100 below", ms, highs, "ahead", "≤ 33 ms"),
        _row("slider to pixels, by the kernel", ms, medians, "kernel", "≤ 60 ms, ipympl 4×"),
        _row("— 95 of 100 below", ms, highs, "kernel"),
        _row("cell to first pixels", ms, first, "kernel", "≤ 1000 ms"),
        _row("sent for an update, by the kernel", "kB", sent, "kernel"),
        _row("kernel's processor for an update", ms, cpu, "kernel"),
        _row("added to a saved notebook", "kB", saved, "ahead", "≤ 50 kB"),
        _row("an almost empty canvas instead", "/s", pace, "ahead", more=True),
        _row("painted in play, 2-D", "/s", frames, "ahead", "≥ 55 /s", more=True),
    ]


def _row(
    what: str,
    unit: str,
    found: dict[str, Cell],
    ours: str,
    target: str = "",
    more: bool = False,
) -> Row:
    rest = {name: value for name, value in found.items() if name not in ("ahead", "kernel")}
    return Row(what, unit, found.get(ours), rest, target, more)


def _best_play(bench: Bench) -> float:
    """The better of a few, since what else the machine does can only slow it down."""
    return max(bench.play() for _ in range(PLAYS))


def plays(lab: Lab, others: Sequence[Way]) -> list[Row]:
    """Painted frames a second where there is more to paint."""
    frames: dict[str, Cell] = {}
    for name, way in [("ours", ways.RELIEF), *((way.name, way) for way in others)]:
        frames[name] = _alone(lab, way, _best_play)
    swarm = _alone(lab, ways.SWARM, _best_play)
    ours = frames.pop("ours")
    return [
        Row("painted in play, 3-D", "/s", ours, frames, "≥ 50 /s", more=True),
        Row("painted in play, a swarm of 1000", "/s", swarm, {}, "≥ 50 /s", more=True),
    ]


def _alone(lab: Lab, way: Way, measure: Callable[[Bench], float]) -> Cell:
    bench = None
    try:
        bench = Bench(lab, way, "alone")
        return measure(bench)
    except (Error, TimeoutError) as error:
        print(f"{way.name} failed: {str(error).splitlines()[0]}", flush=True)
        return "hung" if "Timeout" in str(error) else "failed"
    finally:
        if bench:
            bench.close()


def leaks(lab: Lab, others: Sequence[Way], reruns: int) -> list[Row]:
    """How much more the page and the kernel hold after a cell was run again and again."""
    grown: dict[str, dict[str, float]] = {}
    for way in (ways.EXPLORE, *others):
        grown[way.name] = {}

        def grow(bench: Bench, name: str = way.name) -> float:
            bench.rerun(WARM_UP)
            before = bench.holds()
            bench.rerun(reruns)
            grown[name] = {what: now - before[what] for what, now in bench.holds().items()}
            return 0.0

        _alone(lab, way, grow)
    ours = grown.pop("explore")
    return [
        Row(
            f"{what}, more after {reruns} reruns",
            "",
            more,
            {name: found.get(what) for name, found in grown.items()},
            "no leak",
        )
        for what, more in ours.items()
    ]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description="Our pictures beside those of interact, ipympl and plotly, in Chromium.",
        epilog="Takes about a quarter of an hour on two cores; ratios are steadier than times.",
    )
    parser.add_argument("--samples", type=int, default=100, help="key presses a way (100)")
    parser.add_argument("--reruns", type=int, default=50, help="runs of a cell (50); 0: none")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    given = parser.parse_args()
    with peers.environment(wanted=not given.alone) as (python, why_not):
        if why_not:
            print(f"The rows of ipympl and plotly are left out: {why_not}.", flush=True)
        there = [way for way in ways.PEERS if not why_not or way.name not in peers.PEERS]
        in_space = [] if why_not else list(ways.PEERS_IN_SPACE)
        others = [] if given.alone else there
        with (
            tempfile.TemporaryDirectory() as folder,
            open_browser() as browser,
            open_lab(browser, Path(folder), python=str(python)) as lab,
        ):
            names = [way.name for way in others]
            print(table.head(names), flush=True)
            hosts: set[str] = set()
            for row in measure(lab, others, in_space, given, hosts):
                print(table.line(row, names), flush=True)
    print(f"\nHosts that the pages with our pictures asked: {', '.join(sorted(hosts))}.")


def measure(
    lab: Lab,
    others: Sequence[Way],
    in_space: Sequence[Way],
    given: argparse.Namespace,
    hosts: set[str],
) -> Iterator[Row]:
    """All rows, each as soon as it is known; ``hosts`` gets what the pages with ours asked."""
    contest = Contest(lab, others)
    yield from updates(contest, given.samples)
    for bench in contest.benches.values():
        hosts |= bench.traffic.hosts if bench.way.ours else set()
    contest.close()
    yield from plays(lab, in_space)
    yield from crowded.rows(lab)
    if given.reruns:
        yield from leaks(lab, others, given.reruns)


if __name__ == "__main__":
    main()
