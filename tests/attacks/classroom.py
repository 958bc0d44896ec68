"""Turns tricks into a class: each hands in its submission under its own name."""

from __future__ import annotations

import copy
import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import nbformat
from nbformat import NotebookNode

from tests.attacks import tricks
from tests.attacks.command import ASSIGNMENT, SECRETS, Places
from tests.attacks.notebook import first, solve

FIRST, LAST = "aaa_right", "zzz_right"
"""Two classmates with right answers; one is graded before everybody else, one after."""


@dataclass(frozen=True)
class Trick:
    """One attack: what it hands in, and what comes of it.

    Attributes
    ----------
    name
        The file's name, and the student's.
    row
        The row of the threat list that it stands for.
    stock
        What it gets from stock nbgrader: words of `tests.attacks.effects`.
    deserves
        Marks that the submission has honestly earned, by exercise.
    alone
        Whether it needs a class of its own under stock nbgrader, because it stops everything.
    """

    name: str
    row: str
    doc: str
    stock: frozenset[str]
    deserves: Mapping[str, float] = field(default_factory=dict)
    alone: bool = False
    submission: Callable[[NotebookNode], NotebookNode] | None = None
    files: Callable[[Path], None] | None = None
    student: str = ""


def _trick(module: ModuleType) -> Trick:
    name = module.__name__.rpartition(".")[2]
    words = frozenset(module.STOCK.split()) - {"nothing"}
    return Trick(
        name=name,
        row=module.ROW,
        doc=module.__doc__ or "",
        stock=words,
        deserves=getattr(module, "DESERVES", {}),
        alone=getattr(module, "ALONE", False),
        submission=getattr(module, "submission", None),
        files=getattr(module, "files", None),
        student=getattr(module, "STUDENT", name),
    )


def all_tricks() -> list[Trick]:
    """Every attack of the corpus, by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(tricks.__path__))
    return [_trick(importlib.import_module(f"{tricks.__name__}.{name}")) for name in names]


def released(places: Places) -> NotebookNode:
    """The notebook that learners are given."""
    notebook: NotebookNode = nbformat.read(
        places.course / "release" / ASSIGNMENT / "ps1.ipynb", as_version=4
    )
    return notebook


def hand_in(places: Places, trick: Trick, *, port: int, scale: int) -> None:
    """Write one submission, with the places and sizes it asks for filled in."""
    folder = places.submitted(trick.student)
    folder.mkdir(parents=True)
    values = {
        "@COURSE@": places.course,
        "@HOME@": places.home,
        "@OUTSIDE@": places.outside,
        "@STUDENT@": trick.name,
        "@PORT@": port,
        "@SCALE@": scale,
    }
    blank = copy.deepcopy(released(places))
    notebook = trick.submission(blank) if trick.submission else blank
    (folder / "ps1.ipynb").write_text(json.dumps(notebook, indent=1))
    if trick.files:
        trick.files(folder)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            for name, value in values.items():
                content = content.replace(name.encode(), str(value).encode())
            path.write_bytes(content)


def seat_classmates(places: Places) -> None:
    """Hand in the two right submissions between which everybody else stands."""
    for student in (FIRST, LAST):
        folder = places.submitted(student)
        folder.mkdir(parents=True)
        notebook = first(solve(released(places)), f"# {SECRETS['classmate']}")
        nbformat.write(notebook, folder / "ps1.ipynb")
