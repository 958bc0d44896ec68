"""Two sides that ask each other in turn, strictly nested, like calls on one stack."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from grader.rpc.channel import Channel, ChannelClosed, ChannelTimeout
from grader.rpc.clock import CellTimeout
from grader.rpc.codec import Reference, WireError, decode, encode
from grader.rpc.errors import describe_failure, rebuild_failure

_DEEPEST = 40

Serve = Callable[[str, tuple[object, ...]], object]


class Unsendable(Exception):
    """What was to be sent cannot cross the line."""


class Peer:
    """One side of a line on which both may ask.

    Parameters
    ----------
    channel
        The line.
    export
        Makes a reference of what is not plain data, or raises `WireError`.
    resolve
        The object that a reference from the other side stands for.
    serve
        Answers a request of the other side: its name and arguments.
    from_examiner
        Whether the other side is the trusted one.

    Attributes
    ----------
    outstanding
        Answers that are still to come.
    broken
        Whether a message went out in part only, so that nothing can be said any more.
    """

    def __init__(
        self,
        channel: Channel,
        export: Callable[[object], Reference],
        resolve: Callable[[Reference], object],
        serve: Serve,
        from_examiner: bool = False,
    ) -> None:
        self.channel = channel
        self._from_examiner = from_examiner
        self._export, self._resolve, self._serve = export, resolve, serve
        self.outstanding = 0
        self.broken = False
        self._depth = 0
        self._turn = threading.RLock()

    def ask(self, request: str, *arguments: object, descriptors: Sequence[int] = ()) -> object:
        """The other side's answer; its exception, made anew from a built-in type, if it raised.

        `descriptors` are handed over with the request.
        """
        with self._turn:
            try:
                payload = encode(("ask", request, arguments), self.channel.limits, self._export)
            except WireError as error:
                raise Unsendable(str(error)) from None
            self._send_whole(payload, descriptors)
            while True:
                kind, *rest = self.receive()
                if kind == "ask":
                    self.answer(rest)
                elif len(rest) != 1 or kind not in ("done", "failed"):
                    raise WireError("an answer came in no known form")
                else:
                    self.outstanding -= 1
                    if kind == "done":
                        return rest[0]
                    raise rebuild_failure(rest[0])

    def _send_whole(self, payload: bytes, descriptors: Sequence[int]) -> None:
        self.outstanding += 1
        self.broken = True  # until all of it has gone out
        self.channel.send(payload, descriptors)
        self.broken = False

    def drain(self, before: int) -> object:
        """Refuse requests and drop answers until only `before` are to come; the last answer."""
        last = None
        while self.outstanding > before:
            kind, *rest = self.receive()
            if kind == "ask":
                self._send(("failed", describe_failure(TimeoutError("too late"))))
            else:
                self.outstanding -= 1
                last = rest[0] if kind == "done" and len(rest) == 1 else None
        return last

    def receive(self) -> tuple[object, ...]:
        """The next message, whatever it is."""
        data = self.channel.receive()
        message = decode(data, self.channel.limits, self._resolve, self._from_examiner)
        if type(message) is not tuple or not message or type(message[0]) is not str:
            raise WireError("a message came in no known form")
        return message

    def _send(self, message: tuple[object, ...]) -> None:
        self.channel.send(encode(message, self.channel.limits, self._export))

    def serve_next(self) -> None:
        """Wait for one request and answer it."""
        kind, *rest = self.receive()
        if kind != "ask":
            raise WireError("an answer came that nobody asked for")
        self.answer(rest)

    def answer(self, rest: list[object]) -> None:
        """Answer the request in `rest`: its name and arguments."""
        if len(rest) != 2 or type(rest[0]) is not str or type(rest[1]) is not tuple:
            raise WireError("a request came in no known form")
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                raise RecursionError(f"calls across the line are nested deeper than {_DEEPEST}")
            self._send(("done", self._serve(rest[0], rest[1])))
        except (ChannelClosed, ChannelTimeout):
            raise
        except (WireError, Unsendable) as error:
            self._send(("failed", describe_failure(TypeError(str(error)))))
        except BaseException as error:
            self._send(("failed", describe_failure(error)))
            if isinstance(error, CellTimeout):
                raise
        finally:
            self._depth -= 1
