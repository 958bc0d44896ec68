"""The diagnosis of a wrong answer: what is right, what is not, and how the two are related."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checking.data import Exercise, Influence
from course.checking.diagnosis.errors import explain
from course.checking.diagnosis.influence import changes_told, influence, told
from course.checking.diagnosis.parts import (
    Named,
    Part,
    in_order,
    listed,
    names_in,
    orders,
    parts,
    structure,
)  # fmt: skip
from course.checking.diagnosis.reading import read
from course.checking.diagnosis.relations import View, relation, step_from
from course.checking.diagnosis.repeats import repeats
from course.checking.diagnosis.weak import right_entries, weakly
from course.checking.example import Outcome
from course.checking.fingerprint import match
from course.compare import as_numbers, difference
from course.counted import counted


@dataclass(frozen=True)
class Tried:
    """One example: its label in words, what was expected, what came, and what was given."""

    label: str
    want: Outcome
    got: Outcome
    named: Named
    right: bool
    parameters: list[str]

    @property
    def given(self) -> dict[str, Any]:
        """The arguments of the answer's only call; nothing where it is called more often."""
        calls = self.got.calls
        return calls[0].given(self.parameters) if len(calls) == 1 else {}

    def changed(self) -> list[str]:
        """Return the names of the arguments that the answer has changed."""
        names = [name for call in self.got.calls for name in call.changed(self.parameters)]
        return list(dict.fromkeys(names))


def diagnose(
    exercise: Exercise,
    outcomes: list[Outcome],
    known: tuple[str, ...] = (),
    answer: Callable[..., Any] | None = None,
) -> str:
    """Return what is certain about a wrong answer, in plain sentences; or advice when nothing is.

    Parameters
    ----------
    exercise : Exercise
        The exercise, with its examples and what they should give.
    outcomes : list of Outcome
        What the answer gave on each example.
    known : tuple of str
        The names of the lesson's exercises.
    answer : function, optional
        The answer itself, to be tried with other arguments.
    """
    tried = _tried(exercise, outcomes)
    wrong = [one for one in tried if not one.right]
    if not wrong:
        return ""
    shown = read(answer, exercise.parameters or [])
    if wrong[0].got.error is not None:
        return _joined(_where(tried), explain(wrong[0].got.error, known) or shown) or LOOK
    with np.errstate(all="ignore"):  # a relation that is tried may divide by zero
        what = _values(exercise, [one for one in wrong if not one.got.raised], tried)
        if not any(plain in what for plain in _PLAIN):
            what = _two_mistakes(exercise, outcomes) or what
        what = what or _slip(exercise, outcomes)
        what = _joined(what, repeats(answer, wrong[0].given))
        what = _joined(what, _without_part(exercise, tried, answer, what))
        what = _joined(what, shown) or _least(exercise, tried, known)
    return _joined(_where(tried), what) or ADVICE


ADVICE = (
    "No simple rule leads from what is expected to what came. Work the example out by hand, and "
    "print each quantity of your formula beside it: the first that differs shows the place."
)
"""What is said where nothing is certain but that the answer is wrong."""

LOOK = "What do the names in that line hold when it runs? Print them in the line before it."
"""What is said of an error that has no usual cause."""

_PLAIN = ("opposite sign", "what is expected", "another order")
"""Words of relations so simple that they are the better diagnosis, whatever else would fit."""


def _two_mistakes(exercise: Exercise, outcomes: list[Outcome]) -> str:
    """Tell two known mistakes made at once, where one pair alone gives what came."""
    fitting = [pair for pair in exercise.pairs if match(pair.gives, outcomes)]
    if len(fitting) != 1:
        return ""
    one, two = (exercise.mistakes[place].hint for place in fitting[0].places)
    return f"Two things at once. {one} And then: {two}"


def _slip(exercise: Exercise, outcomes: list[Outcome]) -> str:
    """Tell a formula with one part joined in another way, where one alone gives what came."""
    fitting = {slip.words for slip in exercise.slips if match(slip.gives, outcomes)}
    return f"It gives here what a formula gives {fitting.pop()}." if len(fitting) == 1 else ""


