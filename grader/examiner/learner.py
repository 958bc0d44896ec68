"""The trusted side's line to one learner: asks, lends, and puts changes back."""

from __future__ import annotations

import importlib
import time
import types
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import numpy as np

from .channel import ChannelClosed, ChannelTimeout
from .copy_back import put_back
from .peer import Peer, Unsendable
from .proxies import CannotCross, Proxy, proxy_class
from .sandbox import Guest
from .wire import Reference, WireError
from .worker_objects import OPERATORS, Objects, describe

_KINDS = frozenset({"function", "class", "instance", "module"})
_SHARED_MODULES = ("builtins", "math", "cmath", "operator", "numpy")
_MOST_NAME = 200


class LearnerGone(Exception):
    """The learner's process has ended; nothing can be asked of it any more."""


class Names(MutableMapping[str, Any]):
    """The learner's global names, as `f.__globals__` of one of their functions shows them."""

    def __init__(self, line: Learner) -> None:
        self._line = line

    def __getitem__(self, name: str) -> Any:
        found = self._line.ask("look_up", name)
        if type(found) is tuple and len(found) == 2 and found[0] == "value":
            return found[1]
        raise KeyError(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._line.ask("bind", name, value)

    def __delitem__(self, name: str) -> None:
        self._line.ask("unbind", name)

    def __iter__(self) -> Iterator[str]:
        raise CannotCross("the learner's names can be looked up, not listed")

    def __len__(self) -> int:
        raise CannotCross("the learner's names can be looked up, not counted")


class Learner:
    """One submission's process, asked by the tests.

    Attributes
    ----------
    names
        The learner's global names.
    gone
        Why the process ended, or "".
    """

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.limits = guest.channel.limits
        self.names = Names(self)
        self.gone = ""
        self.deadline = float("inf")
        self._proxies: dict[int, Proxy] = {}
        self._failures: dict[str, type[Exception]] = {}
        self._failure_numbers: dict[type, int] = {}
        self._lent = Objects(self.limits)
        self._peer = Peer(guest.channel, self._export, self._resolve, self._serve)
        self._nested = 0

    def ask(self, request: str, *arguments: Any, seconds: float | None = None) -> Any:
        """The learner's side's answer, within the time of a call and the cell's deadline."""
        if self.gone:
            raise LearnerGone(self.gone)
        if self._nested:
            return self._asked(request, arguments)
        limit = time.monotonic() + (seconds or self.limits.call_seconds)
        self.guest.channel.deadline = min(limit, self.deadline)
        try:
            return self._asked(request, arguments)
        finally:
            self.guest.channel.deadline = None

    def _asked(self, request: str, arguments: tuple[Any, ...]) -> Any:
        self._nested += 1
        try:
            return self._peer.ask(request, *arguments)
        except ChannelTimeout:
            self._interrupt()
            raise TimeoutError("the learner's code took too long") from None
        except (ChannelClosed, WireError) as error:
            if isinstance(error, WireError) and self._nested > 1:
                raise
            self.end(str(error) or "the notebook's process ended")
            raise LearnerGone(self.gone) from None
        except Unsendable as error:
            raise CannotCross(str(error)) from None
        except Exception as error:
            raise self._twin(error) from None
        finally:
            self._nested -= 1

    def _interrupt(self) -> None:
        """Interrupt the learner's code; if it goes on, end its process."""
        self.guest.interrupt()
        self.guest.channel.deadline = time.monotonic() + self.limits.grace_seconds
        try:
            while self._peer._receive()[0] == "ask":
                self._peer._send(("failed", {"base": "TimeoutError", "name": "", "message": ""}))
        except (ChannelTimeout, ChannelClosed, WireError):
            self.end("the learner's code took too long and could not be interrupted")

    def end(self, reason: str) -> None:
        """End the learner's process."""
        if not self.gone:
            why = self.guest.end()
            self.gone = "the notebook used too much memory" if why == "memory" else reason

    def truth(self, request: str, *arguments: Any) -> bool:
        """A plain yes or no."""
        return self.ask(request, *arguments) is True

    def call(self, function: Proxy, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the learner's `function`; arguments that it changed are changed here too."""
        answer = self.ask("call", function, args, kwargs)
        if type(answer) is not tuple or len(answer) != 2:
            raise LearnerGone("a result came in no known form")
        result, after = answer
        if type(after) is tuple and len(after) == 2:
            put_back((args, kwargs), after)
        return result

    def forget_loans(self) -> None:
        """What was lent for one test cell is of no use to the learner afterwards."""
        self._lent = Objects(self.limits, self._lent.last)

    def _export(self, value: Any) -> Reference:
        if isinstance(value, Proxy):
            return Reference(False, value._number, {})
        if isinstance(value, type) and value in self._failure_numbers:
            return Reference(False, self._failure_numbers[value], {})
        shared = _shared(value)
        if shared is not None:
            return Reference(True, self._lent.number(value), shared)
        if isinstance(value, types.ModuleType | type):
            raise WireError(f"`{value.__name__}` cannot be handed to the learner's code")
        about = describe(value, self.limits)
        if about["kind"] == "instance" and hasattr(type(value), "__next__"):
            about = {"kind": "iterator"}
        elif about["kind"] == "instance" and callable(value) and not _is_of_a_test(value):
            about = {"kind": "function", "name": type(value).__name__}
        elif about["kind"] == "instance" and not _is_of_a_test(value):
            raise WireError(f"a {type(value).__name__} cannot cross as plain data")
        return Reference(True, self._lent.number(value), about)

    def _resolve(self, reference: Reference) -> Any:
        if not reference.mine:
            return self._lent[reference.number]
        known = self._proxies.get(reference.number)
        if known is not None:
            return known
        about = _checked(reference.about)
        if about["kind"] == "class" and "failure" in about:
            return self._failure_class(reference.number, about)
        made = proxy_class(about)(self, reference.number, about)
        self._proxies[reference.number] = made
        return made

    def _failure_class(self, number: int, about: dict[str, Any]) -> type[Exception]:
        """A class of our own for an exception class of the learner's, so `except` works."""
        name = str(about.get("name", "LearnerError"))
        base = getattr(importlib.import_module("builtins"), str(about["failure"]), Exception)
        if not (isinstance(base, type) and issubclass(base, Exception)):
            base = Exception
        if name not in self._failures:
            self._failures[name] = type(name, (base,), {})
            self._failure_numbers[self._failures[name]] = number
        return self._failures[name]

    def _twin(self, error: Exception) -> Exception:
        twin = self._failures.get(getattr(error, "other_name", ""))
        if twin is None or not getattr(error, "from_other_side", False):
            return error
        made = twin(str(error))
        made.from_other_side = True  # type: ignore[attr-defined]
        return made

    def _serve(self, request: str, arguments: tuple[Any, ...]) -> Any:
        method: Callable[..., Any] | None = _SERVED.get(request)
        if method is None or not arguments:
            raise WireError("a request came that the learner's side may not make")
        return method(*arguments)


def _is_of_a_test(value: object) -> bool:
    return type(value).__module__ == "__test_cell__"


def _shared(value: Any) -> dict[str, Any] | None:
    """How to name `value` when both sides can import the very same thing."""
    name = getattr(value, "__name__", None)
    if not isinstance(name, str) or not isinstance(value, type | np.ufunc | types.FunctionType):
        if not isinstance(value, types.BuiltinFunctionType):
            return None
    for module in _SHARED_MODULES:
        if getattr(importlib.import_module(module), name or "", None) is value:
            return {"kind": "global", "module": module, "name": name}
    return None


def _checked(about: dict[str, Any]) -> dict[str, Any]:
    kind, operators = about.get("kind"), about.get("operators", [])
    if kind not in _KINDS or type(operators) is not list:
        raise WireError("a reference came with a malformed description")
    for key in ("name", "type"):
        if type(about.get(key, "")) is not str or len(about.get(key, "")) > _MOST_NAME:
            raise WireError("a reference came with a malformed name")
    if not all(type(name) is str for name in operators):
        raise WireError("a reference came with malformed operators")
    return about


def _public(name: object) -> str:
    if type(name) is not str or name.startswith("_"):
        raise AttributeError(f"{name!r} of the examiner's object is not for the learner's code")
    return name


def _serve_get(target: Any, name: object) -> Any:
    return getattr(target, _public(name))


def _serve_set(target: Any, name: object, value: Any) -> None:
    if not _is_of_a_test(target):
        raise AttributeError("the examiner's object cannot be changed")
    setattr(target, _public(name), value)


def _serve_call(target: Any, args: Any, kwargs: Any) -> Any:
    if type(args) is not tuple or type(kwargs) is not dict or not callable(target):
        raise WireError("a call came in no known form")
    return target(*args, **kwargs)


def _serve_next(target: Any) -> tuple[Any, ...]:
    try:
        return (next(target),)
    except StopIteration:
        return ()


def _serve_operate(target: Any, name: object, args: Any) -> Any:
    if name not in OPERATORS or not _is_of_a_test(target) or type(args) is not tuple:
        raise WireError("the examiner's object does not do that")
    return getattr(type(target), str(name))(target, *args)


_SERVED: dict[str, Callable[..., Any]] = {
    "call": _serve_call,
    "get": _serve_get,
    "set": _serve_set,
    "next": _serve_next,
    "operate": _serve_operate,
}
