"""Learners' classes, instances, exceptions and functions, as other courses' tests use them."""

from __future__ import annotations

import pytest

CLASSES = """
import enum, functools
from dataclasses import dataclass, field
@functools.total_ordering
class Money:
    def __init__(self, cents): self.cents = cents
    def __eq__(self, other): return self.cents == getattr(other, 'cents', other)
    def __lt__(self, other): return self.cents < other.cents
    def __hash__(self): return hash(self.cents)
    def __add__(self, other): return Money(self.cents + other.cents)
    def double(self): return Money(2 * self.cents)
@dataclass
class Point:
    x: float
    y: float = 0.0
    tags: list = field(default_factory=list)
@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
class Animal:
    legs = 4
    def __init__(self, name): self.name = name
    def speak(self): return '...'
    def say(self): return f'{self.name}: {self.speak()}'
class Dog(Animal):
    def speak(self): return 'Woof'
class NotEnough(ValueError):
    def __init__(self, needed, there=0):
        super().__init__(f'{needed} needed', there)
        self.needed, self.there = needed, there
def middle(a, b): return Point((a.x + b.x) / 2, (a.y + b.y) / 2)
def favourite(): return Colour.BLUE
def pay(money): raise NotEnough(money, there=3)
def open_it(): return open('nowhere.txt')
def decode_it(): return b'\\xff'.decode()
def steps(n):
    yield from range(n)
async def later(): return 1
def make(): return Animal('Cat')
"""
HELD = {
    "equality of two that the test made": "assert Money(3) == Money(3) and Money(3) != Money(4)",
    "equality of what is not equal": "assert not Money(3) == Money(4) and not Money(3) != Money(3)",
    "equality with plain data, where the class says so": "assert Money(3) == 3 and Money(3) != 4",
    "order": "assert Money(1) < Money(2) <= Money(2) and not Money(3) > Money(4)",
    "sorting": "got = sorted([Money(3), Money(1)])\nassert [m.cents for m in got] == [1, 3]",
    "the largest": "assert max(Money(3), Money(1), key=lambda m: m) == Money(3)",
    "hashes": "assert hash(Money(3)) == hash(Money(3))\nassert len({Money(1), Money(1)}) == 1",
    "keys of a dict": "prices = {Version(1, 2): 'a'}\nassert prices[Version(1, 2)] == 'a'",
    "a sum": "assert Money(1) + Money(2) == Money(3) and Money(2).double() == Money(4)",
    "dataclasses": "assert Point(1, 2) == Point(1.0, 2.0) and Point(1) != Point(2)",
    "order of dataclasses": "assert Version(1, 2) < Version(1, 10) and Version(2) > Version(1, 9)",
    "a result like one that the test made": "assert middle(Point(0), Point(2, 2)) == Point(1, 1)",
    "a list of them": "assert [middle(Point(0), Point(2))] == [Point(1)]",
    "membership": "assert Point(1) in [Point(2), Point(1)] and Point(3) not in [Point(1)]",
    "what cannot be hashed": """
        try:
            hash(Point(1))
        except TypeError:
            pass
        else:
            raise AssertionError
    """,
    "what cannot be changed": """
        try:
            Version(1).major = 2
        except AttributeError:
            pass
        else:
            raise AssertionError
    """,
    "a copy": """
        import copy
        p = Point(1)
        q, r = copy.copy(p), copy.deepcopy(p)
        r.tags.append(1) if False else setattr(q, 'x', 5)
        assert (p.x, q.x, r.x) == (1, 5, 1) and p == r and p != q
    """,
    "members of an enumeration": "assert favourite() == Colour.BLUE and favourite() != Colour.RED",
    "a member by its name": "assert Colour['RED'].value == 1 and Colour['RED'] == Colour.RED",
    "a member by its value": "assert Colour(2) == Colour.BLUE and Colour(2).name == 'BLUE'",
    "an enumeration's members": "assert len(Colour) == 2\nassert list(Colour)[1].name == 'BLUE'",
    "identity of members": "assert favourite() is Colour.BLUE and favourite() in (Colour.BLUE,)",
    "members as keys": "n = {Colour.RED: 'r', Colour.BLUE: 'b'}\nassert n[favourite()] == 'b'",
    "classes that inherit": "assert issubclass(Dog, Animal) and isinstance(Dog('x'), Animal)",
    "a class of a class": "assert Dog.__mro__[1] is Animal and Dog.__bases__ == (Animal,)",
    "attributes of a class": "assert Animal.legs == Dog('x').legs == 4 and hasattr(Dog, 'speak')",
    "a class is one": "import inspect\nassert inspect.isclass(Dog) and isinstance(Dog, type)",
    "a subclass of the test's": """
        class Cat(Animal):
            legs = 3
            def speak(self):
                return 'Meow ' + self.name
        cat = Cat('Tom')
        assert cat.say() == 'Tom: Meow Tom' and isinstance(cat, Animal) and cat.legs == 3
    """,
    "a subclass that calls its base by name": """
        class Loud(Dog):
            def __init__(self, name):
                Dog.__init__(self, name)
                self.volume = 11
            def speak(self):
                return Dog.speak(self).upper()
        loud = Loud('Rex')
        assert loud.say() == 'Rex: WOOF' and loud.volume == 11 and issubclass(Loud, Dog)
    """,
    "functions are functions": """
        import inspect, types
        assert isinstance(pay, types.FunctionType) and inspect.isfunction(pay) and callable(pay)
        assert inspect.isgeneratorfunction(steps) and not inspect.isgeneratorfunction(pay)
        assert inspect.iscoroutinefunction(later) and not inspect.iscoroutinefunction(steps)
        assert list(inspect.signature(pay).parameters) == ['money']
        assert list(inspect.signature(favourite).parameters) == []
    """,
    "arguments of an exception": """
        try:
            pay(7)
        except NotEnough as error:
            assert error.args == ('7 needed', 3) and str(error) == "('7 needed', 3)"
            assert (error.needed, error.there) == (7, 3) and type(error).__name__ == 'NotEnough'
        else:
            raise AssertionError
    """,
    "a text of a KeyError": """
        try:
            Colour['GREEN']
        except KeyError as error:
            assert error.args == ('GREEN',) and str(error) == "'GREEN'"
        else:
            raise AssertionError
    """,
    "what the system says": """
        try:
            open_it()
        except FileNotFoundError as error:
            assert error.errno == 2 and error.filename == 'nowhere.txt'
        else:
            raise AssertionError
    """,
    "where text breaks off": """
        try:
            decode_it()
        except UnicodeDecodeError as error:
            assert error.start == 0 and error.object == b'\\xff'
        else:
            raise AssertionError
    """,
    "exceptions as a class": "assert issubclass(NotEnough, ValueError)",
}


