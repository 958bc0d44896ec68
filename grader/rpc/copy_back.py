"""Changes that the learner's code made to its arguments, made to ours."""

from __future__ import annotations

import random
from array import array
from collections import ChainMap, UserDict, UserList, deque
from pathlib import PurePath
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.rpc.codec import WireError
from grader.rpc.codec.generators import go_on_as
from grader.rpc.codec.tables import belongs, put_table_back

_GENERATORS = (np.random.Generator, np.random.RandomState, random.Random)


def put_back(ours: Any, theirs: Any) -> Any:
    """Make `ours` like `theirs`, in place wherever the types agree; the outcome.

    Raises
    ------
    WireError
        When an array changed its shape or dtype, which cannot be done in place.
    """
    if type(ours) is not type(theirs):
        return ours if isinstance(ours, PurePath) and PurePath(ours) == theirs else theirs
    if isinstance(ours, np.ndarray):
        return _put_array(ours, theirs)
    if isinstance(ours, _GENERATORS):
        go_on_as(ours, theirs)
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
    if isinstance(ours, set | bytearray | deque | array | memoryview):
        _replace(ours, theirs)
        return ours
    return _put_inside(ours, theirs)


def _put_inside(ours: Any, theirs: Any) -> object:
    """For those that keep their items in another container."""
    if isinstance(ours, UserDict | UserList):
        ours.data = put_back(ours.data, theirs.data)
    elif isinstance(ours, ChainMap):
        ours.maps = put_back(ours.maps, theirs.maps)
    elif isinstance(ours, SimpleNamespace):
        put_back(vars(ours), vars(theirs))
    elif not belongs(type(ours)) or not put_table_back(ours, theirs):
        return theirs
    return ours


def same_object(
    result: object, args: tuple[object, ...], kwargs: dict[str, object]
) -> int | str | None:
    """Which argument a result is, by place or name; None if it is none or cannot be changed."""
    if isinstance(result, list | dict | set | bytearray | np.ndarray):
        places: list[tuple[int | str, object]] = [*enumerate(args), *kwargs.items()]
        for which, value in places:
            if value is result:
                return which
    return None


def argument(which: object, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """Our argument that the learner's code gave back, so that `f(x) is x` holds as in a notebook.

    Raises
    ------
    WireError
        When there is none of this place or name.
    """
    if type(which) is int and 0 <= which < len(args):
        return args[which]
    if type(which) is str and which in kwargs:
        return kwargs[which]
    raise WireError("a result was said to be an argument that was not given")


def _put_array(ours: np.ndarray[Any, Any], theirs: np.ndarray[Any, Any]) -> Any:
    if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
        raise WireError("the learner's code changed the shape or dtype of an array it was given")
    if ours.flags.writeable:
        ours[...] = theirs
    return ours


def _replace(ours: Any, theirs: Any) -> None:
    if isinstance(ours, memoryview):
        if not ours.readonly:
            ours[:] = theirs
    elif isinstance(ours, set):
        ours.clear()
        ours.update(theirs)
    elif isinstance(ours, deque):
        ours.clear()
        ours.extend(theirs)
    else:
        ours[:] = theirs
