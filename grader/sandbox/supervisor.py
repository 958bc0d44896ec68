"""The process that watches a sandboxed notebook from outside its namespaces, and ends it.

It never runs a learner's code. The notebook's first process stays as it was forked from the warm
process; the notebook runs in its children. Orders come on the supervisor's line, each a letter and
a process number as it is known inside the sandbox, 0 for the first one: ``I`` interrupts that
process, ``K`` kills it. When the line is closed, or the first process ends, everything inside is
killed.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import socket
import struct
import time

from grader.limits import Limits

ORDER = struct.Struct("<cI")
INTERRUPT, KILL = b"I", b"K"
OUT_OF_MEMORY = b"M"
"""What the supervisor writes on its line when it has killed a process for its memory."""

_LOOK_SECONDS = 0.1
_SPARING = 5
"""An exact look at memory takes a while; the next one comes this many times later."""
_MOST_KILLS = 3
_PAGE = resource.getpagesize()


class Processes:
    """The processes of this process namespace, by a view of ``/proc`` that stays.

    A notebook covers ``/proc`` in the mounts that it shares with its supervisor.
    """

    def __init__(self) -> None:
        self._proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)

    def close(self) -> None:
        """Give the view up."""
        os.close(self._proc)

    def _read(self, name: str) -> str:
        """The text of a file, "" if its process has ended."""
        with contextlib.suppress(OSError):
            descriptor = os.open(name, os.O_RDONLY, dir_fd=self._proc)
            with open(descriptor) as file:
                return file.read()
        return ""

    def resident(self, root: int) -> dict[int, int]:
        """Resident bytes of `root` and of each of its descendants; shared pages count for each."""
        table = {}
        for entry in filter(str.isdigit, os.listdir(self._proc)):
            after_name = self._read(f"{entry}/stat").rpartition(")")[2].split()
            if after_name:
                table[int(entry)] = (int(after_name[1]), int(after_name[21]) * _PAGE)
        found: dict[int, int] = {}
        wanted = {root}
        while wanted:
            found |= {pid: table[pid][1] for pid in wanted if pid in table}
            wanted = {pid for pid, (parent, _) in table.items() if parent in wanted}
        return found

    def proportional(self, pid: int) -> int:
        """Bytes of memory of a process, of which a page that several share counts in parts."""
        for line in self._read(f"{pid}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        return 0

    def outside(self, root: int, number: int) -> int:
        """The number here of the process that is `number` inside the sandbox; 0 if none is."""
        for pid in self.resident(root):
            status = self._read(f"{pid}/status")
            inside = status.partition("NSpid:")[2].partition("\n")[0].split()
            if inside and int(inside[-1]) == number:
                return pid
        return 0


class Memory:
    """Keeps the memory of a notebook's processes below a limit.

    Parameters
    ----------
    processes
        The view of all processes.
    root
        The notebook's first process.
    most
        Bytes beyond what that process has now.
    """

    def __init__(self, processes: Processes, root: int, most: int) -> None:
        self.processes = processes
        self.root = root
        self.most = sum(processes.resident(root).values()) + most
        self.kills = 0
        self._next = 0.0

    def excess(self) -> int:
        """The process that has most of a memory that is too large; 0 if it is not."""
        found = self.processes.resident(self.root)
        began = time.monotonic()
        if sum(found.values()) <= self.most or began < self._next:
            return 0
        exact = {pid: self.processes.proportional(pid) for pid in found}
        now = time.monotonic()
        self._next = now + _SPARING * (now - began)
        if sum(exact.values()) <= self.most:
            return 0
        others = {pid: size for pid, size in exact.items() if pid != self.root}
        return max(others, key=lambda pid: others[pid], default=self.root)

    def enforce(self, line: socket.socket) -> None:
        """Kill the largest process if there is too much, and say so on `line` before."""
        pid = self.excess()
        if pid:
            self.kills += 1
            with contextlib.suppress(OSError):
                line.send(OUT_OF_MEMORY)
            _signal(pid if self.kills <= _MOST_KILLS else self.root, signal.SIGKILL)


def supervise(root: int, line: socket.socket, limits: Limits, processes: Processes) -> None:
    """Watch the notebook whose first process is `root` until it ends or must be ended."""
    ended = os.pidfd_open(root)
    poll = select.poll()
    poll.register(line, select.POLLIN | select.POLLHUP)
    poll.register(ended, select.POLLIN)
    memory = Memory(processes, root, limits.total_memory_bytes)
    while True:
        ready = dict(poll.poll(_LOOK_SECONDS * 1000))
        if ended in ready:
            break
        if line.fileno() in ready and not _obey(line, root, processes):
            break
        if not ready:
            memory.enforce(line)
    os.kill(root, signal.SIGKILL)
    os.waitpid(root, 0)


def _obey(line: socket.socket, root: int, processes: Processes) -> bool:
    """Carry out one order; False when the other end has hung up."""
    try:
        order = line.recv(ORDER.size, socket.MSG_WAITALL)
    except OSError:
        order = b""
    if len(order) < ORDER.size:
        return False
    letter, number = ORDER.unpack(order)
    pid = processes.outside(root, number) if number else root
    if pid:
        _signal(pid, signal.SIGINT if letter == INTERRUPT else signal.SIGKILL)
    return True


def _signal(pid: int, what: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, what)
