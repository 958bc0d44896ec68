"""Answers that do not give the same for the same arguments are told so."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checking.diagnosis.repeats import repeats

GIVEN = {"x": np.arange(4.0)}
TWICE = "The same call gives something else the second time"
GLOBAL = "It draws from NumPy's global generator"


def test_an_answer_that_keeps_something_between_calls_is_told_so() -> None:
    kept: list[float] = []

    def answer(x: np.ndarray) -> float:
        kept.append(float(x.sum()))
        return sum(kept)

    assert repeats(answer, GIVEN).startswith(TWICE)


def test_an_answer_that_draws_from_the_global_generator_is_told_so() -> None:
    """And the generator goes on as if nothing had been tried."""
    np.random.seed(3)
    before = np.random.get_state()[1].tolist()  # type: ignore[index]
    assert repeats(lambda x: x + np.random.randn(len(x)), GIVEN).startswith(GLOBAL)
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index]


def test_a_generator_of_its_own_without_a_seed_is_told_so() -> None:
    said = repeats(lambda x: x + np.random.default_rng().normal(), GIVEN)
    assert said.startswith(TWICE)


def test_nothing_is_said_of_an_answer_that_gives_the_same() -> None:
    """Neither where it draws from the generator that it is given, nor where it changes inputs."""

    def drawing(rng: np.random.Generator) -> float:
        return float(rng.normal())

    def changing(x: np.ndarray) -> np.ndarray:
        x += 1
        return x

    assert repeats(drawing, {"rng": np.random.default_rng(0)}) == ""
    assert repeats(changing, GIVEN) == ""
    assert GIVEN["x"].tolist() == [0, 1, 2, 3]


def test_nothing_is_said_where_it_cannot_be_tried() -> None:
    def failing(x: np.ndarray) -> Any:
        raise ValueError("as it is")

    def endless(x: np.ndarray) -> Any:
        while True:
            pass

    for answer in (None, failing, endless):
        assert repeats(answer, GIVEN) == ""
    assert repeats(lambda x: np.random.randn(), {}) == ""
