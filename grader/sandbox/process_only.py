"""The weaker tier: a process of its own with resource limits, but no namespaces.

Used only where no sandbox can be had and the instructor has said that it may be. The learner's
code can read and write whatever the account can; it is still kept apart from the tests.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from grader.limits import Limits
from grader.rpc.channel import Channel, ChannelClosed
from grader.sandbox.locked import Notebook, receive_files
from grader.sandbox.namespaces import become_reaper
from grader.sandbox.supervisor import Processes, supervise


def fork_supervised(descriptors: list[int], limits: Limits, notebook: Notebook) -> None:
    """Fork a supervisor, which forks the learner's first process, and tidies up behind it."""
    if os.fork():
        return
    folder = Path(tempfile.mkdtemp(prefix="learner-"))
    try:
        channel, line = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        root = os.fork()
        if not root:
            _learner(channel, limits, folder, notebook)
        channel.close()
        supervise(root, line, limits, Processes())
        _end_group(root)
    except BaseException:
        traceback.print_exc()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _learner(channel: socket.socket, limits: Limits, folder: Path, notebook: Notebook) -> NoReturn:
    """The learner's process."""
    try:
        os.setsid()
        become_reaper()  # so that no process of the notebook leaves its family
        line = Channel(channel, limits)
        line.descriptors = []
        _lay_files(folder, receive_files(line, limits))
        for which, value in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, limits.cpu_seconds),
            (resource.RLIMIT_FSIZE, limits.file_bytes),
            (resource.RLIMIT_NOFILE, limits.open_files),
        ):
            resource.setrlimit(which, (value, value))
        notebook(line)
    except ChannelClosed:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _lay_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        target = folder / name
        if ".." in target.parts or not target.is_relative_to(folder):
            raise ValueError(f"a data file must stay in its folder, got {name!r}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    os.chdir(folder)
