"""JupyterLab in the learner's folder, on a port that is free."""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.rights import is_root
from launch.trouble import SetupError

TELLS_ITSELF = ("token", "password", "sock", "log", "debug", "help", "version")


def lab_command(
    python: Path, folder: Path, arguments: Sequence[str], given: Mapping[str, str]
) -> list[str]:
    """Return the command that opens JupyterLab in `folder`; `arguments` come last, so they win.

    Raises
    ------
    SetupError
        When `arguments` ask for a port that is not to be had.
    """
    command = [str(python), "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    if is_root():
        command.append("--allow-root")
    if not _tells_address_only_in_its_log(arguments, given):
        command.append("--Application.log_level=ERROR")  # what is left on the screen is the address
    port = asked_port(arguments)
    if port:
        require_free(port)
        command.append("--ServerApp.port_retries=0")  # not another one behind the learner's back
    return [*command, *arguments]


def learner_variables(settings: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that give JupyterLab a learner's settings, the user's own first."""
    paths = [given.get("JUPYTER_CONFIG_PATH", ""), str(settings)]
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}


def asked_port(arguments: Sequence[str]) -> int | None:
    """Return the port that JupyterLab is asked for, None when it may choose.

    Raises
    ------
    SetupError
        When it is not a port.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--port", "--ServerApp.port", "--LabApp.port", dest="port", nargs="?")
    asked = parser.parse_known_args(list(arguments))[0].port
    if asked is None or asked == "0":
        return None
    if not asked.isdecimal() or int(asked) > 65535:
        raise SetupError(
            f"--port must be a number from 1 to 65535, got {asked!r}: "
            "try make start ARGS='--port 9000'"
        )
    return int(asked)


def require_free(port: int) -> None:
    """Raise SetupError unless a server could listen on this port now."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as here:
            if os.name == "posix":  # a port just left is free; on Windows this means otherwise
                here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            here.bind(("127.0.0.1", port))
    except PermissionError:
        raise SetupError(
            f"Port {port} is kept for the system: choose one from 1024 up, "
            "as in make start ARGS='--port 9000'"
        ) from None
    except OSError:
        raise SetupError(
            f"Port {port} is busy, another program (perhaps another JupyterLab) has it: stop that "
            f"one, or choose another, as in make start ARGS='--port {port % 65535 + 1}'"
        ) from None


def _tells_address_only_in_its_log(arguments: Sequence[str], given: Mapping[str, str]) -> bool:
    named = "JUPYTER_TOKEN" in given
    return named or any(word in part.lower() for part in arguments for word in TELLS_ITSELF)
