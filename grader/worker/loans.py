"""Stand-ins, on the learner's side, for what the examiner lends: callables and instances."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

from grader.rpc.codec import Reference
from grader.rpc.codec.terms import BUILTIN_BY_NAME
from grader.rpc.exports import signature


class Loans:
    """The examiner's objects that are here as stand-ins.

    Parameters
    ----------
    ask
        Asks the examiner's side: a request and its arguments.
    """

    def __init__(self, ask: Callable[..., object]) -> None:
        self._ask = ask
        self._stand_ins: dict[int, object] = {}
        self._numbers: dict[int, int] = {}

    def number_of(self, value: object) -> int:
        """The examiner's number of a stand-in, 0 for anything else."""
        return self._numbers.get(id(value), 0)

    def stand_in(self, reference: Reference) -> object:
        """The stand-in for `reference`, the same one each time."""
        known = self._stand_ins.get(reference.number)
        if known is None:
            known = self._make(reference)
            self._stand_ins[reference.number] = known
            self._numbers[id(known)] = reference.number
        return known

    def ask(self, request: str, number: int, *arguments: object) -> object:
        """Ask the examiner about one of its objects."""
        return self._ask(request, Reference(False, number, {}), *arguments)

    def _make(self, reference: Reference) -> object:
        kind = reference.about.get("kind")
        name = str(reference.about.get("name", ""))
        if kind == "builtin":
            return BUILTIN_BY_NAME[name]
        if kind == "global":
            return getattr(importlib.import_module(str(reference.about["module"])), name)
        if kind == "function":
            return _function(self, reference)
        if kind == "iterator":
            return _iterate(self, reference.number)
        return _instance(self, reference)


def _function(loans: Loans, reference: Reference) -> object:
    number = reference.number

    def lent(*args: object, **kwargs: object) -> object:
        return loans.ask("call", number, args, kwargs)

    lent.__name__ = lent.__qualname__ = str(reference.about.get("name", "function"))
    described = reference.about.get("parameters")
    if isinstance(described, list):
        lent.__dict__["__signature__"] = signature(described)
    return lent


def _iterate(loans: Loans, number: int) -> Iterator[object]:
    while isinstance(item := loans.ask("next", number), tuple) and item:
        yield item[0]


def _instance(loans: Loans, reference: Reference) -> object:
    """An object whose attributes and operators live with the examiner."""
    number = reference.number

    def get(self: object, name: str) -> object:
        return loans.ask("get", number, name)

    def put(self: object, name: str, value: object) -> None:
        loans.ask("set", number, name, value)

    def operate(name: str) -> object:
        return lambda self, *args: loans.ask("operate", number, name, args)

    operators = reference.about.get("operators")
    names = operators if isinstance(operators, list) else []
    members = {name: operate(name) for name in names} | {"__getattr__": get, "__setattr__": put}
    return type(str(reference.about.get("type", "object")), (), members)()
