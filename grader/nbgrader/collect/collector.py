"""Whose work a collected file is: the name of what was handed in says it, and nothing inside."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import find_all_notebooks, parse_utc

from grader.intake.printable import printable
from grader.nbgrader.collect.guards import HandedIn, SubmissionError

TIME_FILE = "timestamp.txt"
"""What nbgrader takes the time of submission from: no learner hands that in."""
SKEW = 300.0
"""Seconds that two clocks may differ."""


@dataclass(frozen=True)
class Work:
    """A file that is to be graded.

    Attributes
    ----------
    student, name
        Whose it is, and what it is called in the assignment.
    path
        Where it lies after unpacking.
    when
        When it was handed in as far as is known, in seconds since 1970.
    stamp
        That time as the name has it, "" if it has none.
    source
        What it came in.
    """

    student: str
    name: str
    path: Path
    when: float
    stamp: str
    source: HandedIn


class SafeCollector(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Read the learner and the time from the name of an archive or file, never from inside.

    nbgrader's own applies the pattern to paths within archives, so that an archive can hand in
    for somebody else, and stops everybody's collection at a time that is none and at two files
    without one.
    """

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Say whose a file is; None for what is not to be graded."""
        handed_in = getattr(self.parent.extractor_plugin_inst, "handed_in", None)
        if handed_in is None:  # a course's own extractor
            found: dict[str, str] | None = super().collect(submitted_file)
            return found
        if not hasattr(self, "_works"):
            self._works = {str(work.path): work for work in self._newest(handed_in)}
        work = self._works.get(submitted_file)
        if work is None:
            return None
        about = {"student_id": work.student, "file_id": work.name}
        return about | ({"timestamp": work.stamp} if work.stamp else {})

    def _newest(self, handed_in: list[HandedIn]) -> list[Work]:
        """One file for each learner and notebook: what was handed in last."""
        found: dict[tuple[str, str], Work] = {}
        for one in handed_in:
            for work in self._works_or_none(one):
                other = found.get((work.student, work.name))
                if other is not None:
                    old, work = sorted((other, work), key=lambda one: one.when)
                    self.log.warning(
                        "%s handed in %s more than once: %s counts, %s does not",
                        *(printable(said) for said in (work.student, work.name)),
                        *(printable(each.source.name) for each in (work, old)),
                    )
                found[work.student, work.name] = work
        return list(found.values())

    def _works_or_none(self, one: HandedIn) -> list[Work]:
        try:
            return list(self._in_archive(one) if one.is_archive else self._as_it_is(one))
        except Exception as problem:
            self.log.error("Skipped %s: %s", printable(one.name), printable(problem))
            return []

    @cached_property
    def _expected(self) -> list[str]:
        """The assignment's notebooks."""
        course = self.parent.coursedir
        for step in (course.release_directory, course.source_directory):
            found: list[str] = find_all_notebooks(
                course.format_path(step, ".", course.assignment_id)
            )
            if found:
                return found
        raise SubmissionError(
            f"no notebook of {course.assignment_id} is known: run "
            f"`nbgrader generate_assignment {course.assignment_id}` first"
        )

    def _as_it_is(self, one: HandedIn) -> Iterator[Work]:
        """A file that came without an archive."""
        (path,) = one.files
        if path.suffix not in self.valid_ext:
            raise SubmissionError(
                f"neither a notebook nor an archive ({', '.join(self.zip_endings)})"
            )
        found = self._groups_in(str(one.place))
        if not found:
            raise SubmissionError(self._unknown_name())
        name = _named(found["file_id"], path)
        if path.suffix == ".ipynb" and name not in self._expected:
            raise SubmissionError(f"it is called {name!r}, expected {self._names()}")
        yield self._work(one, found, name, path)

    def _in_archive(self, one: HandedIn) -> Iterator[Work]:
        """The assignment's notebooks in an archive, and other files that the pattern knows."""
        matches = (self._groups_in(str(one.place / name)) for name in self._expected)
        whose = next((match for match in matches if match), None)
        if whose is None:
            raise SubmissionError(self._unknown_name())
        taken, strange = [], []
        for path in one.files:
            name = self._name_of(path, one, whose["student_id"])
            if name:
                taken.append(self._work(one, whose, name, path))
            elif path.suffix == ".ipynb" and not _is_hidden(path.relative_to(one.folder)):
                strange.append(path.name)
        if strange or not taken:
            self._tell(strange, bool(taken), one)
        yield from self._first_of_each(taken)

    def _name_of(self, path: Path, one: HandedIn, student: str) -> str:
        """What a file in an archive is called in the assignment, "" if it is nothing of it."""
        within = path.relative_to(one.folder)
        if path.suffix not in self.valid_ext or _is_hidden(within) or within.name == TIME_FILE:
            return ""
        for name in self._expected:
            if within.parts[-len(Path(name).parts) :] == Path(name).parts:
                return name
        found = self._groups_in(str(one.place / within)) or {}
        name = _named(found.get("file_id", ""), path)
        known = path.suffix != ".ipynb" or name in self._expected
        return name if known and found.get("student_id") == student else ""

    def _first_of_each(self, works: list[Work]) -> Iterator[Work]:
        """Of copies in one archive the one that lies highest, then by name."""
        found: dict[str, Work] = {}
        for work in sorted(works, key=lambda work: (len(work.path.parts), work.path)):
            first = found.setdefault(work.name, work)
            if first is not work:
                inside = [printable(w.path.relative_to(w.source.folder)) for w in (first, work)]
                self.log.warning(
                    "%s holds %s twice: %s counts, %s does not",
                    *(printable(said) for said in (work.source.name, work.name)),
                    *inside,
                )
        yield from found.values()

    def _tell(self, strange: list[str], some: bool, one: HandedIn) -> None:
        """Say what an archive holds instead of what was expected, or besides."""
        held = ", ".join(repr(name) for name in strange[:5]) or "no notebook"
        words = f"it holds {held}; expected {self._names()}"
        if not some:
            raise SubmissionError(f"{words}.{self._class_archive()}")
        self.log.warning("%s: %s", printable(one.name), printable(words))

    def _names(self) -> str:
        return " or ".join(repr(name) for name in self._expected)

    def _unknown_name(self) -> str:
        return (
            f"its name does not say whose it is, or what it is (expected {self._names()}, as "
            f"c.FileNameCollectorPlugin.named_regexp reads names).{self._class_archive()}"
        )

    def _class_archive(self) -> str:
        return " An archive of a whole class is named in c.SafeExtractor.class_archives."

    @property
    def zip_endings(self) -> list[str]:
        """How archives' names end."""
        return list(self.parent.extractor_plugin_inst.zip_ext)

    def _groups_in(self, filename: str) -> dict[str, str] | None:
        """The pattern's groups in a name; no line in the log for each name that is tried."""
        if not self.named_regexp:
            raise SubmissionError("c.FileNameCollectorPlugin.named_regexp is not set")
        found = re.match(self.named_regexp, filename)
        return found.groupdict() if found else None

    def _work(self, one: HandedIn, found: dict[str, str], name: str, path: Path) -> Work:
        student, stamp = found["student_id"], found.get("timestamp") or ""
        _check_student(student)
        _check_name(name)
        when = _time(stamp, one.arrived) if stamp else one.changed
        return Work(student, name, path, when, stamp, one)


