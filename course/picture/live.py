"""The base of a lesson picture: sliders in the browser, the learner's code in the kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import anywidget
import numpy as np
import traitlets

from course.explore.bundle import leave
from course.explore.rerun import close_earlier
from course.explore.words import settings
from course.picture.slider import Slider
from course.surfaces.surface import Array

LARGEST = float(np.finfo(np.float32).max)
NONE = np.zeros(0)


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


class Live(anywidget.AnyWidget):
    """A picture with sliders; a subclass says what is seen at their values.

    It defines `_look`, which runs the learner's code and never raises, `still`, and the class
    attributes ``_esm`` and ``_css``.
    """

    scene = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    numbers = traitlets.Bytes().tag(sync=True)

    def __init__(self, name: str, about: str, sliders: Sequence[Slider], **scene: Any) -> None:
        self.name, self.about = name, about
        self.sliders = list(sliders)
        self.values = {slider.name: slider.value for slider in sliders}
        self.look = self._look()
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

    def still(self) -> bytes:
        """PNG of what is seen."""
        raise NotImplementedError

    def _look(self) -> Look:
        """What is seen at the present values."""
        raise NotImplementedError

    def _set(self, values: Mapping[str, float], seq: int) -> None:
        for slider in self.sliders:
            wanted = values.get(slider.name, np.nan)
            if np.isfinite(wanted):
                self.values[slider.name] = slider.nearest(float(wanted))
        self.look = self._look()
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
        told = {"seq": seq, "values": dict(self.values), "kind": self.look.kind}
        state = told | {"message": self.look.message, **self.look.facts}
        return {"state": state, "numbers": as_bytes(self.look.numbers)}

    def close(self) -> None:
        """Close it, and the layout that ipywidgets made for it."""
        layout = self.layout
        super().close()
        layout.close()

    def _ipython_display_(self, **_: Any) -> None:
        leave(self.model_id, self.still(), f"{self.title}\n{self.message}")


def as_bytes(numbers: Array) -> bytes:
    """As float32, which holds what a screen can show; what is larger becomes the largest."""
    return np.clip(np.nan_to_num(numbers), -LARGEST, LARGEST).astype("<f4").tobytes()
