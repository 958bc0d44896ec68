"""What a card tells below its headline: the example, what was expected, what came, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checking.diagnosis.errors import shapes, spot
from course.checking.diagnosis.parts import Part, names_in, parts
from course.checking.judge import Verdict
from course.compare import as_numbers, difference

_LONG = 3
"""An example of more lines than this is folded away behind its label."""
_MOST = 6


@dataclass(frozen=True)
class Row:
    """A line of a card: `kind` is prose, code, or folded for code that is shown on demand."""

    name: str
    text: str
    kind: str = "code"


def card_rows(verdict: Verdict) -> list[Row]:
    """Return what the card tells below its headline."""
    label = "next" if verdict.status == "unwritten" else "look at"
    rows = [Row(label, verdict.hint, "prose")] if verdict.hint else []
    rows += [Row("noticed", verdict.diagnosis, "prose")] if verdict.diagnosis else []
    rows += [Row("smaller", verdict.smaller, "prose")] if verdict.smaller else []
    if not verdict.example:
        return rows
    rows += _example(verdict)
    if verdict.outcome is None:
        return rows
    if verdict.outcome.error is not None:
        rows += [] if _is_checklist(verdict.expected) else [Row("expected", _expected(verdict))]
        return rows + _error_rows(verdict.outcome.error)
    return rows + _values(verdict)


def _example(verdict: Verdict) -> list[Row]:
    """Tell an example by its code where that is short, by its label where it is a program."""
    if verdict.label and verdict.example.count("\n") >= _LONG:
        return [Row("tried", verdict.label, "prose"), Row("its code", verdict.example, "folded")]
    return [Row("called", verdict.example)]


def _expected(verdict: Verdict) -> str:
    return f"{compact(verdict.expected)}   (within {verdict.tolerance:g})"


def _values(verdict: Verdict) -> list[Row]:
    """Tell the pieces of a result that are wrong; all of it where it has no pieces."""
    got = verdict.outcome.value if verdict.outcome else None
    named = names_in(verdict.example, verdict.name, verdict.results)
    pieces = parts(verdict.expected, got, named)
    whole = [Row("expected", _expected(verdict)), Row("you got", compact(got))]
    if pieces is None:
        return whole
    wrong = [piece for piece in pieces if difference(piece.want, piece.got, verdict.tolerance)]
    if _is_checklist(verdict.expected):
        return _checklist(pieces, wrong)
    if len(pieces) > 1 and wrong and len(wrong) < len(pieces) and all(one.name for one in wrong):
        rows = list(_piece_rows(wrong[:_MOST], verdict.tolerance))
    else:
        rows = whole
    return rows + (_first(wrong[0], verdict.tolerance) if wrong else [])


def _is_checklist(expected: Any) -> bool:
    """Whether an example asks whether things hold, by their names."""
    return isinstance(expected, Mapping) and any(item is True for item in expected.values())


def _checklist(pieces: list[Part], wrong: list[Part]) -> list[Row]:
    """Tell what holds and what does not; values where an entry is no yes or no."""
    held = [piece.name for piece in pieces if piece.want is True and piece not in wrong]
    failed = [piece.name for piece in wrong if piece.want is True]
    rows = [Row("not so", ", ".join(failed), "prose")] if failed else []
    rows += [
        row
        for piece in wrong
        if piece.want is not True
        for row in (
            Row("expected", f"{piece.name}: {compact(piece.want)}"),
            Row("you got", f"{piece.name}: {compact(piece.got)}"),
        )
    ]
    return rows + ([Row("as asked", ", ".join(held), "prose")] if held else [])


def _piece_rows(wrong: list[Part], tolerance: float) -> Iterator[Row]:
    for piece in wrong:
        within = f"   (within {tolerance:g})" if as_numbers(piece.want) is not None else ""
        yield Row("expected", f"{piece.name} = {compact(piece.want)}{within}")
        yield Row("you got", f"{piece.name} = {compact(piece.got)}")


def _first(piece: Part, tolerance: float) -> list[Row]:
    """Tell the first place in which an array differs, a path's first step."""
    want, got = as_numbers(piece.want), as_numbers(piece.got)
    if want is None or got is None or want.shape != got.shape or want.size < 2:
        return []
    allowed = tolerance * float(np.abs(want[np.isfinite(want)]).max(initial=0.0)) or 1e-9
    with np.errstate(invalid="ignore"):
        apart = ~(np.abs(got - want) <= allowed)
    if not apart.any():
        return []
    first = np.argwhere(apart)[0]
    if piece.name == "path":
        step = int(first[0])
        return [Row("first", f"at step {step}: {compact(got[step])}, not {compact(want[step])}")]
    place = ", ".join(map(str, first))
    here = tuple(first)
    return [Row("first", f"at [{place}]: {compact(got[here])}, not {compact(want[here])}")]


def _error_rows(error: BaseException) -> list[Row]:
    """Tell a learner's error with the learner's own line, and none of ours."""
    text = str(error).strip()
    rows = [Row("you got", f"{type(error).__name__}: {text}" if text else type(error).__name__)]
    place = spot(error)
    if place is not None and place.line:
        rows.append(Row("your line", f"{place.line}   (line {place.number} of its cell)"))
        there = shapes(place)
        rows += [Row("there", there)] if there else []
    return rows


def compact(value: Any) -> str:
    """Write a value in a few lines of at most six significant digits."""
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=6, separator=", ", threshold=30)
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        inside = ", ".join(compact(item) for item in value[:12])
        more = ", …" if len(value) > 12 else ""
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"({inside}{more}{comma})" if isinstance(value, tuple) else f"[{inside}{more}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {compact(item)}" for key, item in value.items()) + "}"
    text = repr(value)
    return text if len(text) <= 300 else text[:297] + "…"
