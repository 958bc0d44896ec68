"""The course that all classes of a run start from, released once for all of them."""

from __future__ import annotations

import pytest

from tests.attacks.command import Places
from tests.attacks.course import make_course
from tests.attacks.once import once


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A course whose assignment is released; copy it before anybody hands in."""
    return once(tmp_path_factory, "released", make_course)
