"""The environment in `.venv/`: made from the lock files, and left alone once it is right."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import sys
import tomllib
from pathlib import Path
from types import FrameType
from typing import Any

from launch.install import Installer
from launch.places import Places
from launch.steps import Runner
from launch.trouble import SetupError, explain
from launch.turn import turn
from launch.variables import settings

LEVELS = ("course", "test")  # each holds all that the one before it holds
SETTINGS = {"overrides.json": "lab_settings", "nbgrader_config.py": "nbgrader_settings"}


def ensure(places: Places, level: str) -> None:
    """Make the environment hold at least `level`; do nothing when it already does.

    A stamp is written when the environment is finished and removed before it is touched, so one
    without a stamp was interrupted, or was not made here, and is made anew.
    """
    if _has(places, level):
        return
    _refuse_colon(places.environment)
    signal.signal(signal.SIGTERM, _stop)
    with turn(places.lock):
        if not _has(places, level):  # the one we waited for may have made it
            _make(places, level)


def _make(places: Places, level: str) -> None:
    stamp = _read(places)
    usable = bool(stamp) and stamp["root"] == str(places.root) and places.python.exists()
    level = max(level, stamp.get("level", level), key=LEVELS.index)
    places.log.write_text("", encoding="utf-8")
    runner = Runner(places.root, settings(places), places.log)
    if usable:
        print(f"Bringing .venv up to date (requirements/{level}.txt) ...", flush=True)
        places.stamp.unlink()
    else:
        _create(places, runner)
    Installer(places, runner).install(level)
    _settle(places)
    write_stamp(places, level)
    print(f"The environment in .venv is ready (requirements/{level}.txt).", flush=True)


def _create(places: Places, runner: Runner) -> None:
    """Make an empty environment with pip in it, whatever stood there before."""
    version = ".".join(map(str, sys.version_info[:3]))
    if not (_is_there("venv") and _is_there("ensurepip")):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise SetupError(
            f"Python {version} ({sys.executable}) comes without venv: install it (on Debian and "
            f"Ubuntu: sudo apt install {package}), then run the same command again."
        )
    if os.path.lexists(places.environment) and not places.environment.is_dir():
        raise SetupError(
            f"{places.environment} must be a folder and is not one: remove it, then run the same "
            "command again."
        )
    anew = "anew " if places.environment.exists() else ""
    print(f"Making .venv {anew}with Python {version}; this happens once ...", flush=True)
    python = getattr(sys, "_base_executable", sys.executable)  # not .venv's own, which goes away
    made = runner.run([python, "-m", "venv", "--clear", places.environment])
    if not made.worked:
        raise explain(made.output, places.log)


def _is_there(module: str) -> bool:
    spec = importlib.util.find_spec(module)
    return spec is not None and spec.origin is not None  # an empty folder has no origin


def _settle(places: Places) -> None:
    """Keep JupyterLab from asking about news, and nbgrader from grading with broken settings."""
    for name, place in SETTINGS.items():
        target = getattr(places, place)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(__file__).with_name(name), target)


def write_stamp(places: Places, level: str) -> None:
    """Say that the environment is finished, and from what it was made."""
    content = {"level": level, "root": str(places.root), "made from": made_from(places, level)}
    part = places.stamp.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    os.replace(part, places.stamp)


def made_from(places: Places, level: str) -> str:
    """Return a fingerprint of all that decides what is installed at a level."""
    project = tomllib.loads((places.root / "pyproject.toml").read_text(encoding="utf-8"))
    build = [project["build-system"], project["project"], project["tool"]["uv"]]
    content = hashlib.sha256(json.dumps(build, sort_keys=True).encode())
    for name in ("bootstrap", level):
        content.update(places.requirements(name).read_bytes())
    for name in SETTINGS:
        content.update(Path(__file__).with_name(name).read_bytes())
    return content.hexdigest()


def _has(places: Places, level: str) -> bool:
    stamp = _read(places)
    return (
        stamp.get("root") == str(places.root)
        and LEVELS.index(stamp["level"]) >= LEVELS.index(level)
        and stamp["made from"] == made_from(places, stamp["level"])
        and places.python.exists()
    )


def _read(places: Places) -> dict[str, Any]:
    """Return the stamp; empty when there is none that can be read."""
    try:
        stamp = json.loads(places.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    complete = isinstance(stamp, dict) and stamp.keys() >= {"level", "root", "made from"}
    return stamp if complete and stamp["level"] in LEVELS else {}


def _refuse_colon(folder: Path) -> None:
    if os.pathsep in str(folder):
        raise SetupError(
            f"Python makes no environment in a folder with {os.pathsep!r} in its name ({folder}): "
            "rename or move the course's folder and run the same command again."
        )


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
