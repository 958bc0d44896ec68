"""Archives that a class hands in: nothing of them lands outside, and nobody else is kept out.

Under stock nbgrader one bad archive stops the collection of everybody's.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.canaries import everything
from tests.attacks.command import ASSIGNMENT, Places, nbgrader
from tests.attacks.course import copy_course
from tests.attacks.grading import OURS
from tests.attacks.once import once

PATTERN = r".*/(?P<student_id>[a-z]+)_ps1/(?P<file_id>.*)"
COLLECT = f"c.FileNameCollectorPlugin.named_regexp = {PATTERN!r}\n"
HONEST = "zzhonest"
Collection = tuple[Path, dict[str, str], dict[str, str], str]


def _zip(path: Path, *entries: tuple[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)


def climbs_out(path: Path) -> None:
    """Entries with `..` and with absolute names."""
    outside = path.parents[4] / "outside" / "trophy"
    entries = [(f"{'../' * n}trophy-slip", b"x") for n in range(1, 9)]
    _zip(path, *entries, (str(outside), b"x"), ("..\\..\\trophy-slip", b"x"))


def links_out(path: Path) -> None:
    """A symbolic link to a folder outside, and then a file within it."""
    link = zipfile.ZipInfo("door")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, str(path.parents[4] / "outside"))
        archive.writestr("door/trophy-link", b"x")


def tar_links_out(path: Path) -> None:
    """The same in a tar archive that is called a zip archive."""
    link = tarfile.TarInfo("door")
    link.type, link.linkname = tarfile.SYMTYPE, str(path.parents[4] / "outside")
    inside = tarfile.TarInfo("door/trophy-tar")
    inside.size = 1
    with tarfile.open(path, "w") as archive:
        archive.addfile(link)
        archive.addfile(inside, io.BytesIO(b"x"))


def bursts(path: Path) -> None:
    """Three hundred megabytes of zeros in a few hundred kilobytes."""
    _zip(path, ("ps1.ipynb", b"{}"), ("zeros", bytes(300 * 2**20)))


def nests(path: Path) -> None:
    """An archive within an archive within an archive."""
    _zip(path, ("ps1.ipynb", b"{}"))
    for _ in range(5):
        content = path.read_bytes()
        _zip(path, ("again.zip", content), ("and.zip", content))


def is_no_archive(path: Path) -> None:
    """Not an archive at all."""
    path.write_bytes(b"PK\x03\x04 but no more")


HOSTILE: dict[str, Callable[[Path], None]] = {
    "climber": climbs_out,
    "linker": links_out,
    "tarred": tar_links_out,
    "burster": bursts,
    "nester": nests,
    "broken": is_no_archive,
}


def collected(course: Places, folder: Path) -> Collection:
    """Collect a class of hostile archives and one honest one."""
    places = copy_course(course, folder, OURS + COLLECT)
    inbox = places.course / "downloaded" / ASSIGNMENT / "archive"
    inbox.mkdir(parents=True)
    for student, make in HOSTILE.items():
        make(inbox / f"{student}_{ASSIGNMENT}.zip")
    content = (places.course / "release" / ASSIGNMENT / "ps1.ipynb").read_bytes()
    _zip(inbox / f"{HONEST}_{ASSIGNMENT}.zip", ("ps1.ipynb", content))
    before = everything(places)
    done = nbgrader(places, "zip_collect", ASSIGNMENT)
    return places.root, before, everything(places), done.stdout


@pytest.fixture(scope="session")
def collection(released: Places, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The collected class."""
    return once(tmp_path_factory, "collected", lambda folder: collected(released, folder))


def test_archives_stay_in_their_folders(collection: Collection) -> None:
    """Nothing appears but below the folders into which submissions are collected."""
    _, before, after, _ = collection
    new = {name for name in after if before.get(name) != after[name]}
    allowed = (f"course/downloaded/{ASSIGNMENT}/extracted/", "course/submitted/", "home/")
    assert not [name for name in new if not name.startswith(allowed)]
    assert not [name for name in new if "trophy" in name and not name.startswith(allowed[0])]


def test_an_archive_that_bursts_is_not_unpacked(collection: Collection) -> None:
    """What would take hundreds of megabytes is refused, with a word about it."""
    root, _, _, log = collection
    sizes = [path.stat().st_size for path in (root / "course").rglob("*") if path.is_file()]
    assert max(sizes) < 50 * 2**20
    assert "burster" in log


def test_an_honest_archive_is_collected_whatever_others_hand_in(collection: Collection) -> None:
    """The class's other archives do not keep it out."""
    root = collection[0]
    honest = Places(root).submitted(HONEST) / "ps1.ipynb"
    assert honest.is_file(), collection[3][-2000:]
    assert (
        honest.read_text() == (root / "course" / "release" / ASSIGNMENT / "ps1.ipynb").read_text()
    )
