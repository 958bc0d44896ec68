"""`python -m authoring`: build lessons, search their checks for gaps, bring edits back."""

from __future__ import annotations

import argparse
import sys

from authoring.build import SOURCE, build
from authoring.errors import LessonError
from authoring.lesson import lesson_names
from authoring.pull import BEFORE, pull
from authoring.search import search


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "pull":
            return _pull(options.lesson)
        if options.command == "search":
            return _search(options.lessons or lesson_names())
        for lesson in options.lessons or lesson_names():
            build(lesson, say=lambda line: print(line, flush=True))
    except LessonError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _search(lessons: list[str]) -> int:
    """Search each lesson; return 1 when one of them calls an answer right that loses points."""
    status = 0
    for lesson in lessons:
        try:
            search(lesson, SOURCE / lesson)
        except LessonError as problem:
            print(problem, file=sys.stderr, flush=True)
            status = 1
        else:
            print(f"{lesson}: what check() calls right earns all points.", flush=True)
    return status


def _pull(lesson: str) -> int:
    changed = pull(lesson)
    for path in changed:
        print(f"{path} is updated; the former text is in {path.name}{BEFORE} beside it.")
    if changed:
        print("Run `make build` to make source/ and release/ from it again.")
    else:
        print(f"lessons/{lesson}/ already says what the notebook says.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m authoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("build", help="make source/ and release/ from lessons/")
    making.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 05-momentum; all")
    looking = commands.add_parser("search", help="find answers that are right to check() only")
    looking.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 05-momentum; all")
    pulling = commands.add_parser("pull", help="bring a source notebook's edits into lessons/")
    pulling.add_argument("lesson", metavar="LESSON", help="such as 05-momentum")
    return parser


if __name__ == "__main__":
    sys.exit(main())
