"""source/ and release/ are what lessons/ gives, and the build explains what it can't build."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from authoring.__main__ import main
from authoring.build import build, draft, rooms
from authoring.errors import LessonError
from authoring.lesson import ROOT, exercises, lesson_file, lesson_names, read_lesson
from authoring.pull import lesson_texts, pull
from authoring.weave import lent as lent_to
from authoring.weave import weave
from course.checking.example import SECONDS
from tests.authoring.alike import difference

HEADER = """# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %%
import numpy as np
from course import check
"""

CELLS = '''
# %% exercise="half" points=2
def half(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION

# %% check="half"
check(half)
'''

EXAM = '''"""Halving numbers."""

from exam import Exam, Mistake


class HalfExam(Exam):
    examples = [EXAMPLES]
    mistakes = [Mistake("third", "Three is not two.", swap=(SWAP))]

    def halves(self, rng):
        "halves any number"
        self.agree(rng.normal())
'''


def write_lesson(
    lessons: Path,
    examples: str = '"half(3.0)"',
    swap: str = '"/ 2", "/ 3"',
    cells: str = CELLS,
) -> Path:
    """Write lesson 98-test with one exercise; return the folder of lessons."""
    exam = EXAM.replace("EXAMPLES", examples).replace("SWAP", swap)
    (lessons / "98-test" / "exams").mkdir(parents=True)
    (lessons / "98-test" / "lesson.py").write_text(HEADER + cells, encoding="utf-8")
    (lessons / "98-test" / "exams" / "half.py").write_text(exam, encoding="utf-8")
    return lessons


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """``built(lesson)`` is a folder with the lesson's source/ and release/, made once."""

    @cache
    def folder(lesson: str) -> Path:
        place = tmp_path_factory.mktemp("built")
        build(lesson, root=place, say=lambda line: None)
        return place

    return folder


def committed_notebook(lesson: str) -> NotebookNode:
    """The notebook that an author edits; a test above shows that the lesson gives it."""
    path = ROOT / rooms(lesson)[0] / lesson / f"{lesson}.ipynb"
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


@pytest.mark.parametrize("lesson", lesson_names())
def test_source_and_release_are_what_the_lesson_gives(
    lesson: str, built: Callable[[str], Path]
) -> None:
    """But for the last digits of numbers, which differ between processors."""
    for room in rooms(lesson):
        made, committed = files(built(lesson) / room / lesson), files(ROOT / room / lesson)
        assert made.keys() == committed.keys()
        changed = [difference(made[name], committed[name], name) for name in made]
        assert not any(changed), f"run `make build`: {room}/{lesson} is not what lessons/ gives"


def test_a_lesson_built_twice_is_the_same_byte_for_byte(
    built: Callable[[str], Path], tmp_path: Path
) -> None:
    first = built("03-chain-rule")
    build("03-chain-rule", root=tmp_path, say=lambda line: None)
    assert files(first) == files(tmp_path)


@pytest.mark.parametrize(
    ("committed", "is_same"),
    [
        ('{"outputs": ["path 1.0000000001, loss 2e-17"]}', True),
        ('{"outputs": ["path 1.001, loss 2e-17"]}', False),
        ('{"outputs": ["way 1.0, loss 0.0"]}', False),
        ('{"outputs": ["path 1.0, loss 0.0", ""]}', False),
        ('{"source": ["path 1.0, loss 0.0"]}', False),
        ('{"outputs": {"source": "lr = 0.001"}}', False),
    ],
)
def test_only_the_last_digits_of_a_number_may_differ(committed: str, is_same: bool) -> None:
    made = b'{"outputs": ["path 1.0, loss 0.0"]}'
    assert (difference(made, committed.encode(), "a.ipynb") == "") == is_same


