"""Grade one class with stock `nbgrader autograde` and with `python -m grader run`.

    python benchmarks/grading.py [--students 40] [--workers N] [--source source/05-momentum]

Prints processor seconds a submission (children included), wall seconds, peak memory, the ratios,
and the same for a class that is graded again with nothing changed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.meter import Cost, measure
from benchmarks.momentum_class import LESSON, hand_in

ROOT = Path(__file__).resolve().parent.parent

STOCK = """
c = get_config()
c.CourseDirectory.course_id = "benchmark"
"""
OURS = (ROOT / "nbgrader_config.py").read_text("utf-8")


def environment() -> dict[str, str]:
    """Ours, with this tree's packages and this environment's commands first.

    Python keeps what it has compiled, as it does unless it is told not to.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    made = dict(os.environ) | {"PYTHONPATH": str(ROOT), "PATH": path, "PYTHONWARNINGS": "ignore"}
    made.pop("PYTHONDONTWRITEBYTECODE", None)
    return made


def make(course: Path, source: Path, config: str, students: int) -> Path:
    """A course with a class's work, not graded yet."""
    shutil.copytree(source, course / "source" / LESSON)
    (course / "nbgrader_config.py").write_text(config)
    subprocess.run(nbgrader("generate_assignment"), cwd=course, env=environment(), check=True)
    hand_in(course, students)
    return course


def nbgrader(command: str, *more: str) -> list[str]:
    """A command of nbgrader for the lesson."""
    return [sys.executable, "-m", "nbgrader", command, LESSON, "--log-level=ERROR", *more]


def ours(*more: str) -> list[str]:
    """Our batch for the lesson."""
    return [sys.executable, "-m", "grader", "run", LESSON, *more]


def marks(course: Path) -> dict[str, float]:
    """The class's marks."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {one.student_id: one.score for one in gradebook.assignment_submissions(LESSON)}


def pictures(course: Path) -> int:
    """Pictures in the graded notebooks."""
    made = course.glob(f"autograded/*/{LESSON}/*.ipynb")
    return sum(path.read_text("utf-8").count('"image/png"') for path in made)


def compare(folder: Path, options: Any) -> None:
    """Grade the class both ways, twice, and print the table."""
    first = make(folder / "stock", options.source, STOCK, options.students)
    second = make(folder / "ours", options.source, OURS, options.students)
    workers = ["--workers", str(options.workers)] if options.workers else []
    costs = [
        ("graded", nbgrader("autograde"), ours(*workers)),
        ("again, unchanged", nbgrader("autograde", "--force"), ours(*workers)),
    ]
    print(f"{options.students} submissions, {os.cpu_count()} cores")
    for name, theirs, mine in costs:
        load = os.getloadavg()[0]
        pair = measure(theirs, first, environment()), measure(mine, second, environment())
        show(f"{name} (load of the machine before: {load:.1f})", *pair, options.students)
    same = marks(first) == marks(second)
    print(f"the same marks: {same}; pictures: stock {pictures(first)}, ours {pictures(second)}")
    if not same:
        sys.exit(1)


def show(name: str, stock: Cost, mine: Cost, students: int) -> None:
    """One comparison as a table."""
    rows = [
        ("CPU seconds a submission", stock.cpu / students, mine.cpu / students),
        ("wall seconds", stock.wall, mine.wall),
        ("peak memory, MiB", stock.memory, mine.memory),
    ]
    print(f"\n{name}\n{'':26}{'stock':>10}{'ours':>10}{'ratio':>8}")
    for label, theirs, our in rows:
        print(f"{label:26}{theirs:10.3f}{our:10.3f}{theirs / our:8.1f}", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--source", type=Path, default=ROOT / "source" / LESSON)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="grading-benchmark-") as folder:
        compare(Path(folder), options)


if __name__ == "__main__":
    main()
