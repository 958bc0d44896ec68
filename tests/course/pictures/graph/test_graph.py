"""A graph's story is the learner's own: their values, their shares, in their order."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

from course import graph
from course.pictures.graph.family import family
from course.widget import bundle
from tests.course.pictures.graph.values import Value


def neuron(w: Any, x: Any, b: Any) -> Any:
    z = w * x + b
    r = z.tanh()
    return (r - 0.5) ** 2 + 0.1 * w**2


def ends(picture: Any) -> dict[str, float]:
    """Each box's gradient at the end, by its title."""
    boxes = picture.state["boxes"]
    return {
        boxes[share["node"]]["title"]: share["after"]
        for step in picture.state["steps"]
        for share in step["shares"]
    }


def shown(**at: float) -> Any:
    """The neuron's picture."""
    given = {"w": 0.8, "x": 1.5, "b": -0.6} | at
    return graph(neuron, **{name: Value(value) for name, value in given.items()})


def test_values_and_gradients_are_the_formulas() -> None:
    """Against the closed form: r = tanh(wx + b), dL/dw = 2(r − ½)(1 − r²)x + 0.2w."""
    r = np.tanh(0.8 * 1.5 - 0.6)
    back = 2 * (r - 0.5) * (1 - r**2)
    got = ends(shown())
    assert got["w"] == pytest.approx(back * 1.5 + 0.16)
    assert got["x"] == pytest.approx(back * 0.8)
    assert got["b"] == got["z"] == pytest.approx(back)


def test_boxes_are_called_as_the_learner_calls_them() -> None:
    """Names come from the function's variables, formulas from operations."""
    titles = {box["title"] for box in shown().state["boxes"]}
    assert {"w", "x", "b", "z", "r", "w · x", "r − 0.5", "(r − 0.5)²", "w²", "0.1 · w²"} <= titles


def test_each_step_names_its_source() -> None:
    """Forward every made Value once; backward 1 first, then shares from their sources."""
    words = [step["words"] for step in shown().state["steps"]]
    assert words[1] == "Forward: `z` = 0.6, from `w · x` and `b`."
    assert words[8] == "Backward: the gradient of `neuron` is 1."
    assert words[-1] == (
        "Backward: `w · x` passes on 0.0791 to `w`, which has 0.239 now; 0.0422 to `x`."
    )


def test_a_value_used_twice_gets_two_shares() -> None:
    """x · x: two lines, two shares, one sum."""
    x = Value(3.0)
    square = x * x
    picture = graph(square)
    assert picture.title == "square as a graph"
    (step,) = [s for s in picture.state["steps"] if len(s["shares"]) == 2]
    assert [share["after"] for share in step["shares"]] == [3.0, 6.0]
    assert len(picture.state["lines"]) == 2


def test_the_learners_values_are_left_as_they_were() -> None:
    """Neither a gradient that was there nor one that was not is changed by looking."""
    x = Value(3.0)
    result = x**2
    graph(result)
    assert (x.grad, result.grad) == (0.0, 0.0)
    result.backward()
    graph(result)
    assert (x.grad, result.grad) == (6.0, 1.0)
    assert "__setattr__" not in vars(Value)


def test_sliders_run_the_function_again() -> None:
    """A slider makes new Values of the learner's class."""
    picture = shown()
    picture.move(w=2.0, x=0.0, b=0.0)
    assert ends(picture)["w"] == pytest.approx(0.4)
    assert "`neuron` = 0.65" in picture.message
    ranged = graph(neuron, w=(Value(1.0), 0, 2), x=Value(1.0), b=Value(0.0))
    assert (ranged.sliders[0].low, ranged.sliders[0].high) == (0, 2)


class Micrograd:
    """The same idea with other names: a set ``_prev``, a label ``_op``, a method."""

    def __init__(self, data: float, children: tuple[Any, ...] = (), op: str = "") -> None:
        self.data, self.grad = data, 0.0
        self._prev, self._op, self._backward = set(children), op, lambda: None

    def __mul__(self, other: Any) -> Any:
        out = Micrograd(self.data * other.data, (self, other), "*")

        def _backward() -> None:
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def backward(self) -> None:
        self.grad = 1.0
        for node in reversed(family(self)):
            node.value._backward()


class Paired:
    """Parents in pairs with their slopes, the gradient passed on in `backward` itself."""

    def __init__(self, data: float, made_from: tuple[Any, ...] = ()) -> None:
        self.data, self.grad, self.made_from = data, 0.0, made_from

    def __mul__(self, other: Any) -> Any:
        return Paired(self.data * other.data, ((self, other.data), (other, self.data)))

    def backward(self, back: float = 1.0) -> None:
        self.grad += back
        for parent, slope in self.made_from:
            parent.backward(back * slope)


