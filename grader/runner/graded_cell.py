"""Runs one test cell on the trusted side, statement by statement."""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import numbers
import time
import types

import numpy as np

from grader.cells.source import (
    as_python,
    bound_names,
    code_of,
    lines_of,
    secret_names,
    sets_up_notebook,
    used_names,
    visible_definitions,
)
from grader.proxies.learner import Learner
from grader.rpc.clock import CellTimeout, clock, stop_clock
from grader.rpc.codec import WireError, encode
from grader.rpc.crossing import DISPLAY, RESULT, SHOWN, STREAM, Output
from grader.runner.checks import Checks, noted_by, noting
from grader.runner.messages import FILENAME, Failure, took_too_long, words_for
from grader.runner.namespace import TestNamespace
from grader.runner.outputs import is_kind
from grader.worker.outputs import Record

_ABSENT = object()
Outputs = list[Output]


class GradedCell:
    """One test cell: a part that is shown, then a deferred part.

    The deferred part runs when the notebook has come to its end, in a copy of the learner's process
    that was made here, and nothing that the learner's code shows in it is collected.

    Parameters
    ----------
    source
        Its source, the instructor's own.
    hidden
        Line numbers, from 1, that learners never see.
    points
        The most it can earn.
    secret
        Names that deferred parts of earlier cells bind: a statement that uses one is deferred.
    checks
        How many of its checks the instructor's own answer reaches; 0 if that is not known.
    """

    def __init__(
        self,
        source: str,
        hidden: frozenset[int],
        points: float,
        secret: frozenset[str] = frozenset(),
        checks: int = 0,
    ) -> None:
        self.source = source
        self.points = points
        self.hidden = hidden
        self.secret = secret
        self.checks = Checks(checks)
        self.lines = as_python(source).splitlines()

    @functools.cached_property
    def body(self) -> list[ast.stmt]:
        """The cell's statements."""
        return statements(self.source)

    @functools.cached_property
    def first_deferred(self) -> int:
        """How many statements stand before the deferred part."""
        secret = set(self.secret)
        for number, node in enumerate(self.body):
            if self.is_hidden(node) or used_names(node) & secret:
                return number
            secret -= bound_names(ast.Module([node], []))
        return len(self.body)

    @property
    def is_deferred(self) -> bool:
        """Whether there is a deferred part."""
        return self.first_deferred < len(self.body)

    def is_hidden(self, node: ast.stmt) -> bool:
        """Whether learners never see this statement, or a part of it."""
        return not self.hidden.isdisjoint(lines_of(node))

    def still_secret(self) -> frozenset[str]:
        """Names that are secret after this cell: bound by deferred parts and not openly since."""
        shown, deferred = self.body[: self.first_deferred], self.body[self.first_deferred :]
        return (self.secret - bound_names(ast.Module(shown, []))) | secret_names(deferred)

    def begin(self, names: TestNamespace, record: Record) -> tuple[Outputs, Outputs]:
        """What the shown part shows, and its verdict: an error, or a score if it is the whole."""
        found = self._run(slice(self.first_deferred), names, record, shown=True)
        self.share(names)
        return found

    def finish(self, names: TestNamespace, record: Record) -> Outputs:
        """The instructor's own outputs in the deferred part, and the verdict."""
        outputs, verdict = self._run(slice(self.first_deferred, None), names, record, shown=False)
        return outputs + verdict

    def _run(
        self, part: slice, names: TestNamespace, record: Record, shown: bool
    ) -> tuple[Outputs, Outputs]:
        """Run some of the statements: what they show, and an error or a score."""
        learner = names.learner
        record.begin(learner.limits.output_bytes)
        try:
            mirrored = learner.mirror.watching() if learner.mirror else contextlib.nullcontext()
            unseen = contextlib.redirect_stderr(io.StringIO())
            with clock(learner.limits.cell_seconds), unseen, mirrored:
                learner.deadline = time.monotonic() + learner.limits.cell_seconds
                failure, score = self._statements(part, names, record, shown)
        except CellTimeout:
            failure, score = took_too_long(learner.limits), None
        finally:
            learner.deadline = float("inf")
        outputs = record.take()
        if failure is not None:
            return outputs, [failure.as_output()]
        return outputs, [] if score is None else [_result(score)]

    def _statements(
        self, part: slice, names: TestNamespace, record: Record, shown: bool
    ) -> tuple[Failure | None, float | int | None]:
        value: object = None
        node: ast.stmt | None = None
        try:
            body, noting = self.body, noting_statements(self.source)
            noted_by(self.checks.note, names)
            for node, noted in zip(body[part], noting[part], strict=True):
                value = eval(code_of(noted, FILENAME, node is body[-1]), names)
                if shown:
                    _collect(names.learner, record)
        except BaseException as error:  # whatever a test ends on is its result
            stop_clock()
            if shown:
                with contextlib.suppress(Exception):
                    _collect(names.learner, record)
            if isinstance(error, CellTimeout):
                return took_too_long(names.learner.limits), None
            return words_for(error, self, node, shown), None
        score = partial_score(value, self.points)
        ended = score is None and part.stop in (None, len(self.body))
        shortfall = self.checks.shortfall() if ended else ""
        return Failure("AssertionError", shortfall) if shortfall else None, score

    def share(self, names: TestNamespace) -> None:
        """What the shown part defined is there for the learner's later cells, as in stock."""
        learner = names.learner
        try:
            shown = self.body[: self.first_deferred]
            for node in visible_definitions(shown):
                learner.ask("run_plain", ast.unparse(node))
            for name in bound_names(ast.Module(shown, [])):
                value = dict.get(names, name, _ABSENT)
                if value is not _ABSENT and not isinstance(value, types.FunctionType | type):
                    with contextlib.suppress(WireError):
                        encode(value, learner.limits)
                        learner.ask("bind", name, value)
        except Exception:  # the learner's side may refuse: nothing of ours depends on it
            return


