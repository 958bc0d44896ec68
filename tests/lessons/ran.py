"""A lesson's own cells run on the reference answers: their names, prints and live pictures."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import matplotlib

from authoring.lesson import read_lesson
from course.pictures.explore.picture import ExplorePicture

matplotlib.use("Agg")


@dataclass
class Ran:
    """What came of a lesson's cells: global names, what was printed, pictures of `explore`."""

    names: dict[str, Any] = field(default_factory=dict)
    said: str = ""
    pictures: list[ExplorePicture] = field(default_factory=list)


@cache
def ran(lesson: str) -> Ran:
    """Run a lesson once, all but its checks; cells that begin with ``explore(`` give pictures."""
    result, said = Ran(), io.StringIO()
    with contextlib.redirect_stdout(said):
        for cell in read_lesson(lesson).cells:
            if cell.cell_type != "code" or cell.metadata.get("nbgrader", {}).get("grade"):
                continue
            if cell.source.startswith("explore("):
                result.pictures.append(eval(cell.source, result.names))
            else:
                exec(cell.source, result.names)
    result.said = said.getvalue()
    return result
