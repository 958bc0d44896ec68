"""What a lesson's exams are written with; trusted, and never on the learner's side.

An exam is a subclass of `Exam` with its properties, and with the mistakes that are known.
"""

from exam.exam import Exam
from exam.mistake import Mistake

__all__ = ["Exam", "Mistake"]
