"""Changes that the learner's code made to its arguments, made to ours."""

from __future__ import annotations

from typing import Any

import numpy as np

from .wire import WireError


def put_back(ours: Any, theirs: Any) -> Any:
    """Make `ours` like `theirs`, in place wherever the types agree; the outcome.

    Raises
    ------
    WireError
        When an array changed its shape or dtype, which cannot be done in place.
    """
    if type(ours) is not type(theirs):
        return theirs
    if isinstance(ours, np.ndarray):
        return _put_array(ours, theirs)
    if isinstance(ours, np.random.Generator):
        ours.bit_generator.state = theirs.bit_generator.state
        return ours
    if isinstance(ours, dict):
        merged = {key: put_back(ours.get(key), item) for key, item in theirs.items()}
        ours.clear()
        ours.update(merged)
        return ours
    if isinstance(ours, list):
        ours[:] = [put_back(a, b) for a, b in zip(ours, theirs, strict=False)] + theirs[len(ours) :]
        return ours
    if isinstance(ours, tuple) and len(ours) == len(theirs):
        return tuple(put_back(a, b) for a, b in zip(ours, theirs, strict=True))
    if isinstance(ours, set | bytearray):
        _replace(ours, theirs)
        return ours
    return theirs


def _put_array(ours: np.ndarray[Any, Any], theirs: np.ndarray[Any, Any]) -> Any:
    if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
        raise WireError("the learner's code changed the shape or dtype of an array it was given")
    if ours.flags.writeable:
        ours[...] = theirs
    return ours


def _replace(ours: Any, theirs: Any) -> None:
    ours.clear()
    if isinstance(ours, set):
        ours.update(theirs)
    else:
        ours.extend(theirs)
