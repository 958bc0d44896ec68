"""A course with markers, stubs, autotests and names of its own, beside stock nbgrader."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import nbgrader as package
import pytest

from grader.nbgrader.generate.release import searchable
from tests.instructor.plain import Plain, cell, in_stock, make, prose
from tests.instructor.terminal import grader, nbgrader, need_sandbox

ASSIGNMENT = "Übung 1 (final) & more, 50 %"
FIRST, SECOND = "Ableitung é [v2]", "part #2 - it's {done}"
SETTINGS = """
c.ClearSolutions.begin_solution_delimeter = "ANSWER STARTS"
c.ClearSolutions.end_solution_delimeter = "ANSWER STOPS"
c.ClearSolutions.code_stub = {"python": "pass  # replace this line by your own"}
c.ClearSolutions.text_stub = "In your own words, please."
c.ClearHiddenTests.begin_test_delimeter = "BEGIN SECRET CHECK"
c.ClearHiddenTests.end_test_delimeter = "END SECRET CHECK"
c.ClearHiddenTests.enforce_metadata = False
c.ClearMarkScheme.begin_mark_scheme_delimeter = "MARKING FROM HERE"
c.ClearMarkScheme.end_mark_scheme_delimeter = "MARKING TO HERE"
"""
SECRETS = [
    "return number * 2 + 0",
    "assert twice(40961) == 81922",
    "rumpelstilzchen = [41.5, -7.25]",
    "It is because of the heptadecagon.",
    "One point for naming the heptadecagon.",
    "81922",
    "41.5",
]

TWICE = """def twice(number):
    # ANSWER STARTS
    return number * 2 + 0
    # ANSWER STOPS"""
TWICE_TEST = """assert twice(1) == 2
# BEGIN SECRET CHECK
assert twice(40961) == 81922
# END SECRET CHECK"""
HELPERS = """limit = 3
# BEGIN SECRET CHECK
rumpelstilzchen = [41.5, -7.25]
# END SECRET CHECK"""
SUM_TEST = """# BEGIN SECRET CHECK
assert total(rumpelstilzchen) == 34.25
# END SECRET CHECK"""
AUTO = "### AUTOTEST twice(3)\n### HASHED AUTOTEST total([1.0, 2.5])"
AUTO_HIDDEN = "# BEGIN SECRET CHECK\n### AUTOTEST twice(5)\n# END SECRET CHECK"
TASK = "Say why.\n\nMARKING FROM HERE\nOne point for naming the heptadecagon.\nMARKING TO HERE"

RIGHT = {
    "twice": "def twice(number):\n    return number + number",
    "again": "def twice(number):\n    return number + number",
    "total": "def total(numbers):\n    return sum(numbers)",
}
LEARNERS = {
    "right": RIGHT,
    "blank": {},
    "half": RIGHT | {"total": "def total(numbers):\n    print(numbers)\n    return 0"},
    "curious": RIGHT | {"twice": "def twice(number):\n    print('got', number)\n    return number"},
    "crash": {"twice": "def twice(number):\n    raise ValueError(number)"},
}


def fill(course: Plain) -> None:
    """Write two notebooks with every role that nbgrader knows, and the autotests' templates."""
    course.write(
        FIRST,
        cell(TWICE, "twice", solution=True),
        cell(TWICE_TEST, "twice-test", 2),
        cell(HELPERS, "helpers", locked=True),
        cell("def total(numbers):\n    return sum(numbers)", "total", solution=True),
        cell(SUM_TEST, "total-test", 3),
        cell(AUTO, "auto-test", 2),
        cell(AUTO_HIDDEN, "auto-hidden", 1),
        prose("It is because of the heptadecagon.", "why", points=2, solution=True, locked=False),
        prose(TASK, "task", points=1, grade=False, task=True),
        cell("print(limit)"),
    )
    course.write(SECOND, cell(TWICE, "again", solution=True), cell(TWICE_TEST, "again-test", 4))
    templates = Path(package.__file__).parent / "docs" / "source" / "user_guide" / "autotests.yml"
    shutil.copy(templates, course.root)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    """The course, released, handed in, graded by ``grader run``, with feedback."""
    need_sandbox()
    course = make(tmp_path_factory.mktemp("own") / "course", ASSIGNMENT, SETTINGS, fill)
    nbgrader(course.root, "generate_assignment", ASSIGNMENT)
    for learner, answers in LEARNERS.items():
        course.hand_in(learner, answers)
    grader(course.root, "run", ASSIGNMENT)
    nbgrader(course.root, "generate_feedback", ASSIGNMENT)
    return course


def test_the_release_has_the_courses_own_stubs_and_no_secret(ours: Plain) -> None:
    """The guard on release knows the markers and the stubs of the course."""
    text = "".join(searchable(path.read_bytes()) for path in ours.release.rglob("*.ipynb"))
    assert [secret for secret in SECRETS if secret in text] == []
    assert "pass # replace this line by your own" in text
    assert "In your own words, please." in text
    assert "sha1(str(total([1.0, 2.5]))" in text.replace("round(", "").replace(", 2))", "))")


@pytest.mark.parametrize("learner", LEARNERS)
def test_feedback_shows_no_line_or_input_of_a_hidden_test(ours: Plain, learner: str) -> None:
    """Neither the page nor what the learner's own functions printed tells one."""
    for notebook in (FIRST, SECOND):
        text = searchable(ours.page(learner, notebook).encode())
        assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("learner", LEARNERS)
def test_no_hidden_input_is_in_a_learners_cell(ours: Plain, learner: str) -> None:
    """A locked cell's hidden lines stay on the trusted side, as those of a test do."""
    folder = ours.root / "autograded" / learner / ASSIGNMENT
    for path in folder.glob("*.ipynb"):
        outputs = [
            output
            for one in nbformat.read(path, as_version=4).cells
            for output in one.get("outputs", [])
        ]
        assert "41.5" not in str(outputs) and "40961" not in str(outputs)


def test_marks_are_those_of_stock_nbgrader(ours: Plain, tmp_path: Path) -> None:
    """Each cell of each learner, through both ways of grading."""
    stock = in_stock(ours, tmp_path / "stock", SETTINGS)
    nbgrader(stock.root, "autograde", ASSIGNMENT, "--force")
    batch = ours.scores()
    nbgrader(ours.root, "autograde", ASSIGNMENT, "--force")
    assert ours.scores() == batch == stock.scores()
    assert batch["right", FIRST, "auto-test"] == 2 and batch["right", SECOND, "again-test"] == 4
    assert batch["half", FIRST, "total-test"] == 0 and batch["blank", FIRST, "auto-hidden"] == 0


@pytest.mark.parametrize("name", ["ps[1]", "ps 1 (é)?"])
def test_an_assignment_of_any_name_is_released(tmp_path: Path, name: str) -> None:
    """Brackets, blanks, signs and umlauts."""
    course = make(tmp_path, name, "", lambda one: one.write("p", cell("1")))
    nbgrader(course.root, "generate_assignment", name)
    assert course.release.exists()


def test_a_learner_of_any_name_is_graded(ours: Plain, tmp_path: Path) -> None:
    """Brackets in it are no pattern."""
    course = Plain(Path(shutil.copytree(ours.root, tmp_path / "course")), ASSIGNMENT)
    course.hand_in("a[1]", RIGHT)
    grader(course.root, "run", ASSIGNMENT)
    assert course.scores()["a[1]", SECOND, "again-test"] == 4
