"""Work comes in as archives and files of many names, and a bad one stops no other."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.instructor.terminal import nbgrader
from tests.instructor.tiny import LESSON, ROOT, make_course

NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def pattern() -> str:
    """Read the pattern for file names that nbgrader_config.py sets."""
    settings = (ROOT / "nbgrader_config.py").read_text()
    parts = re.search(r"named_regexp = \((.*?)\n\)", settings, re.DOTALL)
    assert parts is not None
    return "".join(re.findall(r'r"(.*)"', parts[1]))


@pytest.mark.parametrize(
    ("name", "learner", "stamp"),
    [
        ("ada_05-momentum.ipynb", "ada", None),
        ("ada_l@uni_2026-01-30T150000_05-momentum.ipynb", "ada_l@uni", "2026-01-30T150000"),
        ("ada/05-momentum.ipynb", "ada", None),
        ("ada/05-momentum/05-momentum.ipynb", "ada", None),
        ("ada_2026-01-30T150000/05-momentum.ipynb", "ada", "2026-01-30T150000"),
    ],
)
def test_names_tell_who_and_when(name: str, learner: str, stamp: str | None) -> None:
    """The pattern reads learner, time and lesson from the name of a file or archive."""
    found = re.match(pattern(), f"/course/downloaded/05-momentum/extracted/{name}")
    assert found is not None
    assert (found["student_id"], found["timestamp"], found["file_id"]) == (
        learner,
        stamp,
        "05-momentum",
    )


@pytest.mark.parametrize(
    "name",
    [
        "../05-momentum.ipynb",
        "ada/__MACOSX/._05-momentum.ipynb",
        "ada/.ipynb_checkpoints/05-m.ipynb",
    ],
)
def test_names_that_are_nobodys_are_left_out(name: str) -> None:
    """No name leads out of `submitted/`, and what a Mac or JupyterLab adds is not work."""
    assert re.match(pattern(), f"/course/downloaded/05-momentum/extracted/{name}") is None


def test_zip_collect_takes_good_archives_and_names_the_bad(tmp_path: Path) -> None:
    """Archives that climb out, burst or are broken are skipped by name; the others arrive."""
    course = make_course(tmp_path)
    archives = course / "downloaded" / LESSON / "archive"
    archives.mkdir(parents=True)
    (archives / f"eve_{LESSON}.ipynb").write_text(NOTEBOOK)
    pack(archives / "ada_2026-01-30T150000.zip", {f"{LESSON}.ipynb": NOTEBOOK, "notes.txt": ""})
    pack(archives / "climber.zip", {f"{LESSON}.ipynb": NOTEBOOK, "../../../../gradebook.db": "x"})
    pack(archives / "bomb.zip", {f"{LESSON}.ipynb": NOTEBOOK, "big.bin": "0" * 3_000_000})
    (archives / "torn.zip").write_bytes(b"PK not a zip")
    printed = nbgrader(course, "zip_collect", LESSON, "--SafeExtractor.max_megabytes=1")

    submitted = sorted(path.parent.parent.name for path in (course / "submitted").rglob("*.ipynb"))
    assert submitted == ["ada", "eve"]
    assert [line for name in ("climber", "bomb", "torn") if f"Skipped {name}.zip" not in printed
            for line in [name]] == []  # fmt: skip
    assert not (course / "gradebook.db").exists()
    assert (
        (course / "submitted" / "ada" / LESSON / "timestamp.txt")
        .read_text()
        .startswith("2026-01-30 15:00:00")
    )


def pack(path: Path, files: dict[str, str]) -> None:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
