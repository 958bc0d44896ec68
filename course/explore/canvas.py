"""A figure that is drawn only when its picture is wanted, from content that is plain data."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import IO, Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from PIL import Image

from course.explore.panel import Title

# A renderer keeps the formulas that it has set, such as those on a logarithmic axis, which take
# a quarter of a picture's time. What these settings say is in them.
_SET_IN_FORMULAS = ("font.", "mathtext.", "text.")
_renderers: dict[tuple[float, float, float], tuple[str, RendererAgg]] = {}
if hasattr(os, "register_at_fork"):  # not on Windows
    # Kept formulas hold fonts, whose files may be closed in a child; matplotlib forgets its own.
    os.register_at_fork(after_in_child=_renderers.clear)


class StillCanvas(FigureCanvasAgg):
    """Draws ``draw(figure, *content)`` and a title, and only when a PNG is asked for.

    Attributes
    ----------
    content
        The name of the function that draws, the title, all that it is given, how many colours
        there are, and the figure's size: numbers, words, arrays, and tuples, lists and
        dictionaries of them. Whoever has a picture of equal content may take that instead.
    """

    def __init__(
        self,
        figure: Figure,
        draw: Callable[..., None],
        title: str,
        content: tuple[Any, ...],
        colours: int,
    ) -> None:
        super().__init__(figure)
        size = (*figure.get_size_inches().tolist(), figure.dpi)
        self.content = f"{draw.__module__}.{draw.__qualname__}", title, content, colours, size
        self._draw_content: Callable[..., None] | None = draw

    def get_renderer(self) -> RendererAgg:
        """The renderer for figures of this size; it is cleared before each drawing."""
        size = (*self.get_width_height(physical=True), float(self.figure.dpi))
        settings = _settings()
        if size not in _renderers or _renderers[size][0] != settings:
            # matplotlib gives Agg's own methods no types, here and below
            _renderers[size] = settings, RendererAgg(*size)  # type: ignore[no-untyped-call]
        self.renderer: RendererAgg = _renderers[size][1]
        return self.renderer

    def print_png(self, filename_or_obj: IO[bytes], **_: Any) -> None:
        """Write a PNG with a palette, which line art does not miss."""
        _name, title, content, colours, _size = self.content
        if self._draw_content is not None:  # a setting of matplotlib's can make it print twice
            self._draw_content(self.figure, *content)
            self.figure.add_artist(Title(title))
            self._draw_content = None
        self.draw()  # type: ignore[no-untyped-call]
        size = self.get_width_height(physical=True)
        pixels = self.renderer.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1)
        _save_small(image, filename_or_obj, colours)


def png(
    draw: Callable[..., None],
    title: str,
    content: tuple[Any, ...],
    height: float = 3.4,
    colours: int = 48,
) -> bytes:
    """A small PNG, 8 by ``height`` inches, of what ``draw(figure, *content)`` draws.

    A palette of 48 colours is enough for a few lines.
    """
    figure = Figure(figsize=(8.0, height), dpi=80, facecolor="white")
    StillCanvas(figure, draw, title, content, colours)
    file = io.BytesIO()
    # Whatever "savefig.dpi" is: places of labels on contours are computed for the figure's own.
    figure.savefig(file, format="png", dpi="figure")
    return file.getvalue()


def _settings() -> str:
    items = dict.items(matplotlib.rcParams)
    return repr([item for item in items if item[0].startswith(_SET_IN_FORMULAS)])


def _save_small(image: Image.Image, file: IO[bytes], colours: int) -> None:
    """Of Pillow's ways this is the fast one: a tenth of the others' time, about the same size."""
    few = image.convert("RGB").quantize(
        colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    few.save(file, "PNG")
