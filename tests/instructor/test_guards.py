"""The guards refuse by name what would leak, and clean what a browser would run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from nbformat import write
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from grader.intake.harmless import clean
from grader.markers import STOCK, Markers, Region, split
from grader.nbgrader.feedback.exporter import HideTests
from grader.nbgrader.feedback.sanitise import safe_output
from grader.nbgrader.generate.release import siblings, unexpected
from grader.nbgrader.regions import secret_lines
from tests.instructor.terminal import nbgrader, verdict
from tests.instructor.tiny import HIDDEN, LESSON, make_course

ALLOWED = ["01-tiny.ipynb", "checks.json", "data/*"]


@pytest.mark.parametrize(
    "name",
    ["solution.py", "01-tiny-Copy1.ipynb", "notes/answers.md", "01-tiny.executed.ipynb"],
)
def test_a_stranger_in_source_is_named(tmp_path: Path, name: str) -> None:
    """Only the notebook, its check data and its data files may go out."""
    for path in ("01-tiny.ipynb", "checks.json", "data/digits.csv", name):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "01-tiny-checkpoint.ipynb").touch()
    assert unexpected(tmp_path, ALLOWED) == [name]


def test_what_nbgrader_ignores_is_named_within_the_folder(tmp_path: Path) -> None:
    """A course below a folder called feedback is looked at; the course's own list counts."""
    folder = tmp_path / "feedback" / LESSON
    folder.mkdir(parents=True)
    for name in ("solution.py", "draft.tmp"):
        (folder / name).touch()
    assert unexpected(folder, ALLOWED) == ["draft.tmp", "solution.py"]
    assert unexpected(folder, ALLOWED, ["*.tmp"]) == ["solution.py"]


def test_an_assignment_may_have_several_notebooks(tmp_path: Path) -> None:
    """A notebook with exercises of its own belongs to it; a forgotten copy does not."""
    for name, exercise in {"one": "a", "two": "b", "one-Copy1": "a", "notes": ""}.items():
        about = {"nbgrader": {"grade_id": exercise, "solution": True}} if exercise else {}
        write(new_notebook(cells=[new_code_cell(metadata=about)]), tmp_path / f"{name}.ipynb")
    assert sorted(siblings(tmp_path, "one.ipynb")) == ["one.ipynb", "two.ipynb"]


