"""Stand-ins, on the trusted side, for the learner's functions, classes, instances and iterators.

A stand-in never decides anything by the learner's word that plain data could decide. It is equal
only to itself; arithmetic works only on instances that a test made by calling a class which the
instructor's answer defines; any other iterable is read once into a list.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .worker_objects import OPERATORS

if TYPE_CHECKING:
    from .learner import Learner


class CannotCross(TypeError):
    """A test asks something of the learner's object that only plain data may answer."""


_COMPARISONS = frozenset({"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"})
_FREE = frozenset(
    {"__call__", "__next__", "__enter__", "__exit__", "__repr__", "__str__", "__format__"}
)
_CONTAINER = frozenset(
    {"__len__", "__iter__", "__getitem__", "__contains__", "__bool__", "__reversed__"}
)
_MOST_ITEMS = 1_000_000
_LOCAL = frozenset({"__hash__"}) | _COMPARISONS


def _plain_hint(proxy: Proxy) -> str:
    kind = type(proxy).__name__
    return (
        f"a {kind} object came where numbers, text, lists, tuples, dicts or arrays were expected; "
        "compare its attributes instead, or call its special method by name"
    )


class Proxy:
    """Stands for one object of the learner's.

    Parameters
    ----------
    line
        The line to the learner's side.
    number
        The learner's side's number for the object.
    about
        Its description, plain data.
    """

    __slots__ = ("_about", "_items", "_line", "_made", "_number")
    __array_ufunc__ = None

    def __init__(self, line: Learner, number: int, about: dict[str, Any]) -> None:
        for name, value in (
            ("_line", line),
            ("_number", number),
            ("_about", about),
            ("_made", False),
            ("_items", None),
        ):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name == "__name__" and "name" in self._about:
            return str(self._about["name"])
        if name == "__signature__":
            return _signature(self)
        if name == "__globals__":
            return self._line.names
        if name in ("__code__", "__closure__", "__wrapped__") or name.startswith("__array"):
            raise AttributeError(f"{name} does not cross from the learner's side")
        found = self._line.ask("get", self, name)
        _mark_made(found, self._made)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        self._line.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._line.ask("delete", self, name)

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        if other is None or self._about["kind"] in ("function", "class", "module"):
            return False
        raise CannotCross(_plain_hint(self))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(("learner", self._number))

    def __repr__(self) -> str:
        kind = self._about["kind"]
        return f"<the learner's {kind} {self._about.get('name', type(self).__name__)}>"

    def __deepcopy__(self, memo: object) -> Proxy:
        return self

    def __copy__(self) -> Proxy:
        return self

    def __reduce__(self) -> Any:
        raise CannotCross("a learner's object cannot be pickled")

    def __array__(self, *_: object, **__: object) -> Any:
        raise CannotCross(_plain_hint(self))

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, Proxy) and self._line.truth("is_instance", value, self)

    def __subclasscheck__(self, value: type) -> bool:
        return isinstance(value, Proxy) and self._line.truth("is_subclass", value, self)


def _signature(proxy: Proxy) -> inspect.Signature:
    described = proxy._about.get("parameters")
    if not described:
        raise AttributeError("__signature__")
    found = []
    for name, kind, *default in described:
        value = default[0] if default else inspect.Parameter.empty
        found.append(inspect.Parameter(name, inspect._ParameterKind(kind), default=value))
    return inspect.Signature(found)


def _mark_made(value: object, made: bool) -> None:
    if made and isinstance(value, Proxy):
        object.__setattr__(value, "_made", True)


def _call(self: Proxy, *args: Any, **kwargs: Any) -> Any:
    result = self._line.call(self, args, kwargs)
    _mark_made(result, self._made)
    return result


def _stream(self: Proxy) -> Iterator[Any]:
    """Items of the learner's iterable, as they come."""
    items = self._line.ask("operate", self, "__iter__", ())
    if not isinstance(items, Proxy):
        raise CannotCross("__iter__ of the learner's object gave no iterator")
    while True:
        item = self._line.ask("next", items)
        if type(item) is not tuple:
            raise CannotCross("an iterator of the learner's gave no item")
        if not item:
            return
        yield item[0]


def _items(self: Proxy) -> list[Any]:
    """The items of a result, read once: its length, truth and members all follow from them."""
    known: list[Any] | None = self._items
    if known is None:
        if "__iter__" not in self._about.get("operators", ()):
            raise CannotCross(_plain_hint(self))
        known = list(itertools.islice(_stream(self), _MOST_ITEMS))
        object.__setattr__(self, "_items", known)
    return known


def _container(name: str) -> Callable[..., Any]:
    """What a container does: by the learner's class if the test made it, else by its items."""

    def operate(self: Proxy, *args: Any) -> Any:
        if self._made:
            if name == "__iter__":
                return _stream(self)
            return self._line.ask("operate", self, name, args)
        if "__next__" in self._about.get("operators", ()):
            return _stream(self)
        if name == "__bool__":
            return bool(_items(self))
        return getattr(_items(self), name)(*args)

    return operate


def _next(self: Proxy) -> Any:
    item = self._line.ask("next", self)
    if not item:
        raise StopIteration
    return item[0]


def _free(name: str) -> Callable[..., Any]:
    def operate(self: Proxy, *args: Any) -> Any:
        return self._line.ask("operate", self, name, args)

    return operate


def _guarded(name: str) -> Callable[..., Any]:
    """Arithmetic, for instances that a test made; others are told to be plain data."""

    def operate(self: Proxy, *args: Any) -> Any:
        if not self._made:
            raise CannotCross(_plain_hint(self))
        result = self._line.ask("operate", self, name, args)
        _mark_made(result, True)
        return result

    return operate


def _doc(self: Proxy) -> Any:
    return self._line.ask("get", self, "__doc__")


def _maker(name: str) -> Callable[[str], Callable[..., Any]]:
    if name in _CONTAINER:
        return _container
    return _free if name in _FREE else _guarded


_SPECIAL: dict[str, Callable[..., Any]] = {
    "__call__": _call,
    "__next__": _next,
}
_classes: dict[tuple[str, frozenset[str]], type[Proxy]] = {}


def proxy_class(about: dict[str, Any]) -> type[Proxy]:
    """A class of stand-ins with exactly the operators that the learner's object has."""
    kind = about["kind"]
    names = {"__call__"} if kind in ("function", "class") else set(about.get("operators", ()))
    title = str(about.get("type", "")) if kind == "instance" else kind.capitalize()
    key = (title, frozenset(names & OPERATORS - _LOCAL))
    if key not in _classes:
        members: dict[str, Any] = {"__slots__": (), "__doc__": property(_doc)}
        for name in key[1]:
            members[name] = _SPECIAL.get(name) or _maker(name)(name)
        _classes[key] = type(title or "Object", (Proxy,), members)
    return _classes[key]
