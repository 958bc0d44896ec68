"""What an instructor types: `python -m grader run LESSON`, `python -m grader doctor`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

RUN = """\
Grade everything handed in for LESSON in isolation, several submissions at once, and record the
marks in nbgrader's gradebook. Run it in the course's folder, where nbgrader_config.py is.

Work that is done is not done again: submissions that have not changed since they were graded
are left alone, and results are kept in .cache/grader. So it can be stopped at any moment, even
by `kill -9`, and simply started again. Marks given by hand are kept.
"""
RUN_END = """\
Exit status: 0 if every submission has a result, 1 if one could not be graded, 2 if nothing could
be begun.
"""
ELSEWHERE = """\
Nothing is graded on this system: it has no sandbox for submissions. Grade on Linux, in WSL 2 or
in a virtual machine; the rest of nbgrader works here.
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    plain = argparse.RawDescriptionHelpFormatter
    whole = argparse.ArgumentParser(
        "python -m grader", description="Grade an nbgrader course in isolation."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(
        commands.add_parser(
            "run", help="grade a class", description=RUN, epilog=RUN_END, formatter_class=plain
        )
    )
    commands.add_parser(
        "doctor",
        help="say how well this machine can isolate submissions",
        description="Say which sandbox this machine gives, what is missing and how to get it. "
        "Exit status 0 if it gives the full one.",
    )
    return whole


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument("lesson", metavar="LESSON", help="the assignment, a folder in source/")
    run.add_argument(
        "--workers", type=_workers, default=0, metavar="N", help="examined at once (one a core)"
    )
    run.add_argument(
        "--student", action="extend", nargs="+", default=[], metavar="ID", help="only these"
    )
    run.add_argument(
        "--force", action="store_true", help="examine all anew, whatever results are kept"
    )
    run.add_argument(
        "--dry-run", action="store_true", help="show how marks would change, and change none"
    )


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {text!r}")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit status."""
    asked = parser().parse_args(arguments)
    if not hasattr(os, "fork"):
        print(ELSEWHERE)
        return 2
    if asked.command == "doctor":
        from grader.batch.doctor import doctor

        return doctor()
    from grader.batch.order import Order
    from grader.batch.run import run

    order = Order(asked.lesson, asked.student, asked.workers, asked.force, asked.dry_run)
    return run(order)


if __name__ == "__main__":
    sys.exit(main())
