"""What holds for every file: clean, at home on any machine, and true to what the README says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from launch.commands import COMMANDS
from tests.house.tree import ROOT, files, texts

FOREIGN = {
    "a registry's host": r"\bpypi\.(org|python)|pythonhosted\.org|registry\.npmjs|index-url",
    "a machine's path": r"(?<![\w.~}])(/work/\w|/farm/\w|/tmp/w/|/root/)",
    "an unfinished spot": r"\b(TODO|FIXME|XXX)\b",
}
CODE = r"```[^\n]*\n(.*?)```|`([^`\n]+)`"  # a block, or words within a line
DOCUMENTS = [path for path in files() if path.suffix == ".md"]


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names(what: str) -> None:
    """The tree is at home on any machine, and finished."""
    named = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path, text in texts().items()
        for hit in [re.search(FOREIGN[what], text)]
        if hit and path != Path(__file__)
    ]
    assert not named, f"{what} stands in {named}"


def test_ruff_is_content() -> None:
    """No lint is left."""
    _run("ruff", "check", "--no-cache", "--quiet", ".")


def test_mypy_is_content() -> None:
    """Every room is typed, strictly."""
    _run("mypy", "--no-error-summary")


def _run(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_documents_commands_and_links_exist(document: Path) -> None:
    """Each `make X`, `launch X` and link to a file of ours can be followed."""
    text = document.read_text(encoding="utf-8")
    code = "\n".join(block or inline for block, inline in re.findall(CODE, text, re.DOTALL))
    assert set(re.findall(r"(?m)(?:^|\s)make ([a-z-]+)", code)) <= COMMANDS.keys() | {"help"}
    assert set(re.findall(r"(?:python3?|py -3\.11) launch ([a-z]+)", code)) <= COMMANDS.keys()
    for link in re.findall(r"\]\((?!\w+:|#)([^)#]+)", text):
        assert (document.parent / link).exists(), f"{link} is not there"


def test_make_knows_every_command() -> None:
    """The Makefile passes on each command of launch, and no other."""
    (targets,) = re.findall(r"^(start .*):$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(targets.split()) == COMMANDS.keys()


def test_ci_calls_the_readmes_test_command() -> None:
    """What CI runs is what the README tells people to run."""
    script = (ROOT / ".ci" / "run").read_text()
    assert script.rstrip().endswith("exec make test </dev/null")
    assert "\nmake test\n" in (ROOT / "README.md").read_text()
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


def test_pre_commit_fetches_nothing() -> None:
    """Its hooks are local and use the environment's own tools."""
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert [repo["repo"] for repo in settings["repos"]] == ["local"]
    for hook in settings["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/python -m ")


@pytest.mark.parametrize(
    "name",
    [
        *(".venv/bin/python", "my-lessons/05-momentum/05-momentum.ipynb", "gradebook.db"),
        *("submitted/ada/x.ipynb", "autograded/ada/x.ipynb", "feedback/ada/x.html"),
        *("artefacts/lesson.png", ".cache/setup.log"),
    ],
)
def test_what_belongs_to_people_or_machines_is_ignored(name: str) -> None:
    """Neither a learner's work, nor a class's data, nor what a tool left is committed."""
    words = ["git", "check-ignore", "--quiet", name]
    assert subprocess.run(words, cwd=ROOT).returncode == 0
