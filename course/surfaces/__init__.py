"""Surfaces to descend on: each knows its value, gradient, minima and a good view."""

from course.surfaces.costs import linear_regression, neuron, ridge
from course.surfaces.formulas import (
    beale,
    bowl,
    himmelblau,
    noisy,
    plateau,
    ravine,
    rosenbrock,
    saddle,
)
from course.surfaces.own import of
from course.surfaces.surface import Data, Surface

__all__ = [
    "Data",
    "Surface",
    "beale",
    "bowl",
    "himmelblau",
    "linear_regression",
    "neuron",
    "noisy",
    "of",
    "plateau",
    "ravine",
    "ridge",
    "rosenbrock",
    "saddle",
]
