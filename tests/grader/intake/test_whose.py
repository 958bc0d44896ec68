"""An archive's own name says whose work it holds; nothing inside can say otherwise."""

from __future__ import annotations

import io
import os
import tarfile
import time
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from traitlets.config import Configurable

from grader.nbgrader.collect.collector import SafeCollector, _time
from grader.nbgrader.collect.guards import SafeExtractor, SubmissionError
from tests.instructor.test_collect import pattern

LESSON = "05-momentum"
NAME = f"{LESSON}.ipynb"


class App(Configurable):
    """What the plugins ask of `nbgrader zip_collect`."""

    coursedir: Any
    extractor_plugin_inst: Any


class Class:
    """A folder of archives, collected as `nbgrader zip_collect` does."""

    def __init__(self, root: Path, regexp: str, **options: Any) -> None:
        self.archive = root / "downloaded" / LESSON / "archive"
        self.extracted = root / "downloaded" / LESSON / "extracted"
        for folder in (self.archive, self.extracted, root / "release" / LESSON):
            folder.mkdir(parents=True)
        (root / "release" / LESSON / NAME).write_text("{}")
        course = SimpleNamespace(
            release_directory="release",
            source_directory="source",
            assignment_id=LESSON,
            format_path=lambda step, _student, lesson: str(root / step / lesson),
        )
        self.extractor = SafeExtractor(**options)
        app = App()
        app.coursedir, app.extractor_plugin_inst = course, self.extractor
        self.collector = SafeCollector(named_regexp=regexp, parent=app)

    def zip(self, name: str, files: Mapping[str, str]) -> Path:
        """Put a zip archive of that name into the folder."""
        path = self.archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as archive:
            for inside, content in files.items():
                archive.writestr(inside, content)
        return path

    def collected(self) -> dict[str, str]:
        """The content that was collected of each learner."""
        self.extractor.extract(str(self.archive), str(self.extracted))
        found = {}
        for folder, _, names in os.walk(self.extracted):
            for name in sorted(names):
                path = Path(folder, name)
                about = self.collector.collect(str(path))
                if about is not None:
                    assert about["student_id"] not in found
                    found[about["student_id"]] = path.read_text()
        return found


@pytest.fixture
def class_(tmp_path: Path) -> Class:
    """A class under this course's pattern for names."""
    return Class(tmp_path, pattern())


INSIDE = [
    f"extracted/s2_2020-01-01T000000_{NAME}",
    f"extracted/s2/{NAME}",
    f"a/extracted/s2_{NAME}",
    f"./extracted/s2_{NAME}",
    f"downloaded/{LESSON}/extracted/s2/{NAME}",
    f"extracted\\s2\\{NAME}",
    f"EXTRACTED/s2_{NAME}",
    f"ｅxtracted/s2_{NAME}",
    f"extracted/s2/{LESSON}/{NAME}",
    f"s2_2020-01-01T000000_{NAME}",
    f"s2/{NAME}",
    f"x_s2_{NAME}",
]


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("regexp", ["course", "loose"])
def test_nobody_hands_in_for_somebody_else(tmp_path: Path, inside: str, regexp: str) -> None:
    """Whatever paths s1's archive holds, nothing of it becomes the work of s2."""
    loose = r".*[/_](?P<student_id>[a-z]\w+?)(?:_\d[^/]*)?[/_](?P<file_id>\d\d-momentum)"
    made = Class(tmp_path, pattern() if regexp == "course" else loose)
    made.zip("s1_2026-01-30T150000.zip", {inside: "forged"})
    made.zip("s2_2026-01-30T150000.zip", {NAME: "honest"})
    found = made.collected()
    assert found["s2"] == "honest"
    assert set(found) <= {"s1", "s2"}


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_an_archive_in_an_archive_is_nobodys(class_: Class, kind: str) -> None:
    """What lies in it is not unpacked, whoever's name it has."""
    inner = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr(NAME, "forged")
    else:
        with tarfile.open(fileobj=inner, mode="w:gz") as tar:
            tar.addfile(tarfile.TarInfo(NAME), io.BytesIO())
    name = "s2.zip" if kind == "zip" else "s2.tar.gz"
    with zipfile.ZipFile(class_.archive / "s1.zip", "w") as outer:
        outer.writestr(name, inner.getvalue())
        outer.writestr(NAME, "own")
    assert class_.collected() == {"s1": "own"}


@pytest.mark.parametrize("inside", [f"S1/{NAME}", f"deep/er/{NAME}", NAME, f"_x/{NAME}"])
def test_folders_inside_do_not_matter(class_: Class, inside: str) -> None:
    """The notebook is found wherever it lies."""
    class_.zip("s1.zip", {inside: "own"})
    assert class_.collected() == {"s1": "own"}


