"""Answers that compute nothing, made for any exercise from its reference and the calls of it."""

from __future__ import annotations

import inspect
import itertools
import multiprocessing
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from authoring.mistakes import Loaded
from course.checking.plain import settle

CONSTANTS: dict[str, Any] = {
    "0": 0, "1": 1, "-1.0": -1.0, "0.37": 0.37, "NaN": np.nan, "inf": np.inf, "-inf": -np.inf,
    "True": True, "False": False, "None": None, "text": "", "list": [], "tuple": (), "dict": {},
}  # fmt: skip
FILLINGS: dict[str, Callable[[Any], Any]] = {
    "zeros": np.zeros,
    "ones": np.ones,
    "0.37": lambda shape: np.full(shape, 0.37),
    "NaN": lambda shape: np.full(shape, np.nan),
    "inf": lambda shape: np.full(shape, np.inf),
    "-inf": lambda shape: np.full(shape, -np.inf),
    "random": lambda shape: np.random.default_rng(5).uniform(size=shape),
    "normal": lambda shape: np.random.default_rng(6).normal(size=shape),
}
MOST_ECHOES = 40


def answers(one: Loaded) -> Iterator[tuple[str, Any]]:
    """Give every answer that computes nothing, each with a name."""
    if inspect.isclass(one.fresh()):
        yield from _classes(one)
        return
    for name, value in CONSTANTS.items():
        yield f"always {name}", _always(value)
    yield "raises", _raises
    count = len(inspect.signature(one.fresh()).parameters)
    for place in range(count):
        yield f"gives back argument {place}", _echo(one, place)
        yield f"calls argument {place}", _calls(one, place)
    shape = Skeleton(one)
    for name, fill in FILLINGS.items():
        yield f"the right shape full of {name}", shape.filled(fill)
        yield f"overwrites all with {name}, then gives that", shape.filled(fill, overwrite=True)
        yield f"overwrites all with {name}, then gives it back", shape.echoed(0, fill)
    for choice in range(MOST_ECHOES):
        yield f"arguments in the right shape, choice {choice}", shape.echoed(choice)


