"""What is handed in twice is examined once, even at the same moment."""

from __future__ import annotations

import threading
from pathlib import Path

from grader.batch.cache import ExaminationCache
from grader.job import CellResult, Report

ABOUT = {"assignment": "ps1", "notebook": "one"}


def test_two_who_need_the_same_result_at_once_examine_it_once(tmp_path: Path) -> None:
    kept = ExaminationCache(tmp_path, ())
    together, examined = threading.Barrier(2), []

    def need(student: str) -> None:
        assert kept.find(["sum"]) is None
        together.wait(10)  # neither has a result, both are about to examine
        with kept.alone(["sum"]):
            if kept.find(["sum"]) is None:
                examined.append(student)
                kept.keep(["sum"], Report((CellResult(()),)), ABOUT | {"student": student})

    threads = [threading.Thread(target=need, args=(name,)) for name in ("ada", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(examined) == 1
