"""Right answers to lesson 02's exercises, written in other ways."""

from __future__ import annotations

import math

import numpy as np


def mse_cost__loop(theta, X, y):
    total = 0.0
    for row, truth in zip(X, y, strict=True):
        prediction = 0.0
        for feature, weight in zip(row, theta, strict=True):
            prediction += feature * weight
        total += (prediction - truth) ** 2
    return total / (2 * len(X))


def mse_cost__dot_product(theta, X, y):
    residual = y - X.dot(theta)
    return residual @ residual / X.shape[0] / 2


def mse_cost__mean(theta, X, y):
    return 0.5 * np.mean(np.square((X * theta).sum(axis=1) - y))


def mse_cost__norm_and_columns(theta, X, y):
    residual = X @ theta.reshape(-1, 1) - y.reshape(-1, 1)
    return np.linalg.norm(residual) ** 2 / (2 * y.size)


def mse_cost__float32(theta, X, y):
    theta, X, y = (np.asarray(one, dtype=np.float32) for one in (theta, X, y))
    return np.float32(0.5) * ((X @ theta - y) ** 2).mean()


def mse_gradient__loop_over_examples(theta, X, y):
    grad = np.zeros(len(theta))
    for row, truth in zip(X, y, strict=True):
        grad += (row @ theta - truth) * row
    return grad / len(X)


def mse_gradient__loop_over_parameters(theta, X, y):
    m = len(y)
    predictions = [sum(t * x for t, x in zip(theta, row, strict=True)) for row in X]
    return [
        sum((p - truth) * row[j] for p, truth, row in zip(predictions, y, X, strict=True)) / m
        for j in range(len(theta))
    ]


def mse_gradient__mean_of_rows(theta, X, y):
    return np.mean((X @ theta - y)[:, None] * X, axis=0)


def mse_gradient__row_times_matrix(theta, X, y):
    return (1 / X.shape[0]) * ((theta @ X.T - y) @ X)


def mse_gradient__normal_equations(theta, X, y):
    return (X.T @ X @ theta - X.T @ y) / y.shape[0]


def mse_gradient__float32_columns(theta, X, y):
    X, y, theta = (np.asarray(one, dtype=np.float32) for one in (X, y, theta))
    return (X.T @ (X @ theta[:, None] - y[:, None])).ravel() / np.float32(len(y))


def gradient_descent__filled_array(grad_f, theta0, lr, steps):
    path = np.empty((steps + 1, len(theta0)))
    path[0] = theta0
    for t in range(1, steps + 1):
        path[t] = path[t - 1] - lr * grad_f(path[t - 1])
    return path


def gradient_descent__list_of_lists(grad_f, theta0, lr, steps):
    path = [[float(one) for one in theta0]]
    while len(path) <= steps:
        slopes = grad_f(np.array(path[-1]))
        path.append([one - lr * slope for one, slope in zip(path[-1], slopes, strict=True)])
    return path


def gradient_descent__in_place_with_copies(grad_f, theta0, lr, steps):
    theta = np.asarray(theta0, dtype=float).copy()
    path = np.tile(theta, (steps + 1, 1))
    for row in path[1:]:
        theta -= lr * grad_f(theta)
        row[:] = theta
    return path


def gradient_descent__vstack(grad_f, theta0, lr, steps):
    path = np.array([theta0], dtype=np.float64)
    for _ in range(steps):
        path = np.vstack([path, path[-1] - np.multiply(lr, grad_f(path[-1]))])
    return path


def max_stable_lr__all_norms(H):
    return 2 / np.linalg.norm(H, 2)


def max_stable_lr__last_of_sorted(H):
    return 2.0 / np.linalg.eigh(H)[0][-1]


def max_stable_lr__general_eigenvalues(H):
    return 2 / max(np.linalg.eigvals(H).real)


def max_stable_lr__smallest_limit(H):
    return min(2 / one for one in np.linalg.eigvalsh(H))


def max_stable_lr__inverse(H):
    return 2 * np.linalg.eigvalsh(np.linalg.inv(H)).min()


def numerical_gradient__restored_in_place(f, theta, h=1e-5):
    grad = np.empty(theta.shape)
    for k in np.ndindex(*theta.shape):
        kept = theta[k]
        theta[k] = kept + h
        up = f(theta)
        theta[k] = kept - h
        down = f(theta)
        theta[k] = kept
        grad[k] = (up - down) / (2 * h)
    return grad


def numerical_gradient__flat_view(f, theta, h=1e-5):
    flat, grad = theta.ravel(), []
    for k in range(theta.size):
        up, down = flat.copy(), flat.copy()
        up[k] += h
        down[k] -= h
        grad.append((f(up.reshape(theta.shape)) - f(down.reshape(theta.shape))) / h / 2)
    return np.reshape(grad, theta.shape)


def numerical_gradient__unit_vectors(f, theta, h=1e-5):
    units = np.eye(theta.size).reshape(theta.size, *theta.shape)
    slopes = [0.5 / h * (f(theta + h * unit) - f(theta - h * unit)) for unit in units]
    return np.array(slopes).reshape(theta.shape)


def numerical_gradient__nditer(f, theta, h=1e-5):
    grad, copy = np.zeros_like(theta), np.copy(theta)
    walk = np.nditer(theta, flags=["multi_index"])
    for value in walk:
        place = walk.multi_index
        copy[place] = value + h
        grad[place] = f(copy)
        copy[place] = value - h
        grad[place] -= f(copy)
        copy[place] = value
    grad /= 2 * h
    return grad


