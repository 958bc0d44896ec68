"""Values of the standard library that cross as plain data and are built anew: the fixed table.

Each kind has a name of ours. Its content is read by its own class's methods, checked by whoever
receives it, and handed to the constructor of exactly that class; no name of the other side's
chooses a class.
"""

from __future__ import annotations

import datetime
import functools
import math
import random
import uuid
import zoneinfo
from array import array
from collections import (
    ChainMap,
    Counter,
    OrderedDict,
    UserDict,
    UserList,
    UserString,
    defaultdict,
    deque,
)
from collections.abc import Callable, ValuesView
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PosixPath, PurePosixPath
from types import MappingProxyType, SimpleNamespace
from typing import Any, Generic, TypeGuard, TypeVar

import numpy as np

from grader.rpc.codec.arrays import safe_dtype
from grader.rpc.codec.generators import decode_legacy, decode_python, encode_legacy, encode_python
from grader.rpc.codec.terms import WireError

_ARRAY_CODES = "bBhHiIlLqQfd"
_VIEW_CODES = _ARRAY_CODES + "?c"
_MOST_DIGITS = 20_000  # of a decimal, before or after its point
_FACTORIES: dict[str, type] = {
    kind.__name__: kind for kind in (bool, int, float, complex, str, list, tuple, dict, set)
}
T = TypeVar("T")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How values of one class cross.

    Attributes
    ----------
    name
        What it is called on the line.
    of
        The exact classes that cross so.
    take
        Plain data from a value; `NotImplemented` if this one has to stay where it is.
    make
        A value from plain data that may be anything.
    """

    name: str
    of: tuple[type[T], ...]
    take: Callable[[T], object]
    make: Callable[[object], T]


def _malformed(name: str) -> WireError:
    return WireError(f"a {name} came with malformed content")


def _ints(value: object, count: int) -> tuple[int, ...]:
    if type(value) is not tuple or len(value) != count or any(type(n) is not int for n in value):
        raise _malformed("value made of whole numbers")
    return value


def _exactly(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise _malformed(kind.__name__)
    return value


def _pair(value: object) -> tuple[object, object]:
    if type(value) is not tuple or len(value) != 2:
        raise _malformed("pair")
    return value


def _zone_crosses(zone: object) -> TypeGuard[datetime.tzinfo | None]:
    return zone is None or type(zone) in (datetime.timezone, zoneinfo.ZoneInfo)


def _take_moment(value: datetime.datetime) -> object:
    if not _zone_crosses(value.tzinfo):
        return NotImplemented
    date = value.year, value.month, value.day
    clock = value.hour, value.minute, value.second, value.microsecond
    return (*date, *clock, value.fold), value.tzinfo


def _make_moment(plain: object) -> datetime.datetime:
    numbers, zone = _pair(plain)
    year, month, day, hour, minute, second, microsecond, fold = _ints(numbers, 8)
    if not _zone_crosses(zone):
        raise _malformed("datetime")
    clock = hour, minute, second, microsecond
    return datetime.datetime(year, month, day, *clock, zone, fold=fold)


def _take_time(value: datetime.time) -> object:
    if not _zone_crosses(value.tzinfo):
        return NotImplemented
    clock = value.hour, value.minute, value.second, value.microsecond
    return (*clock, value.fold), value.tzinfo


def _make_time(plain: object) -> datetime.time:
    numbers, zone = _pair(plain)
    hour, minute, second, microsecond, fold = _ints(numbers, 5)
    if not _zone_crosses(zone):
        raise _malformed("time")
    return datetime.time(hour, minute, second, microsecond, zone, fold=fold)


def _take_offset(value: datetime.timezone) -> object:
    offset, name = value.utcoffset(None), value.tzname(None)
    return offset, None if name == datetime.timezone(offset).tzname(None) else name


def _make_offset(plain: object) -> datetime.timezone:
    given, name = _pair(plain)
    offset = _exactly(given, datetime.timedelta)
    if name is None:
        return datetime.timezone(offset)
    return datetime.timezone(offset, _exactly(name, str))


@functools.cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()


def is_zone_name(name: object) -> TypeGuard[str]:
    """Whether this machine knows a time zone of this name."""
    return type(name) is str and name in _zones()


def _make_zone(plain: object) -> zoneinfo.ZoneInfo:
    if not is_zone_name(plain):
        raise _malformed("time zone")
    return zoneinfo.ZoneInfo(plain)


def _take_decimal(value: Decimal) -> str:
    if value.is_finite() and abs(value.adjusted()) > _MOST_DIGITS:
        raise WireError(f"a decimal has more than {_MOST_DIGITS} digits")
    text = str(value)
    if len(text) > 2 * _MOST_DIGITS:
        raise WireError(f"a decimal has more than {_MOST_DIGITS} digits")
    return text


def _make_decimal(plain: object) -> Decimal:
    text = _exactly(plain, str)
    if len(text) > 2 * _MOST_DIGITS:
        raise _malformed("decimal")
    made = Decimal(text)
    _take_decimal(made)
    return made


def _make_fraction(plain: object) -> Fraction:
    numerator, denominator = _ints(plain, 2)
    return Fraction(numerator, denominator)


def _make_array(plain: object) -> array[float]:
    code, content = _pair(plain)
    if type(code) is not str or len(code) != 1 or code not in _ARRAY_CODES:
        raise _malformed("array")
    made: array[float] = array(code)
    made.frombytes(_exactly(content, bytes))
    return made


def _take_view(value: memoryview) -> object:
    code = value.format.lstrip("@")
    if len(code) != 1 or code not in _VIEW_CODES:
        return NotImplemented
    return code, tuple(value.shape or ()), value.tobytes(), value.readonly


def _make_view(plain: object) -> memoryview:
    if type(plain) is not tuple or len(plain) != 4:
        raise _malformed("memoryview")
    code, shape, content, readonly = plain
    if type(code) is not str or len(code) != 1 or code not in _VIEW_CODES:
        raise _malformed("memoryview")
    if type(shape) is not tuple or any(type(n) is not int or n < 0 for n in shape):
        raise _malformed("memoryview")
    if not set(_exactly(content, bytes)) <= {0, 1} and code == "?":
        raise _malformed("memoryview")
    # `cast` has its letter as a literal, say the annotations
    view: Any = memoryview(content if readonly is True else bytearray(content))
    if not math.prod(shape):  # one with no content has one dimension at most
        view, shape = memoryview(b""), None
    made: memoryview = view.cast(code, shape) if shape else view.cast(code)  # compares sizes
    return made


def _make_deque(plain: object) -> deque[object]:
    items: Any  # what has no length ends in a TypeError
    items, longest = _pair(plain)
    if longest is not None and (type(longest) is not int or longest < len(items)):
        raise _malformed("deque")
    return deque(_exactly(items, list), longest)


def _make_chain(plain: object) -> ChainMap[object, object]:
    maps = _exactly(plain, list)
    if not all(isinstance(each, dict) for each in maps):
        raise _malformed("ChainMap")
    return ChainMap(*maps)


def _take_chain(value: ChainMap[object, object]) -> object:
    return list(value.maps) if all(isinstance(m, dict) for m in value.maps) else NotImplemented


def _make_counter(plain: object) -> Counter[object]:
    made: Counter[object] = Counter()
    dict.update(made, _exactly(plain, dict))
    return made


def _take_default(value: defaultdict[object, object]) -> object:
    factory = value.default_factory
    name = getattr(factory, "__name__", None)
    return name if _FACTORIES.get(str(name)) is factory else None, dict(value)


def _make_default(plain: object) -> defaultdict[object, object]:
    name, items = _pair(plain)
    if name is not None and (type(name) is not str or name not in _FACTORIES):
        raise _malformed("defaultdict")
    return defaultdict(None if name is None else _FACTORIES[name], _exactly(items, dict))


def _make_namespace(plain: object) -> SimpleNamespace:
    names = _exactly(plain, dict)
    if not all(type(name) is str and not name.startswith("__") for name in names):
        raise _malformed("namespace")
    return SimpleNamespace(**names)


def _make_matrix(plain: object) -> np.matrix[tuple[int, int], np.dtype[np.generic]]:
    array = _exactly(plain, np.ndarray)
    if array.ndim != 2:
        raise _malformed("matrix")
    return array.view(np.matrix)


def _make_dtype(plain: object) -> np.dtype[np.generic]:
    return safe_dtype(_exactly(plain, str))


def _take_dtype(value: np.dtype[np.generic]) -> object:
    try:
        return safe_dtype(value.str).str
    except WireError:
        return NotImplemented


def _values(plain: object) -> ValuesView[object]:
    return dict(enumerate(_exactly(plain, list))).values()


def _views(items: dict[object, object]) -> tuple[type, type, type]:
    return type(items.keys()), type(items.values()), type(items.items())


_KEYS, _VALUES, _ITEMS = zip(_views({}), _views(OrderedDict()), strict=True)
_DTYPES = tuple({type(np.dtype(code)) for code in "?bhilqBHILQefdgFDGUSmM"})
_TABLE = (
    Kind(
        "date",
        (datetime.date,),
        lambda v: (v.year, v.month, v.day),
        lambda p: datetime.date(*_ints(p, 3)),
    ),
    Kind("datetime", (datetime.datetime,), _take_moment, _make_moment),
    Kind("time", (datetime.time,), _take_time, _make_time),
    Kind(
        "timedelta",
        (datetime.timedelta,),
        lambda v: (v.days, v.seconds, v.microseconds),
        lambda p: datetime.timedelta(*_ints(p, 3)),
    ),
    Kind("timezone", (datetime.timezone,), _take_offset, _make_offset),
    Kind("ZoneInfo", (zoneinfo.ZoneInfo,), lambda v: v.key or NotImplemented, _make_zone),
    Kind("Decimal", (Decimal,), _take_decimal, _make_decimal),
    Kind("Fraction", (Fraction,), lambda v: (v.numerator, v.denominator), _make_fraction),
    Kind("UUID", (uuid.UUID,), lambda v: v.int, lambda p: uuid.UUID(int=_exactly(p, int))),
    Kind("Path", (PosixPath, PurePosixPath), str, lambda p: PurePosixPath(_exactly(p, str))),
    Kind("array", (array,), lambda v: (v.typecode, v.tobytes()), _make_array),
    Kind("memoryview", (memoryview,), _take_view, _make_view),
    Kind("deque", (deque,), lambda v: (list(v), v.maxlen), _make_deque),
    Kind("UserDict", (UserDict,), lambda v: dict(v.data), lambda p: UserDict(_exactly(p, dict))),
    Kind("UserList", (UserList,), lambda v: list(v.data), lambda p: UserList(_exactly(p, list))),
    Kind("UserString", (UserString,), lambda v: v.data, lambda p: UserString(_exactly(p, str))),
    Kind("ChainMap", (ChainMap,), _take_chain, _make_chain),
    Kind("mappingproxy", (MappingProxyType,), dict, lambda p: MappingProxyType(_exactly(p, dict))),
    Kind("Counter", (Counter,), dict, _make_counter),
    Kind("defaultdict", (defaultdict,), _take_default, _make_default),
    Kind("OrderedDict", (OrderedDict,), dict, lambda p: OrderedDict(_exactly(p, dict))),
    Kind("dict_keys", _KEYS, dict.fromkeys, lambda p: _exactly(p, dict).keys()),
    Kind("dict_values", _VALUES, list, _values),
    Kind("dict_items", _ITEMS, dict, lambda p: _exactly(p, dict).items()),
    Kind("SimpleNamespace", (SimpleNamespace,), lambda v: dict(vars(v)), _make_namespace),
    Kind("matrix", (np.matrix,), lambda v: np.array(v, subok=False), _make_matrix),
    Kind("dtype", _DTYPES, _take_dtype, _make_dtype),
    Kind("Random", (random.Random,), encode_python, decode_python),
    Kind("RandomState", (np.random.RandomState,), encode_legacy, decode_legacy),
)
KINDS: dict[type, Kind[Any]] = {of: kind for kind in _TABLE for of in kind.of}
_BY_NAME = {kind.name: kind for kind in _TABLE}


def make_value(name: object, plain: object, from_examiner: bool) -> object:
    """The value that crossed as `plain` under `name`.

    Raises
    ------
    WireError
        When there is no such kind, or the content is not what it has.
    """
    kind = _BY_NAME.get(name) if type(name) is str else None
    if kind is None:
        raise WireError("a value of an unknown kind came")
    made = kind.make(plain)
    # only the sandboxed process builds one that opens files: a test would open them with it
    return Path(made) if from_examiner and isinstance(made, PurePosixPath) else made


def plain_base(value: object) -> object:
    """The value of the table in an instance of a class of one's own that inherits from one.

    Returns
    -------
    value
        Of exactly a class of the table, or `NotImplemented`.
    """
    for base in type(value).__mro__:
        kind = KINDS.get(base)
        if kind is not None:
            plain = kind.take(value)
            return plain if plain is NotImplemented else kind.make(plain)
    return NotImplemented
