"""Lesson 02 says only what is so: its formulas and its numbers, against runs made here."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from authoring.lesson import read_lesson
from authoring.mistakes import load
from course import explore, surfaces

NOTEBOOK = read_lesson("02-gradient-descent")
ANSWERS: dict[str, Callable[..., Any]] = {
    one.name: one.fresh() for one in load("02-gradient-descent", NOTEBOOK)
}
PROSE = "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")


def taxis() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The lesson's own rides: kilometres, table, fares."""
    lesson: dict[str, Any] = {"np": np}
    exec(next(one.source for one in NOTEBOOK.cells if "km = rng.uniform" in one.source), lesson)
    return lesson["km"], lesson["X"], lesson["y"]


KM, X, Y = taxis()
HESSIAN = X.T @ X / 40
LAM, DIRECTIONS = np.linalg.eigh(HESSIAN)
KAPPA = LAM[1] / LAM[0]
BEST = np.linalg.solve(X.T @ X, X.T @ Y)


def cost(theta: Any) -> float:
    """J written out here."""
    return float(np.mean((X @ np.asarray(theta) - Y) ** 2) / 2)


def walk(lr: float, steps: int, table: np.ndarray = X) -> np.ndarray:
    """Gradient descent from zero, by the powers of I - lr H, without making a step."""
    best = np.linalg.solve(table.T @ table, table.T @ Y)
    lam, turn = np.linalg.eigh(table.T @ table / 40)
    factors = (1 - lr * lam) ** np.arange(steps + 1)[:, None]
    return best + factors * (turn.T @ -best) @ turn.T


def table_of(feature: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(40), feature])


def best_rate(table: np.ndarray) -> float:
    low, high = np.linalg.eigvalsh(table.T @ table / 40)
    return float((high - low) / (high + low))


def test_gradient_is_that_of_the_cost_to_six_digits() -> None:
    rng = np.random.default_rng(0)
    table, truth, theta = rng.normal(size=(9, 4)), rng.normal(size=9), rng.normal(size=4)
    steps = 1e-5 * np.eye(4)
    measured = [
        (np.mean((table @ (theta + s) - truth) ** 2) - np.mean((table @ (theta - s) - truth) ** 2))
        / 4e-5
        for s in steps
    ]
    np.testing.assert_allclose(ANSWERS["mse_gradient"](theta, table, truth), measured, rtol=1e-6)


def test_numerical_gradient_meets_the_derived_one_on_the_taxis() -> None:
    theta = np.array([1.0, -0.5])
    measured = ANSWERS["numerical_gradient"](lambda at: ANSWERS["mse_cost"](at, X, Y), theta)
    np.testing.assert_allclose(measured, ANSWERS["mse_gradient"](theta, X, Y), rtol=1e-6)


@pytest.mark.parametrize("shape", [(2, 3, 4), (3, 3, 3), (5, 1, 2)])
def test_matrix_product_rule_is_the_jacobian_contracted_with_dD(
    shape: tuple[int, int, int],
) -> None:
    k, n, p = shape
    rng = np.random.default_rng(1)
    W, A, dD = rng.normal(size=(k, n)), rng.normal(size=(n, p)), rng.normal(size=(k, p))
    by_W = np.einsum("ia,bj->ijab", np.eye(k), A)  # (k, p, k, n): dD_ij / dW_ab
    by_A = np.einsum("ia,jb->ijab", W, np.eye(p))  # (k, p, n, p): dD_ij / dX_ab
    dW, dA = ANSWERS["matmul_backward"](W, A, dD)
    np.testing.assert_allclose(dW, np.einsum("ij,ijab->ab", dD, by_W))
    np.testing.assert_allclose(dA, np.einsum("ij,ijab->ab", dD, by_A))


