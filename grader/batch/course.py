"""The course that a batch works in: nbgrader's own configuration, folders and names."""

from __future__ import annotations

import difflib
import glob
import logging
import traceback
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch.digests import plain_config
from grader.batch.refusal import CannotRun
from grader.intake.printable import PlainFormatter

if TYPE_CHECKING:
    from nbgrader.apps import AutogradeApp
    from traitlets.config import Config

CONFIG = "nbgrader_config.py"
CACHE = Path(".cache", "grader")


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one lesson."""

    student: str
    folder: Path
    notebooks: tuple[str, ...]


class Course:
    """A course folder with nbgrader's configuration read.

    Attributes
    ----------
    root : Path
        The folder of `nbgrader_config.py`.
    app : nbgrader.apps.AutogradeApp
        Holds the configuration, as for ``nbgrader autograde``.
    cache : Path
        Where results are kept.
    """

    def __init__(self, root: Path) -> None:
        if not (root / CONFIG).is_file():
            raise CannotRun(f"There is no {CONFIG} in {root}: run this in the course's folder.")
        self.root = root
        self.cache = root / CACHE
        self.app = configured(root)
        self.log = self.app.log
        self.config = self.app.config
        self.coursedir = self.app.coursedir
        if not isolates(self.config):
            raise CannotRun(
                f"{CONFIG} does not switch the isolated examiner on: add `from grader import "
                "configure` and `configure(c)` at its end."
            )

    @property
    def settings(self) -> object:
        """The whole configuration as plain data."""
        return plain_config(self.config)

    @property
    def packages(self) -> tuple[str, ...]:
        """What learners' notebooks and hidden tests import, and nobody has installed."""
        execute = self.config.IsolatedExecute
        return (*execute.get("learner_packages", ()), *execute.get("trusted_preload", ()))

    def folder(self, step: str, student: str, lesson: str) -> Path:
        """The folder of a submission in one of nbgrader's steps, "submitted" say."""
        return Path(self.coursedir.format_path(step, student, lesson))

    def source(self, lesson: str) -> Path:
        """The instructor's folder of a lesson."""
        return self.folder(self.coursedir.source_directory, ".", lesson)

    def submissions(self, lesson: str, wanted: Sequence[str] = ()) -> list[Submission]:
        """What was handed in for `lesson`, by the students `wanted` or by all.

        Raises
        ------
        CannotRun
            When nothing was, or one of the students handed nothing in.
        """
        step = self.coursedir.submitted_directory
        found = {one.student: one for one in self._handed_in(step, lesson)}
        for student in wanted:
            if student not in found:
                raise CannotRun(
                    f"{student} handed in nothing for {lesson}: expected a notebook in "
                    f"{self.folder(step, student, lesson)}.{_near(student, found)}"
                )
        if not found:
            place = self.folder(step, "<student>", lesson)
            raise CannotRun(f"Nobody handed in {lesson}: expected notebooks in {place}.")
        return [found[name] for name in sorted(set(wanted) or found)]

    def _handed_in(self, step: str, lesson: str) -> Iterable[Submission]:
        excluded = set(self.coursedir.student_id_exclude.split(","))
        before, _, after = self.coursedir.format_path(step, "\0", lesson).partition("\0")
        for path in sorted(glob.glob(f"{glob.escape(before)}*{glob.escape(after)}")):
            student = path[len(before) : len(path) - len(after)]
            names = tuple(sorted(glob.glob(glob.escape(path) + "/*.ipynb")))
            if student not in excluded and Path(path).is_dir():
                yield Submission(student, Path(path), names)

    def lessons(self) -> list[str]:
        """The lessons that have a source folder."""
        return sorted(path.name for path in self.source("_").parent.glob("*") if path.is_dir())

    def unknown(self, lesson: str, graded: Iterable[str]) -> CannotRun:
        """Why `lesson` cannot be graded: it does not exist, or was never generated."""
        if self.source(lesson).is_dir():
            return CannotRun(
                f"{lesson} is not in the gradebook yet: run "
                f"`nbgrader generate_assignment {lesson}`."
            )
        known = sorted({*self.lessons(), *graded})
        return CannotRun(f"There is no lesson {lesson!r} in this course.{_near(lesson, known)}")


def _near(word: str, known: Iterable[str]) -> str:
    names = list(known)
    close = difflib.get_close_matches(word, names, 1)
    if close:
        return f" Did you mean {close[0]}?"
    return f" There are: {', '.join(names[:12])}." if names else ""


def configured(root: Path) -> AutogradeApp:
    """nbgrader's application for autograding, with every config file read.

    Raises
    ------
    CannotRun
        When one of them cannot be read to its end, naming the file and the line.
    """
    from nbgrader.apps import AutogradeApp

    from grader.nbgrader.configuration import find_tools

    find_tools()
    warnings.filterwarnings("ignore", module="nbgrader")  # SQLAlchemy's, about nbgrader's queries
    app = AutogradeApp()
    app.log.setLevel(logging.WARNING)
    try:
        app.initialize(["--log-level=WARN"])
    except (Exception, SystemExit) as error:
        raise CannotRun(
            f"{place_of(error, root / CONFIG)}: {type(error).__name__}: "
            f"{getattr(error, 'msg', error)}. Nothing is graded with settings read in part."
        ) from error
    return app


def place_of(error: BaseException, config: Path) -> str:
    """The file and line of a config where `error` arose; `config` if it was in none."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    steps = [step for step in traceback.extract_tb(error.__traceback__) if _is_config(step)]
    return f"{steps[-1].filename}, line {steps[-1].lineno}" if steps else str(config)


def _is_config(step: traceback.FrameSummary) -> bool:
    return Path(step.filename).name in (CONFIG, "jupyter_config.py")


def isolates(config: Config) -> bool:
    """Whether a configuration lets nbgrader grade in isolation."""
    from grader.nbgrader.autograde.execute import IsolatedExecute

    steps = config.Autograde.get("autograde_preprocessors", [])
    return any(isinstance(step, type) and issubclass(step, IsolatedExecute) for step in steps)


def log_to(course: Course, lesson: str) -> Path:
    """Send nbgrader's log of this batch to a file, away from the progress."""
    place = course.cache / f"{lesson}.log"
    place.parent.mkdir(parents=True, exist_ok=True)
    for handler in list(course.log.handlers):
        course.log.removeHandler(handler)
    handler = logging.FileHandler(place, "w", encoding="utf-8")
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(message)s"))
    course.log.addHandler(handler)
    course.log.propagate = False
    course.log.setLevel(logging.INFO)
    return place
