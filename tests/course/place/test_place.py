"""What differs between places to learn, as it is where the course is installed."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import matplotlib
import pytest

from course.place import IN_BROWSER, words
from course.place.lessons import look_here
from course.place.notebook import request
from course.place.timer import has_timer, set_timer

matplotlib.use("Agg")

from matplotlib import pyplot as plt


def test_an_installed_course_says_what_to_type() -> None:
    assert not IN_BROWSER
    assert words.RESTORE == "run `make start`"


@pytest.mark.skipif(not has_timer(), reason="this system has no timer signal")
def test_the_timer_comes_again_until_it_is_stopped() -> None:
    rung: list[float] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.monotonic()))
    try:
        set_timer(0.05, 0.05)
        begin = time.monotonic()
        while len(rung) < 3 and time.monotonic() - begin < 20:
            time.sleep(0.01)
        set_timer(0)
        assert len(rung) >= 3
        count = len(rung)
        time.sleep(0.2)
        assert len(rung) == count
    finally:
        set_timer(0)
        signal.signal(signal.SIGALRM, before)


def test_outside_of_a_notebook_nobody_asked_for_a_cell() -> None:
    assert request() == {}


def test_lessons_are_looked_at_here_and_leave_nothing_behind(tmp_path: Path) -> None:
    """Neither a main module, nor a folder of imports, nor the folder we are in, nor a figure."""
    folders = [tmp_path / "01-one", tmp_path / "02-two"]
    for folder in folders:
        folder.mkdir()
    before = sys.modules["__main__"], list(sys.path), os.getcwd(), plt.get_fignums()

    def look(folder: Path, results: Path) -> None:
        results.write_text(os.getcwd(), encoding="utf-8")
        sys.modules["__main__"] = type(sys)("__main__")
        sys.path.insert(0, "")
        plt.figure()

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert list(look_here(folders, scratch, look)) == [("01-one", True), ("02-two", True)]
    assert [Path((scratch / one.name).read_text()).name for one in folders] == ["01-one", "02-two"]
    assert (sys.modules["__main__"], list(sys.path), os.getcwd(), plt.get_fignums()) == before


def test_a_lesson_that_fails_leaves_nothing_behind_either(tmp_path: Path) -> None:
    before = os.getcwd()

    def look(folder: Path, results: Path) -> None:
        raise KeyError("a lesson")

    with pytest.raises(KeyError):
        list(look_here([tmp_path], tmp_path, look))
    assert os.getcwd() == before
