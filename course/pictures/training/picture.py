"""The live picture of a training."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import traitlets

from course.counted import counted
from course.pictures.training import words
from course.pictures.training.examples import Examples, Labels, examples, read
from course.pictures.training.facts import facts
from course.pictures.training.plane import Plane, planes
from course.pictures.training.record import Record
from course.pictures.training.run import Course, own_shares, train_once
from course.pictures.training.still import still
from course.run.quiet import unwarned
from course.run.uncallable import uncallable
from course.surfaces.surface import Array
from course.widget import scripts
from course.widget.bundle import leave_still, show_live
from course.widget.call import Trouble
from course.widget.live import SAVED, Live, Look
from course.widget.rerun import running

FOLDER = Path(__file__).parent
OFTEN = 0.06  # seconds between two reports to the page
FLOW = 500_000  # bytes a second of reports, so that a distant page can follow


class TrainingPicture(Live):
    """Trainings, what they get wrong and the landscape they cross; made by `training`.

    Attributes
    ----------
    histories
        What each training returned as losses, by name.
    trained
        The trained weights by name; those that did not come to an end are missing.
    """

    _esm = scripts.script(FOLDER)
    _css = scripts.style(FOLDER)
    answers = traitlets.Bytes().tag(sync=True)
    images = traitlets.Bytes().tag(sync=True)

    saved_words = f"{SAVED}."

    def __init__(
        self,
        train: Callable[..., Any],
        params: Any,
        steps: Any,
        accuracy: Callable[..., Any] | None,
        plane: Callable[..., Any] | bool,
        epochs: int,
        batch_size: int,
        seed: int,
        data: Any,
    ) -> None:
        self.data: Examples = examples(data)
        self.course = Course(train, params, steps, int(epochs), int(batch_size), int(seed))
        self.records: list[Record] = self.course.records(self.data)
        self.accuracy, self.survey = accuracy, plane
        self.planes: list[Plane] = []
        self.middle = ""  # the name of the training that is in the middle of them
        self.missing = ""  # why there are none
        self.running: int | None = 0
        self.seen = False
        self._told, self._shown = 0.0, ""
        X_test = self.data.X_test
        super().__init__(
            self.course.name,
            self.course.about,
            [],
            names=[record.name for record in self.records],
            blank=math.log(self.data.classes),
            classes=self.data.classes,
            labels=self.data.labels_test.tolist(),
            side=round(math.sqrt(X_test.shape[1])),
            plane=plane is not False,
        )

    @property
    def histories(self) -> dict[str, Array]:
        """The losses that each training returned, by name."""
        return {record.name: record.history.copy() for record in self.records}

    @property
    def history(self) -> Array:
        """The losses of the first training, one for each update."""
        return self.records[0].history.copy()

    @property
    def trained(self) -> dict[str, dict[str, Array]]:
        """The trained weights, by name of the training."""
        return {each.name: each.trained for each in self.records if each.trained is not None}

    @property
    def path(self) -> Array:
        """The first training's way on the plane of the paths, ``(places, 2)``; empty without."""
        return self.planes[0].paths[0].copy() if self.planes else np.zeros((0, 2))

    @property
    def wrong(self) -> Labels:
        """Which of the new digits the first training gets wrong at its end."""
        trained = self.records[0].trained
        if trained is None:
            return np.zeros(0, dtype=np.int64)
        missed = np.flatnonzero(read(trained, self.data.X_test) != self.data.labels_test)
        return missed.astype(np.int64)

    @property
    def title(self) -> str:
        """What is trained, and how."""
        return f"{self.name} {self.about}"

    def run(self) -> None:
        """Train, and show it while it happens."""
        self._shown = running()
        show_live(self.model_id, self.title)
        try:
            with unwarned():
                self._train_all()
        except KeyboardInterrupt:
            self._stopped()
            raise
        finally:
            self.running = None
            self._tell(at_once=True)
            leave_still(self.still(), f"{self.title}\n{self.message}")

    def save(self, file: str | Path) -> Path:
        """Write a page that shows the training at its end, or a still; see `Live.save`."""
        before, self.seen = self.seen, True
        try:
            return super().save(file)
        finally:
            self.seen = before

    def still(self) -> bytes:
        """PNG of the losses, the digits read wrong, and the landscape."""
        return still(self.records, self.planes, self.data, self.title)

    def _train_all(self) -> None:
        for index, record in enumerate(self.records):
            self.running = index
            self._tell(at_once=True)
            train_once(self.course, record, self.data, self._tell)
            if record.trouble is not None and record.trouble.kind == "waiting":
                break
        for record in self.records:
            own_shares(self.accuracy, record, self.data)
        self._look_around()

    def _look_around(self) -> None:
        """Make the landscape around the best of the trained weights."""
        done = [record for record in self.records if record.trained is not None]
        if self.survey is False or not done:
            return
        best = min(done, key=lambda record: record.mean() if record.updates else math.inf)
        self.middle = best.name
        try:
            survey = None if self.survey is True else _function(self.survey)
            self.planes = planes(survey, best.trained or {}, done, *self.data.some())
        except Trouble as trouble:
            self.missing = str(trouble).replace("This picture waits", "The landscape waits")
            best.notes.append(self.missing)

    def _stopped(self) -> None:
        for record in self.records[self.running or 0 :]:
            after = f" after {counted(record.updates, 'update')}" if record.updates else ""
            record.trouble = Trouble(f"{record.name} was stopped by you{after}.", "stopped")

    def _tell(self, at_once: bool = False) -> None:
        """Send what there is by now, if the page has had time for what was sent before."""
        pause = max(OFTEN, (len(self.numbers) + len(self.answers)) / FLOW)
        if not at_once and time.perf_counter() - self._told < pause:
            return
        self._told = time.perf_counter()
        self.look = self._seen()
        self._publish(0)

    def _look(self) -> Look:
        told, numbers = facts(self.records, self.planes)
        told |= {"running": self.running, "seen": self.seen, "middle": self.middle}
        told |= {"missing": self.missing}
        if self.running is not None:
            return Look(
                "running", f"{self.records[self.running].name} is training …", told, numbers
            )
        kind = words.kind(self.records)
        said = words.summary(self.records, len(self.data.labels_test), self.data.classes)
        return Look(kind, said, told, numbers)

    def _drawn(self, seq: int) -> dict[str, Any]:
        answers = [each for record in self.records for each in record.answers]
        pixels = np.clip(np.round(255 * self.data.X_test), 0, 255).astype(np.uint8)
        return super()._drawn(seq) | {
            "answers": np.array(answers, dtype=np.uint8).tobytes(),
            "images": pixels.tobytes(),
        }

    def _on_message(self, _: Any, content: Mapping[str, Any], __: list[bytes]) -> None:
        """A page has shown the training from its beginning: none need do it again."""
        if isinstance(content, dict) and content.get("seen") is True:
            self.seen = True
            self.state = {**self.state, "seen": True}

    def _ipython_display_(self, **_: Any) -> None:
        if not self._shown or self._shown != running():
            super()._ipython_display_()


def _function(thing: Any) -> Callable[..., Any]:
    """A learner's function, or `Trouble` when it is none."""
    if words := uncallable(thing):
        raise Trouble(words)
    function: Callable[..., Any] = thing
    return function
