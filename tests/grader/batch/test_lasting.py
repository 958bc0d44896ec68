"""A batch may be killed at any moment, and two may be started at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from pathlib import Path

from tests.grader.batch.course import LESSON, examined, grade, gradebook, hand_in, outputs, start

KILLS = 20
SLOW = "import time\ntime.sleep(0.3)\nprint({!r})"


def resubmit(root: Path, number: int) -> None:
    """Somebody hands in once more, so that there is always something to grade."""
    student = ("ada", "bob", "cy", "dee", "eve", "flo")[number % 6]
    body = f"return {2 + number % 2} * x"
    hand_in(root, student, (body, "return x * x"), extra=SLOW.format(number))


def kill_after(root: Path, seconds: float) -> bool:
    """Start a batch and end it with SIGKILL; whether it was still at work."""
    process = start(root, LESSON)
    try:
        process.communicate(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        return True


def test_killed_at_random_moments_it_ends_as_if_never_interrupted(
    graded: Path, ungraded: Path, tmp_path: Path
) -> None:
    """Same grades, same folders, no finished examination repeated, gradebook intact."""
    moments = random.Random(5)
    hand_in(graded, "dee", ("return 2 * x", "return 1"))  # without a loop that takes its time
    began = time.monotonic()
    assert grade(graded).status == 0
    whole = time.monotonic() - began
    before = len(examined(graded))
    killed = 0
    for number in range(3 * KILLS):
        if killed == KILLS:
            break
        resubmit(graded, number)
        killed += kill_after(graded, whole * moments.uniform(0.2, 1.1))
    assert killed == KILLS
    done = grade(graded)
    assert done.status == 0, done.said + done.errors

    new = Counter(entry["result"] for entry in examined(graded)[before:])
    assert set(new.values()) <= {1}, new
    with sqlite3.connect(graded / "gradebook.db") as opened:
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]
    left = [path.name for path in (graded / "autograded").iterdir() if path.name.startswith(".")]
    assert left == []

    reference = tmp_path / "reference"
    shutil.copytree(
        graded, reference, ignore=shutil.ignore_patterns(".cache", "autograded", "gradebook.db")
    )
    shutil.copy(ungraded / "gradebook.db", reference)
    assert grade(reference).status == 0
    assert gradebook(graded) == gradebook(reference)
    for student in ("ada", "bob", "cy", "dee", "eve", "flo"):
        assert outputs(graded, student) == outputs(reference, student)


def test_a_batch_that_nobody_listens_to_is_finished(fresh: Path) -> None:
    """The terminal is closed, or `head` has read enough: grading goes on to its end."""
    process = start(fresh, LESSON)
    assert process.stdout is not None
    process.stdout.close()
    process.wait(180)
    graded = {student for student, *_ in gradebook(fresh)}
    assert graded == {"ada", "bob", "cy", "dee", "eve", "flo"}
    assert not (fresh / ".cache/grader/scratch").exists()


def test_two_batches_at_once_take_turns(fresh: Path) -> None:
    first, second = start(fresh, LESSON), start(fresh, LESSON)
    said = [process.communicate(timeout=180)[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), said
    waited = [
        f"another batch (process {other.pid})" in words
        for other, words in zip((second, first), said, strict=True)
    ]
    assert sorted(waited) == [False, True], said
    assert sum("none needed grading" in words for words in said) == 1
    assert max(Counter(entry["result"] for entry in examined(fresh)).values()) == 1
