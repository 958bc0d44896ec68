"""What the usual exceptions mean, in one table for all lessons."""

from __future__ import annotations

import builtins
import linecache
import re
import sysconfig
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

_NOT_LEARNERS = (
    str(Path(__file__).parents[2]),  # course/
    sysconfig.get_path("stdlib"),
    sysconfig.get_path("purelib"),
    "<example>",
    "<__array_function__",
)
_MOST_SHAPES = 4


@dataclass(frozen=True)
class Spot:
    """Where in the learner's code an error came up: the line, its number, the names it knew."""

    line: str = ""
    number: int = 0
    names: dict[str, Any] = field(default_factory=dict)


def spot(error: BaseException) -> Spot | None:
    """Return the deepest place in the learner's own code; None when there is none."""
    own = [
        (frame, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(_NOT_LEARNERS)
    ]
    if not own:
        return None
    frame, number = own[-1]
    line = linecache.getline(frame.f_code.co_filename, number).strip()
    return Spot(line, number, dict(frame.f_locals))


def shapes(place: Spot) -> str:
    """Say what the names in the learner's line hold: "X is (4, 3), params is a tuple of 2"."""
    named = re.findall(r"(?<![.\w])[A-Za-z_]\w*", place.line)
    told = [
        f"{name} is {words}"
        for name in dict.fromkeys(named)
        if name in place.names and (words := _what(place.names[name]))
    ]
    return ", ".join(told[:_MOST_SHAPES])


def _what(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return str(value.shape)
    if value is None:
        return "None"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, dict):
        return "a dict"
    return "a function" if callable(value) and not isinstance(value, type) else ""


Words = str | Callable[["re.Match[str]", Spot], str]
"""What to say of an error, or what makes it from the message and the learner's line."""


def explain(error: BaseException, known: tuple[str, ...] = ()) -> str:
    """Say what an exception usually comes of; "" where it has no usual cause.

    Parameters
    ----------
    error : BaseException
        What an answer raised, with its traceback.
    known : tuple of str
        The lesson's exercises: names that a cell above defines.
    """
    found = spot(error)
    if found is None:
        return _of_the_example(error)
    place = found
    text = str(error)
    for kind, pattern, words in TABLE:
        hit = re.search(pattern, text)
        if hit and kind in {one.__name__ for one in type(error).__mro__}:
            said = words if isinstance(words, str) else words(hit, place)
            if said:
                return said
    if isinstance(error, NameError) and getattr(error, "name", None):
        return _unknown_name(str(error.name), known)
    there = shapes(place)
    return f"In that line {there}." if there else ""


def _of_the_example(error: BaseException) -> str:
    """Tell an error that came up in the example itself, when it used what came back."""
    text = str(error)
    if isinstance(error, KeyError):
        return f"The example finds no key {text} in what came back."
    if isinstance(error, ValueError) and "values to unpack" in text:
        return "Another number of values came back than the example takes."
    return "The example could not go on with what came back."


def _unknown_name(name: str, known: tuple[str, ...]) -> str:
    if name in known:
        return f"{name} is not defined: run the cell above that defines it, then this one again."
    if name in ("ln", "log2"):
        return "NumPy has the natural logarithm under the name log."
    if hasattr(np, name) and not hasattr(builtins, name):
        return f"{name} belongs to NumPy: Python knows it with np. in front."
    return (
        f"Nothing is called {name} when this line runs. Is it spelled as where it is defined, and "
        "has the cell that defines it been run?"
    )


def _with_shapes(words: str) -> Callable[[re.Match[str], Spot], str]:
    def told(hit: re.Match[str], place: Spot) -> str:
        there = shapes(place)
        return f"{words} Here {there}." if there else words

    return told


def _not_aligned(hit: re.Match[str], place: Spot) -> str:
    words = "A product of matrices adds over the last axis of the left factor and the first axis \
of the right one (for a matrix on the right: its rows), so these must be equally long."
    return _with_shapes(words)(hit, place)


def _not_broadcast(hit: re.Match[str], place: Spot) -> str:
    one, other = hit.group(1).strip(), hit.group(2).strip()
    words = f"Arrays of shapes {one} and {other} do not fit entry by entry."
    fits = _fits_as_product(one, other)
    if fits and "*" in place.line.replace("**", "") and "@" not in place.line:
        words += " * multiplies entry by entry and adds nothing up: is a product of matrices meant?"
    there = shapes(place)
    return f"{words} Here {there}." if there else words


def _fits_as_product(one: str, other: str) -> bool:
    """Whether arrays of these shapes, as NumPy writes them, could be multiplied by @."""
    first, second = (tuple(map(int, re.findall(r"\d+", shape))) for shape in (one, other))
    if not first or not second:
        return False
    return any(
        a[-1] == (b[-2] if len(b) > 1 else b[0]) for a, b in [(first, second), (second, first)]
    )


def _truth_of_an_array(hit: re.Match[str], place: Spot) -> str:
    if re.search(r"(?<![\w.])max\(", place.line):
        return "Python's own max compares whole arrays. NumPy has a function that compares entry \
by entry."
    if re.search(r"(?<![\w.])min\(", place.line):
        return "Python's own min compares whole arrays. NumPy has a function that compares entry \
by entry."
    return "if, while, and, or, not decide on one yes or no, but here an array holds many. Decide \
for each entry, or on one number made from all."


def _no_attribute(hit: re.Match[str], place: Spot) -> str:
    owner, name = hit.group(1), hit.group(2)
    if owner == "NoneType":
        return _NONE
    if owner in ("list", "tuple") and hasattr(np.ndarray, name):
        return f"A {owner} has no .{name}: arrays have. What is given as a list becomes an array \
by np.array."
    if owner in ("float", "int") and name in ("data", "grad", "parents", "pass_back"):
        return f"A plain number has no .{name}: only a Value has. What does the given __add__ do \
with numbers?"
    if owner in ("float", "int", "float64") and name in ("T", "shape", "copy", "sum", "dot"):
        return f"Here one plain number stands where an array is meant: it has no .{name}."
    if owner == "dict" and name.isidentifier():
        return f"A dict's entries are asked for in brackets: there is no .{name}."
    return f"What stands before .{name} is of type {owner} here, and has no {name}."


def _numpy_has_not(hit: re.Match[str], place: Spot) -> str:
    name = hit.group(1)
    for room in ("linalg", "random"):
        if hasattr(getattr(np, room), name):
            return f"{name} is in np.{room}."
    other = {"ln": "log"}.get(name)
    return (
        f"NumPy has no {name}; it has that under the name {other}."
        if other
        else (f"NumPy has nothing called {name}. The key Tab after np. lists what it has.")
    )


def _missing_arguments(hit: re.Match[str], place: Spot) -> str:
    return f"{hit.group(1).split('.')[-1]}() is called without {hit.group(2)}. The line that \
defines it names all that it needs, in order."


def _too_many_arguments(hit: re.Match[str], place: Spot) -> str:
    name, fewest, most, came = hit.group(1).split(".")[-1], *hit.group(2, 3, 4)
    more = int(came) > int(most or fewest)
    return f"{name}() is called with {'more' if more else 'fewer'} arguments than it takes."


def _no_key(hit: re.Match[str], place: Spot) -> str:
    return f"The dict has no key {hit.group(0)} at that time. Which keys has it, and who puts this \
one in?"


def _operands(hit: re.Match[str], place: Spot) -> str:
    sign, one, other = hit.groups()
    kinds = (one, other)
    if sign.startswith("^"):
        return _POWER
    if "NoneType" in kinds:
        return _NONE
    if "dict" in kinds:
        return "A dict can't be calculated with as a whole: go through its entries."
    if "list" in kinds or "tuple" in kinds:
        return f"{sign} does not calculate with a list or a tuple: make an array of it first."
    if {"function", "builtin_function_or_method", "method", "numpy.ufunc"} & set(kinds):
        return _NOT_CALLED
    if "generator" in kinds:
        return _GENERATOR
    if "Value" in kinds:
        other_kind = other if one == "Value" else one
        method = {"+": "__add__", "-": "__sub__", "*": "__mul__", "**": "__pow__", "/": ""}
        missing = method.get(sign.split(" ")[0], "")
        if missing and other_kind in ("int", "float") and one != "Value":
            missing = missing.replace("__", "__r", 1)
        return (
            f"Value has no {missing} that takes this: Python asks it for {sign} here."
            if (missing)
            else ""
        )
    return ""


def _wrong_unpacking(hit: re.Match[str], place: Spot) -> str:
    return "The names on the left of = and the values on the right are not equally many. How many \
does the right side give?"


_POWER = "^ is no power in Python (it compares bits): a power is written with two stars."
_NONE = "Something is None here. A function that ends without return gives None, and so do methods \
that change a thing in place."
_GENERATOR = "A generator gives its values one after another, once: read it with a loop, or make a \
list of it."
_ONE_NUMBER = "float(), int() and the functions of math take one number; here they get an array. \
NumPy's functions take arrays."

_NOT_CALLED = "A function itself stands where its result is meant: is it called, with ()?"
_PLAIN = r"float|int|numpy\.float64|numpy\.int64"

TABLE: list[tuple[str, str, Words]] = [
    ("ValueError", r"matmul: .*(mismatch|not have enough dimensions)", _not_aligned),
    ("ValueError", r"shapes .* not aligned", _not_aligned),
    ("ValueError", r"broadcast together with shapes (\(.*?\)) (\(.*?\))", _not_broadcast),
    (
        "ValueError",
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        lambda hit, place: (
            f"An array of shape {hit.group(1)} does not fit into a place of shape {hit.group(2)}."
        ),
    ),
    ("ValueError", r"truth value of an array", _truth_of_an_array),
    (
        "ValueError",
        r"inhomogeneous shape|setting an array element with a sequence",
        "The pieces have different shapes, so that no one array can hold them.",
    ),
    ("ValueError", r"(not enough|too many) values to unpack", _wrong_unpacking),
    (
        "ValueError",
        r"math domain error",
        "math's root or logarithm got a number it is not defined for.",
    ),
    (
        "ValueError",
        r"need at least one array to concatenate",
        "There is nothing to join: the list is empty.",
    ),
    (
        "ValueError",
        r"axes don't match",
        _with_shapes("The array has not that many axes."),
    ),
    (
        "AxisError",
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        lambda hit, place: (
            f"Axis {hit.group(1)} is asked of an array with {hit.group(2)} "
            f"{'axis' if hit.group(2) == '1' else 'axes'}; they count from 0."
        ),
    ),
    (
        "LinAlgError",
        r"[Ss]ingular",
        "The matrix has no inverse: the equations have no one solution.",
    ),
    (
        "LinAlgError",
        r"must be square|at least two-dimensional",
        _with_shapes("This needs a square matrix."),
    ),
    ("TypeError", r"unsupported operand type\(s\) for (.+?): '([\w.]+)' and '([\w.]+)'", _operands),
    (
        "TypeError",
        r"bad operand type for unary -: '(\w+)'",
        lambda hit, place: f"A {hit.group(1)} has no minus sign.",
    ),
    ("TypeError", r"ufunc 'bitwise_xor' not supported", _POWER),
    ("TypeError", r"'NoneType' object|NoneType", _NONE),
    (
        "TypeError",
        r"'generator' object is not subscriptable|of type 'generator' has no len",
        _GENERATOR,
    ),
    ("TypeError", r"(only (length-1|0-dimensional|size-1) arrays? can be converted)", _ONE_NUMBER),
    (
        "TypeError",
        rf"'(numpy\.ndarray|{_PLAIN}|list|tuple|dict|str)' object is not callable",
        lambda hit, place: (
            f"Parentheses right after a value call it like a function, and this one is of type "
            f"{hit.group(1).split('.')[-1]}: is a sign missing between them, or do square "
            "brackets belong there?"
        ),
    ),
    (
        "TypeError",
        r"'(function|method|builtin_function_or_method|type)' object is not (subscr|iterable)",
        _NOT_CALLED,
    ),
    ("TypeError", r"([\w.<>]+)\(\) missing \d+ required \S+ arguments?: (.+)", _missing_arguments),
    (
        "TypeError",
        r"([\w.<>]+)\(\) takes (?:from )?(\d+)(?: to (\d+))? \w+ arguments? but (\d+) w",
        _too_many_arguments,
    ),
    (
        "TypeError",
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        lambda hit, place: f"{hit.group(1)}() has no argument called {hit.group(2)}.",
    ),
    (
        "TypeError",
        r"(list|tuple) indices must be integers",
        lambda hit, place: (
            f"A {hit.group(1)} takes one whole number in brackets, no array and no text. "
            "An array takes more."
        ),
    ),
    (
        "TypeError",
        r"can't multiply sequence by non-int",
        "* repeats a list or a tuple; it does not scale its numbers. Make an array of it first.",
    ),
    (
        "TypeError",
        r"can only concatenate (\w+)",
        "+ joins lists and tuples; it does not add their numbers.",
    ),
    (
        "TypeError",
        rf"'({_PLAIN})' object is not (iterable|subscriptable)",
        "One plain number stands where several are meant.",
    ),
    (
        "TypeError",
        r"'(float|numpy\.float64)' object cannot be interpreted as an integer",
        "Counting needs a whole number (/ makes a float, // a whole number).",
    ),
    (
        "TypeError",
        r"slice indices must be integers",
        "A slice needs whole numbers (/ makes a float, // a whole number).",
    ),
    (
        "TypeError",
        r"object of type '(?:numpy\.)?(\w+)' has no len",
        lambda hit, place: f"What is asked for its length is of type {hit.group(1)}, and has none.",
    ),
    (
        "TypeError",
        r"'(\w+)' object cannot be interpreted as an integer",
        lambda hit, place: f"A whole number is needed where a {hit.group(1)} stands.",
    ),
    (
        "TypeError",
        r"unhashable type: '(.+)'",
        "A list, dict or array can't be a key of a dict, or in a set.",
    ),
    (
        "TypeError",
        r"'(\w+)' object does not support item assignment",
        lambda hit, place: f"A {hit.group(1)} can't be changed in place.",
    ),
    (
        "TypeError",
        r"not supported between instances of '(\w+)' and '(\w+)'",
        lambda hit, place: f"A {hit.group(1)} and a {hit.group(2)} can't be compared.",
    ),
    (
        "UFuncTypeError",
        r"Cannot cast ufunc '\w+' output from dtype\('float",
        "An array of whole numbers can't take up fractions in place. Which type has the array that "
        "you began with?",
    ),
    (
        "TypeError",
        r"does not support argument 0 of type (\w+) which has no callable (\w+)",
        lambda hit, place: (
            f"NumPy's {hit.group(2)} got an object of type {hit.group(1)}, not a number."
        ),
    ),
    ("AttributeError", r"module 'numpy' has no attribute '(\w+)'", _numpy_has_not),
    (
        "AttributeError",
        r"module 'math' has no attribute '(\w+)'",
        lambda hit, place: f"math has nothing called {hit.group(1)}.",
    ),
    ("AttributeError", r"'(?:numpy\.)?(\w+)' object has no attribute '(\w+)'", _no_attribute),
    (
        "UnboundLocalError",
        r"variable '(\w+)'",
        lambda hit, place: (
            f"{hit.group(1)} is read before anything is assigned to it in this function."
        ),
    ),
    ("KeyError", r".+", _no_key),
    (
        "IndexError",
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        lambda hit, place: (
            f"Place {hit.group(1)} is asked of an axis of length {hit.group(3)}; the "
            "places count from 0."
        ),
    ),
    (
        "IndexError",
        r"(list|tuple|string) index out of range",
        lambda hit, place: f"The {hit.group(1)} is shorter than that: its places count from 0.",
    ),
    (
        "IndexError",
        r"too many indices for array",
        _with_shapes("There are more numbers in the brackets than the array has axes."),
    ),
    ("IndexError", r"invalid index to scalar variable", "One plain number has no entries."),
    (
        "IndexError",
        r"only integers, slices",
        "Brackets after an array take whole numbers, slices or arrays of whole numbers.",
    ),
    (
        "ZeroDivisionError",
        r".*",
        "A number is divided by zero: which one below the line is 0 here?",
    ),
    ("RecursionError", r".*", "The function calls itself again and again, without an end."),
    ("OverflowError", r".*", "A number has grown too large to be held."),
]
"""Exceptions by type and message, and what to say: the first that fits."""
