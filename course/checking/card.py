"""Show a verdict as a card: HTML where it can be shown, the same words as text everywhere."""

from __future__ import annotations

import linecache
import traceback
from html import escape
from typing import Any

import numpy as np
from IPython.display import display

from course.checking.judge import Verdict

MARKS = {
    "right": ("✓", "#1a7f5a"),
    "wrong": ("✗", "#b3541e"),
    "unwritten": ("…", "#5b6b8c"),
    "problem": ("!", "#5b6b8c"),
}
"""A sign and a colour for each status; the sign tells the same without the colour."""


def show_card(verdict: Verdict) -> None:
    """Display the card of `verdict`."""
    rows = card_rows(verdict)
    bundle = {"text/html": _html(verdict, rows), "text/plain": _text(verdict, rows)}
    display(bundle, raw=True)


def card_rows(verdict: Verdict) -> list[tuple[str, str]]:
    """Return what the card tells below its headline, as (name, text) pairs."""
    label = "next" if verdict.status == "unwritten" else "look at"
    rows = [(label, verdict.hint)] if verdict.hint else []
    rows += [("noticed", verdict.diagnosis)] if verdict.diagnosis else []
    if not verdict.example:
        return rows
    rows.append(("called", verdict.example))
    outcome = verdict.outcome
    if outcome is None:
        return rows
    rows.append(("expected", f"{compact(verdict.expected)}   (within {verdict.tolerance:g})"))
    if outcome.error is None:
        rows.append(("you got", compact(outcome.value)))
    else:
        rows += _error_rows(outcome.error)
    return rows


def _error_rows(error: BaseException) -> list[tuple[str, str]]:
    """Tell a learner's error with the learner's own line, and none of ours."""
    text = str(error).strip()
    rows = [("you got", f"{type(error).__name__}: {text}" if text else type(error).__name__)]
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_learners(frame.filename)]
    if own:
        line = (own[-1].line or linecache.getline(own[-1].filename, own[-1].lineno or 0)).strip()
        rows.append(("your line", f"{line}   (line {own[-1].lineno} of its cell)"))
    return rows


def _is_learners(filename: str) -> bool:
    """Notebook cells are compiled under names such as <ipython-input-…> or …/ipykernel_123/…."""
    return "ipykernel_" in filename or filename.startswith("<ipython-input")


def compact(value: Any) -> str:
    """Write a value in a few lines of at most six significant digits."""
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=6, separator=", ", threshold=30)
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        inside = ", ".join(compact(item) for item in value[:12])
        more = ", …" if len(value) > 12 else ""
        return f"({inside}{more})" if isinstance(value, tuple) else f"[{inside}{more}]"
    text = repr(value)
    return text if len(text) <= 300 else text[:297] + "…"


def _text(verdict: Verdict, rows: list[tuple[str, str]]) -> str:
    mark, _ = MARKS[verdict.status]
    lines = [f"{mark} {verdict.headline}"]
    for name, text in rows:
        first, *rest = text.split("\n")
        lines.append(f"  {name:>9}  {first}")
        lines += [" " * 13 + line for line in rest]
    return "\n".join(lines)


def _html(verdict: Verdict, rows: list[tuple[str, str]]) -> str:
    mark, colour = MARKS[verdict.status]
    body = "".join(_html_row(name, text) for name, text in rows)
    table = f'<table style="margin:.5em 0 0 0;border-collapse:collapse">{body}</table>'
    return (
        f'<div role="status" style="border-left:4px solid {colour};padding:.5em .9em;'
        "margin:.3em 0;font-family:var(--jp-ui-font-family,system-ui,sans-serif);"
        'font-size:14px;line-height:1.5">'
        f'<div style="font-weight:600"><span style="color:{colour};margin-right:.5em" '
        f'aria-hidden="true">{mark}</span>{escape(verdict.headline)}</div>'
        f"{table if rows else ''}</div>"
    )


def _html_row(name: str, text: str) -> str:
    prose = name in ("look at", "next", "noticed")
    font = "inherit" if prose else "var(--jp-code-font-family,monospace)"
    space = "normal" if prose else "pre-wrap"
    return (
        '<tr style="background:none"><th scope="row" style="text-align:left;vertical-align:top;'
        f'font-weight:400;opacity:.75;padding:.15em 1em .15em 0;white-space:nowrap">{name}</th>'
        f'<td style="text-align:left;vertical-align:top;padding:.15em 0;font-family:{font};'
        f'white-space:{space};overflow-wrap:anywhere">{escape(text)}</td></tr>'
    )
