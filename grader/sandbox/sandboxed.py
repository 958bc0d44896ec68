"""One submission's sandboxed processes, as the trusted side sees them."""

from __future__ import annotations

import contextlib
import socket

from grader.rpc.channel import Channel
from grader.sandbox.supervisor import INTERRUPT, KILL, ORDER, OUT_OF_MEMORY


class SandboxedProcesses:
    """One submission's sandboxed processes.

    Attributes
    ----------
    channel
        The line to the first of them.
    line
        The line to their supervisor: orders about one process; hanging up ends them all.
    """

    def __init__(self, channel: Channel, line: socket.socket) -> None:
        self.channel = channel
        self.line = line
        self._out_of_memory = False

    def interrupt(self, process: int) -> None:
        """Interrupt the learner's code in a process."""
        self._order(INTERRUPT, process)

    def kill(self, process: int) -> None:
        """End a process."""
        self._order(KILL, process)

    def _order(self, letter: bytes, process: int) -> None:
        with contextlib.suppress(OSError):
            self.line.send(ORDER.pack(letter, process))

    def used_too_much_memory(self) -> bool:
        """Whether the supervisor has ended a process for its memory."""
        with contextlib.suppress(OSError):
            self._out_of_memory |= OUT_OF_MEMORY in self.line.recv(1 << 10, socket.MSG_DONTWAIT)
        return self._out_of_memory

    def end(self) -> None:
        """End everything in the sandbox, and wait for that."""
        self.channel.close()
        with contextlib.suppress(OSError):
            self.line.shutdown(socket.SHUT_WR)
            self.line.settimeout(10)
            while self.line.recv(1 << 10):
                pass
        self.line.close()
