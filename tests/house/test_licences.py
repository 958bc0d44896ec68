"""Everything says which licence it has: files, package and each notebook by itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import nbformat
import pytest

from authoring.licence import KEY, TERMS, state, unstate
from grader.nbgrader.generate.release import CleanMetadata
from tests.house.tree import ROOT

NOTEBOOKS = sorted([*ROOT.glob("source/*/*.ipynb"), *ROOT.glob("release/*/*.ipynb")])


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_notebooks_first_cell_names_the_licences(notebook: Path) -> None:
    """Of its text and of its code; a notebook is handed on without its folder."""
    first = nbformat.read(notebook, as_version=4).cells[0]
    assert first.metadata[KEY] == TERMS
    assert "CC-BY-4.0" in TERMS and "BSD-3-Clause" in TERMS


def test_the_release_keeps_the_licence_and_pull_takes_it_out() -> None:
    """It is the build's, not the author's."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A lesson")])
    state(notebook)
    CleanMetadata().preprocess(notebook, {})
    assert notebook.cells[0].metadata == {KEY: TERMS}
    unstate(notebook)
    assert notebook.cells[0].metadata == {}


def test_package_and_readme_name_the_files() -> None:
    """Both licences, in files that are there and that an installed package brings along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    readme = (ROOT / "README.md").read_text()
    assert project["license"] == "BSD-3-Clause AND CC-BY-4.0"
    assert (ROOT / "LICENSE").read_text().startswith("BSD 3-Clause License")
    assert "licenses/by/4.0" in (ROOT / "LICENSE-CONTENT").read_text()
    for name in project["license-files"]:
        assert (ROOT / name).is_file() and f"]({name})" in readme
