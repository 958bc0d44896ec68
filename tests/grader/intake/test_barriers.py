"""Whatever one learner hands in, the learners before and behind are not touched by it.

Every hostile file stands between two honest ones at each stage: collected, graded (by a batch, a
second time, and by nbgrader), told in feedback, and exported.
"""

from __future__ import annotations

import csv
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.attacks.course import QUICK
from tests.attacks.once import once
from tests.grader.batch.course import (
    CONFIG,
    LESSON,
    environment,
    generate,
    gradebook,
    hand_in,
    write_source,
)
from tests.grader.intake.hostile import ARCHIVES, FOLDERS, neighbours, pack_all
from tests.instructor.terminal import need_sandbox

RIGHT = ("return x + x", "return x * x")
FULL = 6.0
OURS = r"""
from grader import configure
configure(c)
c.FileNameCollectorPlugin.named_regexp = (
    r".*/extracted/(?P<student_id>[A-Za-z0-9][\w.@+-]*?)"
    r"(?:_(?P<timestamp>\d{4}-\d\d-\d\dT\d{6}))?"
    r"[_/](?:[^_.][^/]*/)?(?P<file_id>one|two)\.ipynb$"
)
"""
STAGES = ("run", "run again", "autograde", "feedback", "export")


@dataclass
class Stage:
    """What a command has said, and for whom it has done what it should."""

    said: str
    done: set[str] = field(default_factory=set)
    modes: set[int] = field(default_factory=set)


