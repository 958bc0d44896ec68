"""Words of a stranger's for a terminal or a log: nothing in them can act, or look like ours."""

from __future__ import annotations

import logging
import re

CODE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]?)?")
"""A terminal's control sequence, or the beginning of one."""
MOST_CODES = 2_000


def printable(text: object) -> str:
    """`text` on one line, with what is no letter or sign written out, as in ``\\x1b``."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in str(text)
    )


def few_colours(text: str) -> str:
    """`text`, without its colour codes if it has more than anybody could look at."""
    return CODE.sub("", text) if text.count("\x1b") > MOST_CODES else text


def has_controls(name: str) -> bool:
    """Whether a file's name holds characters that make a terminal or a log do something."""
    return any(letter < " " or "\x7f" <= letter <= "\x9f" for letter in name)


class PlainFormatter(logging.Formatter):
    """Writes each record so that no part of its message looks like another record."""

    def format(self, record: logging.LogRecord) -> str:
        """As in `logging`; lines after the first are indented."""
        lines = super().format(record).split("\n")
        return "\n    ".join(printable(line.replace("\t", "    ")) for line in lines)
