"""Find the learner's own line or function in a traceback."""

from __future__ import annotations

import linecache
import sysconfig
import traceback
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
    lines = [
        (frame.f_code.co_filename, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(OURS)
    ]
    if not lines:
        return ""
    file, number = lines[-1]
    text = linecache.getline(file, number).strip()
    return f", in line {number}" + (f": `{text}`" if text else "")
