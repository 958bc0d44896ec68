"""The fork server of learners' notebooks: ``python -m grader.worker FD TIER PRELOAD...``."""

from __future__ import annotations

import sys

from grader.limits import Limits
from grader.sandbox.fork_server import run
from grader.sandbox.locked import fork_locked
from grader.sandbox.process_only import fork_supervised

_FORKS = {"namespaces": fork_locked, "process only": fork_supervised}


def main() -> None:
    """Serve until the examiner hangs up."""
    descriptor, tier, *modules = sys.argv[1:]

    def fork(descriptors: list[int], limits: Limits) -> None:
        from grader.worker.worker import main as notebook  # imported by then, or known as missing

        _FORKS[tier](descriptors, limits, notebook)

    run(int(descriptor), ["grader.worker.worker", *modules], fork)


if __name__ == "__main__":
    main()
