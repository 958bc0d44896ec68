"""What an instructor may choose of the browser edition: a small file in TOML.

::

    name = "Optimization, summer term"
    lessons = ["00-start-here", "02-gradient-descent"]   # all, if this line is missing
    hand_in = "https://lms.example/course/7"             # what "Hand in" opens, if anything
    hand_in_words = "Send it to your tutor."             # what it says, if anything
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from website.trouble import SiteError

ROOT = Path(__file__).resolve().parents[1]
FIRST = "00-start-here"


def all_lessons() -> tuple[str, ...]:
    """The names of the released lessons, in their order."""
    return tuple(sorted(path.parent.name for path in (ROOT / "release").glob("*/*.ipynb")))


@dataclass(frozen=True)
class Edition:
    """An edition of the course for the browser.

    Attributes
    ----------
    name
        The course's name, in the tab's title.
    lessons
        The folders of `release/` that are in it.
    hand_in
        The address that "Hand in" opens; "" for none.
    hand_in_words
        A sentence that "Hand in" says; "" for none.
    """

    name: str = "Optimization, by hand and by eye"
    lessons: tuple[str, ...] = ()
    hand_in: str = ""
    hand_in_words: str = ""


def read(path: Path | None) -> Edition:
    """Read an edition's file; without one, the whole course.

    Raises
    ------
    SiteError
        When the file can't be read, names what there is none of, or a value is of another kind.
    """
    if path is None:
        return Edition(lessons=all_lessons())
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"{path} can't be read: {error}") from None
    names = {field.name for field in fields(Edition)}
    if unknown := sorted(set(given) - names):
        raise SiteError(f"{path} has {unknown[0]!r}, which is none of {', '.join(sorted(names))}.")
    lessons = given.pop("lessons", list(all_lessons()))
    if not isinstance(lessons, list) or not lessons:
        raise SiteError(f"{path}: lessons must be a list with at least one name.")
    if missing := [name for name in lessons if name not in all_lessons()]:
        raise SiteError(
            f"{path}: there is no lesson {missing[0]!r}; there are {', '.join(all_lessons())}."
        )
    for name, value in given.items():
        if not isinstance(value, str):
            raise SiteError(f"{path}: {name} must be text in quotation marks.")
    if not given.get("hand_in", "https://").startswith(("https://", "http://", "mailto:")):
        raise SiteError(f"{path}: hand_in must be an address that begins with https://.")
    return Edition(lessons=tuple(lessons), **given)
