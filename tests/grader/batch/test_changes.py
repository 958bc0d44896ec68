"""A changed test regrades what it touches, shows it first when asked, and keeps manual grades."""

from __future__ import annotations

import filecmp
from pathlib import Path

from nbgrader.api import Gradebook

from tests.grader.batch.course import (
    LESSON,
    SQUARE,
    examined,
    generate,
    grade,
    gradebook,
    hand_in,
    outputs,
    write_source,
)

STRICTER = SQUARE.replace(
    "assert square(5) == 25", "assert square(5) == 25\nassert square(-1) == 1\nassert False"
)


def change_the_test(root: Path) -> None:
    """Make the second exercise's hidden test one that nobody passes."""
    write_source(root, STRICTER)
    generate(root)


def test_a_dry_run_shows_the_difference_and_changes_nothing(graded: Path) -> None:
    change_the_test(graded)
    books, before = gradebook(graded), (graded / "gradebook.db").read_bytes()
    folder = graded / "autograded" / "ada" / LESSON / "one.ipynb"
    notebook = folder.read_bytes()
    done = grade(graded, LESSON, "--dry-run")
    assert done.status == 0
    assert "ada: 6 → 2\n    one/square-test: 4 → 0\n" in done.said
    assert "bob" not in done.said
    assert "3 of 6 would get other marks." in done.said
    assert gradebook(graded) == books and (graded / "gradebook.db").read_bytes() == before
    assert folder.read_bytes() == notebook

    at_work = len(examined(graded))
    assert grade(graded).status == 0
    assert len(examined(graded)) == at_work, "the dry run's results are used"
    assert gradebook(graded)["ada", "one", "square-test"][0] == 0


def test_a_changed_test_leaves_other_notebooks_alone(graded: Path) -> None:
    hand_in(graded, "cy", ("return 2 * x", "return x * x"))
    assert grade(graded).status == 0
    old = outputs(graded, "cy")
    before = len(examined(graded))
    change_the_test(graded)
    assert grade(graded).status == 0
    assert {"one"} == {entry["notebook"] for entry in examined(graded)[before:]}
    assert outputs(graded, "cy")["square-test"] != old["square-test"]


def test_a_changed_module_that_hidden_tests_import_regrades(fresh: Path) -> None:
    """One that is not installed, and is named in `trusted_preload`."""
    with (fresh / "nbgrader_config.py").open("a") as config:
        config.write('c.IsolatedExecute.trusted_preload = ["expected"]\n')
    (fresh / "expected.py").write_text("FIVE = 25\n")
    asks = SQUARE.replace("assert", "from expected import FIVE\nassert").replace("25", "FIVE")
    write_source(fresh, asks)
    generate(fresh)
    assert grade(fresh, LESSON, "--student", "ada").status == 0
    assert gradebook(fresh)["ada", "one", "square-test"][0] == 4
    (fresh / "expected.py").write_text("FIVE = 24\n")
    assert grade(fresh, LESSON, "--student", "ada").status == 0
    assert gradebook(fresh)["ada", "one", "square-test"][0] == 0


def test_manual_grades_survive(graded: Path) -> None:
    """As nbgrader documents: kept, and marked as needing another look after a regrade."""
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as opened:
        grades = {
            name: opened.find_grade(name, "one", LESSON, "bob") for name in ("square-test", "words")
        }
        for grade_, score in zip(grades.values(), (3.5, 2.0), strict=True):
            grade_.manual_score, grade_.needs_manual_grade = score, False
        opened.db.commit()
    assert "none needed grading" in grade(graded).said
    assert gradebook(graded)["bob", "one", "square-test"] == (0, 3.5, False)
    hand_in(graded, "bob", ("return 7", "return x * x"))
    assert grade(graded).status == 0
    assert gradebook(graded)["bob", "one", "square-test"] == (4, 3.5, True)
    assert gradebook(graded)["bob", "one", "words"][1] == 2.0


def test_the_folder_is_what_stock_nbgrader_writes(graded: Path) -> None:
    """Data files, permissions, nothing else beside the notebooks."""
    made = graded / "autograded" / "ada" / LESSON
    assert sorted(path.name for path in made.iterdir()) == ["one.ipynb", "two.ipynb"]
    assert {path.stat().st_mode & 0o777 for path in made.iterdir()} == {0o444}
    assert not filecmp.cmp(made / "one.ipynb", graded / "submitted/ada" / LESSON / "one.ipynb")
