"""Turning a cell into HTML, in the reader process: a text of a few kilobytes can take minutes."""

from __future__ import annotations

import functools

from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grader.intake.harmless import clean


class _Attachments(dict[str, dict[str, str]]):
    """Attachments of a cell, where one that is missing is an empty picture and no crash."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> dict[str, str]:
        return {"image/png": ""}


def markdown(source: str, attachments: dict[str, dict[str, str]]) -> str:
    """Render Markdown as nbconvert does, then clean the result."""
    renderer = IPythonRenderer(
        escape=False, attachments=_Attachments(attachments), exclude_anchor_links=True
    )
    return clean(MarkdownWithMath(renderer=renderer).render(source))


def code(source: str, lexer: str) -> str:
    """Colour code as nbconvert does."""
    return str(_colours(lexer)(source))


@functools.cache
def _colours(lexer: str) -> Highlight2HTML:
    return Highlight2HTML(pygments_lexer=lexer)
