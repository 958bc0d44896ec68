"""Switch nbgrader to grading in isolation, with this house's guards: `configure` does it all.

Each function takes the ``c`` of an `nbgrader_config.py` and leaves what it does not name as the
config has it, so a course can call only those it wants, or set a trait again afterwards.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import CheckCellMetadata, Execute, InstantiateTests
from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue
from traitlets.utils.importstring import import_item

from grader.nbgrader.autograde.execute import IsolatedExecute
from grader.nbgrader.autograde.metadata import CheckMetadataOnce
from grader.nbgrader.autograde.reading import CarefulExporter
from grader.nbgrader.autograde.structure import TidyUp
from grader.nbgrader.bonus import ExportGrades, FullMarks
from grader.nbgrader.collect.collector import SafeCollector
from grader.nbgrader.collect.guards import ForgetStrays, NoLinks, SafeExtractor
from grader.nbgrader.feedback.exporter import FeedbackExporter, HideTests
from grader.nbgrader.feedback.pages import safe_code, safe_markdown
from grader.nbgrader.feedback.sanitise import Sanitise
from grader.nbgrader.generate.must_cross import MustCross
from grader.nbgrader.generate.release import CheckFiles, CleanMetadata, NoLeaks
from grader.nbgrader.literal_names import use_literal_names

# nbgrader survives a mistake in its config and would grade without any of it, isolation included.
# It reads the config of the folder it is started in twice, so this stops it at the second time.
NbGrader.raise_config_file_errors = True

_OURS = {Execute: IsolatedExecute, CheckCellMetadata: CheckMetadataOnce}
"""What stands for which of nbgrader's steps."""


def configure(c: Config) -> None:
    """Grade in isolation and set every guard, for commands and for the formgrader's buttons.

    Parameters
    ----------
    c : traitlets.config.Config
        What ``get_config()`` gives in `nbgrader_config.py`.

    Examples
    --------
    The whole of a small course's `nbgrader_config.py`:

    >>> from grader import configure
    >>> c = get_config()                      # doctest: +SKIP
    >>> c.CourseDirectory.course_id = "mine"  # doctest: +SKIP
    >>> configure(c)                          # doctest: +SKIP
    """
    find_tools()
    use_literal_names()
    guard_release(c)
    guard_collection(c)
    guard_pages(c)
    guard_feedback(c)
    leave_out_bonus(c)
    isolate(c)  # last: it puts its own steps among those of the others


def find_tools() -> None:
    """Let nbgrader find `alembic`, which it looks for on the PATH to make a new gradebook.

    ``.venv/bin/nbgrader`` in a shell where the environment is not active would fail.
    """
    tools = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if tools not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([tools, path])


def guard_release(c: Config) -> None:
    """Let nothing out that belongs to a solution, a hidden test or the author's session."""
    stock = stock_steps(GenerateAssignment, "preprocessors")
    c.GenerateAssignment.preprocessors = [CheckFiles, *stock, CleanMetadata, NoLeaks]


def guard_collection(c: Config) -> None:
    """Let no archive and no copied cell stop the others, and no link pass for a file."""
    c.ZipCollectApp.extractor_plugin = SafeExtractor
    c.ZipCollectApp.collector_plugin = SafeCollector
    *stock, check = stock_steps(Autograde, "sanitize_preprocessors")
    c.Autograde.sanitize_preprocessors = [NoLinks, *stock, ForgetStrays, check]


def guard_pages(c: Config) -> None:
    """Clean whatever a submission shows, on feedback and in the formgrader."""
    c.HTMLExporter.preprocessors = [Sanitise]
    c.HTMLExporter.filters = {"markdown2html": safe_markdown, "highlight_code": safe_code}
    c.FormgradeExtension.debug = False  # its page shows the config, a database password included


def guard_feedback(c: Config) -> None:
    """Tell learners in words what failed, and nothing of the hidden tests."""
    c.GenerateFeedback.exporter_class = FeedbackExporter
    stock = stock_steps(GenerateFeedback, "preprocessors")
    c.GenerateFeedback.preprocessors = [HideTests, *stock, FullMarks]


def leave_out_bonus(c: Config) -> None:
    """Let full marks be full in the exported table; a course's own exporter stays."""
    if "plugin_class" not in c.ExportApp:
        c.ExportApp.plugin_class = ExportGrades


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
