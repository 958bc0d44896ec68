"""JupyterLite, with the course's lessons, its Python and its own part of the page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from website import distribution, environment
from website.environment import KERNEL, KERNELS_PACKAGES, ROOT, Say
from website.trouble import SiteError

EXTENSIONS = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
SETTINGS = "/lib/python3.14/site-packages/browser_settings"
PYODIDE = "static/pyodide"


def build(out: Path, kept: Path, name: str, say: Say) -> None:
    """Build the browser edition into a folder.

    Parameters
    ----------
    out : Path
        Where it goes; must not exist.
    kept : Path
        Where fetched files are kept for the next build.
    name : str
        The course's name, for the tab's title.
    say : callable
        Told in a sentence what is being done.

    Raises
    ------
    website.trouble.SiteError
        When something is missing, can't be fetched, or is another file than expected.
    """
    say("Building JupyterLite …")
    with tempfile.TemporaryDirectory() as scratch:
        lite = Path(scratch)
        shutil.copytree(ROOT / "release", lite / "files")
        _write(lite / "jupyter-lite.json", _page_settings(name))
        _write(lite / "jupyter_lite_config.json", _build_settings(out))
        _run([sys.executable, "-m", "jupyterlite_core", "build"], lite)
    environment.make(out / PYODIDE, kept, say)


def _page_settings(name: str) -> dict[str, Any]:
    pyodide = {
        "pyodideUrl": f"./{PYODIDE}/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "packages": [*KERNELS_PACKAGES, *distribution.COMPILED, "environment", "course"],
            "env": {"HOME": "/home/pyodide", "IPYTHONDIR": SETTINGS, "MPLCONFIGDIR": SETTINGS},
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": name,
            "disabledExtensions": ["@jupyterlab/extensionmanager-extension"],
            "litePluginSettings": {f"{KERNEL}:kernel": pyodide},
            "exposeAppInBrowser": True,
        },
    }


def _build_settings(out: Path) -> dict[str, Any]:
    folder = environment.labextensions()
    return {
        "LiteBuildConfig": {
            "contents": ["files"],
            "output_dir": str(out.resolve()),
            "apps": ["notebooks", "tree"],
            "federated_extensions": [str(folder / name) for name in EXTENSIONS],
            "ignore_sys_prefix": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
        }
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _run(command: list[str], where: Path) -> None:
    done = subprocess.run(command, cwd=where, capture_output=True, text=True)
    if done.returncode:
        raise SiteError("JupyterLite was not built:\n" + (done.stderr or done.stdout)[-2000:])
