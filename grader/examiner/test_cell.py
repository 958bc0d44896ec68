"""Runs one test cell on the trusted side, statement by statement."""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import numbers
import time
import types
from typing import Any

import numpy as np

from .cell_source import as_python, bound_names, code_of, visible_definitions
from .clock import CellTimeout, clock, stop_clock
from .learner import Learner
from .names import TestNames
from .outputs import is_kind
from .wire import WireError, encode
from .words import Failure, words_for
from .worker_outputs import Record

FILENAME = "<test cell>"


class TestCell:
    """One test cell.

    Parameters
    ----------
    source
        Its source, the instructor's own.
    hidden
        Line numbers, from 1, that learners never see.
    points
        The most it can earn.
    """

    def __init__(self, source: str, hidden: frozenset[int], points: float) -> None:
        self.source = source
        self.points = points
        self.quiet = self.shared = False
        self.kept = 0
        self.error: BaseException | None = None
        self.hidden = hidden
        self.lines = as_python(source).splitlines()

    def is_hidden(self, node: ast.stmt) -> bool:
        """Whether learners never see this statement."""
        return node.lineno in self.hidden

    def run(self, names: TestNames, record: Record, quiet: bool = False) -> list[dict[str, Any]]:
        """The cell's outputs: an error if a test did not hold, a partial score if it gives one.

        If `quiet`, nothing that visible statements show is among them.
        """
        outputs, verdict = self._part(slice(None), names, record, quiet)
        self._share(names)
        names.give_back()
        return outputs + verdict

    def begin(self, names: TestNames, record: Record) -> tuple[list[dict[str, Any]], list[Any]]:
        """What the part before the first hidden statement shows, and the error that ended it."""
        outputs, verdict = self._part(slice(self.first_hidden), names, record, quiet=False)
        self._share(names)
        return outputs, verdict

    def finish(self, names: TestNames, record: Record) -> list[dict[str, Any]]:
        """The outputs of the part from the first hidden statement on, and the verdict."""
        outputs, verdict = self._part(slice(self.first_hidden, None), names, record, quiet=True)
        return outputs + verdict

    @functools.cached_property
    def first_hidden(self) -> int:
        """How many statements stand before the first hidden one."""
        places = (number for number, node in enumerate(self.body) if self.is_hidden(node))
        return next(places, len(self.body))

    @functools.cached_property
    def body(self) -> list[ast.stmt]:
        """The cell's statements."""
        return statements(self.source)

    def _part(
        self, part: slice, names: TestNames, record: Record, quiet: bool
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Run some of the statements: what they show, and an error or a score."""
        learner = names.learner
        self.quiet, self.kept = quiet, 0
        record.begin(learner.limits.output_bytes)
        try:
            with clock(learner.limits.cell_seconds), contextlib.redirect_stderr(io.StringIO()):
                learner.deadline = time.monotonic() + learner.limits.cell_seconds
                failure, score = self._statements(part, names, record)
        except CellTimeout as error:
            failure, score = words_for(error, self, None), None
        finally:
            learner.deadline = float("inf")
        outputs = record.take()
        if failure is not None:
            return outputs, [failure.as_output()]
        return outputs, [] if score is None else [_result(score)]

    def _statements(
        self, part: slice, names: TestNames, record: Record
    ) -> tuple[Failure | None, float | int | None]:
        value: Any = None
        node: ast.stmt | None = None
        try:
            body = self.body
            for node in body[part]:
                if self.is_hidden(node):
                    self._share(names)
                value = eval(code_of(node, FILENAME, node is body[-1]), names)
                self._collect(node, names.learner, record)
        except (Exception, CellTimeout, SystemExit, KeyboardInterrupt) as error:
            stop_clock()
            with contextlib.suppress(Exception):
                self._collect(node, names.learner, record)
            self.error = error
            return words_for(error, self, node), None
        return None, partial_score(value, self.points)

    def _collect(self, node: ast.stmt | None, learner: Learner, record: Record) -> None:
        """Show what the learner's code showed, unless a hidden test called it."""
        visible = node is not None and not self.is_hidden(node)
        if self.quiet and visible:
            record.outputs = record.outputs[: self.kept]
        self.kept = len(record.outputs)
        if learner.gone or not learner.may_have_shown:
            return
        outputs = learner.ask("outputs")
        learner.may_have_shown = False
        if self.quiet or not visible or type(outputs) is not list:
            return
        for output in outputs:
            if type(output) is not dict:
                continue
            text, data = output.get("text"), output.get("data")
            if is_kind(output, "stream") and type(text) is str:
                record.stream("stdout", text)
            elif is_kind(output, "display_data", "execute_result"):  # a result would be a score
                record.add({"output_type": "display_data", "data": data, "metadata": {}})

    def _share(self, names: TestNames) -> None:
        """What the visible part defined is there for the learner's later cells, as in stock.

        Done before the first hidden statement, which may give the same names secret values.
        """
        if self.shared:
            return
        self.shared = True
        learner = names.learner
        try:
            visible = self.body[: self.first_hidden]
            for node in visible_definitions(visible):
                learner.ask("run_plain", ast.unparse(node))
            for name in bound_names(ast.Module(visible, [])):
                value = names.get(name)
                if name in names and not isinstance(value, types.FunctionType | type):
                    with contextlib.suppress(WireError):
                        encode(value, learner.limits)
                        learner.ask("bind", name, value)
        except Exception:  # the learner's side may refuse: nothing of ours depends on it
            return


@functools.cache
def statements(source: str) -> list[ast.stmt]:
    """The statements of a test cell, each line at its own number."""
    return ast.parse("\n".join(as_python(source).splitlines())).body


def partial_score(value: Any, points: float) -> float | int | None:
    """`value` if nbgrader would take it for a partial score, else None: full marks.

    A score that is no number or below zero, which nbgrader takes for full marks, is zero; so is
    one above the cell's points, at which nbgrader fails, unless it is so by rounding only.
    """
    if isinstance(value, bool | np.bool_ | str) or not isinstance(value, numbers.Number):
        return None
    try:
        score = value if isinstance(value, int) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0.0
    if not 0 <= score <= points + 1e-9:
        return 0.0
    return score if score < points else points


def _result(score: float | int) -> dict[str, Any]:
    data = {"text/plain": repr(score)}
    return {"output_type": "execute_result", "data": data, "metadata": {}}
