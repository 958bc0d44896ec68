"""What the tests need beside Python: Debian's packages, installed where that may be done."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from launch.rights import is_root
from launch.steps import Runner


@dataclass(frozen=True)
class Program:
    """A program that some tests need."""

    package: str
    names: tuple[str, ...]
    without: str


PROGRAMS = (
    Program(
        "chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "the tests that open a lesson in a real browser will not run",
    ),
    Program(
        "npm",  # and with it nodejs
        ("npm",),
        "the types and the lint of the pictures' JavaScript will not be checked",
    ),
    Program("bubblewrap", ("bwrap",), "the tests that grade in a sandbox will not run"),
)


def missing() -> list[Program]:
    """Return the programs that are not on the PATH."""
    return [program for program in PROGRAMS if not any(map(shutil.which, program.names))]


def provide(runner: Runner) -> None:
    """Install what is missing where that may be done, and say what is missing still."""
    if missing() and shutil.which("apt-get"):
        _install([program.package for program in missing()], runner)
    for program in missing():
        print(f"No {program.package} on this machine: {program.without}.", flush=True)


def _install(packages: list[str], runner: Runner) -> None:
    wanted = " ".join(packages)
    rights = _rights(runner)
    if rights is None:
        print(f"Not installed, for that needs an administrator: sudo apt-get install {wanted}")
        return
    print(f"Installing Debian's packages for the tests: {wanted} ...", flush=True)
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    runner.run([*apt, "update"])
    done = runner.run([*apt, "install", "--no-install-recommends", *packages])
    if not done.worked:
        print(f"apt-get could not install {wanted}; what it said is in {runner.log}", flush=True)


def _rights(runner: Runner) -> list[str] | None:
    """Return what to put before a command of the administrator's; None when we may not be one."""
    if is_root():
        return []
    if shutil.which("sudo") and runner.run(["sudo", "-n", "true"]).worked:
        return ["sudo", "-n"]
    return None
