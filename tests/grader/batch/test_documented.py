"""Late penalties and missing notebooks: as stock nbgrader has them, in the same course."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from grader.batch.gradebook import marks
from tests.grader.batch.course import CONFIG, LESSON, environment, grade

STUDENTS = ("ada", "bob", "cy")
PENALTY = """
from nbgrader.plugins import BasePlugin
class AMarkEachHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late // 3600
c.AssignLatePenalties.plugin_class = AMarkEachHour
"""


def record(root: Path) -> dict[str, Any]:
    """What the gradebook says of the three, to the last number."""
    found = marks(f"sqlite:///{root}/gradebook.db", LESSON)
    return {name: (one.recorded, one.final, one.total) for name, one in sorted(found.items())}


def make_late(root: Path) -> None:
    """The lesson was due at noon; ada was three hours late, bob too, but was granted two."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(LESSON, duedate="2026-01-01 12:00:00 UTC")
        gradebook.add_student("bob")
        gradebook.add_submission(LESSON, "bob")
        gradebook.grant_extension(LESSON, "bob", hours=2)
    for student, time in (("ada", "15:00:01"), ("bob", "15:00:01"), ("cy", "11:00:00")):
        place = root / "submitted" / student / LESSON / "timestamp.txt"
        place.write_text(f"2026-01-01 {time} UTC")


def test_late_and_missing_work_is_marked_as_by_stock_nbgrader(fresh: Path) -> None:
    make_late(fresh)
    stock = Path(shutil.copytree(fresh, fresh.with_name("stock")))
    (fresh / "nbgrader_config.py").write_text(CONFIG + PENALTY)
    plain = CONFIG.split("from grader")[0]
    (stock / "nbgrader_config.py").write_text(plain + PENALTY)
    for left in ("dee", "eve", "flo"):
        shutil.rmtree(stock / "submitted" / left)
    assert grade(fresh, LESSON, "--student", *STUDENTS).status == 0
    command = [sys.executable, "-m", "nbgrader", "autograde", LESSON]
    subprocess.run(command, cwd=stock, env=environment(), capture_output=True, check=True)
    ours = record(fresh)
    assert ours == record(stock)
    assert [ours[name][0]["penalties"]["one"] for name in STUDENTS] == [3, 1, 0]
    assert ours["ada"][2] == 3, "six of seven marks, three less for each notebook, never below none"
    assert ours["cy"][0]["automatic"]["two/half-test"] == 0, "the notebook is missing"