def _tried(exercise: Exercise, outcomes: list[Outcome]) -> list[Tried]:
    rows = zip(exercise.examples, exercise.labels, exercise.expected, outcomes, strict=True)
    return [
        Tried(
            label, want, got, names_in(source, exercise.name, exercise.results),
            want.agrees(got, exercise.tolerance), exercise.parameters or [],
        )
        for source, label, want, got in rows
    ]  # fmt: skip


def _where(tried: list[Tried]) -> str:
    """Tell which examples come out right, where some do: of other inputs it says nothing."""
    right = list(dict.fromkeys(one.label for one in tried if one.right))
    wrong = list(dict.fromkeys(one.label for one in tried if not one.right))
    if not right or not all(right + wrong):
        return ""
    if len(wrong) <= 2 and len(wrong) <= len(right):
        come = "comes" if len(wrong) == 1 else "come"
        return f"{_examples(wrong)} {come} out wrong, the other{_s(right)} right."
    if len(right) <= 2:
        come = "comes" if len(right) == 1 else "come"
        return f"{_examples(right)} {come} out right, the other{_s(wrong)} wrong."
    return f"{len(right)} of the {counted(len(tried), 'example')} come out right."


def _examples(labels: list[str]) -> str:
    return f"The example{_s(labels)} {listed(labels)}"


def _s(labels: list[str]) -> str:
    return "" if len(labels) == 1 else "s"


def _values(exercise: Exercise, wrong: list[Tried], tried: list[Tried]) -> str:
    """Diagnose examples that gave a value."""
    if any(one.want.raised for one in wrong):
        return ""
    if all(one.got.value is None for one in wrong):
        return "Nothing came back: a function gives what stands after return, and None without it."
    changed = [name for one in wrong for name in one.changed()]
    touched = f"It changes {listed(list(dict.fromkeys(changed)))}, which the caller still needs."
    values = [
        one
        for one in wrong
        if difference(one.want.value, one.got.value, exercise.tolerance) is not None
    ]
    if not values:
        return touched if changed else ""
    labels = [one.label for one in values]
    first = values[0]
    if words := structure(first.want.value, first.got.value, first.named, exercise.tolerance):
        told = [
            structure(one.want.value, one.got.value, one.named, exercise.tolerance)
            for one in values
        ]
        said = words if all(told) else ""
        first_one = [one.label for one, each in zip(values, told, strict=True) if each == words]
        return said or (f"In the example{_s(first_one)} {listed(first_one)}: {words}")
    if changed and isinstance(first.want.value, Mapping):
        return touched  # what the example looks at afterwards is no longer what was given
    said = _order(exercise, values) or _parts(exercise, values, tried)
    if said and len(values) < len(wrong) and all(one.label for one in values):
        said = f"In the example{_s(labels)} {listed(labels)}: {said}"
    return " ".join(filter(None, [said, touched if changed else ""]))


def _order(exercise: Exercise, values: list[Tried]) -> str:
    """Tell results that are right, but come in the same other order in every example."""
    found = [orders(one.want.value, one.got.value, exercise.tolerance) for one in values]
    shared = set.intersection(*found)
    return in_order(shared.pop(), values[0].named) if len(shared) == 1 else ""


def _parts(exercise: Exercise, values: list[Tried], tried: list[Tried], weak: bool = False) -> str:
    """Tell which pieces of the result are wrong, and how, and which are right everywhere.

    `weak` asks for what holds where no relation does.
    """
    if isinstance(values[0].want.value, Mapping):
        values = [one for one in values if isinstance(one.want.value, Mapping)][:1]
        tried = values  # the same key says another thing in another example
    else:
        values = [one for one in values if not isinstance(one.want.value, Mapping)]
        tried = [one for one in tried if not isinstance(one.want.value, Mapping)]
    views: dict[str, list[View]] = {}
    seen: list[str] = []
    for one in tried:
        if one.got.raised or one.want.raised:
            continue
        pieces = parts(one.want.value, one.got.value, one.named)
        if pieces is None and one in values:
            return ""
        for piece in pieces or []:
            seen.append(piece.name)
            if difference(piece.want, piece.got, exercise.tolerance) is not None:
                views.setdefault(piece.name, []).append(_view(piece, one, exercise.tolerance))
    wrong = list(views)
    right = [name for name in dict.fromkeys(seen) if name and name not in views]
    sentences = _grouped({name: _shared(views[name], name, weak) for name in wrong})
    if wrong and right and all(wrong):
        return " ".join([f"{_are(right)} right; {_are(wrong)} not.", *sentences])
    return " ".join(sentences)


