"""Grades the whole corpus as one class: once with stock nbgrader, once with the examiner."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.canaries import Listener, everything, processes, trophies
from tests.attacks.classroom import FIRST, LAST, Trick, hand_in, seat_classmates
from tests.attacks.course import ASSIGNMENT, Places, copy_course, make_course, nbgrader, scores
from tests.attacks.effects import Scene, effects, unharmed

STOCK_SCALE, OUR_SCALE = 20, 200
"""Megabytes of output, of files, and tenths of memory that the greedy tricks take."""
CLASS_LIMIT, ALONE_LIMIT = 1500.0, 60.0
"""Seconds after which a run of nbgrader is ended: it hangs."""
GRACE = 4.0
"""Seconds that a process left behind is given to do its harm."""


@dataclass(frozen=True)
class Report:
    """What came of one run over many submissions."""

    root: Path
    effects: dict[str, frozenset[str]]
    scores: dict[str, dict[str, float]]
    log: str
    unharmed: bool
    changed: list[str]
    left: list[str]
    seconds: float
    status: int


def contained(root: Path) -> list[str]:
    """A command prefix under which stock nbgrader can write to `root` only, if bubblewrap is here."""
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
    places: Places, tricks: Sequence[Trick], *, scale: int, prefix: Sequence[str] = (), others: Sequence[str] = ()
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
    """
    started = time.monotonic()
    seat_classmates(places)
    with _cleaned(places), Listener(places.outside) as listener:
        for trick in tricks:
            hand_in(places, trick, port=listener.port, scale=scale)
        before = everything(places)
        limit = ALONE_LIMIT if len(tricks) == 1 else CLASS_LIMIT
        done = nbgrader(places, "autograde", ASSIGNMENT, prefix=prefix, limit=limit)
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


def stock(root: Path, tricks: Sequence[Trick]) -> dict[str, frozenset[str]]:
    """What each trick achieves under stock nbgrader."""
    course = make_course(root / "course")
    together = [trick for trick in tricks if not trick.alone]
    classes = [together[0::2], together[1::2], *([trick] for trick in tricks if trick.alone)]
    classes = [each for each in classes if each]

    def run(number: int) -> dict[str, frozenset[str]]:
        places = copy_course(course, root / f"class-{number}")
        report = grade(places, classes[number], scale=STOCK_SCALE, prefix=contained(places.root))
        return {trick.name: _harm(report, trick) for trick in classes[number]}

    with ThreadPoolExecutor(3) as some:
        return {name: found for part in some.map(run, range(len(classes))) for name, found in part.items()}


OURS = """
from grader import configure
configure(c)
if "autograde_preprocessors" not in c.Autograde:
    from grader.examiner import use_examiner
    use_examiner(c)
c.IsolatedExecute.limits = {"cell_seconds": 5, "submission_seconds": 40}
"""


def examined(root: Path, tricks: Sequence[Trick]) -> Report:
    """Grade the class with the examiner."""
    places = make_course(root, more_config=OURS)
    return grade(places, tricks, scale=OUR_SCALE)


def main() -> None:
    """Grade tricks under stock nbgrader (`stock`) or the examiner (`ours`) and print what they got."""
    from tests.attacks.classroom import all_tricks

    kind, root, *names = sys.argv[1:]
    tricks = [trick for trick in all_tricks() if not names or trick.name in names]
    started = time.monotonic()
    if kind == "stock":
        found = stock(Path(root), tricks)
    else:
        report = examined(Path(root), tricks)
        found = report.effects
        print("unharmed", report.unharmed, "changed", report.changed, "left", report.left)
    for trick in tricks:
        same = "  " if found[trick.name] == trick.stock else "!="
        print(f"{trick.name:34}{same} {' '.join(sorted(found[trick.name])):24} ({' '.join(sorted(trick.stock))})")
    print(f"{len(tricks)} tricks in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