def _collect(learner: Learner, record: Record) -> None:
    """Show what the learner's code showed in a statement of a shown part."""
    if learner.gone or not learner.may_have_shown:
        return
    outputs = learner.ask("outputs")
    learner.may_have_shown = False
    for output in outputs if type(outputs) is list else []:
        if type(output) is not dict:
            continue
        text, data = output.get("text"), output.get("data")
        if is_kind(output, STREAM) and type(text) is str:
            record.stream("stdout", text)
        elif is_kind(output, *SHOWN):  # a result would be a score
            record.add({"output_type": DISPLAY, "data": data, "metadata": {}})


@functools.cache
def statements(source: str) -> list[ast.stmt]:
    """The statements of a test cell, each line at its own number."""
    body = ast.parse("\n".join(as_python(source).splitlines())).body
    return [node for node in body if not sets_up_notebook(node)]


@functools.cache
def noting_statements(source: str) -> list[ast.stmt]:
    """The same statements, so that they note which checks they reach."""
    return noting(source, statements(source))


def partial_score(value: object, points: float) -> float | int | None:
    """`value` if nbgrader would take it for a partial score, else None: full marks.

    A score that is no number or below zero, which nbgrader takes for full marks, is zero; so is
    one above the cell's points, at which nbgrader fails, unless it is so by rounding only.
    """
    if isinstance(value, bool | np.bool_ | str) or not isinstance(value, numbers.Number):
        return None
    try:
        score = value if isinstance(value, int) else float(value)  # type: ignore[arg-type]  # it raises for those
    except (TypeError, ValueError, OverflowError):
        return 0.0
    if not 0 <= score <= points + 1e-9:
        return 0.0
    return score if score < points else points


def _result(score: float | int) -> Output:
    data = {"text/plain": repr(score)}
    return {"output_type": RESULT, "data": data, "metadata": {}}
