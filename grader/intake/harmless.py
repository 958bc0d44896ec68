"""Make HTML from a submission harmless before a browser shows it.

Cleaning is bleach's, nbconvert's own choice; here stands only what is allowed.
"""

from __future__ import annotations

import re
import threading
from urllib.parse import urlsplit

import bleach  # type: ignore[import-untyped]  # bleach has no types
from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]  # bleach has no types
from bs4 import BeautifulSoup

_WORDS = """
a abbr b blockquote br caption code col colgroup dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr
i img kbd li ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr tt u ul
"""
TAGS = frozenset(_WORDS.split())
DROPPED = ["script", "style", "template", "iframe", "object", "svg", "math", "noscript", "title"]
STYLES = CSSSanitizer(
    allowed_css_properties=[
        *("color", "background-color", "font-weight", "font-style", "font-family", "font-size"),
        *("text-align", "text-decoration", "vertical-align", "white-space", "opacity"),
        *("border", "border-color", "border-left", "border-radius", "border-collapse"),
        *("padding", "width", "height", "max-width"),
    ]
)
PLAIN = {"alt", "title", "colspan", "rowspan", "width", "height", "align", "open", "start", "style"}
CODE_CLASS = re.compile(r"highlight|dataframe|[a-z]{1,2}\d?")  # pygments' tokens; no page's own
PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]*")


def clean(source: str) -> str:
    """Take everything out of HTML, well formed or not, that can act, load or imitate the page.

    The same text and tables stay, without scripts, handlers, frames, forms, links that are not
    ordinary web addresses, pictures from elsewhere, and the page's own classes.
    """
    soup = BeautifulSoup(source, "html.parser")
    for tag in soup.find_all(DROPPED):
        tag.decompose()
    for picture in soup.find_all("img"):
        if not PICTURE.fullmatch(str(picture.get("src"))):
            picture.replace_with("[picture not shown]")
    return str(_own.cleaner.clean(str(soup)))


def _allowed(tag: str, name: str, value: str) -> bool:
    """Say whether a tag may keep an attribute."""
    if name == "class":
        return all(CODE_CLASS.fullmatch(word) for word in value.split())
    if tag == "a" and name == "href":
        return _scheme(value) in {"http", "https", "mailto"}
    if tag == "img" and name == "src":
        return bool(PICTURE.fullmatch(value))
    return name in PLAIN


def _scheme(address: str) -> str:
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


class _Own(threading.local):
    """Bleach's cleaner takes longer to make than to use, and is for one thread only."""

    def __init__(self) -> None:
        self.cleaner = bleach.Cleaner(
            tags=TAGS,
            attributes=_allowed,
            protocols={"http", "https", "mailto", "data"},
            css_sanitizer=STYLES,
            strip=True,
        )


_own = _Own()
