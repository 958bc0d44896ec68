"""Guards on the way from `source/` to `release/`.

nbgrader clears solutions and hidden tests, but it copies every other file of the lesson's
folder, and leaves a notebook's metadata, saved widget state included, as it was.
The steps here run inside ``nbgrader generate_assignment`` and the formgrader's button; when
one of them objects, nbgrader says why, removes the folder again and releases nothing.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List as ListTrait
from traitlets import Unicode

from grader.markers import Markers
from grader.nbgrader.folders import converter_of
from grader.nbgrader.generate.leaks import leaks, secrets_of, widget_state
from grader.nbgrader.regions import squeeze
from grader.nbgrader.stock import Preprocessed, Resources

NOTEBOOK_METADATA = ("kernelspec", "language_info", "title", "authors")
LEFT_OUT = (".ipynb_checkpoints", "__pycache__", "*.pyc", "feedback")  # nbgrader's own default
CELL_METADATA = ("nbgrader", "deletable", "editable", "license", "slideshow", "tags")


LEAKING = "Learners would see this; take it out of source/:"
ON_PURPOSE = (
    "What is given on purpose: add the line to c.NoLeaks.given = [...] in nbgrader_config.py."
)


class LeakError(Exception):
    """Something in `source/` would reach learners that must not."""


class CheckFiles(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Refuse a lesson whose folder holds files that are not meant for learners."""

    allowed = ListTrait(
        Unicode(),
        default_value=[
            "checks.json",
            "autotests.yml",
            "data/*",
            "*.csv",
            "*.npz",
            "*.png",
            "*.jpg",
            "*.svg",
        ],
        help="What may stand beside the notebook; patterns of paths within the lesson's folder.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Look at the folder the notebook came from."""
        folder = Path(resources["metadata"]["path"])
        notebook = f"{resources['nbgrader']['notebook']}.ipynb"
        ignored = converter_of(self).coursedir.ignore
        strangers = unexpected(folder, [*siblings(folder, notebook), *self.allowed], ignored)
        if strangers:
            raise LeakError(
                f"{folder} would hand out {', '.join(strangers)}. Expected {notebook} and "
                f"{', '.join(self.allowed)}. Move the rest out of source/, or add it to "
                "c.CheckFiles.allowed in nbgrader_config.py."
            )
        return nb, resources


def siblings(folder: Path, notebook: str) -> list[str]:
    """List the assignment's notebooks: the one named, and those with exercises of their own.

    An assignment may have several. A forgotten copy has the exercises of the first, and is none.
    """
    own = {path.name: _exercises(path) for path in folder.glob("*.ipynb") if not path.is_symlink()}
    mine = own.get(notebook, set())
    return [glob.escape(name) for name, found in own.items() if name == notebook or found - mine]


def _exercises(notebook: Path) -> set[str]:
    """Read the names of a notebook's graded and answered cells."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        about = [cell["metadata"].get("nbgrader", {}) for cell in cells]
        return {each["grade_id"] for each in about if each.get("grade") or each.get("solution")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def handed_out(folder: Path, ignored: Sequence[str] = LEFT_OUT) -> list[Path]:
    """List the files of a lesson's folder that nbgrader copies, its notebooks included.

    What it ignores are names within the folder, not those of the folders above it.
    """
    return [
        path
        for path in sorted(folder.rglob("*"))
        if (path.is_file() or path.is_symlink())
        and not any(
            fnmatch(part, name) for part in path.relative_to(folder).parts for name in ignored
        )
    ]


def unexpected(
    folder: Path, allowed: Sequence[str], ignored: Sequence[str] = LEFT_OUT
) -> list[str]:
    """List the files that would be handed out although no pattern allows them.

    Parameters
    ----------
    folder : pathlib.Path
        The lesson's folder in `source/`.
    allowed : sequence of str
        Patterns of relative paths. A symbolic link is never allowed: nbgrader copies what
        it points to.
    ignored : sequence of str
        The course's ``c.CourseDirectory.ignore``: what nbgrader does not copy.
    """
    strangers = []
    for path in handed_out(folder, ignored):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not any(fnmatch(name, pattern) for pattern in allowed):
            strangers.append(name)
    return strangers


class CleanMetadata(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Drop saved widget state, pairing and every other trace of the author's session."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Keep the metadata a learner's notebook needs, and no more."""
        _keep(nb.metadata, NOTEBOOK_METADATA)
        for cell in nb.cells:
            _keep(cell.metadata, CELL_METADATA)
            used = {n: f for n, f in cell.pop("attachments", {}).items() if n in cell.source}
            if used:  # a picture of the model answer goes with the answer
                cell["attachments"] = used
        return nb, resources


def _keep(metadata: NotebookNode, names: Sequence[str]) -> None:
    for name in [name for name in metadata if name not in names]:
        del metadata[name]


class NoLeaks(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Refuse a release in which a line of a solution or a hidden test is left."""

    given = ListTrait(
        Unicode(),
        help="Lines that stand in a solution or hidden test and are given to learners on purpose.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Compare what goes out with the regions of the source notebook."""
        folder = Path(resources["metadata"]["path"])
        notebook = folder / f"{resources['nbgrader']['notebook']}.ipynb"
        secrets = secrets_of(notebook, Markers.of(self)) - {squeeze(line) for line in self.given}
        text = "\n".join(squeeze(cell.source) for cell in nb.cells)
        found = [f"the notebook shows a secret line: {line}" for line in secrets if line in text]
        copied = handed_out(folder, converter_of(self).coursedir.ignore)
        beside = [path for path in copied if path.suffix != ".ipynb"]
        found += leaks(secrets, beside) + widget_state(nb)
        if found:
            raise LeakError("\n".join([LEAKING, *found, ON_PURPOSE]))
        return nb, resources
