"""Show a verdict as a card: HTML where it can be shown, the same words as text everywhere."""

from __future__ import annotations

from html import escape

from IPython.display import display

from course.checking.judge import Verdict
from course.checking.rows import Row, card_rows

MARKS = {
    "right": ("✓", "#1a7f5a"),
    "wrong": ("✗", "#b3541e"),
    "unwritten": ("…", "#5b6b8c"),
    "problem": ("!", "#5b6b8c"),
}
"""A sign and a colour for each status. The colour is the bar's at the side alone: words and sign
have the theme's own, so that they can be read on light and on dark."""

_FONT = "font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:14px;line-height:1.5"


def show_card(verdict: Verdict) -> None:
    """Display the card of `verdict`."""
    rows = card_rows(verdict)
    bundle = {"text/html": _html(verdict, rows), "text/plain": _text(verdict, rows)}
    display(bundle, raw=True)


def _text(verdict: Verdict, rows: list[Row]) -> str:
    mark, _ = MARKS[verdict.status]
    lines = [f"{mark} {verdict.headline}"]
    for row in rows:
        first, *rest = row.text.split("\n")
        lines.append(f"  {row.name:>9}  {first}")
        lines += [" " * 13 + line for line in rest]
    return "\n".join(lines)


def _html(verdict: Verdict, rows: list[Row]) -> str:
    mark, colour = MARKS[verdict.status]
    body = "".join(map(_html_row, rows))
    style = "margin:.5em 0 0 0;border-collapse:collapse;color:inherit"
    table = f'<table style="{style}">{body}</table>'
    return (
        f'<div role="status" style="border-left:4px solid {colour};padding:.5em .9em;'
        f'margin:.3em 0;color:var(--jp-ui-font-color1,inherit);{_FONT}">'
        f'<div style="font-weight:600"><span style="margin-right:.5em" '
        f'aria-hidden="true">{mark}</span>{escape(verdict.headline)}</div>'
        f"{table if rows else ''}</div>"
    )


def _html_row(row: Row) -> str:
    font = "inherit" if row.kind == "prose" else "var(--jp-code-font-family,monospace)"
    space = "normal" if row.kind == "prose" else "pre-wrap"
    text = escape(row.text)
    if row.kind == "folded":
        text = f'<details><summary style="cursor:pointer;{_FONT}">show it</summary>{text}</details>'
    return (
        '<tr style="background:none"><th scope="row" style="text-align:left;vertical-align:top;'
        f'font-weight:400;opacity:.8;padding:.15em 1em .15em 0;white-space:nowrap">{row.name}</th>'
        f'<td style="text-align:left;vertical-align:top;padding:.15em 0;font-family:{font};'
        f'white-space:{space};overflow-wrap:anywhere">{text}</td></tr>'
    )
