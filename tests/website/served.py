"""The built site, served as a static host does, and opened in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Keep it to itself."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder while it is served; nothing is compressed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def opened(browser: Browser, address: str, **context: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what goes wrong in it: errors, and requests that leave its host."""
    within = browser.new_context(**context)
    page, wrong = within.new_page(), list[str]()
    host = address[: address.index("/", len("http://")) + 1]
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda sent: (
            None if sent.url.startswith((host, "data:", "blob:")) else wrong.append(sent.url)
        ),
    )
    page.on("response", lambda got: wrong.append(got.url) if got.status >= 400 else None)
    try:
        page.goto(address)
        yield page, wrong
    finally:
        within.close()
