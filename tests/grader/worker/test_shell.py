"""The learner's shell reads cells as IPython does, in less time."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core import inputtransformer2
from IPython.core.interactiveshell import InteractiveShell

from grader.worker.shell import LearnerShell, Transformer

ROOT = Path(__file__).resolve().parents[3]
TRICKY = [
    "",
    "  \n",
    "x = 1",
    "    x = 1\n    y = 2",
    "%matplotlib inline\nx = 1",
    "x = %who_ls\n",
    "files = !ls\nprint(files)",
    "%%time\nx = 1",
    "print?",
    "?print",
    "!ls\n",
    "%%bash\nls",
    ">>> x = 1\n>>> y = 2\n",
    "In [1]: x = 1\n   ...: y = 2",
    ",f a b",
    ";f a b",
    "/f 1 2",
    "a = 5 \\\n% 3",
    "a = (5\n% 3)",
    "'''\n%time x\n'''",
    "s = '!ls'  # %time?",
    "if True:\n    %time x = 1",
    "def broken(:",
    "x = '\\d'",
    "a != b",
    "\x00",
    "(" * 200 + ")" * 200,
    "é = 1\n",
    "await f()\n%who",
]


def released() -> list[str]:
    """Every code cell of the lessons."""
    files = sorted(ROOT.glob("source/*/*.ipynb"))
    assert files
    books = [nbformat.read(file, nbformat.NO_CONVERT) for file in files]
    return [cell.source for book in books for cell in book.cells if cell.cell_type == "code"]


def transformed(manager: Any, source: str) -> Any:
    try:
        return manager.transform_cell(source)
    except Exception as error:
        return type(error), str(error)


@pytest.mark.parametrize("sources", [TRICKY, released()], ids=["tricky", "lessons"])
def test_magics_are_read_as_ipython_reads_them(sources: list[str]) -> None:
    for source in sources:
        theirs = transformed(inputtransformer2.TransformerManager(), source)
        assert transformed(Transformer(), source) == theirs, source


def test_a_plain_cell_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputtransformer2, "make_tokens_by_line", None)
    assert Transformer().transform_cell("x = 1") == "x = 1\n"
    with pytest.raises(TypeError):
        Transformer().transform_cell("%time x = 1")


def test_a_learners_own_transformer_is_asked() -> None:
    """Also about what is Python already."""

    class Louder(inputtransformer2.TokenTransformBase):
        @classmethod
        def find(cls, tokens_by_line: Any) -> Any:
            quiet = tokens_by_line[0][0].string == "quiet"
            return cls(tokens_by_line[0][0].start) if quiet else None

        def transform(self, lines: list[str]) -> list[str]:
            return ["loud()\n", *lines[1:]]

    ours = Transformer()
    ours.token_transformers.append(Louder)
    assert ours.transform_cell("quiet()") == "loud()\n"


def test_reading_a_cell_warns_of_nothing() -> None:
    """What it would say, running the cell says."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        Transformer().transform_cell("x = '\\d'; 1 is 1")
    assert not said


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "await f()",
        "async with f() as x: pass",
        "[x async for x in f()]",
        "async def f(): await g()",
        "s = 'await'  # async",
        "await = 1",
    ],
)
def test_what_awaits_is_known(source: str) -> None:
    shell, about = LearnerShell(), {"transformed_cell": source}
    assert shell.should_run_async(source, **about) == InteractiveShell.should_run_async(
        shell, source, **about
    )
