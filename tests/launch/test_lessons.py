"""What a learner has is never lost, and what is missing is added."""

from __future__ import annotations

import os

import pytest

from launch.lessons import copy_lessons
from launch.places import Places
from launch.trouble import SetupError


def test_a_first_start_copies_each_lesson(places: Places) -> None:
    """All files of a lesson arrive as they were released, and its name is told."""
    copied = copy_lessons(places.released, places.learner)
    own = places.learner / "05-momentum"
    assert sorted(path.name for path in own.iterdir()) == ["05-momentum.ipynb", "checks.json"]
    assert (own / "05-momentum.ipynb").read_text() == "as released"
    assert str(copied) == "New in my-lessons: 05-momentum"


def test_a_learners_file_is_never_overwritten(places: Places) -> None:
    """Neither an edited notebook, nor an untouched one of an older release, nor an extra file."""
    copy_lessons(places.released, places.learner)
    own = places.learner / "05-momentum"
    (own / "notes.txt").write_text("mine")
    (places.released / "05-momentum" / "notes.txt").write_text("ours")
    (places.released / "05-momentum" / "05-momentum.ipynb").write_text("a newer release")
    before = (own / "05-momentum.ipynb").stat()
    assert str(copy_lessons(places.released, places.learner)) == ""
    assert (own / "05-momentum.ipynb").read_text() == "as released"
    assert (own / "05-momentum.ipynb").stat().st_mtime_ns == before.st_mtime_ns
    assert (own / "notes.txt").read_text() == "mine"


def test_newer_check_data_replaces_older(places: Places) -> None:
    """The check data is the course's own: it follows the release, and only when it differs."""
    copy_lessons(places.released, places.learner)
    (places.released / "05-momentum" / "checks.json").write_text("second")
    assert copy_lessons(places.released, places.learner).renewed == ["05-momentum"]
    assert (places.learner / "05-momentum" / "checks.json").read_text() == "second"
    assert copy_lessons(places.released, places.learner).renewed == []


def test_a_new_lesson_is_added_beside_the_old(places: Places) -> None:
    """A lesson that came with an update is copied; the others stay."""
    copy_lessons(places.released, places.learner)
    (places.released / "06-adam" / "pictures").mkdir(parents=True)
    (places.released / "06-adam" / "pictures" / "ball.png").write_bytes(b"png")
    assert copy_lessons(places.released, places.learner).lessons == ["06-adam"]
    assert (places.learner / "06-adam" / "pictures" / "ball.png").read_bytes() == b"png"


def test_a_renamed_notebook_brings_a_fresh_copy(places: Places) -> None:
    """This is how a learner begins a lesson again."""
    copy_lessons(places.released, places.learner)
    own = places.learner / "05-momentum"
    (own / "05-momentum.ipynb").write_text("first try")
    (own / "05-momentum.ipynb").rename(own / "first-try.ipynb")
    copied = copy_lessons(places.released, places.learner)
    assert str(copied) == "Added to my-lessons: 05-momentum/05-momentum.ipynb"
    assert (own / "first-try.ipynb").read_text() == "first try"
    assert (own / "05-momentum.ipynb").read_text() == "as released"


def test_an_interrupted_copy_is_finished_next_time(places: Places) -> None:
    """A file half written under its temporary name does not count as the learner's."""
    own = places.learner / "05-momentum"
    own.mkdir(parents=True)
    (own / ".05-momentum.ipynb.part").write_text("as rel")
    copy_lessons(places.released, places.learner)
    assert (own / "05-momentum.ipynb").read_text() == "as released"
    assert not (own / ".05-momentum.ipynb.part").exists()


def test_a_learners_copy_can_be_written(places: Places) -> None:
    """Also when the release came read-only."""
    (places.released / "05-momentum" / "05-momentum.ipynb").chmod(0o444)
    copy_lessons(places.released, places.learner)
    assert (places.learner / "05-momentum" / "05-momentum.ipynb").stat().st_mode & 0o200


def test_only_lessons_are_copied(places: Places) -> None:
    """Neither other folders of release/, nor checkpoints inside a lesson."""
    (places.released / "notes").mkdir()
    checkpoints = places.released / "05-momentum" / ".ipynb_checkpoints"
    checkpoints.mkdir()
    (checkpoints / "05-momentum.ipynb").write_text("old")
    copy_lessons(places.released, places.learner)
    assert [path.name for path in places.learner.iterdir()] == ["05-momentum"]
    assert not (places.learner / "05-momentum" / ".ipynb_checkpoints").exists()


def test_a_learners_dangling_link_is_left_alone(places: Places) -> None:
    """It points to a drive that is not there now, and is the learner's."""
    own = places.learner / "05-momentum"
    own.mkdir(parents=True)
    os.symlink("/a/drive/that/is/away.ipynb", own / "05-momentum.ipynb")
    copy_lessons(places.released, places.learner)
    assert (own / "05-momentum.ipynb").is_symlink()


@pytest.mark.parametrize("name", ["my-lessons", "my-lessons/05-momentum"])
def test_a_file_in_the_way_is_named(places: Places, name: str) -> None:
    """The sentence says which file it is and what to do."""
    (places.root / name).parent.mkdir(exist_ok=True)
    (places.root / name).write_text("a file")
    with pytest.raises(SetupError, match="must be a folder and is a file: rename it") as trouble:
        copy_lessons(places.released, places.learner)
    assert str(places.root / name) in str(trouble.value)
