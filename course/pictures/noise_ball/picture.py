"""The live picture of three batch sizes and their noise balls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from course.counted import counted
from course.pictures.noise_ball.doubt import Prediction, doubt
from course.pictures.noise_ball.still import still
from course.pictures.noise_ball.walk import (
    BUDGET,
    EXAMPLES,
    FURTHEST,
    START,
    Walk,
    cloud,
    noise,
    walk,
)
from course.run.descend import name_of
from course.surfaces.surface import Array
from course.widget import scripts
from course.widget.call import Trouble, call, numbers
from course.widget.live import NONE, Live, Look
from course.widget.numbers import number
from course.widget.slider import Override, Slider, overridden

FOLDER = Path(__file__).parent
VIEW = ((-2.0, 6.0), (-1.8, 3.6))
SLIDERS = (
    Slider("lr", "learning rate", 0.02, 2.2, 0.2, log=True),
    Slider("batch_size", "examples in a mini-batch", 2, 200, 20, log=True, whole=True),
)
LIMIT = 2.0  # 2/λ, with λ = 1


class NoiseBallPicture(Live):
    """Three paths of the learner's epochs, and what its formula predicts; see `noise_ball`."""

    _esm = scripts.script(FOLDER)
    _css = scripts.style(FOLDER)

    def __init__(
        self,
        sgd_epoch: Callable[..., Any],
        noise_floor: Callable[..., Any] | None,
        gradient_variance: Callable[..., Any] | None,
        overrides: Mapping[str, Override],
    ) -> None:
        self.sgd_epoch, self.noise_floor = sgd_epoch, noise_floor
        self.gradient_variance = gradient_variance
        self.cloud = cloud()
        self.centre = self.cloud.mean(axis=0)
        self.walks: list[Walk] = []
        super().__init__(
            name_of(sgd_epoch),
            "with three batch sizes",
            overridden(SLIDERS, overrides),
            view=VIEW,
            budget=BUDGET,
            centre=self.centre.tolist(),
            cloud=self.cloud.round(3).tolist(),
        )

    @property
    def paths(self) -> list[Array]:
        """Where the learner's epochs went: batch, mini-batch, stochastic."""
        return [each.path.copy() for each in self.walks]

    def still(self) -> bytes:
        """PNG of the three paths and of their costs."""
        return still(self.walks, self.look.facts["radii"], self.cloud, VIEW, self.title)

    def _look(self) -> Look:
        lr, size = self.values["lr"], int(self.values["batch_size"])
        sizes = {"batch": EXAMPLES, f"mini-batch of {size}": size, "stochastic": 1}
        trouble = None
        try:
            self.walks = [
                walk(self.sgd_epoch, name, self.cloud, lr, each) for name, each in sizes.items()
            ]
        except Trouble as stop:
            self.walks, trouble = [], stop
        radii, missing = self._radii(lr, list(sizes.values()))
        if trouble is not None:
            facts = {"runs": [], "radii": radii, "origin": START.tolist()}
            return Look(trouble.kind, str(trouble), facts)
        runs = [{"name": each.name, "points": len(each.path)} for each in self.walks]
        facts = {"runs": runs, "radii": radii, "origin": START.tolist()}
        parts = [part for each in self.walks for part in (each.path.ravel(), each.spent)]
        kind = "diverges" if lr >= LIMIT else "fine"
        words = " ".join(filter(None, [self._summary(lr), _balls(radii), missing]))
        return Look(kind, words, facts, np.concatenate(parts) if parts else NONE)

    def _summary(self, lr: float) -> str:
        """How many updates each made, and how far from the minimum it ends."""
        ends = [
            f"{each.name}: {counted(len(each.path) - 1, 'update')}, "
            f"ends {number(self._away(each))} away"
            for each in self.walks
        ]
        whole = all(each.spent[-1] == BUDGET for each in self.walks)
        budget = (
            "2 000 gradient evaluations each" if whole else "At most 2 000 gradient evaluations"
        )
        words = f"{budget}. {'; '.join(ends)}."
        if lr < LIMIT:
            return words
        return f"{words} lr = {number(lr)} is not below 2/λ = 2: nothing settles."

    def _away(self, each: Walk) -> float:
        return float(np.hypot(*(each.path[-1] - self.centre)))

    def _radii(self, lr: float, sizes: Sequence[int]) -> tuple[list[float | None], str]:
        """The predicted radius for each batch size, or None and why in words."""
        nothing: list[float | None] = [None] * len(sizes)
        if self.noise_floor is None:
            return nothing, ""
        try:
            predicted = [self._prediction(self.noise_floor, lr, size) for size in sizes]
        except Trouble as trouble:
            return nothing, str(trouble).replace("This picture waits", "The circles wait")
        radii = [
            float(np.sqrt(2 * each.height)) if np.isfinite(each.height) else None
            for each in predicted
        ]  # since f = ‖θ − centre‖²/2
        return radii, doubt(
            predicted, self.cloud, self.walks, self.gradient_variance, self.noise_floor
        )

    def _prediction(self, floor: Callable[..., Any], lr: float, size: int) -> Prediction:
        """What the learner's functions give for a batch size."""
        sigma2 = noise(self.cloud, size)
        if self.gradient_variance is not None:
            answer = call(self.gradient_variance, -self.cloud, size, False)
            sigma2 = float(numbers(self.gradient_variance, answer, ()))
        answer = call(floor, lr, 1.0, sigma2)
        if answer is not None and np.ndim(answer) == 0 and answer == np.inf:
            return Prediction(lr, size, sigma2, np.inf)
        height = float(numbers(floor, answer, ()))
        if height < 0:
            raise Trouble(f"`{name_of(floor)}` gave {number(height)}: a mean of squares below 0?")
        if height > FURTHEST:
            raise Trouble(f"`{name_of(floor)}` gave {number(height)}, far beyond this picture.")
        return Prediction(lr, size, sigma2, height)


def _balls(radii: Sequence[float | None]) -> str:
    if radii[1] is None or radii[2] is None:
        return ""
    return (
        f"Predicted radius of the noise ball: {number(radii[2])} stochastic, "
        f"{number(radii[1])} with mini-batches."
    )
