"""Node's packages are installed where the site is built, once for each lock file."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from website import fetch
from website.trouble import SiteError

PACKAGE = {"name": "no-packages", "version": "1.0.0"}
pytestmark = pytest.mark.skipif(
    shutil.which("npm") is None and "CI" not in os.environ, reason="there is no npm here"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a lock file and nothing installed, as in a fresh clone."""
    (tmp_path / "package.json").write_text(json.dumps(PACKAGE))
    write_lock(tmp_path, PACKAGE)
    return tmp_path


def write_lock(folder: Path, package: dict[str, str]) -> None:
    lock = {**package, "lockfileVersion": 3, "packages": {"": package}}
    (folder / fetch.LOCK).write_text(json.dumps(lock))


def when(folder: Path) -> int:
    """When the packages were installed."""
    return (folder / "node_modules").stat().st_ctime_ns


def test_packages_are_installed_once_for_a_lock_file(folder: Path) -> None:
    fetch.tools(folder)
    first = when(folder)
    fetch.tools(folder)
    assert when(folder) == first
    write_lock(folder, {**PACKAGE, "license": "BSD-3-Clause"})
    fetch.tools(folder)
    assert when(folder) != first
    assert sorted(each.name for each in folder.iterdir()) == [
        "node_modules",
        "package-lock.json",
        "package.json",
    ]


def test_an_installation_that_breaks_off_leaves_the_former(folder: Path) -> None:
    fetch.tools(folder)
    first = when(folder)
    (folder / fetch.LOCK).write_text("no lock")
    with pytest.raises(SiteError, match="npm ci"):
        fetch.tools(folder)
    assert when(folder) == first


def test_the_site_asks_for_them_before_it_joins_its_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every script in tools/ that the site runs; a fresh clone has no packages."""
    from website import lite

    asked: list[str] = []
    monkeypatch.setattr(fetch, "tools", lambda folder: asked.append(folder.name))
    monkeypatch.setattr(lite, "run_node", lambda script, *_: asked.append(Path(script).name))
    lite._own_extension(tmp_path)
    assert asked == ["tools", "site.mjs"]
