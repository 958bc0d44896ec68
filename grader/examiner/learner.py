"""The trusted side's line to one learner: asks, lends, and puts changes back."""

from __future__ import annotations

import time
import types
from typing import Any

from .channel import ChannelClosed, ChannelTimeout
from .clock import CellTimeout
from .copy_back import put_back
from .learner_names import Names
from .lending import checked, describe_loan, plain_value, serve
from .peer import Peer, Unsendable
from .pictures import Pictures
from .proxies import CannotCross, Proxy
from .proxy_operators import proxy_class
from .sandbox import Guest
from .twins import Twins
from .wire import Reference, WireError
from .worker_objects import MOST_OBJECTS, Objects


class LearnerTimeout(TimeoutError):
    """The learner's code was interrupted; `answer` is what it answered to that."""

    answer: Any = None


class LearnerGone(Exception):
    """The learner's process has ended; nothing can be asked of it any more."""


class Learner:
    """One submission's process, asked by the tests.

    Attributes
    ----------
    names
        The learner's global names.
    gone
        Why the process ended, or "".
    class_names
        Classes that the instructor's notebook defines: their instances stay the learner's.
    may_have_shown
        Whether anything was asked of the learner's side since this was last set to False.
    out_of_place
        Whether a hidden test that waited asked for a name that has changed since.
    """

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.limits = guest.channel.limits
        self.names = Names(self)
        self.gone = ""
        self.out_of_place = False
        self.may_have_shown = True
        self.deadline = float("inf")
        self.class_names: set[str] = set()
        self.pictures: Pictures | None = None
        self._proxies: dict[int, Proxy] = {}
        self._twins = Twins()
        self._lent = Objects(self.limits)
        self._described: dict[int, dict[str, Any]] = {}
        self._peer = Peer(guest.channel, self._export, self._resolve, self._serve)
        self._nested = 0

    def ask(self, request: str, *arguments: Any, seconds: float | None = None) -> Any:
        """The learner's side's answer, within the time of a call and the cell's deadline."""
        if self.gone:
            raise LearnerGone(self.gone)
        self.may_have_shown |= request != "outputs"
        if self._nested:
            return self._asked(request, arguments)
        if time.monotonic() >= self.deadline:
            raise LearnerTimeout("no time is left for this cell")
        limit = time.monotonic() + (seconds or self.limits.call_seconds)
        self.guest.channel.deadline = min(limit, self.deadline)
        try:
            return self._asked(request, arguments)
        finally:
            self.guest.channel.deadline = None

    def _asked(self, request: str, arguments: tuple[Any, ...]) -> Any:
        before = self._peer.outstanding
        self._nested += 1
        try:
            return self._peer.ask(request, *arguments)
        except ChannelTimeout:
            error = LearnerTimeout("the learner's code took too long")
            error.answer = self._interrupt(before)
            raise error from None
        except CellTimeout:
            self._interrupt(before)
            raise
        except (ChannelClosed, WireError) as error:
            if isinstance(error, WireError) and self._nested > 1:
                raise
            self.end(str(error) or "the notebook's process ended")
            raise LearnerGone(self.gone) from None
        except Unsendable as error:
            raise CannotCross(str(error)) from None
        except Exception as error:
            raise self._twins.of_error(error) from None
        finally:
            self._nested -= 1

    def _interrupt(self, before: int) -> Any:
        """Interrupt the learner's code; if it goes on, end its process."""
        self.guest.interrupt()
        self.guest.channel.deadline = time.monotonic() + self.limits.grace_seconds
        try:
            if not self._peer.broken:
                return self._peer.drain(before)
            raise ChannelTimeout
        except (ChannelTimeout, ChannelClosed, WireError):
            self.end("the learner's code took too long and could not be interrupted")
            return None

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

    @property
    def loans(self) -> Objects:
        """What is lent at present."""
        return self._lent

    def lend_again(self, loans: Objects) -> None:
        """Lend what was lent at an earlier place; new loans get numbers never used before."""
        loans.last = max(loans.last, self._lent.last)
        self._lent = loans

    def _export(self, value: Any) -> Reference:
        if isinstance(value, Proxy):
            return Reference(False, value._number, {})
        if isinstance(value, type) and value in self._twins.numbers:
            return Reference(False, self._twins.numbers[value], {})
        number = self._lent.number(value)
        about = self._described.get(number)
        if about is None:
            about = describe_loan(value, self.limits)
            if type(value) is types.FunctionType:  # which stays as it is, and crosses often
                self._described[number] = about
        return Reference(True, number, about)

    def _resolve(self, reference: Reference) -> Any:
        if not reference.mine:
            return self._lent[reference.number]
        known = self._proxies.get(reference.number)
        if known is not None:
            return known
        if len(self._proxies) >= MOST_OBJECTS:
            raise WireError(f"more than {MOST_OBJECTS} objects came")
        about = checked(reference.about)
        if "plain" in about and about["type"] not in self.class_names:
            return plain_value(about)
        if about["kind"] == "class" and "failure" in about:
            return self._twins.of_class(reference.number, about)
        made = proxy_class(about)(self, reference.number, about)
        self._proxies[reference.number] = made
        return made

    def _serve(self, request: str, arguments: tuple[Any, ...]) -> Any:
        if request in ("picture", "drawn") and self.pictures is not None:
            return self.pictures.serve(request, arguments)
        if not arguments or not self._lent.holds(arguments[0]):
            raise WireError("a request came about something that was never lent")
        return serve(request, arguments[0], arguments[1:])
