"""Whether an answer gives the same whenever it is called in the same way."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from course.checking.plain import settle
from course.compare import difference
from course.run.quiet import quiet
from course.run.time_limit import TimeUp, time_limit

_SECONDS = 0.3
"""How long all calls together may take: a card should come at once."""


def repeats(answer: Callable[..., Any] | None, given: dict[str, Any]) -> str:
    """Call an answer with the same arguments again, and say where that gives something else.

    Parameters
    ----------
    answer : function or None
        What the learner wrote.
    given : dict
        The arguments of one call, by their names. They are left as they are.
    """
    if answer is None or not given:
        return ""
    state = np.random.get_state()
    try:
        with quiet(), time_limit(_SECONDS):
            first, second = (settle(answer(**copy.deepcopy(given))) for _ in range(2))
            if _same(first, second):
                return ""
            third, fourth = (_seeded(answer, given) for _ in range(2))
    except (Exception, TimeUp):
        return ""
    finally:
        np.random.set_state(state)
    if _same(third, fourth):
        return (
            "It draws from NumPy's global generator, so that the same call gives something else "
            "each time."
        )
    return (
        "The same call gives something else the second time: does the function keep or change "
        "something between two calls, or draw numbers that no argument tells?"
    )


def _seeded(answer: Callable[..., Any], given: dict[str, Any]) -> Any:
    np.random.seed(0)
    return settle(answer(**copy.deepcopy(given)))


def _same(one: Any, other: Any) -> bool:
    return difference(one, other, 1e-12) is None
