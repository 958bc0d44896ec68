"""The warm process: imports once, then one locked-in fork for each submission.

Run as ``python -m examiner.zygote FD TIER PRELOAD...``. On the control line each request carries
two sockets, the notebook's channel and its supervisor's line, and the limits.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence

from .channel import Channel, ChannelClosed
from .lighter import no_garbage, skip_address_parser
from .limits import Limits
from .wire import decode, encode

_OBJECTS = 10_000
"""New ones before a fork looks for garbage; Python's own 700 suits longer lives."""


def preload(names: Sequence[str]) -> list[str]:
    """Import what can be; the names of what could not."""
    missing = []
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            missing.append(name)
    return missing


def serve(
    control: socket.socket,
    fork: Callable[[list[int], Limits], None],
    learn: Callable[[int], None] | None = None,
) -> None:
    """Answer requests for a fork until the other end hangs up.

    A request with a single descriptor is a file to `learn`: what all later forks shall know.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 8)
        except OSError:
            return
        if not message:
            return
        if learn is not None and len(descriptors) == 1:
            learn(descriptors[0])
            gc.freeze()
        else:
            limits = Limits(**decode(message, Limits()))
            fork(descriptors, limits)
        for descriptor in descriptors:
            os.close(descriptor)
        _reap()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def fork_locked(descriptors: list[int], limits: Limits) -> None:
    """Fork the supervisor, which forks the notebook's first process into its own namespaces."""
    if os.fork():
        return
    try:
        _supervise_locked(descriptors, limits)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _supervise_locked(descriptors: list[int], limits: Limits) -> None:
    from .namespaces import become_unprivileged, mapped_bytes, new_namespaces
    from .supervisor import Processes, supervise

    channel, line = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    _close_others({channel.fileno(), line.fileno()})
    os.setsid()
    mapped = mapped_bytes()
    become_unprivileged()
    processes = Processes()
    new_namespaces()
    root = os.fork()
    if not root:
        processes.close()
        line.close()
        _learner(channel, limits, mapped)
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


def _learner(channel: socket.socket, limits: Limits, mapped: int) -> None:
    """Process 1 of the learner's namespaces; never returns."""
    try:
        from . import namespaces
        from .worker import main

        line = Channel(channel, limits)
        line.descriptors = []
        files = receive_files(line, limits)
        namespaces.private_disk(limits)
        namespaces.lay_files(files)
        namespaces.limit_resources(limits, mapped)
        namespaces.drop_everything()
        main(line)
    except ChannelClosed:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _trusted_fork(descriptors: list[int], limits: Limits) -> None:
    from .office import serve_job

    serve_job(descriptors, limits)


def _trusted_learn(descriptor: int) -> None:
    from .office import learn

    learn(descriptor)


def fork_unlocked(descriptors: list[int], limits: Limits) -> None:
    """Fork a supervisor and a learner's process with resource limits only."""
    from .unlocked import fork_supervised

    fork_supervised(descriptors, limits)


_FORKS = {"namespaces": fork_locked, "process only": fork_unlocked}


def main() -> None:
    """Serve until the examiner hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    tier = sys.argv[2]
    trusted = tier == "trusted"
    room = __package__ or "examiner"
    if trusted:  # a learner's own libraries find all that is installed
        skip_address_parser()
    with no_garbage():
        missing = preload([f"{room}.office" if trusted else f"{room}.worker", *sys.argv[3:]])
    try:
        control.sendall(encode(missing, Limits()))
    except OSError:  # it was not needed, and whoever started it has gone on
        return
    if trusted:
        serve(control, _trusted_fork, _trusted_learn)
    else:
        serve(control, _FORKS[tier])


if __name__ == "__main__":
    main()
