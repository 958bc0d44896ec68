"""Where jobs are examined. The rest of a batch knows `Executor` alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from grader.examiner.examiner import Examiner
from grader.job import Job, Report
from grader.limits import Limits


class Executor(Protocol):
    """Examines jobs, several at once.

    Jobs, limits and reports are plain records (`as_plain`): an executor may send them to other
    machines, which need neither the course's folder nor its cache.

    Attributes
    ----------
    places : int
        How many jobs are examined at once.
    """

    places: int

    def submit(self, job: Job, limits: Limits) -> Future[Report]:
        """Begin an examination; does not wait."""
        ...

    def close(self) -> None:
        """Begin nothing more."""
        ...


class LocalExecutor:
    """One examiner on this machine; each job is a fork of its processes, and a thread waits for it.

    Parameters
    ----------
    start
        Starts the examiner's processes. Called before the first job, by the thread that submits
        it; what it raises, `submit` raises.
    warm
        Waits until they are ready.
    places
        How many jobs are examined at once.
    """

    def __init__(
        self, start: Callable[[], object], warm: Callable[[], Examiner], places: int
    ) -> None:
        self._start, self._warm, self.places = start, warm, places
        self._threads = ThreadPoolExecutor(places, "examine")
        self._starting = threading.Lock()

    def submit(self, job: Job, limits: Limits) -> Future[Report]:
        """As in `Executor`."""
        self._start()
        return self._threads.submit(self._examine, job, limits)

    def _examine(self, job: Job, limits: Limits) -> Report:
        with self._starting:
            examiner = self._warm()
        return examiner.examine(job, limits)

    def close(self) -> None:
        """As in `Executor`."""
        self._threads.shutdown(wait=False, cancel_futures=True)
