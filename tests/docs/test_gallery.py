"""The gallery page: each of its lines gives the picture that it promises, and shows it."""

from __future__ import annotations

import ast

import anywidget
import pytest
from PIL import Image

from docs.entries import PAGE, Entry, entries

LARGEST, LARGEST_OF_ALL = 60_000, 1_000_000  # bytes
PICTURES = PAGE.parent / "pictures"
ANIMATION = PICTURES / "momentum.webp"
EVERY = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.title)


def run(cells: list[str]) -> object:
    """What the last line of the last cell is."""
    *statements, last = ast.parse("\n".join(cells)).body
    assert isinstance(last, ast.Expr)
    names: dict[str, object] = {"__name__": "__main__"}
    exec(compile(ast.Module(statements, []), "<gallery>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<gallery>", "eval"), names)


@EVERY
def test_lines_give_a_living_picture(entry: Entry) -> None:
    """The last line is a picture that has no trouble with the functions that it runs."""
    picture = run(entry.cells)
    assert isinstance(picture, anywidget.AnyWidget)
    assert picture.state["kind"] == "fine", picture.message


@EVERY
def test_picture_takes_three_lines(entry: Entry) -> None:
    """Apart from functions of the learner, three lines are all there is."""
    *_, cell = entry.cells
    ours = [each for each in ast.parse(cell).body if not isinstance(each, ast.FunctionDef)]
    assert len(ours) <= 3


@EVERY
def test_stills_are_there_and_small(entry: Entry) -> None:
    """Each entry shows at least one still, made by the script's own naming."""
    assert entry.shots
    for shot in entry.shots:
        assert shot.file.stat().st_size <= LARGEST, (
            f"{shot.file.name}: python -m docs.make_pictures"
        )
        with Image.open(shot.file) as image:
            assert (image.width < 600) == ("narrow" in shot.words)


def test_no_picture_is_left_over() -> None:
    """What lies in the folder is shown: by the gallery, or, once, by the README."""
    shown = {shot.file for entry in entries() for shot in entry.shots} | {ANIMATION}
    assert shown == set(PICTURES.iterdir())
    assert ANIMATION.relative_to(PAGE.parents[1]).as_posix() in (
        PAGE.parents[1] / "README.md"
    ).read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in shown - {ANIMATION}) <= LARGEST_OF_ALL
    assert ANIMATION.stat().st_size <= 500_000
