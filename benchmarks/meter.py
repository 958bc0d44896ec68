"""Measures a command with everything it starts: processor time, wall time, peak memory."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GROUPS = (Path("/sys/fs/cgroup/cpuacct"), Path("/sys/fs/cgroup"))
_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    cpu, wall : float
        Seconds; `cpu` is of all its processes together.
    memory : float
        Mebibytes at the highest, pages that processes share counted once.
    """

    cpu: float
    wall: float
    memory: float


def measure(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command to its end; `RuntimeError` with its last words if it fails."""
    group = _new_group()
    before, began = _cpu(group), time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: _join(group),
    )
    peak = _Peak(process.pid, group)
    said, _ = process.communicate()
    wall = time.monotonic() - began
    peak.stop()
    _reap()
    cost = Cost(_cpu(group) - before, wall, peak.highest / 1024)
    if group:
        with contextlib.suppress(OSError):
            group.rmdir()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{said[-2000:]}")
    return cost


def _new_group() -> Path | None:
    """A control group of our own, which counts every process exactly; None without the right."""
    for root in GROUPS:
        group = root / f"benchmark-{os.getpid()}-{time.monotonic_ns()}"
        if (root / "cpuacct.usage").exists() or (root / "cgroup.controllers").exists():
            with contextlib.suppress(OSError):
                group.mkdir()
                return group
    # else children of children come back to us when their parents end, and are counted then
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    return None


def _join(group: Path | None) -> None:
    if group:
        (group / "cgroup.procs").write_text(str(os.getpid()))


def _cpu(group: Path | None) -> float:
    if group and (group / "cpuacct.usage").exists():
        return int((group / "cpuacct.usage").read_text()) / 1e9
    if group:
        return int((group / "cpu.stat").read_text().split()[1]) / 1e6
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


class _Peak:
    """Looks at the memory of all processes five times a second."""

    def __init__(self, root: int, group: Path | None) -> None:
        self.root, self.group, self.highest = root, group, 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            self.highest = max(self.highest, sum(map(_kibibytes, self._processes())))

    def _processes(self) -> list[int]:
        if self.group:
            with contextlib.suppress(OSError):
                return [int(pid) for pid in (self.group / "cgroup.procs").read_text().split()]
        found, wanted = [], [self.root]
        while wanted:
            pid = wanted.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
                wanted += [int(child) for child in children.split()]
        return found

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()


def _kibibytes(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0
