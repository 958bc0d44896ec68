"""The order of the tests; and JupyterLab in real Chromium, for browser tests of any room.

``with lab(folder) as jupyter: page = jupyter.open("lesson.ipynb"); page.run_all()``
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import executable, open_browser
from tests.browser.lab import Lab, open_lab
from tests.order import longest_first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take minutes."""
    longest_first(items)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker; without one they are skipped, and say so."""
    if executable() is None:
        pytest.skip("no Chromium on this machine: `apt-get install chromium` brings it")
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def lab(browser: Browser) -> Callable[..., AbstractContextManager[Lab]]:
    """``lab(folder)`` is a context: JupyterLab serving a folder; see `Lab.open`."""
    return partial(open_lab, browser)
