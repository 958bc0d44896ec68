"""The pictures' JavaScript is typed, linted, and joined into what is committed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from website.fetch import tools as install
from website.trouble import SiteError

TOOLS = ROOT / "tools"
NODE = 18  # the oldest release that the tools run on
PICTURES = sorted(path.parent.name for path in ROOT.glob("course/pictures/*/built.js"))


def missing() -> str:
    """Why the tools cannot run here; empty where they can."""
    if not shutil.which("npm") or not shutil.which("node"):
        return "there is no Node.js with npm on this machine"
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    version = int(said.strip().lstrip("v").split(".")[0])
    return "" if version >= NODE else f"Node.js {said.strip()} is older than {NODE}"


@pytest.fixture(scope="module")
def tools() -> None:
    """The tools as their lock file has them; CI must be able to install them."""
    why = missing()
    if why and "CI" not in os.environ:
        pytest.skip(f"JavaScript is not checked: {why}")
    assert not why, why
    try:
        install(TOOLS)
    except SiteError as trouble:
        if "CI" in os.environ:
            raise
        pytest.skip(f"JavaScript is not checked: {trouble}")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """What npm says."""
    return subprocess.run(["npm", *words], cwd=TOOLS, capture_output=True, text=True)


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("check", ["types", "lint"])
def test_javascript_is_in_order(check: str) -> None:
    """Strictly typed by its comments; no lint is left."""
    done = run("run", "--silent", check)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("tools")
def test_what_is_committed_was_built_from_the_modules(tmp_path: Path) -> None:
    """Whoever changes a module runs `npm run build` in tools/."""
    done = run("run", "--silent", "build", "--", str(tmp_path))
    assert done.returncode == 0, done.stderr
    built = {path.parent.name: path.read_text("utf-8") for path in tmp_path.glob("*/built.js")}
    assert sorted(built) == PICTURES
    for name, script in built.items():
        committed = (ROOT / "course" / "pictures" / name / "built.js").read_text("utf-8")
        assert script == committed, f"{name}: run `npm run build` in tools/"


def test_every_module_belongs_to_a_picture() -> None:
    """A module that nothing imports would silently not be loaded."""
    modules = set(ROOT.glob("course/**/web/**/*.js"))
    entries = {ROOT / "course" / "pictures" / name / "web" / f"{name}.js" for name in PICTURES}
    page = ROOT / "course" / "widget" / "web" / "saved_page.js"  # put into pages as it is
    imported: set[Path] = set()
    for module in modules:
        for line in module.read_text("utf-8").splitlines():
            if line.startswith("import ") and ' from "' in line:
                imported.add((module.parent / line.split('"')[1]).resolve())
    assert modules - imported == entries | {page}


def test_the_lock_names_no_registry() -> None:
    """The packages come from whatever registry npm is set to."""
    assert "resolved" not in (TOOLS / "package-lock.json").read_text("utf-8")
