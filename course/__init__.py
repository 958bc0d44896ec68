"""What a learner imports: instant checks, live pictures, surfaces, and running a step function."""

from course import surfaces
from course.checking import CheckFailed, check
from course.descend import DescentStopped, descend
from course.explore import explore
from course.graph import graph
from course.posterior import posterior

__all__ = [
    "CheckFailed",
    "DescentStopped",
    "check",
    "descend",
    "explore",
    "graph",
    "posterior",
    "surfaces",
]
