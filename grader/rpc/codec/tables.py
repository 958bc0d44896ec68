"""Tables of pandas as arrays and labels, built anew by its constructors, where it is installed.

A column is a numpy array, a list of values, or codes and categories; an index is a column with
names. Which kinds of columns there are says a fixed table.
"""

from __future__ import annotations

import functools
import importlib
import types
from collections.abc import Callable, Sized
from typing import Any, TypeVar

import numpy as np

from grader.rpc.codec.terms import WireError
from grader.rpc.codec.values import Kind, is_zone_name

PREFIX = "pandas."
_WITH_GAPS = "Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float32 Float64 boolean string str"
_BY_VALUES = frozenset(_WITH_GAPS.split()) | {"object"}
T = TypeVar("T")


class _StaysHere(Exception):
    """A column of a kind that is not in the table."""


def belongs(kind: type) -> bool:
    """Whether a class is one of pandas's."""
    return kind.__module__.partition(".")[0] == "pandas"


@functools.cache
def kinds() -> dict[type, Kind[Any]]:
    """What crosses of pandas, by class.

    Raises
    ------
    WireError
        When pandas is not installed here.
    """
    pd = _pandas()
    frame = Kind(PREFIX + "DataFrame", (pd.DataFrame,), _or_stays(_take_frame), _make_frame)
    series = Kind(PREFIX + "Series", (pd.Series,), _or_stays(_take_series), _make_series)
    numbers, moments = (pd.Index, pd.RangeIndex), (pd.DatetimeIndex, pd.TimedeltaIndex)
    indices = (*numbers, *moments, pd.MultiIndex, pd.CategoricalIndex)
    index = Kind(PREFIX + "Index", indices, _or_stays(_take_index), _make_index)
    moment = Kind(PREFIX + "Timestamp", (pd.Timestamp,), _take_moment, _make_moment)
    span = Kind(
        PREFIX + "Timedelta",
        (pd.Timedelta,),
        lambda v: v.to_timedelta64(),
        lambda p: pd.Timedelta(_exactly(p, np.timedelta64)),
    )
    missing = Kind(PREFIX + "NA", (type(pd.NA), type(pd.NaT)), lambda v: v is pd.NaT, _make_missing)
    table = (frame, series, index, moment, span, missing)
    return {of: kind for kind in table for of in kind.of}


def make_table(name: str, plain: object) -> object:
    """The value of pandas's that crossed as `plain` under `name`.

    Raises
    ------
    WireError
        When there is no such kind, or the content is not what it has.
    """
    kind = next((kind for kind in kinds().values() if kind.name == name), None)
    if kind is None:
        raise WireError("a value of an unknown kind came")
    return kind.make(plain)


def _pandas() -> types.ModuleType:
    try:
        return importlib.import_module("pandas")
    except ImportError:
        raise WireError("a table came, and pandas is not installed here") from None


def _or_stays(take: Callable[[T], object]) -> Callable[[T], object]:
    def taken(value: T) -> object:
        try:
            return take(value)
        except _StaysHere:
            return NotImplemented

    return taken


def _exactly(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise WireError(f"a table came with a {type(value).__name__} for a {kind.__name__}")
    return value


def _parts(value: object, count: int) -> tuple[object, ...]:
    if type(value) is not tuple or len(value) != count:
        raise WireError("a table came in no known form")
    return value


def _take_column(column: Any) -> tuple[str, object]:
    """A Series or an Index without its labels."""
    pd = _pandas()
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        values = pd.Categorical(column)
        about = np.asarray(values.codes), _take_index(values.categories), bool(values.ordered)
        return "category", about
    if isinstance(dtype, pd.DatetimeTZDtype):
        zone = getattr(dtype.tz, "key", None) or str(dtype.tz)
        if not is_zone_name(zone):
            raise _StaysHere
        moments = pd.Series(column).dt.tz_convert("UTC").dt.tz_localize(None)
        return "zone", (moments.to_numpy(), zone)
    if isinstance(dtype, np.dtype) and dtype.kind in "biufcmM":
        return "", np.array(column.to_numpy(), subok=False)
    if str(dtype) not in _BY_VALUES:
        raise _StaysHere
    if str(dtype) == "object":
        return "object", list(column)
    pairs = zip(column, column.isna(), strict=True)
    return str(dtype), [None if missing else item for item, missing in pairs]


def _make_column(plain: object) -> tuple[Sized, type | None]:
    """The array of pandas's or numpy's that `_take_column` took apart, and the dtype to give it."""
    pd = _pandas()
    name, content = _parts(plain, 2)
    if name == "":
        array = _exactly(content, np.ndarray)
        if array.ndim != 1 or array.dtype.kind not in "biufcmM":
            raise WireError("a table came with a column that is none")
        return array, None
    if name == "category":
        codes, categories, ordered = _parts(content, 3)
        known = _make_index(categories)
        given = _exactly(codes, np.ndarray), known, _exactly(ordered, bool)
        return pd.Categorical.from_codes(*given), None
    if name == "zone":
        moments, zone = _parts(content, 2)
        if not is_zone_name(zone) or _exactly(moments, np.ndarray).dtype.kind != "M":
            raise WireError("a table came with an unknown time zone")
        return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone).array, None
    if type(name) is not str or name not in _BY_VALUES:
        raise WireError("a table came with a column of an unknown kind")
    items = _exactly(content, list)
    if name != "object":
        return pd.array(items, dtype=name), None
    values = np.empty(len(items), object)
    for place, item in enumerate(items):
        values[place] = item
    return values, object


