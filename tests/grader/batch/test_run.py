"""A batch grades a class, tells how it goes, and leaves finished work alone."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

from tests.grader.batch.course import LESSON, Done, examined, grade, gradebook, hand_in, outputs


def test_everybody_gets_what_the_work_deserves(first_batch: tuple[Path, Done]) -> None:
    course, done = first_batch
    assert done.status == 0, done.said + done.errors
    marks = {
        student: tuple(
            gradebook(course)[student, "one", f"{name}-test"][0] for name in ("double", "square")
        )
        for student in ("ada", "bob", "cy", "dee", "eve", "flo")
    }
    assert marks == {
        "ada": (2, 4),
        "bob": (2, 0),
        "cy": (0, 4),
        "dee": (0, 0),
        "eve": (0, 0),
        "flo": (2, 4),
    }


def test_progress_is_told_in_plain_lines(first_batch: tuple[Path, Done]) -> None:
    lines = first_batch[1].said.splitlines()
    told = [
        line for line in lines if re.fullmatch(r"\d/6 graded · .* (second|minute) · .* left", line)
    ]
    assert told[-1].startswith("6/6 graded")
    assert "\x1b" not in first_batch[1].said and "\r" not in first_batch[1].said
    assert lines[-1].startswith(f"{LESSON}: 6 submissions · 6 graded")
    (counted,) = re.findall(r"notebooks: (\d+) examined, (\d+) known already", lines[-1])
    books = first_batch[0].glob(f"autograded/*/{LESSON}/*.ipynb")
    assert sum(map(int, counted)) == len(list(books))
    assert "sandbox: namespaces" in lines[-1]


def test_a_rerun_leaves_finished_work_alone(graded: Path) -> None:
    before, books = examined(graded), gradebook(graded)
    done = grade(graded)
    assert done.status == 0
    assert "none needed grading" in done.said
    assert examined(graded) == before and gradebook(graded) == books


def test_the_same_notebook_is_examined_once(graded: Path) -> None:
    shutil.copytree(graded / "submitted/flo", graded / "submitted/gus")
    before = len(examined(graded))
    done = grade(graded)
    assert done.status == 0 and "1 graded · 6 unchanged" in done.said
    assert len(examined(graded)) == before
    assert "notebooks: 0 examined, 1 known already" in done.said
    assert "Traceback" not in done.said  # of warm processes that were not needed
    books = gradebook(graded)
    assert books["gus", "one", "square-test"] == books["flo", "one", "square-test"]


def test_only_the_student_asked_for_is_graded(fresh: Path) -> None:
    assert grade(fresh, LESSON, "--student", "cy").status == 0
    assert {student for student, *_ in gradebook(fresh)} == {"cy"}
    assert not (fresh / "autograded/ada").exists()


def test_force_examines_again(graded: Path) -> None:
    before = len(examined(graded))
    assert grade(graded, LESSON, "--force", "--student", "cy").status == 0
    assert [entry["student"] for entry in examined(graded)[before:]] == ["cy"]


def test_a_submission_that_cannot_be_graded_stops_nobody(graded: Path) -> None:
    """One line says which and why; everybody else has marks; the exit status tells."""
    (graded / "submitted/cy" / LESSON / "one.ipynb").write_text("no notebook")
    hand_in(graded, "flo", ("return 0", "return x * x"))
    done = grade(graded)
    assert done.status == 1
    failed = [line for line in done.said.splitlines() if line.startswith("✗")]
    assert len(failed) == 1 and re.match(r"✗ cy: .*no notebook that can be read", failed[0])
    assert "1 graded · 1 failed · 4 unchanged" in done.said
    assert gradebook(graded)["flo", "one", "double-test"][0] == 0
    assert not (graded / "autograded/cy" / LESSON).exists()


def test_marks_that_were_lost_are_recorded_again_without_examining(graded: Path) -> None:
    """Somebody deletes the gradebook's word and a folder: the cache still has the results."""
    from nbgrader.api import Gradebook

    books, before = gradebook(graded), len(examined(graded))
    shutil.rmtree(graded / "autograded/bob")
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as opened:
        opened.remove_submission(LESSON, "ada")
    done = grade(graded)
    assert done.status == 0 and "2 graded" in done.said
    assert gradebook(graded) == books and len(examined(graded)) == before


def test_damaged_results_are_made_again(graded: Path) -> None:
    books = gradebook(graded)
    damages = itertools.cycle([b"", b"{", b'{"sha256": "0", "value": {"cells": []}}', b"\xff" * 99])
    for folder in ("results", "completed"):
        for path in sorted((graded / ".cache/grader" / folder).rglob("*.json")):
            path.write_bytes(next(damages))
    assert grade(graded).status == 0
    assert gradebook(graded) == books
    assert outputs(graded, "ada")["double-test"] == []