def _always(value: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: value


def _raises(*args: Any, **kwargs: Any) -> Any:
    raise ValueError


def _echo(one: Loaded, place: int) -> Callable[..., Any]:
    return lambda *args, **kwargs: one.arguments(args, kwargs)[place]


def _calls(one: Loaded, place: int) -> Callable[..., Any]:
    """Call the function, or the list of functions, that stands at `place`, on each argument."""

    def answer(*args: Any, **kwargs: Any) -> Any:
        given = one.arguments(args, kwargs)
        functions = given[place] if isinstance(given[place], list) else [given[place]]
        if not all(map(callable, functions)):
            return None
        for other in given:
            try:
                for function in functions:
                    other = function(other)
            except Exception:  # that argument is none for this function
                continue
            return other
        return None

    return answer


class Skeleton:
    """What the reference's results look like: containers, keys and shapes, without the numbers."""

    def __init__(self, one: Loaded) -> None:
        self.one = one
        self._known: dict[str, Any] = {}

    def of(self, args: Any, kwargs: Any) -> Any:
        """Return the result's skeleton for a call, worked out where no call-back is noticed."""
        key = repr(_shapes(self.one.arguments(args, kwargs)))
        if key not in self._known:
            self._known[key] = _apart(self.one, args, kwargs)
        return self._known[key]

    def filled(self, fill: Callable[[Any], Any], overwrite: bool = False) -> Callable[..., Any]:
        """Return an answer whose results have the right shape and these numbers."""

        def answer(*args: Any, **kwargs: Any) -> Any:
            skeleton = self.of(args, kwargs)
            if overwrite:
                _overwrite((args, kwargs), fill)
            return _fill(skeleton, fill)

        return answer

    def echoed(self, choice: int, fill: Callable[[Any], Any] | None = None) -> Callable[..., Any]:
        """Return an answer that puts arguments of the right shape where they fit."""

        def answer(*args: Any, **kwargs: Any) -> Any:
            skeleton = self.of(args, kwargs)
            if fill is not None:
                _overwrite((args, kwargs), fill)
            parts = list(_parts(self.one.arguments(args, kwargs)))
            leaves = [
                [p for p in parts if p.shape == leaf] or [np.zeros(leaf)]
                for leaf in _leaves(skeleton)
            ]
            ways = itertools.islice(itertools.product(*leaves), MOST_ECHOES)
            chosen = list(ways)
            return _rebuilt(skeleton, iter(chosen[choice % len(chosen)]))

        return answer


def _shapes(value: Any) -> Any:
    """What a result's shape may depend on: shapes, whole numbers, keys."""
    if isinstance(value, np.ndarray):
        return value.shape
    if isinstance(value, list | tuple):
        return [_shapes(item) for item in value]
    if isinstance(value, dict):
        return {key: _shapes(item) for key, item in value.items()}
    return value if isinstance(value, bool | int | str | float) else type(value).__name__


def _skeleton(value: Any) -> Any:
    """Replace numbers and arrays by their shapes."""
    if isinstance(value, dict):
        return {key: _skeleton(item) for key, item in value.items()}
    if isinstance(value, tuple) or (isinstance(value, list) and _ragged(value)):
        return type(value)(_skeleton(item) for item in value)
    return Shape(np.shape(value))


class Shape(tuple[int, ...]):
    """The shape of an array, told apart from a tuple of results."""


def _ragged(value: list[Any]) -> bool:
    try:
        return np.asarray(value).dtype.kind not in "biuf"
    except ValueError:
        return True


def _apart(one: Loaded, args: Any, kwargs: Any) -> Any:
    """Run the reference in a fork, so that functions it is given see nothing of it here."""
    ours, theirs = multiprocessing.Pipe()

    def work() -> None:
        theirs.send(_skeleton(settle(one.fresh()(*args, **kwargs))))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    skeleton = ours.recv()
    process.join()
    return skeleton


def _leaves(skeleton: Any) -> Iterator[Shape]:
    if isinstance(skeleton, Shape):
        yield skeleton
    else:
        for item in skeleton.values() if isinstance(skeleton, dict) else skeleton:
            yield from _leaves(item)


def _rebuilt(skeleton: Any, leaves: Iterator[Any]) -> Any:
    if isinstance(skeleton, Shape):
        return next(leaves)
    if isinstance(skeleton, dict):
        return {key: _rebuilt(item, leaves) for key, item in skeleton.items()}
    return type(skeleton)(_rebuilt(item, leaves) for item in skeleton)


def _fill(skeleton: Any, fill: Callable[[Any], Any]) -> Any:
    return _rebuilt(skeleton, map(fill, _leaves(skeleton)))


def _parts(value: Any) -> Iterator[np.ndarray]:
    """Arguments, what they hold, and the rows of arrays, as arrays."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, np.ndarray):
        yield value
        yield from (value[place] for place in (0, -1) if value.ndim and len(value))
    elif isinstance(value, bool | int | float | np.generic):
        yield np.asarray(value)


def _overwrite(value: Any, fill: Callable[[Any], Any]) -> None:
    """Write into every array that was given."""
    if isinstance(value, np.ndarray):
        value[...] = (
            np.nan_to_num(fill(value.shape)) if value.dtype.kind in "iu" else fill(value.shape)
        )
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            _overwrite(item, fill)


def _classes(one: Loaded) -> Iterator[tuple[str, Any]]:
    """Classes with the reference's methods, each of which does the same nothing."""
    reference = one.fresh()
    methods = [name for name, item in vars(reference).items() if callable(item)]
    for name, give in {
        "itself": lambda self, *others: self,
        "the other": lambda self, *others: others[-1] if others else self,
        "a new one": lambda self, *others: type(self)(self.data),
        "zero": lambda self, *others: type(self)(0.0),
        "NaN": lambda self, *others: type(self)(np.nan),
        "None": lambda self, *others: None,
    }.items():
        for grad in (0.0, 1.0, np.nan):
            yield f"every method gives {name}, grad {grad}", _class(methods, give, grad)


def _class(methods: list[str], give: Callable[..., Any], grad: float) -> type:
    def begin(self: Any, data: Any = 0.0, *others: Any) -> None:
        self.data, self.grad = data, grad

    return type("Value", (), dict.fromkeys(methods, give) | {"__init__": begin})
