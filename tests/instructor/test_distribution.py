"""`pip install` of the folder `grader/` alone gives any nbgrader course isolated grading."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.instructor.terminal import need_sandbox
from tests.instructor.tiny import ROOT

UV = Path(sys.executable).with_name("uv")
Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a module of an environment that holds the grader, nbgrader and nothing of the course."""
    if not (ROOT / ".git").exists():
        pytest.skip("what is installed is what git keeps, and this is a copy without it")
    folder = tmp_path_factory.mktemp("apart")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard", "grader"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    built = ["build", "-q", "--wheel", "--no-build-isolation", "--python", sys.executable]
    subprocess.run([UV, *built, "--out-dir", folder, folder / "grader"], check=True)
    (wheel,) = folder.glob("*.whl")
    python = folder / "environment" / "bin" / "python"
    packages = ["pip", "install", "-q", "--system-certs", "--python", python]
    subprocess.run([UV, "venv", "-q", "--python", sys.executable, python.parents[1]], check=True)
    locked = ["--require-hashes", "-r", ROOT / "requirements" / "course.txt"]
    subprocess.run([UV, *packages, "--no-deps", *locked], check=True)
    subprocess.run([UV, *packages, "--no-deps", "--no-index", wheel], check=True)
    subprocess.run([UV, "pip", "check", "-q", "--python", python], check=True)

    def run(place: Path, *words: str, status: int = 0) -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
        environment |= {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder), "NO_COLOR": "1"}
        done = subprocess.run(
            [python, "-m", *words], cwd=place, env=environment, capture_output=True, text=True
        )
        printed = done.stdout + done.stderr
        assert done.returncode == status, printed
        return printed

    return run


def test_nbgraders_own_quickstart_course_is_graded_in_isolation(run: Run, tmp_path: Path) -> None:
    """As its README says: two lines in the config; a solved and a blank submission."""
    need_sandbox()
    run(tmp_path, "nbgrader", "quickstart", "demo")
    course = tmp_path / "demo"
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nfrom grader import configure\nconfigure(c)\n")
    run(course, "nbgrader", "generate_assignment", "ps1")
    for learner, folder in (("solved", "source"), ("blank", "release")):
        shutil.copytree(course / folder / "ps1", course / "submitted" / learner / "ps1")
    said = run(course, "grader", "run", "ps1")
    assert "2 graded" in said and "sandbox: namespaces" in said
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions("ps1"):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            by_test = [grade for grade in grades if grade.auto_score is not None]
            full = [grade.auto_score == grade.max_score for grade in by_test]
            assert len(full) >= 4 and all(full) == (submission.student.id == "solved")


def test_it_says_how_well_it_isolates(run: Run, tmp_path: Path) -> None:
    """The doctor needs no course."""
    need_sandbox()
    assert "namespaces" in run(tmp_path, "grader", "doctor")


def test_nothing_of_the_course_comes_along(run: Run, tmp_path: Path) -> None:
    """No package of the repository but the grader itself is there."""
    found = "[n for n in ('course', 'exam', 'authoring', 'grader') if util.find_spec(n)]"
    (tmp_path / "look.py").write_text(f"from importlib import util\nprint({found})\n")
    assert run(tmp_path, "look").strip() == "['grader']"
