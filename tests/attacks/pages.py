"""Makes what the formgrader shows to whoever grades by hand, as it makes it: in one process.

``python -m tests.attacks.pages ROOT STUDENT...``; each page is ``ROOT/grading-STUDENT.html``.
"""

from __future__ import annotations

import subprocess
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config

from grader import configure
from tests.attacks.command import Places

REPOSITORY = Path(__file__).parents[2]


def grading_page(root: Path, student: str, guarded: bool) -> Path:
    """One student's page, with the guards of `configure` or as stock nbgrader's."""
    config = Config()
    if guarded:
        configure(config)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    about = dict.fromkeys(("assignment_id", "notebook_id", "submission_id", "base_url"), "x")
    about |= {"student": "x", "notebook_path": "x", "index": 0, "total": 1}
    exporter: Any = HTMLExporter(config=config)
    graded = Places(root).autograded(student) / "ps1.ipynb"
    html, _ = exporter.from_filename(str(graded), resources=about)
    place = root / f"grading-{student}.html"
    place.write_text(html)
    return place


def guarded_pages(root: Path, students: Iterable[str]) -> dict[str, Path | str]:
    """Every student's guarded page, or what was said instead of making it.

    A process of their own makes them: a process as large as pytest's has to start a reader
    process anew for each cell.
    """
    names = list(students)
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.pages", str(root), *names],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    places = {name: root / f"grading-{name}.html" for name in names}
    said = done.stdout + done.stderr
    return {name: place if place.is_file() else said for name, place in places.items()}


def main() -> None:
    """Make the pages of those named; one that cannot be made keeps no other from being made."""
    root, *students = sys.argv[1:]
    for student in students:
        try:
            grading_page(Path(root), student, guarded=True)
        except Exception:
            print(student, traceback.format_exc())


if __name__ == "__main__":
    main()
