"""What a learner imports: instant checks, live pictures, surfaces, and running a step function."""

from course import surfaces
from course.checking import CheckFailed, check
from course.descend import DescentStopped, descend
from course.explore import explore
from course.graph import graph
from course.noise_ball import noise_ball
from course.posterior import posterior
from course.progress import progress
from course.training import training

__all__ = [
    "CheckFailed",
    "DescentStopped",
    "check",
    "descend",
    "explore",
    "graph",
    "noise_ball",
    "posterior",
    "progress",
    "surfaces",
    "training",
]
