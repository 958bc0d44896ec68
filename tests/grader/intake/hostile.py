"""Files that have stopped a whole class, or could: archives to collect, folders to grade."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.grader.batch.course import LESSON

Spoil = Callable[[Path], None]
"""Turns an honest submission's folder into a hostile one."""
Pack = Callable[[Path, bytes], str]
"""Writes an archive into a folder, around an honest notebook; gives back its name."""


def _edit(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "one.ipynb"
    notebook = json.loads(path.read_text())
    edit(notebook)
    path.write_text(json.dumps(notebook))


def outputs_bomb(folder: Path) -> None:
    """Half a megabyte of empty outputs."""
    _edit(folder, lambda book: book["cells"][0].update(outputs=[{}] * 170_000))


def metadata_bomb(folder: Path) -> None:
    """Six megabytes of empty dicts in a cell's metadata."""
    _edit(folder, lambda book: book["cells"][0]["metadata"].update(odd=[{}] * 2_000_000))


def nested_json(folder: Path) -> None:
    """Lists a hundred thousand deep."""
    (folder / "one.ipynb").write_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")


def long_number(folder: Path) -> None:
    """A number of a million digits."""
    (folder / "one.ipynb").write_text('{"cells": [], "nbformat": ' + "4" * 1_000_000 + "}")


def many_cells(folder: Path) -> None:
    """Half a million cells."""
    _edit(folder, lambda book: book.update(cells=[{"cell_type": "code"}] * 500_000))


def no_notebook(folder: Path) -> None:
    """Text in place of a notebook."""
    (folder / "one.ipynb").write_text("no notebook")


def deep_folders(folder: Path) -> None:
    """Eleven hundred folders in one another."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)


def sparse_file(folder: Path) -> None:
    """A file that says it is ten gigabytes."""
    with (folder / "data.bin").open("wb") as file:
        file.truncate(10 * 2**30)


def endless_timestamp(folder: Path) -> None:
    """A time of submission that says it is ten gigabytes."""
    with (folder / "timestamp.txt").open("wb") as file:
        file.truncate(10 * 2**30)


def no_timestamp(folder: Path) -> None:
    """A time of submission that is none."""
    (folder / "timestamp.txt").write_text("2026-13-45 99:61:99 UTC")


def piped_timestamp(folder: Path) -> None:
    """A time of submission that never comes."""
    os.mkfifo(folder / "timestamp.txt")


def wrong_name(folder: Path) -> None:
    """A notebook with the name that a browser gives to a second copy."""
    (folder / "one.ipynb").rename(folder / "one (1).ipynb")


def slow_page(folder: Path) -> None:
    """Code that pygments takes minutes to colour, a text that takes mistune and bleach theirs."""
    code, text = "a." * 50_000 + "a", "|a|b|\n|-|-|\n" * 20_000

    def add(book: dict[str, Any]) -> None:
        book["cells"].append({"cell_type": "code", "source": f"if 0:\n  {code}", "metadata": {}})
        book["cells"].append({"cell_type": "markdown", "source": text, "metadata": {}})

    _edit(folder, add)


def colour_codes(folder: Path) -> None:
    """A megabyte of colour codes on one line, saved and printed."""

    def add(book: dict[str, Any]) -> None:
        output = {"output_type": "stream", "name": "stdout", "text": "\x1b[m" * 300_000}
        source = "print('\\x1b[m' * 300_000)"
        cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [output]}
        book["cells"].append(cell)

    _edit(folder, add)


FOLDERS: dict[str, tuple[Spoil, str]] = {
    "bomb-outputs": (outputs_bomb, ""),
    "bomb-metadata": (metadata_bomb, ""),
    "nested": (nested_json, "nested too deeply"),
    "number": (long_number, "digits"),
    "cells": (many_cells, "500000 cells, expected at most 2000"),
    "text": (no_notebook, "no notebook that can be read"),
    "deep": (deep_folders, "folders in one another"),
    "sparse": (sparse_file, "expected at most"),
    "clock-endless": (endless_timestamp, "is no short file"),
    "clock-wrong": (no_timestamp, "expected a line such as 2026-01-30 15:00:00 UTC"),
    "clock-pipe": (piped_timestamp, "is no short file"),
    "name": (wrong_name, "'one (1).ipynb', expected 'one.ipynb' or 'two.ipynb'"),
    "slow": (slow_page, ""),
    "colours": (colour_codes, ""),
}
"""What spoils a submission, and why it is refused; "" where its honest part is graded."""


def _zip(path: Path, files: dict[str | zipfile.ZipInfo, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path.name


def _unix(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    return entry


def bad_time(folder: Path, notebook: bytes) -> str:
    """A time that is none."""
    return _zip(folder / "@_2026-13-45T996199.zip", {"one.ipynb": notebook})


def future_time(folder: Path, notebook: bytes) -> str:
    """A time that has not come."""
    return _zip(folder / "@_2999-01-01T000000.zip", {"one.ipynb": notebook})


def leads_out(folder: Path, notebook: bytes) -> str:
    """An entry outside its folder, with a backslash."""
    return _zip(folder / "@.zip", {"one.ipynb": notebook, "..\\..\\..\\trophy": b"x"})


def bursts(folder: Path, notebook: bytes) -> str:
    """More than a class's disk."""
    return _zip(folder / "@.zip", {"one.ipynb": notebook, "zeros": bytes(110_000_000)})


def torn(folder: Path, _notebook: bytes) -> str:
    """The beginning of an archive."""
    (folder / "@.zip").write_bytes(b"PK\x03\x04 but no more")
    return "@.zip"


def crowded(folder: Path, notebook: bytes) -> str:
    """Six thousand files."""
    many = {f"f{number}": b"" for number in range(6_000)}
    return _zip(folder / "@.zip", {"one.ipynb": notebook, **many})


def empty(folder: Path, _notebook: bytes) -> str:
    """Nothing at all."""
    return _zip(folder / "@.zip", {})


def nested(folder: Path, notebook: bytes) -> str:
    """An archive in an archive."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("one.ipynb", notebook)
    return _zip(folder / "@.zip", {"one.zip": inner.getvalue()})


def second_name(folder: Path, notebook: bytes) -> str:
    """The name that a browser gives to a second copy."""
    return _zip(folder / "@.zip", {"one (1).ipynb": notebook})


def linked(folder: Path, _notebook: bytes) -> str:
    """A link in place of the notebook."""
    return _zip(folder / "@.zip", {_unix("one.ipynb", 0o120777): b"/etc/hostname"})


def copies(folder: Path, notebook: bytes) -> str:
    """A second copy, as honest people have one."""
    return _zip(folder / "@.zip", {"old/one.ipynb": b"{}", "one.ipynb": notebook})


def escapes(folder: Path, notebook: bytes) -> str:
    """Names that a terminal would obey, and a name that is written from right to left."""
    names = ("\x1b]0;owned\x07.txt", "a\x1b[2J.ipynb", "\u202etxt.ipynb", "\x9b2J.txt")
    return _zip(folder / "@.zip", {"one.ipynb": notebook, **dict.fromkeys(names, b"")})


def deep_tar(folder: Path, notebook: bytes) -> str:
    """Eleven hundred folders, a device, a hard link, a set-uid program and a sparse giant."""
    with tarfile.open(folder / "@.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:

        def add(name: str, content: bytes = b"", **about: Any) -> None:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            for key, value in about.items():
                setattr(entry, key, value)
            archive.addfile(entry, io.BytesIO(content))

        add("d/" * 1_100 + "end.txt", b"x")
        add("null", type=tarfile.CHRTYPE, devmajor=1, devminor=3)
        add("hard", type=tarfile.LNKTYPE, linkname="one.ipynb")
        add("root", b"#!/bin/sh\n", mode=0o6777, uid=0, gid=0)
        add("one.ipynb", notebook, mode=0o6777)
    return "@.tar.gz"


ARCHIVES: dict[str, tuple[Pack, str]] = {
    "bad-time": (bad_time, "which is none"),
    "future": (future_time, "was here at"),
    "out": (leads_out, "leads out of its folder"),
    "burst": (bursts, "expected at most 100"),
    "torn": (torn, "neither zip nor tar"),
    "crowd": (crowded, "expected at most 5000"),
    "empty": (empty, "it holds no notebook; expected 'one.ipynb' or 'two.ipynb'"),
    "nested": (nested, "it holds no notebook"),
    "second": (second_name, "it holds 'one (1).ipynb'; expected 'one.ipynb'"),
    "link": (linked, "is a link, expected a plain file"),
    "copies": (copies, ""),
    "escape": (escapes, ""),
    "deep-tar": (deep_tar, ""),
}
"""What is handed in to be collected, and why not; "" where its notebook arrives."""


def pack_all(folder: Path, notebook: bytes) -> None:
    """Write every hostile archive between two honest ones, each under its learner's name."""
    for kind, (pack, _) in ARCHIVES.items():
        made = folder / pack(folder, notebook)
        made.rename(folder / made.name.replace("@", kind))
        for honest in neighbours(kind):
            _zip(folder / f"{honest}.zip", {f"{LESSON}/one.ipynb": notebook})


def neighbours(kind: str) -> tuple[str, str]:
    """The honest learners before and behind a hostile one, in the order of names."""
    return f"{kind}+before", f"{kind}z-behind"
