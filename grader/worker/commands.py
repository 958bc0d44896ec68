"""Shell commands of a notebook, ``!ls`` say, by a pipe: IPython's own way needs a terminal."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList


class Commands(InteractiveShell):
    """An interactive shell that runs commands where no terminal can be made."""

    var_expand: Callable[..., str]  # which looks at its caller's frame

    def system(self, cmd: str) -> None:
        """Run a command and show what it says; `_exit_code` tells how it went."""
        print(self._said(self.var_expand(cmd, depth=1)), end="")

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> object:
        """What a command says, as IPython's list of lines or as text."""
        said = self._said(self.var_expand(cmd, depth=depth + 1))
        return SList(said.splitlines()) if split else LSString(said)

    def _said(self, command: str) -> str:
        done = subprocess.run(
            command,
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.user_ns["_exit_code"] = done.returncode
        return done.stdout.decode(errors="replace")
