"""The learner's objects as seen from outside: each has a number and a description."""

from __future__ import annotations

import inspect
import types
from typing import Any

import numpy as np

from .failures import builtin_base
from .limits import Limits
from .wire import Reference, WireError, encode

MOST_OBJECTS = 200_000
_TABLES = ("pandas", "polars")
_PLAIN_KINDS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type(len))

_OPERATORS = """
add radd iadd sub rsub isub mul rmul imul truediv rtruediv itruediv floordiv rfloordiv
mod rmod pow rpow ipow matmul rmatmul and rand or ror xor rxor lshift rshift neg pos abs
invert round float int index complex bool len getitem setitem delitem contains iter next
reversed call enter exit lt le gt ge eq ne str repr format hash
"""
OPERATORS = frozenset(f"__{name}__" for name in _OPERATORS.split())


class Objects:
    """Numbers for objects, the same one each time for the same object."""

    def __init__(self, limits: Limits, last: int = 0) -> None:
        self.limits = limits
        self.last = last
        self._by_number: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}

    def __getitem__(self, number: int) -> Any:
        try:
            return self._by_number[number]
        except KeyError:
            raise WireError(f"no object has the number {number}") from None

    def holds(self, value: Any) -> bool:
        """Whether this very object has a number here."""
        return id(value) in self._numbers

    def number(self, value: Any) -> int:
        """The number of `value`, kept from now on."""
        known = self._numbers.get(id(value))
        if known is None:
            if len(self._by_number) >= MOST_OBJECTS:
                raise WireError(f"more than {MOST_OBJECTS} objects have crossed")
            self.last = known = self.last + 1
            self._by_number[known] = value
            self._numbers[id(value)] = known
        return known

    def export(self, value: Any) -> Reference:
        """A reference to `value`, with its description."""
        return Reference(True, self.number(value), describe(value, self.limits))


def describe(value: Any, limits: Limits) -> dict[str, Any]:
    """What the other side needs to know of `value` to stand in for it."""
    kind = type(value)
    about: dict[str, Any] = {"kind": "instance", "type": _name(kind)}
    if isinstance(value, type):
        about |= {"kind": "class", "name": _name(value), "operators": _operators(value)}
        if issubclass(value, BaseException):
            about["failure"] = builtin_base(value)
    elif isinstance(value, types.ModuleType):
        about |= {"kind": "module", "name": str(value.__name__)}
    elif isinstance(value, _PLAIN_KINDS):
        about |= {"kind": "function", "name": _name(value)}
    elif isinstance(value, BaseException):
        about |= {"operators": [], "failure": builtin_base(kind)}
    else:
        about["operators"] = _operators(kind)
        about |= _as_builtin(value)
    if about["kind"] != "module" and callable(value):
        about["parameters"] = parameters(value, limits)
    return about


def _as_builtin(value: Any) -> dict[str, Any]:
    """The plain value in an instance of a class that inherits from a built-in type."""
    for base in (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset):
        if isinstance(value, base):
            fields = getattr(type(value), "_fields", None)
            found: dict[str, Any] = {"plain": _plain_of(base, value)}
            if base is tuple and isinstance(fields, tuple):
                found["fields"] = [str(field) for field in fields]
            return found
    return _as_array(value)


def _as_array(value: Any) -> dict[str, Any]:
    """The plain array in an instance that says it is one; tables keep their own ways."""
    kind = type(value)
    if not hasattr(kind, "__array__") or kind.__module__.partition(".")[0] in _TABLES:
        return {}
    try:
        array = np.array(value, subok=False)
    except Exception:
        return {}
    return {"plain": array} if array.dtype.kind in "biufcUSmM" else {}


def _plain_of(base: type, value: Any) -> Any:
    if base is str:
        return str.__str__(value)
    if base is tuple:
        return tuple(tuple.__iter__(value))
    if base is list:
        return list(list.__iter__(value))
    if base is dict:
        return dict(dict.items(value))
    return base(value)


def _name(value: Any) -> str:
    return str(getattr(value, "__name__", type(value).__name__))[:200]


def _operators(kind: type) -> list[str]:
    found = []
    for name in OPERATORS:
        method = getattr(kind, name, None)
        if method is not None and method is not getattr(object, name, None):
            found.append(name)
    return sorted(found)


def parameters(value: Any, limits: Limits) -> list[tuple[Any, ...]] | None:
    """Name, kind and default of each parameter; None when Python cannot tell."""
    try:
        found = inspect.signature(value).parameters.values()
        return [(p.name, int(p.kind), *_default(p, limits)) for p in found]
    except Exception:
        return None


def _default(parameter: inspect.Parameter, limits: Limits) -> tuple[Any, ...]:
    if parameter.default is inspect.Parameter.empty:
        return ()
    try:
        encode(parameter.default, limits)
    except WireError:
        return (None,)
    return (parameter.default,)
