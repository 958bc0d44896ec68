"""The commands as a person types them, on real Pythons, with a real make, and without a network."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from launch.environment import write_stamp
from launch.places import Places

DOOR = Path(__file__).resolve().parents[2] / "launch"
OLD = (3, 6, 15, "final", 0)


def say(places: Places, command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `make COMMAND` in the course's folder with a bare set of variables."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(places.root.parent)} | settings
    words = ["make", *command.split(), f"PYTHON={sys.executable}"]
    return subprocess.run(words, cwd=places.root, env=bare, capture_output=True, text=True)


def test_any_python_can_read_the_door() -> None:
    """Its syntax is that of Python 2 and early 3: no f-string, no annotation, no walrus."""
    tree = ast.parse((DOOR / "__main__.py").read_text(), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Starred)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert (DOOR / "__main__.py").read_bytes().isascii()


def test_an_old_python_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence names what is needed, what came, and the way out."""
    monkeypatch.setattr(sys, "version_info", OLD)
    monkeypatch.setenv("PATH", "/nowhere/at/all")
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(DOOR), run_name="__main__")
    assert str(left.value) == (
        "The course needs Python 3.11 or newer, and this is 3.6: install a newer one, "
        "or name it: make start PYTHON=/path/to/python3.12"
    )


def test_an_old_python_hands_over_to_a_newer_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It takes the first of python3.12, 3.11, 3.13 that runs; a broken one is passed by."""
    broken, good = tmp_path / "python3.12", tmp_path / "python3.11"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    good.symlink_to(sys.executable)
    taken: list[list[str]] = []
    monkeypatch.setattr(sys, "version_info", OLD)
    monkeypatch.setattr(sys, "argv", ["launch", "start", "--no-browser"])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "execvp", lambda file, words: taken.append(words))
    with pytest.raises(SystemExit):  # it goes on, for this hand-over is not a real one
        runpy.run_path(str(DOOR), run_name="__main__")
    assert taken == [["python3.11", str(DOOR), "start", "--no-browser"]]


def test_make_alone_lists_the_commands(places: Places) -> None:
    """So does help; an unknown command lists them too, and fails."""
    alone = say(places, "")
    assert alone.returncode == 0
    for name in ("start", "test", "env", "build", "lock", "lessons"):
        assert f"\n  {name} " in alone.stdout
    words = [sys.executable, "launch", "fly"]
    wrong = subprocess.run(words, cwd=places.root, capture_output=True, text=True)
    assert (wrong.returncode, wrong.stdout) == (2, alone.stdout)


def test_no_network_is_told_and_the_next_call_begins_anew(places: Places) -> None:
    """A real environment is begun, in a path with a space; the download is refused."""
    dead = {"HTTPS_PROXY": "http://127.0.0.1:9", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    first = say(places, "env", **dead)
    assert first.returncode != 0
    assert "The packages could not be downloaded: connect to the internet" in first.stderr
    assert "Traceback" not in first.stdout + first.stderr
    assert first.stdout.startswith("Making .venv with Python")
    assert places.python.exists() and not places.stamp.exists()


def test_a_folder_of_someone_else_is_told(places: Places) -> None:
    """One sentence instead of a trace, also when nothing at all may be written."""
    if os.geteuid() == 0:
        shutil.rmtree(places.root / "release")
        (places.root / ".cache").write_text("root may write anywhere, but not into a file")
    else:
        places.root.chmod(0o555)
    said = say(places, "env")
    assert said.returncode != 0 and "Traceback" not in said.stderr
    assert ".cache" in said.stderr and "same command again" in said.stderr


def test_lessons_are_copied_by_a_command_of_its_own(places: Places) -> None:
    """The conda way needs no environment of ours."""
    assert "New in my-lessons: 05-momentum" in say(places, "lessons").stdout
    assert say(places, "lessons").stdout == ""
    assert not places.environment.exists()


def test_a_second_start_hands_over_at_once(places: Places) -> None:
    """With the stamp in place, start only runs what stands in the environment's python."""
    places.python.parent.mkdir(parents=True)
    places.python.write_text('#!/bin/sh\npwd; echo "$@"; echo "$VIRTUAL_ENV"\n')
    places.python.chmod(0o755)
    write_stamp(places, "course")
    told = say(places, "start ARGS=--no-browser")
    assert told.returncode == 0
    *_, folder, command, environment = told.stdout.splitlines()
    assert folder == str(places.learner)
    assert command.startswith("-m jupyterlab") and command.endswith("--no-browser")
    assert environment == str(places.environment)


def test_ending_make_ends_jupyterlab(places: Places) -> None:
    """Nothing stands between the two, so that a signal to make reaches what it started."""
    places.python.parent.mkdir(parents=True)
    places.python.write_text("#!/bin/sh\necho $PPID\n")
    places.python.chmod(0o755)
    write_stamp(places, "course")
    words = ["make", "--no-print-directory", "start", f"PYTHON={sys.executable}"]
    with subprocess.Popen(words, cwd=places.root, stdout=subprocess.PIPE, text=True) as make:
        told, _ = make.communicate()
    assert int(told.splitlines()[-1]) == make.pid
