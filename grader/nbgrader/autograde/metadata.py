"""nbgrader's check of cells' metadata, taken once for all notebooks that are alike in it."""

from __future__ import annotations

import json
from typing import ClassVar

from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata

from grader.nbgrader.stock import Preprocessed, Resources


class CheckMetadataOnce(CheckCellMetadata):  # type: ignore[misc]  # nbgrader has no types
    """Refuses what `CheckCellMetadata` refuses, and does not check again what it has let through.

    nbgrader's check looks at nothing but metadata and types of cells. They are the same for a
    whole class once `TidyUp` has been there, and checking them took a quarter of the time of
    nbgrader's steps: for each cell, its library first checks nbgrader's own schema.
    """

    _good: ClassVar[set[str]] = set()

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Check the notebook, unless one with the same metadata has been found good."""
        named = [cell for cell in nb.cells if "nbgrader" in cell.metadata]
        seen = json.dumps([[cell.cell_type, cell.metadata.nbgrader] for cell in named])
        if seen not in self._good:
            super().preprocess(nb, resources)
            self._good.add(seen)
        return nb, resources
