"""The process that stands between a sandboxed learner and the warm process, and ends it.

It never runs learner's code. A byte ``I`` on its line interrupts the learner's cell; a
closed line, too much memory or the end of the learner's first process ends all that is inside.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
from pathlib import Path

from .limits import Limits

_LOOK_SECONDS = 0.1
_PAGE = resource.getpagesize()


def _parents() -> dict[int, tuple[int, int]]:
    """Every visible process: its parent and its resident bytes."""
    table = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                after_name = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            table[int(entry)] = (int(after_name[1]), int(after_name[21]) * _PAGE)
    return table


def tree_memory(root: int) -> int:
    """Resident bytes of `root` and all its descendants; pages they share count once for each."""
    table = _parents()
    total, wanted = 0, {root}
    while wanted:
        total += sum(table[pid][1] for pid in wanted if pid in table)
        wanted = {pid for pid, (parent, _) in table.items() if parent in wanted}
    return total


def keep(learner: int, line: socket.socket, limits: Limits) -> str:
    """Watch process `learner` until it ends or must be ended; the reason in a word.

    Returns
    -------
    str
        "ended", "memory" or "dismissed".
    """
    ended = os.pidfd_open(learner)
    poll = select.poll()
    poll.register(line, select.POLLIN | select.POLLHUP)
    poll.register(ended, select.POLLIN)
    shared = tree_memory(learner)
    reason = ""
    while not reason:
        ready = dict(poll.poll(_LOOK_SECONDS * 1000))
        if ended in ready:
            reason = "ended"
        elif line.fileno() in ready:
            reason = _obey(line, learner)
        elif tree_memory(learner) > shared + limits.total_memory_bytes:
            reason = "memory"
    os.kill(learner, signal.SIGKILL)
    os.waitpid(learner, 0)
    return reason


def _obey(line: socket.socket, learner: int) -> str:
    try:
        order = line.recv(1)
    except OSError:
        order = b""
    if order == b"I":
        os.kill(learner, signal.SIGINT)
        return ""
    return "dismissed"
