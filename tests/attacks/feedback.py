"""Finds live script of a submission in a feedback page."""

from __future__ import annotations

from html.parser import HTMLParser

OWNED = "__owned"
"""What every hostile script of the corpus sets on `window`."""
LINKS = ("href", "src", "action", "formaction", "data", "xlink:href", "content", "poster")
NOT_RUN = ("json", "template", "text/plain")


class _Live(HTMLParser):
    """Collects everything that a browser would run, or would run when clicked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        kind = given.get("type", "")
        self._in_script = tag == "script" and not any(word in kind for word in NOT_RUN)
        for name, value in given.items():
            plain = "".join(c for c in value if c > " ").lower()
            if (
                (name.startswith("on") and OWNED in value)
                or (name in LINKS and "javascript:" in plain)
                or (name in LINKS and plain.startswith("data:text/html"))
                or (name == "srcdoc" and OWNED in value)
            ):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and OWNED in data:
            self.found.append(f"<script>{data[:80]}")


def live_scripts(page: str) -> list[str]:
    """What of the corpus's hostile script is alive in a page of HTML."""
    parser = _Live()
    parser.feed(page)
    parser.close()
    return parser.found
