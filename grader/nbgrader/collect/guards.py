"""Guards on what comes in: archives that burst or climb out, links to other files."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.plugins import ExtractorPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer, List, Unicode

from grader.intake.folder import is_too_deep, walk
from grader.intake.printable import printable
from grader.intake.reader import Allowance, reader
from grader.nbgrader.stock import Preprocessed, Resources


class SubmissionError(Exception):
    """A submission cannot be graded as it is; the message says why."""


@dataclass(frozen=True)
class HandedIn:
    """One file that somebody handed in: an archive, or a notebook as it is.

    Attributes
    ----------
    name
        Its path from the folder of archives. Whoever put it there has named it, so it alone says
        whose work it is.
    arrived
        When the file came onto this disk, in seconds since 1970: it cannot be handed in later.
    changed
        When it was last changed, by its own word.
    place
        The path that says whose it is: `name` below the folder of what is extracted, an archive's
        without its ending. Its files may lie elsewhere, where two have the same place.
    folder
        Where the archive was unpacked; of any other file the folder of its copy.
    files
        What was in it, or its copy alone.
    is_archive
        Whether it was unpacked.
    """

    name: Path
    arrived: float
    changed: float
    place: Path
    folder: Path
    files: tuple[Path, ...]
    is_archive: bool


class SafeExtractor(ExtractorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Unpack a class's archives one by one, so that a bad one is skipped and named.

    nbgrader's own extractor stops the whole collection at the first archive it cannot or
    must not unpack, unpacks archives within archives without a limit, and keeps set-uid bits.
    """

    max_megabytes = Integer(100, help="How much one archive may hold.").tag(config=True)
    class_archives = List(
        Unicode(),
        help="Names of archives that hold the files of a whole class, as some systems offer them: "
        "what is in one counts as if it lay beside the archive. Nobody else's archive may have "
        "such a name: the names in it say whose work is whose.",
    ).tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack or copy everything in a folder, and remember what came from which file."""
        self.handed_in: list[HandedIn] = []
        self._take_all(Path(archive_path), Path(extracted_path), self.class_archives)
        if not self.handed_in:
            self.log.warning("No files found in directory: %s", archive_path)

    def _take_all(self, folder: Path, extracted: Path, of_classes: Sequence[str] = ()) -> None:
        for path, about in walk(folder):
            name = path.relative_to(folder)
            if stat.S_ISDIR(about.st_mode) and not is_too_deep(path, folder):
                continue
            try:
                self._check(path, name, about.st_mode)
                if str(name) in of_classes:  # of ours, not one in one
                    self._take_class(path, extracted)
                else:
                    self._take(path, name, extracted)
            except Exception as problem:
                self.log.error("Skipped %s: %s", printable(name), printable(problem))

    def _check(self, path: Path, name: Path, mode: int) -> None:
        if not str(name).isprintable():
            raise SubmissionError("it has control characters in its name")
        if stat.S_ISLNK(mode):
            raise SubmissionError("it is a link to another file; put the file itself there")
        if not stat.S_ISREG(mode):
            raise SubmissionError("it is no plain file, or lies too deep in folders")
        if name.suffix not in self.zip_ext and path.stat().st_size > self._most:
            raise SubmissionError(
                f"it is larger than {self.max_megabytes} MB (c.SafeExtractor.max_megabytes)"
            )

    @property
    def _most(self) -> int:
        return int(self.max_megabytes) * 1_000_000

    def _take(self, path: Path, name: Path, extracted: Path) -> None:
        """Unpack an archive into a folder of its own name, or copy a file."""
        about, is_archive = path.stat(), path.suffix in self.zip_ext
        place = extracted / name.parent / (_stem(path) if is_archive else path.name)
        made = place
        if made.exists():
            made = extracted / f"again-{len(self.handed_in)}" / place.name
        if is_archive:
            files = self._unpacked(path, name, made)
        else:
            made.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, made)  # with the mode of a new file
            files = [made]
        self.handed_in.append(
            HandedIn(
                name=name,
                arrived=about.st_ctime,
                changed=about.st_mtime,
                place=place,
                folder=made if is_archive else made.parent,
                files=tuple(files),
                is_archive=is_archive,
            )
        )

    def _unpacked(self, path: Path, name: Path, into: Path) -> list[Path]:
        allowed = Allowance(seconds=60.0)
        into.mkdir(parents=True)
        try:
            done = reader.ask(
                "archive", dict, allowed, path=str(path), into=str(into), most_bytes=self._most
            )
        except Exception:
            shutil.rmtree(into, ignore_errors=True)
            raise
        for sentence in done["left"]:
            self.log.warning("%s: left out: %s", printable(name), printable(sentence))
        return [into / file for file in done["files"]]

    def _take_class(self, path: Path, extracted: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            inside = Path(scratch) / "class"
            self._unpacked(path, Path(path.name), inside)
            self._take_all(inside, extracted)


def _stem(path: Path) -> str:
    return path.name.removesuffix(path.suffix).removesuffix(".tar")


class NoLinks(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Refuse to grade a submission that holds a symbolic link.

    nbgrader would follow it: a notebook that is a link to the source notebook earns full
    marks, and a link to any file of the instructor's comes back as a copy in the feedback.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
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

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Preprocessed:
        """Drop nbgrader's metadata where its id is gone."""
        for cell in nb.cells:
            if not cell.metadata.get("nbgrader", {}).get("grade_id"):
                cell.metadata.pop("nbgrader", None)
        return nb, resources
