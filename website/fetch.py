"""Fetch what the browser edition is made of; each file is checked by its sum and kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from website.trouble import SiteError

LOCK = "package-lock.json"
MARK = ".installed-from"  # in node_modules: a copy of the lock file


def digest(content: bytes) -> str:
    """SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def npm_package(package: str, version: str, sha256: str, kept: Path) -> Path:
    """Return the unpacked folder of a package of npm's.

    Parameters
    ----------
    package, version, sha256
        Which one, and the sum of its archive.
    kept : Path
        Where files are kept for the next build.

    Raises
    ------
    SiteError
        When it can't be fetched, or is another file than expected.
    """
    folder = kept / f"{package}-{version}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=_made(kept)) as scratch:
            _run(["npm", "pack", "--silent", f"{package}@{version}"], Path(scratch))
            archive = _only(Path(scratch), "*.tgz", f"{package} {version}")
            _check(archive, sha256)
            with tarfile.open(archive) as packed:
                packed.extractall(scratch, filter="data")
            Path(scratch, "package").rename(folder)
    return folder


def wheel(package: str, version: str, sha256: str, kept: Path) -> Path:
    """Return the wheel of a package of Python's.

    Raises
    ------
    SiteError
        When it can't be fetched, or is another file than expected.
    """
    found = sorted(_made(kept).glob(f"{package.replace('-', '_')}-{version}-*.whl"))
    if not found:
        with tempfile.TemporaryDirectory(dir=kept) as scratch:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            _run(
                [*pip, "--only-binary=:all:", "--ignore-requires-python", f"{package}=={version}"],
                Path(scratch),
            )
            made = _only(Path(scratch), "*.whl", f"{package} {version}")
            _check(made, sha256)
            found = [Path(shutil.move(made, kept / made.name))]
    _check(found[0], sha256)
    return found[0]


def installed(requirements: Path, into: Path, python: str, platform: str) -> None:
    """Install packages without compiled parts into a folder, for another Python than this.

    Raises
    ------
    SiteError
        When a package can't be fetched, or its sum is another.
    """
    uv = [shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv", "pip", "install"]
    how = [
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-compile-bytecode",
    ]
    what = ["--python-version", python, "--python-platform", platform, "--target", str(into)]
    _run([*uv, "--system-certs", *how, *what, "-r", str(requirements)], requirements.parent)


def tools(folder: Path) -> None:
    """Install what joins and checks JavaScript, as its lock file has it; once for all who ask.

    Parameters
    ----------
    folder : Path
        Where `package.json` and `package-lock.json` are.

    Raises
    ------
    SiteError
        When npm is not there or can't install them.
    """
    if _are_current(folder):
        return
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        for name in ("package.json", LOCK, ".npmrc"):
            if (folder / name).exists():
                shutil.copy(folder / name, scratch)
        _run(["npm", "ci", "--no-progress", "--no-audit", "--no-fund"], Path(scratch))
        made = _made(Path(scratch, "node_modules"))  # npm makes none for no packages
        shutil.copy(folder / LOCK, made / MARK)
        if not _are_current(folder):  # somebody else may have been faster
            shutil.rmtree(folder / "node_modules", ignore_errors=True)
            made.rename(folder / "node_modules")


def _are_current(folder: Path) -> bool:
    """Whether the packages there were installed to their end, from the lock file as it is."""
    mark = folder / "node_modules" / MARK
    return mark.exists() and mark.read_bytes() == (folder / LOCK).read_bytes()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _run(command: Sequence[str], where: Path) -> None:
    try:
        done = subprocess.run(command, cwd=where, capture_output=True, text=True)
    except FileNotFoundError:
        raise SiteError(f"{command[0]} is not installed, and the site is built with it.") from None
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-12:]
        raise SiteError("\n".join([f"{' '.join(command[:3])} … failed:", *last]))


def _only(folder: Path, pattern: str, what: str) -> Path:
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise SiteError(f"{what} came as {len(found)} files, where one is expected.")
    return found[0]


def _check(path: Path, sha256: str) -> None:
    came = digest(path.read_bytes())
    if came != sha256:
        raise SiteError(
            f"{path.name} is another file than expected: its SHA-256 is {came}, not {sha256}."
        )
