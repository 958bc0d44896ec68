"""What a picture says: one place for all its sentences."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence

from course.counted import counted
from course.pictures.explore.runs import Outcome
from course.run.descend import Step
from course.run.walk import walks_by_itself
from course.surfaces.surface import Surface
from course.widget.numbers import number, point


def summary(
    outcomes: Sequence[Outcome], surface: Surface, values: Mapping[str, float], lead: str = ""
) -> str:
    """The picture's state in words: the trouble if there is any, else where the paths end.

    ``lead`` says what is wrong with the gradient that leads the paths, which then is to blame.
    """
    first = outcomes[0]
    if surface.waits:
        return f"This picture waits for `{surface.waits}`, which is not written yet."
    if kind(outcomes) == "waiting":
        waits = " and ".join(f"`{name}`" for name in dict.fromkeys(_waited(outcomes)))
        are = "are" if len(set(_waited(outcomes))) > 1 else "is"
        return f"This picture waits for {waits}, which {are} not written yet."
    sentences = [_sentence(first, surface, values, lead), lead]
    for other in outcomes[1:]:
        same = other.trouble is not None and str(other.trouble) == str(first.trouble)
        if not same:
            sentences.append(_comparison(other, surface, values, lead))
    return " ".join(filter(None, sentences))


def _waited(outcomes: Sequence[Outcome]) -> list[str]:
    """The functions that are not written yet."""
    return [
        outcome.trouble.missing
        for outcome in outcomes
        if outcome.trouble is not None and outcome.trouble.reason == "not written"
    ]


def kind(outcomes: Sequence[Outcome]) -> str:
    """``waiting``, ``trouble``, ``diverges`` or ``fine``: how the sentence is shown."""
    first = outcomes[0]
    if first.trouble is not None and first.trouble.reason == "not written":
        return (
            "waiting" if len(outcomes) <= 2 or len(_waited(outcomes)) == len(outcomes) else "fine"
        )
    if first.diverges:
        return "diverges"
    return "fine" if first.trouble is None else "trouble"


def _sentence(
    outcome: Outcome, surface: Surface, values: Mapping[str, float], lead: str = ""
) -> str:
    if outcome.diverges:
        return _divergence(outcome, surface, values, lead)
    if outcome.trouble is not None:
        return str(outcome.trouble)
    steps, end = len(outcome.path) - 1, outcome.path[-1]
    return (
        f"{counted(steps, 'step')} from {point(outcome.path[0])} "
        f"end{'s' if steps == 1 else ''} at {point(end)}; "
        f"the loss goes from {number(outcome.loss[0])} to {number(outcome.loss[-1])}."
    )


def _comparison(other: Outcome, surface: Surface, values: Mapping[str, float], lead: str) -> str:
    name = f"`{other.run.name}`"
    if other.trouble is not None and other.trouble.reason == "not written":
        return str(other.trouble)
    if other.diverges or other.trouble is not None:
        return f"With {name}: {_sentence(other, surface, values, lead)}"
    return (
        f"With {name} it ends at {point(other.path[-1])} with a loss of {number(other.loss[-1])}."
    )


def _divergence(outcome: Outcome, surface: Surface, values: Mapping[str, float], lead: str) -> str:
    steps = len(outcome.path) - 1
    words = (
        f"The path diverges: after {counted(steps, 'step')} the loss has grown from "
        f"{number(outcome.loss[0])} to {number(outcome.loss[-1])}."
    )
    if lead:
        return words
    named = stable_lr(outcome.run.step, surface, outcome.run.hyper(values))
    if named is None:
        return f"{words} A smaller lr may help."
    formula, bound = named
    lr = outcome.run.hyper(values)["lr"]
    if lr >= bound:
        return f"{words} lr = {number(lr)} is above {formula} = {number(bound)}."
    return (
        f"{words} Yet lr = {number(lr)} is below {formula} = {number(bound)}, "
        f"where it should be stable: look at `{outcome.run.step.__name__}` again."
    )


def stable_lr(step: Step, surface: Surface, hyper: Mapping[str, float]) -> tuple[str, float] | None:
    """Below which lr theory promises convergence here, with its formula; None if not known.

    On a quadratic, gradient descent is stable for lr·λmax < 2 and heavy-ball momentum for
    lr·λmax < 2(1 + γ) (Polyak 1964; see lesson 05). The parameters' names tell which it is.
    """
    names = set(inspect.signature(step).parameters) - {"theta0", "steps", "grad_f"}
    if walks_by_itself(step):  # by its hyper-parameters it is of one kind or the other
        names |= {"theta", "grad"} | ({"velocity"} if "gamma" in names else set())
    if surface.eigenvalues is None:
        return None
    steepest = surface.eigenvalues[1]
    if names == {"theta", "grad", "lr"}:
        return "2/λmax", 2 / steepest
    if names == {"theta", "velocity", "grad", "lr", "gamma"}:
        return "2(1 + γ)/λmax", 2 * (1 + hyper["gamma"]) / steepest
    return None
