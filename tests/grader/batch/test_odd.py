"""Odd names and folders get a clear line each, and nothing in them reaches a terminal alive."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from grader.intake.printable import PlainFormatter, printable
from tests.grader.batch.course import LESSON, grade, gradebook, hand_in

ODD = "o'neill [a-z] <b>$(id);{x} ünï"
ESCAPE = "hal\x1b]0;owned\x07\x1b[2J"
RIGHT = ("return 2 * x", "return x * x")


def test_odd_submissions_are_graded_or_named(graded: Path) -> None:
    hand_in(graded, ODD, RIGHT)
    hand_in(graded, ESCAPE, RIGHT)
    submitted = graded / "submitted"
    (submitted / "gus" / LESSON).mkdir(parents=True)
    for student, name in (("ivy", "a\x1b[31mb\nWARNING all is well.txt"), ("joe", "link")):
        shutil.copytree(submitted / "ada", submitted / student)
        (submitted / student / LESSON / name).symlink_to("/etc/passwd")
    done = grade(graded)
    books = gradebook(graded)
    assert books[ODD, "one", "square-test"][0] == 4
    assert done.status == 1
    failed = sorted(line for line in done.said.splitlines() if line.startswith("✗"))
    assert len(failed) == 4, done.said
    assert "✗ gus: " in failed[0] and "holds no notebook" in failed[0]
    assert "✗ hal\\x1b]0;owned" in failed[1] and "has control characters" in failed[1]
    assert "✗ ivy: " in failed[2] and "has control characters in its name" in failed[2]
    assert "✗ joe: " in failed[3] and "is a link" in failed[3]
    log = (graded / f".cache/grader/{LESSON}.log").read_text()
    assert "\x1b" not in done.said + done.errors + log
    assert "\x07" not in done.said + done.errors + log


def test_a_message_cannot_look_like_a_record_of_its_own() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "a\n2026 WARNING \x1b[2Jb", (), None)
    said = PlainFormatter("%(levelname)s %(message)s").format(record)
    assert said == "INFO a\n    2026 WARNING \\x1b[2Jb"


def test_letters_of_every_script_stay_as_they_are() -> None:
    assert printable("Zoë 李 λ ✓ 🎉") == "Zoë 李 λ ✓ 🎉"
    assert printable("a\u202eb\u2028\x9b") == "a\\u202eb\\u2028\\x9b"
