"""Proof that a submission is graded to its end, so that a rerun can leave it alone."""

from __future__ import annotations

from grader.batch.course import Course, Submission
from grader.batch.digests import environment, folder_digests
from grader.batch.gradebook import Marks
from grader.batch.store import Store, digest, name_for


class CompletionMarkers:
    """One marker for each finished submission of a lesson.

    It is written last. It holds only if nothing has changed since on either side: what was
    handed in, the lesson, the software and the configuration; the marks that autograding wrote
    and the folder it made.

    Parameters
    ----------
    course : Course
        Where we are.
    lesson : str
        Which lesson.
    master : dict
        The instructor's cells, from `grader.batch.gradebook.master`.
    """

    def __init__(self, course: Course, lesson: str, master: dict[str, object]) -> None:
        self.course, self.lesson = course, lesson
        self.store = Store(course.cache / "completed")
        source = folder_digests(course.source(lesson))
        self._common = digest([environment(course.packages), course.settings, source, master])

    def _inputs(self, submission: Submission) -> str:
        return digest([self._common, folder_digests(submission.folder)])

    def _made(self, submission: Submission) -> dict[str, str]:
        step = self.course.coursedir.autograded_directory
        return folder_digests(self.course.folder(step, submission.student, self.lesson))

    def _written(self, submission: Submission, marks: Marks | None) -> dict[str, object]:
        return {
            "inputs": self._inputs(submission),
            "made": digest(self._made(submission)),
            "marks": digest(marks.recorded) if marks else "",
        }

    def holds(self, submission: Submission, marks: Marks | None) -> bool:
        """Whether a submission is graded and nothing has changed since."""
        kept = self.store.get(name_for(self.lesson, submission.student))
        return kept is not None and kept == self._written(submission, marks)

    def write(self, submission: Submission, marks: Marks | None) -> None:
        """Say that a submission is graded; the last step."""
        name = name_for(self.lesson, submission.student)
        self.store.put(name, self._written(submission, marks))
