"""Install a lock file, each package checked by hash: with uv, or with pip where uv can't be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from launch.places import Places
from launch.steps import Runner
from launch.trouble import explain, kind

# Nothing is built from source: that would run downloaded code outside the lock.
LOCKED = ("--require-hashes", "--only-binary", ":all:")
FINAL = ("full", "denied", "hash", "wheels")  # pip would meet the same


@dataclass(frozen=True)
class Installer:
    """Fills the environment of a place."""

    places: Places
    runner: Runner

    def install(self, level: str) -> None:
        """Bring the environment to exactly the lock of `level`, with the course importable.

        Raises
        ------
        SetupError
            When neither uv nor pip gets there; it says why and what to do.
        """
        if self._get_uv() and self._with_uv(level):
            return
        print("Going on with pip instead of uv: the same packages, more slowly ...", flush=True)
        self._with_pip(level)

    def _get_uv(self) -> bool:
        print("Getting uv, which installs the rest ...", flush=True)
        got = self.runner.run(self._pip("bootstrap"))
        if not got.worked and kind(got.output) != "wheels":
            raise explain(got.output, self.places.log)
        return got.worked

    def _with_uv(self, level: str) -> bool:
        locks = [self.places.requirements(name) for name in (level, "bootstrap")]
        here = ("--python", self.places.python)
        print(f"Installing the packages of requirements/{level}.txt ...", flush=True)
        ready = ("--system-certs", "--compile-bytecode")  # as pip does: each first start is quicker
        sync: list[object] = [self.places.uv, "pip", "sync", *here, *ready, *LOCKED]
        done = self.runner.run([*sync, *locks])
        if done.worked:
            course = ("--no-deps", "--no-build-isolation", "-e", ".")
            done = self.runner.run([self.places.uv, "pip", "install", *here, *course])
        if not done.worked and kind(done.output) in FINAL:
            raise explain(done.output, self.places.log)
        return done.worked

    def _with_pip(self, level: str) -> None:
        done = self.runner.run(self._pip(level))
        if not done.worked:
            raise explain(done.output, self.places.log)
        self._add_to_path()

    def _pip(self, name: str) -> list[object]:
        pip = [self.places.python, "-m", "pip", "install", "--no-deps", *LOCKED]
        return [*pip, "--progress-bar=off", "--retries=2", "-r", self.places.requirements(name)]

    def _add_to_path(self) -> None:
        """Let the environment import the course, as an editable install would."""
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        packages = Path(self.runner.run([self.places.python, "-c", ask]).output.strip())
        content = f"{self.places.root}\n"
        (packages / "optimization_course.pth").write_text(content, encoding="utf-8")
