"""Grades the whole corpus as one class: once with stock nbgrader, once with the examiner."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.canaries import Listener, everything, processes, trophies
from tests.attacks.classroom import FIRST, LAST, Trick, hand_in, seat_classmates
from tests.attacks.command import ASSIGNMENT, Places, module, nbgrader
from tests.attacks.course import copy_course, make_course, scores
from tests.attacks.effects import Scene, effects, unharmed

STOCK_SCALE, OUR_SCALE = 20, 200
"""Megabytes of output, of files, and tenths of memory that the greedy tricks take."""
CLASS_LIMIT, ALONE_LIMIT = 1500.0, 60.0
"""Seconds after which a run of nbgrader is ended: it hangs."""
GRACE = 10.0
"""Seconds that a process left behind is given to do its harm."""


@dataclass(frozen=True)
class Report:
    """What came of one run over many submissions."""

    root: Path
    effects: dict[str, frozenset[str]]
    scores: Mapping[str, dict[str, float]]
    log: str
    unharmed: bool
    changed: list[str]
    left: list[str]
    seconds: float
    status: int


def contained(root: Path) -> list[str]:
    """A command prefix under which nbgrader can write to `root` only, if bubblewrap is here."""
    if not (bwrap := shutil.which("bwrap")):
        return []
    bind = ["--bind", str(root), str(root)]
    return [bwrap, "--ro-bind", "/", "/", "--dev", "/dev", "--die-with-parent", *bind, "--"]


def end(found: Sequence[int]) -> None:
    """End processes that a trick has left behind."""
    for pid in found:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


@contextmanager
def _cleaned(places: Places) -> Iterator[None]:
    """End whatever is left of a run, however it went."""
    try:
        yield
    finally:
        end(list(processes(places)))


def grade(
    places: Places,
    tricks: Sequence[Trick],
    *,
    scale: int,
    prefix: Sequence[str] = (),
    others: Sequence[str] = (),
    batch: bool = False,
) -> Report:
    """Let the tricks hand in, grade everybody, and look at what has happened.

    Parameters
    ----------
    places
        A released course; `others` have handed in there already.
    tricks
        Who attacks.
    scale
        How greedy the greedy tricks are.
    prefix
        A command under which nbgrader runs.
    others
        Further students whose scores are wanted.
    batch
        Whether to grade by ``python -m grader run``, not by ``nbgrader autograde``.
    """
    started = time.monotonic()
    seat_classmates(places)
    with _cleaned(places), Listener(places.outside) as listener:
        for trick in tricks:
            hand_in(places, trick, port=listener.port, scale=scale)
        before = everything(places)
        limit = ALONE_LIMIT if len(tricks) == 1 else CLASS_LIMIT
        order = ("grader", "run") if batch else ("nbgrader", "autograde")
        done = module(places, *order, ASSIGNMENT, prefix=prefix, limit=limit)
        time.sleep(0.5)
        commands = list(processes(places).values())
        time.sleep(GRACE if commands else 0.0)
        students = [FIRST, LAST, *others, *(trick.student for trick in tricks)]
        if any(trick.name.startswith("web_") for trick in tricks):
            nbgrader(places, "generate_feedback", ASSIGNMENT, "--student=web_*", prefix=prefix)
        found = scores(places, students)
        scene = Scene(places, found, listener.heard, trophies(places, before), commands)
        after = everything(places)
    return Report(
        root=places.root,
        effects={trick.name: effects(scene, trick) for trick in tricks},
        scores=found,
        log=done.stdout,
        unharmed=unharmed(scene),
        changed=sorted(n for n in before.keys() | after.keys() if before.get(n) != after.get(n)),
        left=commands,
        seconds=time.monotonic() - started,
        status=done.returncode,
    )


def _harm(report: Report, trick: Trick) -> frozenset[str]:
    """Put harm to the class down to the tricks that are known for it."""
    own = report.effects[trick.name]
    return own if report.unharmed else own | ({"others", "batch"} & trick.stock)


@dataclass(frozen=True)
class Stock:
    """What each trick achieved under stock nbgrader, and the class it was in."""

    effects: dict[str, frozenset[str]]
    roots: dict[str, Path]


def stock(course: Places, root: Path, tricks: Sequence[Trick]) -> Stock:
    """Grade the tricks with stock nbgrader, those that stop a batch in classes of their own."""
    root.mkdir(parents=True)
    together = [trick for trick in tricks if not trick.alone]
    classes = [together[0::2], together[1::2], *([trick] for trick in tricks if trick.alone)]
    places = [copy_course(course, root / f"class-{number}") for number in range(len(classes))]

    def run(number: int) -> Report:
        here = places[number]
        return grade(here, classes[number], scale=STOCK_SCALE, prefix=contained(here.root))

    with ThreadPoolExecutor(3) as some:
        reports = list(some.map(run, range(len(classes))))
    pairs = [(t, report) for report, each in zip(reports, classes, strict=True) for t in each]
    return Stock(
        {trick.name: _harm(report, trick) for trick, report in pairs},
        {trick.name: report.root for trick, report in pairs},
    )


OURS = """
from grader import configure
configure(c)
if "autograde_preprocessors" not in c.Autograde:
    from grader.nbgrader.configuration import isolate
    isolate(c)
c.IsolatedExecute.limits = {"cell_seconds": 4, "submission_seconds": 20}
"""


def examined(course: Places, root: Path, tricks: Sequence[Trick]) -> Report:
    """Grade the class with the examiner, as one batch."""
    return grade(copy_course(course, root, OURS), tricks, scale=OUR_SCALE, batch=True)


def main() -> None:
    """Grade tricks with stock nbgrader (`stock`) or the examiner (`ours`); print what they got."""
    from tests.attacks.classroom import all_tricks

    kind, root, *names = sys.argv[1:]
    tricks = [trick for trick in all_tricks() if not names or trick.name in names]
    started = time.monotonic()
    course = make_course(Path(root) / "course")
    if kind == "stock":
        found = stock(course, Path(root) / "stock", tricks).effects
    else:
        report = examined(course, Path(root) / "ours", tricks)
        found = report.effects
        print("unharmed", report.unharmed, "changed", report.changed, "left", report.left)
    for trick in tricks:
        got, wanted = (" ".join(sorted(words)) for words in (found[trick.name], trick.stock))
        print(f"{trick.name:34}{got:24} (stock: {wanted or 'nothing'})")
    print(f"{len(tricks)} tricks in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
