"""Show how far a learner has come: a small table in HTML, and the same as text."""

from __future__ import annotations

from html import escape

from IPython.display import DisplayHandle, display

from course.place.words import RESTORE
from course.progress.standing import SIGNS, LessonStanding, Standing

NOTHING = (
    "There are no lessons here. Run progress() in a lesson's notebook or in the folder of the "
    f"lessons. If they are missing, {RESTORE}: they come back."
)
FOOT = (
    "Your notebooks were read as they were last saved. Points are of the exercises that pass their "
    "check, challenges included; marks come from more tests than check shows."
)
CELL = "text-align:left;vertical-align:top;padding:.15em 1em .15em 0;white-space:normal"


Bundle = dict[str, str]
"""The same in several formats."""


class Card:
    """A place in the output where one thing is shown, and later another instead."""

    def __init__(self) -> None:
        self._handle: DisplayHandle | None = None

    def show(self, bundle: Bundle) -> None:
        """Show this now."""
        if self._handle is None:
            self._handle = display(bundle, raw=True, display_id=True)
        else:
            self._handle.update(bundle, raw=True)


def told(lessons: list[LessonStanding]) -> Bundle:
    """Return the card of what was found."""
    return {"text/html": as_html(lessons), "text/plain": as_text(lessons)}


def waiting(done: int, of: int) -> Bundle:
    """Return the card while lessons are looked at: `done` of so many."""
    words = f"Looking at your lessons: {done} of {of} …" if of else "Looking at your lessons …"
    return {"text/html": _frame(words, ""), "text/plain": words}


def headline(lessons: list[LessonStanding]) -> str:
    """Sum up in one sentence."""
    exercises = [one for lesson in lessons for one in lesson.exercises]
    passing = sum(one.status == "passes" for one in exercises)
    earned, points = (sum(lesson.earned for lesson in lessons), sum(one.points for one in lessons))
    if not exercises:
        return "No exercise could be looked at."
    return f"{passing} of {len(exercises)} exercises pass: {earned:g} of {points:g} points so far."


def remarks(lessons: list[LessonStanding]) -> list[tuple[str, str]]:
    """Return what needs a look, as (where, words) pairs."""
    return [
        (f"{lesson.name}, {one.name}", one.words)
        for lesson in lessons
        for one in lesson.exercises
        if one.words
    ]


def as_text(lessons: list[LessonStanding]) -> str:
    """Write the card as plain text."""
    if not lessons:
        return f"! {NOTHING}"
    lines = [headline(lessons), ""]
    for lesson in lessons:
        lines.append(f"{lesson.name}   {_points(lesson)}".rstrip())
        lines.append("  " + (f"! {lesson.problem}" if lesson.problem else _signs(lesson)))
    lines += ["", "   ".join(f"{sign} {status}" for status, sign in _used(lessons))]
    lines += [f"{where}: {words}" for where, words in remarks(lessons)]
    return "\n".join([*lines, FOOT])


def _signs(lesson: LessonStanding) -> str:
    return "   ".join(f"{SIGNS[one.status][0]} {one.name}" for one in lesson.exercises)


def _points(lesson: LessonStanding) -> str:
    return f"{lesson.earned:g} of {lesson.points:g}" if lesson.points else ""


def _used(lessons: list[LessonStanding]) -> list[tuple[str, str]]:
    """Return the statuses that occur, with their signs, in the order of `SIGNS`."""
    seen = {one.status for lesson in lessons for one in lesson.exercises}
    return [(status, sign) for status, (sign, _) in SIGNS.items() if status in seen]


def as_html(lessons: list[LessonStanding]) -> str:
    """Write the card as HTML."""
    if not lessons:
        return _frame("No lessons found", f"<div>{escape(NOTHING)}</div>")
    legend = " &nbsp; ".join(f"{sign} {status}" for status, sign in _used(lessons))
    said = "".join(
        f"<div>{escape(where)}: {escape(words)}</div>" for where, words in remarks(lessons)
    )
    small = f'<div style="margin-top:.5em;opacity:.75">{legend}<br>{escape(FOOT)}</div>'
    return _frame(headline(lessons), _table(lessons) + said + small)


def _frame(title: str, inside: str) -> str:
    return (
        '<div role="status" style="border-left:4px solid #1a7f5a;padding:.5em .9em;'
        'font-size:14px;line-height:1.5">'
        f'<div style="font-weight:600">{escape(title)}</div>{inside}</div>'
    )


def _table(lessons: list[LessonStanding]) -> str:
    heads = "".join(
        f'<th scope="col" style="{CELL};font-weight:400;opacity:.75">{name}</th>'
        for name in ("lesson", "exercises", "points")
    )
    rows = "".join(map(_row, lessons))
    return (
        '<table style="margin:.5em 0;border-collapse:collapse;color:inherit">'
        f'<thead><tr style="background:none">{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(lesson: LessonStanding) -> str:
    inside = escape(f"! {lesson.problem}") if lesson.problem else _chips(lesson)
    return (
        f'<tr style="background:none"><th scope="row" style="{CELL};font-weight:400;'
        f'white-space:nowrap">'
        f'{escape(lesson.name)}</th><td style="{CELL}">{inside}</td>'
        f'<td style="{CELL};padding-right:0;white-space:nowrap">{_points(lesson)}</td></tr>'
    )


def _chips(lesson: LessonStanding) -> str:
    return " ".join(map(_chip, lesson.exercises))


def _chip(one: Standing) -> str:
    """Write an exercise with its sign; a screen reader says the status in place of the sign."""
    sign, colour = SIGNS[one.status]
    return (
        '<span style="white-space:nowrap;margin-right:1em">'
        f'<span role="img" aria-label="{one.status}:" style="color:{colour};font-weight:600">'
        f"{sign}</span> {escape(one.name)}</span>"
    )
