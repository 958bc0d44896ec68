"""The site, built once for all its tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from website import edition, lite
from website.__main__ import KEPT


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The browser edition's folder, as it would be published."""
    for program in ("npm", "node"):
        if shutil.which(program) is None and "CI" not in os.environ:
            pytest.skip(f"the browser edition is built with {program}, which is not installed")
    out = tmp_path_factory.mktemp("site") / "lite"
    lite.build(out, KEPT, edition.read(None), print)
    return out
