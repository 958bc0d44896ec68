"""The forms of what crosses between processes and has no class of its own there."""

from __future__ import annotations

Output = dict[str, object]
"""An output of a cell, as nbformat has it: "output_type" tells which other keys there are."""
