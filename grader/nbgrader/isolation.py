"""nbgrader's traits, set so that it grades in isolation."""

from __future__ import annotations

from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment
from nbgrader.preprocessors import CheckCellMetadata, Execute, InstantiateTests
from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue
from traitlets.utils.importstring import import_item

from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.autograde.metadata import CheckMetadataOnce
from grader.nbgrader.autograde.reading import CarefulExporter
from grader.nbgrader.autograde.structure import TidyUp
from grader.nbgrader.generate.must_cross import MustCross

_OURS = {Execute: IsolatedExecute, CheckCellMetadata: CheckMetadataOnce}
"""What stands for which of nbgrader's steps."""


def isolate(c: Config) -> None:
    """Replace nbgrader's `Execute`, and stand guard before it reads a submission.

    Raises
    ------
    SystemExit
        When that cannot be done: nbgrader survives any other exception in its config and would
        go on to grade without isolation.
    """
    try:
        _isolate(c)
    except Exception as error:
        raise SystemExit(f"grading in isolation could not be set up: {error!r}") from error


def _isolate(c: Config) -> None:
    before = [step for step in _steps(c, "sanitize_preprocessors") if step is not TidyUp]
    c.Autograde.sanitize_preprocessors = [TidyUp, *(_OURS.get(step, step) for step in before)]
    grading = _steps(c, "autograde_preprocessors")
    c.Autograde.autograde_preprocessors = [_OURS.get(step, step) for step in grading]
    c.Autograde.exporter_class = CarefulExporter
    building = _steps(c, "preprocessors", GenerateAssignment)
    building = [step for step in building if step is not MustCross]
    written = building.index(InstantiateTests) + 1 if InstantiateTests in building else 0
    c.GenerateAssignment.preprocessors = [*building[:written], MustCross, *building[written:]]


def stock_steps(converter: type[BaseConverter], trait: str) -> list[type]:
    """The steps that nbgrader itself would take."""
    return list(converter.class_traits()[trait].default())


def _steps(c: Config, trait: str, converter: type[BaseConverter] = Autograde) -> list[type]:
    """The steps that the config has so far, or nbgrader's own."""
    stock = stock_steps(converter, trait)
    if trait not in c[converter.__name__]:
        return stock
    chosen = c[converter.__name__][trait]
    if isinstance(chosen, LazyConfigValue):  # c.Autograde.trait.append(...)
        chosen = chosen.get_value(stock)
    return [import_item(step) if isinstance(step, str) else step for step in chosen]
