"""The forms of what crosses between processes and has no class of its own there."""

from __future__ import annotations

Output = dict[str, object]
"""An output of a cell, as nbformat has it: "output_type" tells which other keys there are."""

STREAM, ERROR, DISPLAY, RESULT = "stream", "error", "display_data", "execute_result"
SHOWN = (DISPLAY, RESULT)
"""Kinds of outputs that hold a value in several formats."""
OUTPUT_KINDS = frozenset({STREAM, ERROR, *SHOWN})