@pytest.mark.parametrize("what", HELD)
def test_it_crosses(what, holds):
    """It holds in one process, and here."""
    import textwrap

    alone: dict[str, object] = {"__name__": __name__}
    exec(compile(CLASSES + textwrap.dedent(HELD[what]), what, "exec"), alone)
    holds(CLASSES, HELD[what])


def test_a_function_that_makes_instances_stands_for_their_class(holds):
    """Who writes a function `Value` in place of the class gives what was asked for."""
    answer = """
    class _Value:
        def __init__(self, data): self.data = data
        def __add__(self, other): return _Value(self.data + other.data)
        def __mul__(self, other): return _Value(self.data * other.data)
    def Value(data): return _Value(data)
    """
    test = "a, b = Value(2), Value(3)\nassert (a + b).data == 5 and (a * b + a).data == 8"
    holds(answer, test, solution="class Value:\n    def __init__(self, data): pass")


LIES = """
class Point:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __hash__(self): return 1
    def __bool__(self): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def balance(self): return Point(1)
class Any(Point): pass
def f(x): return Point(x)
def g(x): return Any(x)
"""
NOT_BELIEVED = {
    "a result equals plain data": "assert f(1) == 3",
    "plain data equals a result": "assert 3 == f(1)",
    "a result is less": "assert f(1) < 3",
    "a result is not unequal": "assert not f(1) != 3",
    "a result among plain data": "assert f(1) in [3, 4]",
    "a result in a list": "assert [f(1)] == [3]",
    "two results": "assert f(1) == f(2)",
    "a result of a class that nobody asked for": "assert g(1) == Point(1)",
    "what a method gives equals plain data": "assert Point(1).balance() == 3",
    "what an attribute holds equals plain data": "p = Point(1)\np.x = f(1)\nassert p.x == 3",
    "a difference of a result": "assert abs(f(1) - 3) < 1e-9",
    "an array of results": "import numpy as np\nnp.testing.assert_allclose([f(1)], [3])",
}


@pytest.mark.parametrize("what", NOT_BELIEVED)
def test_a_result_is_not_believed(what, fails):
    """A class that says yes to everything earns nothing where plain data decides."""
    fails(LIES, NOT_BELIEVED[what], solution="class Point:\n    pass\ndef f(x): 0\ndef g(x): 0")


def test_a_subclass_of_the_tests_that_calls_super_is_told_what_to_write(fails):
    """It cannot work, and says so."""
    test = "class Cat(Animal):\n    def speak(self): return super().speak()"
    assert "Base.method(self)" in fails(CLASSES, test)


FORGED = """
class Told(ValueError):
    pass
def f(x):
    error = Told('no')
    error.for_learner = 'secret'
    error.from_other_side = False
    error.other_name = 'ValueError'
    error.args = (UNICODE,)
    error.with_traceback = error.add_note = 3
    error.held = f
    error.plain = 3
    raise error
UNICODE = 'x'
"""


def test_attributes_of_an_exception_are_data_and_decide_nothing(grade):
    """What we ask of an exception ourselves is not for the learner to set."""
    seen = """
    try:
        f(1)
    except ValueError as error:
        assert not hasattr(error, 'for_learner') and not hasattr(error, 'held')
        assert error.from_other_side is True and error.other_name == 'Told' and error.plain == 3
        assert callable(error.with_traceback) and callable(error.add_note)
    """
    hidden = "### BEGIN HIDDEN TESTS\nf(41)\n### END HIDDEN TESTS"
    outputs = grade(FORGED, seen, hidden)
    assert outputs[1] == []
    assert "secret" not in str(outputs)
    assert "Told" not in str(outputs[2])


@pytest.mark.parametrize(
    "base", ["UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError"]
)
def test_an_exception_that_points_into_text_points_into_it(base):
    """Its message reads the byte at its place: a place outside would be the memory before it."""
    from grader.proxies.exceptions import ExceptionClasses
    from grader.rpc.errors import rebuild_failure

    for start, end in ((-1, 0), (-5, -4), (0, 10**9), (10**9, 10**9 + 1), (2, 1)):
        text = b"abc" if base == "UnicodeDecodeError" else "abc"
        args = (
            (text, start, end, "why") if "Translate" in base else ("utf8", text, start, end, "why")
        )
        about = {"base": base, "name": "E", "message": "m", "args": args}
        assert str(rebuild_failure(about)) == "m"
        exception_classes = ExceptionClasses()
        exception_classes.of_class(1, {"name": "E", "failure": base})
        plain = rebuild_failure(about | {"base": "Exception"})
        assert not isinstance(exception_classes.of_error(plain), UnicodeError)