def _take_index(index: Any) -> object:
    pd = _pandas()
    names = list(index.names)
    if isinstance(index, pd.RangeIndex):
        return "range", (index.start, index.stop, index.step), names
    if isinstance(index, pd.MultiIndex):
        levels = [_take_index(index.get_level_values(n)) for n in range(index.nlevels)]
        return "several", levels, names
    rhythm = getattr(index, "freqstr", None)
    return "one", (_take_column(index), rhythm), names


def _make_index(plain: object) -> Any:
    pd = _pandas()
    form, content, labels = _parts(plain, 3)
    names = _exactly(labels, list)
    if not names:
        raise WireError("a table came with an index without names")
    if form == "range":
        start, stop, step = (_exactly(number, int) for number in _parts(content, 3))
        return pd.RangeIndex(start, stop, step, name=names[0])
    if form == "several":
        levels = [_make_index(level) for level in _exactly(content, list)]
        return pd.MultiIndex.from_arrays(levels, names=names)
    if form != "one":
        raise WireError("a table came with an index of an unknown kind")
    column, rhythm = _parts(content, 2)
    values, dtype = _make_column(column)
    made = pd.Index(values, dtype=dtype, name=names[0])
    if rhythm is not None:
        made.freq = _exactly(rhythm, str)
    return made


def _take_series(series: Any) -> object:
    return _take_column(series), _take_index(series.index), series.name


def _make_series(plain: object) -> object:
    column, index, name = _parts(plain, 3)
    values, dtype = _make_column(column)
    made_index = _make_index(index)
    if len(made_index) != len(values):
        raise WireError("a table came with an index of another length")
    return _pandas().Series(values, index=made_index, dtype=dtype, name=name)


def _take_frame(frame: Any) -> object:
    columns = [_take_column(frame.iloc[:, place]) for place in range(frame.shape[1])]
    return columns, _take_index(frame.index), _take_index(frame.columns)


def _make_frame(plain: object) -> object:
    pd = _pandas()
    columns, index, labels = _parts(plain, 3)
    values = [_make_column(column) for column in _exactly(columns, list)]
    made_index = _make_index(index)
    if any(len(column) != len(made_index) for column, _ in values):
        raise WireError("a table came with columns of several lengths")
    made = {
        place: pd.Series(column, index=made_index, dtype=dtype)
        for place, (column, dtype) in enumerate(values)
    }
    frame = pd.DataFrame(made, index=made_index)
    frame.columns = _make_index(labels)
    return frame


def _take_moment(value: Any) -> object:
    zone = None
    if value.tzinfo is not None:
        zone = getattr(value.tzinfo, "key", None) or str(value.tzinfo)
        if not is_zone_name(zone):
            return NotImplemented
        value = value.tz_convert("UTC").tz_localize(None)
    return value.to_datetime64(), zone


def _make_moment(plain: object) -> object:
    moment, zone = _parts(plain, 2)
    made = _pandas().Timestamp(_exactly(moment, np.datetime64))
    if zone is None:
        return made
    if not is_zone_name(zone):
        raise WireError("a moment came with an unknown time zone")
    return made.tz_localize("UTC").tz_convert(zone)


def _make_missing(plain: object) -> object:
    pd = _pandas()
    return pd.NaT if _exactly(plain, bool) else pd.NA


def put_table_back(ours: object, theirs: object) -> bool:
    """Make a frame or a series of ours like `theirs`, in place; whether they are such.

    Raises
    ------
    WireError
        When a series changed its length, which cannot be done in place.
    """
    pd = _pandas()
    if isinstance(ours, pd.DataFrame) and isinstance(theirs, pd.DataFrame):
        for label in ours.columns.unique():
            del ours[label]
        ours.index = theirs.index
        for place in range(theirs.shape[1]):
            ours.insert(place, place, theirs.iloc[:, place])
        ours.columns = theirs.columns
        return True
    if not isinstance(ours, pd.Series) or not isinstance(theirs, pd.Series):
        return False
    if len(ours) != len(theirs):
        raise WireError("the learner's code changed the length of a series it was given")
    ours.index = theirs.index
    ours.iloc[:] = theirs.array
    return True
