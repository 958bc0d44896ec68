"""Where a run stands, and nbgrader's commands in it, in an environment that may be damaged."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ASSIGNMENT = "ps1"
SECRETS = {
    what: f"secret-of-{what}"
    for what in ("source", "tests", "home", "gradebook", "classmate", "environment")
}


@dataclass(frozen=True)
class Places:
    """Where everything of one run stands; `root` holds all the rest and is thrown away."""

    root: Path

    @property
    def course(self) -> Path:
        """The nbgrader course."""
        return self.root / "course"

    @property
    def home(self) -> Path:
        """A home folder with a secret in it."""
        return self.root / "home"

    @property
    def outside(self) -> Path:
        """A folder that belongs to nobody: nothing may appear in it."""
        return self.root / "outside"

    @property
    def python(self) -> Path:
        """The interpreter of an environment whose site-packages may be damaged."""
        return self.root / "env" / "bin" / "python"

    def submitted(self, student: str) -> Path:
        """The folder that a student has handed in."""
        return self.course / "submitted" / student / ASSIGNMENT

    def autograded(self, student: str) -> Path:
        """The folder that nbgrader makes of it."""
        return self.course / "autograded" / student / ASSIGNMENT


def make_environment(root: Path) -> None:
    """Make `root/env`: the packages of this interpreter, seen from a site-packages of its own."""
    venv.create(root / "env", with_pip=False, symlinks=True)
    site = next((root / "env" / "lib").glob("python*/site-packages"))
    here = sysconfig.get_path("purelib")
    (site / "borrowed.pth").write_text(f"import site; site.addsitedir({here!r})\n")


def environment(places: Places) -> dict[str, str]:
    """The variables that a run of nbgrader is given: a fake home, and a secret."""
    return {
        "PATH": f"{places.python.parent}:{Path(sys.prefix) / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(places.home),
        "TMPDIR": str(places.root / "tmp"),
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CORPUS_SECRET": SECRETS["environment"],
    } | {name: os.environ[name] for name in ("CI",) if name in os.environ}


def nbgrader(
    places: Places, *arguments: str, prefix: Sequence[str] = (), limit: float = 900
) -> subprocess.CompletedProcess[str]:
    """Run one nbgrader command in the course, under the command `prefix`, for `limit` seconds."""
    return module(places, "nbgrader", *arguments, prefix=prefix, limit=limit)


def module(
    places: Places, name: str, *arguments: str, prefix: Sequence[str] = (), limit: float = 900
) -> subprocess.CompletedProcess[str]:
    """Run a Python module in the course, under the command `prefix`, for `limit` seconds."""
    command = [*prefix, str(places.python), "-m", name, *arguments]
    log = places.root / f"{arguments[0]}.log"
    with log.open("w") as output:
        running = subprocess.Popen(
            command,
            cwd=places.course,
            env=environment(places),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
        try:
            status = running.wait(limit)
        except subprocess.TimeoutExpired:
            running.kill()
            status = running.wait()
    return subprocess.CompletedProcess(command, status, log.read_text(errors="replace"))
