"""What a learner gets back: marks, comments, and in words what failed.

nbgrader's own feedback page shows the hidden tests, their inputs in tracebacks, and
whatever HTML a submission printed. This exporter shows none of it.
"""

from __future__ import annotations

import builtins
import re
import secrets
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Bool, Unicode

from grader.markers import Markers, has_region, split
from grader.nbgrader.regions import secret_lines, squeeze, strings_in
from grader.nbgrader.stock import About, Converter, Preprocessed, Resources

LATE = re.compile(
    r"(your code did not come back within|this cell took longer than) "
    r"[\d.]+ s( \(`\w+`(, `\w+`)*\))?"
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
WITHHELD = "(not shown: this output repeats lines of the hidden tests)"
FOR_THE_EXCHANGE = {"timestamp.txt", "submission_secret.txt"}
"""What ``nbgrader release_feedback`` reads beside a page, and a later run compares."""
PICTURES = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8"}


class HideTests(Preprocessor):
    """Take the hidden tests, and all that their run could tell of them, out of a notebook."""

    enabled = Bool(True, help="Whether to use this step.").tag(config=True)

    words = Unicode(
        r"\s*[✓✗] .*|\w+: \d+ of \d+ properties hold",
        help="A line that a hidden test may say to the learner; other lines are left out.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Reduce test cells to words, and withhold other outputs that repeat a test."""
        markers = Markers.of(self)
        hidden = secret_lines(nb.cells, markers, [markers.hidden_tests])
        for cell in nb.cells:
            if _is_the_instructors(cell) and has_region(cell.source, markers.untold):
                cell.source = split(cell.source, markers.untold)[0].rstrip()
                cell.outputs = list(self._in_words(cell.get("outputs", [])))
            elif cell.cell_type == "code":
                cell.outputs = [_withhold(output, hidden) for output in cell.outputs]
        return nb, resources

    def _in_words(self, outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
        """Keep the properties in words and the mark; say in words what else happened."""
        for output in outputs:
            if output.output_type == "stream" and output.name == "stdout":
                lines = ANSI.sub("", output.text).split("\n")
                said = [line for line in lines if re.fullmatch(self.words, line)]
                if said:
                    yield _say("\n".join(said))
            elif output.output_type == "stream":
                yield _say("✗ runs without a warning")
            elif output.output_type == "error":
                yield _say(_why(output.ename, output.evalue))
            elif output.output_type == "execute_result" and _is_mark(output.data):
                yield new_output("execute_result", data={"text/plain": output.data["text/plain"]})


def _is_the_instructors(cell: NotebookNode) -> bool:
    """Say whether nbgrader restored the cell's text from the gradebook."""
    known = cell.metadata.get("nbgrader", {})
    return not known.get("solution") and any(known.get(k) for k in ("grade", "locked", "task"))


def _why(name: str, words: str) -> str:
    """Say why a hidden test stopped, with a name of Python's own or none.

    Of its words only those are told that the grader has of time.
    """
    if name == "NotImplementedError":
        return "✗ is written"
    if name in ("CellTimeoutError", "TimeoutError"):
        return f"✗ ends in time: {words}" if LATE.fullmatch(words) else "✗ ends in time"
    if name == "AssertionError" or not isinstance(getattr(builtins, name, None), type):
        return "✗ passes the hidden tests"
    return f"✗ passes the hidden tests (they were stopped by {name})"


def _say(text: str) -> NotebookNode:
    said: NotebookNode = new_output("stream", name="stdout", text=text + "\n")
    return said


def _is_mark(data: NotebookNode) -> bool:
    try:
        float(data.get("text/plain", ""))
    except (TypeError, ValueError):
        return False
    return True


def _withhold(output: NotebookNode, hidden: set[str]) -> NotebookNode:
    """Replace an output in which a line of a hidden test stands."""
    text = _bare("\n".join(strings_in(output)))
    return _say(WITHHELD) if any(_bare(line) in text for line in hidden) else output


def _bare(text: str) -> str:
    """Write a text without colours, escapes and white space's width, to compare it."""
    return squeeze(unescape(ANSI.sub("", text)).replace("\\n", " ").replace("\\", ""))


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter for pages in which nothing of a submission runs."""

    def from_notebook_node(  # type: ignore[override]  # as in nbconvert's HTMLExporter
        self, nb: NotebookNode, resources: dict[str, object] | None = None, **kw: object
    ) -> tuple[str, dict[str, object]]:
        """Write the page; forbid the browser to run anything in it but the formulas' MathJax."""
        html, found = super().from_notebook_node(nb, resources, **kw)
        _drop_copies(self.parent, found.get("nbgrader"))
        return _lock(html), found


def _lock(html: str) -> str:
    """Give the page a content security policy that admits the scripts of its head alone.

    All that a submission wrote stands in the body, so a script that slipped through the
    cleaning has no nonce and stays still.
    """
    nonce = secrets.token_urlsafe(16)
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline' https:; font-src https:; "
        f"script-src 'nonce-{nonce}' 'strict-dynamic' 'unsafe-eval'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'
    head, end, body = html.partition("</head>")
    head = re.sub(r"<script(?=[ >])", f'<script nonce="{nonce}"', head)
    return head.replace("<head>", "<head>" + meta, 1) + end + body


def _drop_copies(converter: Converter | None, about: About | None) -> None:
    """Remove what nbgrader copied beside the page, unless it is a picture or nbgrader's own.

    A submission may hold an HTML file of its own, or a link to a file of the instructor's.
    """
    if converter is None or about is None:
        return
    pages = {Path(notebook).with_suffix(".html").name for notebook in converter.notebooks}
    step = converter.coursedir.feedback_directory
    folder = Path(converter.coursedir.format_path(step, about["student"], about["assignment"]))
    kept = {folder / name for name in pages | FOR_THE_EXCHANGE}
    for path in folder.rglob("*"):
        if path.is_file() and path not in kept and not _is_picture(path):
            path.unlink()


def _is_picture(path: Path) -> bool:
    start = PICTURES.get(path.suffix.lower())
    return start is not None and path.read_bytes().startswith(start)
