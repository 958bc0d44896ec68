"""What `docs/instructors.md` tells to give to learners starts, and holds no solution."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from grader.markers import STOCK, split
from grader.nbgrader.generate.release import leaks, searchable, secrets_of
from grader.nbgrader.regions import squeeze
from tests.instructor.tiny import ROOT

PAGE = ROOT / "docs" / "instructors.md"
BUNDLE = "optimization-course"
LESSONS = sorted(path.stem for path in ROOT.glob("source/*/*.ipynb"))


def command(beginning: str) -> list[str]:
    """The one command of the page that begins so."""
    blocks = re.findall(r"^```\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    (found,) = (block for block in blocks if block.startswith(beginning))
    return shlex.split(found.replace("\\\n", " "))


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that the page tells to make, made and unpacked."""
    if not (ROOT / ".git").exists():
        pytest.skip("the page's command needs the repository, and this is a copy without it")
    folder = tmp_path_factory.mktemp("handed-out")
    archive = folder / f"{BUNDLE}.zip"
    words = command("git archive")
    made = [word.replace(f"--output={archive.name}", f"--output={archive}") for word in words]
    subprocess.run(made, cwd=ROOT, check=True)
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder)
    return folder / BUNDLE


def texts(bundle: Path) -> Iterator[tuple[str, str]]:
    """Every text in it, squeezed, by name."""
    for path in sorted(bundle.rglob("*")):
        content = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" not in content:
            yield str(path.relative_to(bundle)), searchable(content)


def test_no_folder_of_solutions_is_in_it(bundle: Path) -> None:
    """Neither the lessons as written, nor the notebooks with solutions, nor a test with answers."""
    assert not {"source", "lessons", "tests", "benchmarks", ".git"} & set(os.listdir(bundle))


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_solution_and_no_hidden_test_is_in_it(bundle: Path, lesson: str) -> None:
    """No text holds a whole solution, and the lesson's own folder no line of one.

    A later lesson may recall what an earlier one asked for: 06 shows the step of 05.
    """
    source = ROOT / "source" / lesson / f"{lesson}.ipynb"
    secret = []
    for one in nbformat.read(source, as_version=4).cells:
        for region in (STOCK.solution, STOCK.hidden_tests):
            inside = squeeze(split(one.source, [region])[1])
            secret += [inside] if len(inside) > 60 else []
    assert secret, "the lesson has solutions and hidden tests to look for"
    later = tuple(f"release/{name}/" for name in LESSONS if name > lesson)
    found = [name for name, text in texts(bundle) if any(whole in text for whole in secret)]
    assert [name for name in found if not name.startswith(later)] == []
    assert leaks(secrets_of(source), [bundle / "release" / lesson]) == []


def test_what_is_handed_out_gives_a_learner_the_lessons(bundle: Path) -> None:
    """`launch` copies the lessons, and what they import is there; nothing of ours is needed."""
    run = {"cwd": bundle, "check": True, "env": os.environ | {"PYTHONPATH": str(bundle)}}
    subprocess.run([sys.executable, "launch", "lessons"], **run)  # type: ignore[call-overload]
    copies = {path.name for path in (bundle / "my-lessons").iterdir() if path.is_dir()}
    assert copies == {"00-start-here", *LESSONS}
    where = "import course; from course import check, explore, progress; print(course.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", where],
        cwd=bundle,
        env=os.environ | {"PYTHONPATH": str(bundle)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str(bundle / "course" / "__init__.py")
