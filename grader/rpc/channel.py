"""Frames over a stream socket: eight bytes of length, then that many of payload."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Sequence

from grader.limits import Limits
from grader.rpc.codec.terms import WireError

_HEAD = struct.Struct("<Q")
_PIECE = 1 << 16
"""Read at once: for much more, each message would make the kernel map memory and unmap it."""


class ChannelClosed(Exception):
    """The other end is gone."""


class ChannelTimeout(Exception):
    """The other end did not answer in time."""


class Channel:
    """One end of a line that carries whole messages.

    Attributes
    ----------
    deadline
        `time.monotonic()` after which waiting raises `ChannelTimeout`; None waits for ever.
    descriptors
        File descriptors that came with messages, where an end takes any: only the learner's side
        does. None where none is taken.
    """

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self.sock = sock
        self.limits = limits
        self.deadline: float | None = None
        self.messages = 0
        self.descriptors: list[int] | None = None
        self._pending = bytearray()
        self._size: int | None = None

    def _wait(self) -> None:
        if self.deadline is None:
            self.sock.settimeout(None)
            return
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise ChannelTimeout
        self.sock.settimeout(left)

    def send(self, payload: bytes, descriptors: Sequence[int] = ()) -> None:
        """Send one message, and hand over `descriptors` with its first bytes."""
        view = memoryview(_HEAD.pack(len(payload)) + payload)
        while view:
            self._wait()
            part = view[: 1 << 20]
            try:
                if descriptors:
                    sent = socket.send_fds(self.sock, [part], list(descriptors))
                    descriptors = ()
                else:
                    sent = self.sock.send(part)
                view = view[sent:]
            except TimeoutError:
                raise ChannelTimeout from None
            except OSError:
                raise ChannelClosed from None

    def receive(self) -> bytes:
        """The next message.

        Raises
        ------
        WireError
            When it is larger than allowed, or there have been too many.
        ChannelClosed, ChannelTimeout
            When the other end is gone, or silent past the deadline.
        """
        self.messages += 1
        if self.messages > self.limits.messages:
            raise WireError(f"more than {self.limits.messages} messages came")
        if self._size is None:
            self._size = _HEAD.unpack(self._exactly(_HEAD.size))[0]
        if self._size > self.limits.message_bytes:
            raise WireError(f"a message larger than {self.limits.message_bytes} bytes came")
        try:
            payload = self._exactly(self._size)
        except MemoryError:
            raise WireError("a message came that does not fit into memory") from None
        self._size = None
        return payload

    def _exactly(self, count: int) -> bytes:
        """`count` bytes; what came before a timeout is kept for the next try."""
        while len(self._pending) < count:
            self._wait()
            try:
                part = self._some()
            except TimeoutError:
                raise ChannelTimeout from None
            except OSError:
                raise ChannelClosed from None
            if not part:
                raise ChannelClosed
            self._pending += part
        with memoryview(self._pending) as pending:
            taken = bytes(pending[:count])
        del self._pending[:count]
        return taken

    def _some(self) -> bytes:
        if self.descriptors is None:
            return self.sock.recv(_PIECE)
        part, came, _, _ = socket.recv_fds(self.sock, _PIECE, 1)
        self.descriptors += came
        return part

    def close(self) -> None:
        """Hang up."""
        self.sock.close()
