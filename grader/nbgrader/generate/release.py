"""Guards on the way from `source/` to `release/`.

nbgrader clears solutions and hidden tests, but it copies every other file of the lesson's
folder, and leaves a notebook's metadata, saved widget state included, as it was.
The steps here run inside ``nbgrader generate_assignment`` and the formgrader's button; when
one of them objects, nbgrader says why, removes the folder again and releases nothing.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List as ListTrait
from traitlets import Unicode

from grader.markers import STOCK, Markers
from grader.nbgrader.folders import converter_of
from grader.nbgrader.regions import secret_lines, squeeze, strings_in
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
    """List the files that would be handed out although no pattern of relative paths allows them.

    A symbolic link is never allowed: nbgrader copies what it points to. What is `ignored`, the
    course's ``c.CourseDirectory.ignore``, it does not copy.
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


def leaks(secrets: Iterable[str], released: Iterable[Path]) -> list[str]:
    """Say in one sentence each which secret lines stand in files or folders that learners get."""
    wanted = sorted(secrets)
    found = []
    for path in _files(released):
        text = searchable(path.read_bytes())
        found += [f"{path} shows a secret line: {line}" for line in wanted if line in text]
    return found


def secrets_of(notebook: Path, markers: Markers = STOCK) -> set[str]:
    """Read a source notebook's secret lines."""
    return secret_lines(nbformat.read(notebook, as_version=4).cells, markers)


def widget_state(notebook: NotebookNode) -> list[str]:
    """Say where a notebook keeps widget state or widget views.

    State that was saved from an executed source holds whatever the widgets held, and the
    solution's results are among it.
    """
    found = ["metadata.widgets"] if "widgets" in notebook.metadata else []
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            kinds = [kind for kind in output.get("data", {}) if "widget" in kind]
            found += [f"cell {number}: {kind}" for kind in kinds]
    return found


def searchable(content: bytes) -> str:
    """Flatten a file to squeezed text, with the strings of JSON decoded.

    JSON writes a quote as ``\\"``, so a secret with a quote in it would not be found in the
    plain text of a notebook or of check data.
    """
    text = content.decode("utf-8", errors="replace")
    try:
        strings = "\n".join(strings_in(json.loads(text)))
    except ValueError:
        strings = ""
    return squeeze(text) + "\n" + squeeze(strings)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file())
        else:
            yield path
