"""Values that stock nbgrader's `==` takes for right answers are right answers here too."""

from __future__ import annotations

import pytest

from grader.limits import Limits
from grader.rpc.codec import decode, encode
from grader.rpc.codec.values import KINDS

COLLECTIONS = "from collections import *\n"
RESULTS = {
    "a deque": ("deque([1, 2], 5)", "v == deque([1, 2]) and v.maxlen == 5 and list(v) == [1, 2]"),
    "a UserList": ("UserList([1, 2])", "v == [1, 2] and v[0] == 1"),
    "a UserDict": ("UserDict({'a': 1})", "v == {'a': 1} and v['a'] == 1"),
    "a UserString": ("UserString('ab')", "v == 'ab' and v.upper() == 'AB'"),
    "a Counter": ("Counter('aab')", "v == {'a': 2, 'b': 1} and v.most_common(1) == [('a', 2)]"),
    "a defaultdict": ("defaultdict(list, {1: [2]})", "v == {1: [2]} and v['new'] == []"),
    "one of a function": ("defaultdict(lambda: 7, a=1)", "v == {'a': 1}"),
    "an OrderedDict": ("OrderedDict(a=1, b=2)", "v == {'b': 2, 'a': 1} and list(v) == ['a', 'b']"),
    "a ChainMap": ("ChainMap({'a': 1}, {'a': 2, 'b': 3})", "v == {'a': 1, 'b': 3}"),
    "a mapping proxy": ("__import__('types').MappingProxyType({'a': 1})", "v == {'a': 1}"),
    "keys of a dict": ("{'a': 1, 'b': 2}.keys()", "v == {'a', 'b'} and sorted(v) == ['a', 'b']"),
    "values of a dict": ("{'a': 1, 'b': 2}.values()", "list(v) == [1, 2] and sum(v) == 3"),
    "items of a dict": ("{'a': [1]}.items()", "list(v) == [('a', [1])] and dict(v) == {'a': [1]}"),
    "an array of Python's": (
        "__import__('array').array('d', [1.5, 2])",
        "v == __import__('array').array('d', [1.5, 2]) and list(v) == [1.5, 2]",
    ),
    "a memoryview": ("memoryview(b'ab')", "v == b'ab' and bytes(v) == b'ab'"),
    "one of numbers": (
        "memoryview(__import__('array').array('i', [1, -2]))",
        "v.tolist() == [1, -2] and v.format == 'i'",
    ),
    "a bytearray": ("bytearray(b'ab')", "v == b'ab'"),
    "a Fraction": ("__import__('fractions').Fraction(2, 6)", "v == 1 / 3 or 3 * v == 1"),
    "a Decimal": ("__import__('decimal').Decimal('0.10')", "str(v) == '0.10' and v * 10 == 1"),
    "a frozenset": ("frozenset({1, 2})", "v == {1, 2}"),
    "a complex number": ("1 + 2j", "v == 1 + 2j"),
    "a date": (
        "__import__('datetime').date(2024, 2, 29)",
        "v == __import__('datetime').date(2024, 2, 29) and v.year == 2024",
    ),
    "a moment": (
        "__import__('datetime').datetime(2024, 2, 29, 1, 2, 3, 4)",
        "v.isoformat() == '2024-02-29T01:02:03.000004'",
    ),
    "one of a zone": (
        "dt.datetime(2024, 7, 1, tzinfo=__import__('zoneinfo').ZoneInfo('Europe/Berlin'))",
        "v.utcoffset() == dt.timedelta(hours=2) and v.astimezone(dt.UTC).hour == 22",
    ),
    "a time": ("dt.time(1, 2)", "v == dt.time(1, 2)"),
    "a duration": ("dt.timedelta(days=-1, seconds=5)", "v == dt.timedelta(days=-1, seconds=5)"),
    "a path": (
        "__import__('pathlib').Path('a') / 'b.txt'",
        "v == __import__('pathlib').Path('a/b.txt') and v.suffix == '.txt'",
    ),
    "a UUID": ("__import__('uuid').UUID(int=7)", "v == __import__('uuid').UUID(int=7)"),
    "a namespace": (
        "__import__('types').SimpleNamespace(a=1)",
        "v == __import__('types').SimpleNamespace(a=1) and v.a == 1",
    ),
    "a matrix": ("np.matrix([[1, 2]])", "(v * v.T)[0, 0] == 5 and v.shape == (1, 2)"),
    "a dtype": ("np.dtype('f4')", "v == np.float32 and v.itemsize == 4"),
    "a type": ("[int, float, np.float64, ValueError]", "v == [int, float, np.float64, ValueError]"),
    "keys that are dates": ("{dt.date(2024, 1, 1): 1}", "v[dt.date(2024, 1, 1)] == 1"),
    "a set of floats": ("{n / 2 for n in range(20)}", "v == {n / 2 for n in range(20)}"),
    "a set of texts of its own kind": ("{Word('a'), Word('b')}", "v == {'a', 'b'}"),
    "keys of a kind of its own": ("{Word('a'): 1, Number(2): 3}", "v == {'a': 1, 2: 3}"),
    "a dict with attributes": (
        "Record(a=1).noted('done')",
        "v == {'a': 1} and v.note == 'done' and isinstance(v, dict) and dict(v) == {'a': 1}",
    ),
    "a number with a unit": ("Number(3).noted('kg')", "v == 3 and v + 1 == 4 and v.note == 'kg'"),
    "an array with a name": ("Named.of([1, 2], 'x')", "(v == [1, 2]).all() and v.note == 'x'"),
    "a deque of its own kind": ("Line([1])", "v == deque([1])"),
    "a fraction of its own kind": ("Share(1, 2)", "v == 0.5"),
    "a member of an enumeration of texts": (
        "Colour.RED",
        "v == 'red' and v.value == 'red' and v.name == 'RED'",
    ),
    "keys that are such members": ("{Colour.RED: 1}", "v == {'red': 1}"),
    "a member of an enumeration of numbers": ("Level.HIGH", "v == 2 and v > 1 and v + 1 == 3"),
}
OWN = """
from collections import *
from fractions import Fraction
import datetime as dt
import enum
import numpy as np
class Noted:
    def noted(self, note):
        self.note = note
        return self
class Word(str): pass
class Number(Noted, int): pass
class Record(Noted, dict): pass
class Line(deque): pass
class Share(Fraction): pass
class Named(np.ndarray):
    @classmethod
    def of(cls, items, note):
        made = np.array(items).view(cls)
        made.note = note
        return made
class Colour(str, enum.Enum):
    RED = 'red'
class Level(enum.IntEnum):
    HIGH = 2
"""
NEEDS = "from collections import *\nimport datetime as dt\nimport numpy as np\n"


