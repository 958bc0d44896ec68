"""Pictures from the instructor's own notebooks, so that a class need not draw them again.

Most figures of a class are the same: those of demonstrations, and those of right answers. The
instructor's notebook and the released one run first, in the sandbox like any other and with the
instructor's files only; a submission's figure with the very same content takes their picture.
Nothing from a submission ever gets in here.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from grader.batch.digests import environment, job_digest
from grader.batch.store import Store
from grader.examiner.examiner import ExaminerFailed
from grader.job import LEARNER, Job, JobCell, Report
from grader.markers import Markers
from grader.nbgrader.autograde.reading import read_notebook
from grader.nbgrader.folders import SubmissionRefused, converter_of
from grader.nbgrader.reference import course_files
from grader.nbgrader.stock import About, Examining

Known = Mapping[str, bytes]
Examine = Callable[[Job], Report]


class FigureCache:
    """Pictures by notebook, kept in the cache.

    Parameters
    ----------
    folder : Path
        The course's cache.
    enabled : bool
        Whether there are enough submissions to be worth two more runs.
    """

    def __init__(self, folder: Path, enabled: bool) -> None:
        self.store = Store(folder / "pictures")
        self.enabled = enabled
        self._known: dict[str, Known] = {}

    def pictures(self, step: Examining, job: Job, about: About, examine: Examine) -> Known:
        """The pictures known for a notebook; the first time, `examine` draws them."""
        name = about["notebook"]
        if name not in self._known:
            self._known[name] = self._look(step, job, about, examine) if self.enabled else {}
        return self._known[name]

    def _look(self, step: Examining, job: Job, about: About, examine: Examine) -> Known:
        found: dict[str, bytes] = {}
        for path in _notebooks(step, about):  # one by one: the second takes from the first
            found |= self._drawn(step, _instructors(job, path, step, about), found, examine)
        return found

    def _drawn(self, step: Examining, job: Job, known: Known, examine: Examine) -> Known:
        software = environment(job.learner_packages)
        name = job_digest(job, step.the_limits().as_plain(), software)
        kept = self.store.get(name)
        if isinstance(kept, dict):
            return {key: base64.b64decode(picture) for key, picture in kept.items()}
        try:
            drawn = examine(replace(job, figures=known, collect=True)).figures
        except ExaminerFailed:
            return {}
        self.store.put(name, {key: base64.b64encode(png).decode() for key, png in drawn.items()})
        return drawn


def _notebooks(step: Examining, about: About) -> list[Path]:
    """The instructor's notebook and what learners got."""
    coursedir = converter_of(step).coursedir
    steps = (coursedir.source_directory, coursedir.release_directory)
    folders = [coursedir.format_path(each, ".", about["assignment"]) for each in steps]
    paths = [Path(folder, f"{about['notebook']}.ipynb") for folder in folders]
    return [path for path in paths if path.is_file()]


def _instructors(run: Job, path: Path, step: Examining, about: About) -> Job:
    """A run of one of the instructor's notebooks, all of it on the sandboxed side."""
    try:
        cells = read_notebook(path, step.the_limits()).cells
    except SubmissionRefused:
        cells = []
    markers = Markers.of(step)
    sources = [markers.without_hidden_lines(c.source) for c in cells if c.cell_type == "code"]
    made = tuple(JobCell(LEARNER, "", source) for source in sources)
    return replace(run, cells=made, files=course_files(step, about["assignment"]))
