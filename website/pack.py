"""Make one file of many packages: without what a browser never uses, and with bytecode."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from website.trouble import SiteError

LEFT_OUT = (
    "tests", "test", "testing", "__pycache__", "sample_data", "bin", "include",
    "backends/web_backend", "images", "share", "f2py", "distutils",
)  # fmt: skip
"""Folders of packages that nothing in the course's notebooks opens."""

ENDINGS_LEFT_OUT = (".pyi", ".pyx", ".pxd", ".c", ".h", ".a", ".typed", ".map", ".md", ".rst")
DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file: the same content gives the same archive."""


def is_left_out(path: PurePosixPath) -> bool:
    """Whether a file of a package is not needed to run it."""
    folders = "/".join(path.parts[:-1])
    return path.suffix in ENDINGS_LEFT_OUT or any(
        f"/{name}/" in f"/{folders}/" for name in LEFT_OUT
    )


def unpack(wheel: bytes, into: Path) -> None:
    """Unpack a wheel, but for what is left out."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        for name in packed.namelist():
            if not name.endswith("/") and not is_left_out(PurePosixPath(name)):
                packed.extract(name, into)


def prune(folder: Path) -> None:
    """Remove what is left out from a folder of installed packages."""
    for path in sorted(folder.rglob("*"), reverse=True):
        inner = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_file() and is_left_out(inner):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def compile_all(folder: Path, core: Path) -> None:
    """Put bytecode in the place of Python's sources.

    Raises
    ------
    SiteError
        When Node is missing or a source is no Python.
    """
    node = shutil.which("node")
    if node is None:
        raise SiteError("Node is not installed, and the browser edition is built with it.")
    script = Path(__file__).with_name("compile.mjs")
    done = subprocess.run([node, script, core, folder], capture_output=True, text=True)
    if done.returncode or done.stdout.strip():
        raise SiteError(f"Not compiled: {done.stdout.strip() or done.stderr.strip()}")


def zipped(folder: Path) -> bytes:
    """Pack a folder; the same content gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, path.read_bytes())
    return written.getvalue()


def modules_in(folder: Path) -> tuple[str, ...]:
    """The names of modules and packages at a folder's top."""
    return tuple(sorted({_module(path) for path in folder.iterdir()} - {""}))


def _module(path: Path) -> str:
    if path.is_dir():
        return "" if path.suffix in (".dist-info", ".libs", ".data") else path.name
    return path.name.partition(".")[0] if path.suffix in (".py", ".pyc", ".so") else ""


def copy_of(folders: Iterable[Path], into: Path) -> None:
    """Copy packages into a folder."""
    for folder in folders:
        shutil.copytree(folder, into / folder.name, dirs_exist_ok=True)
