"""Make the pictures of the docs from the real thing: ``python -m docs.make_pictures``.

Opens each picture of the gallery page in JupyterLab in Chromium and keeps what is seen; plays one
of them for the README's animation. ``--only path`` makes those whose files begin so.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps

from docs.entries import Entry, Shot, entries
from tests.browser.chromium import open_browser
from tests.browser.lab import Lab, open_lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import PicturePage

PICTURES = Path(__file__).parent / "pictures"
FRAME = 90  # milliseconds
REST = 2500  # milliseconds on the last frame
WIDE, NARROW = 1320, 480 + 190  # of the window; JupyterLab's own margins take the rest
COLOURS = 160  # of a still: enough for what is drawn, and small
SETTLED = 1200  # milliseconds after which nothing moves and the words are told
EDGE = 12  # pixels around a picture
ANIMATED = "path"  # the entry that the README shows
STEPS = 60
MIDWAY = 6  # the step of a swarm's still, while all are on their way


def photograph(picture: PicturePage, words: bool = True) -> Image.Image:
    """What is seen of the picture, with or without its summary."""
    root = picture.root.bounding_box()
    below = picture.root.locator(".picture-words").bounding_box()
    assert root is not None
    assert below is not None
    height = root["height"] + 4 if words else below["y"] - root["y"]
    clip = {"x": root["x"], "y": root["y"], "width": root["width"], "height": height}
    seen = Image.open(io.BytesIO(picture.page.screenshot(clip=clip))).convert("RGB")
    # what stands around it is JupyterLab's own
    return ImageOps.expand(seen, EDGE, seen.getpixel((0, 0)))


def open_picture(lab: Lab, entry: Entry, words: set[str]) -> PicturePage:
    """The entry's picture, drawn, in the theme, at the width and from the side that are wanted."""
    file = lab.folder / "picture.ipynb"
    write_notebook(file, entry.cells)
    width = NARROW if "narrow" in words else WIDE
    notebook = lab.open(file.name, dark="dark" in words, width=width, height=1300)
    if "narrow" in words:
        notebook.page.keyboard.press("Control+b")
    notebook.run_all()
    picture = PicturePage(notebook.output(len(entry.cells) - 1))
    picture.root.locator("canvas[style], svg[height]").first.wait_for()
    picture.root.scroll_into_view_if_needed()
    if "3d" in words:
        picture.button("3-D").click()
    if "swarm" in entry.cells[-1]:
        scrub(picture, MIDWAY)
    for sign in (picture.message.filter(has_text="is training"), picture.button("Pause")):
        sign.wait_for(state="hidden", timeout=120_000)
    picture.page.mouse.move(0, 0)
    picture.page.wait_for_timeout(SETTLED)
    return picture


def scrub(picture: PicturePage, step: int) -> None:
    """Show the picture at a step."""
    picture.root.get_by_label("Step", exact=True).evaluate(
        "(scrub, to) => { scrub.value = to; scrub.dispatchEvent(new Event('input')); }", step
    )


def keep(lab: Lab, entry: Entry, shot: Shot) -> None:
    """Write one still of the gallery."""
    picture = open_picture(lab, entry, shot.words)
    few = photograph(picture).quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(shot.file, "PNG", optimize=True)
    picture.page.context.close()


def animate(lab: Lab, entry: Entry) -> None:
    """Write ``momentum.webp``: the picture at every step, from the start to the end."""
    picture = open_picture(lab, entry, set())
    frames = []
    for step in range(STEPS + 1):
        scrub(picture, step)
        frames.append(photograph(picture, words=False))
    frames[0].save(
        PICTURES / "momentum.webp",
        save_all=True,
        append_images=frames[1:],
        duration=[FRAME] * STEPS + [REST],
        loop=0,
        quality=66,
        method=6,
    )
    picture.page.context.close()


def make(page: Sequence[Entry], only: tuple[str, ...]) -> None:
    """Make the animation, and all stills whose names begin so."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_browser() as browser,
        open_lab(browser, Path(folder)) as lab,
    ):
        for entry in page:
            for shot in entry.shots:
                if shot.file.stem.startswith(only):
                    keep(lab, entry, shot)
                    print(f"{shot.file.name}: {shot.file.stat().st_size / 1000:.0f} kB", flush=True)
            if entry.shots[0].file.stem == ANIMATED and "momentum".startswith(only):
                animate(lab, entry)


def main() -> None:
    """Make what was asked for."""
    parser = argparse.ArgumentParser(description="Make the pictures of the docs.")
    parser.add_argument("--only", nargs="+", default=[""], help="beginnings of file names")
    PICTURES.mkdir(exist_ok=True)
    make(entries(), tuple(parser.parse_args().only))


if __name__ == "__main__":
    main()
