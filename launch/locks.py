"""`make lock`: write the lock files anew from pyproject.toml."""

from __future__ import annotations

from collections.abc import Sequence

from launch.places import Places
from launch.steps import Runner
from launch.trouble import explain

HOW = ("--generate-hashes", "--no-header", "-q")
HERE = ("--universal", "--python-version", "3.11")
BROWSER = ("--python-version", "3.14", "--python-platform", "wasm32-pyodide2024")
SOURCES = {
    "bootstrap": (*HERE, "--group", "bootstrap"),
    "course": (*HERE, "pyproject.toml"),
    "test": (
        *(*HERE, "pyproject.toml", "--extra", "test", "--extra", "site"),
        *("-c", "requirements/course.txt"),
    ),
    "browser": (*BROWSER, "website/requirements.in"),
}


def lock(places: Places, runner: Runner, arguments: Sequence[str]) -> None:
    """Compile every lock file; versions stay as they are unless `arguments` say ``--upgrade``."""
    for name, sources in SOURCES.items():
        target = f"requirements/{name}.txt"  # relative, so that no lock names a folder of ours
        print(f"Writing {target} ...", flush=True)
        compile_ = [places.uv, "pip", "compile", "--system-certs", *HOW, *sources]
        done = runner.run([*compile_, "-o", target, *arguments])
        if not done.worked:
            raise explain(done.output, places.log)
