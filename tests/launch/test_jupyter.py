"""JupyterLab opens where it was asked to, or says why it can't."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.jupyter import asked_port, lab_command, learner_variables
from launch.trouble import SetupError

PYTHON, FOLDER = Path("/a course/.venv/bin/python"), Path("/a course/my-lessons")


@pytest.fixture
def busy() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("form", ["--port {}", "--port={}", "--ServerApp.port={}"])
def test_a_busy_port_is_told_before_anything_is_done(busy: int, form: str) -> None:
    """JupyterLab would open on another one without a word."""
    with pytest.raises(SetupError, match=f"Port {busy} is busy.*choose another"):
        lab_command(PYTHON, FOLDER, form.format(busy).split(), {})


def test_a_free_port_is_taken_as_asked() -> None:
    """And JupyterLab may not move on to the next one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = str(server.getsockname()[1])
    command = lab_command(PYTHON, FOLDER, ["--no-browser", "--port", free], {})
    assert command[-3:] == ["--no-browser", "--port", free]
    assert "--ServerApp.port_retries=0" in command


def test_without_a_port_jupyterlab_may_choose() -> None:
    """A second lesson window takes the next port."""
    assert not any("port" in part for part in lab_command(PYTHON, FOLDER, [], {}))


@pytest.mark.parametrize("port", ["nine", "70000", "-1", "8888.5"])
def test_what_is_no_port_is_told(port: str) -> None:
    """With an example that works."""
    with pytest.raises(SetupError, match=r"from 1 to 65535, got '.*': try make start ARGS="):
        asked_port([f"--port={port}"])


@pytest.mark.parametrize("arguments", [[], ["--port", "0"], ["--no-browser"], ["--port"]])
def test_some_arguments_ask_for_no_port(arguments: list[str]) -> None:
    """Port 0 means any port, and a lone --port is JupyterLab's to refuse."""
    assert asked_port(arguments) is None


def test_the_address_is_always_printed() -> None:
    """JupyterLab prints it above its log, or, with a token of one's own, only in its log."""
    quiet = "--Application.log_level=ERROR"
    assert quiet in lab_command(PYTHON, FOLDER, ["--no-browser"], {})
    assert quiet not in lab_command(PYTHON, FOLDER, ["--IdentityProvider.token=mine"], {})
    assert quiet not in lab_command(PYTHON, FOLDER, [], {"JUPYTER_TOKEN": "mine"})


def test_it_opens_in_the_learners_folder() -> None:
    """Arguments of the learner's come last, so that they win."""
    command = lab_command(PYTHON, FOLDER, ["05-momentum/05-momentum.ipynb"], {})
    assert command[:4] == [str(PYTHON), "-m", "jupyterlab", f"--ServerApp.root_dir={FOLDER}"]
    assert command[-1] == "05-momentum/05-momentum.ipynb"


def test_a_users_own_jupyter_settings_come_before_the_learners() -> None:
    """So what somebody chose for their own JupyterLab stays as chosen."""
    given = learner_variables(Path("/course/launch/learner"), {"JUPYTER_CONFIG_PATH": "/mine"})
    assert given == {"JUPYTER_CONFIG_PATH": f"/mine{os.pathsep}/course/launch/learner"}
