"""Cells that were copied, split, moved, deleted, edited or run in another order."""

from __future__ import annotations

from copy import deepcopy

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from tests.attacks.exercises import NAMES, right_answer
from tests.attacks.notebook import answer, cell, code, tests
from tests.untidy.works import work


@work()
def copied_answer(nb: NotebookNode) -> NotebookNode:
    """An answer cell was copied, metadata and all, with an older try in the first copy."""
    old = deepcopy(cell(nb, "rms-answer"))
    old.source = "def rms(x):\n    return 0.0"
    nb.cells.insert(nb.cells.index(cell(nb, "rms-answer")), old)
    return nb


@work()
def copied_test(nb: NotebookNode) -> NotebookNode:
    """A test cell was copied, metadata and all."""
    nb.cells.insert(nb.cells.index(cell(nb, "center-test")), deepcopy(cell(nb, "center-test")))
    return nb


@work()
def split_answer(nb: NotebookNode) -> NotebookNode:
    """An answer cell was split: the function stands in a new cell, the old one is empty."""
    nb.cells.insert(nb.cells.index(cell(nb, "rms-answer")), code(right_answer("rms")))
    return answer(nb, rms="# see above")


@work()
def deleted_answer(nb: NotebookNode) -> NotebookNode:
    """An answer cell was deleted and the answer written into a cell of one's own."""
    at = nb.cells.index(cell(nb, "rms-answer"))
    nb.cells[at] = code(right_answer("rms"))
    return nb


@work()
def deleted_tests(nb: NotebookNode) -> NotebookNode:
    """The test cells were deleted."""
    nb.cells = [c for c in nb.cells if c not in tests(nb)]
    return nb


@work()
def deleted_helpers(nb: NotebookNode) -> NotebookNode:
    """The locked cell with the tests' helpers was deleted."""
    nb.cells.remove(cell(nb, "helpers"))
    return nb


@work()
def moved_answers(nb: NotebookNode) -> NotebookNode:
    """All answers were moved to the top."""
    answers = [cell(nb, f"{name}-answer") for name in NAMES]
    others = [c for c in nb.cells if c not in answers]
    nb.cells = [others[0], *answers, *others[1:]]
    return nb


@work()
def extra_cells(nb: NotebookNode) -> NotebookNode:
    """Notes, trials and empty cells stand between all others."""
    for at in range(len(nb.cells), 0, -1):
        nb.cells[at:at] = [code("1 + 1"), new_markdown_cell("# a *note*"), code("")]
    return nb


@work()
def edited_tests(nb: NotebookNode) -> NotebookNode:
    """The visible tests were edited to print what they compare."""
    for test in tests(nb):
        test.source = f"print('testing')\n{test.source}\nprint('done')"
    return nb


@work()
def has_outputs_and_counts(nb: NotebookNode) -> NotebookNode:
    """Saved with outputs of another day and execution counts out of order."""
    for number, each in enumerate(nb.cells):
        each.execution_count = 97 - 7 * number
        each.outputs = [
            new_output("stream", text="old"),
            new_output("error", ename="OldError", evalue="old", traceback=["old"]),
        ]
    return nb


@work()
def tests_at_the_top(nb: NotebookNode) -> NotebookNode:
    """The test cells were moved in front of everything."""
    moved = tests(nb)
    nb.cells = moved + [c for c in nb.cells if c not in moved]
    return nb


@work()
def tests_at_the_end_in_another_order(nb: NotebookNode) -> NotebookNode:
    """The test cells were collected at the end, the last exercise's first."""
    moved = tests(nb)
    nb.cells = [c for c in nb.cells if c not in moved] + moved[::-1]
    return nb


@work()
def deleted_tests_and_split_answers(nb: NotebookNode) -> NotebookNode:
    """Every test was deleted, and every function stands in a cell behind its answer cell."""
    nb = deleted_tests(nb)
    for name in NAMES:
        at = nb.cells.index(cell(nb, f"{name}-answer")) + 1
        nb.cells.insert(at, code(right_answer(name)))
        answer(nb, **{name: "# in the next cell"})
    return nb


@work()
def an_answer_below_its_test(nb: NotebookNode) -> NotebookNode:
    """An answer cell was moved below its test, in front of the next exercise."""
    moved = cell(nb, "rms-answer")
    nb.cells.remove(moved)
    nb.cells.insert(nb.cells.index(cell(nb, "rms-test")) + 1, moved)
    return nb
