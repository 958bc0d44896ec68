"""The courses, graded once with stock nbgrader and once in isolation, both at the same time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.once import once
from tests.grader.conftest import examiner

__all__ = ["examiner"]
ROOT = Path(__file__).parents[2]
Grades = dict[str, dict[str, Any]]


def _graded(folder: Path) -> dict[str, Grades]:
    """What `tests.courses.grade` reports, by "stock" and "ours"."""
    folder.mkdir(parents=True)
    running = {}
    for kind in ("stock", "ours"):
        command = [sys.executable, "-m", "tests.courses.grade", kind, str(folder / kind)]
        log = (folder / f"{kind}.log").open("w")
        running[kind] = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    for kind, process in running.items():
        assert process.wait() == 0, (folder / f"{kind}.log").read_text()[-3000:]
    return {kind: json.loads((folder / kind / "grades.json").read_text()) for kind in running}


@pytest.fixture(scope="session")
def grades(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grades]:
    """Every course's scores, by "stock" and "ours"."""
    if not shutil.which("bwrap"):
        pytest.skip("the sandbox needs bubblewrap, which is not on this machine")
    return once(tmp_path_factory, "courses", _graded)
