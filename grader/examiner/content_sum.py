"""A sum of all that a value's behaviour depends on, to see whether it is still what it was.

Only the learner's side uses it, on its own values. It looks into plain data, arrays, and into the
learner's functions, classes and instances with everything they reach; what a library made is the
same as long as it is the same object. Of what it cannot look into it says so.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import fractions
import functools
import marshal
import random
import types
import zlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

_MOST_VALUES = 20_000
_MOST_BYTES = 1 << 26
_SIMPLE = frozenset((bool, int, float, complex, np.float64, np.float32, np.int64, np.bool_, str))
_SPOKEN = (
    *(type(None), bytes, range, type(...), type(NotImplemented)),
    *(datetime.date, datetime.datetime, datetime.timedelta, decimal.Decimal, fractions.Fraction),
)
_TABLES = (dict, collections.OrderedDict, collections.defaultdict, collections.Counter)
_BUILTIN_FUNCTIONS = (types.BuiltinFunctionType, types.MethodWrapperType)
_FIXED = (np.ufunc, np.dtype, types.WrapperDescriptorType, types.MethodDescriptorType)
_SLOTS = (types.MemberDescriptorType, types.GetSetDescriptorType)


class Unclear(Exception):
    """A value that cannot be looked into to its end."""


class ContentSum:
    """Sums values; one for each moment.

    Parameters
    ----------
    is_library
        Whether the module with these globals belongs to a library.

    Attributes
    ----------
    kept
        Objects that stand in a sum by their identity: as long as they are kept, it is theirs.
    """

    def __init__(self, is_library: Callable[[dict[str, Any]], bool]) -> None:
        self._is_library = is_library
        self._values = self._bytes = 0
        self._seen: dict[int, int] = {}
        self._parts: list[Any] = []
        self.kept: list[Any] = []

    def of(self, value: Any) -> int | None:
        """The sum of `value`, None if it cannot be looked into."""
        self._seen, self._parts = {}, []
        try:
            self._add(value)
            return hash(tuple(self._parts))
        except Exception:  # of the learner's own making, say; then it is as unclear
            return None

    def _add(self, value: Any) -> None:
        kind = type(value)
        self._values += 1
        if self._values > _MOST_VALUES:
            raise Unclear
        if kind in _SIMPLE:
            self._parts += (kind, value if value == value else "nan")
            return
        if kind in _SPOKEN:
            self._parts += (kind, repr(value))
            return
        if id(value) in self._seen:
            self._parts.append(self._seen[id(value)])
            return
        self._seen[id(value)] = len(self._seen)
        self.kept.append(value)
        self._parts.append(kind.__name__)
        self._inside(value, kind)

    def _inside(self, value: Any, kind: type) -> None:
        if kind in (list, tuple, dict) and self._plain(value):
            return
        if kind in (list, tuple, collections.deque):
            self._all(value)
        elif kind in _TABLES:
            self._all([*value.keys(), *value.values()])
        elif kind in (set, frozenset):
            self._all(sorted(value, key=repr))
        elif kind is np.ndarray:
            self._array(value)
        elif isinstance(value, np.generic):
            self._parts.append(repr(value))
        elif isinstance(value, np.random.Generator | np.random.RandomState | random.Random):
            self._generator(value)
        else:
            self._code(value, kind)

    def _plain(self, value: Any) -> bool:
        """Add plain data all at once, which is much quicker; False if it is not."""
        try:
            content = marshal.dumps(value, 2)  # later versions tell how often a value is used
        except ValueError:
            return False
        self._pay(len(content))
        self._parts.append(zlib.crc32(content))
        return True

    def _pay(self, size: int) -> None:
        self._bytes += size
        if self._bytes > _MOST_BYTES:
            raise Unclear

    def _all(self, values: Iterable[Any]) -> None:
        for value in values:
            self._add(value)
        self._parts.append(")")

    def _array(self, array: Any) -> None:
        if array.dtype.hasobject:
            raise Unclear
        self._pay(array.nbytes)
        content = zlib.crc32(array.tobytes())
        self._parts.append((str(array.dtype), array.shape, content))

    def _generator(self, value: Any) -> None:
        if isinstance(value, random.Random):
            self._parts.append(value.getstate())
        elif isinstance(value, np.random.Generator):
            self._parts.append(repr(value.bit_generator.state))
        else:
            self._parts.append(repr(value.get_state(legacy=False)))

    def _code(self, value: Any, kind: type) -> None:
        """What holds code: functions, methods, classes, instances."""
        if isinstance(value, types.FunctionType):
            self._function(value)
        elif isinstance(value, type):
            self._class(value)
        elif isinstance(value, types.ModuleType):
            if not self._is_library(vars(value)):
                raise Unclear
            self._same(value)
        elif kind in _BUILTIN_FUNCTIONS:
            self._all([value.__name__, value.__self__])
        elif isinstance(value, types.MethodType):
            self._all([value.__self__, value.__func__])
        elif isinstance(value, functools.partial):
            self._all([value.func, value.args, value.keywords])
        elif isinstance(value, staticmethod | classmethod) or kind is _CACHED:
            self._add(value.__wrapped__)
        elif isinstance(value, property):
            self._all([value.fget, value.fset, value.fdel])
        elif isinstance(value, _FIXED) or kind is _DISPATCHED:
            self._same(value)
        else:
            self._instance(value, kind)

    def _same(self, value: object) -> None:
        self._parts.append(id(value))

    def _function(self, function: types.FunctionType) -> None:
        if self._is_library(function.__globals__):
            self._same(function)
            return
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
        self._parts.append(function.__code__)  # codes are equal by what they do
        self._all([function.__defaults__, function.__kwdefaults__, vars(function), *cells])
        for name in sorted(_names_in(function.__code__)):
            if name in function.__globals__:
                self._parts.append(name)
                self._add(function.__globals__[name])

    def _class(self, kind: type) -> None:
        if kind.__module__ != "__main__":
            self._same(kind)
            return
        self._all(kind.__bases__)
        for name, member in sorted(vars(kind).items()):
            if isinstance(member, _SLOTS) or name in ("__dict__", "__weakref__", "__doc__"):
                continue
            self._parts.append(name)
            self._add(member)

    def _instance(self, value: Any, kind: type) -> None:
        own = kind.__module__ == "__main__" and kind.__base__ is object
        if own and not hasattr(kind, "__slots__"):
            self._all([kind, vars(value)])
        elif _is_frozen(kind):
            self._all([kind, *(getattr(value, f.name) for f in dataclasses.fields(value))])
        else:
            raise Unclear


_CACHED = type(functools.lru_cache(lambda: None))
_DISPATCHED = type(np.sum)


def _is_frozen(kind: type) -> bool:
    about = getattr(kind, "__dataclass_params__", None)
    return about is not None and bool(about.frozen)


@functools.cache
def _names_in(code: types.CodeType) -> frozenset[str]:
    """Names that a function or one inside it looks up, whether global or an attribute's."""
    inner = [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return frozenset(code.co_names).union(*map(_names_in, inner))
