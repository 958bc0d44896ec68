"""In a batch, figures take the instructor's pictures, and nobody takes a learner's."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell

from grader.batch.store import digest
from tests.grader.batch.course import CONFIG, LESSON, generate, grade, hand_in, outputs

FIGURE = "import matplotlib.pyplot as plt\nplt.plot([1, 2, {}])\nplt.show()"
FORGED = """
import gc
from matplotlib.backend_bases import FigureCanvasBase
worker = [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0]
names, ask = [], worker.peer.ask
def asking(request, *words):
    names.append(words[0])
    return ask(request, *words)
worker.peer.ask = asking
{}
for name in [*names, 'f' * 64]:
    try:
        ask('drawn', name, b'forged by a learner')
        print('BREACH')
    except TypeError as error:
        print('refused:', error)
"""
FORGED = FORGED.format(FIGURE.format(3))


def course_with_a_figure(root: Path) -> None:
    """The lesson gets a cell that draws; four hand in again."""
    config = CONFIG.replace("preload = []", 'preload = ["matplotlib.pyplot"]', 1)
    (root / "nbgrader_config.py").write_text(config)
    source = root / "source" / LESSON / "one.ipynb"
    notebook = nbformat.read(source, 4)
    notebook.cells.append(new_code_cell(FIGURE.format(3), id="figure"))
    nbformat.write(notebook, source)
    generate(root)
    right = ("return 2 * x", "return x * x")
    for student, extra in (("ada", ""), ("bob", FIGURE.format(4)), ("cy", FORGED), ("dee", "")):
        hand_in(root, student, right, extra=extra)


def pictures_of(root: Path, student: str, cell: str) -> list[bytes]:
    """The pictures under a cell of a graded notebook."""
    found = [output.get("data", {}).get("image/png") for output in outputs(root, student)[cell]]
    return [base64.b64decode(picture) for picture in found if picture]


def kept(root: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The figure cache's documents."""
    files = sorted((root / ".cache/grader/pictures").rglob("*.json"))
    return [(path, json.loads(path.read_text())["value"]) for path in files]


def test_known_figures_take_the_instructors_picture_and_no_other(fresh: Path) -> None:
    course_with_a_figure(fresh)
    class_ = (LESSON, "--student", "ada", "bob", "cy", "dee")
    done = grade(fresh, *class_)
    assert done.status == 0, done.said + done.errors
    known = {name: picture for _, figures in kept(fresh) for name, picture in figures.items()}
    [ours] = {base64.b64decode(picture) for picture in known.values()}
    assert ours.startswith(b"\x89PNG")
    assert pictures_of(fresh, "ada", "figure") == [ours]
    [other] = pictures_of(fresh, "bob", "extra")
    assert other.startswith(b"\x89PNG") and other != ours
    [said] = [o["text"] for o in outputs(fresh, "cy")["extra"] if o["output_type"] == "stream"]
    assert "refused: " in said and "BREACH" not in said

    marked = base64.b64encode(ours + b"the instructor's").decode()
    for path, figures in kept(fresh):
        figures = dict.fromkeys(figures, marked)
        path.write_text(json.dumps({"sha256": digest(figures), "value": figures}))
    assert grade(fresh, *class_, "--force").status == 0
    for student in ("ada", "bob", "cy", "dee"):
        [picture] = pictures_of(fresh, student, "figure")
        assert picture.endswith(b"the instructor's"), "it was taken, not drawn again"
    assert pictures_of(fresh, "bob", "extra") == [other]
