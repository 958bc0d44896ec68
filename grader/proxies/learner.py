"""The trusted side's line to one learner: asks, lends, and puts changes back."""

from __future__ import annotations

import socket
import time
import types
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass

from grader.cells.written import Written
from grader.proxies.asker import Asker
from grader.proxies.exceptions import ExceptionClasses
from grader.proxies.figures import Pictures
from grader.proxies.lending import builtin_type, checked, describe_loan, plain_value, serve
from grader.proxies.mirror import RUNS_CODE, Mirror
from grader.proxies.operators import proxy_class
from grader.proxies.proxy import CannotCross, Proxy
from grader.rpc.channel import Channel, ChannelClosed, ChannelTimeout
from grader.rpc.clock import CellTimeout
from grader.rpc.codec import Reference, WireError
from grader.rpc.copy_back import argument, put_back
from grader.rpc.exports import MOST_OBJECTS, Objects
from grader.rpc.peer import Peer, Unsendable
from grader.sandbox.sandboxed import SandboxedProcesses

_PATIENCE_SECONDS = 0.25
"""After so long an interrupt is repeated: the learner's code may have caught it."""

_NUMBERS_APART = 1 << 32
"""Between the numbers that two copies give to their objects: one never means another's."""


class LearnerTimeout(TimeoutError):
    """The learner's code was interrupted; `answer` is what it answered to that.

    Attributes
    ----------
    for_learner
        Words that may be shown: no part of them comes from the learner's side.
    """

    answer: object = None

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.for_learner = words


class LearnerGone(Exception):
    """The learner's process has ended; nothing can be asked of it any more."""

    for_learner = "its process had ended"


class Names(MutableMapping[str, object]):
    """The learner's global names, as `f.__globals__` of one of their functions shows them."""

    def __init__(self, line: Asker) -> None:
        self._line = line

    def __getitem__(self, name: str) -> object:
        found = self._line.ask("look_up", name)
        if type(found) is tuple and len(found) == 2 and found[0] == "value":
            return found[1]
        raise KeyError(name)

    def __setitem__(self, name: str, value: object) -> None:
        self._line.ask("bind", name, value)

    def update(self, *names: object, **more: object) -> None:  # what `dict` takes
        """Give several names their values, all at once."""
        values = dict(*names, **more)
        if values:
            self._line.ask("bind_all", values)

    def __delitem__(self, name: str) -> None:
        self._line.ask("unbind", name)

    def __iter__(self) -> Iterator[str]:
        raise CannotCross("the learner's names can be looked up, not listed")

    def __len__(self) -> int:
        raise CannotCross("the learner's names can be looked up, not counted")


@dataclass(frozen=True)
class Process:
    """One of a submission's processes.

    Attributes
    ----------
    number
        Its process number inside the sandbox, by its own word; 0 for the first.
    peer
        The line to it.
    """

    number: int
    peer: Peer


@dataclass(frozen=True)
class Snapshot:
    """The notebook at one moment: a copy of its process, and what was known of its objects.

    Attributes
    ----------
    process
        The copy; None if there could be none.
    """

    process: Process | None
    class_names: frozenset[str]
    proxies: dict[int, Proxy]
    exception_classes: dict[type, int]
    lent: Objects
    described: dict[int, dict[str, object]]


