"""Guards on what comes in: archives that burst or climb out, links to other files."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExtractorPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import unzip
from traitlets import Integer


class SubmissionError(Exception):
    """A submission cannot be graded as it is; the message says why."""


class SafeExtractor(ExtractorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Unpack a class's archives one by one, so that a bad one is skipped and named.

    nbgrader's own extractor stops the whole collection at the first archive it cannot or
    must not unpack, and unpacks archives within archives without a limit.
    """

    max_megabytes = Integer(100, help="How much one archive may hold.").tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack or copy everything in a folder, each file under its own name."""
        files = [path for path in sorted(Path(archive_path).rglob("*")) if not path.is_dir()]
        if not files:
            self.log.warning("No files found in directory: %s", archive_path)
        for path in files:
            into = Path(extracted_path) / path.parent.relative_to(archive_path)
            into.mkdir(parents=True, exist_ok=True)
            try:
                self._take(path, into)
            except Exception as problem:
                self.log.error("Skipped %s: %s", path.name, problem)
                shutil.rmtree(into / _stem(path), ignore_errors=True)

    def _take(self, path: Path, into: Path) -> None:
        if path.is_symlink():
            raise SubmissionError("it is a link to another file; put the file itself there")
        if path.suffix not in self.zip_ext:
            shutil.copy(path, into / path.name)
            return
        size = _unpacked(path)
        if size > self.max_megabytes * 1_000_000:
            raise SubmissionError(
                f"it holds {size / 1e6:.0f} MB, expected at most {self.max_megabytes}; look into "
                "it by hand, or raise c.SafeExtractor.max_megabytes"
            )
        unzip(str(path), str(into), zip_ext=self.zip_ext, create_own_folder=True, tree=False)


def _stem(path: Path) -> str:
    return path.name.removesuffix(path.suffix).removesuffix(".tar")


def _unpacked(path: Path) -> int:
    """Add up the sizes that an archive states, in bytes."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return sum(member.file_size for member in archive.infolist())
    with tarfile.open(path) as archive:
        return sum(member.size for member in archive)


class NoLinks(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Refuse to grade a submission that holds a symbolic link.

    nbgrader would follow it: a notebook that is a link to the source notebook earns full
    marks, and a link to any file of the instructor's comes back as a copy in the feedback.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Look at the folder the submission came in."""
        folder = Path(resources["metadata"]["path"])
        linked = [folder.parent, folder, *folder.rglob("*")]
        links = [str(path) for path in linked if path.is_symlink()]
        if links:
            raise SubmissionError(
                f"{', '.join(links)}: a submission must hold files, not links. Ask for the file "
                "itself, or copy it there if you trust what it points to."
            )
        return nb, resources


class ForgetStrays(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Treat a copied test cell, or one that the gradebook does not know, as the learner's own.

    nbgrader takes a copy's id away, then mistakes it for an old format and stops grading the
    whole class.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Drop nbgrader's metadata where its id is gone."""
        for cell in nb.cells:
            if not cell.metadata.get("nbgrader", {}).get("grade_id"):
                cell.metadata.pop("nbgrader", None)
        return nb, resources
