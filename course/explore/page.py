"""A picture as a web page of its own: every answer it can give is in the file."""

from __future__ import annotations

import base64
import itertools
import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from course.explore import web
from course.explore.controls import Control
from course.explore.experiment import Answer, Experiment, as_bytes
from course.explore.terrain import terrain
from course.picture.page import write
from course.surfaces.surface import Array

if TYPE_CHECKING:
    from course.explore.picture import Picture

LARGEST = 800_000  # bytes of paths
WORDS = 500  # bytes of an answer that are not paths
FEWEST, MOST, SHAPES = 3, 81, 9  # positions of a slider, of one that changes the surface at most
PATIENCE = 20.0  # seconds


def write_page(picture: Picture, file: Path) -> Path:
    """Write the page; its answers are computed for as many slider positions as fit."""
    experiment, here = picture.experiment, picture.answer
    room = len(here.numbers()) + len(here.crowd_numbers()) + WORDS
    positions = _positions(experiment.controls, set(here.surface.shape), LARGEST // room, here)
    answers = _answers(experiment, positions, here.start)
    scene = dict(picture.scene)
    scene["saved"] = True
    scene["controls"] = [
        {**told, "positions": positions[told["name"]]} for told in picture.scene["controls"]
    ]
    saved = {"scene": scene, "home": here.as_json(), **_told(answers)}
    start = (web.WEB / f"{web.PAGE}.js").read_text(encoding="utf-8")
    return write(file, picture.title, (web.script(), web.style()), saved, start)


def _positions(
    controls: Sequence[Control], shape: set[str], answers: int, here: Answer
) -> dict[str, list[float]]:
    """For each control as many values as make at most ``answers`` together, the present one too."""
    counts: dict[str, int] = {}
    rest = sorted(controls, key=lambda control: control.name not in shape)
    for i, control in enumerate(rest):
        fair = math.floor((answers / math.prod(counts.values())) ** (1 / (len(rest) - i)))
        most = SHAPES if control.name in shape else MOST
        counts[control.name] = max(FEWEST, min(most, fair))
    return {
        control.name: _spread(control, counts[control.name], here.values[control.name])
        for control in controls
    }


def _spread(control: Control, count: int, value: float) -> list[float]:
    spaced = np.geomspace if control.log else np.linspace
    values = [float(f"{each:.3g}") for each in spaced(control.low, control.high, count)]
    values[0], values[-1] = control.low, control.high
    values[int(np.argmin(np.abs(np.array(values) - value)))] = value
    return values


def _answers(
    experiment: Experiment, positions: Mapping[str, list[float]], start: Array
) -> list[Answer]:
    """An answer for each combination of positions.

    Raises
    ------
    TimeoutError
        When the step function is too slow for so many.
    """
    late = time.monotonic() + PATIENCE
    answers = []
    for values in itertools.product(*positions.values()):
        answers.append(experiment.answer(dict(zip(positions, values, strict=True)), start))
        if time.monotonic() > late:
            raise TimeoutError(
                f"saving was given up after {PATIENCE:g} seconds: the step function is slow; "
                "fewer steps or fewer parameters would help"
            )
    return answers


def _told(answers: Sequence[Answer]) -> dict[str, Any]:
    """What the page reads; bytes as base64, and heights only once."""
    grounds: dict[tuple[float, ...], dict[str, Any]] = {}
    heights: dict[str, int] = {}
    for answer in answers:
        key = tuple(answer.surface.shape.values())
        if key not in grounds:
            ground = terrain(answer.surface)
            index = heights.setdefault(_text(as_bytes(ground.heights)), len(heights))
            values = dict(answer.values)
            grounds[key] = {"values": values, "levels": ground.levels, "index": index}
    lines = [answer.numbers() for answer in answers]
    return {
        "states": [answer.as_json() for answer in answers],
        "sizes": [len(each) for each in lines],
        "lines": _text(b"".join(lines)),
        "crowds": [_text(answer.crowd_numbers()) for answer in answers],
        "grounds": list(grounds.values()),
        "heights": list(heights),
    }


def _text(numbers: bytes) -> str:
    return base64.b64encode(numbers).decode("ascii")
