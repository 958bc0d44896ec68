"""Surfaces to descend on: each knows its value, gradient, minima and a good view."""

from course.surfaces.quadratics import bowl, ravine
from course.surfaces.surface import Surface
from course.surfaces.valleys import plateau, rosenbrock

__all__ = ["Surface", "bowl", "plateau", "ravine", "rosenbrock"]
