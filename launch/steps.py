"""Run one step of the set-up: its output goes to the log, the telling lines to the screen."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TELLING = (
    *("Downloading ", "Collecting ", "Prepared ", "Installed ", "Bytecode compiled "),
    *("Building ", "Setting up "),
)


@dataclass(frozen=True)
class Step:
    """What came of a step."""

    worked: bool
    output: str


@dataclass(frozen=True)
class Runner:
    """Runs steps in one folder with one set of variables and one log."""

    folder: Path
    variables: Mapping[str, str]
    log: Path

    def run(self, command: Sequence[object]) -> Step:
        """Run a command of strings and paths to its end; when we are stopped, so is it."""
        lines: list[str] = []
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with (
            self.log.open("a", encoding="utf-8") as log,
            subprocess.Popen(
                [str(part) for part in command],
                cwd=self.folder,
                env=dict(self.variables),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            ) as process,
        ):
            try:
                for line in process.stdout or ():
                    log.write(line)
                    lines.append(line)
                    if line.startswith(TELLING):
                        print(f"  {line.rstrip()}", flush=True)
            except BaseException:
                process.kill()
                raise
        return Step(process.returncode == 0, "".join(lines))