def test_a_link_in_source_is_never_handed_out(tmp_path: Path) -> None:
    """A link with an allowed name would hand out what it points to."""
    (tmp_path / "checks.json").symlink_to("/etc/hostname")
    assert unexpected(tmp_path, ALLOWED) == ["checks.json"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("solution.py", "", "would hand out solution.py"),
        (
            "checks.json",
            '{"note": "reference_double = [2 * item for item in rumpelstilzchen]"}',
            "shows a secret line: reference_double = [2 * item for item in rumpelstilzchen]",
        ),
    ],
)
def test_generate_assignment_refuses_and_releases_nothing(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    """The command fails, says which file or line, and leaves no folder in `release/`."""
    course = make_course(tmp_path)
    (course / "source" / LESSON / name).write_text(content)
    printed = nbgrader(course, "generate_assignment", LESSON, fails=True)
    assert said in " ".join(printed.split())
    assert not (course / "release" / LESSON).exists()


def test_a_line_that_the_lesson_shows_is_no_secret() -> None:
    """A formula in the prose may stand in the solution as well; so may an example of `check`."""
    exam = (
        "### BEGIN HIDDEN TESTS\n"
        "class StepExam(Exam):\n"
        "    examples = [\n"
        '        "step(theta=np.array([1.0, -2.0]), lr=0.1)",\n'
        "    ]\n"
        '    mistakes = [Mistake("uphill", hint="The sign?", swap=("theta -", "theta +"))]\n'
        "    assert surprising_inputs(7) == 12\n"
        "### END HIDDEN TESTS"
    )
    prose = "In code: velocity = gamma * velocity + lr * grad."
    answer = "### BEGIN SOLUTION\nvelocity = gamma * velocity + lr * grad\n### END SOLUTION"
    secrets = secret_lines(
        [new_code_cell(exam), new_code_cell(prose), new_code_cell(answer)], STOCK
    )
    assert secrets == {
        "class StepExam(Exam):",
        'mistakes = [Mistake("uphill", hint="The sign?", swap=("theta -", "theta +"))]',
        "assert surprising_inputs(7) == 12",
    }


def answer_cell(source: str, kind: str = "code") -> Any:
    """An answer cell of a source notebook."""
    about = {"nbgrader": {"grade_id": "a", "solution": True}}
    return (new_code_cell if kind == "code" else new_markdown_cell)(source, metadata=about)


STUBS = Markers.of(ClearSolutions())
HALF = "def half(number):\n    return number / 2 + 0"
EMPTY = "    ### BEGIN SOLUTION\n    ### END SOLUTION"


@pytest.mark.parametrize(
    ("cells", "secrets"),
    [
        ([answer_cell("YOUR ANSWER HERE", "markdown")], set()),
        ([answer_cell("# YOUR CODE HERE\nraise NotImplementedError()")], set()),
        ([answer_cell(HALF.replace("\n", f"\n{EMPTY}\n", 1))], set()),
        ([answer_cell(HALF)], {"def half(number):", "return number / 2 + 0"}),
        ([answer_cell(f"# YOUR CODE HERE\n{HALF}")],
         {"def half(number):", "return number / 2 + 0"}),
        ([answer_cell(HALF.replace("    return", "    ### BEGIN SOLUTION\n    return"))],
         {"return number / 2 + 0"}),
    ],
    ids=["text stub", "code stub", "empty region", "no region", "stub and code", "open region"],
)  # fmt: skip
def test_what_nbgrader_itself_hands_out_is_no_secret(cells: list[Any], secrets: set[str]) -> None:
    """Its stubs, and the code beside an empty region; all else of an answer stays one."""
    assert secret_lines(cells, STUBS) == secrets


def test_each_kind_of_region_ends_at_its_own_marker() -> None:
    """As nbgrader reads them: the end of a solution does not end the hidden tests around it."""
    source = (
        "### BEGIN HIDDEN TESTS\n### BEGIN SOLUTION\nfirst_secret = 41.5\n### END SOLUTION\n"
        "second_secret = 7.25\n### END HIDDEN TESTS\nfor_everybody = 1.0"
    )
    assert secret_lines([new_code_cell(source)], STOCK) == {
        "first_secret = 41.5",
        "second_secret = 7.25",
    }
    assert STOCK.hidden_lines(source) == [1, 2, 3, 4, 5, 6]


def test_markers_are_those_of_the_configuration() -> None:
    """Every marker and stub that nbgrader lets a course set, wherever it may be set."""
    config = Config()
    config.ClearSolutions.begin_solution_delimeter = "MINE"
    config.ClearSolutions.code_stub = {"python": "pass", "R": "stop()"}
    config.ClearHiddenTests.end_test_delimeter = "OVER"
    config.ClearMarkScheme.begin_mark_scheme_delimeter = "POINTS"
    found = Markers.of(HideTests(config=config))
    assert found.solution == Region("MINE", "END SOLUTION")
    assert found.hidden_tests == Region("BEGIN HIDDEN TESTS", "OVER")
    assert found.mark_scheme == Region("POINTS", "END MARK SCHEME")
    assert found.stubs == ("pass", "stop()", "YOUR ANSWER HERE")


def test_a_refusal_names_the_way_out_and_it_works(tmp_path: Path) -> None:
    """A line that is given on purpose is named in the config; others stay secret."""
    course = make_course(tmp_path)
    place = course / "source" / LESSON / "checks.json"
    place.write_text(json.dumps([HIDDEN[0], HIDDEN[1]]))
    printed = nbgrader(course, "generate_assignment", LESSON, fails=True)
    assert "add the line to c.NoLeaks.given" in printed
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"c.NoLeaks.given = [{HIDDEN[0]!r}]\n")
    printed = nbgrader(course, "generate_assignment", LESSON, fails=True)
    assert f"secret line: {HIDDEN[1]}" in printed and f"secret line: {HIDDEN[0]}" not in printed
    place.write_text(json.dumps([HIDDEN[0]]))
    nbgrader(course, "generate_assignment", LESSON)


