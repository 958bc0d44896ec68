"""`python launch start`. Every Python can read this file, and an old one is told what is needed."""

import os
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

if sys.version_info < OLDEST:
    for name in ("python3.12", "python3.11", "python3.13", "python3.14"):
        command = [name, os.path.join(ROOT, "launch")] + sys.argv[1:]
        probe = [name, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            with open(os.devnull, "w") as nowhere:
                works = subprocess.call(probe, stdout=nowhere, stderr=nowhere) == 0
        except OSError:  # not on the PATH
            continue
        if works and os.name == "posix":
            os.execvp(name, command)
        elif works:
            sys.exit(subprocess.call(command))
    sys.exit(
        "The course needs Python %d.%d or newer, and this is %d.%d: install a newer one, "
        "or name it: make start PYTHON=/path/to/python3.12" % (OLDEST + tuple(sys.version_info[:2]))
    )

sys.path[0] = ROOT
from launch.commands import main  # noqa: E402 - an old Python could not read it

sys.exit(main(sys.argv[1:]))
