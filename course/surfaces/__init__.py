"""Surfaces to descend on: each knows its value, gradient, minima and a good view."""

from course.surfaces.basins import himmelblau, saddle
from course.surfaces.costs import linear_regression, neuron, ridge
from course.surfaces.own import of
from course.surfaces.quadratics import bowl, noisy, ravine
from course.surfaces.surface import Data, Surface
from course.surfaces.valleys import beale, plateau, rosenbrock

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