class Slotted:
    """Two single parents, no ``__dict__``."""

    __slots__ = ("data", "grad", "left", "right")

    def __init__(self, data: float, left: Any = None, right: Any = None) -> None:
        self.data, self.grad, self.left, self.right = data, 0.0, left, right

    def __mul__(self, other: Any) -> Any:
        return Slotted(self.data * other.data, self, other)

    def backward(self, back: float = 1.0) -> None:
        self.grad += back
        if self.left is not None:
            self.left.backward(back * self.right.data)
            self.right.backward(back * self.left.data)


@pytest.mark.parametrize("kind", [Micrograd, Paired, Slotted])
def test_other_ways_to_keep_parents(kind: Any) -> None:
    """a·b·a, however the class keeps what it was made from."""
    a, b = kind(2.0), kind(5.0)
    picture = graph((a * b) * a)
    assert len(picture.state["lines"]) == 4
    assert ends(picture)["a"] == 20.0
    assert ends(picture)["b"] == 4.0
    sources = [step["node"] for step in picture.state["steps"] if step["shares"]]
    assert sum(source is not None for source in sources) >= 2


def raising(w: Any) -> Any:
    return w * speed  # type: ignore[name-defined]  # noqa: F821


def nothing(w: Any) -> None:
    w * w


class NoTanh(Value):
    def tanh(self) -> Any:
        raise NotImplementedError


class NoBackward(Value):
    def backward(self) -> None:
        raise NotImplementedError


class Overwrites(Value):
    def __mul__(self, other: Any) -> Any:
        product = Value(self.data * other.data)
        product.parents = (self, other)

        def pass_back() -> None:
            self.grad = other.data * product.grad
            other.grad = self.data * product.grad

        product.pass_back = pass_back
        return product


@pytest.mark.parametrize(
    ("made", "kind", "words"),
    [
        (lambda: graph(raising, w=Value(1.0)), "trouble", "raised NameError: name 'speed'"),
        (lambda: graph(nothing, w=Value(1.0)), "trouble", "got None: is the `return` missing?"),
        (lambda: graph(3.0), "trouble", "shows a Value, which has `data` and `grad`"),
        (lambda: graph(Value(2.0)), "fine", "must keep those it was made from"),
        (
            lambda: graph(neuron, w=NoTanh(1.0), x=Value(1.0), b=NoTanh(1.0)),
            "fine",
            "made from 12",
        ),
        (
            lambda: graph(lambda w: w.tanh(), w=NoTanh(1.0)),
            "waiting",
            "This picture waits for `NoTanh.tanh`, which is not written yet.",
        ),
        (
            lambda: graph(lambda w: w, w=NoBackward(1.0)),
            "waiting",
            "waits for `NoBackward.backward`",
        ),
        (
            lambda: graph(lambda w: w * w, w=Overwrites(3.0)),
            "fine",
            "Nudging `w` moves the result 6 times as far, but its gradient is 3: which share",
        ),
    ],
)
def test_trouble_is_told_in_words(made: Any, kind: str, words: str) -> None:
    """Whatever a learner's class does, there is a picture, and it says what it needs."""
    picture = made()
    assert words in picture.message
    assert picture.state["kind"] == kind
    assert picture.still().startswith(b"\x89PNG")


def test_many_values_are_drawn_in_part_and_said_to_be() -> None:
    """Of 200 boxes the last 60 are drawn, in columns that follow their parents."""
    x = Value(1.0)
    chain = x
    for _ in range(199):
        chain = chain + 0.001 if chain is x else -chain
    picture = graph(chain)
    boxes, lines = picture.state["boxes"], picture.state["lines"]
    assert len(boxes) == 60
    assert "A picture can show 60: here are the last ones made." in picture.message
    assert all(boxes[line["parent"]]["column"] < boxes[line["child"]]["column"] for line in lines)


def test_boxes_do_not_overlap() -> None:
    """In a column, boxes are at least a row apart."""
    xs = [Value(i / 7) for i in range(8)]
    total = xs[0]
    for i, x in enumerate(xs):
        total = total * x + xs[(3 * i) % 8]
    boxes = graph(total).state["boxes"]
    for column in {box["column"] for box in boxes}:
        rows = sorted(box["row"] for box in boxes if box["column"] == column)
        assert (np.diff(rows) >= 1 - 1e-9).all()


def test_bundle_is_small_and_the_same_every_time(displayed: list[dict[str, Any]]) -> None:
    """At most 50 kB of a notebook, a still among it, and the same bytes again."""
    for _ in range(2):
        shown()._ipython_display_()
    assert len(json.dumps(displayed[:3])) <= 50_000
    assert Image.open(io.BytesIO(base64.b64decode(displayed[2]["image/png"]))).size[0] > 400
    for each in displayed:
        each.pop(bundle.VIEW, None)
    assert displayed[:3] == displayed[3:]
