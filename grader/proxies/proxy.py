"""Stand-ins, on the trusted side, for the learner's functions, classes, instances and iterators.

A stand-in never decides anything by the learner's word that plain data could decide. A result is
equal only to itself; any iterable is read once into a list. The learner's class answers for its
instances only where the test itself asks about that class: in arithmetic on instances that it
made by calling a class which the instructor's answer defines, and in comparisons with these.
"""

from __future__ import annotations

import inspect
import types
from typing import Any, NoReturn, cast

from grader.proxies.asker import Asker
from grader.rpc.exports import About, signature


class CannotCross(TypeError):
    """A test asks something of the learner's object that only plain data may answer."""


PLAIN_HINT = (
    "an object of the learner's own class came where numbers, text, lists, tuples, dicts or arrays "
    "were expected; compare its attributes instead, or call its special method by name"
)
DERIVED, DIRECT = 1, 2
"""How a test came by what it made: through other instances, or by calling the class itself."""


class Proxy:
    """Stands for one object of the learner's, by its side's number and plain description of it."""

    __slots__ = ("_about", "_items", "_line", "_made", "_number")
    __array_ufunc__ = None
    _about: About
    _items: list[object] | None
    _line: Asker
    _made: int
    _number: int

    def __init__(self, line: Asker, number: int, about: About) -> None:
        own = {"_line": line, "_number": number, "_about": about, "_made": 0, "_items": None}
        for name, value in own.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> object:
        if name == "__name__" and "name" in self._about:
            return str(self._about["name"])
        if name == "__signature__":
            return _signature(self)
        if name == "__globals__":
            return self._line.names
        if name in ("__code__", "__wrapped__"):
            return self._as_written(name)
        if name == "__closure__" or name.startswith("__array"):
            raise AttributeError(f"{name} does not cross from the learner's side")
        found = self._line.ask("get", self, name)
        mark_made(found, min(self._made, DERIVED))
        return found

    def _as_written(self, name: str) -> object:
        """The function, or its code, as the submission's text has it; of others the flags only."""
        flags = self._about.get("flags")
        try:
            written = self._line.written.function(self._number)
        except AttributeError:
            if name == "__code__" and type(flags) is int:
                return _Code(flags)
            raise
        return written.__code__ if name == "__code__" else written

    def _looks_like(self) -> type:
        """What `isinstance` and `inspect` look at besides the type."""
        kind = self._about["kind"]
        if kind == "class":
            return type
        if kind == "instance" and self._about.get("type") == "generator":
            return types.GeneratorType
        return types.FunctionType if kind == "function" and "flags" in self._about else type(self)

    __class__ = property(_looks_like)

    def __setattr__(self, name: str, value: object) -> None:
        self._line.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._line.ask("delete", self, name)

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        if asks_the_class(self, other):
            return self._compared("eq", other)
        if self._about["kind"] == "class" and isinstance(other, type) and issubclass(other, Proxy):
            return bool(other.__name__ == self._about.get("name"))  # `type(a) == Learners`
        if other is None or self._about["kind"] in ("function", "class", "module"):
            return False
        if "member" in self._about and isinstance(other, Proxy):
            return False  # each member of an enumeration is one object
        raise CannotCross(PLAIN_HINT)

    def _compared(self, how: str, other: object) -> bool:
        """What the learner's class says, which need be no bool: an array, say."""
        return cast(bool, self._line.ask("compare", how, self, other))

    def __ne__(self, other: object) -> bool:
        if asks_the_class(self, other):
            return self._compared("ne", other)
        return not self == other

    def __hash__(self) -> int:
        operators = self._about.get("operators", ())
        if self._made and self._about["kind"] == "instance":
            if "__hash__" in operators:
                number: Any = self._line.ask("operate", self, "__hash__", ())
                return int(number)
            if "__eq__" in operators:
                raise TypeError(f"unhashable type: '{type(self).__name__}'")
        return hash(("learner", self._number))

    def __repr__(self) -> str:
        kind = self._about["kind"]
        return f"<the learner's {kind} {self._about.get('name', type(self).__name__)}>"

    def __deepcopy__(self, memo: object) -> object:
        return self._copied("deepcopy")

    def __copy__(self) -> object:
        return self._copied("copy")

    def _is_of_a_class_asked_for(self) -> bool:
        return self._about.get("type") in self._line.class_names

    def _copied(self, how: str) -> object:
        if self._about["kind"] != "instance":
            return self
        found = self._line.ask("copy", self, how)
        mark_made(found, self._made)
        return found

    def __reduce__(self) -> NoReturn:
        raise CannotCross("a learner's object cannot be pickled")

    def __array__(self, *_: object, **__: object) -> object:
        raise CannotCross(PLAIN_HINT)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, Proxy) and self._line.truth("is_instance", value, self)

    def __subclasscheck__(self, value: type) -> bool:
        return isinstance(value, Proxy) and self._line.truth("is_subclass", value, self)

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        """A class statement of a test names the learner's class as a base."""
        return (_Subclass,)


del Proxy.__annotations__  # a test would find these in place of the learner's function's own


class _Code:
    """What `inspect` asks of a function's code to tell generators and coroutines from others."""

    def __init__(self, flags: int) -> None:
        self.co_flags = flags

    def __getattr__(self, name: str) -> object:
        raise AttributeError(f"{name} does not cross from the learner's side")


class _SubclassMaker(type):
    """Makes a test's subclass of the learner's class on the learner's side.

    Its methods stay here: they are lent, and get the instance as their first argument.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> Any:
        """The new class as a stand-in."""
        parents = members.pop("__orig_bases__", ())
        line = next((p._line for p in parents if isinstance(p, Proxy)), None)
        if line is None:
            return super().__new__(cls, name, bases, members)
        if "__classcell__" in members:
            raise CannotCross(
                "`super()` in a test's subclass of the learner's class does not cross; "
                "call the method of the class by name, `Base.method(self)`"
            )
        kept = {key: item for key, item in members.items() if key not in ("__module__",)}
        made = line.ask("subclass", name, parents, kept)
        mark_made(made, DIRECT)
        return made


class _Subclass(metaclass=_SubclassMaker):
    """Stands where the learner's class stands in a class statement."""


def asks_the_class(self: Proxy, other: object) -> bool:
    """Whether a comparison is about what the learner's class says of its own instances.

    It is with an instance that the test made by calling the class, or between two of which it
    made one. Else a result could claim to be whatever is expected.
    """
    if self._about["kind"] != "instance" or not self._is_of_a_class_asked_for():
        return False
    if not isinstance(other, Proxy):
        return self._made == DIRECT and other is not None
    return bool(self._made or other._made) and other._is_of_a_class_asked_for()


def _signature(proxy: Proxy) -> inspect.Signature:
    described = proxy._about.get("parameters")
    if type(described) is not list:
        raise AttributeError("__signature__")
    return signature(described)


def mark_made(value: object, made: int) -> None:
    """Note that a test made `value`, by calling a class that the assignment asks for."""
    if made and isinstance(value, Proxy) and made > value._made:
        object.__setattr__(value, "_made", made)
