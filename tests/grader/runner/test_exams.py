"""The lessons' own exams, with the answer in the sandbox."""

from __future__ import annotations

import pytest

from authoring.lesson import exercises, read_lesson
from authoring.weave import weave

KEEPING = """
import numpy as np
kept = []
def nesterov_step(theta, velocity, grad_f, lr, gamma):
    kept.append(momentum_step)
    ahead = theta - gamma * velocity
    velocity = gamma * velocity + lr * grad_f(ahead)
    return theta - velocity, velocity
def momentum_step(theta, velocity, grad, lr, gamma):
    return kept[0](theta, velocity, grad, lr, gamma)
"""
REVERSING = """
def chain(functions, derivatives, x):
    functions.reverse()
    derivatives.reverse()
    slope = 1.0
    for function, derivative in zip(functions, derivatives):
        slope = derivative(x) * slope
        x = function(x)
    return slope
"""
ZEROING = """
def adam_update(params, grads, state, lr, beta1, beta2, eps):
    for array in (*params.values(), *grads.values()):
        array[...] = 0.0
    return params, {"t": 1, "m": dict(params), "v": dict(params)}
"""


def exam(lesson, name):
    """An exercise's hidden tests, woven, and its reference."""
    notebook = read_lesson(lesson)
    weave(lesson, notebook)
    one = next(one for one in exercises(lesson, notebook) if one.name == name)
    return one.hidden, one.solution


def earned(outputs):
    """What a test cell's outputs give, and the words of its report."""
    said = "".join(one["text"] for one in outputs if one["output_type"] == "stream")
    results = [one for one in outputs if one["output_type"] == "execute_result"]
    return (float(results[-1]["data"]["text/plain"]) if results else None), said


def test_a_lent_function_that_was_kept_answers_no_other_exam(grade):
    """Nesterov's test stands first here, as when its cell has been moved to the front."""
    (nesterov, _), (momentum, solution) = (
        exam("05-momentum", name) for name in ("nesterov_step", "momentum_step")
    )
    outputs = grade(KEEPING, nesterov, momentum, solution=f"{KEEPING}\n{solution}")
    assert earned(outputs[1])[0] == 2.0, "the answer itself is right"
    score, said = earned(outputs[2])
    assert (score, said.splitlines()[0]) == (0.0, "momentum_step: 0 of 6 properties hold")


@pytest.mark.parametrize(
    ("lesson", "name", "answer", "share"),
    [
        ("03-chain-rule", "chain", REVERSING, "6 of 7"),
        ("06-adam", "adam_update", ZEROING, "0 of 9"),
    ],
)
def test_a_change_of_what_an_answer_was_given_is_seen(grade, lesson, name, answer, share):
    """Right numbers stay right; what is expected is never worked out from what was changed."""
    hidden, solution = exam(lesson, name)
    _, said = earned(grade("import numpy as np\n" + answer, hidden, solution=solution)[1])
    assert said.startswith(f"{name}: {share} properties hold"), said
