"""`python -m grader run`: grade a class."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch.order import Order
from grader.batch.progress import Progress, in_words
from grader.batch.refusal import CannotRun
from grader.intake.printable import printable
from grader.sandbox.fast_imports import no_garbage, skip_address_parser

if TYPE_CHECKING:
    from grader.batch.session import Session


def run(order: Order, root: Path | None = None) -> int:
    """Grade as ordered, tell how it goes, and return the exit status.

    Returns
    -------
    int
        0 if every submission has a result, 1 if one has not, 2 if nothing could be begun.
    """
    try:
        return _run(order, root or Path.cwd())
    except CannotRun as reason:
        print(reason, flush=True)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Finished work is kept: start it again to go on.", flush=True)
        os._exit(130)  # without waiting for what is being examined; it ends with this process


def _run(order: Order, root: Path) -> int:
    skip_address_parser()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # idle threads of numpy's would spin
    with no_garbage():
        from grader.batch.course import Course, log_to
        from grader.batch.lock import only_batch
        from grader.batch.session import Session

    began = time.monotonic()
    course = Course(root)
    os.chdir(course.coursedir.root)
    with only_batch(course.cache, lambda words: print(words, flush=True)):
        session = Session(course, order)
        log = log_to(course, order.lesson)
        progress = Progress(len(session.waiting))
        failed = session.work(progress)
        progress.end()
        for line in session.changes() if order.dry_run else ():
            print(printable(line))
        _summary(session, failed, time.monotonic() - began, log)
    return 1 if failed else 0


def _summary(session: Session, failed: int, seconds: float, log: Path) -> None:
    found, tiers = session.examinations, session.converter.tiers
    total, waiting = len(session.submissions), len(session.waiting)
    words = [f"{session.order.lesson}: {total} submissions"]
    words.append(f"{waiting - failed} graded" if waiting else "none needed grading")
    words += [f"{failed} failed"] if failed else []
    words += [f"{total - waiting} unchanged"] if waiting < total and waiting else []
    known = max(0, found.asked - found.examined)
    words += [f"notebooks: {found.examined} examined, {known} known already"]
    words += [f"sandbox: {', '.join(sorted(tiers))}"] if tiers else []
    print(" · ".join([*words, in_words(seconds)]))
    if failed:
        print(f"What nbgrader said is in {log}.")
    if session.order.dry_run:
        print("A dry run: no mark was changed.")
