"""The environment is made once, made again when it must be, and otherwise left alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from launch import environment
from launch.environment import ensure, write_stamp
from launch.install import Installer
from launch.places import Places
from launch.steps import Runner, Step
from launch.trouble import SetupError


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, places: Places) -> list[str]:
    """Names of the steps taken; the environment's interpreter appears, nothing else happens."""
    taken: list[str] = []

    def create(places: Places, runner: Runner) -> None:
        taken.append("create")
        places.stamp.unlink(missing_ok=True)
        places.python.parent.mkdir(parents=True, exist_ok=True)
        places.python.unlink(missing_ok=True)
        places.python.touch()

    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(Installer, "install", lambda self, level: taken.append(level))
    return taken


def test_a_second_call_does_nothing(places: Places, steps: list[str]) -> None:
    """Once the stamp is there, no step is taken."""
    ensure(places, "course")
    ensure(places, "course")
    assert steps == ["create", "course"]


def test_the_test_tools_are_added_to_what_is_there(places: Places, steps: list[str]) -> None:
    """`make test` after `make start` makes nothing anew."""
    ensure(places, "course")
    ensure(places, "test")
    assert steps == ["create", "course", "test"]


def test_start_after_test_keeps_the_test_tools(places: Places, steps: list[str]) -> None:
    """Also when the lock has changed in between."""
    ensure(places, "test")
    ensure(places, "course")
    assert steps == ["create", "test"]
    _change(places.requirements("test"))
    ensure(places, "course")
    assert steps == ["create", "test", "test"]


@pytest.mark.parametrize("changed", ["course", "bootstrap"])
def test_a_changed_lock_updates_in_place(places: Places, steps: list[str], changed: str) -> None:
    """A new lock is installed over the old one."""
    ensure(places, "course")
    _change(places.requirements(changed))
    ensure(places, "course")
    assert steps == ["create", "course", "course"]


def test_an_edit_that_changes_no_package_does_nothing(places: Places, steps: list[str]) -> None:
    """A comment or a linter's setting in pyproject.toml costs no set-up."""
    ensure(places, "course")
    _change(places.root / "pyproject.toml")
    ensure(places, "course")
    assert steps == ["create", "course"]


def test_an_interrupted_setup_begins_anew(
    places: Places, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was left by a stopped or failed installation is not trusted."""

    def stop(self: Installer, level: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Installer, "install", stop)
        with pytest.raises(KeyboardInterrupt):
            ensure(places, "course")
    ensure(places, "course")
    assert steps == ["create", "create", "course"]


def test_an_interrupted_update_begins_anew(
    places: Places, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp goes before the first package does."""
    ensure(places, "course")
    _change(places.requirements("course"))

    def fail(self: Installer, level: str) -> None:
        raise SetupError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(Installer, "install", fail)
        with pytest.raises(SetupError):
            ensure(places, "course")
    ensure(places, "course")
    assert steps == ["create", "course", "create", "course"]


def test_a_moved_folder_gets_a_new_environment(
    places: Places, steps: list[str], tmp_path: Path
) -> None:
    """An environment's commands hold the path they were made for."""
    ensure(places, "test")
    moved = Places(places.root.rename(tmp_path / "moved"))
    ensure(moved, "course")
    assert steps == ["create", "test", "create", "test"]


def test_a_lost_interpreter_is_noticed(places: Places, steps: list[str]) -> None:
    """As when the Python that the environment stood on was removed."""
    ensure(places, "course")
    places.python.unlink()
    places.python.symlink_to("/nowhere/at/all/python3")
    ensure(places, "course")
    assert steps == ["create", "course", "create", "course"]


@pytest.mark.parametrize(
    "stamp", ["", "[]", "{}", '{"level": "moon", "root": "", "made from": ""}']
)
def test_a_broken_stamp_counts_as_none(places: Places, steps: list[str], stamp: str) -> None:
    """A stamp that can't be read never stops a set-up."""
    places.stamp.parent.mkdir()
    places.stamp.write_text(stamp)
    ensure(places, "course")
    assert steps == ["create", "course"]
    assert json.loads(places.stamp.read_text())["level"] == "course"


def test_the_stamp_of_another_level_is_kept_apart(places: Places) -> None:
    """Each level has its own fingerprint."""
    made = {level: environment.made_from(places, level) for level in environment.LEVELS}
    assert made["course"] != made["test"]


def test_uv_brings_exactly_the_lock_and_keeps_itself(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each download is checked by hash, and uv is among what is kept."""
    commands = _record(monkeypatch, lambda command: Step(True, ""))
    Installer(places, Runner(places.root, {}, places.log)).install("test")
    bootstrap, sync, course = commands
    assert bootstrap[1:4] == ["-m", "pip", "install"]
    assert sync[1:3] == ["pip", "sync"]
    assert [Path(part).name for part in sync[-2:]] == ["test.txt", "bootstrap.txt"]
    assert course[-2:] == ["-e", "."]
    assert all("--require-hashes" in command for command in (bootstrap, sync))


def test_pip_takes_over_where_there_is_no_uv(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It installs the same lock by hash, says so, and the course can be imported."""
    packages = places.environment / "packages"
    packages.mkdir(parents=True)

    def answer(command: Sequence[str]) -> Step:
        if command[-1].endswith("bootstrap.txt"):
            return Step(False, "ERROR: No matching distribution found for uv==0.13.9")
        return Step(True, f"{packages}\n" if "sysconfig" in command[-1] else "")

    commands = _record(monkeypatch, answer)
    Installer(places, Runner(places.root, {}, places.log)).install("course")
    assert "--require-hashes" in commands[1] and commands[1][-1].endswith("course.txt")
    assert "Going on with pip instead of uv" in capsys.readouterr().out
    assert (packages / "optimization_course.pth").read_text() == f"{places.root}\n"


def test_a_stamp_is_written_whole(places: Places) -> None:
    """No half-written stamp is ever seen under the stamp's name."""
    places.environment.mkdir()
    write_stamp(places, "course")
    assert [path.name for path in places.environment.iterdir()] == [places.stamp.name]


def _change(file: Path) -> None:
    file.write_text(file.read_text() + "\n# changed\n")


def _record(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[Sequence[str]], Step]
) -> list[list[str]]:
    commands: list[list[str]] = []

    def run(self: Runner, command: Sequence[object]) -> Step:
        commands.append([str(part) for part in command])
        return answer(commands[-1])

    monkeypatch.setattr(Runner, "run", run)
    return commands
