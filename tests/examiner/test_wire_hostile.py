"""Hostile values are refused, or can be used without harm to the process that decoded them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.examiner.wire import encode
from tests.examiner.hostile_values import LIMITS


def outcomes(messages: list[bytes]) -> list[str]:
    """What came of each message in a process of its own, which has to live to the end."""
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "tests.examiner.hostile_values"],
        input="".join(message.hex() + "\n" for message in messages),
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.splitlines()
    last = messages[len(said)][:200] if len(said) < len(messages) else b""
    assert done.returncode == 0, f"the process died of {last!r}:\n{done.stderr}"
    return said
