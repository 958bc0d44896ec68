"""What a submission wrote, as HTML for a page: made in the reader process, against a clock.

Rendering Markdown, colouring code and cleaning HTML all take time that grows with the square of
some texts. What is not done in time stands on the page as plain text.
"""

from __future__ import annotations

import html
import threading

from jinja2 import pass_context
from jinja2.runtime import Context

from grader.intake.reader import Allowance, Unreadable, reader

A_CELL = Allowance(seconds=3.0)
PAGE_SECONDS = 30.0
"""Processor time for all cells of a page."""
LONGEST = 200_000
"""Letters of a cell's code, or of one of its outputs, that a page shows."""
LONGEST_MARKDOWN = 2_000_000
"""The same of a text, in which pictures may stand."""
LONGEST_HTML = 600_000
CUT = "\n[cut here: more than a page shows]"


class _Clock(threading.local):
    """How many seconds a page still has."""

    left = PAGE_SECONDS


_clock = _Clock()


def begin_page() -> None:
    """Give the next page its time."""
    _clock.left = PAGE_SECONDS


def short(text: str, longest: int = LONGEST) -> str:
    """`text`, cut with a word about it where it is longer than a page shows."""
    return text if len(text) <= longest else text[:longest] + CUT


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Render Markdown as nbconvert does, then clean the result."""
    attachments = dict(context.get("cell", {}).get("attachments", {}))
    return _made("markdown", short(source, LONGEST_MARKDOWN), attachments=attachments)


def safe_code(source: str, language: str | None = None, metadata: object = None) -> str:
    """Colour a code cell as nbconvert does; the arguments are those of its filter."""
    return _made("code", short(source), lexer="ipython3")


def safe_html(source: str) -> str:
    """HTML of an output without anything that acts, loads or imitates the page."""
    if len(source) > LONGEST_HTML:
        return "<p>[left out: more HTML than is shown]</p>"
    return _made("html", source)


def _made(task: str, source: str, **about: object) -> str:
    """What the reader process makes of a text; in plain letters what takes too long."""
    if _clock.left <= 0:
        return _plain(source)
    before = reader.spent
    try:
        return reader.ask(task, str, A_CELL, source=source, **about)
    except Unreadable:
        return _plain(source)
    finally:
        _clock.left -= reader.spent - before


def _plain(source: str) -> str:
    return f"<pre>{html.escape(short(source))}</pre>"
