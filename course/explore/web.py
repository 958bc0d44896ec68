"""The picture's JavaScript and style, as the browser gets them."""

from __future__ import annotations

from pathlib import Path

from course.picture import web

WEB = Path(__file__).parent / "web"
PAGE = "saved_page"  # what begins a page of its own, not a part of the widget


def script() -> str:
    """The picture's modules as one."""
    return web.script(WEB / "picture.js")


def style() -> str:
    """The style sheet."""
    return (WEB / "picture.css").read_text(encoding="utf-8")
