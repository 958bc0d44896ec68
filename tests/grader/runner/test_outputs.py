"""Which kinds of outputs reach a report."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from grader.job import CellResult, NotWellFormed
from grader.limits import Limits
from grader.rpc.crossing import OUTPUT_KINDS
from grader.runner.outputs import Budget, clean_outputs

EVERYTHING = {
    "name": "stdout",
    "text": "a",
    "ename": "E",
    "evalue": "b",
    "traceback": [],
    "data": {"text/plain": "c"},
}
"""What outputs of any kind hold."""


def kinds_of_notebooks() -> set[str]:
    """The kinds that the format of notebooks has, by its own schema."""
    schema = Path(nbformat.__file__).parent / "v4" / "nbformat.v4.schema.json"
    choices = json.loads(schema.read_text())["definitions"]["output"]["oneOf"]
    return {choice["$ref"].rpartition("/")[2] for choice in choices}


def test_outputs_are_of_the_kinds_that_notebooks_have() -> None:
    """nbformat's schema has the same kinds, no more and no fewer."""
    assert kinds_of_notebooks() == OUTPUT_KINDS


@pytest.mark.parametrize("kind", sorted(kinds_of_notebooks()))
def test_an_output_of_each_kind_comes_through(kind: str) -> None:
    """The runner keeps it as what it is, and a report with it can be read."""
    [made] = clean_outputs([{"output_type": kind} | EVERYTHING], Budget(Limits()))
    assert made["output_type"] == kind
    result = CellResult((made,))
    assert CellResult.from_plain(result.as_plain()) == result


@pytest.mark.parametrize("kind", ["update_display_data", "", None], ids=repr)
def test_an_output_of_another_kind_comes_no_further(kind: object) -> None:
    """The runner leaves it out, and a report with one is refused."""
    output = {"output_type": kind} | EVERYTHING
    assert clean_outputs([output], Budget(Limits())) == []
    with pytest.raises(NotWellFormed):
        CellResult.from_plain({"outputs": [output], "seconds": 0.0})
