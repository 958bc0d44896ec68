"""The variables that pip, uv, JupyterLab and the tests are run with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from launch.places import Places

# A person's own settings may decide where packages come from and how the network is reached. Those
# that decide where packages go, or which ones, would break a locked environment.
PIP_KEPT = """
    CACHE_DIR CERT CLIENT_CERT CONFIG_FILE DEFAULT_TIMEOUT EXTRA_INDEX_URL FIND_LINKS INDEX_URL
    KEYRING_PROVIDER NO_CACHE_DIR NO_INDEX PROXY RETRIES TIMEOUT TRUSTED_HOST
"""
UV_KEPT = """
    CACHE_DIR CONFIG_FILE DEFAULT_INDEX EXTRA_INDEX_URL FIND_LINKS HTTP_RETRIES HTTP_TIMEOUT INDEX
    INDEX_STRATEGY INDEX_URL INSECURE_HOST KEYRING_PROVIDER LINK_MODE NO_CACHE NO_INDEX OFFLINE
    REQUEST_TIMEOUT
"""
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "CONDA_PREFIX", "__PYVENV_LAUNCHER__")
LIKE_PIP = {
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
    "PIP_CERT": "SSL_CERT_FILE",
    "PIP_PROXY": "ALL_PROXY",
}
OWN = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_USER": "0",
    "UV_NO_PROGRESS": "1",
    "UV_PYTHON_DOWNLOADS": "never",
}


def settings(places: Places) -> dict[str, str]:
    """Return the variables to run with, and make the home folder when they name one of ours."""
    kept = variables(os.environ, places.root, places.programs)
    if os.name == "posix":
        Path(kept["HOME"]).mkdir(parents=True, exist_ok=True)
    return kept


def variables(given: Mapping[str, str], root: Path, programs: Path) -> dict[str, str]:
    """Return the variables to run with: the given ones, less those that would bend the set-up.

    Parameters
    ----------
    given
        The variables of the person's shell.
    root
        The course's folder.
    programs
        The environment's folder of commands; it comes first on the PATH.
    """
    kept = {name: value for name, value in given.items() if _is_kept(name)}
    for theirs, ours in LIKE_PIP.items():
        if kept.get(theirs):
            kept.setdefault(ours, kept[theirs])
    kept |= OWN
    kept["VIRTUAL_ENV"] = str(programs.parent)
    kept["PATH"] = os.pathsep.join(filter(None, [str(programs), given.get("PATH", "")]))
    for name in ("NO_PROXY", "no_proxy"):  # JupyterLab and its kernels talk on this machine
        kept[name] = ",".join(filter(None, [kept.get(name), "localhost,127.0.0.1,::1"]))
    if os.name == "posix" and not os.access(given.get("HOME") or "/nowhere/at/all", os.W_OK):
        kept["HOME"] = str(root / ".cache" / "home")
    return kept


def _is_kept(name: str) -> bool:
    if name.startswith("PIP_"):
        return name.removeprefix("PIP_") in PIP_KEPT.split()
    if name.startswith("UV_"):
        credentials = name.startswith("UV_INDEX_") and name.endswith(("_USERNAME", "_PASSWORD"))
        return credentials or name.removeprefix("UV_") in UV_KEPT.split()
    return name not in FOREIGN
