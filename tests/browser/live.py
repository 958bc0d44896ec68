"""A lesson picture in a page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.browser.notebook import NotebookPage
from tests.browser.picture import PIXELS, PicturePage

CONTROL = r"- '?(button|slider|combobox)(.*)"


class LivePage(PicturePage):
    """A lesson picture; ``plot`` is the class of the first of its plots."""

    def wait_drawn(self) -> None:
        """Wait until a plot has its size."""
        self.root.locator(".picture-plot canvas[style], .graph-area svg[height]").first.wait_for(
            timeout=60_000
        )

    def canvas(self, plot: str, layer: str = "top") -> Locator:
        """A layer of one of its plots."""
        return self.root.locator(f".picture-{plot} .picture-{layer}")

    def wait_repainted(self, plot: str, before: int, layer: str = "top") -> None:
        """Wait until the pixels of a layer are not what they were."""
        self.page.wait_for_function(
            f"([canvas, before]) => ({PIXELS})(canvas) !== before",
            arg=[self.canvas(plot, layer).element_handle(), before],
        )

    def slide(self, name: str, share: float) -> None:
        """Drag a slider's thumb by mouse to a share of its length."""
        self.slider(name).scroll_into_view_if_needed()
        box = self.slider(name).bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] * 0.5, y)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * share, y, steps=6)
        self.page.mouse.up()

    def controls(self) -> list[tuple[str, str]]:
        """Role and accessible name of all that takes the focus, as a screen reader has them."""
        return re.findall(CONTROL, self.root.aria_snapshot())


def live(notebook: NotebookPage, index: int) -> LivePage:
    """The lesson picture in a cell's output, drawn and in view."""
    picture = LivePage(notebook.output(index))
    picture.wait_drawn()
    picture.root.scroll_into_view_if_needed()
    return picture


def turn(picture: LivePage, dark: bool) -> None:
    """Change the theme as JupyterLab does, on the page's body."""
    light = "false" if dark else "true"
    picture.page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
