"""Observes what each submission has achieved, in the same words under every configuration.

full      all eight marks, undeserved         process   left a process behind
exercise  some marks, undeserved              socket    spoke to a server
loot      a secret stands in its outputs      flood     left heaps of output or of files
trophy    wrote where it must not             breach    says itself that it got through
others    harmed a classmate's grade          script    has live script in its feedback
crash     was not graded itself               batch     stopped the grading of others
leak      shows hidden inputs or values in a cell of the learner's own
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attacks.classroom import FIRST, LAST, Trick
from tests.attacks.command import SECRETS, Places
from tests.attacks.exercises import EXERCISES
from tests.attacks.feedback import live_scripts

TOO_MUCH, TOO_MANY = 8 * 2**20, 1000
HIDDEN = ("6.0, 8.0", "1.7320508", "2.048")
"""Inputs and expected values of the hidden tests."""
RIGHT = {exercise.name: float(exercise.points) for exercise in EXERCISES}


@dataclass(frozen=True)
class Scene:
    """What was found after one run, before it is put down to anybody."""

    places: Places
    scores: Mapping[str, dict[str, float]]
    heard: set[str]
    trophies: set[str]
    commands: list[str]


def outputs(folder: Path, *, of_tests: bool = True) -> list[dict[str, Any]]:
    """All outputs of the graded notebook in `folder`; none if there is no such notebook."""
    try:
        cells = json.loads((folder / "ps1.ipynb").read_bytes())["cells"]
    except (OSError, ValueError, KeyError):
        return []
    if not of_tests:
        cells = [c for c in cells if not c["metadata"].get("nbgrader", {}).get("grade")]
    return [output for cell in cells for output in cell.get("outputs", [])]


def _leaks(places: Places, trick: Trick) -> bool:
    shown = json.dumps(outputs(places.autograded(trick.student), of_tests=False))
    return any(value in shown for value in HIDDEN)


def _own_files(places: Places, trick: Trick) -> list[Path]:
    before = places.submitted(trick.student)
    here = places.autograded(trick.student)
    files = [path for path in here.rglob("*") if path.is_file() and path.name != "ps1.ipynb"]
    return [path for path in files if not (before / path.relative_to(here)).is_file()]


def _heaps(places: Places, trick: Trick) -> bool:
    files = _own_files(places, trick)
    size = sum(path.stat().st_size for path in files)
    said = len(json.dumps(outputs(places.autograded(trick.student))))
    return size + said > TOO_MUCH or len(files) > TOO_MANY


def _marks(trick: Trick, scores: dict[str, float]) -> set[str]:
    undeserved = {
        name for name, score in scores.items() if not score <= trick.deserves.get(name, 0.0)
    }
    if not undeserved:
        return set()
    return {"full"} if scores == RIGHT else {"exercise"}


def _said(places: Places, trick: Trick) -> str:
    found = outputs(places.autograded(trick.student))
    return "\n".join(str(output.get("text", output)) for output in found)


def _breached(places: Places, trick: Trick) -> bool:
    streams = (o for o in outputs(places.autograded(trick.student)) if o["output_type"] == "stream")
    return any(f"BREACH {trick.name}\n" in "".join(o["text"]) for o in streams)


def _feedback(places: Places, trick: Trick) -> bool:
    page = places.course / "feedback" / trick.student / "ps1" / "ps1.html"
    return page.is_file() and bool(live_scripts(page.read_text(errors="replace")))


def effects(scene: Scene, trick: Trick) -> frozenset[str]:
    """Everything that one trick has achieved."""
    places = scene.places
    loot = [SECRETS[name] for name in ("source", "home", "gradebook", "classmate", "environment")]
    said = _said(places, trick)
    seen = {
        "loot": any(secret in said for secret in loot),
        "trophy": trick.name in scene.trophies,
        "process": any(f"/outside/{trick.name} " in command for command in scene.commands),
        "socket": trick.name in scene.heard,
        "leak": _leaks(places, trick),
        "flood": _heaps(places, trick),
        "breach": _breached(places, trick),
        "script": _feedback(places, trick),
        "crash": not (places.autograded(trick.student) / "ps1.ipynb").is_file(),
    }
    return frozenset(word for word, is_so in seen.items() if is_so) | _marks(
        trick, scene.scores.get(trick.student, {})
    )


def unharmed(scene: Scene) -> bool:
    """Whether both classmates got the marks for their right answers."""
    return all(scene.scores.get(student) == RIGHT for student in (FIRST, LAST))