@pytest.mark.parametrize("lr", [0.01, 0.05, 0.0622, 0.064])
def test_descent_is_a_power_of_one_matrix(lr: float) -> None:
    path = ANSWERS["gradient_descent"](
        lambda theta: ANSWERS["mse_gradient"](theta, X, Y), [0, 0], lr, 60
    )
    np.testing.assert_allclose(path, walk(lr, 60), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("push", [0.1, 0.7, 1.4, 1.95, 2.1])
def test_measured_rate_is_the_predicted_one_within_a_percent(push: float) -> None:
    curvatures = np.array([0.3, 1.0, 2.5])
    lr = push / curvatures[-1]
    path = ANSWERS["gradient_descent"](lambda theta: curvatures * theta, np.ones(3), lr, 400)
    sizes = np.linalg.norm(path, axis=1)
    measured = (sizes[400] / sizes[300]) ** (1 / 100)
    assert measured == pytest.approx(np.abs(1 - lr * curvatures).max(), rel=0.01)


def test_max_stable_lr_is_the_edge_between_settling_and_flying_off() -> None:
    limit = ANSWERS["max_stable_lr"](HESSIAN)
    inside, outside = (
        np.linalg.norm(walk(share * limit, 4000) - BEST, axis=1) for share in (0.99, 1.01)
    )
    assert inside[-1] < 0.01
    assert outside[-1] > 1e10


def test_no_learning_rate_is_faster_than_the_best_one() -> None:
    rates = [np.abs(1 - lr * LAM).max() for lr in np.linspace(0.001, 0.07, 500)]
    assert min(rates) >= (KAPPA - 1) / (KAPPA + 1) - 1e-12
    at_best = np.abs(1 - 2 / LAM.sum() * LAM).max()
    assert at_best == pytest.approx((KAPPA - 1) / (KAPPA + 1))


def test_a_small_gradient_bounds_the_cost() -> None:
    for theta in np.random.default_rng(3).normal(size=(50, 2)) * 5:
        grad = HESSIAN @ (theta - BEST)
        assert cost(theta) - cost(BEST) <= grad @ grad / (2 * LAM[0]) + 1e-12


def test_all_three_tables_have_the_same_best_line() -> None:
    scaled = table_of((KM - KM.mean()) / KM.std())
    theta = np.linalg.lstsq(scaled, Y)[0]
    np.testing.assert_allclose(scaled @ theta, X @ BEST)
    np.testing.assert_allclose(scaled.T @ scaled / 40, np.eye(2), atol=1e-12)


def test_errors_of_differences_have_the_orders_that_the_text_says() -> None:
    steps = np.array([1e-1, 1e-2])
    forward = np.abs((np.sin(1 + steps) - np.sin(1)) / steps - np.cos(1))
    central = np.abs((np.sin(1 + steps) - np.sin(1 - steps)) / (2 * steps) - np.cos(1))
    assert math.log10(forward[0] / forward[1]) == pytest.approx(1, abs=0.05)
    assert math.log10(central[0] / central[1]) == pytest.approx(2, abs=0.05)


def count(lr: float) -> int:
    """Steps until the gradient's norm is below 1e-3, from the closed form of the path."""
    norms = np.linalg.norm((walk(lr, 3000) - BEST) @ HESSIAN, axis=1)
    return int(np.argmax(norms < 1e-3)) if (norms < 1e-3).any() else 3000


def test_descend_until_counts_what_the_closed_form_says() -> None:
    for lr in (0.02, 0.05, 0.062, 0.064):
        _, steps = ANSWERS["descend_until"](
            lambda theta: ANSWERS["mse_gradient"](theta, X, Y), [0, 0], lr, 1e-3, 3000
        )
        assert abs(steps - count(lr)) <= 1


PATH = walk(0.05, 400)
CENTRED = table_of(KM - KM.mean())


@pytest.mark.parametrize(
    ("words", "stated", "measured"),
    [
        ("Ana, with 3.04", 3.04, cost([5.5, 2.1])),
        ("against 3.69", 3.69, cost([8.0, 1.2])),
        ("Raising the base fee by 1 adds 0.5", 0.5, cost(np.add(BEST, [1, 0])) - cost(BEST)),
        ("Raising the price by 1 adds 15.6", 15.6, cost(np.add(BEST, [0, 1])) - cost(BEST)),
        ("a ride is 5 km long on average", 5, KM.mean()),
        ("After one step it is twice what it should be", 2, PATH[1, 1] / BEST[1]),
        ("on the floor of the valley at 2.57", 2.57, PATH[10, 1]),
        ("while the base fee is still wrong, at 0.68", 0.68, PATH[10, 0]),
        ("After 100 steps the base fee is at 2.18", 2.18, PATH[100, 0]),
        ("after 200 at 2.91", 2.91, PATH[200, 0]),
        ("its final value, 3.45", 3.45, BEST[0]),
        (r"For the taxis $\kappa = 186$", 186, KAPPA),
        (r"$\rho = 0.989$ at best", 0.989, best_rate(X)),
        ("214 steps for each factor of 10", 214, math.log(10) / -math.log(best_rate(X))),
        ("It is fastest at $2/21 = 0.095$", 0.095, 2 / 21),
        ("$0.905$ along and $-0.905$ across", 0.905, 19 / 21),
        (
            r"$\kappa$ falls from 186 to 5.5",
            5.5,
            (1 + best_rate(CENTRED)) / (1 - best_rate(CENTRED)),
        ),
        ("the raw taxis get from 114", 114, cost([0, 0]) - cost(BEST)),
        ("from 114 to 48", 48, cost(walk(2 / LAM.sum(), 40)[-1]) - cost(BEST)),
        ("1818 steps at 0.02", 1818, count(0.02)),
        ("908 at 0.04", 908, count(0.04)),
        ("604 at 0.06", 604, count(0.06)),
        ("up to a bit beyond the limit 0.0625", 0.0625, 2 / LAM[1]),
    ],
)
def test_number_in_the_text_is_right(words: str, stated: float, measured: float) -> None:
    assert words in " ".join(PROSE.split())
    assert measured == pytest.approx(stated, rel=0.02)


def test_what_the_text_says_of_the_ends_of_the_last_picture() -> None:
    assert count(0.01) == count(0.012) == count(0.064) == 3000
    assert count(0.062) > count(0.06)


def test_line_flies_off_beyond_a_learning_rate_that_no_start_can_change() -> None:
    def across(lr: float) -> float:
        return float(abs(1 - lr * LAM[1]))

    assert max(across(0.06), 1 - 0.06 * LAM[0]) < max(across(0.05), 1 - 0.05 * LAM[0]) < 1
    assert 1.01 < across(0.063) < 1.02  # a bit wider each time
    assert across(0.07) ** 20 > 50
    for start in np.random.default_rng(4).uniform(-2, 8, size=(20, 2)):
        path = [start]
        for _ in range(400):
            path.append(path[-1] - 0.063 * HESSIAN @ (path[-1] - BEST))
        assert cost(path[400]) > cost(path[200]) > cost(path[100])


def test_live_pictures_go_where_the_closed_form_goes() -> None:
    cost = surfaces.linear_regression(X, Y, gradient=ANSWERS["mse_gradient"])
    shown = explore(ANSWERS["gradient_descent"], cost, (0, 0), steps=400, lr=0.05)
    np.testing.assert_allclose(shown.path, walk(0.05, 400), atol=1e-9)
    gone = explore(ANSWERS["gradient_descent"], cost, (0, 0), steps=400, lr=0.07)
    assert "is above 2/λmax = 0.0625" in gone.message


def test_base_fee_needs_nearly_400_steps_to_come_within_a_tenth() -> None:
    far = np.abs(PATH[:, 0] - BEST[0])
    assert far[400] < 0.1 < far[390]


def test_centred_taxis_come_within_1e_10_and_standardised_ones_arrive_in_one_step() -> None:
    excess = cost(BEST)
    centred = walk(2 / np.linalg.eigvalsh(CENTRED.T @ CENTRED / 40).sum(), 40, CENTRED)[-1]
    assert np.mean((CENTRED @ centred - Y) ** 2) / 2 - excess < 1e-10
    scaled = table_of((KM - KM.mean()) / KM.std())
    np.testing.assert_allclose(scaled.T @ Y / 40, np.linalg.lstsq(scaled, Y)[0])  # lr = 1, from 0


def test_updating_one_parameter_after_the_other_is_another_step() -> None:
    cell = next(one.source for one in NOTEBOOK.cells if "one_by_one = " in one.source)
    lesson: dict[str, Any] = {"np": np, "X": X, "y": Y, "km": KM}
    exec(cell, lesson)
    np.testing.assert_allclose(lesson["together"], walk(0.05, 1)[1])
    assert lesson["one_by_one"][0] == pytest.approx(lesson["together"][0])
    assert abs(lesson["one_by_one"][1] - lesson["together"][1]) > 0.1
