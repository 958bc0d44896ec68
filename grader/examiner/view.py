"""What a sandboxed process can see: the Python environment, system libraries, nothing else."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Sequence
from pathlib import Path

_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin")
_SETTINGS = (
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/ssl/certs",
)
_HERE = "/opt/course"
_GRADER = Path(__file__).parent.parent
_SHARED = ("__init__.py", "limits.py", "rpc", "sandbox", "worker")
"""The parts of this package that a learner's process runs; it sees no other."""
_KEPT_VARIABLES = ("LANG", "LC_ALL", "LC_CTYPE", "TZ")


def _environment_folders() -> list[Path]:
    """Folders of the Python that runs us, its packages included."""
    wanted = [
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(os.path.realpath(sys.executable)).parent,
    ]
    wanted += [Path(entry) for entry in sys.path if Path(entry).name.endswith("-packages")]
    if site.ENABLE_USER_SITE:
        wanted.append(Path(site.getusersitepackages()))
    found: list[Path] = []
    for folder in sorted({path.absolute() for path in wanted if path.is_dir()}):
        inside = any(folder.is_relative_to(known) for known in [*found, Path("/usr")])
        if not inside:
            found.append(folder)
    return found


def bubblewrap_command(bwrap: str, packages: Sequence[Path]) -> list[str]:
    """The command line that locks the warm process in."""
    command = [bwrap, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--die-with-parent", "--hostname", "sandbox"]
    if os.geteuid() == 0:  # as root its forks give root up themselves; see namespaces.py
        command += ["--cap-drop", "ALL"]
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_KILL"):
            command += ["--cap-add", capability]
    command += ["--tmpfs", "/", "--tmpfs", "/tmp"]
    for folder in map(Path, _SYSTEM):
        if folder.is_symlink():
            command += ["--symlink", os.readlink(folder), str(folder)]
        elif folder.is_dir():
            command += ["--ro-bind", str(folder), str(folder)]
    shown = {str(folder): str(folder) for folder in _environment_folders()}
    shown |= {f"{_HERE}/grader/{part}": str(_GRADER / part) for part in _SHARED}
    shown |= {f"{_HERE}/{package.name}": str(package) for package in packages}
    for parent in sorted(
        {str(p) for target in [*shown, *_SETTINGS] for p in Path(target).parents} - {"/"}
    ):
        command += ["--perms", "0755", "--dir", parent]  # bubblewrap's own would be 0700
    for target, source in shown.items():
        command += ["--ro-bind", source, target]
    if any(_GRADER.is_relative_to(folder) for folder in _environment_folders()):  # installed there
        command += ["--tmpfs", str(_GRADER), "--remount-ro", str(_GRADER)]
    for setting in _SETTINGS:
        command += ["--ro-bind-try", setting, setting]
    command += ["--proc", "/proc", "--dev", "/dev", "--perms", "0755", "--tmpfs", "/scratch"]
    command += ["--dir", "/scratch/home"]
    return [*command, "--remount-ro", "/tmp", "--remount-ro", "/", "--chdir", "/scratch", "--"]


def clean_environment(locked: bool, packages: Sequence[Path]) -> dict[str, str]:
    """Environment variables of a sandboxed process: nothing of the instructor's."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    elsewhere = [str(folder.parent) for folder in (_GRADER, *packages)]
    folders = [_HERE] if locked else list(dict.fromkeys(elsewhere))
    return kept | {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join(folders),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "" if site.ENABLE_USER_SITE else "1",
        "PYTHONSAFEPATH": "1",
        "USER": "learner",
        "LOGNAME": "learner",
        "TMPDIR": "/scratch/tmp",
        "HOME": "/scratch/home",
        "IPYTHONDIR": "/scratch/home/ipython",
        "MPLCONFIGDIR": "/scratch/home/matplotlib",
        "NBGRADER_EXECUTION": "autograde",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
