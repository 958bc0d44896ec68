"""Right answers of lesson 04, and their source for notebooks."""

from __future__ import annotations

import inspect

import numpy as np


def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(theta, Xb, yb)
    return theta


def noise_floor(lr, lam, sigma2):
    if lr * lam >= 2:
        return np.inf
    return lr * sigma2 / (2 * (2 - lr * lam))


def gradient_variance(G, batch_size, replace):
    m = len(G)
    scatter = np.sum((G - G.mean(axis=0)) ** 2) / m
    return scatter / batch_size * (1 if replace else (m - batch_size) / (m - 1))


FUNCTIONS = (minibatches, sgd_epoch, noise_floor, gradient_variance)
SOURCE = "import numpy as np\n\n" + "\n".join(map(inspect.getsource, FUNCTIONS))
