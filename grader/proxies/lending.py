"""What may cross between the examiner and a learner besides plain data, and how it is described."""

from __future__ import annotations

import functools
import importlib
import types
from collections import namedtuple
from collections.abc import Callable, Iterator
from typing import cast

import numpy as np

from grader.limits import Limits
from grader.proxies.proxy import Proxy
from grader.rpc.codec import WireError
from grader.rpc.codec.terms import BUILTIN_BY_NAME
from grader.rpc.codec.values import KINDS
from grader.rpc.exports import BASES, OPERATORS, About, describe

_KINDS = frozenset({"function", "class", "instance", "module"})
_MOST_ATTRIBUTES = 100
_SHARED_MODULES = ("builtins", "math", "cmath", "operator", "numpy")
_SHARED_TYPES = (type, np.ufunc, types.FunctionType, types.BuiltinFunctionType, type(np.sum))
_MOST_NAME = 200
_MOST_FIELDS = 1_000
_TEST_MODULE = "__main__"  # what a class of a test cell has for `__module__`, as in a notebook
_OPEN_MODULES = frozenset({_TEST_MODULE, "builtins", "collections", "collections.abc", "enum"})
_BUILTINS = frozenset({np.ndarray, *BASES, *KINDS})
_WITH_ATTRIBUTES: dict[type, type] = {
    base: type(base.__name__, (base,), {"__doc__": base.__doc__})
    for base in (np.ndarray, *BASES.keys() - {bool})
}
"""Our own classes, each like a built-in one, whose instances may have attributes besides."""


def plain_value(about: About) -> object:
    """An instance of a class that inherits from a built-in type, as that type."""
    value, fields = about["plain"], about.get("fields")
    if type(value) not in _BUILTINS:
        raise WireError("a reference came with a malformed value")
    if type(value) is not tuple or fields is None:
        return _with_attributes(value, about.get("attributes"))
    if type(fields) is not list or not all(type(field) is str for field in fields):
        raise WireError("a named tuple came with malformed names")
    if len(fields) != len(value) or len(fields) > _MOST_FIELDS:
        raise WireError("a named tuple came with malformed names")
    return _named(tuple(fields))(*value)


@functools.lru_cache(maxsize=256)
def _named(fields: tuple[str, ...]) -> Callable[..., object]:
    return namedtuple("Result", fields, rename=True)


def _with_attributes(value: object, attributes: object) -> object:
    """`value`, with what its class on the other side gave it besides, if that is plain data.

    None of its own methods can be replaced so, and none be added.
    """
    kind = _WITH_ATTRIBUTES.get(type(value))
    if kind is None or type(attributes) is not dict or len(attributes) > _MOST_ATTRIBUTES:
        return value
    own = {
        name: item
        for name, item in attributes.items()
        if type(name) is str
        and name.isidentifier()
        and not hasattr(kind, name)
        and not isinstance(item, Proxy)
    }
    if not own:
        return value
    made = value.view(kind) if isinstance(value, np.ndarray) else kind(value)
    made.__dict__.update(own)
    return made


def _is_of_a_test(value: object) -> bool:
    return type(value).__module__ == _TEST_MODULE


def describe_loan(value: object, limits: Limits) -> dict[str, object]:
    """How to describe an object of the examiner's that the learner's code is given.

    Raises
    ------
    WireError
        When it is of a kind that stays here.
    """
    shared = _shared(value)
    if shared is not None:
        return shared
    if isinstance(value, types.ModuleType | type):
        raise WireError(f"`{value.__name__}` cannot be handed to the learner's code")
    about = describe(value, limits)
    if about["kind"] != "instance" or _is_of_a_test(value):
        return about
    if callable(value):  # first: a mock has every special method, `__next__` too
        return {"kind": "function", "name": type(value).__name__}
    if hasattr(type(value), "__next__"):
        return {"kind": "iterator"}
    raise WireError(f"a {type(value).__name__} cannot cross as plain data")


def _shared(value: object) -> dict[str, object] | None:
    """How to name `value` when both sides can import the very same thing."""
    name = getattr(value, "__name__", None)
    if not isinstance(name, str) or not isinstance(value, _SHARED_TYPES):
        return None
    for module in _shared_modules():
        if getattr(module, name, None) is value:
            return {"kind": "global", "module": module.__name__, "name": name}
    return None


@functools.cache
def _shared_modules() -> list[types.ModuleType]:
    return [importlib.import_module(module) for module in _SHARED_MODULES]


def builtin_type(about: dict[str, object]) -> type:
    """The class that both sides have, by its name in the fixed table.

    Raises
    ------
    WireError
        When there is none of this name.
    """
    name = about.get("name")
    found = BUILTIN_BY_NAME.get(name) if type(name) is str else None
    if found is None:
        raise WireError("a class of an unknown name came")
    return found


def checked(about: dict[str, object]) -> About:
    """The learner's side's description of an object, if it is well formed."""
    kind, operators = about.get("kind"), about.get("operators", [])
    if kind not in _KINDS or type(operators) is not list:
        raise WireError("a reference came with a malformed description")
    for key in ("name", "type", "failure", "member"):
        word = about.get(key, "")
        if type(word) is not str or len(word) > _MOST_NAME:
            raise WireError("a reference came with a malformed name")
    meta = about.get("meta", [])
    if type(meta) is not list or not all(type(name) is str for name in (*operators, *meta)):
        raise WireError("a reference came with malformed operators")
    return cast(About, about)  # whose parts have just been looked at


def serve(request: str, target: object, arguments: tuple[object, ...]) -> object:
    """Do what the learner's code asks of `target`, one of the objects lent to it.

    Raises
    ------
    WireError
        When there is no such request, or both sides have `target` so that none is needed: a
        library's function would do here, with our rights, whatever the learner's code asks.
    """
    method = _SERVED.get(request)
    if method is None or _shared(target) is not None:
        raise WireError("a request came that the learner's side may not make")
    return method(target, *arguments)


def _public(name: object) -> str:
    if type(name) is not str or name.startswith("_"):
        raise AttributeError("this of the examiner's object is not for the learner's code")
    return name


def _serve_get(target: object, name: object) -> object:
    """An attribute that a test's own class gives; a library's methods may write files, say."""
    public = _public(name)
    giver = next((kind for kind in type(target).__mro__ if public in vars(kind)), type(target))
    if not _is_of_a_test(target) or giver.__module__ not in _OPEN_MODULES:
        raise AttributeError("this of the examiner's object is not for the learner's code")
    return getattr(target, public)


def _serve_set(target: object, name: object, value: object) -> None:
    if not _is_of_a_test(target):
        raise AttributeError("the examiner's object cannot be changed")
    setattr(target, _public(name), value)


def _serve_call(target: object, args: object, kwargs: object) -> object:
    if type(args) is not tuple or type(kwargs) is not dict or not callable(target):
        raise WireError("a call came in no known form")
    return target(*args, **kwargs)


def _serve_next(target: Iterator[object]) -> tuple[object, ...]:
    try:
        return (next(target),)
    except StopIteration:
        return ()


def _serve_operate(target: object, name: object, args: object) -> object:
    if name not in OPERATORS or not _is_of_a_test(target) or type(args) is not tuple:
        raise WireError("the examiner's object does not do that")
    return getattr(type(target), str(name))(target, *args)


_SERVED: dict[str, Callable[..., object]] = {
    "call": _serve_call,
    "get": _serve_get,
    "set": _serve_set,
    "next": _serve_next,
    "operate": _serve_operate,
}
