"""The learner's side of the line: runs cells, answers questions about what they made."""

from __future__ import annotations

import contextlib
import copy
import operator
import os
import signal
import socket
import sys
import threading
import types
from collections.abc import Callable, Iterator

from grader.limits import Limits
from grader.rpc.channel import Channel, ChannelClosed
from grader.rpc.codec import Reference, WireError, encode
from grader.rpc.copy_back import same_object
from grader.rpc.exports import Objects
from grader.rpc.peer import Peer
from grader.worker.figures import use_pictures
from grader.worker.files import Files
from grader.worker.loans import Loans
from grader.worker.mirror import Changes, WorkerMirror
from grader.worker.shell import LearnerShell, start, warm

warm()


class Interrupts:
    """Lets an interrupt stop the learner's code, never a message half sent.

    One that arrives while a message is on its way stops the learner's code as soon as that goes on.
    """

    def __init__(self) -> None:
        self._allowed = False
        self._waiting = False

    def arrive(self, *_: object) -> None:
        """Handle the signal."""
        if self._allowed:
            self._waiting = False
            raise KeyboardInterrupt
        self._waiting = True

    def forget(self) -> None:
        """A new request begins: an interrupt was for an earlier one."""
        self._waiting = False

    @contextlib.contextmanager
    def allowed(self, yes: bool = True) -> Iterator[None]:
        """Learner's code runs inside this block, or none of it if not `yes`."""
        before, self._allowed = self._allowed, yes
        try:
            yield
        finally:
            self._allowed = before
            if before and self._waiting:
                self.arrive()


