"""The fork server of the trusted side: ``python -m grader.runner FD PRELOAD...``."""

from __future__ import annotations

import sys

from grader.sandbox.fast_imports import no_garbage, skip_address_parser
from grader.sandbox.fork_server import run


def main() -> None:
    """Serve until the examiner hangs up."""
    skip_address_parser()  # here only: a learner's own libraries find all that is installed
    with no_garbage():
        from grader.runner.serve import learn, serve_job

    descriptor, *modules = sys.argv[1:]
    run(int(descriptor), modules, serve_job, learn)


if __name__ == "__main__":
    main()
