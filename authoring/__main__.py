"""`python -m authoring`: build lessons, check them, and bring notebook edits back."""

from __future__ import annotations

import argparse
import sys

from authoring.build import build
from authoring.errors import LessonError
from authoring.lesson import lesson_names
from authoring.pull import BEFORE, pull


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "pull":
            return _pull(options.lesson)
        for lesson in options.lessons or lesson_names():
            build(lesson, say=lambda line: print(line, flush=True))
    except LessonError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


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
    pulling = commands.add_parser("pull", help="bring a source notebook's edits into lessons/")
    pulling.add_argument("lesson", metavar="LESSON", help="such as 05-momentum")
    return parser


if __name__ == "__main__":
    sys.exit(main())
