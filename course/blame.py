"""Find the learner's own line in a traceback."""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from pathlib import Path

# sys.prefix would not do: a learner's file may lie beside the environment.
OURS = (str(Path(__file__).parent), sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"))


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
