"""A wrong answer that is known: what it is, and what a tutor would say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners write: a small change to the reference, and a tutor's hint.

    Parameters
    ----------
    name : str
        What the mistake is, for authors' reports.
    hint : str
        What to look at again; never the corrected line.
    swap : (old, new) or a list of such pairs
        Changes to the solution's text; each `old` stands in it exactly once.
    code : str
        A whole definition instead, where that is clearer.
    """

    name: str
    hint: str
    swap: tuple[str, str] | list[tuple[str, str]] | None = None
    code: str = ""

    def swaps(self) -> list[tuple[str, str]]:
        """Return the changes to the solution's text, one after another."""
        return [self.swap] if isinstance(self.swap, tuple) else self.swap or []
