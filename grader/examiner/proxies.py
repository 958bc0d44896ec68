"""Stand-ins, on the trusted side, for the learner's functions, classes, instances and iterators.

A stand-in never decides anything by the learner's word that plain data could decide. It is equal
only to itself; arithmetic works only on instances that a test made by calling a class which the
instructor's answer defines; any other iterable is read once into a list.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .learner import Learner


class CannotCross(TypeError):
    """A test asks something of the learner's object that only plain data may answer."""


def plain_hint(proxy: Proxy) -> str:
    """What to say when a stand-in is used as if it were plain data."""
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
        mark_made(found, self._made)
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
        raise CannotCross(plain_hint(self))

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
        raise CannotCross(plain_hint(self))

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


def mark_made(value: object, made: bool) -> None:
    """Note that a test made `value`, by calling a class that the assignment asks for."""
    if made and isinstance(value, Proxy):
        object.__setattr__(value, "_made", True)
