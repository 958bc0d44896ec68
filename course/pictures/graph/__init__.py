"""A live picture of what a learner's `Value` was made from: values forward, gradients back."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.pictures.graph.picture import GraphPicture

__all__ = ["graph"]

NO_CLASS = object()
"""In the place of a class that is not given: None may be what a learner's `Value` is."""


def graph(made: Any, kind: Any = NO_CLASS, /, **inputs: Any) -> GraphPicture:
    """Show the computation graph of a `Value`, a step at a time, with its own gradients.

    Parameters
    ----------
    made
        A Value, such as ``L``; or a function of Values that returns one.
    kind
        For a function, the class of the Values that it is given.
    **inputs
        For a function, the numbers in these Values: ``graph(neuron, Value, w=0.8, b=-0.6)``, or
        without the class the Values themselves: ``graph(neuron, w=Value(0.8), b=Value(-0.6))``.
        Each gets a slider; a range may be given, as in ``w=(0.8, -1, 2)``.

    Returns
    -------
    GraphPicture
        ``picture.message`` is what the picture says.

    Notes
    -----
    A Value is any object with a number in ``data`` and one in ``grad``. What it was made from is
    found in its attributes: the first that holds Values in a tuple, a list or a set, be it called
    ``parents``, ``_prev`` or otherwise. Names come from the variables that hold Values.
    """
    from course.pictures.graph.picture import GraphPicture  # ipywidgets and anywidget load slowly

    frame = inspect.currentframe()
    caller = frame.f_back if frame is not None else None
    known = {} if caller is None else {**caller.f_globals, **caller.f_locals}
    return GraphPicture(made, kind, inputs, known, kind is not NO_CLASS)
