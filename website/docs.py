"""Build the site's pages: ``python -m website.docs OUT``."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from docs.entries import entries
from website.pages import lessons, pictures
from website.trouble import SiteError

ROOT = Path(__file__).resolve().parents[1]
PAGES = Path(__file__).parent / "pages"
KEPT = ROOT / ".cache" / "site"
GALLERY = "gallery"
STAGED = ("docs/*.md", "docs/pictures/*.png", "*.md", "grader/README.md", "course/data/*.md")
"""What of the repository is a page, at the same place: so links hold on the site and in git."""
LINKED = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff")
"""Files that pages link to."""

Say = Callable[[str], None]


def build(out: Path, kept: Path = KEPT, say: Say = print, answers: int = pictures.ANSWERS) -> None:
    """Write the pages into a folder.

    Parameters
    ----------
    out : Path
        The folder; what stands in it is kept, but for pages of the same names.
    kept : Path
        Where pictures and fetched files are kept for the next build.
    say : callable
        Told in a sentence what is being done.
    answers : int
        Bytes of answers that a picture has with it.

    Raises
    ------
    SiteError
        When a cell fails, something can't be fetched, or a page has a mistake.
    """
    every = lessons.lessons()
    say("Running the lessons for their pictures …")
    works = {lesson.name: (lesson.solved, lessons.folder(lesson)) for lesson in every}
    shown = entries()
    works |= {f"{GALLERY}-{i}": (entry.cells, ROOT / "docs") for i, entry in enumerate(shown)}
    made = pictures.made(works, kept / "pictures", answers)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        sources = Path(scratch, "sources")
        stage(sources)
        for lesson in every:
            page = lessons.page(lesson, made[lesson.name])
            _write(sources / "lessons" / f"{lesson.name}.md", page)
        enliven(sources / "docs" / "gallery.md", made)
        say("Writing the pages …")
        sphinx(sources, out, kept)
    mend(out)
    for name, place in made.items():
        shutil.copytree(place, out / lessons.SHOWN / name, dirs_exist_ok=True)
        (out / lessons.SHOWN / name / pictures.MADE).unlink()


def stage(sources: Path) -> None:
    """Bring all that is written by hand together, each file where it stands in the repository."""
    shutil.copytree(PAGES / "sources", sources)
    found = {path for pattern in STAGED for path in ROOT.glob(pattern)}
    for path in sorted(found | {ROOT / name for name in LINKED}):
        target = sources / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    first = sources / "index.md"
    _write(first, first.read_text(encoding="utf-8").replace("EDITION", lessons.EDITION))


def enliven(gallery: Path, made: dict[str, Path]) -> None:
    """Put the living picture in the place of each section's first photograph."""
    text = gallery.read_text(encoding="utf-8")
    for number, entry in enumerate(entries()):
        name = f"{GALLERY}-{number}"
        (given,) = pictures.given(made[name])[-1]
        place = f"(pictures/{entry.shots[0].file.name})"
        photo = next(line for line in text.splitlines() if place in line)
        address = f"../{lessons.SHOWN}/{name}/{given['picture']}"
        text = text.replace(photo, lessons.picture(address, given["title"]))
    _write(gallery, text.replace("\n\n", f"\n\n{ALIVE}\n\n", 1))


ALIVE = (
    "```{note}\nHere the first picture of each section is alive: its answers were computed "
    "when this page was made.\n```"
)


def sphinx(sources: Path, out: Path, kept: Path) -> None:
    """Let Sphinx write the pages; a warning is a mistake."""
    words = ["-b", "html", "-q", "-W", "--keep-going", "-c", str(PAGES), "-D", f"site_kept={kept}"]
    with tempfile.TemporaryDirectory() as trees:
        command = [sys.executable, "-m", "sphinx", *words, "-d", trees, str(sources), str(out)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SiteError(f"Sphinx found a mistake in a page:\n{done.stderr.strip()}")


def mend(out: Path) -> None:
    """Name what Sphinx and its theme leave without a name, for readers who hear the pages."""
    for file in [path for path in out.rglob("*.html") if _is_page(path.relative_to(out))]:
        text = file.read_text(encoding="utf-8")
        for found, better in MENDED.items():
            text = text.replace(found, better)
        if "<h1" not in text:
            text = text.replace(ARTICLE, f"{ARTICLE}<h1>Search</h1>")
        _write(file, text)


ARTICLE = '<article role="main" id="furo-main-content">'
TO_TOP = '<a href="#" class="back-to-top muted-link">'
MENDED = {
    TO_TOP: f'<nav aria-label="To the top">{TO_TOP}',
    "<span>Back to top</span>\n        </a>": "<span>Back to top</span>\n        </a></nav>",
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<th class="head"><p></p></th>': "<td></td>",
    '<th class="head text-left"><p></p></th>': "<td></td>",
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer': '<aside aria-label="This page" class="toc-drawer',
}
"""What is found in a page, and what is put in its place."""


def _is_page(place: Path) -> bool:
    """Whether a file of the site is made here, and is neither a picture nor the browser edition."""
    return place.parts[0] not in (lessons.SHOWN, lessons.EDITION.rstrip("/"))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def main() -> int:
    """Build the pages; a mistake is one sentence and the status 1."""
    parser = argparse.ArgumentParser(description="Build the site's pages.")
    parser.add_argument("out", type=Path, help="the site's folder")
    try:
        build(parser.parse_args().out)
    except SiteError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
