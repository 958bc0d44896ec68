"""nbgrader's traits, set so that it grades in isolation."""

from __future__ import annotations

from typing import Any

from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute

from .execute import IsolatedExecute
from .reading import CarefulExporter
from .tidy import TidyUp


def apply(c: Any) -> None:
    """Replace nbgrader's `Execute`, and stand guard before it reads a submission."""
    before = _steps(c, "sanitize_preprocessors")
    c.Autograde.sanitize_preprocessors = [TidyUp, *(step for step in before if step is not TidyUp)]
    c.Autograde.autograde_preprocessors = [
        IsolatedExecute if step is Execute else step
        for step in _steps(c, "autograde_preprocessors")
    ]
    c.Autograde.exporter_class = CarefulExporter


def _steps(c: Any, trait: str) -> list[Any]:
    """The steps that the config has so far, or nbgrader's own."""
    if trait in c.Autograde:
        return list(c.Autograde[trait])
    return list(Autograde.class_traits()[trait].default())
