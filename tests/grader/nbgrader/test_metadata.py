"""nbgrader's metadata is checked once for notebooks that are alike, and never too seldom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata

from grader.nbgrader.autograde.metadata import CheckMetadataOnce

Change = Callable[[NotebookNode], object]
ABOUT = {"schema_version": 3, "locked": True, "solution": False, "task": False, "points": 1}
WRONG: dict[str, Change] = {
    "a points' text": lambda nb: nb.cells[1].metadata.nbgrader.update(points="1"),
    "no points": lambda nb: nb.cells[1].metadata.nbgrader.pop("points"),
    "an empty id": lambda nb: nb.cells[1].metadata.nbgrader.update(grade_id=""),
    "a doubled id": lambda nb: nb.cells.append(nb.cells[1]),
    "an old version": lambda nb: nb.cells[1].metadata.nbgrader.update(schema_version=1),
    "a text that is a test": lambda nb: nb.cells[1].update(cell_type="markdown"),
}


def notebook(word: str) -> NotebookNode:
    """Two tests, behind which `word` stands."""
    about = [ABOUT | {"grade": True, "grade_id": name} for name in ("a", "b")]
    return new_notebook(cells=[new_code_cell(word, metadata={"nbgrader": one}) for one in about])


@pytest.mark.parametrize("name", WRONG)
def test_it_refuses_what_stock_refuses_however_often(name: str) -> None:
    """Also behind one that is alike but for the fault."""
    ours, wrong = CheckMetadataOnce(), notebook("y = 2")
    ours.preprocess(notebook("x = 1"), {})
    WRONG[name](wrong)
    with pytest.raises(Exception) as stock:
        CheckCellMetadata().preprocess(wrong, {})
    for _ in range(2):
        with pytest.raises(type(stock.value)):
            ours.preprocess(wrong, {})


def test_what_is_alike_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the cells say."""
    looked = []
    monkeypatch.setattr(MetadataValidator, "validate_nb", lambda _, nb: looked.append(nb))
    monkeypatch.setattr(CheckMetadataOnce, "_good", set())
    for word in ("x = 1", "y = 2"):
        nb = notebook(word)
        assert CheckMetadataOnce().preprocess(nb, {}) == (nb, {})
    assert len(looked) == 1