class Learner:
    """One submission, asked by the tests in one of its processes.

    Attributes
    ----------
    process
        The one that is asked at present.
    names
        The learner's global names.
    gone
        Why the process ended, or "".
    late
        What did not come back in time since this was last set to "".
    class_names
        Classes that the instructor's notebook defines: their instances stay the learner's.
    may_have_shown
        Whether anything was asked of the learner's side since this was last set to False.
    written
        The text of the learner's cells that have run.
    after_code
        Called when learner's code has run for a test.
    mirror
        Keeps the learner's process as a test has set its own; None if no test does so.
    """

    def __init__(self, sandboxed: SandboxedProcesses) -> None:
        self.sandboxed = sandboxed
        self.limits = sandboxed.channel.limits
        self.names = Names(self)
        self.gone = self.late = ""
        self.may_have_shown = True
        self.deadline = float("inf")
        self.class_names: set[str] = set()
        self.pictures: Pictures | None = None
        self.mirror: Mirror | None = None
        self.after_code: Callable[[], None] = lambda: None
        self.written = Written()
        self._proxies: dict[int, Proxy] = {}
        self._exception_classes = ExceptionClasses()
        self._lent = Objects(self.limits)
        self._described: dict[int, dict[str, object]] = {}
        self.process = Process(0, self._peer_on(sandboxed.channel))
        self._nested = self._copies = 0
        self._seconds = self.limits.call_seconds

    def _peer_on(self, channel: Channel) -> Peer:
        return Peer(channel, self._export, self._resolve, self._serve)

    def copied(self) -> Process | None:
        """A copy of the present process as it is now; None if there can be none."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._copies += 1
                first = self._copies * _NUMBERS_APART
                number = self.ask("fork", first, descriptors=[theirs.fileno()])
        except Exception:
            number = 0
        if type(number) is not int or not 0 < number < 1 << 32:
            ours.close()
            return None
        return Process(number, self._peer_on(Channel(ours, self.limits)))

    def snapshot(self, process: Process | None = None) -> Snapshot:
        """What is known of the learner's objects at this moment, to come back to.

        Parameters
        ----------
        process
            A copy of the present process; None where there is none.
        """
        return Snapshot(
            process,
            frozenset(self.class_names),
            dict(self._proxies),
            dict(self._exception_classes.numbers),
            self._lent,
            dict(self._described),
        )

    def go_to(self, snapshot: Snapshot, process: Process | None = None) -> None:
        """Ask `process` from now on, a copy of the snapshot's; by default that one itself."""
        chosen = process or snapshot.process
        if chosen is not None:
            self.process, self.gone = chosen, ""
        self.class_names = set(snapshot.class_names)
        self._proxies = dict(snapshot.proxies)
        self._exception_classes.numbers = dict(snapshot.exception_classes)
        self._lent, self._described = snapshot.lent, dict(snapshot.described)
        self.may_have_shown = True

    def ask(
        self,
        request: str,
        *arguments: object,
        seconds: float | None = None,
        descriptors: Sequence[int] = (),
    ) -> object:
        """The learner's side's answer, within the time of a call and the cell's deadline."""
        if self.gone:
            raise LearnerGone(self.gone)
        if self.mirror is not None and self.mirror.concerns(request):
            return self.mirror.ask(request, arguments, seconds)
        self.may_have_shown |= request != "outputs"
        if self._nested:
            return self._asked(request, arguments, descriptors)
        now, seconds = time.monotonic(), seconds or self.limits.call_seconds
        if now >= self.deadline:
            raise self._out_of_time(self.limits.cell_seconds)
        ends = now + seconds
        self._seconds = seconds if ends < self.deadline else self.limits.cell_seconds
        channel = self.process.peer.channel
        channel.deadline = min(ends, self.deadline)
        try:
            return self._asked(request, arguments, descriptors)
        finally:
            channel.deadline = None
            if request in RUNS_CODE:
                self.after_code()

    def _out_of_time(self, seconds: float) -> LearnerTimeout:
        words = f"did not come back within {self.limits.told(seconds)}"
        self.late = self.late or words
        return LearnerTimeout(f"your code {words}")

    def _asked(
        self, request: str, arguments: tuple[object, ...], descriptors: Sequence[int]
    ) -> object:
        peer = self.process.peer
        before = peer.outstanding
        self._nested += 1
        try:
            return peer.ask(request, *arguments, descriptors=descriptors)
        except ChannelTimeout:
            error = self._out_of_time(self._seconds)
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
            raise self._exception_classes.of_error(error) from None
        finally:
            self._nested -= 1

    def _interrupt(self, before: int) -> object:
        """Interrupt the learner's code; if it goes on, end its process."""
        peer = self.process.peer
        ends = time.monotonic() + self.limits.grace_seconds
        while not peer.broken and time.monotonic() < ends:
            self.sandboxed.interrupt(self.process.number)
            peer.channel.deadline = min(ends, time.monotonic() + _PATIENCE_SECONDS)
            try:
                return peer.drain(before)
            except ChannelTimeout:  # swallowed by the learner's code: again
                continue
            except (ChannelClosed, WireError):
                break
        self.end("the learner's code took too long and could not be interrupted")
        return None

    def end(self, reason: str) -> None:
        """End the process that is asked at present."""
        if self.gone:
            return
        self.process.peer.channel.close()
        self.sandboxed.kill(self.process.number)
        memory = self.sandboxed.used_too_much_memory()
        self.gone = "the notebook used too much memory" if memory else reason

    def close(self) -> None:
        """End all processes."""
        self.gone = self.gone or "graded"
        self.sandboxed.end()

    def truth(self, request: str, *arguments: object) -> bool:
        """A plain yes or no."""
        return self.ask(request, *arguments) is True

    def call(self, function: object, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Call the learner's `function`; arguments that it changed are changed here too."""
        answer = self.ask("call", function, args, kwargs)
        if type(answer) is not tuple or len(answer) not in (2, 3):
            raise LearnerGone("a result came in no known form")
        result, after, *which = answer
        if type(after) is tuple and len(after) == 2:
            put_back((args, kwargs), after)
        return argument(which[0], args, kwargs) if which else result

    def forget_loans(self) -> None:
        """What was lent for one test cell is of no use to the learner afterwards."""
        self._lent = Objects(self.limits, self._lent.last)

    def _export(self, value: object) -> Reference:
        if isinstance(value, Proxy):
            return Reference(False, value._number, {})
        if isinstance(value, type) and value in self._exception_classes.numbers:
            return Reference(False, self._exception_classes.numbers[value], {})
        number = self._lent.number(value)
        about = self._described.get(number)
        if about is None:
            about = describe_loan(value, self.limits)
            if type(value) is types.FunctionType:  # which stays as it is, and crosses often
                self._described[number] = about
        return Reference(True, number, about)

    def _resolve(self, reference: Reference) -> object:
        if not reference.mine:
            return self._lent[reference.number]
        known = self._proxies.get(reference.number)
        if known is not None:
            return known
        if len(self._proxies) >= MOST_OBJECTS:
            raise WireError(f"more than {MOST_OBJECTS} objects came")
        if reference.about.get("kind") == "builtin":
            return builtin_type(reference.about)
        about = checked(reference.about)
        if "plain" in about and (about["type"] not in self.class_names or "member" in about):
            return plain_value(about)
        if about["kind"] == "class" and "failure" in about:
            return self._exception_classes.of_class(reference.number, about)
        made = proxy_class(about)(self, reference.number, about)
        self._proxies[reference.number] = made
        return made

    def _serve(self, request: str, arguments: tuple[object, ...]) -> object:
        if request in ("picture", "drawn") and self.pictures is not None:
            return self.pictures.serve(request, arguments)
        if not arguments or not self._lent.holds(arguments[0]):
            raise WireError("a request came about something that was never lent")
        return serve(request, arguments[0], arguments[1:])
