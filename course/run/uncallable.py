"""What to say of a thing that stands where a function should."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np


def uncallable(thing: Any) -> str:
    """Say that a thing is no function whose parameters can be read; "" where it is one."""
    if not callable(thing):
        return (
            f"A function is needed here, and {what_it_is(thing)} stands in its place. Run the cell "
            "that defines the function again."
        )
    try:
        inspect.signature(thing)
    except (TypeError, ValueError):
        name = getattr(thing, "__name__", type(thing).__name__)
        return (
            f"`{name}` is part of Python, and does not say which parameters it has. A function of "
            "your own is needed here: run the cell that defines it again."
        )
    return ""


def what_it_is(thing: Any) -> str:
    """Name a thing that is no function, as a sentence does: "the number 3", "a list"."""
    if thing is None:
        return "None"
    if isinstance(thing, str):
        return "a text"
    if isinstance(thing, bool | int | float | np.number):
        return f"the number {thing}"
    if isinstance(thing, np.ndarray):
        return f"an array of shape {thing.shape}"
    name = type(thing).__name__
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"