def test_nobody_hands_in_the_time(tmp_path: Path) -> None:
    """nbgrader believes a file of that name, whoever's it is."""
    made = Class(tmp_path, r".*/(?P<student_id>\w+)/(?P<file_id>.+)\.\w+")
    made.collector.valid_ext = [".ipynb", ".txt", ".csv"]
    made.zip("s1.zip", {NAME: "own", "timestamp.txt": "2020-01-01", "data.csv": "1,2"})
    made.extractor.extract(str(made.archive), str(made.extracted))
    taken = [made.collector.collect(str(path)) for path in sorted(made.extracted.rglob("*.*"))]
    assert [about["file_id"] for about in taken if about] == [NAME, "data.csv"]


def test_two_archives_of_one_name_do_not_mix(class_: Class) -> None:
    """`s1.zip` and `s1.tar.gz` are two submissions, of which the later counts."""
    old = class_.zip("s1_2026-01-30T150000.zip", {NAME: "old", "only-old.txt": ""})
    path = class_.archive / "s1_2026-01-31T150000.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo(NAME)
        entry.size = 3
        archive.addfile(entry, io.BytesIO(b"new"))
    assert old.exists()
    assert class_.collected() == {"s1": "new"}


def test_a_folder_and_an_archive_of_one_name_do_not_mix(class_: Class) -> None:
    """Both are s1's; nothing of one replaces anything of the other."""
    class_.zip("s1.zip", {NAME: "old"})
    later = class_.archive / "s1" / NAME
    later.parent.mkdir()
    later.write_text("new")
    os.utime(class_.archive / "s1.zip", (0, 1_700_000_000))
    assert class_.collected() == {"s1": "new"}


def test_without_times_the_file_that_changed_last_counts(class_: Class) -> None:
    """Two submissions without a time stop nobody."""
    loose = class_.archive / f"s1_{NAME}"
    loose.write_text("newer")
    older = class_.zip("s1.zip", {NAME: "older"})
    for path, day in ((older, 1), (loose, 2)):
        os.utime(path, (0, 1_700_000_000 + 86_400 * day))
    class_.zip("s3.zip", {NAME: "other"})
    assert class_.collected() == {"s1": "newer", "s3": "other"}


def test_a_class_archive_is_taken_by_the_names_in_it_only_if_it_is_named(tmp_path: Path) -> None:
    """What a learning platform offers as one archive counts as if it lay unpacked."""
    files = {"s1_2026-01-30T150000_" + NAME: "one", f"s2/{NAME}": "two"}
    made = Class(tmp_path / "named", pattern(), class_archives=["all.zip"])
    made.zip("all.zip", files)
    assert made.collected() == {"s1": "one", "s2": "two"}
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"s2/{NAME}", "forged")
    made = Class(tmp_path / "within", pattern(), class_archives=["all.zip"])
    with zipfile.ZipFile(made.archive / "all.zip", "w") as outer:
        outer.writestr("all.zip", inner.getvalue())
        outer.writestr("s1/all.zip", inner.getvalue())
    assert "s2" not in made.collected()
    made = Class(tmp_path / "not", pattern())
    made.zip("all.zip", {"s1_2026-01-30T150000_" + NAME: "one"})
    assert made.collected() == {}


def test_a_wrong_name_is_told_with_the_right_one(
    class_: Class, caplog: pytest.LogCaptureFixture
) -> None:
    """As a browser's second copy, in an archive and without one."""
    class_.zip("s1.zip", {"05-momentum (1).ipynb": "own"})
    (class_.archive / "s2_05-momentum (1).ipynb").write_text("own")
    assert class_.collected() == {}
    told = [record.getMessage() for record in caplog.records]
    assert any("holds '05-momentum (1).ipynb'; expected '05-momentum.ipynb'" in t for t in told)
    assert any("s2_05-momentum (1).ipynb" in t and "expected '05-momentum" in t for t in told)


def test_umlauts_from_a_mac_are_the_same_letters(tmp_path: Path) -> None:
    """A Mac writes them in two pieces."""
    made = Class(tmp_path, r".*/(?P<student_id>\w+)/(?P<file_id>[\w -]+)\.ipynb")
    release = tmp_path / "release" / LESSON
    (release / NAME).rename(release / "Übung 1.ipynb")
    made.zip("s1.zip", {"U\u0308bung 1.ipynb": "own"})
    assert made.collected() == {"s1": "own"}


def test_a_time_after_the_file_arrived_is_none() -> None:
    """Nobody hands in tomorrow, and nobody after the file was here."""
    now = time.time()
    at = datetime.fromtimestamp(now, UTC)
    stamp = "%Y-%m-%dT%H%M%S"
    assert abs(_time(at.strftime(stamp), now) - now) < 1
    with pytest.raises(SubmissionError, match="was here at"):
        _time((at + timedelta(hours=1)).strftime(stamp), now + 7_200)
    with pytest.raises(SubmissionError, match="was here at"):
        _time((at - timedelta(hours=1)).strftime(stamp), now - 7_200)
    for text in ("2026-13-45T996199", "2026-02-30T000000", "yesterday"):
        with pytest.raises(SubmissionError, match="which is none"):
            _time(text, now)
