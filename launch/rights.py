"""Who runs this."""

from __future__ import annotations

import os
import sys


def is_root() -> bool:
    """Tell whether this runs as the machine's administrator (never on Windows)."""
    return sys.platform != "win32" and os.geteuid() == 0
