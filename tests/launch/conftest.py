"""A course folder of its own for each test; nothing in these tests is downloaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from launch.places import Places

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A course folder that holds what `launch` reads, and one released lesson."""
    root = tmp_path / "a course"
    for folder in ("launch", "requirements"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "Makefile"):
        shutil.copy(ROOT / file, root / file)
    lesson = root / "release" / "05-momentum"
    lesson.mkdir(parents=True)
    (lesson / "05-momentum.ipynb").write_text("as released")
    (lesson / "checks.json").write_text("first")
    return Places(root)
