"""What the cells of a lesson give, made once: pictures as pages of their own, plots, and words.

``python -m website.pages.pictures CELLS OUT ANSWERS`` runs the cells of a JSON file, a list of
sources, in a process of its own, and writes what each one gives into the folder ``OUT``; a picture
has ``ANSWERS`` bytes of answers with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from website.trouble import SiteError

ROOT = Path(__file__).resolve().parents[2]
MADE = "given.json"
ANSWERS = 400_000  # bytes in a picture: half of what a saved page has, since a lesson has many
DOTS = 144  # an inch: twice what Jupyter has, for sharp letters
PASSED_OVER = ("check(", "progress(")
"""Beginnings of cells that are about a learner's own work: they are not run."""

Given = list[dict[str, str]]
"""What a cell gives, in order: a ``picture`` or a ``plot``, which is a file with a ``title``, or
``text``."""


def made(
    works: Mapping[str, tuple[Sequence[str], Path]], kept: Path, answers: int = ANSWERS
) -> dict[str, Path]:
    """Return for each work the folder with what its cells give.

    Parameters
    ----------
    works : mapping
        Cells and the folder in which they run, by name.
    kept : Path
        Where the folders are kept for the next build; nothing is run twice.
    answers : int
        Bytes of answers that a picture has with it: with fewer, fewer places of its sliders answer.

    Raises
    ------
    SiteError
        When a cell fails.
    """
    course = _digest(path.read_bytes() for path in sorted(_sources()))
    places = {
        name: kept
        / f"{name}-{_digest([course, json.dumps([answers, *cells]).encode()]).decode()[:16]}"
        for name, (cells, _) in works.items()
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda name: _make(*works[name], places[name], answers), works))
    return places


def given(folder: Path) -> list[Given]:
    """What each cell gives, in the order of the cells."""
    found: list[Given] = json.loads((folder / MADE).read_text(encoding="utf-8"))
    return found


def _sources() -> Iterator[Path]:
    yield Path(__file__)
    for path in (ROOT / "course").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _digest(parts: Any) -> bytes:
    return hashlib.sha256(b"\0".join(parts)).hexdigest().encode()


def _make(cells: Sequence[str], here: Path, place: Path, answers: int) -> None:
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        out, work, asked = Path(scratch, "out"), Path(scratch, "work"), Path(scratch, "cells.json")
        out.mkdir()
        shutil.copytree(here, work)
        asked.write_text(json.dumps(list(cells)), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "website.pages.pictures", asked, out, str(answers)],
            cwd=work,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SiteError(f"{place.name} can't be run:\n{done.stderr or done.stdout}")
        out.rename(place)


def _run(cells: Sequence[str], out: Path, answers: int) -> list[Given]:
    """Run cells, one after the other, as a kernel would."""
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell

    from course.widget import page

    page.LARGEST = answers
    matplotlib.use("agg")
    shell = InteractiveShell.instance()
    return [_given(shell, cell, f"{number:02}", out) for number, cell in enumerate(cells)]


def _given(shell: Any, cell: str, name: str, out: Path) -> Given:
    from IPython.utils.capture import capture_output

    from course.widget.live import Live

    if not cell.strip() or cell.startswith(PASSED_OVER):
        return []
    before = {id(each) for each in shell.user_ns.values()}
    with capture_output() as said:
        done = shell.run_cell(cell)
    done.raise_error()
    last = done.result
    fresh = [each for each in shell.user_ns.values() if id(each) not in before]
    pictures = [each for each in (last, *fresh) if isinstance(each, Live)]
    if pictures:
        file = pictures[0].save(out / f"{name}.html")
        pictures[0].close()
        return [{"picture": file.name, "title": pictures[0].title}]
    plots = list(_plots(name, out))
    words = said.stdout.strip("\n")
    return ([{"text": words}] if words else []) + plots


def _plots(name: str, out: Path) -> Iterator[dict[str, str]]:
    """Write each figure that a cell left open, as Jupyter shows it, and close it."""
    from matplotlib import pyplot as plt

    for number in plt.get_fignums():
        file = f"{name}-{number}.png"
        figure = plt.figure(number)
        words = "; ".join(filter(None, map(_words, figure.axes)))
        figure.savefig(out / file, dpi=DOTS, bbox_inches="tight")
        plt.close(number)
        yield {"plot": file, "title": words}


def _words(axes: Any) -> str:
    """What is drawn, as far as titles and labels say it."""
    title, x, y = axes.get_title(), axes.get_xlabel(), axes.get_ylabel()
    drawn = f"{y} against {x}" if x and y else x or y
    return ": ".join(filter(None, (title, drawn)))


if __name__ == "__main__":
    asked, out, answers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    everything = _run(json.loads(asked.read_text(encoding="utf-8")), out, answers)
    (out / MADE).write_text(json.dumps(everything), encoding="utf-8")