def test_a_region_without_an_end_hides_all_that_follows() -> None:
    """A slip in a marker hides too much and never too little."""
    assert split("a\n### BEGIN HIDDEN TESTS\nb\nc", [STOCK.hidden_tests]) == ("a", "b\nc")


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<scr<script>ipt>x()</script>",
        '<img src="https://example.org/spy.png">',
        '<img src=x onerror="x()">',
        "<svg><script>x()</script></svg>",
        '<math><a xlink:href="javascript:x()">a</a></math>',
        '<a href="java&#115;cript:x()">a</a>',
        '<a href="\tjavascript:x()">a</a>',
        '<a href="data:text/html,<script>x()</script>">a</a>',
        '<a href="evil.html">a</a>',
        '<iframe src="evil.html"></iframe>',
        '<form action="https://example.org"><button>b</button></form>',
        '<p style="position: fixed; top: 0">over everything</p>',
        '<p style="background: url(https://example.org/spy.png)">p</p>',
        '<span class="btn full-credit" id="why">Full credit</span>',
        '<base href="https://example.org"><meta http-equiv="refresh" content="0">',
    ],
)
def test_html_that_acts_loads_or_imitates_is_taken_out(html: str) -> None:
    """Nothing is left but plain tags, ordinary links, inline pictures and quiet styles."""
    for tag in BeautifulSoup(clean(html), "html.parser").find_all():
        assert tag.name not in {"script", "svg", "math", "iframe", "form", "button", "base", "meta"}
        assert set(tag.attrs) <= {"style", "alt"}, tag
        assert tag.get("style", "") == ""


def test_tables_and_figures_survive_the_cleaning() -> None:
    """What honest work shows stays: tables, code colours, links to the web, PNG figures."""
    table = '<table class="dataframe"><tr><td style="color: red;">1</td></tr></table>'
    assert clean(table).replace("<tbody>", "").replace("</tbody>", "") == table
    link = '<a href="https://numpy.org">numpy</a>'
    assert clean(link) == link
    figure = new_output("display_data", data={"image/png": "iVBORw0KGgo=", "text/plain": "F"})
    assert safe_output(figure).data == figure.data


def test_a_hidden_test_says_words_and_nothing_else() -> None:
    """Inputs that an answer prints while it is tested do not reach its author."""
    printed = "peek [41.5]\nf: 1 of 2 properties hold\n  ✓ is right\n  ✗ is quick\nassert f(3)\n"
    outputs = [
        new_output("stream", name="stdout", text=printed),
        new_output("display_data", data={"text/html": "41.5"}),
        new_output("error", ename="Leak41", evalue="41.5", traceback=["assert f(41.5)"]),
        new_output("execute_result", data={"text/plain": "array([41.5])"}),
        new_output("execute_result", data={"text/plain": "1.5"}),
    ]
    kept = list(HideTests()._in_words(outputs))
    assert [output.get("text") or output.data["text/plain"] for output in kept] == [
        "f: 1 of 2 properties hold\n  ✓ is right\n  ✗ is quick\n",
        "✗ passes the hidden tests\n",
        "1.5",
    ]


def test_validate_is_judged_by_what_it_prints() -> None:
    """The command ends with 0 even when validation fails, so its words are what counts."""
    assert verdict("Success! Your notebook\n passes all the tests.") == "passed"
    assert verdict("VALIDATION FAILED ON 6 CELL(S)! If you submit") == "failed"
    assert verdict("THE CONTENTS OF 1 TEST CELL(S) HAVE CHANGED!") == "changed"
    assert verdict("a traceback, or nothing") == "unclear"
