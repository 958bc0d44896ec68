"""A batch's two stages: what is examined first is what nbgrader's steps ask for later."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.grader.batch.course import LESSON, environment

WATCHED = f"""
from grader.batch.converter import BatchAutograde
from grader.batch.order import Order
from grader.batch.run import run

begun, asked = [], []
stock_jobs, stock_examine = BatchAutograde.jobs, BatchAutograde.examine

def jobs(self, submission):
    for job, about in stock_jobs(self, submission):
        begun.append((about["student"], about["notebook"], job))
        yield job, about

def examine(self, job, about):
    if about is not None:
        asked.append((about["student"], about["notebook"], job))
    return stock_examine(self, job, about)

BatchAutograde.jobs, BatchAutograde.examine = jobs, examine
run(Order("{LESSON}"))
same = sorted(begun, key=lambda one: one[:2]) == sorted(asked, key=lambda one: one[:2])
print(len(begun), same)
"""


def test_the_first_stage_makes_every_job_as_the_second_asks_for_it(fresh: Path) -> None:
    """A job that the first stage missed would be examined alone; one that differs, twice."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        cwd=fresh,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["8 True"], done.stdout + done.stderr
