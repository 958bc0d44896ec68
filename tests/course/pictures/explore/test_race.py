"""Several step functions run at once, on the same surface from the same start."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from course import descend, explore, surfaces


def gd_step(theta, grad, lr):
    return theta - lr * grad


def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity


def adam_step(theta, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    return theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def unwritten(theta, grad, lr, depth):
    raise NotImplementedError


def test_each_racer_runs_as_if_alone() -> None:
    """Their paths are those of `descend`; sliders are shared by name, in order of appearance."""
    race = explore([gd_step, momentum_step, adam_step], surfaces.saddle, lr=0.05, gamma=0.5)
    assert [control.name for control in race.sliders] == ["lr", "gamma", "beta1", "beta2", "eps"]
    given = {"lr": 0.05, "gamma": 0.5}
    for outcome, names in zip(race.outcomes, [["lr"], ["lr", "gamma"], ["lr"]], strict=True):
        hyper = {name: given[name] for name in names}
        saddle = surfaces.saddle.gradient
        expected = descend(outcome.run.step, saddle, surfaces.saddle.start, 60, **hyper)
        np.testing.assert_array_equal(outcome.path, expected)
    assert race.title.startswith("gd_step against momentum_step against adam_step on the saddle")


def test_partial_fixes_a_parameter_for_its_racer_only() -> None:
    """The slider moves the others; a dict gives names of one's own."""
    race = explore({"fast": gd_step, "slow": partial(gd_step, lr=0.001)}, lr=0.05)
    assert [run["name"] for run in race.state["runs"]] == ["fast", "slow"]
    before = race.outcomes[1].path
    race.move(lr=0.02)
    np.testing.assert_array_equal(race.outcomes[1].path, before)
    assert race.experiment.runs[1].fixed == {"lr": 0.001}
    alone = explore([partial(gd_step, lr=0.01), partial(gd_step, lr=0.02)])
    assert [control.name for control in alone.sliders] == ["kappa"]
    assert [run["name"] for run in alone.state["runs"]] == [
        "gd_step, lr = 0.01",
        "gd_step, lr = 0.02",
    ]


def test_unwritten_racer_is_waited_for_while_others_run() -> None:
    """The race goes on and says who is missing; it waits only when nobody runs."""
    race = explore([unwritten, gd_step, momentum_step], lr=0.02)
    assert race.state["kind"] == "fine"
    assert "`unwritten` is not written yet." in race.message
    assert len(race.outcomes[1].path) == 61
    alone = explore([unwritten, unwritten, unwritten])
    assert alone.message == "This picture waits for `unwritten`, which is not written yet."


def test_wrong_races_are_refused() -> None:
    """Too many, none, or a comparison besides."""
    with pytest.raises(ValueError, match="a race has 1 to 6 step functions, got 7"):
        explore([gd_step] * 7)
    with pytest.raises(ValueError, match="a race has 1 to 6 step functions, got 0"):
        explore([])
    with pytest.raises(ValueError, match="a race takes no `against`"):
        explore([gd_step], against={"lr": 0.1})