def command(course: Path, *words: str) -> str:
    """Run a Python module's command in the course; give back all it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=course,
        env=environment(),
        capture_output=True,
        text=True,
        errors="replace",
        timeout=400,
        check=False,
    )
    return done.stdout + done.stderr


def class_of(course: Path, kinds: dict[str, object]) -> None:
    """Honest work of everybody: of those who will be hostile, and of their neighbours."""
    for kind in kinds:
        for student in (*neighbours(kind), kind):
            hand_in(course, student, RIGHT)


def full_marks(course: Path) -> set[str]:
    """Who has all points of the first notebook."""
    points: dict[str, float] = {}
    for (student, _, *name), (score, *_) in gradebook(course).items():
        if name[0] != "comment":
            points[student] = points.get(student, 0.0) + (score or 0.0)
    return {student for student, total in points.items() if total == FULL}


def new_course(folder: Path) -> Path:
    """A released course with all guards."""
    folder.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG + OURS + QUICK)
    write_source(folder)
    generate(folder)
    return folder


def graded(folder: Path) -> dict[str, Stage]:
    """Every stage from submissions on, over one class."""
    first = new_course(folder / "first")
    class_of(first, FOLDERS)
    command(first, "grader", "run", LESSON, "--student", *FOLDERS)  # while all are honest
    shutil.copytree(first / "release", first / "release.kept")
    for kind, (spoil, _) in FOLDERS.items():
        spoil(first / "submitted" / kind / LESSON)
    second = new_course(folder / "second")
    class_of(second, FOLDERS)
    for kind, (spoil, _) in FOLDERS.items():
        spoil(second / "submitted" / kind / LESSON)
    stages = {"run again": Stage(command(first, "grader", "run", LESSON))}
    stages["run again"].done = full_marks(first)
    stages["autograde"] = Stage(command(second, "nbgrader", "autograde", LESSON))
    stages["autograde"].done = full_marks(second)
    third = Path(shutil.copytree(second, folder / "third", ignore=_submitted_and_marks))
    (third / "submitted").symlink_to(second / "submitted")
    generate(third)
    stages["run"] = Stage(command(third, "grader", "run", LESSON))
    stages["run"].done = full_marks(third)
    stages["feedback"] = Stage(command(first, "nbgrader", "generate_feedback", LESSON))
    pages = (first / "feedback").glob(f"*/{LESSON}/one.html")
    stages["feedback"].done = {
        page.parent.parent.name for page in pages if "Score: 4.0 / 4.0" in page.read_text()
    }
    stages["export"] = Stage(command(first, "nbgrader", "export", "--to=grades.csv"))
    with (first / "grades.csv").open() as table:
        rows = list(csv.DictReader(table))
    stages["export"].done = {row["student_id"] for row in rows if float(row["raw_score"]) == FULL}
    return stages


def _submitted_and_marks(_folder: str, names: list[str]) -> set[str]:
    return {"submitted", "autograded", "gradebook.db", ".cache"} & set(names)


def collected(folder: Path) -> dict[str, Stage]:
    """The stage before them: a folder of archives, collected."""
    course = new_course(folder / "course")
    inbox = course / "downloaded" / LESSON / "archive"
    inbox.mkdir(parents=True)
    pack_all(inbox, (course / "release" / LESSON / "one.ipynb").read_bytes())
    stage = Stage(command(course, "nbgrader", "zip_collect", LESSON))
    released = (course / "release" / LESSON / "one.ipynb").read_bytes()
    for path in (course / "submitted").glob(f"*/{LESSON}/one.ipynb"):
        if path.read_bytes() == released:
            stage.done.add(path.parent.parent.name)
    made = [*(course / "downloaded" / LESSON / "extracted").rglob("*")]
    made += (course / "submitted").rglob("*")
    stage.modes = {stat.S_IMODE(os.lstat(path).st_mode) for path in made if path.is_file()}
    stage.modes |= {stat.S_IFMT(os.lstat(path).st_mode) for path in made}
    return {"collect": stage}


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    """The graded class."""
    need_sandbox()
    return once(tmp_path_factory, "barriers", _graded_and_gone)


def _graded_and_gone(folder: Path) -> dict[str, Stage]:
    """Like `graded`; pytest itself could not remove folders that lie so deep in one another."""
    try:
        return graded(folder)
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The collected class."""
    return once(tmp_path_factory, "barriers_collected", collected)["collect"]


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("stage", STAGES)
def test_those_before_and_behind_are_served(
    stages: dict[str, Stage], stage: str, kind: str
) -> None:
    """Both honest learners have their marks, their page or their row."""
    assert stages[stage].done.issuperset(neighbours(kind)), stages[stage].said[-3000:]


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("stage", ["run", "run again", "autograde"])
def test_the_hostile_one_is_graded_or_told_why_not(
    stages: dict[str, Stage], stage: str, kind: str
) -> None:
    """Where its cells can be read they earn their marks; else the reason is said."""
    reason = FOLDERS[kind][1]
    found = stages[stage]
    if reason and stage == "autograde":
        assert reason in found.said, found.said[-3000:]
    elif reason:
        (line,) = [line for line in found.said.splitlines() if line.startswith(f"✗ {kind}: ")]
        assert reason in line
    else:
        assert kind in found.done, found.said[-3000:]


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_ends_in_a_traceback_of_its_own(stages: dict[str, Stage], stage: str) -> None:
    """A batch says a line for each; nbgrader goes on to its last word."""
    said = stages[stage].said
    assert "RecursionError" not in said and "MemoryError" not in said, said[-3000:]
    assert stage.startswith("auto") or "Traceback" not in said, said[-3000:]


@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_hostile_archive_keeps_nobody_out(collection: Stage, kind: str) -> None:
    """The archives before and behind are collected."""
    assert collection.done.issuperset(neighbours(kind)), collection.said[-3000:]


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_is_taken_or_told_why_not(collection: Stage, kind: str) -> None:
    """Its notebook arrives, or the reason stands behind its name."""
    reason = ARCHIVES[kind][1]
    if reason:
        assert kind not in collection.done
        lines = [line for line in collection.said.splitlines() if kind in line]
        assert any(reason in line for line in lines), collection.said[-3000:]
    else:
        assert kind in collection.done, collection.said[-3000:]


def test_nothing_of_an_archive_reaches_the_terminal_alive(collection: Stage) -> None:
    """Control characters and marks that turn the direction of writing are written out."""
    printed = collection.said.replace("\n", "").replace("\t", "")
    assert [sign for sign in printed if not sign.isprintable()] == []


def test_only_plain_files_of_plain_modes_are_made(collection: Stage) -> None:
    """No set-uid bit, device, link or foreign mode comes out of an archive."""
    assert collection.modes == {0o644, stat.S_IFREG, stat.S_IFDIR}
