"""Lesson 03 says only what is so: its formulas, and what its pictures are said to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import explore, graph
from tests.lessons.ran import ran

LESSON = "03-chain-rule"


def answer(name: str) -> Any:
    return ran(LESSON).names[name]


def slopes(f: Callable[[np.ndarray], float], at: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """Central differences of a scalar function of an array."""
    result = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[index] = h
        result[index] = (f(at + nudge) - f(at - nudge)) / (2 * h)
    return result


def test_chain_of_the_first_section_has_the_told_numbers() -> None:
    functions = [np.sin, np.exp, lambda u: u**2]
    derivatives = [np.cos, np.exp, lambda u: 2 * u]
    own = answer("chain")(functions, derivatives, 0.5)
    assert own == pytest.approx(answer("numerical"), abs=1e-8)
    assert own == pytest.approx(0.363, abs=5e-4)
    assert answer("all_at_x") / own == pytest.approx(4, abs=0.05)
    assert (np.cos(np.exp(0.25)), np.exp(0.25)) == pytest.approx((0.283, 1.284), abs=5e-4)


def test_chain_by_an_inner_stage_is_the_same_product_stopped_earlier() -> None:
    c = 0.25
    expected = slopes(lambda at: np.sin(np.exp(at[0])), np.array([c]))[0]
    assert answer("chain")([np.sin, np.exp], [np.cos, np.exp], c) == pytest.approx(expected)


def test_gradient_of_a_neuron_is_that_of_its_cost() -> None:
    rng = np.random.default_rng(0)
    X, y, w = rng.normal(size=(30, 4)), rng.normal(size=30), rng.normal(size=4)
    expected = slopes(lambda at: np.sum((np.maximum(X @ at, 0) - y) ** 2) / 60, w)
    np.testing.assert_allclose(answer("neuron_gradient")(w, X, y), expected, atol=1e-8)


def test_descents_of_the_neuron_end_as_told() -> None:
    X, cost = answer("X"), answer("neuron_cost")

    def path(*start: float) -> np.ndarray:
        return explore(answer("descent_step"), cost, start, steps=400, lr=0.2).path

    slid, dead, found = path(1.5, -2.0), path(-1.5, -1.0), path(2.5, 2.0)
    assert np.linalg.norm(slid[-1] - slid[0]) > 1 and np.all(dead == dead[0])
    for end in (slid[-1], dead[-1]):
        assert np.all(X @ end <= 0)
        assert np.all(answer("neuron_gradient")(end, X, answer("y")) == 0)
        assert cost.value(end) > 0.5
    assert cost.value(found[-1]) < 0.01
    assert cost.value(found[10]) < cost.value(found[0]) / 20 and np.all(X @ found[10] > 0)
    assert np.any(X @ found[-1] < 0)  # it has learned where to switch on


def test_layer_passes_back_what_finite_differences_say() -> None:
    rng = np.random.default_rng(1)
    X, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)

    def loss(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> float:
        return float(np.sum(np.sin(X @ W + b)))

    dX, dW, db = answer("affine_backward")(np.cos(X @ W + b), X, W)
    np.testing.assert_allclose(dX, slopes(lambda at: loss(at, W, b), X), atol=1e-8)
    np.testing.assert_allclose(dW, slopes(lambda at: loss(X, at, b), W), atol=1e-8)
    np.testing.assert_allclose(db, slopes(lambda at: loss(X, W, at), b), atol=1e-8)


def test_layer_is_the_rule_of_lesson_02_turned_around() -> None:
    rng = np.random.default_rng(2)
    X, W, dZ = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=(4, 2))
    dX, dW, _ = answer("affine_backward")(dZ, X, W)
    left, right, dD = W.T, X.T, dZ.T  # D = left @ right
    np.testing.assert_allclose(dW.T, dD @ right.T)
    np.testing.assert_allclose(dX.T, left.T @ dD)


@pytest.mark.parametrize("at", [-1.3, 0.4, 2.0])
def test_values_of_a_long_formula_have_the_slope_of_the_formula(at: float) -> None:
    def formula(x: Any, tanh: Any, exp: Any, relu: Any) -> Any:
        a = tanh(3 - 2 * x) * x + 0.5
        b = a * a - exp(-1 * x * x) + relu(x - 1) ** 3
        return 2 - (b - a) * b + (1 + a**2) ** -1

    Value = answer("Value")
    x = Value(at)
    result = formula(x, Value.tanh, Value.exp, Value.relu)
    result.backward()
    expected = slopes(
        lambda u: formula(u[0], np.tanh, np.exp, lambda v: max(v, 0.0)), np.array([at])
    )
    assert x.grad == pytest.approx(expected[0], rel=1e-6)
    assert result.grad == 1


def test_each_step_of_the_table_passes_back_its_slope() -> None:
    Value = answer("Value")
    for a in (-0.8, 0.6):
        for step, function in (
            (Value.tanh, np.tanh),
            (Value.exp, np.exp),
            (lambda v: v**3, lambda u: u**3),
            (lambda v: v * 2.5, lambda u: u * 2.5),
        ):
            leaf = Value(a)
            step(leaf).backward()
            expected = slopes(lambda u, f=function: f(u[0]), np.array([a]))[0]
            assert leaf.grad == pytest.approx(expected, rel=1e-6)


def share(w: float) -> float:
    """What comes to w through the tanh of the lesson's small graph, by hand."""
    r = np.tanh(1.5 * w - 0.6)
    return float(2 * (r - 0.5) * (1 - r**2) * 1.5)


