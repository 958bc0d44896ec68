"""The learner's objects as seen from outside: each has a number and a description."""

from __future__ import annotations

import enum
import inspect
import types
from collections.abc import Callable
from typing import Any, Required, TypedDict

import numpy as np

from grader.limits import Limits
from grader.rpc.codec import Reference, WireError, encode
from grader.rpc.codec.terms import BUILTIN_TYPES
from grader.rpc.codec.values import plain_base
from grader.rpc.errors import builtin_base

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
_FLAGS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_KINDS = {
    int(kind): kind
    for kind in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.VAR_KEYWORD,
    )
}
BASES: dict[type, Callable[[Any], object]] = {
    **{base: base for base in (bool, int, float, complex)},
    str: str.__str__,
    **{base: base for base in (bytes, bytearray)},
    tuple: lambda value: tuple(tuple.__iter__(value)),
    list: lambda value: list(list.__iter__(value)),
    dict: lambda value: dict(dict.items(value)),
    **{base: base for base in (set, frozenset)},
}
"""How the plain value is had from an instance of a class that inherits from one of these."""
_MOST_ATTRIBUTES = 100


class About(TypedDict, total=False):
    """What `describe` says of an object, once `grader.proxies.lending.checked` has seen it."""

    kind: Required[str]
    type: str
    name: str
    failure: str
    member: str
    operators: list[str]
    meta: list[str]
    flags: object
    parameters: object
    plain: object
    fields: object
    attributes: object


class Objects:
    """Numbers for objects, the same one each time for the same object."""

    def __init__(self, limits: Limits, last: int = 0) -> None:
        self.limits = limits
        self.last = last
        self._by_number: dict[int, object] = {}
        self._numbers: dict[int, int] = {}

    def __getitem__(self, number: int) -> object:
        try:
            return self._by_number[number]
        except KeyError:
            raise WireError(f"no object has the number {number}") from None

    def holds(self, value: object) -> bool:
        """Whether this very object has a number here."""
        return id(value) in self._numbers

    def number(self, value: object) -> int:
        """The number of `value`, kept from now on."""
        known = self._numbers.get(id(value))
        if known is None:
            if len(self._by_number) >= MOST_OBJECTS:
                raise WireError(f"more than {MOST_OBJECTS} objects have crossed")
            self.last = known = self.last + 1
            self._by_number[known] = value
            self._numbers[id(value)] = known
        return known

    def export(self, value: object) -> Reference:
        """A reference to `value`, with its description."""
        return Reference(True, self.number(value), describe(value, self.limits))


def describe(value: object, limits: Limits) -> dict[str, object]:
    """What the other side needs to know of `value` to stand in for it."""
    kind = type(value)
    about: dict[str, object] = {"kind": "instance", "type": _name(kind)}
    if isinstance(value, type):
        if kind is type and value in BUILTIN_TYPES:
            return {"kind": "builtin", "name": BUILTIN_TYPES[value]}
        about |= {"kind": "class", "name": _name(value), "operators": _operators(value)}
        about["meta"] = [name for name in _operators(kind) if name not in _OF_ANY_CLASS]
        if issubclass(value, BaseException):
            about["failure"] = builtin_base(value)
    elif isinstance(value, types.ModuleType):
        about |= {"kind": "module", "name": str(value.__name__)}
    elif isinstance(value, _PLAIN_KINDS):
        about |= {"kind": "function", "name": _name(value)}
        if isinstance(value, types.FunctionType):
            about["flags"] = value.__code__.co_flags & _FLAGS
    elif isinstance(value, BaseException):
        about |= {"operators": [], "failure": builtin_base(type(value))}
    else:
        about["operators"] = _operators(kind)
        about |= _as_builtin(value)
        if isinstance(value, enum.Enum):
            about["member"] = str(value._name_)
        if "plain" in about:
            about |= _attributes(value, limits)
    if about["kind"] != "module" and callable(value):
        about["parameters"] = parameters(value, limits)
    return about


def _as_builtin(value: object) -> dict[str, object]:
    """The plain value in an instance of a class that inherits from a built-in type."""
    known = plain_base(value)
    if known is not NotImplemented:
        return {"plain": known}
    for base, plain_of in BASES.items():
        if isinstance(value, base):
            fields = getattr(type(value), "_fields", None)
            found: dict[str, object] = {"plain": plain_of(value)}
            if base is tuple and isinstance(fields, tuple):
                found["fields"] = [str(field) for field in fields]
            return found
    return _as_array(value)


def _attributes(value: object, limits: Limits) -> dict[str, object]:
    """The public attributes that are plain data, of an instance that is plain data itself."""
    if isinstance(value, enum.Enum):
        own = {"name": value._name_, "value": value._value_}
    else:
        own = getattr(value, "__dict__", {})
    found: dict[str, object] = {}
    for name, item in own.items():
        if type(name) is str and not name.startswith("_") and len(found) < _MOST_ATTRIBUTES:
            try:
                encode(item, limits)
            except WireError:
                continue
            found[name] = item
    return {"attributes": found} if found else {}


def _as_array(value: object) -> dict[str, object]:
    """The plain array in an instance that says it is one; tables keep their own ways."""
    kind = type(value)
    if not hasattr(kind, "__array__") or kind.__module__.partition(".")[0] in _TABLES:
        return {}
    try:
        array = np.array(value, subok=False)
    except Exception:
        return {}
    return {"plain": array} if array.dtype.kind in "biufcUSmM" else {}


def _name(value: object) -> str:
    return str(getattr(value, "__name__", type(value).__name__))[:200]


def _operators(kind: type) -> list[str]:
    found = []
    for name in OPERATORS:
        method = getattr(kind, name, None)
        if method is not None and method is not getattr(object, name, None):
            found.append(name)
    return sorted(found)


_OF_ANY_CLASS = frozenset(_operators(type))


def parameters(value: Callable[..., object], limits: Limits) -> list[tuple[object, ...]] | None:
    """Name, kind and default of each parameter; None when Python cannot tell."""
    try:
        found = inspect.signature(value).parameters.values()
        return [(p.name, int(p.kind), *_default(p, limits)) for p in found]
    except Exception:
        return None


def signature(described: list[Any]) -> inspect.Signature:
    """A signature from what `parameters` gave."""
    found = []
    for name, kind, *default in described:
        value = default[0] if default else inspect.Parameter.empty
        found.append(inspect.Parameter(name, _KINDS[kind], default=value))
    return inspect.Signature(found)


def _default(parameter: inspect.Parameter, limits: Limits) -> tuple[object, ...]:
    if parameter.default is inspect.Parameter.empty:
        return ()
    try:
        encode(parameter.default, limits)
    except WireError:
        return (None,)
    return (parameter.default,)
