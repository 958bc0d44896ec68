"""A picture of `course.explore` in a page, with what a reader does to it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.notebook import NotebookPage, screenshot

FUNCTIONS = """\
import numpy as np
from course import explore, surfaces

def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity

def heavy_ball_rate(lr, gamma, lam):
    return abs(np.roots([1, -(1 + gamma - lr * lam), gamma])).max()

def unwritten(theta, velocity, grad, lr, gamma):
    raise NotImplementedError

def raising(theta, velocity, grad, lr, gamma):
    return theta - speed, velocity
"""
FULL = 'explore(momentum_step, against={"gamma": 0}, rate=heavy_ball_rate, lr=0.03, gamma=0.8)'

LIGHTNESS = """c => {
    const [red, green, blue] = c.getContext('2d').getImageData(60, 60, 1, 1).data;
    return red + green + blue;
}"""
PIXELS = """canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum = (sum * 31 + data[i]) >>> 0;
    return sum;
}"""


class PicturePage:
    """The picture in a part of a page."""

    def __init__(self, within: Locator):
        self.root = within.locator(".course-picture")
        self.page: Page = within.page

    def wait_drawn(self) -> None:
        """Wait until there is something on the map."""
        self.root.locator(".picture-map canvas").first.wait_for(timeout=60_000)
        self.root.locator(".picture-handle[style*='translate']").wait_for(timeout=60_000)

    def pixels(self, layer: str = "top", plot: str = "map") -> int:
        """A number that differs when the pixels of a layer do."""
        canvas = self.root.locator(f".picture-{plot} .picture-{layer}")
        return int(canvas.evaluate(PIXELS))

    def lightness(self) -> int:
        """How light the ground is at a corner of the map, from 0 to 765."""
        return int(self.root.locator(".picture-map .picture-base").evaluate(LIGHTNESS))

    def wait_changed(self, before: int, layer: str = "top", plot: str = "map") -> None:
        """Wait until the pixels of a layer are not what they were."""
        canvas = self.root.locator(f".picture-{plot} .picture-{layer}").element_handle()
        self.page.wait_for_function(
            f"([canvas, before]) => ({PIXELS})(canvas) !== before", arg=[canvas, before]
        )

    def slider(self, name: str) -> Locator:
        """The slider of a control."""
        return self.root.locator(f'input[data-name="{name}"]')

    def value(self, name: str) -> str:
        """What a slider says its value is."""
        return self.slider(name).get_attribute("aria-valuetext") or ""

    def button(self, name: str) -> Locator:
        """A button, by its accessible name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def drag(self, what: Locator, dx: float, dy: float = 0) -> None:
        """Drag an element's middle by mouse."""
        what.scroll_into_view_if_needed()
        box = what.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y + dy, steps=8)
        self.page.mouse.up()

    def screenshot(self, name: str) -> Path:
        """Save what is seen of it to the git-ignored ``artefacts/``."""
        return screenshot(self.root, name)

    @property
    def message(self) -> Locator:
        """The summary in words."""
        return self.root.locator(".picture-message")

    @property
    def step(self) -> str:
        """``step 12 of 60``."""
        return self.root.locator(".picture-count").inner_text()


def shown(notebook: NotebookPage, index: int) -> PicturePage:
    """The picture in a cell's output, drawn and in view."""
    picture = PicturePage(notebook.output(index))
    picture.wait_drawn()
    picture.root.scroll_into_view_if_needed()
    return picture
