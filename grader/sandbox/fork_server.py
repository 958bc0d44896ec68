"""A process that imports once, and then forks for each submission.

It answers on a control line. Each request carries the limits, and the descriptors that the fork
gets. Two packages run one: `grader.worker` for learners' notebooks, `grader.runner` for the tests.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
from collections.abc import Callable, Sequence

from grader.limits import Limits
from grader.rpc.codec import decode, encode
from grader.sandbox.fast_imports import no_garbage

_OBJECTS = 10_000
"""New ones before a fork looks for garbage; Python's own 700 suits longer lives."""


def run(
    descriptor: int,
    modules: Sequence[str],
    fork: Callable[[list[int], Limits], None],
    learn: Callable[[int], None] | None = None,
) -> None:
    """Import `modules`, tell which could not be, and serve until the other end hangs up.

    Parameters
    ----------
    descriptor
        Of the control line.
    modules
        Names of modules, imported once for all forks.
    fork, learn
        See `serve`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    with no_garbage():
        missing = preload(modules)
    try:
        control.sendall(encode(missing, Limits()))
    except OSError:  # it was not needed, and whoever started it has gone on
        return
    serve(control, fork, learn)


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
