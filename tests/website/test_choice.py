"""An edition's file: what it may say, and what is said of a mistake in it; the site's commands."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from tests.website.edition import served
from website import edition, lite
from website.__main__ import main
from website.trouble import SiteError


def test_without_a_file_it_is_the_whole_course() -> None:
    chosen = edition.read(None)
    assert chosen.lessons == edition.all_lessons()
    assert edition.FIRST in chosen.lessons


def test_a_file_chooses(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\nlessons = ["05-momentum"]\nhand_in = "https://a.example/7"\n')
    chosen = edition.read(file)
    assert (chosen.name, chosen.lessons) == ("Mine", ("05-momentum",))
    assert (chosen.hand_in, chosen.hand_in_words) == ("https://a.example/7", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "can't be read"),
        ('nmae = "Mine"', "has 'nmae', which is none of"),
        ("lessons = []", "at least one name"),
        ('lessons = ["5"]', "there is no lesson '5'; there are 00-start-here"),
        ("name = 5", "name must be text"),
        ('hand_in = "javascript:alert(1)"', "must be an address that begins with https://"),
    ],
)
def test_a_mistake_in_it_is_told(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(SiteError, match=words) as told:
        edition.read(file)
    assert str(file) in str(told.value)


def test_a_folder_with_other_files_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["build", "--out", str(tmp_path)]) == 1
    assert "has files that are none of ours" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").exists()


def test_serving_nothing_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--out", str(tmp_path)]) == 1
    assert "make site" in capsys.readouterr().err


def test_the_server_compresses_and_names_kinds_as_hosts_do(tmp_path: Path) -> None:
    (tmp_path / lite.MARK).touch()
    (tmp_path / "module.mjs").write_text("let answer = 42;\n" * 100)
    (tmp_path / "python.wasm").write_bytes(b"\0asm")
    with served(tmp_path) as address:
        asked = urllib.request.Request(f"{address}module.mjs", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Content-Type"] == "text/javascript"
            assert len(answer.read()) < 200
        with urllib.request.urlopen(f"{address}python.wasm") as answer:
            assert answer.headers["Content-Type"] == "application/wasm"
            assert answer.read() == b"\0asm"
