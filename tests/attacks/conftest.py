"""The two gradings of the corpus that all its tests look at."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from tests.attacks.classroom import all_tricks
from tests.attacks.command import Places
from tests.attacks.grading import Report, Stock, examined, stock
from tests.attacks.once import once
from tests.attacks.released import released

__all__ = ["released"]

EVERYTHING = bool(os.environ.get("CORPUS_ALL_ON_STOCK"))
"""Whether tricks that get nothing from stock nbgrader are shown to get nothing from it."""


@pytest.fixture(scope="session")
def on_stock(released: Places, tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """What each trick achieves under stock nbgrader."""
    if not shutil.which("bwrap"):
        pytest.skip("hostile notebooks are run in bubblewrap here, which is not on this machine")
    tricks = [trick for trick in all_tricks() if trick.stock or EVERYTHING]
    return once(tmp_path_factory, "stock", lambda folder: stock(released, folder, tricks))


@pytest.fixture(scope="session")
def report(released: Places, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What came of grading the whole corpus, as one class, with the examiner."""
    if not shutil.which("bwrap"):
        pytest.skip("the examiner's sandbox needs bubblewrap, which is not on this machine")

    def grade(folder: Path) -> Report:
        return examined(released, folder, all_tricks())

    return once(tmp_path_factory, "examined", grade)


@pytest.fixture(scope="session")
def sanitised() -> None:
    """Skip what needs the whole grader, with its feedback, where only the examiner is here."""
    found = importlib.import_module("grader") if importlib.util.find_spec("grader") else None
    if not hasattr(found, "configure"):
        pytest.skip("`grader.configure`, which sanitises feedback, is not in this tree yet")