def _are(names: list[str]) -> str:
    some = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return f"{listed(some)} {'is' if len(names) == 1 else 'are'}"


def _view(piece: Part, one: Tried, tolerance: float) -> View:
    return View(_array(piece.want), _array(piece.got), one.given, tolerance)


def _array(value: Any) -> np.ndarray:
    """Return a piece as an array of floats; an empty one for what holds no numbers."""
    numbers = None if isinstance(value, Mapping) else as_numbers(value)
    if numbers is None or numbers.dtype.kind not in "iuf":
        return np.zeros(0)
    return np.asarray(numbers, dtype=float)


def _shared(views: list[View], name: str, weak: bool) -> str:
    if weak:
        return weakly(views)
    views = [view for view in views if view.got.size] or views
    if any(not view.want.size or not view.got.size for view in views):
        return ""
    words = relation(views, is_path=name == "path") or step_from(name, views)
    return words.replace(f"is {name} as it", "is as it")


def _grouped(told: dict[str, str]) -> list[str]:
    """Say each relation once, with all the pieces it holds of."""
    said: dict[str, list[str]] = {}
    for name, words in told.items():
        if words:
            said.setdefault(words, []).append(name)
    return [
        f"{listed(names)}: each {words}."
        if len(names) > 1
        else f"{names[0] or 'The result'} {words}."
        for words, names in said.items()
    ]


def _joined(what: str, part: str) -> str:
    return " ".join(filter(None, [what, part]))


def _without_part(
    exercise: Exercise, tried: list[Tried], answer: Callable[..., Any] | None, what: str
) -> str:
    """Tell which arguments play no part in the answer, though they should."""
    pairs = [
        (needs, influence(answer, one.given))
        for one, needs in zip(tried, exercise.influences, strict=True)
        if answer is not None and needs and not one.right and one.got.value is not None
    ]
    given = next((one.given for one in tried if not one.right), {})
    found = [(needs, got) for needs, got in pairs if got is not None]
    if not found or len(found) < len(pairs):
        return ""
    expected, tried_out = [needs for needs, _ in found], [got for _, got in found]
    if words := told(expected, tried_out, given):
        return words
    if what:
        return ""
    return changes_told(expected, tried_out) or _in_one(tried, expected, tried_out, given)


def _in_one(
    tried: list[Tried], expected: list[Influence], found: list[Influence], given: dict[str, Any]
) -> str:
    """Tell which arguments play no part in the first wrong example, where others differ."""
    label = next(one.label for one in tried if not one.right)
    words = told(expected[:1], found[:1], given) if len(found) > 1 and label else ""
    return f"In the example {label}: {words}" if words else ""


def _least(exercise: Exercise, tried: list[Tried], known: tuple[str, ...]) -> str:
    """Tell the least that is certain, where no relation explains the result."""
    wrong = [one for one in tried if not one.right]
    raised = [one for one in wrong if one.got.raised]
    error = raised[0].got.error if raised and raised[0].label else None
    if error is not None and (words := explain(error, known)):
        return f"In the example {raised[0].label}: {words}"
    values = [one for one in wrong if not one.got.raised and not one.want.raised]
    if not values or raised:
        return ""
    return _parts(exercise, values, tried, weak=True) or _right_entries(exercise, values)


def _right_entries(exercise: Exercise, values: list[Tried]) -> str:
    """Tell the first example in which some entries of a piece are right, and which."""
    for one in values:
        for piece in parts(one.want.value, one.got.value, one.named) or []:
            words = right_entries(_view(piece, one, exercise.tolerance))
            if words and one.label:
                of = f"{piece.name}: " if piece.name else ""
                return f"In the example {one.label}, {of}{words}."
    return ""
