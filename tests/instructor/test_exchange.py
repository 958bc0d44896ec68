"""A whole round over nbgrader's exchange, with every one of its commands, as without us."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser

from grader.nbgrader.generate.release import searchable
from tests.instructor.someone import Someone
from tests.instructor.terminal import grader, need_sandbox, verdict
from tests.instructor.tiny import (
    HIDDEN,
    LESSON,
    RIGHT_DOUBLE,
    RIGHT_HALF,
    Edit,
    edit,
    make_course,
)

SETTINGS = """
c.Exchange.root = {exchange!r}
c.Bonus.cells = ["half-*"]
"""
LEARNERS = {"ada": [RIGHT_DOUBLE, RIGHT_HALF], "bob": [RIGHT_DOUBLE]}


@dataclass(frozen=True)
class Exchange:
    """An instructor, two learners, and the folder between them."""

    instructor: Someone
    learners: dict[str, Someone]


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    """Generate, release, list, fetch, answer, submit: all that comes before grading."""
    need_sandbox()
    root = tmp_path_factory.mktemp("exchange")
    between = root / "exchange"
    between.mkdir(mode=0o777)
    between.chmod(0o777)
    settings = SETTINGS.format(exchange=str(between))
    course = make_course(root / "course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(settings)
    instructor = Someone(course)
    instructor.nbgrader("db", "assignment", "add", LESSON, "--duedate=2999-01-30 15:00:00 UTC")
    instructor.nbgrader("db", "student", "import", str(_class_list(root)))
    instructor.nbgrader("generate_assignment", LESSON)
    instructor.nbgrader("release_assignment", LESSON)
    learners = {}
    for name, edits in LEARNERS.items():
        folder = root / name
        folder.mkdir()
        (folder / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.course_id = 'optimization'\n"
            f"c.CourseDirectory.student_id = {name!r}\n" + settings
        )
        learners[name] = Someone(folder)
        _take_part(learners[name], edits)
    yield Exchange(instructor, learners)


def _class_list(root: Path) -> Path:
    place = root / "class.csv"
    place.write_text(
        "id,first_name,last_name,email\n"
        'ada,Ada,"Lovelace, Countess",ada@example.org\nbob,Bob,Builder,\n'
    )
    return place


def _take_part(learner: Someone, edits: list[Edit]) -> None:
    """What a learner does: list, fetch, answer, validate and submit."""
    assert f"optimization {LESSON}" in learner.nbgrader("list")
    learner.nbgrader("fetch_assignment", LESSON)
    notebook = learner.folder / LESSON / f"{LESSON}.ipynb"
    assert verdict(learner.nbgrader("validate", str(notebook))) == "failed"  # nothing is written
    edit(notebook, *edits)
    learner.nbgrader("submit", LESSON)
    assert LESSON in learner.nbgrader("list", "--cached")


@pytest.fixture(scope="module")
def graded(exchange: Exchange) -> Exchange:
    """Collect, grade, feed back, release the feedback, and fetch it."""
    instructor = exchange.instructor
    inbound = instructor.nbgrader("list", "--inbound")
    assert all(f"{name} {LESSON}" in inbound for name in exchange.learners)
    instructor.nbgrader("collect", LESSON)
    instructor.nbgrader("autograde", LESSON)
    instructor.nbgrader("generate_feedback", LESSON)
    instructor.nbgrader("release_feedback", LESSON)
    for learner in exchange.learners.values():
        learner.nbgrader("fetch_feedback", LESSON)
    return exchange


def _page(learner: Someone) -> Path:
    """The one feedback page that a learner has fetched."""
    (page,) = (learner.folder / LESSON / "feedback").rglob("*.html")
    return page


def test_each_learner_fetches_the_page_of_their_own(graded: Exchange, browser: Browser) -> None:
    """It shows their marks and no hidden test, in a browser as in the file."""
    scores = {"ada": "7.0", "bob": "4.0"}
    for name, learner in graded.learners.items():
        text = searchable(_page(learner).read_bytes())
        assert [line for line in HIDDEN if line in text] == []
        page = browser.new_page()
        page.goto(_page(learner).as_uri())
        assert f"Score: {scores[name]} / 6.0" in page.inner_text("h4")
        assert ("✗ is written" in page.inner_text("body")) == (name == "bob")
        page.close()


def test_a_second_submission_takes_the_place_of_the_first(graded: Exchange) -> None:
    """``collect --update``, grading, feedback and its release follow without ``--force``."""
    bob, instructor = graded.learners["bob"], graded.instructor
    edit(bob.folder / LESSON / f"{LESSON}.ipynb", RIGHT_HALF)
    bob.nbgrader("submit", LESSON)
    instructor.nbgrader("collect", LESSON, "--update")
    grader(instructor.folder, "run", LESSON)
    instructor.nbgrader("generate_feedback", LESSON)
    instructor.nbgrader("release_feedback", LESSON)
    bob.nbgrader("fetch_feedback", LESSON)
    pages = list((bob.folder / LESSON / "feedback").rglob("*.html"))
    shown = [page.read_text() for page in pages]
    assert sorted("Score: 7.0 / 6.0" in text for text in shown) == [False, True]


def test_full_marks_are_full_in_the_table(graded: Exchange) -> None:
    """The most that is exported has no bonus in it, and names are quoted."""
    instructor = graded.instructor
    instructor.nbgrader("export", "--to=ours.csv", "--student=['ada']")
    with (instructor.folder / "ours.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["score"], row["max_score"]) == ("7.0", "6.0")
    assert row["last_name"] == "Lovelace, Countess"
    stock = "--exporter=nbgrader.plugins.CsvExportPlugin"
    instructor.nbgrader("export", "--to=stock.csv", stock, f"--assignment=['{LESSON}']")
    header = (instructor.folder / "stock.csv").read_text().splitlines()[0]
    assert header == (instructor.folder / "ours.csv").read_text().splitlines()[0]


def test_the_class_by_files_and_the_remaining_commands(graded: Exchange) -> None:
    """zip_collect, generate_solution, update, validate, db, list, generate_config."""
    instructor = graded.instructor
    folder = instructor.folder
    archive = folder / "downloaded" / LESSON / "archive"
    archive.mkdir(parents=True)
    released = folder / "release" / LESSON / f"{LESSON}.ipynb"
    shutil.copy(released, archive / f"cy_2026-01-30T150000_{LESSON}.ipynb")
    instructor.nbgrader("zip_collect", LESSON)
    assert (folder / "submitted" / "cy" / LESSON / "timestamp.txt").exists()
    instructor.nbgrader("autograde", LESSON, "--student=cy")
    instructor.nbgrader("generate_solution", LESSON)
    solution = (folder / "solution" / LESSON / f"{LESSON}.ipynb").read_text()
    assert "doubled_carefully" in solution
    instructor.nbgrader("update", str(released))
    checked = instructor.nbgrader("validate", str(folder / "source" / LESSON / f"{LESSON}.ipynb"))
    assert verdict(checked) == "passed"
    students = instructor.nbgrader("db", "student", "list")
    assert all(name in students for name in ("ada", "bob", "cy"))
    instructor.nbgrader("db", "student", "add", "dora", "--first-name=Dora")
    instructor.nbgrader("db", "student", "remove", "dora")
    instructor.nbgrader("db", "assignment", "list")
    instructor.nbgrader("db", "upgrade")
    assert LESSON in instructor.nbgrader("list", "--inbound")
    instructor.nbgrader("list", "--remove", LESSON)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        assert {student.id for student in gradebook.students} == {"ada", "bob", "cy"}


@pytest.mark.parametrize("flags", [[], ["--autotest"]], ids=["plain", "autotest"])
def test_nbgraders_own_example_course(tmp_path: Path, flags: list[str]) -> None:
    """``nbgrader quickstart`` with `configure(c)` at its end is released, graded and fed back."""
    need_sandbox()
    Someone(tmp_path).nbgrader("quickstart", "example", *flags)
    instructor = Someone(tmp_path / "example")
    with (instructor.folder / "nbgrader_config.py").open("a") as config:
        config.write("\nfrom grader import configure\nconfigure(c)\n")
    instructor.nbgrader("generate_assignment", "ps1")
    released, submitted = (instructor.folder / step for step in ("release", "submitted"))
    shutil.copytree(released / "ps1", submitted / "blank" / "ps1")
    shutil.copytree(instructor.folder / "source" / "ps1", submitted / "right" / "ps1")
    instructor.nbgrader("autograde", "ps1")
    instructor.nbgrader("generate_feedback", "ps1")
    with Gradebook(f"sqlite:///{instructor.folder}/gradebook.db") as gradebook:
        scores = {one.student.id: one.score for one in gradebook.assignment_submissions("ps1")}
        most = sum(
            grade.max_score
            for book in gradebook.find_assignment("ps1").notebooks
            for grade in book.grade_cells
            if grade.cell_type == "code"
        )
    assert scores["blank"] == 0.0
    assert 0 < scores["right"] <= most
