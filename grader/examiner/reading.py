"""Reads a submitted notebook that may be no notebook at all."""

from __future__ import annotations

import json
import os
import types
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook

from .execute import IsolatedExecute
from .limits import Limits
from .places import SubmissionRefused, check_folder

_CELL_TYPES = ("code", "markdown", "raw")


class CarefulExporter(NotebookExporter):
    """nbgrader's notebook exporter, for files from strangers.

    Made once for each run of `nbgrader autograde`, before any submission is touched, so
    it is also where the warm processes start and the submissions' folders get a guard.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self.optimistic_validation = True  # after nbgrader's last step, not after each
        converter: Any = self.parent
        if hasattr(converter, "init_assignment"):
            step = IsolatedExecute(parent=self)
            shares = hasattr(converter, "shared")  # a batch starts them when it needs them
            self._limits = step.the_limits() if shares else step.start_early()
            self._guard_folders(converter)

    def _guard_folders(self, converter: Any) -> None:
        """Look at a submission's folder before nbgrader copies from it."""
        limits = self._limits
        copy = type(converter).init_assignment

        def init_assignment(self: Any, assignment_id: str, student_id: str) -> None:
            check_folder(Path(self._format_source(assignment_id, student_id)), limits)
            copy(self, assignment_id, student_id)

        converter.init_assignment = types.MethodType(init_assignment, converter)

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """As in nbconvert; what is no readable notebook is refused with a reason."""
        notebook = read_notebook(Path(filename), getattr(self, "_limits", Limits()))
        about = resources.setdefault("metadata", nbformat.NotebookNode())
        about["name"], about["path"] = Path(filename).stem, os.path.dirname(filename)
        try:
            made: Any = self
            return made.from_notebook_node(notebook, resources=resources, **kwargs)
        except RecursionError:
            raise SubmissionRefused(f"{filename} is nested too deeply") from None


def read_notebook(path: Path, limits: Limits) -> Any:
    """A notebook in the current format, with well-formed cells only.

    Raises
    ------
    SubmissionRefused
        When it is too large, or no notebook.
    """
    if path.lstat().st_size > limits.notebook_bytes:
        raise SubmissionRefused(f"{path} is larger than {limits.notebook_bytes} bytes")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        raw = json.loads(text)
        if not isinstance(raw, dict):
            raise ValueError("it is no JSON object")
        notebook = _upgraded(raw)
    except RecursionError:
        raise SubmissionRefused(f"{path} is nested too deeply to be a notebook") from None
    except Exception as error:
        raise SubmissionRefused(
            f"{path} is no notebook that can be read: {type(error).__name__}: {error}"
        ) from None
    cells = [cell for cell in map(_well_formed, notebook.get("cells", [])) if cell is not None]
    if len(cells) > limits.cells:
        raise SubmissionRefused(f"{path} has {len(cells)} cells, expected at most {limits.cells}")
    metadata = notebook.get("metadata")
    return _with_ids(cells, metadata if isinstance(metadata, dict) else {})


def _upgraded(raw: dict[str, Any]) -> Any:
    """The notebook in format 4, whatever older format it came in."""
    if raw.get("nbformat") == 4 and isinstance(raw.get("cells"), list):
        return nbformat.from_dict(raw)
    return nbformat.convert(nbformat.from_dict(raw), 4)


def _well_formed(cell: Any) -> Any:
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELL_TYPES:
        return None
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    made = {
        "cell_type": cell["cell_type"],
        "source": source.encode("utf-8", "replace").decode() if isinstance(source, str) else "",
        "metadata": dict(metadata) if isinstance(metadata, dict) else {},
    }
    if cell["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
        if isinstance(cell.get("outputs"), list):
            made["outputs"] = [o for o in cell["outputs"] if isinstance(o, dict)]
    elif isinstance(cell.get("attachments"), dict):
        made["attachments"] = cell["attachments"]
    return made | {"id": cell.get("id")}


def _with_ids(cells: list[Any], metadata: dict[str, Any]) -> Any:
    """A notebook of `cells`, each with an id of its own."""
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        name = cell["id"]
        good = isinstance(name, str) and 0 < len(name) <= 64 and name not in seen
        if not good or not all(letter.isalnum() or letter in "-_" for letter in name):
            cell["id"] = f"cell-{number}"
        seen.add(cell["id"])
    kept = {
        key: metadata[key]
        for key in ("kernelspec", "language_info")
        if isinstance(metadata.get(key), dict)
    }
    made = new_notebook(cells=[nbformat.from_dict(cell) for cell in cells], metadata=kept)
    return _Own(made)  # type: ignore[no-untyped-call]  # nbformat's


class _Own(nbformat.NotebookNode):
    """A notebook that nobody else holds: nbconvert and nbformat copy it eight times otherwise."""

    def __deepcopy__(self, _memo: object) -> _Own:
        return self
