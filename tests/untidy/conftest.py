"""The untidy class, graded once with the examiner."""

from __future__ import annotations

import shutil

import pytest

from tests.attacks.command import Places
from tests.attacks.grading import Report
from tests.attacks.once import once
from tests.attacks.released import released
from tests.untidy.untidy_class import graded

__all__ = ["released"]


@pytest.fixture(scope="session")
def untidy(released: Places, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What came of grading the untidy class."""
    if not shutil.which("bwrap"):
        pytest.skip("the examiner's sandbox needs bubblewrap, which is not on this machine")
    return once(tmp_path_factory, "untidy", lambda folder: graded(released, folder))
