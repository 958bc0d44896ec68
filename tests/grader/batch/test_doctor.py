"""The doctor names what is missing and how to get it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.batch import doctor


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up machine without bubblewrap."""
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/os-release").write_text('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n')
    return tmp_path


def setting(system: Path, name: str, value: str) -> None:
    """Give the machine a kernel setting."""
    place = system / "proc/sys" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(value + "\n")


def test_it_says_how_to_install_bubblewrap(system: Path) -> None:
    assert doctor.remedies(system) == ["install bubblewrap: sudo apt-get install bubblewrap"]


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "user.max_user_namespaces="),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "/etc/apparmor.d/bwrap"),
    ],
)
def test_it_says_what_the_kernel_must_allow(system: Path, name: str, value: str, word: str) -> None:
    setting(system, name, value)
    assert any(word in advice for advice in doctor.remedies(system))


def test_exit_status_tells_the_tier(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "available_tier", lambda: ("process only", "no bwrap"))
    assert doctor.doctor() == 1
    said = capsys.readouterr().out
    assert "Sandbox: none" in said and "In the way: no bwrap" in said and "Python 3" in said


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed here")
def test_this_machine_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.doctor() == 0
    assert "Sandbox: full" in capsys.readouterr().out