def matmul_backward__einsum(W, X, dD):
    return np.einsum("ij,lj->il", dD, X), np.einsum("il,ij->lj", W, dD)


def matmul_backward__loops(W, X, dD):
    dW, dX = np.zeros_like(W), np.zeros_like(X)
    for i in range(dD.shape[0]):
        for j in range(dD.shape[1]):
            dW[i, :] += dD[i, j] * X[:, j]
            dX[:, j] += dD[i, j] * W[i, :]
    return dW, dX


def matmul_backward__transposed_products(W, X, dD):
    return [(X @ dD.T).T, (dD.T @ W).T]


def matmul_backward__outer_products(W, X, dD):
    dW = sum(np.outer(dD[:, j], X[:, j]) for j in range(X.shape[1]))
    dX = sum(np.outer(W[i], dD[i]) for i in range(len(W)))
    return dW, dX


def matmul_backward__float32(W, X, dD):
    W, X, dD = (np.asarray(one, dtype=np.float32) for one in (W, X, dD))
    return np.dot(dD, np.transpose(X)), np.dot(np.transpose(W), dD)


def descend_until__while(grad_f, theta0, lr, tol, max_steps):
    theta, steps = np.array(theta0, dtype=float), 0
    while steps < max_steps and np.linalg.norm(grad_f(theta)) >= tol:
        theta = theta - lr * grad_f(theta)
        steps += 1
    return theta, steps


def descend_until__gradient_kept(grad_f, theta0, lr, tol, max_steps):
    theta = np.asarray(theta0, dtype=float).copy()
    grad, steps = grad_f(theta), 0
    while not math.hypot(*grad) < tol:
        if steps == max_steps:
            break
        theta -= lr * grad
        grad, steps = grad_f(theta), steps + 1
    return theta, steps


def descend_until__endless_loop_with_breaks(grad_f, theta0, lr, tol, max_steps):
    theta, steps = [float(one) for one in theta0], 0
    while True:
        grad = grad_f(np.array(theta))
        if np.sqrt(np.sum(np.square(grad))) < tol or steps >= max_steps:
            return np.array(theta), steps
        theta = [one - lr * slope for one, slope in zip(theta, grad, strict=True)]
        steps += 1


def descend_until__recursive(grad_f, theta0, lr, tol, max_steps):
    theta = np.array(theta0, dtype=float)
    if max_steps == 0:
        return theta, 0
    grad = grad_f(theta)
    if (grad @ grad) ** 0.5 < tol:
        return theta, 0
    theta, steps = descend_until__recursive(grad_f, theta - lr * grad, lr, tol, max_steps - 1)
    return theta, steps + 1


def mse_cost__comprehension(theta, X, y):
    squares = [(sum(row * theta) - truth) ** 2 for row, truth in zip(X, y, strict=True)]
    return sum(squares) / len(squares) / 2


def gradient_descent__recursive(grad_f, theta0, lr, steps):
    theta = np.array([float(one) for one in theta0])
    if steps == 0:
        return theta[None, :]
    rest = gradient_descent__recursive(grad_f, theta - lr * grad_f(theta), lr, steps - 1)
    return np.concatenate([theta[None, :], rest])


def gradient_descent__accumulate(grad_f, theta0, lr, steps):
    from itertools import accumulate

    begin = np.asarray(theta0, dtype=float)
    moves = accumulate(range(steps), lambda theta, _: theta - lr * grad_f(theta), initial=begin)
    return np.stack(list(moves))


def max_stable_lr__singular_values(H):
    return float(2 / np.linalg.svd(H, compute_uv=False)[0])


def numerical_gradient__recursive_rows(f, theta, h=1e-5):
    def slope(k):
        moved = {side: np.array(theta) for side in (-1, 1)}
        for side, copy in moved.items():
            copy.flat[k] += side * h
        return (f(moved[1]) - f(moved[-1])) / (2 * h)

    return np.array([slope(k) for k in range(theta.size)]).reshape(theta.shape)


def numerical_gradient__ndenumerate(f, theta, h=1e-5):
    slopes = {}
    for k, value in np.ndenumerate(theta):
        up, down = np.copy(theta), np.copy(theta)
        up[k], down[k] = value + h, value - h
        slopes[k] = 0.5 * (f(up) - f(down)) / h
    out = np.empty(np.shape(theta))
    for k, slope in slopes.items():
        out[k] = slope
    return out


def matmul_backward__tensordot(W, X, dD):
    return np.tensordot(dD, X, axes=(1, 1)), np.tensordot(W, dD, axes=(0, 0))


def descend_until__list_of_positions(grad_f, theta0, lr, tol, max_steps):
    places = [np.array(theta0) * 1.0]
    for _ in range(max_steps):
        slope = np.asarray(grad_f(places[-1]))
        if slope.dot(slope) < tol**2:
            break
        places.append(places[-1] - lr * slope)
    return [places[-1], len(places) - 1]


def descend_until__walk(grad_f, theta0, lr, tol, max_steps):
    class Walk:
        def __init__(self):
            self.theta, self.steps = np.array(theta0, float), 0

        def is_over(self):
            return self.steps >= max_steps or np.linalg.norm(grad_f(self.theta)) < tol

        def go(self):
            self.theta = self.theta - lr * grad_f(self.theta)
            self.steps += 1

    walk = Walk()
    while not walk.is_over():
        walk.go()
    return walk.theta, walk.steps
