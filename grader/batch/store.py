"""Results as JSON files: whole or not there, whatever happens to the process that writes them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path


class Store:
    """A folder of JSON documents, each under a name of its own.

    A document is written beside its place and renamed into it, so a reader sees the old one or
    the new one. One that is damaged counts as absent.

    Parameters
    ----------
    folder : Path
        Where they lie; made when something is first kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.json"

    def get(self, name: str) -> object:
        """The document called `name`, None if there is none or it is damaged."""
        try:
            kept = json.loads(self._place(name).read_bytes())
            body = kept["value"]
            return body if kept["sha256"] == digest(body) else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, name: str, value: object) -> None:
        """Keep `value`, which must be plain JSON, under `name`."""
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, json.dumps({"sha256": digest(value), "value": value}).encode())


def digest(value: object) -> str:
    """SHA-256 of plain JSON data, the same for the same data in any process."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def name_for(*words: str) -> str:
    """A file name for any words, a student's and a lesson's say."""
    return digest(list(words))


def write_whole(place: Path, content: bytes) -> None:
    """Replace a file by `content` in one step that survives a crash of the machine."""
    beside = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what interrupted writers left behind; call it with the lock held."""
    for left in folder.rglob(".*.json.*"):
        left.unlink(missing_ok=True)
