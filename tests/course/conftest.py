"""What a picture displays, caught before it reaches a notebook."""

from __future__ import annotations

from typing import Any

import pytest

from course.widget import bundle


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The bundles that `display` was given, as if in a notebook."""
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(bundle, "display", lambda data, raw: bundles.append(data))
    monkeypatch.setattr(bundle, "get_ipython", lambda: object())
    return bundles
