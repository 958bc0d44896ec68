"""Changes that the learner's code made to its arguments, made to ours."""

from __future__ import annotations

from array import array
from collections import ChainMap, UserDict, UserList, deque
from pathlib import PurePath
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt

from grader.rpc.codec import WireError
from grader.rpc.codec.generators import go_on_as
from grader.rpc.codec.tables import belongs, put_table_back


def put_back(ours: object, theirs: object) -> object:
    """Make `ours` like `theirs`, in place wherever the types agree; the outcome.

    Raises
    ------
    WireError
        When an array changed its shape or dtype, which cannot be done in place.
    """
    if type(ours) is not type(theirs):
        return ours if isinstance(ours, PurePath) and PurePath(ours) == theirs else theirs
    if isinstance(ours, np.ndarray) and isinstance(theirs, np.ndarray):
        _put_array(ours, theirs)
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        merged = {key: put_back(ours.get(key), item) for key, item in theirs.items()}
        ours.clear()
        ours.update(merged)
    elif isinstance(ours, list) and isinstance(theirs, list):
        ours[:] = [put_back(a, b) for a, b in zip(ours, theirs, strict=False)] + theirs[len(ours) :]
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        return tuple(put_back(a, b) for a, b in zip(ours, theirs, strict=True))
    elif not _replace(ours, theirs) and not _put_inside(ours, theirs):
        return theirs
    return ours


def _put_inside(ours: object, theirs: object) -> bool:
    """For those that keep their items in another container, and for generators and tables."""
    if isinstance(ours, UserDict | UserList | ChainMap):
        name = "maps" if isinstance(ours, ChainMap) else "data"
        setattr(ours, name, put_back(getattr(ours, name), getattr(theirs, name)))
        return True
    if isinstance(ours, SimpleNamespace):
        put_back(vars(ours), vars(theirs))
        return True
    return go_on_as(ours, theirs) or (belongs(type(ours)) and put_table_back(ours, theirs))


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


def _put_array(ours: npt.NDArray[np.generic], theirs: npt.NDArray[np.generic]) -> None:
    if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
        raise WireError("the learner's code changed the shape or dtype of an array it was given")
    if ours.flags.writeable:
        ours[...] = theirs


def _replace(ours: object, theirs: object) -> bool:
    """For those whose items can be exchanged for others all at once."""
    if isinstance(ours, set) and isinstance(theirs, set):
        ours.clear()
        ours.update(theirs)
    elif isinstance(ours, deque) and isinstance(theirs, deque):
        ours.clear()
        ours.extend(theirs)
    elif isinstance(ours, bytearray) and isinstance(theirs, bytearray):
        ours[:] = theirs
    elif isinstance(ours, memoryview) and isinstance(theirs, memoryview):
        if not ours.readonly:
            ours[:] = theirs
    elif isinstance(ours, array) and isinstance(theirs, array):
        ours[:] = theirs
    else:
        return False
    return True
