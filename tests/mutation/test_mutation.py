"""The hidden tests notice every small change to a reference solution that makes it wrong."""

from __future__ import annotations

import pytest

from authoring.lesson import lesson_names
from authoring.mistakes import Loaded
from authoring.mutants import mutants
from tests.authoring.lessons import all_exercises
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.hunt import Hunt, hunt_all, killed

KEYS = [f"{one.exercise.lesson[:2]}:{one.name}" for one in all_exercises()]


@pytest.fixture(scope="module")
def hunts() -> dict[str, Hunt]:
    """All exercises, hunted in once."""
    return {one.key: one for one in hunt_all(lesson_names())}


@pytest.mark.parametrize("key", KEYS)
def test_only_mutants_that_are_right_live_and_each_is_explained(
    hunts: dict[str, Hunt], key: str
) -> None:
    explained = EQUIVALENT.get(key, {})
    unexplained = [name for name in hunts[key].survivors if name not in explained]
    assert not unexplained, "tighten a property, or explain in equivalent.py why each is right"
    gone = [name for name in explained if name not in hunts[key].survivors]
    assert not gone, "these live no longer: take them out of equivalent.py"


def test_at_least_97_of_100_mutants_are_killed_even_counting_those_that_are_right(
    hunts: dict[str, Hunt],
) -> None:
    total = sum(one.total for one in hunts.values())
    living = sum(len(one.survivors) for one in hunts.values())
    assert total > 20 * len(hunts)
    assert (total - living) / total >= 0.97


def test_what_is_explained_belongs_to_an_exercise() -> None:
    assert set(EQUIVALENT) <= set(KEYS)


@pytest.mark.parametrize("one", all_exercises(), ids=KEYS)
def test_the_hunter_spares_the_reference(one: Loaded) -> None:
    assert not killed(one, one.exercise.solution)


def test_an_endless_mutant_is_killed() -> None:
    one = all_exercises()[0]
    assert killed(one, f"def {one.name}(*args, **kwargs):\n    while True: pass")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = a + b", ["x = a + b → x = a - b", "x = a + b → x = a", "x = a + b → x = b"]),
        ("x = y[1:]", ["x = y[1:] → x = y[:]", "x = y[1:] → x = y[2:]", "x = y[1:] → x = y[0:]"]),
        ("x = a < b", ["x = a < b → x = a <= b", "x = a < b → x = a >= b"]),
        ("x = f(a, k=0)", ["x = f(a, k=0) → x = f(a)", "x = f(a, k=0) → x = f(a, k=1)"]),
        ("x = 0.5", ["x = 0.5 → x = 0.55"]),
        ("if a: b()", ["if a: → if True:", "if a: → if False:", "b() → nothing"]),
        ("x += y", ["x += y → x -= y", "x += y → nothing"]),
        ("'text'", []),
    ],
)  # fmt: skip
def test_a_mutant_is_one_small_change_and_named_for_it(source: str, names: list[str]) -> None:
    found = [mutant.name for mutant in mutants(source)]
    assert set(names) <= set(found)
    assert not found if not names else len(set(found)) == len(found)


def test_equal_changes_in_two_places_have_two_names() -> None:
    names = [mutant.name for mutant in mutants("x = 1\nx = 1")]
    assert "x = 1 → x = 2" in names and "x = 1 → x = 2 (2)" in names
