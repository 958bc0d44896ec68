"""Each trick, under stock nbgrader and under the examiner."""

from __future__ import annotations

import pytest

from tests.attacks.classroom import Trick, all_tricks
from tests.attacks.grading import Report, Stock

TRICKS = all_tricks()
ON_STOCK = [trick for trick in TRICKS if trick.stock]
FAILURES = frozenset({"crash"})
"""What may happen to the hostile submission itself: it is refused, with a reason."""
IN_FEEDBACK = frozenset({"script"})


@pytest.mark.parametrize("trick", ON_STOCK, ids=lambda trick: trick.name)
def test_the_trick_works_on_stock_nbgrader(trick: Trick, on_stock: Stock) -> None:
    """The attack is real: stock nbgrader 0.9.6 falls for it as the trick's file says."""
    assert trick.stock <= on_stock.effects[trick.name], f"{trick.row}: {trick.doc}"


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name)
def test_the_trick_gains_nothing(trick: Trick, report: Report) -> None:
    """The attack earns no mark and reaches nothing outside its scratch folder."""
    got = report.effects[trick.name] - FAILURES - IN_FEEDBACK
    assert not got, f"{trick.name} got {sorted(got)}: {trick.doc} {report.scores[trick.student]}"


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name)
def test_the_trick_is_graded_or_refused_with_a_reason(trick: Trick, report: Report) -> None:
    """A submission that gets no grade gets a word to the instructor that names it."""
    if "crash" in report.effects[trick.name]:
        assert trick.student in report.log, f"nothing was said about {trick.student}"
    else:
        assert len(report.scores[trick.student]) == 4


@pytest.mark.parametrize("trick", [t for t in TRICKS if t.deserves], ids=lambda trick: trick.name)
def test_honest_marks_beside_a_trick_are_not_above_what_was_earned(
    trick: Trick, report: Report
) -> None:
    """An exercise that was solved beside the trick gives its own marks at most."""
    for name, score in report.scores[trick.student].items():
        assert score <= trick.deserves.get(name, 0.0)


@pytest.mark.usefixtures("sanitised")
@pytest.mark.parametrize(
    "trick", [t for t in TRICKS if t.name.startswith("web_")], ids=lambda trick: trick.name
)
def test_feedback_holds_no_live_script(trick: Trick, report: Report) -> None:
    """Nothing from the submission can run in the instructor's or the learner's browser."""
    assert "crash" not in report.effects[trick.name], "no feedback was made"
    assert "script" not in report.effects[trick.name], trick.doc
