"""An environment of its own for the libraries that we compare with; thrown away afterwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PEERS = ("ipympl", "plotly")
PATIENCE = 300.0  # seconds to install them


@contextmanager
def environment(wanted: bool) -> Iterator[tuple[Path, str]]:
    """The Python that has the peers beside the course's packages.

    When they can't be installed it is the course's own Python, with the reason in words.
    """
    if not wanted:
        yield Path(sys.executable), "they were not asked for"
        return
    with TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True) as folder:
        python = Path(folder, "bin", "python")
        try:
            _make(Path(folder), python)
        except (OSError, subprocess.SubprocessError) as error:
            yield Path(sys.executable), _reason(error)
        else:
            yield python, ""


def _make(folder: Path, python: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    locked = ROOT / "requirements" / "course.txt"
    install = [uv, "pip", "install", "--quiet", "--system-certs", "--python", python]
    _run([uv, "venv", "--quiet", "--python", sys.executable, folder])
    _run([*install, "--require-hashes", "-r", locked])
    _run([*install, *PEERS])


def _run(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"{' and '.join(PEERS)} could not be installed within {PATIENCE:g} seconds"
    said = getattr(error, "stderr", "") or str(error)
    last = said.strip().splitlines()[-1:]
    return f"{' and '.join(PEERS)} could not be installed: is the package index in reach? {last}"
