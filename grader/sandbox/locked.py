"""The stronger tier: a learner's process in namespaces of its own, without privileges."""

from __future__ import annotations

import os
import socket
import traceback
from collections.abc import Callable
from typing import NoReturn

from grader.limits import Limits
from grader.rpc.channel import Channel, ChannelClosed
from grader.rpc.codec import decode
from grader.sandbox import namespaces
from grader.sandbox.supervisor import Processes, supervise

Notebook = Callable[[Channel], None]
"""What a learner's process does once it is locked in: answer on its channel until that closes."""


def fork_locked(descriptors: list[int], limits: Limits, notebook: Notebook) -> None:
    """Fork the supervisor, which forks the notebook's first process into its own namespaces."""
    if os.fork():
        return
    try:
        _supervise(descriptors, limits, notebook)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _supervise(descriptors: list[int], limits: Limits, notebook: Notebook) -> None:
    channel, line = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    _close_others({channel.fileno(), line.fileno()})
    os.setsid()
    mapped = namespaces.mapped_bytes()
    namespaces.become_unprivileged()
    processes = Processes()
    namespaces.new_namespaces()
    root = os.fork()
    if not root:
        processes.close()
        line.close()
        _learner(channel, limits, mapped, notebook)
    channel.close()
    supervise(root, line, limits, processes)


def _close_others(keep: set[int]) -> None:
    last = 2
    for descriptor in sorted(keep):
        os.closerange(last + 1, descriptor)
        last = descriptor
    os.closerange(last + 1, 4096)


def receive_files(line: Channel, limits: Limits) -> dict[str, bytes]:
    """The data files that a submission finds beside it; the first message, and our own."""
    line.limits = limits.for_files()
    files: dict[str, bytes] = decode(line.receive(), line.limits)
    line.limits = limits
    return files


def _learner(channel: socket.socket, limits: Limits, mapped: int, notebook: Notebook) -> NoReturn:
    """Process 1 of the learner's namespaces."""
    try:
        line = Channel(channel, limits)
        line.descriptors = []
        files = receive_files(line, limits)
        namespaces.private_disk(limits)
        namespaces.lay_files(files)
        namespaces.limit_resources(limits, mapped)
        namespaces.drop_everything()
        notebook(line)
    except ChannelClosed:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)
