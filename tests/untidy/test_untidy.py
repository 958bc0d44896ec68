"""Honest work gets what it deserves, however untidy it is."""

from __future__ import annotations

import pytest

from tests.attacks.command import Places
from tests.attacks.effects import outputs
from tests.attacks.grading import Report
from tests.untidy.untidy_class import SAVES, WORKS
from tests.untidy.works import FULL


@pytest.mark.parametrize("name", WORKS)
def test_untidy_work_gets_what_it_deserves(name: str, untidy: Report) -> None:
    """Warnings, copies, splits, prints, odd types and failures elsewhere cost nothing."""
    assert untidy.scores[name] == WORKS[name].deserves, WORKS[name].make.__doc__


@pytest.mark.parametrize("name", SAVES)
def test_the_editor_makes_no_difference(name: str, untidy: Report) -> None:
    """A right notebook is right, whichever program has saved it."""
    assert untidy.scores[name] == FULL, SAVES[name].__doc__


def test_pictures_stay_in_the_graded_notebook(untidy: Report) -> None:
    """What a learner has drawn is there for whoever reads the graded notebook."""
    shown = outputs(Places(untidy.root).autograded("draws"))
    assert any("image/png" in output.get("data", {}) for output in shown)
