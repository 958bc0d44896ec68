"""The lines that begin and end a solution, a hidden test and a marking scheme.

nbgrader takes them from its configuration (``c.ClearHiddenTests.begin_test_delimeter`` and the
like). Whoever has to know them gets a `Markers`, made from the same configuration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """What stands in the line before a region, and in the line after it."""

    begin: str
    end: str


@dataclass(frozen=True)
class Markers:
    """The three kinds of regions of a course, and the text that stands in for an answer.

    Attributes
    ----------
    solution, hidden_tests, mark_scheme : Region
        nbgrader's own markers, unless the course has set others.
    stubs : tuple of str
        What nbgrader puts where a solution was, for every language and for written answers.
    """

    solution: Region = Region("BEGIN SOLUTION", "END SOLUTION")
    hidden_tests: Region = Region("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    mark_scheme: Region = Region("BEGIN MARK SCHEME", "END MARK SCHEME")
    stubs: tuple[str, ...] = ()

    @classmethod
    def of(cls, configurable: object) -> Markers:
        """The markers that nbgrader's own steps use in any of its applications or converters."""
        from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

        solutions = ClearSolutions(parent=configurable)
        tests = ClearHiddenTests(parent=configurable)
        schemes = ClearMarkScheme(parent=configurable)
        return cls(
            Region(solutions.begin_solution_delimeter, solutions.end_solution_delimeter),
            Region(tests.begin_test_delimeter, tests.end_test_delimeter),
            Region(schemes.begin_mark_scheme_delimeter, schemes.end_mark_scheme_delimeter),
            (*solutions.code_stub.values(), solutions.text_stub),
        )

    @property
    def all(self) -> tuple[Region, ...]:
        """Every kind of region that learners do not see."""
        return self.solution, self.hidden_tests, self.mark_scheme

    @property
    def untold(self) -> tuple[Region, ...]:
        """The regions that nbgrader puts back when it grades: hidden tests, marking schemes."""
        return self.hidden_tests, self.mark_scheme

    def hidden_lines(self, source: str) -> list[int]:
        """Numbers, from 1, of the lines that learners never see, the marker lines among them."""
        inside = inside_of(source, [self.hidden_tests])
        return [number for number, (_, role) in enumerate(inside, 1) if role != OUTSIDE]

    def without_hidden_lines(self, source: str) -> str:
        """A cell with its hidden lines left empty, so that the others keep their numbers."""
        lines = inside_of(source, [self.hidden_tests])
        return "\n".join(line if role == OUTSIDE else "" for line, role in lines)


STOCK = Markers()
"""nbgrader's own markers; this repository's lessons are written with them."""

OUTSIDE, MARKER, INSIDE = "outside", "marker", "inside"


def inside_of(source: str, regions: Iterable[Region]) -> Iterator[tuple[str, str]]:
    """Give each line of a cell, and whether it is `OUTSIDE` the regions, a `MARKER` or `INSIDE`.

    Kinds are looked at one by one, as nbgrader does. A region that is never closed reaches to the
    end of the cell, so that a slip of the author's hides too much and never too little.
    """
    kinds = tuple(regions)
    within: set[Region] = set()
    for line in source.split("\n"):
        begun = {region for region in kinds if region.begin in line}
        ended = {region for region in kinds if region.end in line} - begun
        within = (within | begun) - ended
        if begun or ended:
            yield line, MARKER
        else:
            yield line, INSIDE if within else OUTSIDE


def split(source: str, regions: Iterable[Region]) -> tuple[str, str]:
    """What is outside the regions of a cell, and what is inside, without the marker lines."""
    parts: dict[str, list[str]] = {OUTSIDE: [], MARKER: [], INSIDE: []}
    for line, role in inside_of(source, regions):
        parts[role].append(line)
    return "\n".join(parts[OUTSIDE]), "\n".join(parts[INSIDE])


def has_region(source: str, regions: Iterable[Region]) -> bool:
    """Say whether one of the regions begins in a cell, be it empty."""
    return any(region.begin in source for region in regions)
