"""An answer as the hidden tests call it: copies go in, plain values come out.

So no call can change what a test compares with afterwards.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from course.checking.plain import settle
from course.compare import unchanged
from exam.loans import Loans


class Answer:
    """A learner's answer or a reference, to be called like the function that it is.

    Parameters
    ----------
    function : function or class
        What was written.
    loans : Loans, optional
        Correct versions of other exercises, which it may call while it is called itself.

    Attributes
    ----------
    changed
        Whether a call has changed an array, list or dict that it was given.
    """

    def __init__(self, function: Any, loans: Loans | None = None) -> None:
        self.changed = False
        self._function = function
        self._loans = loans or Loans({}, {})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the answer gives on copies of the arguments, as plain data where it can."""
        given_args, given_kwargs = _copied(args), _copied(kwargs)
        with self._loans.lent():
            value = settle(self._function(*given_args, **given_kwargs))
        self.changed |= not unchanged((args, kwargs), (given_args, given_kwargs))
        return _copied(value)


def _copied(value: Any) -> Any:
    """Copy arrays, random generators and containers of them; all else is handed on itself."""
    if isinstance(value, np.ndarray | np.random.Generator):
        return copy.deepcopy(value)
    if type(value) in (list, tuple):
        return type(value)(_copied(item) for item in value)
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    return value
