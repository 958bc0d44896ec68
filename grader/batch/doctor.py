"""`python -m grader doctor`: how well this machine can isolate submissions."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jupyter_core.paths import jupyter_config_path

from grader.batch.course import CONFIG, configured, isolates
from grader.batch.refusal import CannotRun
from grader.examiner.processes import NAMESPACES, available_tier
from grader.limits import Limits

INSTALL = {
    "debian": "sudo apt-get install bubblewrap",
    "fedora": "sudo dnf install bubblewrap",
    "arch": "sudo pacman -S bubblewrap",
    "suse": "sudo zypper install bubblewrap",
}
ALLOW = """echo 'abi <abi/4.0>,
include <tunables/global>
profile bwrap /usr/bin/bwrap flags=(unconfined) {
  userns,
}' | sudo tee /etc/apparmor.d/bwrap && sudo systemctl reload apparmor"""


def doctor(root: Path | None = None) -> int:
    """Say which sandbox this machine gives, and how a course grades.

    Parameters
    ----------
    root : Path
        The course's folder, if it is one; by default where we are.

    Returns
    -------
    int
        0 if the sandbox is the full one and the course, if there is one here, uses it.
    """
    tier, obstacle = available_tier()
    print(f"Sandbox: {_tier_words(tier)}")
    if obstacle:
        print(f"In the way: {obstacle}")
    for advice in remedies() if tier != NAMESPACES else ():
        print(f"To do: {advice}")
    if tier != NAMESPACES:
        print(
            "Until then nothing is graded. For work you trust as your own: "
            "c.IsolatedExecute.allow_unsandboxed = True in nbgrader_config.py"
        )
    course, well = about_course(root or Path.cwd())
    print(f"Course: {course}")
    for advice in strictness():
        print(f"To do: {advice}")
    print(f"Software: {', '.join(software())}")
    print("Limits of one submission, unless nbgrader_config.py changes them:")
    for name, value in Limits().as_plain().items():
        print(f"    {name:24} {in_units(name, value)}")
    return 0 if tier == NAMESPACES and well else 1


def about_course(root: Path) -> tuple[str, bool]:
    """How the course in a folder grades, in words, and whether that is well."""
    if not (root / CONFIG).is_file():
        return f"none here; run this in the folder of {CONFIG} to hear about one", True
    try:
        config = configured(root).config
    except CannotRun as reason:
        return str(reason), False
    if not isolates(config):
        return f"NOT graded in isolation: {CONFIG} does not call `configure(c)`", False
    weaker = config.IsolatedExecute.get("allow_unsandboxed", False)
    also = "; without a sandbox too, since c.IsolatedExecute.allow_unsandboxed is set"
    return f"graded in isolation{also if weaker else ''}", True


def strictness() -> list[str]:
    """What to do so that nbgrader's own commands stop at a mistake in their settings."""
    variable = "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR"
    folders = [Path(folder, CONFIG) for folder in jupyter_config_path()]
    if os.environ.get(variable) or any(_is_strict(path) for path in folders):
        return []
    return [
        f"set {variable}=1 where `nbgrader autograde` and JupyterLab are started: otherwise they "
        f"go on, without isolation, when {CONFIG} has a mistake in it"
    ]


def _is_strict(path: Path) -> bool:
    return path.is_file() and "raise_config_file_errors" in path.read_text("utf-8", "replace")


def _tier_words(tier: str) -> str:
    if tier == NAMESPACES:
        return f"full ({tier}: no network, no files of yours, no other processes, all limits)"
    return f"none (only {tier}: time and memory limits, but your files and the network are open)"


def software() -> list[str]:
    """What grades, with versions."""
    found = [f"Python {platform.python_version()}"]
    for name in ("nbgrader", "nbconvert", "numpy"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    if bwrap := shutil.which("bwrap"):
        answer = subprocess.run([bwrap, "--version"], capture_output=True, text=True, check=False)
        found.append(answer.stdout.strip())
    return [*found, f"{platform.system()} {platform.release()}"]


def remedies(root: Path = Path("/")) -> list[str]:
    """What an administrator can do, found by looking at this machine.

    Parameters
    ----------
    root : Path
        Where the system's files are.
    """
    if sys.platform != "linux":
        return ["grade on Linux, in a virtual machine or in WSL 2: only Linux has this sandbox"]
    found = []
    if shutil.which("bwrap") is None:
        found.append(f"install bubblewrap: {_install(root)}")
    if _says(root, "kernel/unprivileged_userns_clone", "0"):
        found.append("allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1")
    if _says(root, "user/max_user_namespaces", "0"):
        found.append("allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000")
    profile = root / "etc/apparmor.d/bwrap"
    if _says(root, "kernel/apparmor_restrict_unprivileged_userns", "1") and not profile.exists():
        found.append(f"let AppArmor allow bubblewrap (Ubuntu 23.10 and later):\n{ALLOW}")
    if (root / ".dockerenv").exists():
        found.append(
            "if namespaces are refused in this container, start it with "
            "--security-opt seccomp=unconfined --security-opt systempaths=unconfined"
        )
    return found


def _says(root: Path, setting: str, value: str) -> bool:
    try:
        return (root / "proc/sys" / setting).read_text().strip() == value
    except OSError:
        return False


def _install(root: Path) -> str:
    """The command of this machine's package manager."""
    try:
        words = (root / "etc/os-release").read_text()
    except OSError:
        words = ""
    known = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora"}
    for name in (*INSTALL, *known):
        if name in words:
            return INSTALL[known.get(name, name)]
    return "the package is called `bubblewrap`"


def in_units(name: str, value: float) -> str:
    """A limit as people read it."""
    if name.endswith("_bytes"):
        return f"{value / 1024**2:g} MiB"
    return f"{value:g} s" if name.endswith("_seconds") else f"{value:,g}"
