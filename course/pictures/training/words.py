"""What the training picture says."""

from __future__ import annotations

import math
from collections.abc import Sequence

from course.counted import counted
from course.pictures.training.record import Record
from course.run.descend import Step, name_of
from course.widget.numbers import number

NAMELESS = ("step", "<lambda>")  # what a function is called that another has made
CLOSE = 0.05  # relative distance to the loss of a guess at which nothing was learned
WORSE = 1.5  # times the first loss at which a training has diverged


def called(step: Step) -> str:
    """What a learner calls a step function: ``sgd`` for the ``step`` that ``sgd(0.1)`` made."""
    maker = getattr(step, "__qualname__", "").rsplit(".<locals>.", 1)[0].rsplit(".", 1)[-1]
    return maker if name_of(step) in NAMELESS and maker else name_of(step)


def listed(names: Sequence[str]) -> str:
    """``SGD, momentum and Adam``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def kind(records: Sequence[Record]) -> str:
    """``waiting``, ``trouble``, ``diverges`` or ``fine``: how the sentences are shown."""
    for record in records:
        if record.trouble is not None:
            return record.trouble.kind
    return "diverges" if any(worse(record) for record in records) else "fine"


def worse(record: Record) -> bool:
    """Whether the loss ended clearly higher than it began."""
    return record.updates > 1 and not record.mean() < WORSE * record.losses[0]


def percent(share: float) -> str:
    """``96.1 %``."""
    return f"{100 * share:.1f} %"


def summary(records: Sequence[Record], tests: int, classes: int) -> str:
    """How each training went."""
    if len(records) == 1:
        return _alone(records[0], tests, classes)
    ends = [
        f"{each.name} {number(each.mean())}, {percent(each.shares[-1])} right"
        for each in records
        if each.trained is not None and each.updates
    ]
    told = f"Mean loss of the last epoch, and new digits right: {'; '.join(ends)}." if ends else ""
    stops = [_stopped(record, several=True) for record in records]
    odd = [words for record in records for words in _odd(record, classes)]
    every = dict.fromkeys([told, *stops, *odd, _spread(records, tests)])
    return " ".join(filter(None, every))


def _alone(record: Record, tests: int, classes: int) -> str:
    if record.trouble is not None or record.trained is None:
        return _stopped(record)
    wrong = round((1 - record.shares[-1]) * tests)
    first = record.mean(min(record.every, record.updates)) if record.updates else math.nan
    updates = counted(record.updates, "update")
    sentences = [
        f"{updates}. The mean loss of an epoch falls from {number(first)} "
        f"to {number(record.mean())}."
        if record.updates > record.every and record.mean() < first
        else f"{updates}.",
        f"{percent(record.shares[-1])} of the {tests} new digits are right, {wrong} are wrong.",
        *_odd(record, classes),
    ]
    return " ".join(sentences)


def _stopped(record: Record, several: bool = False) -> str:
    """Why a training did not come to its end, and in which update."""
    words = str(record.trouble or "")
    if record.trouble is None or record.trouble.kind in ("waiting", "stopped"):
        return words
    who = f"{record.name}: " if several else ""
    when = f" It was update {record.updates}." if record.updates > 1 else ""
    return f"{who}{words}{when}"


def _odd(record: Record, classes: int) -> list[str]:
    """What there is to wonder about."""
    sentences = list(record.notes)
    blank = math.log(classes)
    if not record.updates:
        return sentences
    if worse(record):
        sentences.append(
            f"The loss of {record.name} ends higher than it began: from "
            f"{number(record.losses[0])} to {number(record.mean())}. A smaller lr may help."
        )
    elif record.updates > record.every and abs(record.mean() - blank) < CLOSE * blank:
        sentences.append(
            f"The loss of {record.name} is still about log {classes} = {number(blank)}, "
            "as before it learns anything."
        )
    return sentences


def _spread(records: Sequence[Record], tests: int) -> str:
    """The error bar, when the best two are within it."""
    ends = sorted(record.shares[-1] for record in records if record.trained is not None)
    if len(ends) < 2:
        return ""
    error = math.sqrt(max(ends[-1] * (1 - ends[-1]), 1e-9) / tests)
    if ends[-1] - ends[-2] > 2 * error:
        return ""
    return f"With {tests} new digits, luck alone moves an accuracy by {percent(error)}."
