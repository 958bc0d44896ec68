"""What the stand-ins for a learner's objects need of the line to the learner's process."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Protocol

from grader.cells.written import Written


class Asker(Protocol):
    """Asks a learner's process; `grader.proxies.learner.Learner` does, and has these attributes."""

    gone: str
    may_have_shown: bool
    class_names: set[str]
    written: Written

    @property
    def names(self) -> MutableMapping[str, object]:
        """The learner's global names."""

    def ask(
        self,
        request: str,
        *arguments: object,
        seconds: float | None = None,
        descriptors: Sequence[int] = (),
    ) -> object:
        """The learner's side's answer, which may be anything."""

    def truth(self, request: str, *arguments: object) -> bool:
        """A plain yes or no."""

    def call(self, function: object, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Call the learner's `function`; arguments that it changed are changed here too."""
