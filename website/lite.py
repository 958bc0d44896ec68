"""JupyterLite, with the course's lessons, its Python and its own part of the page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from website import distribution, environment, fetch
from website.edition import Edition
from website.environment import HERE, KERNEL, KERNELS_PACKAGES, ROOT, Say, run_node
from website.fetch import digest
from website.trouble import SiteError

EXTENSIONS = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
OURS = "optimization-course"
SETTINGS = "/lib/python3.14/site-packages/browser_settings"
PYODIDE = "static/pyodide"
MARK = ".optimization-course-site"
"""A file that says that a folder was made here, and may be made anew."""
OVERRIDES = {
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
}
"""JupyterLab's settings: what is written is saved within seconds, as no server keeps it."""


def build(out: Path, kept: Path, edition: Edition, say: Say) -> None:
    """Build the browser edition into a folder.

    Parameters
    ----------
    out : Path
        Where it goes; must not exist.
    kept : Path
        Where fetched files are kept for the next build.
    edition : Edition
        What is in it.
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
        for lesson in edition.lessons:
            shutil.copytree(ROOT / "release" / lesson, lite / "files" / lesson)
        _write(lite / "jupyter-lite.json", _page_settings(edition))
        _write(lite / "overrides.json", OVERRIDES)
        _write(lite / "jupyter_lite_config.json", _build_settings(out))
        _own_extension(lite / OURS)
        _run([sys.executable, "-m", "jupyterlite_core", "build"], lite)
    environment.make(out / PYODIDE, kept, say)
    _tidy(out)
    _say_before(out)
    serve_offline(out)


def _own_extension(folder: Path) -> None:
    """Lay our part of the page out as JupyterLab expects an extension."""
    fetch.tools(ROOT / "tools")
    run_node(ROOT / "tools" / "site.mjs", folder / "static")
    about = {"extension": "./extension", "load": "static/extension.js"}
    package = {"name": OURS, "version": "1.0.0", "jupyterlab": {"_build": about}}
    _write(folder / "package.json", package)


def _tidy(out: Path) -> None:
    """Remove what no page opens."""
    for pattern in ("rspack.config*.js", "*.schema.v0.json", "doc", "**/*.map"):
        for path in list(out.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _say_before(out: Path) -> None:
    """Let each page say first what a browser lacks."""
    shutil.copyfile(HERE / "web" / "before.js", out / "before.js")
    for page in out.glob("*/index.html"):
        text = page.read_text(encoding="utf-8")
        found = "<head>"
        if found not in text:
            raise SiteError(f"JupyterLite's {page.parent.name} page has no {found} any more.")
        text = text.replace(found, f'{found}\n    <script src="../before.js"></script>', 1)
        page.write_text(text, encoding="utf-8")


def serve_offline(out: Path) -> None:
    """Write the service worker: JupyterLite's own, and ours that keeps the site's files."""
    (out / "service-worker.js").rename(out / "jupyterlite-service-worker.js")
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    files = {path.relative_to(out).as_posix(): digest(path.read_bytes())[:16] for path in paths}
    python = {
        name: (out / name).stat().st_size
        for name in files
        if name.startswith(PYODIDE) and not name.endswith(".json")
    }
    version = digest(json.dumps(files).encode())[:16]
    known = {"VERSION": version, "FILES": files, "PYTHON": python}
    begin = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    worker = (HERE / "web" / "service-worker.js").read_text(encoding="utf-8")
    (out / "service-worker.js").write_text(begin + worker, encoding="utf-8")


def _page_settings(edition: Edition) -> dict[str, Any]:
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
            "appName": edition.name,
            "disabledExtensions": ["@jupyterlab/extensionmanager-extension"],
            "litePluginSettings": {f"{KERNEL}:kernel": pyodide},
            "exposeAppInBrowser": True,
            "course": {"handInAddress": edition.hand_in, "handInWords": edition.hand_in_words},
        },
    }


def _build_settings(out: Path) -> dict[str, Any]:
    folder = environment.labextensions()
    return {
        "LiteBuildConfig": {
            "contents": ["files"],
            "output_dir": str(out.resolve()),
            "apps": ["notebooks", "tree"],
            "federated_extensions": [*(str(folder / name) for name in EXTENSIONS), OURS],
            "ignore_sys_prefix": True,
            "settings_overrides": ["overrides.json"],
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
