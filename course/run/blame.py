"""Find the learner's own line or function in a traceback."""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from collections.abc import Collection
from pathlib import Path

# sys.prefix would not do: a learner's file may lie beside the environment.
OURS = (
    str(Path(__file__).parent.parent),
    sysconfig.get_path("stdlib"),
    sysconfig.get_path("purelib"),
)


def unwritten(name: str, error: BaseException) -> str:
    """Which function is to be written: the innermost that raised, else the one called ``name``."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    inner = frame.tb_frame.f_code.co_qualname if frame is not None else name
    return inner if inner.isidentifier() or inner.count(".") == 1 else name


def where(error: BaseException) -> str:
    """The deepest line that is neither ours nor a library's: ``, in line 3: `text` ``."""
    lines = [(file, number) for _, file, number in _steps(error)]
    return _line(*lines[-1]) if lines else ""


def raised(name: str, error: BaseException) -> str:
    """An exception in the learner's terms: what it says, and in which line of theirs."""
    return f"`{name}` raised {said(error)}{where(error)}."


def said(error: BaseException) -> str:
    """``ValueError: what it says``."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def where_in(names: Collection[str], given: str, error: BaseException) -> tuple[str, str]:
    """The innermost function or class of ``names`` that an error came through, and its line.

    The line may stand in a function that this one calls, but not in the file ``given``, which
    holds the code that called it. Both are empty when the error came through none of ``names``.
    """
    name, line = "", ""
    for called, file, number in _steps(error):
        first = called.partition(".")[0]
        if first in names:
            name, line = called if called.count(".") == 1 else first, _line(file, number)
        elif name and file != given:
            line = _line(file, number)
    return name, line


def _steps(error: BaseException) -> list[tuple[str, str, int]]:
    """Qualified name, file and line of each frame that is neither ours nor a library's."""
    return [
        (frame.f_code.co_qualname, frame.f_code.co_filename, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(OURS)
    ]


def _line(file: str, number: int) -> str:
    text = linecache.getline(file, number).strip()
    return f", in line {number}" + (f": `{text}`" if text else "")
