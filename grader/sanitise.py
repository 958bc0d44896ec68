"""Make what a submission shows harmless before a browser shows it.

Applies to feedback pages and to the formgrader's grading page, which runs in the
instructor's own JupyterLab: a script there could run code as the instructor.
Cleaning is bleach's, nbconvert's own choice; here stands only what is allowed.
"""

from __future__ import annotations

import base64
import re
import threading
from typing import Any
from urllib.parse import urlsplit

import bleach  # type: ignore[import-untyped]
from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_output

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


def clean(html: str) -> str:
    """Take everything out of a piece of HTML that can act, load or imitate the page.

    Parameters
    ----------
    html : str
        Any HTML, well formed or not.

    Returns
    -------
    str
        The same text and tables, without scripts, handlers, frames, forms, links that are
        not ordinary web addresses, pictures from elsewhere, and the page's own classes.
    """
    soup = BeautifulSoup(html, "html.parser")
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


class _Attachments(dict[str, dict[str, str]]):
    """Attachments of a cell, where one that is missing is an empty picture and no crash."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> dict[str, str]:
        return {"image/png": ""}


@pass_context
def safe_markdown(context: Any, source: str) -> str:
    """Render Markdown as nbconvert does, then clean the result."""
    attachments = _Attachments(context.get("cell", {}).get("attachments", {}))
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return clean(MarkdownWithMath(renderer=renderer).render(source))


class Sanitise(Preprocessor):
    """Rebuild each cell's metadata and outputs from what is known to be harmless."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean the whole notebook; Markdown is cleaned by `safe_markdown` when rendered."""
        nb.metadata = type(nb.metadata)(language_info={"name": "python"})
        for cell in nb.cells:
            known = cell.metadata.get("nbgrader", {})
            safe = re.fullmatch(r"[\w.:+-]+", str(known.get("grade_id", "")))
            cell.metadata = type(cell.metadata)({"nbgrader": known} if safe else {})
            if cell.cell_type == "raw":
                cell.source = clean(cell.source)
            if cell.cell_type == "code":
                count = cell.get("execution_count")
                cell.execution_count = count if isinstance(count, int) else None
                outputs = [safe_output(output) for output in cell.outputs]
                cell.outputs = [output for output in outputs if output.get("data", True)]
        return nb, resources


def safe_output(output: Any) -> Any:
    """Rebuild one output of a code cell.

    Text of streams and errors is escaped by nbconvert's templates. Data and its metadata
    are not everywhere, so they are rebuilt.
    """
    if output.output_type == "stream":
        return new_output("stream", name=_stream(output.name), text=str(output.text))
    if output.output_type == "error":
        lines = [str(line) for line in output.traceback]
        return new_output("error", ename=str(output.ename), evalue="", traceback=lines)
    return new_output(output.output_type, data=_safe_data(output.data))


def _stream(name: str) -> str:
    return "stderr" if name == "stderr" else "stdout"


def _safe_data(data: Any) -> dict[str, str]:
    """Keep plain text, real pictures and cleaned HTML of a mime bundle."""
    safe = {kind: str(data[kind]) for kind in ("text/plain", "text/latex") if kind in data}
    for kind in ("image/png", "image/jpeg"):
        if kind in data and _is_base64(data[kind]):
            safe[kind] = data[kind]
    if "text/markdown" in data:
        safe["text/markdown"] = str(data["text/markdown"])
    if "text/html" in data:
        html = clean(str(data["text/html"]))
        if html.strip():
            safe["text/html"] = html
    if "image/svg+xml" in data and len(safe.keys() & {"image/png", "text/html"}) == 0:
        drawing = base64.b64encode(str(data["image/svg+xml"]).encode()).decode()
        safe["text/html"] = f'<img alt="drawing" src="data:image/svg+xml;base64,{drawing}">'
    return safe


def _is_base64(data: Any) -> bool:
    try:
        return bool(base64.b64decode("".join(str(data).split()), validate=True))
    except ValueError:
        return False
