"""How far a learner has come: one standing for each exercise and each lesson."""

from __future__ import annotations

from dataclasses import dataclass, field

SIGNS = {
    "passes": ("✓", "#1a7f5a"),
    "fails": ("✗", "#b3541e"),
    "not written": ("…", "#5b6b8c"),
    "read by a person": ("✎", "#5b6b8c"),
    "not checked": ("!", "#8a6d1a"),
}
"""A sign and a colour for each status; the sign tells the same without the colour."""


@dataclass(frozen=True)
class Standing:
    """One exercise: `status` is a key of `SIGNS`; `words` say more where that is needed."""

    name: str
    status: str
    words: str = ""
    points: float | None = None

    @property
    def earned(self) -> float:
        """Its points, when it passes."""
        return (self.points or 0.0) if self.status == "passes" else 0.0


@dataclass(frozen=True)
class LessonStanding:
    """One lesson: its exercises in order, or the reason why it could not be looked at."""

    name: str
    exercises: list[Standing] = field(default_factory=list)
    problem: str = ""

    @property
    def earned(self) -> float:
        """The points of the exercises that pass."""
        return sum(one.earned for one in self.exercises)

    @property
    def points(self) -> float:
        """The points of all exercises."""
        return sum(one.points or 0.0 for one in self.exercises)
