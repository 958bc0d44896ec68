"""SHA-256 digests of what a result depends on."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from grader.batch.store import digest
from grader.job import Job, JobCell, PlanStep


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content; what is no plain file has its type for a digest."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "no file"
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digests(folder: Path, suffix: str = "") -> dict[str, str]:
    """The digest of each file below `folder` whose name ends in `suffix`; follows no links."""
    digests = {}
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(suffix):
                path = Path(where, name)
                digests[str(path.relative_to(folder))] = _digest_or_kind(path)
    return digests


def _digest_or_kind(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError as problem:  # a link, a socket, no permission: it will be refused by name
        return f"unreadable: {problem.errno}"


@functools.cache
def environment(packages: tuple[str, ...] = ()) -> str:
    """The digest of all software that has a say in a result.

    Parameters
    ----------
    packages : tuple of str
        Importable packages or modules whose source counts besides what is installed: what
        learners import, and what hidden tests import.
    """
    installed = sorted(_distributions())
    sources = [folder_digests(Path(__file__).parent.parent, ".py")]
    sources += [_package_digests(name) for name in packages]
    machine = [sys.version, platform.machine(), shutil.which("bwrap") is not None]
    return digest([installed, sources, machine])


def _distributions() -> Iterable[tuple[str, str]]:
    """Everything installed: name and version, and the digest of its record of installed files."""
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.scandir(folder):
            if entry.name.endswith((".dist-info", ".egg-info")):
                yield entry.name, _digest_or_kind(Path(entry.path, "RECORD"))


def _package_digests(name: str) -> dict[str, str]:
    found = importlib.util.find_spec(name.partition(".")[0])
    if found is None or not found.has_location or found.origin is None:
        return {}
    origin = Path(found.origin)
    whole = found.submodule_search_locations is not None
    beside = origin.parent.parent if whole else origin.parent
    if any(beside.glob("*.dist-info")):  # installed: its record counts
        return {}
    return folder_digests(origin.parent) if whole else {origin.name: file_digest(origin)}


def job_digest(job: Job, limits: dict[str, float], software: str) -> str:
    """The digest of all that a report depends on.

    Pictures do not count: a known one is what the figure would be drawn as.

    Parameters
    ----------
    job : Job
        What the examiner is given.
    limits : dict
        The limits in force.
    software : str
        What `environment` returns.
    """
    files = {name: hashlib.sha256(data).hexdigest() for name, data in job.files.items()}
    cells, plan = [_values(cell) for cell in job.cells], [_values(step) for step in job.plan]
    packages, modules = sorted(job.learner_packages), list(job.modules)
    return digest([software, limits, files, cells, plan, packages, modules])


def _values(record: JobCell | PlanStep) -> list[object]:
    """Every field of a record; `dataclasses.astuple` copies each of them, line by line."""
    return [getattr(record, field.name) for field in fields(record)]


def plain_config(value: object) -> object:
    """nbgrader's configuration as plain data that is the same in every process."""
    if isinstance(value, dict):
        return {str(key): plain_config(item) for key, item in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [plain_config(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    name = getattr(value, "__qualname__", type(value).__qualname__)
    return f"{getattr(value, '__module__', '')}.{name}"
