"""What stands beside a feedback page: pictures, and what nbgrader's exchange reads."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from nbgrader.coursedir import CourseDirectory

from grader.nbgrader.feedback.exporter import _drop_copies

COPIES = {
    "p.html": b"the page",
    "timestamp.txt": b"2026-01-30 15:00:00 UTC",
    "submission_secret.txt": b"abc",
    "figure.png": b"\x89PNG...",
    "false.png": b"<script>",
    "evil.html": b"<script>",
    "notes.txt": b"a line",
    "inner/p.html": b"<script>",
    "inner/timestamp.txt": b"<script>",
}


def test_the_page_pictures_and_the_exchanges_files_stay(tmp_path: Path) -> None:
    """By place and content: a page's name in a folder below, or a false picture, is no excuse."""
    folder = tmp_path / "feedback" / "ada" / "hw"
    for name, content in COPIES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    converter = SimpleNamespace(
        notebooks=["autograded/ada/hw/p.ipynb"], coursedir=CourseDirectory(root=str(tmp_path))
    )
    _drop_copies(converter, {"assignment": "hw", "student": "ada"})
    left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert left == {"p.html", "timestamp.txt", "submission_secret.txt", "figure.png"}
