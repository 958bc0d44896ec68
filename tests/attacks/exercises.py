"""The four exercises of the corpus's assignment: eight points in four common shapes of test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exercise:
    """One exercise: the right answer, what a learner sees of its test, and what is hidden."""

    name: str
    signature: str
    right: str
    visible: str
    hidden: str
    points: int = 2


EXERCISES = (
    Exercise(
        name="rms",  # plain asserts on floats
        signature="def rms(x):",
        right="    return float(np.sqrt(np.mean(np.square(x))))",
        visible="assert abs(rms([3.0, 4.0]) - 3.5355339) < 1e-6",
        hidden="""\
import colorsys  # nobody has imported it before: a file of that name must not be taken for it
assert abs(rms([1.0, 2.0, 2.0]) - 1.7320508) < 1e-6
assert abs(rms([0.0, 0.0, 6.0, 8.0]) - 5.0) < 1e-6""",
    ),
    Exercise(
        name="center",  # numpy.testing on arrays
        signature="def center(x):",
        right="    return x - x.mean()",
        visible="""\
from numpy.testing import assert_allclose
assert_allclose(center(np.array([1.0, 2.0, 6.0])), [-2.0, -1.0, 3.0])""",
        hidden="""\
np.testing.assert_allclose(center(np.array([5.0, -1.0])), [3.0, -3.0])
x = np.array([2.0, 4.0, 0.0, 2.0])
np.testing.assert_array_equal(center(x), [0.0, 2.0, -2.0, 0.0])
assert list(x) == [2.0, 4.0, 0.0, 2.0], "the input has changed\"""",
    ),
    Exercise(
        name="descend",  # a callback that is counted, and expected values in the globals
        signature="def descend(grad_f, theta, lr, steps):",
        right="""\
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - lr * grad_f(path[-1]))
    return path""",
        visible="""\
calls = 0
def grad_f(theta):
    global calls
    calls += 1
    return 2.0 * theta
expected = [1.0, 0.5, 0.25]
path = descend(grad_f, 1.0, 0.25, 2)
assert len(path) == 3 and all(close(a, b) for a, b in zip(path, expected))""",
        hidden="""\
calls = 0
expected = [4.0, 3.2, 2.56, 2.048]
path = descend(grad_f, 4.0, 0.1, 3)
assert len(path) == 4 and all(close(a, b) for a, b in zip(path, expected))
assert calls == 3""",
    ),
    Exercise(
        name="slope",  # partial credit: the last expression is the score
        signature="def slope(x, y):",
        right="""\
    x, y = np.asarray(x), np.asarray(y)
    return float(np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2))""",
        visible="slope([0.0, 1.0, 2.0], [1.0, 3.0, 5.0])  # 2.0",
        hidden="""\
score = 2.0
xs, ys = [[0.0, 1.0, 2.0], [1.0, 2.0, 3.0]], [[0.0, 1.5, 3.0], [3.0, -1.0, -5.0]]
for got, wanted in zip(map(slope, xs, ys), [1.5, -4.0]):
    score = score - 4.0 * abs(got - wanted)
round(score, 6)""",
    ),
)
HELPERS = """\
def close(a, b):
    return abs(a - b) < 1e-9"""
"""A locked cell that is not graded; the tests of `descend` use it."""
NAMES = tuple(exercise.name for exercise in EXERCISES)


def right_answer(name: str) -> str:
    """The source of a full-mark answer to exercise `name`."""
    exercise = EXERCISES[NAMES.index(name)]
    return f"{exercise.signature}\n{exercise.right}"