@pytest.mark.parametrize("room", ["source", "release"])
def test_no_lesson_is_missing_from_source_or_release_and_none_is_left_over(room: str) -> None:
    there = sorted(path.name for path in (ROOT / room).glob("[0-9]*"))
    assert there == [lesson for lesson in lesson_names() if room in rooms(lesson)]


def test_a_lesson_without_exercises_is_released_and_is_no_assignment(tmp_path: Path) -> None:
    lessons, lesson = tmp_path / "lessons", tmp_path / "lessons" / "98-test"
    (lesson / "data").mkdir(parents=True)
    (lesson / "data" / "numbers.csv").write_text("1,2")
    (lesson / "lesson.py").write_text(HEADER + "1 + 1\n", encoding="utf-8")
    build("98-test", root=tmp_path, lessons=lessons, say=lambda line: None)
    assert not (tmp_path / "source").exists()
    made = files(tmp_path / "release")
    assert sorted(made) == ["98-test/98-test.ipynb", "98-test/numbers.csv"]
    (cell,) = nbformat.reads(made["98-test/98-test.ipynb"].decode(), as_version=4).cells
    assert (cell.outputs, cell.execution_count) == ([], None)

    edited = made["98-test/98-test.ipynb"].replace(b"1 + 1", b"2 + 2")
    (tmp_path / "release" / "98-test" / "98-test.ipynb").write_bytes(edited)
    assert pull("98-test", tmp_path / "source", lessons)
    assert "2 + 2" in (lesson / "lesson.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_notebook_that_was_not_edited_gives_back_the_lesson(lesson: str) -> None:
    notebook = committed_notebook(lesson)
    path = lesson_file(lesson)
    written = [path, *sorted(path.parent.glob("exams/*.py"))]
    texts = {file: file.read_text(encoding="utf-8") for file in written}
    assert lesson_texts(lesson, notebook, path) == texts


@pytest.mark.parametrize("lesson", lesson_names())
def test_cell_ids_are_distinct(lesson: str) -> None:
    ids = [cell["id"] for cell in committed_notebook(lesson).cells]
    assert len(set(ids)) == len(ids)


def test_an_edit_in_the_notebook_comes_back_without_what_the_build_added(tmp_path: Path) -> None:
    lessons = write_lesson(tmp_path / "lessons")
    edited, _ = draft("98-test", lessons)
    edited.cells[1].source = edited.cells[1].source.replace("Half of x", "x, halved")
    edited.cells[1].metadata["trusted"] = True
    edited.cells[2].source = edited.cells[2].source.replace("Three is", "Three parts are")
    edited.cells[2].metadata["nbgrader"]["points"] = 2.5
    place = tmp_path / "source" / "98-test"
    place.mkdir(parents=True)
    nbformat.write(edited, place / "98-test.ipynb")

    before = files(lessons / "98-test")
    assert sorted(pull("98-test", tmp_path / "source", lessons)) == [
        lessons / "98-test" / "exams" / "half.py",
        lessons / "98-test" / "lesson.py",
    ]
    lesson = before["lesson.py"].replace(b"Half of x", b"x, halved")
    assert files(lessons / "98-test") == {
        "lesson.py": lesson.replace(b"points=2\n", b"points=2.5\n"),
        "lesson.py.before": before["lesson.py"],
        "exams/half.py": before["exams/half.py"].replace(b"Three is", b"Three parts are"),
        "exams/half.py.before": before["exams/half.py"],
    }
    assert not pull("98-test", tmp_path / "source", lessons)


def test_an_exercise_made_or_deleted_in_the_notebook_comes_back_so(tmp_path: Path) -> None:
    lessons = write_lesson(tmp_path / "lessons")
    edited, _ = draft("98-test", lessons)
    for cell in edited.cells[1:]:
        cell.source = cell.source.replace("half", "third").replace("Half", "Third")
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        cell.metadata["nbgrader"]["grade_id"] = grade_id.replace("half", "third")
    place = tmp_path / "source" / "98-test"
    place.mkdir(parents=True)
    nbformat.write(edited, place / "98-test.ipynb")
    pull("98-test", tmp_path / "source", lessons)
    text = (lessons / "98-test" / "lesson.py").read_text(encoding="utf-8")
    assert 'exercise="third" points=2' in text and "half" not in text
    exams = sorted(path.name for path in (lessons / "98-test" / "exams").iterdir())
    assert exams == ["half.py.before", "third.py"]
    assert "third" in draft("98-test", lessons)[1]


@pytest.mark.parametrize(
    ("examples", "swap", "words"),
    [
        ('"half(0.0)"', '"/ 2", "/ 3"', "'third' looks like 'right'"),
        ('"half(3.0)"', '"/ 4", "/ 3"', "'/ 4' stands 0 times in the solution"),
        ("", '"/ 2", "/ 3"', "`examples` is empty"),
        ('"half(None)"', '"/ 2", "/ 3"', "the reference raises TypeError on half(None)"),
    ],
    ids=["ambiguous", "swap not found", "no example", "failing example"],
)
def test_what_cannot_be_built_is_told_with_its_place(
    examples: str, swap: str, words: str, tmp_path: Path
) -> None:
    lessons = write_lesson(tmp_path / "lessons", examples, swap)
    with pytest.raises(LessonError, match="98-test, half") as problem:
        draft("98-test", lessons)
    assert words in str(problem.value)


SLOW = """
    mistakes = [
        Mistake("slow", "Three is not two.", code="import time\\n"
                "def half(x): time.sleep(DURATION); return x / 3"),
    ]
"""


def slow_lesson(lessons: Path, seconds: float) -> Path:
    """Write a lesson with a mistake that takes its time."""
    write_lesson(lessons)
    exam = lessons / "98-test" / "exams" / "half.py"
    text = exam.read_text(encoding="utf-8") + SLOW.replace("DURATION", str(seconds))
    exam.write_text(text, encoding="utf-8")
    return lessons


def test_a_mistake_that_is_slow_on_a_busy_machine_is_baked_by_its_values(tmp_path: Path) -> None:
    """A time-out in the check data would match nobody's answer."""
    _, data = draft("98-test", slow_lesson(tmp_path / "lessons", SECONDS + 0.2))
    (mistake,) = json.loads(data)["exercises"]["half"]["mistakes"]
    assert [gives["value"] for gives in mistake["gives"]] == [1.0]


def test_a_mistake_that_does_not_come_back_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("authoring.bake.PATIENCE", 0.2)
    with pytest.raises(LessonError, match=r"half, mistake 'slow': it does not come back within 0"):
        draft("98-test", slow_lesson(tmp_path / "lessons", 5.0))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('check="half"', "", 'a cell exercise="half", but none check="half"'),
        ('exercise="half" points=2', "", 'a cell check="half", but none exercise="half"'),
        ("points=2", "", 'exercise="half" says points=None; expected a number'),
        ("points=2", 'points="2"', "says points='2'; expected a number"),
        ("points=2", "points=-1", "says points=-1; expected a number"),
        ('exercise="half" ', "", "expected one of exercise, check, question, answer"),
        ('check="half"', 'check="half" points=2', "the points stand in the header before it"),
        ('check="half"', 'check="half" answer="half"', "got check, answer"),
        ('exercise="half"', 'question="half"', "`question` belongs over a markdown cell"),
        ('check="half"', 'exercise="half"', 'two cells say exercise="half"'),
        ("check(half)", "half(3)", "expected a line check(half)"),
        ("check(half)", "check(half)\n### BEGIN HIDDEN TESTS", "belong into exams/half.py"),
        ('="half"', '="third"', "there is no exams/third.py"),
    ],
)
def test_a_header_that_cannot_be_used_is_told(
    old: str, new: str, words: str, tmp_path: Path
) -> None:
    lessons = write_lesson(tmp_path / "lessons", cells=CELLS.replace(old, new))
    with pytest.raises(LessonError, match="98-test") as problem:
        draft("98-test", lessons)
    assert words in str(problem.value)


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("third", EXAM, "exams/third.py belongs to no exercise"),
        ("half", "class", "exams/half.py, line 1: invalid syntax"),
        ("half", "x = 1", "it defines no subclass of"),
        ("half", "import nowhere\n", "exams/half.py can't be run: ModuleNotFoundError"),
        ("half", EXAM, "exams/half.py can't be run: NameError: name 'EXAMPLES' is not defined"),
    ],
    ids=["left over", "no Python", "no exam", "failing import", "unknown name"],
)
def test_an_exam_that_cannot_be_used_is_told(
    file: str, text: str, words: str, tmp_path: Path
) -> None:
    lessons = write_lesson(tmp_path / "lessons")
    (lessons / "98-test" / "exams" / f"{file}.py").write_text(text, encoding="utf-8")
    with pytest.raises(LessonError) as problem:
        draft("98-test", lessons)
    assert words in str(problem.value)


