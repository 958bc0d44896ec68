"""Where things are in the tree."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The course's folders, all derived from its root."""

    root: Path

    @property
    def environment(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.programs / ("python.exe" if os.name == "nt" else "python")

    @property
    def programs(self) -> Path:
        """The folder of the environment's commands."""
        return self.environment / ("Scripts" if os.name == "nt" else "bin")

    @property
    def uv(self) -> Path:
        """The environment's own uv."""
        return self.programs / ("uv.exe" if os.name == "nt" else "uv")

    @property
    def stamp(self) -> Path:
        """What says that the environment is finished, and what it was made from."""
        return self.environment / "course-environment.json"

    @property
    def lab_settings(self) -> Path:
        """What JupyterLab starts from where a learner has not chosen otherwise."""
        return self.environment / "share" / "jupyter" / "lab" / "settings" / "overrides.json"

    @property
    def nbgrader_settings(self) -> Path:
        """What nbgrader reads before a course's own settings."""
        return self.environment / "etc" / "jupyter" / "nbgrader_config.py"

    @property
    def learner_settings(self) -> Path:
        """Jupyter settings for a learner: of nbgrader only Validate, no teacher's tools."""
        return self.root / "launch" / "learner"

    @property
    def lock(self) -> Path:
        """A file held by whoever is making the environment."""
        return self.root / ".cache" / "setup.lock"

    @property
    def log(self) -> Path:
        """All that pip and uv said in the last set-up."""
        return self.root / ".cache" / "setup.log"

    @property
    def released(self) -> Path:
        """The lessons as handed out."""
        return self.root / "release"

    @property
    def learner(self) -> Path:
        """The learner's own copies."""
        return self.root / "my-lessons"

    def requirements(self, name: str) -> Path:
        """The lock file of that name."""
        return self.root / "requirements" / f"{name}.txt"
