"""What a learner imports: instant checks, live pictures, surfaces, and running a step function."""

from course import surfaces
from course.checking import CheckFailed, check
from course.descend import DescentStopped, descend
from course.explore import explore

__all__ = ["CheckFailed", "DescentStopped", "check", "descend", "explore", "surfaces"]
