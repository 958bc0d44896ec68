"""A person's settings decide how the network is reached, and never what is installed or where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from launch.variables import variables

ROOT = Path("/a course")
PROGRAMS = ROOT / ".venv" / "bin"


def settle(**given: str) -> dict[str, str]:
    """Return the variables for these settings."""
    return variables(given, ROOT, PROGRAMS)


@pytest.mark.parametrize(
    "name",
    [
        *("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PIP_NO_BINARY"),
        *("UV_SYSTEM_PYTHON", "UV_PYTHON", "UV_EXCLUDE_NEWER", "UV_CONSTRAINT", "UV_NO_BUILD"),
        *("PYTHONPATH", "PYTHONHOME", "CONDA_PREFIX"),
    ],
)
def test_settings_that_bend_the_environment_are_dropped(name: str) -> None:
    """With them, packages would land elsewhere, or other ones would."""
    assert settle(**{name: "x"}).get(name) != "x"


@pytest.mark.parametrize(
    "name",
    [
        *("HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE", "PIP_INDEX_URL", "PIP_CERT"),
        *("PIP_PROXY", "UV_DEFAULT_INDEX", "UV_CACHE_DIR", "UV_INDEX_MINE_PASSWORD"),
    ],
)
def test_settings_that_reach_the_network_are_kept(name: str) -> None:
    """A mirror, a proxy or a certificate may be the only way to the packages."""
    assert settle(**{name: "x"})[name] == "x"


def test_uv_learns_what_pip_was_told() -> None:
    """A mirror set for pip serves uv too, unless uv has its own."""
    assert settle(PIP_INDEX_URL="mirror")["UV_DEFAULT_INDEX"] == "mirror"
    assert settle(PIP_INDEX_URL="a", UV_DEFAULT_INDEX="b")["UV_DEFAULT_INDEX"] == "b"


def test_this_machine_is_never_asked_through_a_proxy() -> None:
    """JupyterLab, its kernels and the tests talk over localhost."""
    kept = settle(HTTPS_PROXY="http://proxy:1", no_proxy="example.org")
    assert kept["no_proxy"] == "example.org,localhost,127.0.0.1,::1"
    assert "localhost" in kept["NO_PROXY"]


def test_the_environments_commands_come_first() -> None:
    """A terminal in JupyterLab finds nbgrader and python of the course."""
    assert settle(PATH="/usr/bin")["PATH"] == os.pathsep.join([str(PROGRAMS), "/usr/bin"])


@pytest.mark.parametrize("given", [{}, {"HOME": ""}, {"HOME": "/nowhere/at/all"}])
def test_a_home_that_cannot_be_used_is_replaced(given: dict[str, str]) -> None:
    """pip, uv and Jupyter all keep files at home."""
    assert settle(**given)["HOME"] == str(ROOT / ".cache" / "home")


def test_a_good_home_is_kept(tmp_path: Path) -> None:
    """A learner's JupyterLab settings are at home."""
    assert settle(HOME=str(tmp_path))["HOME"] == str(tmp_path)
