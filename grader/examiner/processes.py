"""Warm processes as the examiner's host sees them: started once, forked for each submission."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from grader.examiner.view import bubblewrap_command, clean_environment
from grader.limits import Limits
from grader.rpc.channel import Channel, ChannelClosed, ChannelTimeout
from grader.rpc.codec import decode, encode
from grader.sandbox.sandboxed import SandboxedProcesses

NAMESPACES, PROCESS_ONLY = "namespaces", "process only"
_START_SECONDS = 120.0


class NoSandbox(Exception):
    """This machine gives no sandbox, and nobody said that one is not needed."""


class ForkServer:
    """A process that has imported what grading needs and forks on request.

    Parameters
    ----------
    command
        What to run; the number of the control descriptor replaces ``{}``.
    environment
        Its environment variables.
    """

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        filled = [word.replace("{}", str(theirs.fileno())) for word in command]
        self.process = subprocess.Popen(
            filled,
            env=environment,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._missing: list[str] | None = None

    @property
    def missing(self) -> list[str]:
        """Names that were to be imported and could not be; waits until it is warm."""
        if self._missing is None:
            self._control.settimeout(_START_SECONDS)
            try:
                first = self._control.recv(1 << 16)
            except OSError:
                first = b""
            if not first:
                raise NoSandbox("the warm process ended while it started; its words are above")
            self._missing = decode(first, Limits())
        return self._missing

    def fork(self, limits: Limits, descriptors: Sequence[int]) -> None:
        """Hand `descriptors` to a new fork."""
        _ = self.missing
        socket.send_fds(self._control, [encode(limits.as_plain(), limits)], list(descriptors))

    def learn(self, content: bytes) -> None:
        """Let the process read `content` once, for all later forks."""
        _ = self.missing
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            socket.send_fds(self._control, [b"learn"], [file.fileno()])

    def close(self) -> None:
        """Hang up; the process and all its forks end."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
            return
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Sandbox(ForkServer):
    """The warm process of learners' notebooks, which bubblewrap locks in where the tier says so.

    Parameters
    ----------
    preload
        Modules to import once.
    packages
        Folders or files of importable packages that learners may use, besides what is installed.
    tier
        `NAMESPACES`, or `PROCESS_ONLY` where that was explicitly allowed.
    """

    def __init__(
        self, preload: Sequence[str], packages: Sequence[Path] = (), tier: str = NAMESPACES
    ) -> None:
        self.tier = tier
        inner = ["-m", "grader.worker", "{}", tier, *preload]
        if tier == NAMESPACES:
            bwrap = shutil.which("bwrap")
            if sys.platform != "linux" or bwrap is None:
                raise NoSandbox("bubblewrap (`bwrap`) is not installed; it needs Linux")
            command = [*bubblewrap_command(bwrap, packages), sys.executable, *inner]
        else:
            command = [sys.executable, *inner]
        super().__init__(command, clean_environment(tier == NAMESPACES, packages))

    def admit(self, limits: Limits, files: Mapping[str, bytes]) -> SandboxedProcesses:
        """A new locked-in process with `files` in its folder."""
        channel, theirs = socket.socketpair()
        line, supervisors = socket.socketpair()
        with theirs, supervisors:
            self.fork(limits, [theirs.fileno(), supervisors.fileno()])
        sandboxed = SandboxedProcesses(Channel(channel, limits), line)
        with contextlib.suppress(ChannelClosed):
            sandboxed.channel.send(encode(dict(files), limits.for_files()))
        return sandboxed


def available_tier() -> tuple[str, str]:
    """The best tier of this machine, found by trying, and what is in the way of a better one.

    Returns
    -------
    tier, obstacle
        `NAMESPACES` and "", or `PROCESS_ONLY` and what was missing.
    """
    try:
        with Sandbox(preload=[]) as sandbox:
            sandboxed = sandbox.admit(Limits(), {})
            sandboxed.channel.deadline = time.monotonic() + _START_SECONDS
            sandboxed.channel.send(encode(("ask", "look_up", ("nothing",)), Limits()))
            sandboxed.channel.receive()
            sandboxed.end()
    except (NoSandbox, ChannelClosed, ChannelTimeout, OSError) as error:
        return PROCESS_ONLY, str(error) or "a process could not be locked into namespaces"
    return NAMESPACES, ""
