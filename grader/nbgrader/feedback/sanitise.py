"""Make what a submission shows harmless before a browser shows it.

Applies to feedback pages and to the formgrader's grading page, which runs in the
instructor's own JupyterLab: a script there could run code as the instructor.
"""

from __future__ import annotations

import base64
import re

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.intake.printable import few_colours
from grader.nbgrader.feedback.pages import begin_page, safe_html, short
from grader.nbgrader.stock import Preprocessed, Resources


class Sanitise(Preprocessor):
    """Rebuild each cell's metadata and outputs from what is known to be harmless."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Clean the whole notebook; the module `pages` makes Markdown and code harmless."""
        begin_page()
        nb.metadata = type(nb.metadata)(language_info={"name": "python"})
        for cell in nb.cells:
            known = cell.metadata.get("nbgrader", {})
            safe = re.fullmatch(r"[\w.:+-]+", str(known.get("grade_id", "")))
            cell.metadata = type(cell.metadata)({"nbgrader": known} if safe else {})
            if cell.cell_type == "raw":
                cell.source = safe_html(cell.source)
            if cell.cell_type == "code":
                count = cell.get("execution_count")
                cell.execution_count = count if isinstance(count, int) else None
                outputs = [safe_output(output) for output in cell.outputs]
                cell.outputs = [output for output in outputs if output.get("data", True)]
        return nb, resources


def safe_output(output: NotebookNode) -> NotebookNode:
    """Rebuild one output of a code cell.

    Text of streams and errors is escaped by nbconvert's templates. Data and its metadata
    are not everywhere, so they are rebuilt.
    """
    made: NotebookNode
    if output.output_type == "stream":
        name = "stderr" if output.name == "stderr" else "stdout"
        made = new_output("stream", name=name, text=_text(output.text))
    elif output.output_type == "error":
        lines = _text("\n".join(map(str, output.traceback))).split("\n")
        made = new_output("error", ename=str(output.ename), evalue="", traceback=lines)
    else:
        made = new_output(output.output_type, data=_safe_data(output.data))
    return made


def _text(text: object) -> str:
    """Text of bearable length: nbconvert takes the square of the number of colour codes."""
    return short(few_colours(str(text)))


def _safe_data(data: NotebookNode) -> dict[str, str]:
    """Keep plain text, real pictures and cleaned HTML of a mime bundle."""
    safe = {kind: _text(data[kind]) for kind in ("text/plain", "text/latex") if kind in data}
    for kind in ("image/png", "image/jpeg"):
        if kind in data and _is_base64(data[kind]):
            safe[kind] = data[kind]
    if "text/markdown" in data:
        safe["text/markdown"] = short(str(data["text/markdown"]))
    if "text/html" in data:
        html = safe_html(str(data["text/html"]))
        if html.strip():
            safe["text/html"] = html
    if "image/svg+xml" in data and len(safe.keys() & {"image/png", "text/html"}) == 0:
        drawing = base64.b64encode(str(data["image/svg+xml"]).encode()).decode()
        safe["text/html"] = f'<img alt="drawing" src="data:image/svg+xml;base64,{drawing}">'
    return safe


def _is_base64(data: object) -> bool:
    try:
        return bool(base64.b64decode("".join(str(data).split()), validate=True))
    except ValueError:
        return False
