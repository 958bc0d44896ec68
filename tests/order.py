"""In which order the test files are handed to the workers."""

from __future__ import annotations

from collections import Counter

import pytest

LONGEST = (
    "tests/courses/test_courses.py",
    "tests/instructor/test_lessons.py",
    "tests/grader/intake/test_barriers.py",
    "tests/attacks/test_tricks.py",
    "tests/authoring/test_build.py",
    "tests/browser/test_walks.py",
    "tests/browser/test_gallery_access.py",
    "tests/grader/batch/test_lasting.py",
    "tests/lessons/test_shown.py",
    "tests/lessons/test_unforeseen.py",
    "tests/instructor/test_exchange.py",
    "tests/lessons/test_hints.py",
    "tests/exam/test_both_sides.py",
    "tests/exam/test_nothing.py",
    "tests/mutation/test_mutation.py",
    "tests/website/test_docs.py",
    "tests/grader/batch/test_changes.py",
    "tests/instructor/test_own_settings.py",
    "tests/grader/nbgrader/test_differential.py",
    "tests/grader/runner/test_snapshots.py",
    "tests/browser/test_picture_life.py",
    "tests/instructor/test_distribution.py",
    "tests/instructor/test_broken_config.py",
    "tests/untidy/test_untidy.py",
    "tests/instructor/test_same_grades.py",
    "tests/browser/test_picture_places.py",
    "tests/instructor/test_by_hand.py",
    "tests/instructor/test_formgrader.py",
    "tests/grader/batch/test_asking.py",
    "tests/house/test_tree.py",
)
"""Files that take about a minute or more. A file's tests run in one worker: begun last, such a
one would keep the whole run waiting for a single worker."""


def longest_first(items: list[pytest.Item]) -> None:
    """Bring the longest files to the front, in their order; then those with many tests."""
    counts = Counter(map(_file, items))
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (places.get(_file(item), len(places)), -counts[_file(item)]))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