def _named(file_id: str, path: Path) -> str:
    """The name that nbgrader gives to a file."""
    return os.path.splitext(file_id)[0] + path.suffix


def _is_hidden(path: Path) -> bool:
    """Whether a file is what JupyterLab or a Mac adds, and nobody's work."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _check_student(student: str) -> None:
    if student in ("", ".", "..") or "/" in student or not student.isprintable():
        raise SubmissionError(f"its name gives {student!r} as the learner, which is no name")


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.name == TIME_FILE:
        raise SubmissionError(f"its name gives {name!r} as the file, which cannot be taken")


def _time(stamp: str, arrived: float) -> float:
    """A name's time in seconds since 1970, if it can be when a file was handed in."""
    try:
        when = float(parse_utc(stamp).replace(tzinfo=UTC).timestamp())
    except (ValueError, OverflowError):
        raise SubmissionError(
            f"its name gives {stamp!r} as the time, which is none; expected one such as "
            "2026-01-30T150000"
        ) from None
    latest = min(arrived, time.time()) + SKEW
    if when > latest:
        here = datetime.fromtimestamp(arrived, UTC).strftime("%Y-%m-%dT%H%M%S")
        raise SubmissionError(
            f"its name gives {stamp} as the time, in UTC, but the file was here at {here} already"
        )
    return when
