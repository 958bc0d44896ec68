"""What a learner reads of a test that did not hold: words, never a hidden test's data."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Protocol

from grader.limits import Limits
from grader.proxies.learner import LearnerGone
from grader.proxies.proxy import CannotCross
from grader.rpc.crossing import ERROR, Output
from grader.rpc.errors import builtin_base

FILENAME = "<test cell>"
"""The name under which the code of test cells is compiled."""
NOT_HELD = "a hidden test did not hold"
_LONGEST = 1_500


class CellText(Protocol):
    """What the words about a failure need of a test cell.

    Attributes
    ----------
    lines
        Its source.
    hidden
        Line numbers, from 1, that learners never see.
    """

    lines: list[str]
    hidden: frozenset[int]

    def is_hidden(self, node: ast.stmt) -> bool:
        """Whether learners never see a statement, or a part of it."""


@dataclass(frozen=True)
class Failure:
    """The name and words of an error output."""

    name: str
    words: str

    def as_output(self) -> Output:
        """As a notebook's error output."""
        return {
            "output_type": ERROR,
            "ename": self.name,
            "evalue": self.words,
            "traceback": [f"{self.name}: {self.words}"],
        }


def took_too_long(limits: Limits) -> Failure:
    """What is said of a test cell that was stopped by its clock."""
    return Failure("TimeoutError", f"this cell took longer than {limits.told(limits.cell_seconds)}")


def words_for(error: BaseException, cell: CellText, node: ast.stmt | None, shown: bool) -> Failure:
    """What may be said of `error`, raised by statement `node` of `cell`.

    `shown` says that the learner's code has seen no hidden input yet, so that words of its own may
    be among ours.
    """
    name = builtin_base(type(error))  # a class of the learner's may be named after a hidden input
    if isinstance(error, LearnerGone):
        return Failure("NotebookEnded", f"the notebook's process had ended: {error}")
    own_words = getattr(error, "for_learner", None)
    if type(own_words) is str:
        return Failure(name, own_words[:_LONGEST])
    if node is None:
        return Failure(name, "the test cell could not be read")
    if shown:
        return Failure(name, _visible(error, cell, node))
    hidden = cell.is_hidden(node)
    return Failure(*(_hidden(error, name, node) if hidden else _deferred(error, name, cell, node)))


def _deferred(error: BaseException, name: str, cell: CellText, node: ast.stmt) -> tuple[str, str]:
    """Words for a visible statement that ran after hidden ones: its text, and no value."""
    said, words = _hidden(error, name, node)
    lines = "\n".join("    " + line for line in _lines(cell, node))
    return said, f"{'this does not hold' if words == NOT_HELD else words}\n{lines}"


def _visible(error: BaseException, cell: CellText, node: ast.stmt) -> str:
    message = str(error)[:_LONGEST] or "this does not hold"
    return "\n".join([message, *("    " + line for line in _lines(cell, node))])


def _lines(cell: CellText, node: ast.stmt) -> list[str]:
    """The first lines of a statement, without hidden ones."""
    end = min(node.end_lineno or node.lineno, node.lineno + 5)
    numbered = enumerate(cell.lines[node.lineno - 1 : end], node.lineno)
    return [line for number, line in numbered if number not in cell.hidden]


def _hidden(error: BaseException, name: str, node: ast.stmt) -> tuple[str, str]:
    if isinstance(error, CannotCross):
        return "TypeError", "your code gave an object where plain data was expected"
    if getattr(error, "from_other_side", False):
        return name, f"your code raised {name} in a hidden test"
    if isinstance(error, AssertionError):
        return name, _message_of(error, node) or NOT_HELD
    if isinstance(error, NameError):
        return "NameError", "a name that a hidden test needs is not defined"
    return name, NOT_HELD


def _message_of(error: BaseException, node: ast.stmt) -> str:
    """The words the instructor gave the assertion, without the values it fills in."""
    line = _failing_line(error)
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Assert) or inner.msg is None:
            continue
        if inner.lineno <= line <= (inner.end_lineno or inner.lineno):
            return _constant_text(inner.msg)
    return ""


def _failing_line(error: BaseException) -> int:
    line, trace = 0, error.__traceback__
    while trace is not None:
        inside = trace.tb_frame.f_code.co_filename == FILENAME
        line = trace.tb_lineno if inside else 0
        trace = trace.tb_next
    return line


def _constant_text(message: ast.expr) -> str:
    if isinstance(message, ast.Constant):
        return message.value[:_LONGEST] if isinstance(message.value, str) else ""
    if isinstance(message, ast.JoinedStr):
        parts = [str(p.value) if isinstance(p, ast.Constant) else "…" for p in message.values]
        return "".join(parts)[:_LONGEST]
    if isinstance(message, ast.BinOp):
        return _constant_text(message.left)
    if isinstance(message, ast.Call) and isinstance(message.func, ast.Attribute):
        return _constant_text(message.func.value)
    return ""
