"""Archives, unpacked in the reader process: plain files only, below one folder, of plain modes.

What an archive says of owners, modes, links, devices and times is not asked for: each file is
written anew, as this process's own, with mode 0644.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from grader.intake.reader import Unreadable

MOST_FILES = 5_000
MOST_FOLDERS = 20
LONGEST_PATH = 1_000
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Member:
    """One entry of an archive.

    Attributes
    ----------
    name
        As the archive has it.
    size
        In bytes, as stated.
    kind
        "file", "folder" or what else it is, a "link" say.
    opened
        Opens its content.
    """

    name: str
    size: int
    kind: str
    opened: Callable[[], IO[bytes]]


def unpack(path: str, into: str, most_bytes: int) -> dict[str, list[str]]:
    """Write an archive's plain files below `into`.

    Returns
    -------
    dict
        "files": their paths from `into`; "left": a sentence for each entry that was left out.

    Raises
    ------
    Unreadable
        When it is no archive, holds too much, or has an entry that leads out of its folder.
    """
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return _unpack(list(_of_zip(archive)), Path(into), most_bytes)
    try:
        with tarfile.open(path) as archive:
            return _unpack(list(_of_tar(archive, most_bytes)), Path(into), most_bytes)
    except tarfile.ReadError:
        raise Unreadable("is no archive that can be read, neither zip nor tar") from None


def _of_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for entry in archive.infolist():
        kind = "link" if entry.external_attr >> 28 == 0o12 else "file"
        kind = "folder" if entry.is_dir() else kind
        # mypy cannot tell the type of a lambda with a default
        yield Member(entry.filename, entry.file_size, kind, lambda e=entry: archive.open(e))  # type: ignore[misc]


def _of_tar(archive: tarfile.TarFile, most_bytes: int) -> Iterator[Member]:
    total = 0
    for entry in archive:
        total += entry.size
        _check_size(total, most_bytes)  # before the next is looked for behind this one
        kind = "file" if entry.isreg() else "folder" if entry.isdir() else "link or device"
        # as above
        yield Member(entry.name, entry.size, kind, lambda e=entry: _content(archive, e))  # type: ignore[misc]


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(entry)
    if content is None:
        raise Unreadable(f"holds {entry.name!r}, which has no content")
    return content


def _check_size(total: int, most: int) -> None:
    if total > most:
        raise Unreadable(
            f"holds {total / 1e6:.0f} MB, expected at most {most / 1e6:.0f}; look into "
            "it by hand, or raise c.SafeExtractor.max_megabytes"
        )


def _unpack(members: list[Member], into: Path, most_bytes: int) -> dict[str, list[str]]:
    _check_size(sum(member.size for member in members), most_bytes)
    if len(members) > MOST_FILES:
        raise Unreadable(f"holds {len(members)} files, expected at most {MOST_FILES}")
    names = {number: _path(member.name) for number, member in enumerate(members)}
    files, left = [], []
    for number, member in enumerate(members):
        reason = _why_not(member, names[number], into)
        if reason:
            left.append(f"{member.name[:200]!r} {reason}")
        elif member.kind == "file":
            _write(member, into / names[number])
            files.append(str(names[number]))
    return {"files": files, "left": left}


def _path(name: str) -> PurePosixPath:
    """Where an entry goes, below the archive's folder.

    Old Windows programs write backslashes between folders, and a Mac writes umlauts in two
    pieces.
    """
    path = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    drive = "".join(path.parts[:1])[1:2] == ":"
    if path.is_absolute() or ".." in path.parts or drive:
        raise Unreadable(f"holds {name[:200]!r}, which leads out of its folder")
    return path


def _why_not(member: Member, path: PurePosixPath, into: Path) -> str:
    if member.kind == "folder":
        return ""
    if member.kind != "file":
        return f"is a {member.kind}, expected a plain file"
    if not str(path).isprintable():
        return "has control characters in its name"
    if len(path.parts) > MOST_FOLDERS or len(str(path)) > LONGEST_PATH or str(path) == ".":
        return "has a path that is too long"
    if len(max(path.parts, key=len).encode()) > 255:
        return "has a name that is too long"
    if any((into / above).is_file() for above in path.parents if above.parts):
        return "lies in a folder that is a file"
    if os.path.lexists(into / path):
        return "occurs twice; the first counts"
    return ""


def _write(member: Member, place: Path) -> None:
    place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(place, flags, 0o644)
    with os.fdopen(descriptor, "wb") as file, member.opened() as content:
        shutil.copyfileobj(content, file, PIECE)