LENDING = """
# %% exercise="Box" points=1
class Box: pass

# %% check="Box"
check(Box)

# %% exercise="rate" points=1
rate = 0.5

# %% check="rate"
check(rate, "rate")

# %% exercise="quarter" points=1
def quarter(x):
    return x / 4

# %% check="quarter"
check(quarter)
"""


@pytest.mark.parametrize(
    ("own", "lent"),
    [("", ["half"]), ("    lends = []\n", []), ('    lends = ["rate"]\n', ["rate"])],
)
def test_an_exam_lends_all_earlier_functions_unless_it_names_its_own(
    own: str, lent: list[str], tmp_path: Path
) -> None:
    """Neither a class nor a value is lent: they can't be handed to another process."""
    lessons = write_lesson(tmp_path / "lessons", cells=CELLS + LENDING)
    for name, lends in (("Box", ""), ("rate", ""), ("quarter", own)):
        exam = EXAM.replace("(Exam):\n", f"(Exam):\n{lends}")
        (lessons / "98-test" / "exams" / f"{name}.py").write_text(exam, encoding="utf-8")
    notebook = read_lesson("98-test", lessons)
    found = exercises("98-test", notebook)
    assert lent_to(found[-1], found) == lent
    weave("98-test", notebook)
    assert f"HalfExam.lends = {lent!r}\n" in found[-1].check.source


