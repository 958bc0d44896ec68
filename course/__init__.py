"""What a learner imports: instant checks, live pictures, surfaces, and running a step function."""

from course import surfaces
from course.checking import CheckFailed, check
from course.pictures.explore import explore
from course.pictures.graph import graph
from course.pictures.noise_ball import noise_ball
from course.pictures.posterior import posterior
from course.pictures.training import training
from course.progress import progress
from course.run.descend import DescentStopped, descend
from course.run.using import using

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
    "using",
]
