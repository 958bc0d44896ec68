"""What can go wrong, each in one sentence with the way out."""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path

ROOM = "1 GB"  # the environment with the test tools is about 0.8 GB

# What pip and uv print, lower case, by kind. The first kind that matches is the one told.
SIGNS = {
    "full": r"no space left on device|disk quota exceeded|os error 28\b|errno 28\b",
    "denied": r"permission denied|read-only file system|access is denied|os error 13\b",
    "hash": r"hash mismatch|do not match the hashes|hash of the package",
    "certificate": r"certificate_verify_failed|invalid peer certificate|unknownissuer",
    "network": (
        r"name resolution|failed to resolve|dns error|newconnectionerror|network is unreachable"
        r"|connection refused|connecttimeout|timed out|proxyerror|tunnel error"
        r"|client error \(connect\)|could not connect|connection reset|no route to host|getaddrinfo"
    ),
    "wheels": r"no usable wheels|no wheels|no matching distribution|no solution found",
}


class SetupError(Exception):
    """A sentence for the reader: what is wrong, and the way out."""


def kind(output: str) -> str:
    """Name what went wrong from what pip or uv printed; "" when it is none of the known kinds."""
    lowered = output.lower()
    return next((name for name, sign in SIGNS.items() if re.search(sign, lowered)), "")


def explain(output: str, log: Path) -> SetupError:
    """Turn a failed step's output into one sentence.

    Parameters
    ----------
    output
        All that the step printed.
    log
        Where the output was kept, for the reader who wants to see it.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    sentences = {
        "full": f"The disk is full: free about {ROOM} and run the same command again.",
        "denied": "A file may not be written: make this folder and your home folder your own, "
        "then run the same command again.",
        "hash": "A downloaded package is not the one the lock names, so nothing of it was "
        "installed: run the same command again, or ask who runs your network's package mirror.",
        "certificate": "The package registry's certificate is not trusted here: set SSL_CERT_FILE "
        "to your network's certificate file and run the same command again.",
        "network": "The packages could not be downloaded: connect to the internet (or set "
        "HTTPS_PROXY) and run the same command again; it is needed only for the set-up.",
        "wheels": f"Some package is not made for Python {version} on this system: use Python 3.11 "
        "to 3.14, as in make start PYTHON=python3.12",
    }
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "no output")
    other = f"The set-up stopped ({last.strip()}): run the same command again."
    return SetupError(f"{sentences.get(kind(output), other)} (All it said: {log})")


def explain_os(error: OSError) -> str:
    """Say in one sentence what the system refused."""
    where = error.filename or "A file"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: free about {ROOM} and run the same command again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{where} may not be written or read: put the course in a folder of your own, "
            "then run the same command again."
        )
    return f"{error.strerror or error} ({where}): mend that, then run the same command again."
