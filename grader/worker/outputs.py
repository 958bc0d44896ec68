"""What a learner's cell shows, caught as notebook outputs."""

from __future__ import annotations

import io
from base64 import b64encode

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter

from grader.limits import Limits
from grader.rpc.crossing import DISPLAY, RESULT, STREAM, Output

_CUT = "\n[output cut here]\n"


class Record:
    """The outputs of the running cell, in order, up to a size.

    Attributes
    ----------
    outputs
        Dicts in the form of `nbformat`.
    closed
        Whether nobody will look: values are not rendered then.
    """

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.left = Limits().output_bytes
        self.cut = False
        self.closed = False

    def begin(self, size: int) -> None:
        """Forget everything; keep up to `size` bytes from now on."""
        self.outputs, self.left, self.cut = [], size, False

    def _pay(self, size: int) -> bool:
        if size > self.left:
            self.cut = True
            return False
        self.left -= size
        return True

    def stream(self, name: str, text: str) -> None:
        """Add text of a stream to the last output if it is of the same stream."""
        if not self._pay(len(text)):
            text = text[: self.left]
            self.left = 0
        if not text:
            return
        last = self.outputs[-1] if self.outputs else {}
        parts = last.get("parts")
        if isinstance(parts, list) and last.get("name") == name:
            parts.append(text)
        else:
            self.outputs.append({"output_type": STREAM, "name": name, "parts": [text]})

    def add(self, output: Output) -> None:
        """Add a whole output, or drop it when there is no room."""
        if self._pay(len(repr(output.get("data", output)))):
            self.outputs.append(output)

    def show(self, kind: str, data: object, metadata: object) -> None:
        """Add a value in several formats."""
        self.add({"output_type": kind, "data": plain(data), "metadata": plain(metadata or {})})

    def clear(self) -> None:
        """As `clear_output` asks."""
        self.outputs = []

    def take(self) -> list[Output]:
        """The outputs, ready to cross."""
        taken, self.outputs = self.outputs, []
        for output in taken:
            if isinstance(parts := output.pop("parts", None), list):  # only a stream has any
                output["text"] = "".join(parts)
        if self.cut:
            taken.append({"output_type": STREAM, "name": "stdout", "text": _CUT})
        return taken


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of the learner's code."""

    encoding = "utf-8"

    def __init__(self, name: str, record: Record) -> None:
        self._name = name
        self._record = record

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The descriptor that has its number in any process; what is written to it is not kept."""
        return 1 if self._name == "stdout" else 2

    def write(self, text: str) -> int:
        """Catch `text`."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._record.stream(self._name, text)
        return len(text)


class Formatter(DisplayFormatter):
    """Renders values, as long as somebody will look."""

    record: Record

    def format(self, obj: object, *args: object, **kwargs: object) -> tuple[object, object]:
        """The formats of `obj`, and what is to be known of them."""
        if self.record.closed:
            return {}, {}
        formats, about = super().format(obj, *args, **kwargs)  # type: ignore[no-untyped-call]  # IPython's
        return formats, about


class Publisher(DisplayPublisher):
    """Catches what `display` shows."""

    record: Record

    def publish(
        self, data: object, metadata: object = None, *args: object, **kwargs: object
    ) -> None:
        """Catch one display."""
        self.record.show(DISPLAY, data, metadata)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what was shown."""
        self.record.clear()


class Hook(DisplayHook):
    """Catches the value that a cell ends on."""

    record: Record

    def quiet(self) -> bool:
        """Whether the cell ends on a semicolon, or nobody will look."""
        return self.record.closed or bool(super().quiet())  # type: ignore[no-untyped-call]  # IPython's

    def write_output_prompt(self) -> None:
        """Nothing: a notebook numbers its outputs itself."""

    def write_format_data(self, format_dict: object, md_dict: object = None) -> None:
        """Catch the value in all its formats."""
        self.record.show(RESULT, format_dict, md_dict)

    def finish_displayhook(self) -> None:
        """Nothing to flush."""


def plain(value: object, depth: int = 0) -> object:
    """JSON-like data from what a display method returned; the rest becomes its text."""
    if depth > 12:
        return "…"
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    return str(value)
