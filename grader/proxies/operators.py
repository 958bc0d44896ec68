"""The special methods of stand-ins: which the learner's side answers, and which it may not."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from grader.proxies.proxy import DERIVED, PLAIN_HINT, CannotCross, Proxy, asks_the_class, mark_made
from grader.rpc.exports import OPERATORS, About

_ORDER = frozenset({"__lt__", "__le__", "__gt__", "__ge__"})
_FREE = frozenset(
    {"__call__", "__next__", "__enter__", "__exit__", "__repr__", "__str__", "__format__"}
)
_CONTAINER = frozenset(
    {"__len__", "__iter__", "__getitem__", "__contains__", "__bool__", "__reversed__"}
)
_MOST_ITEMS = 1_000_000
_OF_CLASSES = frozenset({"__getitem__", "__iter__", "__len__", "__contains__", "__reversed__"})
_LOCAL = frozenset({"__hash__", "__eq__", "__ne__"})


def _call(self: Proxy, *args: object, **kwargs: object) -> object:
    result = self._line.call(self, args, kwargs)
    mark_made(result, self._made)  # as directly as the class itself, or the method
    return result


def _stream(self: Proxy) -> Iterator[object]:
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


def _items(self: Proxy) -> list[object]:
    """The items of a result, read once: its length, truth and members all follow from them."""
    known = self._items
    if known is None:
        if "__iter__" not in self._about.get("operators", ()):
            raise CannotCross(PLAIN_HINT)
        known = list(itertools.islice(_stream(self), _MOST_ITEMS))
        object.__setattr__(self, "_items", known)
    return known


def _container(name: str) -> Callable[..., object]:
    """What a container does: by the learner's class if the test made it, else by its items."""

    def operate(self: Proxy, *args: object) -> object:
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


def _next(self: Proxy) -> object:
    item: Any = self._line.ask("next", self)
    if not item:
        raise StopIteration
    return item[0]


def _free(name: str) -> Callable[..., object]:
    def operate(self: Proxy, *args: object) -> object:
        return self._line.ask("operate", self, name, args)

    return operate


def _guarded(name: str) -> Callable[..., object]:
    """Arithmetic, for instances that a test made; others are told to be plain data."""

    def operate(self: Proxy, *args: object) -> object:
        if not self._made:
            raise CannotCross(PLAIN_HINT)
        result = self._line.ask("operate", self, name, args)
        mark_made(result, DERIVED)
        return result

    return operate


def _ordered(name: str) -> Callable[..., object]:
    """An order among instances, one of which the test made."""

    def operate(self: Proxy, other: object) -> object:
        if not asks_the_class(self, other):
            raise CannotCross(PLAIN_HINT)
        return self._line.ask("compare", name.strip("_"), self, other)

    return operate


def _of_class(self: Proxy, name: str) -> object:
    """An attribute of the learner's class; its special methods are not those of a stand-in."""
    if name == "__init__" or (name in OPERATORS and name != "__hash__"):
        found = self._line.ask("get", self, name)
        mark_made(found, DERIVED if self._made else 0)
        return found
    return object.__getattribute__(self, name)


def _doc(self: Proxy) -> object:
    return self._line.ask("get", self, "__doc__")


def _maker(name: str) -> Callable[[str], Callable[..., object]]:
    if name in _CONTAINER:
        return _container
    if name in _ORDER:
        return _ordered
    return _free if name in _FREE else _guarded


_SPECIAL: dict[str, Callable[..., object]] = {"__call__": _call, "__next__": _next}
_classes: dict[tuple[str, str, frozenset[str]], type[Proxy]] = {}


def proxy_class(about: About) -> type[Proxy]:
    """A class of stand-ins with exactly the operators that the learner's object has."""
    kind = about["kind"]
    names = {"__call__"} if kind in ("function", "class") else set(about.get("operators", ()))
    if kind == "class":
        names |= _OF_CLASSES.intersection(about.get("meta", ()))
    title = str(about.get("type", "")) if kind == "instance" else kind.capitalize()
    key = (kind, title, frozenset(names & OPERATORS - _LOCAL))
    if key not in _classes:
        members: dict[str, object] = {"__slots__": (), "__doc__": property(_doc)}
        if kind == "class":
            members["__getattribute__"] = _of_class
        for name in key[2]:
            members[name] = _SPECIAL.get(name) or _maker(name)(name)
        _classes[key] = type(title or "Object", (Proxy,), members)
    return _classes[key]
