"""When two values count as the same, and how a difference is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.compare import difference, unchanged

A = np.array([1.0, 2.0])


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (A, [1, 2]),
        (A, A.astype(np.float32) * (1 + 1e-6)),
        (1.0, np.float32(1)),
        (1.0, np.array(1.0)),
        ((A, 1.0), [A, 1.0]),
        ({"a": A}, {"a": [1, 2]}),
        (np.array([1e6, 0.0]), np.array([1e6, 1e-4])),
        (float("inf"), np.inf),
        (float("nan"), np.nan),
        ([(A, A), (A, A)], [(A, A), (A, A)]),
        (None, None),
        ("a", "a"),
    ],
)
def test_values_that_agree(expected: Any, got: Any) -> None:
    assert difference(expected, got) is None


@pytest.mark.parametrize(
    ("expected", "got", "kind"),
    [
        (A, None, "nothing"),
        (A, A[:, None], "shape"),
        (A, "12", "type"),
        (A, [[1], [2, 3]], "type"),
        (A, A * np.nan, "nan"),
        (A, A + 1e-3, "value"),
        (A, A + 0.5j, "type"),
        (0.0, 1e-6, "value"),
        (float("inf"), 1e300, "value"),
        ((A, A), A[0], "type"),
        ((A, A), (A,), "length"),
        ((A, A), (A, A + 1), "value"),
        ({"a": 1}, {"b": 1}, "keys"),
        ({"a": 1}, [1], "type"),
        ("a", "b", "value"),
        (True, 2, "value"),
    ],
)
def test_values_that_differ(expected: Any, got: Any, kind: str) -> None:
    problem = difference(expected, got)
    assert problem is not None and problem.kind == kind


def test_a_difference_inside_names_the_part() -> None:
    problem = difference((A, {"W": A}), (A, {"W": A + 1}))
    assert problem is not None
    assert problem.words == "in part 2 of 2, under 'W', its value differs"


def test_an_object_that_lies_about_being_equal_is_not_believed() -> None:
    class Liar:
        def __eq__(self, other: object) -> bool:
            return True

        def __array__(self, *args: Any, **kwargs: Any) -> Any:
            raise RuntimeError

    assert difference(1.0, Liar()) is not None
    assert difference("a", Liar()) is not None


def test_unchanged_sees_into_containers() -> None:
    before: Any = ([A.copy(), {"a": np.zeros(2)}], "text")
    after: Any = ([A.copy(), {"a": np.zeros(2)}], "text")
    assert unchanged(before, after)
    after[0][1]["a"][0] = 1
    assert not unchanged(before, after)