class Worker:
    """Answers the examiner's requests, one method each."""

    def __init__(self, channel: Channel, shell: LearnerShell) -> None:
        self.shell = shell
        self.limits: Limits = channel.limits
        self.objects = Objects(channel.limits)
        self.loans = Loans(self._ask)
        self.files = Files()
        self.mirror = WorkerMirror(shell.user_ns)
        self.interrupts = Interrupts()
        self._listen_on(channel)

    def _listen_on(self, channel: Channel) -> None:
        self.peer = Peer(channel, self._export, self._resolve, self._serve, from_examiner=True)

    def _ask(self, request: str, *arguments: object) -> object:
        """Ask the examiner's side; meanwhile an interrupt waits."""
        with self.interrupts.allowed(False):
            return self.peer.ask(request, *arguments)

    def serve(self) -> None:
        """Answer until the other end hangs up."""
        with contextlib.suppress(ChannelClosed), self.interrupts.allowed(False):
            while True:
                self.interrupts.forget()
                self.peer.serve_next()

    def _export(self, value: object) -> Reference:
        number = self.loans.number_of(value)
        return Reference(False, number, {}) if number else self.objects.export(value)

    def _resolve(self, reference: Reference) -> object:
        return self.loans.stand_in(reference) if reference.mine else self.objects[reference.number]

    def _serve(self, request: str, arguments: tuple[object, ...]) -> object:
        method: Callable[..., object] = getattr(self, f"do_{request}")
        with self.interrupts.allowed(), self.mirror.applied():
            return method(*arguments)

    def do_run(self, source: str) -> dict[str, object]:
        """Run one cell as a notebook would."""
        self.shell.record.begin(self.limits.output_bytes)
        result = self.shell.run_cell(source, store_history=True)
        return {"outputs": self.shell.record.take(), "success": bool(result.success)}

    def do_mirror(self, changes: Changes) -> None:
        """Set this process as a test has set its own."""
        self.mirror.set(changes)

    def do_mirror_back(self) -> dict[str, object]:
        """What the learner's code has done to this process that a test may look at."""
        return self.mirror.back()

    def do_changed_files(
        self, names: list[str], here: list[str], folder: str
    ) -> dict[str, bytes | None]:
        """Files that the learner's code has written."""
        return self.mirror.changed_files(names, here, folder)

    def do_be_quiet(self) -> None:
        """Render nothing from now on: nobody will look."""
        self.shell.record.closed = True

    def do_use_pictures(self, collect: bool) -> None:
        """Ask for known pictures before drawing figures."""
        use_pictures(self._ask, collect)

    def do_run_plain(self, source: str) -> None:
        """Run `source` in the learner's names, showing nothing."""
        exec(compile(source, "<instructor>", "exec"), self.shell.user_ns)

    def do_outputs(self) -> list[dict[str, object]]:
        """What was shown since the last look."""
        outputs = self.shell.record.take()
        self.shell.record.begin(self.limits.output_bytes)
        return outputs

    def do_look_up(self, name: str) -> tuple[object, ...]:
        """The value of a name, or that there is none."""
        names = self.shell.user_ns
        if name not in names or name in self.shell.user_ns_hidden:
            return ("absent",)
        return ("value", names[name])

    def do_bind(self, name: str, value: object) -> None:
        """Give a name a value."""
        self.shell.user_ns[name] = value

    def do_bind_all(self, values: dict[str, object]) -> None:
        """Give several names their values."""
        for name, value in values.items():
            self.do_bind(name, value)

    def do_unbind(self, name: str) -> None:
        """Take a name away."""
        self.shell.user_ns.pop(name, None)

    def do_fork(self, first: int) -> int:
        """Make a copy of this process that answers on the descriptor that came with the request.

        Parameters
        ----------
        first
            Objects that the copy is asked about for the first time get numbers above this.

        Returns
        -------
        int
            The copy's process number; 0 if there can be none, because threads would not be in it.
        """
        [descriptor] = self.peer.channel.descriptors or []
        self.peer.channel.descriptors = []
        if threading.active_count() > 1:
            os.close(descriptor)
            return 0
        self.files.note()
        with self.interrupts.allowed(False):
            copy = os.fork()
            if not copy:
                self._go_on(descriptor, first)
        os.close(descriptor)
        return copy

    def _go_on(self, descriptor: int, first: int) -> None:
        """In a copy of this process: answer on `descriptor`; never returns."""
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.objects.last = first
            self.peer.channel.close()
            channel = Channel(socket.socket(fileno=descriptor), self.limits)
            channel.descriptors = []
            self._listen_on(channel)
            self.serve()
        finally:
            os._exit(0)

    def do_go_on(self, is_copy: bool) -> None:
        """Prepare for a deferred part: files as they were if this is a copy, and no displays."""
        self.do_be_quiet()
        if is_copy:
            self.files.put_back()

    def do_call(
        self, function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> object:
        """The result, the arguments afterwards if the call changed them, and which one it is."""
        before = self._bytes_of((args, kwargs))
        result = function(*args, **kwargs)
        after = self._bytes_of((args, kwargs))
        changed = None if before == after else (args, kwargs)
        which = same_object(result, args, kwargs)
        return (result, changed) if which is None else (None, changed, which)

    def _bytes_of(self, value: object) -> bytes:
        try:
            return encode(value, self.limits, self._export)
        except WireError:
            return b""

    def do_get(self, target: object, name: str) -> object:
        """An attribute."""
        return getattr(target, name)

    def do_set(self, target: object, name: str, value: object) -> None:
        """Set an attribute."""
        setattr(target, name, value)

    def do_delete(self, target: object, name: str) -> None:
        """Delete an attribute."""
        delattr(target, name)

    def do_operate(self, target: object, name: str, arguments: tuple[object, ...]) -> object:
        """The type's own special method."""
        return getattr(type(target), name)(target, *arguments)

    def do_compare(self, operator_name: str, one: object, other: object) -> object:
        """What Python makes of a comparison of two objects."""
        return getattr(operator, operator_name)(one, other)

    def do_copy(self, target: object, how: str) -> object:
        """A copy of an object, shallow or deep."""
        return copy.deepcopy(target) if how == "deepcopy" else copy.copy(target)

    def do_subclass(
        self, name: str, bases: tuple[object, ...], members: dict[str, object]
    ) -> object:
        """A subclass of the learner's classes, with a test's methods."""
        return types.new_class(name, bases, {}, lambda names: names.update(members))

    def do_next(self, target: Iterator[object]) -> tuple[object, ...]:
        """The next item of an iterator, or that there is none."""
        try:
            return (next(target),)
        except StopIteration:
            return ()

    def do_is_instance(self, value: object, kind: type) -> bool:
        """Whether `value` is an instance of the learner's class `kind`."""
        return isinstance(value, kind)

    def do_is_subclass(self, value: type, kind: type) -> bool:
        """Whether `value` is a subclass of the learner's class `kind`."""
        return issubclass(value, kind)


def _silence() -> None:
    """Raw descriptors 0 to 2 lead nowhere: only caught streams reach anybody."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def main(channel: Channel) -> None:
    """Answer as a notebook's first process, which only ever makes copies of itself."""
    _silence()
    sys.path.insert(0, "")  # modules beside the notebook: on this side only
    worker = Worker(channel, start(channel.limits))
    signal.signal(signal.SIGINT, worker.interrupts.arrive)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for what ends
    worker.serve()