@pytest.mark.parametrize("what", RESULTS)
def test_a_result_is_what_it_is_in_stock(what, holds):
    """The same expression holds where both are in one process, and here."""
    made, test = RESULTS[what]
    alone: dict[str, object] = {}
    exec(f"{OWN}\nv = {made}\nheld = bool({test})", alone)
    assert alone["held"] is True
    holds(f"{OWN}\ndef f(): return {made}", f"{NEEDS}v = f()\nassert {test}", solution="def f(): 0")


TAKEN = {
    "a date": ("dt.date(2024, 5, 1)", "v.replace(day=2) == dt.date(2024, 5, 2)"),
    "a zone": ("dt.datetime(2024, 5, 1, tzinfo=dt.UTC)", "v.tzinfo is dt.timezone.utc"),
    "a Decimal": ("Decimal('1.10')", "type(v) is Decimal and str(v) == '1.10'"),
    "a Fraction": ("Fraction(1, 3)", "type(v) is Fraction and 3 * v == 1"),
    "a path": ("Path('a/b')", "type(v) is type(Path()) and v.name == 'b'"),
    "a UUID": ("UUID(int=3)", "v.int == 3"),
    "a deque": ("deque([1], 3)", "v.maxlen == 3 and v[0] == 1"),
    "a Counter": ("Counter('aa')", "v['a'] == 2 and v['b'] == 0"),
    "a defaultdict": ("defaultdict(int)", "v['new'] == 0"),
    "an OrderedDict": ("OrderedDict(a=1)", "type(v) is OrderedDict"),
    "a type": ("(int, np.float32)", "v[0] is int and v[1] is np.float32"),
    "a random generator of Python's": ("random.Random(1)", "0 <= v.random() < 1"),
    "numpy's older one": ("np.random.RandomState(1)", "0 <= v.rand() < 1"),
    "an array of Python's": ("array('i', [1])", "v.typecode == 'i'"),
}
MODULES = """
from array import array
from collections import *
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from uuid import UUID
import datetime as dt
import random
import numpy as np
"""


@pytest.mark.parametrize("what", TAKEN)
def test_an_argument_is_what_the_test_gave(what, holds):
    """Not a stand-in, but a value of that very class."""
    given, seen = TAKEN[what]
    holds(f"{MODULES}\ndef f(v): return {seen}", f"{MODULES}\nassert f({given}) is True")


