"""Whatever goes wrong is told in one sentence with the way out; the outputs below are real ones."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from launch import commands, environment
from launch.environment import ensure
from launch.places import Places
from launch.trouble import SetupError, explain, explain_os, kind

REAL = {
    "network": [
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError("
        "[Errno -3] Temporary failure in name resolution')\n"
        "ERROR: No matching distribution found for uv==0.13.9",
        "error: Failed to fetch: `/simple/babel/`\n  cause: client error (Connect)\n"
        "  cause: dns error: failed to lookup address information",
        "ProxyError('Cannot connect to proxy.', [Errno 111] Connection refused)",
    ],
    "certificate": [
        "  cause: client error (Connect)\n  cause: invalid peer certificate: UnknownIssuer"
    ],
    "full": [
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "error: failed to copy file: No space left on device (os error 28)",
    ],
    "denied": [
        "error: failed to create directory `/home/.cache/uv`: Permission denied (os error 13)"
    ],
    "hash": [
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        "error: Failed to download `numpy==2.4.6`\n  cause: Hash mismatch for `numpy==2.4.6`",
    ],
    "wheels": [
        "ERROR: No matching distribution found for uv==0.13.9",
        "because numpy==2.4.6 has no usable wheels and building from source is disabled",
    ],
}


@pytest.mark.parametrize("expected, output", [(k, o) for k, many in REAL.items() for o in many])
def test_a_tools_output_becomes_one_sentence(expected: str, output: str) -> None:
    """The kind is recognised; the sentence says what to do and where all of it was kept."""
    assert kind(output) == expected
    sentence = str(explain(output, Path("setup.log")))
    assert "\n" not in sentence
    assert "again" in sentence or "make start" in sentence
    assert sentence.endswith("(All it said: setup.log)")


def test_an_unknown_failure_shows_the_tools_last_word() -> None:
    """We do not guess: the last line stands in the sentence."""
    sentence = str(explain("first\nthe moon is too high\n\n", Path("setup.log")))
    assert "the moon is too high" in sentence and "first" not in sentence


@pytest.mark.parametrize(
    "number, words",
    [
        (errno.ENOSPC, "The disk is full: free about 1 GB"),
        (
            errno.EACCES,
            "here/it may not be written or read: put the course in a folder of your own",
        ),
        (errno.EROFS, "here/it may not be written or read"),
        (errno.EIO, "here/it"),
    ],
)
def test_what_the_system_refuses_becomes_one_sentence(number: int, words: str) -> None:
    """The file is named where that helps, and the way out is told."""
    sentence = explain_os(OSError(number, os.strerror(number), "here/it"))
    assert words in sentence and "again" in sentence and "\n" not in sentence


def test_a_python_without_venv_is_told_what_to_install(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian ships venv in a package of its own."""
    monkeypatch.setattr(environment, "_is_there", lambda module: module != "ensurepip")
    with pytest.raises(SetupError, match=r"without venv.*sudo apt install python3\.\d+-venv"):
        ensure(places, "course")


def test_a_folder_python_cannot_use_is_told(tmp_path: Path) -> None:
    """venv refuses a path that holds the PATH's separator."""
    with pytest.raises(SetupError, match="rename or move the course's folder"):
        ensure(Places(tmp_path / f"x{os.pathsep}y"), "course")


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("/nowhere/at/all")])
def test_something_in_the_environments_place_is_told(places: Places, make: object) -> None:
    """A file or a dangling link called .venv is not removed behind anyone's back."""
    assert callable(make)
    make(places.environment)
    with pytest.raises(SetupError, match=r"\.venv must be a folder and is not one: remove it"):
        ensure(places, "course")


@pytest.mark.parametrize(
    "error, status, words",
    [
        (SetupError("Port 1 is busy."), 1, "Port 1 is busy."),
        (KeyboardInterrupt(), 130, "the same command goes on from here"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "The disk is full"),
        (ZeroDivisionError("oh"), 1, "we did not foresee: please send us"),
    ],
)
def test_no_stack_trace_reaches_the_reader(
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    """One line on stderr and an honest exit status; a trace nobody foresaw goes to the log."""

    def fail(places: Places, arguments: object) -> None:
        raise error

    monkeypatch.setitem(commands.COMMANDS, "env", fail)
    monkeypatch.setattr(commands, "Places", lambda root: places)
    assert commands.main(["env"]) == status
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1
    if isinstance(error, ZeroDivisionError):
        assert "ZeroDivisionError: oh" in places.log.read_text()