@pytest.mark.parametrize("later", ["half", "quarter"])
def test_only_an_exercise_that_stands_before_can_be_lent(later: str, tmp_path: Path) -> None:
    """An exam that lends its own answer, or one still to come, would answer for the learner."""
    lessons = write_lesson(tmp_path / "lessons", cells=CELLS + LENDING)
    exams = lessons / "98-test" / "exams"
    for name in ("Box", "rate", "quarter"):
        (exams / f"{name}.py").write_text(EXAM, encoding="utf-8")
    lending = EXAM.replace("(Exam):\n", f"(Exam):\n    lends = [{later!r}]\n")
    (exams / "half.py").write_text(lending, encoding="utf-8")
    with pytest.raises(LessonError, match=f"half: `lends` names {later}, but only"):
        draft("98-test", lessons)


def test_a_lesson_that_fails_leaves_the_last_good_build_in_place(tmp_path: Path) -> None:
    lessons = write_lesson(tmp_path / "lessons", examples="")
    good = tmp_path / "source" / "98-test"
    good.mkdir(parents=True)
    (good / "98-test.ipynb").write_text("good")
    with pytest.raises(LessonError):
        build("98-test", root=tmp_path, lessons=lessons, say=lambda line: None)
    assert (good / "98-test.ipynb").read_text() == "good"


def test_an_unknown_lesson_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "99-nothing"]) == 1
    assert f"Lessons: {', '.join(lesson_names())}" in capsys.readouterr().err
