"""What does not cross is refused when the assignment is built, with the way out."""

from pathlib import Path

import pytest

from grader.nbgrader.generate.must_cross import Trial
from grader.nbgrader.generate.patterns import PATTERNS
from tests.courses.kinds import KINDS
from tests.courses.refused import REFUSED
from tests.grader.conftest import LIMITS, job

PAGE = (Path(__file__).parents[2] / "docs" / "crossing.md").read_text("utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_a_test_that_cannot_cross_is_refused_with_its_pattern_and_the_way_out(name, examiner):
    answer, test = REFUSED[name]
    [pattern] = [pattern for pattern in PATTERNS if pattern.name == name]
    trial = Trial(examiner, job(answer, [test], answer, {}), LIMITS)
    wrong = trial.uncrossable() or trial.blind({answer: "pass"})
    assert list(wrong) == ["test-0"]
    assert f"cannot cross: {pattern.name}: {pattern.instead}" in wrong["test-0"]


def test_the_page_has_a_row_for_every_kind_and_every_pattern():
    missing = [name for name in KINDS if f"| {name} |" not in PAGE]
    missing += [p.name for p in PATTERNS if f"| {p.name} | no | {p.instead} |" not in PAGE]
    assert missing == []
