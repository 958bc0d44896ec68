"""Tables of pandas cross as their arrays and labels, where pandas is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.limits import Limits
from grader.rpc.codec import WireError, decode, encode
from grader.rpc.copy_back import put_back

pd = pytest.importorskip("pandas", reason="pandas is not installed; tables cross only where it is")
LIMITS = Limits()
NAN = float("nan")
DAYS = pd.date_range("2024-02-27", periods=4, freq="D", name="day")
ZONE = pd.date_range("2024-03-30", periods=3, freq="D", tz="Europe/Berlin")
FRAMES = {
    "numbers": pd.DataFrame({"a": [1, 2], "b": [0.5, NAN]}),
    "texts and gaps": pd.DataFrame({"a": ["x", None, "z"], "n": [True, False, True]}),
    "objects": pd.DataFrame({"a": pd.Series([1, "x", (1, 2), None], dtype=object)}),
    "numbers with gaps": pd.DataFrame({"a": pd.array([1, None], dtype="Int64")}),
    "categories": pd.DataFrame({"a": pd.Categorical(["x", "y", "x"], ["y", "x"], ordered=True)}),
    "days": pd.DataFrame({"v": [1, 2, 3, 4]}, index=DAYS),
    "moments in a zone": pd.DataFrame({"when": ZONE, "v": [1, 2, 3]}),
    "several levels": pd.DataFrame({"v": [1, 2, 3]}).set_index(
        pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["k", "n"])
    ),
    "two columns of one name": pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]),
    "numbered columns": pd.DataFrame(np.arange(6).reshape(2, 3), index=["x", "y"]),
    "no rows": pd.DataFrame({"a": pd.Series([], dtype=float)}),
    "nothing": pd.DataFrame(),
    "small numbers": pd.DataFrame({"a": np.array([1, 2], np.float32), "b": np.array([1, 2], "i2")}),
}


@pytest.mark.parametrize("what", FRAMES)
def test_a_frame_comes_back_the_same(what: str) -> None:
    """As pandas itself judges, types, names and rhythm included; so do its columns and index."""
    frame = FRAMES[what]
    back = decode(encode(frame, LIMITS), LIMITS)
    pd.testing.assert_frame_equal(frame, back, check_freq=True)
    pd.testing.assert_index_equal(frame.index, back.index)
    for place in range(frame.shape[1]):
        series = frame.iloc[:, place]
        pd.testing.assert_series_equal(series, decode(encode(series, LIMITS), LIMITS))


@pytest.mark.parametrize(
    "value",
    [pd.Timestamp("2024-05-01 12:30"), pd.Timestamp("2024-05-01", tz="UTC"), pd.Timedelta(days=2)],
    ids=str,
)
def test_moments_and_spans_cross(value: Any) -> None:
    """As pandas's own classes, to the nanosecond."""
    back = decode(encode([value, pd.NaT], LIMITS), LIMITS)
    assert [value, type(value)] == [back[0], type(back[0])]
    assert back[1] is pd.NaT


TESTS = {
    "a frame for an argument": (
        "df['a'].sum()",
        "import pandas as pd\nassert f(pd.DataFrame({'a': [1, 2]})) == 3",
    ),
    "a frame for a result": (
        "df.assign(b=df['a'] * 2)",
        "import pandas as pd\nfrom pandas.testing import assert_frame_equal\n"
        "df = pd.DataFrame({'a': [1, 2]})\ngot = f(df)\nassert got['b'].sum() == 6\n"
        "assert_frame_equal(got, pd.DataFrame({'a': [1, 2], 'b': [2, 4]}))\n"
        "assert list(got.columns) == ['a', 'b'] and got.shape == (2, 2)",
    ),
    "a group": (
        "df.groupby('k')['v'].mean()",
        "import pandas as pd\ngot = f(pd.DataFrame({'k': list('aab'), 'v': [1, 3, 5]}))\n"
        "assert got['a'] == 2 and got.to_dict() == {'a': 2, 'b': 5} and got.name == 'v'",
    ),
}


@pytest.mark.parametrize("what", TESTS)
def test_ordinary_tests_of_tables_hold(what, holds) -> None:
    """Frames go both ways, and their methods are asked on the trusted side."""
    body, test = TESTS[what]
    holds(f"import pandas as pd\ndef f(df): return {body}", test)


def test_a_frame_that_was_changed_is_changed_here(holds) -> None:
    """In place, rows, columns and labels."""
    change = "df['b'] = df['a'] * 2\n    del df['c']\n    df.loc[9] = [5, 6]"
    test = "df = pd.DataFrame({'c': [0, 0], 'a': [1, 2]})\nsame = df\nf(df)\nassert df is same\n"
    wanted = "assert df.to_dict() == {'a': {0: 1, 1: 2, 9: 5}, 'b': {0: 2, 1: 4, 9: 6}}"
    holds(f"def f(df):\n    {change}", f"import pandas as pd\n{test}{wanted}")


def test_a_series_that_was_changed_is_changed_here() -> None:
    """Its values and labels; its length cannot be."""
    ours = pd.Series([1.0, 2.0])
    put_back([ours], [pd.Series([3.0, 4.0], index=["a", "b"])])
    assert ours.to_dict() == {"a": 3.0, "b": 4.0}
    with pytest.raises(WireError, match="length"):
        put_back([ours], [pd.Series([1.0])])


CODES = np.array([0, 5], np.int8)
ONE = ("one", (("", np.array([1, 2])), None), [None])
HOSTILE = {
    "codes outside the categories": ("Series", (("category", (CODES, ONE, False)), ONE, None)),
    "negative codes": ("Series", (("category", (CODES - 7, ONE, False)), ONE, None)),
    "an index of another length": ("Series", (("", np.zeros(3)), ONE, None)),
    "columns of several lengths": ("DataFrame", ([("", np.zeros(3))], ONE, ONE)),
    "a column of two dimensions": ("Series", (("", np.zeros((2, 2))), ONE, None)),
    "a dtype by name": ("Series", (("period[D]", [1, 2]), ONE, None)),
    "a file for a zone": ("Timestamp", (np.datetime64("2024-01-01"), "../../etc/passwd")),
    "a range without a step": ("Index", ("range", (0, 5, 0), [None])),
    "a rhythm that is none": ("Index", ("one", (("", DAYS.to_numpy()), "H/../x"), [None])),
    "an unknown kind": ("read_pickle", "file"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_tables_are_refused(what: str) -> None:
    """Parts that do not fit each other make no table."""
    name, plain = HOSTILE[what]
    name = f"pandas.{name}"
    with pytest.raises(WireError):
        decode(
            b"V" + len(name).to_bytes(8, "little") + name.encode() + encode(plain, LIMITS), LIMITS
        )