def test_graph_in_the_picture_has_the_told_gradients() -> None:
    Value, neuron = answer("Value"), answer("neuron")

    def loss(at: np.ndarray) -> float:
        w, x, b = at
        return float((np.tanh(w * x + b) - 0.5) ** 2 + 0.1 * w**2)

    given = [Value(0.8), Value(1.5), Value(-0.6)]
    neuron(*given).backward()
    expected = slopes(loss, np.array([0.8, 1.5, -0.6]))
    assert [value.grad for value in given] == pytest.approx(expected, rel=1e-6)
    told = {"w": 0.239, "z": 0.053, "x times z": 0.079, "through w²": 0.16}
    z = float(given[2].grad)  # b's and z's are the same
    found = {"w": given[0].grad, "z": z, "x times z": 1.5 * z, "through w²": 0.2 * 0.8}
    assert found == pytest.approx(told, abs=5e-4)
    assert np.tanh(0.6) == pytest.approx(0.537, abs=5e-4)
    assert [share(0.7), share(2.0)] == pytest.approx([-0.193, 0.047], abs=5e-4)


def test_live_graph_agrees_with_a_nudge_wherever_it_is_slid() -> None:
    Value = answer("Value")
    shown = graph(answer("neuron"), w=(Value(0.8), -2, 2), x=Value(1.5), b=Value(-0.6))
    assert "The gradients: `w` 0.239, `x` 0.0422, `b` 0.0527." in shown.message
    for w in (-2.0, 0.7, 2.0):
        shown.move(w=w)
        assert shown.look.kind == "fine" and "which share is missing" not in shown.message
        assert f"`w` {share(w) + 0.2 * w:.3g}".replace("-", "−") in shown.message


def test_backward_multiplies_about_twice_as_often_as_forward() -> None:
    counts = {"now": 0}

    class Counted(float):
        def __mul__(self, other: float) -> Counted:
            counts["now"] += 1
            return Counted(float(self) * float(other))

        __rmul__ = __mul__

        def __add__(self, other: float) -> Counted:
            return Counted(float(self) + float(other))

        __radd__ = __add__

    Value = answer("Value")
    leaves = [Value(Counted(0.9 + 0.01 * i)) for i in range(20)]
    result = leaves[0]
    for leaf in leaves[1:]:
        result = result * leaf
    forward = counts["now"]
    result.backward()
    assert (forward, counts["now"] - forward) == (19, 2 * 19)


def test_gradient_of_softmax_with_cross_entropy_is_predicted_minus_true() -> None:
    rng = np.random.default_rng(3)
    Z, labels = rng.normal(size=(4, 5)), np.array([0, 3, 4, 3])
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    loss, dlogits = answer("softmax_cross_entropy")(Z, labels)
    assert loss == pytest.approx(-np.log(P[range(4), labels]).mean())
    np.testing.assert_allclose(dlogits, (P - np.eye(5)[labels]) / 4)
    numerical = slopes(lambda at: answer("softmax_cross_entropy")(at, labels)[0], Z)
    np.testing.assert_allclose(dlogits, numerical, atol=1e-8)


def test_large_logits_have_the_exact_loss() -> None:
    with np.errstate(over="ignore"):
        assert np.isinf(np.exp(np.float64(710))) and np.isfinite(np.exp(np.float64(709)))
    loss, dlogits = answer("softmax_cross_entropy")(np.array([[1e4, 0.0]]), np.array([1]))
    assert loss == pytest.approx(1e4)
    np.testing.assert_allclose(dlogits, [[1.0, -1.0]])


def test_gradients_of_the_network_agree_with_finite_differences_to_1e_6() -> None:
    loss, grads = answer("mlp_gradients")(answer("start"), answer("spirals"), answer("labels"))
    numerical = answer("differences")(answer("start"))
    assert sum(slope.size for slope in numerical.values()) == 123
    for name, slope in numerical.items():
        np.testing.assert_allclose(grads[name], slope, atol=1e-6)
    assert loss == pytest.approx(np.log(3), abs=0.01)


def test_network_learns_as_told() -> None:
    losses = answer("losses")
    assert losses[0] == pytest.approx(1.099, abs=0.005)
    assert 0.85 < losses[20] < 1.05 and losses[-1] < 0.06
    assert np.all(np.diff(losses) < 0)
    assert answer("right_share") == 1.0
