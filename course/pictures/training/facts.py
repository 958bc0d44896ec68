"""Trainings and their landscape as the browser gets them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.pictures.training.plane import Plane
from course.pictures.training.record import Record
from course.surfaces.surface import Array


def facts(records: Sequence[Record], planes: Sequence[Plane]) -> tuple[dict[str, Any], Array]:
    """Small plain facts, and as numbers each run's losses and shares, then each plane's own."""
    told = {
        "runs": [_run(record) for record in records],
        "expected": max([1, *(max(record.expected, record.updates) for record in records)]),
        "planes": [plane.as_json() for plane in planes],
        "drawn": [i for i, record in enumerate(records) if record.trained is not None],
    }
    parts = [np.array(part) for each in records for part in (each.losses, each.shares)]
    parts += [part for plane in planes for part in plane.numbers()]
    return told, np.concatenate(parts)


def _run(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "updates": record.updates,
        "every": record.every,
        "tested": record.tested,
        "places": len(record.path),
        "stride": record.stride,
        "learned": record.learned,
    }
