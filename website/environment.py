"""All packages of the browser edition, each packed for Pyodide."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path

from website import fetch, pack
from website.distribution import COMPILED, LOCK, OWN, STANDARD, Package, pyodides_own, write
from website.trouble import SiteError

HERE = Path(__file__).parent
ROOT = HERE.parent
PYTHON, PLATFORM = "3.14", "wasm32-pyodide2024"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
KERNELS_WHEELS = ("piplite", "pyodide_kernel", "ipykernel")
KERNELS_PACKAGES = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
"""What the kernel installs at its start, unless Pyodide has loaded packages of these names."""

Say = Callable[[str], None]


def core(kept: Path) -> Path:
    """Pyodide's own folder."""
    return fetch.npm_package(**_pinned("npm"), kept=kept)


def labextensions() -> Path:
    """The folder of JupyterLab's extensions in this environment."""
    return Path(sysconfig.get_path("data"), "share", "jupyter", "labextensions")


def make(into: Path, kept: Path, say: Say) -> None:
    """Write Pyodide, and every package that the course needs in a browser, into a folder.

    Parameters
    ----------
    into : Path
        Where they go; each package's file is named by its content.
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
    say("Fetching Pyodide and its compiled packages …")
    home = core(kept)
    known = json.loads((home / LOCK).read_text(encoding="utf-8"))["packages"]
    wheels = pyodides_own(home, fetch.wheel(**pinned, kept=kept), folder)
    with tempfile.TemporaryDirectory() as scratch:
        parts = {name: Path(scratch, name) for name in (*COMPILED, "environment", "course")}
        say("Fetching packages without compiled parts …")
        pure = parts["environment"]
        fetch.installed(ROOT / "requirements" / "browser.txt", pure, PYTHON, PLATFORM)
        for name in OWN:
            pack.unpack(wheels[name], parts.get(name, pure))
        for name in KERNELS_WHEELS:
            [wheel] = (labextensions() / KERNEL / "static" / "pypi").glob(f"{name}-*.whl")
            pack.unpack(wheel.read_bytes(), pure)
        settings = shutil.copytree(HERE / "settings", pure / "browser_settings")
        shutil.copytree(ROOT / "course", parts["course"] / "course")
        for part in parts.values():
            pack.prune(part)
        standard = Path(scratch, "standard")
        pack.unpack((home / STANDARD).read_bytes(), standard)

        def written() -> None:
            packed = [_packed(name, parts[name], known) for name in parts]
            stand_ins = [_stand_in(name) for name in KERNELS_PACKAGES]
            write(into, home, pack.zipped(standard), [*packed, *stand_ins])

        say("Compiling for the browser's Python …")
        run_node("compile.mjs", home, *parts.values())
        written()
        read = run_node("start.mjs", into, settings).splitlines()
        run_node("compile.mjs", home, *(standard / name for name in read))
        shutil.rmtree(into)
        written()


def run_node(script: str | Path, *words: Path) -> str:
    """Run a script, of this folder if it is a name alone, by Node; return what it says.

    Raises
    ------
    website.trouble.SiteError
        When Node is missing, or the script ends with an error.
    """
    node = shutil.which("node")
    if node is None:
        raise SiteError("Node is not installed, and the browser edition is built with it.")
    done = subprocess.run([node, HERE / script, *words], capture_output=True, text=True)
    if done.returncode:
        raise SiteError(f"{script} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


def _packed(name: str, folder: Path, known: dict[str, dict[str, str]]) -> Package:
    version = known[name]["version"] if name in known else "1"
    return Package(name, version, pack.zipped(folder), pack.modules_in(folder))


def _stand_in(name: str) -> Package:
    """An empty package: what the kernel wants by this name is in `environment`."""
    return Package(name, "1", pack.empty(), (), ("environment",))


def _pinned(name: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = json.loads((HERE / "pyodide.json").read_text("utf-8"))
    return dict(found[name])
