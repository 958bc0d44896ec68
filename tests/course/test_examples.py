"""The examples in docstrings: they are there, and they do what they show."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Callable
from typing import Any

import pytest

import course
from course import data, network, surfaces
from grader.limits import Limits

SHOWN: list[Callable[..., Any]] = [
    *(course.explore, course.posterior, course.descend, course.using),
    *(surfaces.of, network.initial_params, network.mlp_gradients, data.parts),
    Limits.from_config,
]


@pytest.mark.parametrize("function", SHOWN, ids=lambda function: str(function.__qualname__))
def test_a_docstrings_examples_do_what_they_show(function: Callable[..., Any]) -> None:
    """Each line is run where the function is defined, and gives what stands below it."""
    known = dict(vars(importlib.import_module(function.__module__)))
    found = doctest.DocTestFinder(recurse=False).find(function, globs=known)
    assert sum(len(each.examples) for each in found) > 0
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for each in found:
        runner.run(each, out=said.append)
    assert runner.failures == 0, "".join(said)
