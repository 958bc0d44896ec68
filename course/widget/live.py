"""The base of every picture: sliders in the browser, the learner's code in the kernel."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from course.run.quiet import unwarned
from course.surfaces.surface import Array
from course.widget import page
from course.widget.bundle import leave_still, show_live
from course.widget.numbers import as_bytes, settings
from course.widget.rerun import close_earlier
from course.widget.slider import Slider, within

NONE = np.zeros(0)
SAVED = "This saved picture runs without Python"
STEPS = f"{SAVED}: its sliders move in steps that were computed beforehand."


@dataclass(frozen=True)
class Look:
    """What a picture shows at one setting of its sliders.

    ``kind`` is ``waiting``, ``trouble``, ``diverges`` or ``fine``; ``facts`` are small and plain,
    ``numbers`` many.
    """

    kind: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    numbers: Array = field(default_factory=lambda: NONE)

    def state(self, seq: int, values: Mapping[str, float]) -> dict[str, Any]:
        """All but the numbers, for the browser; ``seq`` is the number of its question."""
        told = {"seq": seq, "values": dict(values), "kind": self.kind, "message": self.message}
        return told | dict(self.facts)


class Live(anywidget.AnyWidget):
    """A picture with sliders; a subclass says what is seen at their values.

    It defines `_look`, which runs the learner's code and never raises, `still`, and the class
    attributes ``_esm`` and ``_css``.
    """

    scene = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    numbers = traitlets.Bytes().tag(sync=True)

    shared: tuple[str, ...] = ()  # traits that are the same at many settings
    saved_words = STEPS  # what a saved page says of itself

    def __init__(self, name: str, about: str, sliders: Sequence[Slider], **scene: Any) -> None:
        self.name, self.about = name, about
        self.sliders = list(sliders)
        self.values = {slider.name: slider.value for slider in sliders}
        self.look = self._seen()
        told = {"name": name, "about": about, "controls": [slider.as_json() for slider in sliders]}
        super().__init__(scene=told | scene, **self._drawn(0))
        self.on_msg(self._on_message)
        close_earlier(self)

    @property
    def message(self) -> str:
        """What the picture says."""
        return self.look.message

    @property
    def title(self) -> str:
        """What is run, and with which settings."""
        about = f"{self.name} {self.about}".strip()
        return f"{about}: {settings(self.values)}" if self.values else about

    def move(self, **values: float) -> None:
        """Set sliders as a reader would: ``picture.move(tau=0.5)``."""
        self._set(values, self.state["seq"])

    def save(self, file: str | Path) -> Path:
        """Write a web page that shows this picture anywhere, without Python.

        Its sliders move in steps, for each of which an answer is computed now. When the name
        ends in ``.png``, a still is written instead.

        Returns
        -------
        Path
            The file; a page has about a megabyte.
        """
        path = Path(file)
        if path.suffix.lower() == ".png":
            path.write_bytes(self.still())
            return path
        spread = page.positions(self.sliders, self.values, page.LARGEST // self._size())
        every = [
            dict(zip(spread, values, strict=True)) for values in itertools.product(*spread.values())
        ]
        controls = [{**told, "positions": spread[told["name"]]} for told in self.scene["controls"]]
        saved = {
            "scene": {**self.scene, "saved": self.saved_words, "controls": controls},
            "home": every.index(self.values),
            **page.collected(self._drawn_at(every)),
        }
        return page.write(path, self.title, (str(self._esm), str(self._css)), saved)

    def still(self) -> bytes:
        """PNG of what is seen."""
        raise NotImplementedError

    def _look(self) -> Look:
        """What is seen at the present values."""
        raise NotImplementedError

    def _seen(self) -> Look:
        """What is seen at the present values; no warning of wrong numbers comes out with it."""
        with unwarned():
            return self._look()

    def _set(self, values: Mapping[str, float], seq: int) -> None:
        self.values = within(self.sliders, values, self.values)
        self.look = self._seen()
        self._publish(seq)

    def _publish(self, seq: int) -> None:
        with self.hold_sync():
            for name, value in self._drawn(seq).items():
                self.set_trait(name, value)

    def _on_message(self, _: Any, content: dict[str, Any], __: list[bytes]) -> None:
        """Answer a page; what is not a question of ours is passed over."""
        try:
            values = {str(name): float(value) for name, value in content["values"].items()}
            seq = int(content["seq"])
        except (AttributeError, KeyError, TypeError, ValueError):
            return
        self._set(values, seq)

    def _drawn(self, seq: int) -> dict[str, Any]:
        """What the browser draws, by trait."""
        return {
            "state": self.look.state(seq, self.values),
            "numbers": as_bytes(self.look.numbers),
        }

    def _drawn_at(self, every: Iterable[dict[str, float]]) -> Iterator[dict[str, Any]]:
        """What the browser draws at each of these values; the picture itself does not move."""
        before = self.values
        try:
            for values in every:
                self.values = values
                self.look = self._seen()
                yield self._drawn(0)
        finally:
            self.values = before
            self.look = self._seen()

    def _size(self) -> int:
        """Bytes of an answer on a page, but for what many answers share."""
        sizes = [
            len(each) if isinstance(each, bytes) else len(json.dumps(each))
            for name, each in self._drawn(0).items()
            if name not in self.shared
        ]
        return sum(sizes)

    def close(self) -> None:
        """Close it, and the layout that ipywidgets made for it."""
        layout = self.layout
        super().close()
        layout.close()

    def _ipython_display_(self, **_: Any) -> None:
        words = f"{self.title}\n{self.message}"
        show_live(self.model_id, words)
        leave_still(b"" if self.look.kind == "waiting" else self.still(), words)
