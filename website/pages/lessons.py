"""A lesson as a page to read: its prose, its formulas, what its cells give, and no answers."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from PIL import Image

from website.pages import pictures
from website.pages.pictures import DOTS, ROOT, Given

EDITION = "lite/"
"""Where on the site the course runs in the browser."""
OPENED = EDITION + "notebooks/index.html?path={name}/{name}.ipynb"
"""Where a lesson is opened there."""
SHOWN = "pictures"
"""Where on the site pictures and plots are."""
SCALE = 96 / DOTS  # CSS pixels a dot


@dataclass(frozen=True)
class Lesson:
    """A lesson that learners get.

    Attributes
    ----------
    name
        Its folder's: ``05-momentum``.
    cells
        As released: without answers and hidden tests.
    solved
        The code of the same cells as the author wrote them; it is run and never shown.
    """

    name: str
    cells: Sequence[Mapping[str, Any]]
    solved: Sequence[str]

    @property
    def title(self) -> str:
        """Its first line."""
        return str(self.cells[0]["source"]).partition("\n")[0].lstrip("# ")


def lessons() -> list[Lesson]:
    """All lessons, in order."""
    return [_lesson(file) for file in sorted(ROOT.glob("release/*/*.ipynb"))]


def _lesson(file: Path) -> Lesson:
    source = ROOT / "source" / file.parent.name / file.name
    released = nbformat.read(file, as_version=4).cells
    solved = nbformat.read(source, as_version=4).cells if source.exists() else released
    return Lesson(
        file.stem,
        released,
        [cell.source if cell.cell_type == "code" else "" for cell in solved],
    )


def folder(lesson: Lesson) -> Path:
    """Where its cells run."""
    return ROOT / "release" / lesson.name


def page(lesson: Lesson, made: Path) -> str:
    """The lesson in Markdown; ``made`` is the folder with what its cells give."""
    parts = [
        part
        for cell, given in zip(lesson.cells, pictures.given(made), strict=True)
        for part in _cell(cell, given, lesson.name, made)
    ]
    title, _, rest = parts[0].partition("\n\n")
    return "\n\n".join([title, _button(lesson.name), rest, *parts[1:]]) + "\n"


def _cell(cell: Mapping[str, Any], given: Given, name: str, made: Path) -> Iterator[str]:
    grading = cell["metadata"].get("nbgrader", {})
    source = str(cell["source"]).strip("\n")
    if cell["cell_type"] == "markdown":
        yield source
    elif grading.get("grade"):
        return  # it checks an answer, and a reader has none
    elif grading.get("solution"):
        yield f"```{{code-block}} python\n:caption: Yours to write\n\n{source}\n```"
    else:
        if not cell["metadata"].get("jupyter", {}).get("source_hidden"):
            yield f"```python\n{source}\n```"
        for each in given:
            yield _shown(each, name, made)


def _button(name: str) -> str:
    address = "../" + OPENED.format(name=name)
    return (
        f'<p class="open-lesson"><a class="button" href="{address}">Open and run this lesson</a>'
        "<span>This page is to read. Opened in your browser, the lesson runs what you write, "
        "checks your answers and lets you drag the pictures.</span></p>"
    )


def _shown(given: Mapping[str, str], name: str, made: Path) -> str:
    if "picture" in given:
        return picture(f"../{SHOWN}/{name}/{given['picture']}", given["title"])
    if "plot" in given:
        with Image.open(made / given["plot"]) as image:
            width, height = (round(SCALE * pixels) for pixels in image.size)
        alt = html.escape(f"Plot: {given['title']}" if given["title"] else "What the cell draws.")
        return (
            f'<p class="plot"><img src="../{SHOWN}/{name}/{given["plot"]}" alt="{alt}" '
            f'width="{width}" height="{height}" loading="lazy"></p>'
        )
    return f"```{{code-block}} text\n:class: given\n\n{given['text']}\n```"


def picture(address: str, title: str) -> str:
    """A picture in a page, which loads it when a reader comes near."""
    return (
        f'<iframe class="picture" src="{address}" title="{html.escape(title)}" loading="lazy">'
        "</iframe>"
    )
