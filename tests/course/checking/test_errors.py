"""What the usual exceptions are said to come of, for errors that Python and NumPy really raise."""

from __future__ import annotations

import linecache
import warnings
from typing import Any

import numpy as np
import pytest

from course.checking.diagnosis import explain

X, y, w = np.arange(12.0).reshape(4, 3), np.arange(4.0), np.arange(3.0)


def raised(source: str) -> BaseException:
    """The error of a learner's function with this body."""
    namespace: dict[str, Any] = {"np": np, "X": X, "y": y, "w": w}
    body = "\n".join(f"    {line}" for line in source.split("\n"))
    text = f"def answer(X, y, w):\n{body}\n"
    cell = f"<ipython-input-{source}>"
    linecache.cache[cell] = len(text), None, text.splitlines(True), cell
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's own, of what is tried here
        exec(compile(text, cell, "exec"), namespace)
    with pytest.raises(Exception) as caught:
        namespace["answer"](X, y, w)
    return caught.value


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("return X @ y", "must be equally long"),
        ("return np.dot(X, y)", "must be equally long"),
        ("return X + y", "Arrays of shapes (4,3) and (4,) do not fit entry by entry."),
        ("return X.T * (X * w - y)", "do not fit entry by entry"),
        ("return 3.0 ^ 2", "^ is no power in Python"),
        ("return X ^ 2", "^ is no power in Python"),
        ("return np.ln(X)", "it has that under the name log"),
        ("return np.eigvals(X)", "eigvals is in np.linalg"),
        ("return pi * 2", "pi belongs to NumPy"),
        ("return sqrt(2)", "sqrt belongs to NumPy"),
        ("return theta", "Nothing is called theta when this line runs"),
        ("return earlier(X)", "earlier is not defined: run the cell above that defines it"),
        ("return max(X, 0)", "Python's own max compares whole arrays"),
        ("if X > 0:\n    return 1", "if, while, and, or, not decide on one yes or no"),
        ("import math\nreturn math.sqrt(X)", "functions of math take one number"),
        ("return float(X)", "functions of math take one number"),
        ("return w.sort() + 1", "Something is None here"),
        ("return w.sort()[0]", "Something is None here"),
        ("return (k for k in y)[0]", "A generator gives its values one after another"),
        ("return len(k for k in y)", "A generator gives its values one after another"),
        ("return 2(y)", "Parentheses right after a value call it"),
        ("return np.exp - 1", "A function itself stands where its result is meant"),
        ("return [1.0, 2.0] - 0.5", "does not calculate with a list"),
        ("return [1.0, 2.0] * 0.5", "repeats a list"),
        ("return [1.0].shape", "A list has no .shape"),
        ("return (lambda rng: 1)()", "is called without 'rng'"),
        ("return (lambda: 1)(2)", "is called with more arguments than it takes"),
        ("return np.maximum(1)", "is called with fewer arguments than it takes"),
        ("return {}['t']", "The dict has no key 't' at that time"),
        ("return y[9]", "Place 9 is asked of an axis of length 4"),
        ("return 1 / 0", "A number is divided by zero"),
        ("a, b = 1, 2, 3", "are not equally many"),
        ("y = np.arange(3)\ny -= 0.5", "can't take up fractions in place"),
        ("return np.linalg.inv(np.zeros((2, 2)))", "has no inverse"),
        ("return range(2.0)", "Counting needs a whole number"),
        ("return y.sum(axis=1)", "Axis 1 is asked of an array with 1 axis"),
        ("return {'a': 1}.a", "in brackets: there is no .a"),
        ("total += 1", "total is read before anything is assigned"),
    ],
)  # fmt: skip
def test_an_errors_usual_cause_is_told(source: str, words: str) -> None:
    assert words in explain(raised(source), known=("earlier",))


def test_an_error_without_a_usual_cause_gets_no_words() -> None:
    assert explain(raised("raise ValueError('of another cause')")) == ""


def test_a_product_is_suggested_only_where_the_shapes_would_fit_one() -> None:
    meant = "is a product of matrices meant?"
    assert meant in explain(raised("return X.T * w"))
    assert meant not in explain(raised("return np.ones(2) * X"))


def test_an_error_in_the_example_is_not_blamed_on_a_line_of_the_learners() -> None:
    with pytest.raises(KeyError) as caught:
        eval(compile("{}['m']", "<example>", "eval"))
    error = caught.value.with_traceback(caught.value.__traceback__.tb_next)  # type: ignore[union-attr]
    assert explain(error) == "The example finds no key 'm' in what came back."
