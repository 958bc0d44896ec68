"""The learner's side of the line: runs cells, answers questions about what they made."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .channel import Channel, ChannelClosed
from .limits import Limits
from .peer import Peer
from .wire import Reference, WireError, encode
from .worker_objects import Objects
from .worker_pictures import use_pictures
from .worker_places import Places
from .worker_remote import Loans
from .worker_shell import start, warm

warm()

_ABSENT, _MOVED = "absent", "moved"


class Interrupts:
    """Lets an interrupt stop the learner's code, never a message half sent."""

    def __init__(self) -> None:
        self._allowed = False

    def arrive(self, *_: object) -> None:
        """Handle the signal."""
        if self._allowed:
            raise KeyboardInterrupt

    @contextlib.contextmanager
    def allowed(self, yes: bool = True) -> Iterator[None]:
        """Learner's code runs inside this block."""
        before, self._allowed = self._allowed, yes
        try:
            yield
        finally:
            self._allowed = before


class Worker:
    """Answers the examiner's requests, one method each."""

    def __init__(self, channel: Channel, shell: Any) -> None:
        self.shell = shell
        self.limits: Limits = channel.limits
        self.objects = Objects(channel.limits)
        self.loans = Loans(self)
        self.places = Places(shell.user_ns, shell.user_ns_hidden)
        self.interrupts = Interrupts()
        self.peer = Peer(channel, self._export, self._resolve, self._serve)

    def _export(self, value: Any) -> Reference:
        number = self.loans.number_of(value)
        return Reference(False, number, {}) if number else self.objects.export(value)

    def _resolve(self, reference: Reference) -> Any:
        return self.loans.stand_in(reference) if reference.mine else self.objects[reference.number]

    def _serve(self, request: str, arguments: tuple[Any, ...]) -> Any:
        method: Callable[..., Any] = getattr(self, f"do_{request}")
        with self.interrupts.allowed():
            return method(*arguments)

    def do_run(self, source: str) -> dict[str, Any]:
        """Run one cell as a notebook would."""
        self.shell.record.begin(self.limits.output_bytes)
        result = self.shell.run_cell(source, store_history=True)
        return {"outputs": self.shell.record.take(), "success": bool(result.success)}

    def do_be_quiet(self) -> None:
        """Render nothing from now on: nobody will look."""
        self.shell.display_formatter.format = lambda *_, **__: ({}, {})
        self.shell.displayhook.quiet = lambda: True

    def do_use_pictures(self, collect: bool) -> None:
        """Ask for known pictures before drawing figures."""

        def ask(*words: Any) -> Any:
            with self.interrupts.allowed(False):
                return self.peer.ask(*words)

        use_pictures(ask, collect)

    def do_run_plain(self, source: str) -> None:
        """Run `source` in the learner's names, showing nothing."""
        exec(compile(source, "<instructor>", "exec"), self.shell.user_ns)

    def do_outputs(self) -> list[dict[str, Any]]:
        """What was shown since the last look."""
        outputs: list[dict[str, Any]] = self.shell.record.take()
        self.shell.record.begin(self.limits.output_bytes)
        return outputs

    def do_look_up(self, name: str) -> tuple[Any, ...]:
        """The value of a name, or that there is none, or that it is another one by now."""
        names = self.shell.user_ns
        if not self.places.still_holds(name):
            return (_MOVED,)
        if name not in names or name in self.shell.user_ns_hidden:
            return (_ABSENT,)
        return ("value", names[name])

    def do_bind(self, name: str, value: Any) -> None:
        """Give a name a value."""
        self.places.touch(name)
        self.shell.user_ns[name] = value

    def do_bind_all(self, values: dict[str, Any]) -> None:
        """Give several names their values."""
        for name, value in values.items():
            self.do_bind(name, value)

    def do_unbind(self, name: str) -> None:
        """Take a name away."""
        self.places.touch(name)
        self.shell.user_ns.pop(name, None)

    def do_note_place(self) -> None:
        """Remember how things stand; a test's hidden part comes later."""
        self.places.note()

    def do_go_to_place(self, number: int) -> bool:
        """Do as if it were the moment of an earlier note; whether that is possible."""
        return self.places.go(number)

    def do_left_as_found(self) -> bool:
        """Whether the test just run has changed nothing that it asked for."""
        return self.places.left_as_found()

    def do_call(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The result, and the arguments afterwards if the call changed them."""
        before = self._bytes_of((args, kwargs))
        result = function(*args, **kwargs)
        after = self._bytes_of((args, kwargs))
        return result, None if before == after else (args, kwargs)

    def _bytes_of(self, value: Any) -> bytes:
        try:
            return encode(value, self.limits, self._export)
        except WireError:
            return b""

    def do_get(self, target: Any, name: str) -> Any:
        """An attribute."""
        return getattr(target, name)

    def do_set(self, target: Any, name: str, value: Any) -> None:
        """Set an attribute."""
        setattr(target, name, value)

    def do_delete(self, target: Any, name: str) -> None:
        """Delete an attribute."""
        delattr(target, name)

    def do_operate(self, target: Any, operator: str, arguments: tuple[Any, ...]) -> Any:
        """The type's own special method."""
        return getattr(type(target), operator)(target, *arguments)

    def do_next(self, target: Any) -> tuple[Any, ...]:
        """The next item of an iterator, or that there is none."""
        try:
            return (next(target),)
        except StopIteration:
            return ()

    def do_is_instance(self, value: Any, kind: Any) -> bool:
        """Whether `value` is an instance of the learner's class `kind`."""
        return isinstance(value, kind)

    def do_is_subclass(self, value: Any, kind: Any) -> bool:
        """Whether `value` is a subclass of the learner's class `kind`."""
        return issubclass(value, kind)


def _silence() -> None:
    """Raw descriptors 0 to 2 lead nowhere: only caught streams reach anybody."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def main(channel: Channel) -> None:
    """Answer until the examiner hangs up."""
    _silence()
    sys.path.insert(0, "")  # modules beside the notebook: on this side only
    worker = Worker(channel, start(channel.limits))
    signal.signal(signal.SIGINT, worker.interrupts.arrive)
    with contextlib.suppress(ChannelClosed):
        while True:
            worker.peer.serve_next()
