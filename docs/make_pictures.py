"""Make the pictures of the docs from the real thing: ``python -m docs.make_pictures``.

Opens a picture in JupyterLab in Chromium, plays it, and keeps what is seen as an animation.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.chromium import open_browser
from tests.browser.lab import open_lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import PicturePage

PICTURES = Path(__file__).parent / "pictures"
FRAME = 90  # milliseconds
REST = 2500  # milliseconds on the last frame
CELL = """\
import numpy as np
from course import explore

def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity

def heavy_ball_rate(lr, gamma, lam):
    return abs(np.roots([1, -(1 + gamma - lr * lam), gamma])).max()

explore(momentum_step, against={"gamma": 0}, rate=heavy_ball_rate, lr=0.03, gamma=0.8, steps=50)
"""


def photograph(picture: PicturePage) -> Image.Image:
    """What is seen of the picture, but for its summary."""
    root = picture.root.bounding_box()
    words = picture.root.locator(".picture-words").bounding_box()
    assert root is not None
    assert words is not None
    x, y, width = root["x"] - 12, root["y"], root["width"] + 24
    clip = {"x": x, "y": y, "width": width, "height": words["y"] - y}
    return Image.open(io.BytesIO(picture.page.screenshot(clip=clip))).convert("RGB")


def play() -> list[Image.Image]:
    """The picture at every step, from the start to the end."""
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        write_notebook(Path(folder, "picture.ipynb"), [CELL])
        with open_lab(browser, Path(folder)) as lab:
            notebook = lab.open("picture.ipynb", width=1320, height=1100)
            notebook.run_all()
            picture = PicturePage(notebook.output(0))
            picture.wait_drawn()
            picture.root.scroll_into_view_if_needed()
            picture.button("Back to the start").click()
            picture.page.mouse.move(0, 0)
            frames = [photograph(picture)]
            scrub = picture.root.get_by_label("Step", exact=True)
            for step in range(1, 51):
                scrub.evaluate(
                    "(scrub, to) => { scrub.value = to; scrub.dispatchEvent(new Event('input')); }",
                    step,
                )
                frames.append(photograph(picture))
    return frames


def main() -> None:
    """Write ``docs/pictures/momentum.webp`` and the still ``momentum.png``."""
    frames = play()
    PICTURES.mkdir(exist_ok=True)
    frames[-1].save(PICTURES / "momentum.png", optimize=True)
    durations = [FRAME] * (len(frames) - 1) + [REST]
    frames[0].save(
        PICTURES / "momentum.webp",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
        quality=80,
        method=4,
    )
    for file in sorted(PICTURES.iterdir()):
        print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
