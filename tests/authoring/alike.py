"""Whether two builds of a lesson are the same but for rounding.

Processors add up in different orders, so the last digits of a number may differ from machine to
machine, and with them a pixel or two.
"""

from __future__ import annotations

import base64
import io
import json
import math
import re
from typing import Any

import numpy as np
from PIL import Image

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_MOST_GREY = 0.03
"""Mean difference of two pictures' pixels, of 255; two labels shifted by rounding make 0.02."""


def difference(made: bytes, committed: bytes, name: str) -> str:
    """Where two files differ by more than rounding, "" if nowhere."""
    if made == committed:
        return ""
    if not name.endswith((".ipynb", ".json")):
        return name
    return _apart(json.loads(made), json.loads(committed), name)


def _apart(one: Any, other: Any, place: str) -> str:
    if type(one) is not type(other):
        return "" if _close(one, other) else place
    if isinstance(one, dict):
        if one.keys() != other.keys():
            return place
        return next(filter(None, (_apart(one[k], other[k], f"{place}/{k}") for k in one)), "")
    if isinstance(one, list):
        if len(one) != len(other):
            return place
        pairs = enumerate(zip(one, other, strict=True))
        return next(filter(None, (_apart(*pair, f"{place}/{n}") for n, pair in pairs)), "")
    if isinstance(one, str):
        if "/source" in place:  # what people wrote
            return "" if one == other else place
        alike = _pictures if place.endswith("image/png") else _texts
        return "" if one == other or alike(one, other) else place
    return "" if _close(one, other) else place


def _close(one: Any, other: Any) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return one == other or (numbers and math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9))


def _texts(one: str, other: str) -> bool:
    numbers = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=False)
    same_words = _NUMBER.sub("0", one) == _NUMBER.sub("0", other)
    return same_words and all(_close(float(a), float(b)) for a, b in numbers)


def _pictures(one: str, other: str) -> bool:
    first, second = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(each))).convert("RGB"), float)
        for each in (one, other)
    )
    return first.shape == second.shape and bool(abs(first - second).mean() < _MOST_GREY)