CHANGED = {
    "a deque": ("deque([1], 3)", "v.extend([2, 3, 4])", "v == deque([2, 3, 4]) and v.maxlen == 3"),
    "a Counter": ("Counter('a')", "v.update('ab')", "v == Counter('aab')"),
    "a defaultdict": ("defaultdict(list)", "v['a'].append(1)", "v == {'a': [1]} and v['b'] == []"),
    "an OrderedDict": ("OrderedDict(a=1, b=2)", "v.move_to_end('a')", "list(v) == ['b', 'a']"),
    "a UserList": ("UserList([1])", "v.append(2)", "v == [1, 2]"),
    "a ChainMap": ("ChainMap({}, {'a': 1})", "v['a'] = 2", "v.maps == [{'a': 2}, {'a': 1}]"),
    "an array of Python's": ("array('i', [1])", "v.append(2)", "v.tolist() == [1, 2]"),
    "a memoryview": ("memoryview(bytearray(b'ab'))", "v[0] = 99", "bytes(v) == b'cb'"),
    "a bytearray": ("bytearray(b'a')", "v += b'b'", "v == b'ab'"),
    "a set": ("{1.5}", "v.add(2.5)", "v == {1.5, 2.5}"),
    "a path in a list": (
        "[Path('a')]",
        "v.append(1)",
        "v == [Path('a'), 1] and v[0].exists() in (0, 1)",
    ),
    "a random generator of Python's": ("random.Random(1)", "v.random()", "v.random() == second"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_changed_argument_is_changed(what, holds):
    """In place, as in one process."""
    given, change, test = CHANGED[what]
    twin = "twin = random.Random(1)\ntwin.random()\nsecond = twin.random()\n"
    after = f"v = {given}\nsame = v\nf(v)\nassert v is same and {test}"
    holds(f"def f(v):\n    {change}", f"{MODULES}{twin}{after}")


def test_every_kind_of_the_table_is_tried() -> None:
    """A kind that is added to the table gets a test here."""
    alone: dict[str, object] = {}
    exec(OWN + MODULES, alone)
    tried = [made for made, _ in RESULTS.values()] + [given for given, _ in TAKEN.values()]
    kinds = {
        KINDS[type(value)].name for value in [eval(m, alone) for m in tried] if type(value) in KINDS
    }
    within = {"timezone", "ZoneInfo"}  # of a moment
    assert {kind.name for kind in KINDS.values()} - within == kinds


def test_a_learners_path_opens_no_file(fails):
    """It is a name only: else a test would open what the submission chooses."""
    words = fails("from pathlib import Path\ndef f(): return Path('/')", "f().exists()")
    assert "AttributeError" in words


@pytest.mark.parametrize("text", ["1e999999999", "1e-999999999", "-1e30000"])
def test_a_number_too_long_to_compute_with_costs_one_call(text, grade):
    """Its digits would fill the memory; the process and the next test go on."""
    answer = f"from decimal import Decimal\ndef f(big): return Decimal({text!r}) if big else 1"
    first, second = grade(answer, "assert f(True) > 1", "assert f(False) == 1")[1:]
    assert "digits" in str(first)
    assert second == []


def test_what_cannot_be_copied_in_plain_data_stays_a_stand_in(holds):
    """A moment in a zone of the learner's own class still answers by its methods."""
    answer = """
    import datetime
    class Zone(datetime.tzinfo):
        def utcoffset(self, when): return datetime.timedelta(hours=1)
        def dst(self, when): return datetime.timedelta(0)
    def f(): return datetime.datetime(2024, 1, 1, tzinfo=Zone())
    """
    holds(answer, "assert f().isoformat() == '2024-01-01T00:00:00+01:00'")


def test_an_array_of_96_megabytes_crosses_both_ways(holds):
    """As large as a course's data may be."""
    test = "import numpy as np\nx = np.ones(12_000_000)\ny = f(x)\nassert y.nbytes == 96_000_000"
    holds("def f(x): return x + 1", test + "\nassert y[-1] == 2", limits=Limits())


def test_limits_hold_for_values_within_values() -> None:
    """A value of the table counts as deep as it is."""
    from collections import deque

    value: object = 1
    for _ in range(40):
        value = deque([value])
    with pytest.raises(Exception, match="deeper"):
        encode(value, Limits())
    assert decode(encode(deque([deque([1])]), Limits()), Limits()) == deque([deque([1])])
