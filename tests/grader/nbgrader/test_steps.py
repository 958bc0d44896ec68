"""A run looks up the instructor's cells once; the next run sees what has changed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from grader.nbgrader import plan
from grader.nbgrader.plan import steps_for

ABOUT = {"db_url": "sqlite:///one.db", "assignment": "01", "notebook": "a", "student": "ada"}


class Run:
    """A converter, or what several share."""


def step_of(converter: Any) -> Any:
    """One of nbgrader's steps in a converter's run."""
    return SimpleNamespace(parent=SimpleNamespace(parent=converter))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The gradebooks that were opened."""
    found: list[str] = []

    class Book:
        def __init__(self, url: str) -> None:
            found.append(url)

        def __enter__(self) -> Any:
            return SimpleNamespace(find_notebook=lambda name, assignment: (assignment, name))

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(plan, "Gradebook", Book)
    monkeypatch.setattr(plan, "source_notebook", lambda *_: None)
    monkeypatch.setattr(plan, "instructor_steps", lambda notebook, source: [notebook, len(found)])
    return found


def test_the_steps_of_one_run_share_what_they_look_up(opened: list[str]) -> None:
    run = Run()
    assert steps_for(step_of(run), ABOUT) is steps_for(step_of(run), ABOUT | {"student": "bob"})
    assert opened == ["sqlite:///one.db"]


def test_so_do_the_converters_of_a_batch(opened: list[str]) -> None:
    first, second = Run(), Run()
    first.shared = second.shared = Run()  # type: ignore[attr-defined]
    assert steps_for(step_of(first), ABOUT) is steps_for(step_of(second), ABOUT)


@pytest.mark.parametrize(
    "other", [{"db_url": "sqlite:///two.db"}, {"assignment": "02"}, {"notebook": "b"}]
)
def test_nothing_is_taken_for_something_else(opened: list[str], other: dict[str, str]) -> None:
    run = Run()
    assert steps_for(step_of(run), ABOUT) != steps_for(step_of(run), ABOUT | other)
    assert len(opened) == 2


def test_another_run_looks_anew(opened: list[str]) -> None:
    assert steps_for(step_of(Run()), ABOUT) != steps_for(step_of(Run()), ABOUT)
