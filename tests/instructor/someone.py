"""Instructors and learners on one machine, each with a folder and a home of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Someone:
    """Who types nbgrader's commands: a folder to work in, and a home."""

    folder: Path

    def nbgrader(self, *arguments: str, status: int = 0) -> str:
        """Run one command and give back what it printed."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.folder,
            env={**os.environ, "HOME": str(home), "NO_COLOR": "1"}
            | {f"JUPYTER_{kind}_DIR": str(home / kind) for kind in ("DATA", "CONFIG")},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        printed = done.stdout + done.stderr
        assert done.returncode == status, printed
        return printed
