"""What the tests need beside Python is installed where it may be, and named where it may not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from launch import debian
from launch.places import Places
from launch.steps import Runner, Step


class Machine(Runner):
    """A machine with some programs, where apt-get and sudo do as told."""

    def install(self, monkeypatch: pytest.MonkeyPatch, has: set[str], root: bool) -> list[str]:
        """Let `debian` see this machine; return the list its commands go to."""
        said: list[str] = []

        def run(runner: Runner, command: Sequence[object]) -> Step:
            said.append(" ".join(map(str, command)))
            if root and "install" in command:
                has.update({"chromium", "npm", "bwrap"})
            return Step(root, "")

        monkeypatch.setattr("shutil.which", lambda name: name if name in has else None)
        monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(Machine, "run", run)
        return said


@pytest.fixture
def machine(places: Places) -> Machine:
    """A machine to be told what it has."""
    return Machine(places.root, {}, places.log)


def test_nothing_is_done_where_nothing_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any of the names of the browser will do."""
    said = machine.install(monkeypatch, {"google-chrome", "npm", "bwrap", "apt-get"}, root=True)
    debian.provide(machine)
    assert said == [] and capsys.readouterr().out == ""


def test_an_administrator_gets_what_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lists are brought up to date first."""
    said = machine.install(monkeypatch, {"npm", "bwrap", "apt-get"}, root=True)
    debian.provide(machine)
    assert [line.split("-y ")[1].split()[0] for line in said] == ["update", "install"]
    assert said[1].endswith(" chromium")
    assert "will not run" not in capsys.readouterr().out


@pytest.mark.parametrize("has", [{"apt-get", "sudo"}, {"apt-get"}, set()])
def test_others_are_told_what_is_not_tested(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    has: set[str],
) -> None:
    """Without the right to install, or without apt-get, the rest is tested all the same."""
    machine.install(monkeypatch, has, root=False)
    debian.provide(machine)
    told = capsys.readouterr().out
    assert "No chromium on this machine: the tests that open a lesson" in told
    assert "No bubblewrap on this machine" in told
    assert ("sudo apt-get install chromium npm bubblewrap" in told) == ("apt-get" in has)
