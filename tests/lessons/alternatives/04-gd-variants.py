"""Right answers to lesson 04, written differently from the reference."""

import math

import numpy as np


def minibatches__list_of_pairs(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    count = math.ceil(len(X) / batch_size)
    return [
        (
            X[order[i * batch_size : (i + 1) * batch_size]],
            y[order[i * batch_size : (i + 1) * batch_size]],
        )
        for i in range(count)
    ]


def minibatches__shuffled_copies(X, y, batch_size, rng):
    order = np.arange(y.shape[0])
    rng.shuffle(order)
    X_new, y_new = X[order], y[order]
    start = 0
    while start < len(y_new):
        yield X_new[start : start + batch_size], y_new[start : start + batch_size]
        start += batch_size


def minibatches__random_keys(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(y)))
    cuts = np.arange(batch_size, len(y), batch_size)
    return zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True)


def minibatches__choice_and_lists(X, y, batch_size, rng):
    left = list(rng.choice(len(y), size=len(y), replace=False))
    batches = []
    while left:
        batch, left = left[:batch_size], left[batch_size:]
        batches.append((np.array([X[i] for i in batch]), np.array([y[i] for i in batch])))
    return batches


def minibatches__draws_one_by_one(X, y, batch_size, rng):
    left, Xb, yb = list(range(len(y))), [], []
    while left:
        i = left.pop(int(rng.integers(len(left))))
        Xb.append(X[i])
        yb.append(y[i])
        if len(yb) == batch_size or not left:
            yield np.array(Xb), np.array(yb)
            Xb, yb = [], []


def minibatches__joined(X, y, batch_size, rng):
    joined = rng.permutation(np.column_stack([X, y]))
    for start in range(0, len(joined), batch_size):
        part = joined[start : start + batch_size]
        yield part[:, :-1], part[:, -1].astype(y.dtype)


def sgd_epoch__own_batches(grad_f, theta, X, y, lr, batch_size, rng):
    order = rng.permutation(len(y))
    theta = np.array(theta, dtype=float)
    for start in range(0, len(y), batch_size):
        batch = order[start : start + batch_size]
        theta -= lr * grad_f(theta, X[batch], y[batch])
    return theta


def sgd_epoch__while(grad_f, theta, X, y, lr, batch_size, rng):
    left = rng.choice(len(y), len(y), replace=False)
    while len(left) > 0:
        now, left = left[:batch_size], left[batch_size:]
        step = -lr * np.asarray(grad_f(theta, X[now], y[now]))
        theta = theta + step
    return theta


def sgd_epoch__recursive(grad_f, theta, X, y, lr, batch_size, rng, order=None):
    if order is None:
        order = rng.permutation(len(y))
    if not len(order):
        return theta
    batch, rest = order[:batch_size], order[batch_size:]
    moved = theta - lr * grad_f(theta, X[batch], y[batch])
    return sgd_epoch__recursive(grad_f, moved, X, y, lr, batch_size, rng, rest)


def sgd_epoch__shuffled_copies(grad_f, theta, X, y, lr, batch_size, rng):
    keys = rng.random(X.shape[0]).argsort()
    X, y = X[keys], y[keys]
    current = theta.copy()
    for start in range(0, X.shape[0], batch_size):
        grad = grad_f(
            theta=current, Xb=X[start : start + batch_size], yb=y[start : start + batch_size]
        )
        current = np.array([c - lr * g for c, g in zip(current, grad, strict=True)])
    return current


def gradient_variance__var(G, batch_size, replace):
    one = np.var(G, axis=0).sum() / batch_size
    return one if replace else one * (len(G) - batch_size) / (len(G) - 1)


def gradient_variance__covariance_trace(G, batch_size, replace):
    m = G.shape[0]
    trace = np.trace(np.atleast_2d(np.cov(G, rowvar=False, bias=True)))
    correction = 1.0 if replace else 1 - (batch_size - 1) / (m - 1)
    return trace * correction / batch_size


def gradient_variance__loops(G, batch_size, replace):
    m = len(G)
    mean = [sum(column) / m for column in G.T]
    scatter = 0.0
    for row in G:
        for value, middle in zip(row, mean, strict=True):
            scatter += (value - middle) ** 2
    if replace:
        return scatter / m / batch_size
    return scatter / (m - 1) / batch_size * (m - batch_size) / m


def gradient_variance__second_moment(G, batch_size, replace):
    m = len(G)
    scatter = np.mean(np.sum(G**2, axis=1)) - np.sum(np.mean(G, axis=0) ** 2)
    return float(scatter / batch_size * (1 if replace else (m - batch_size) / (m - 1)))


def gradient_variance__norms(G, batch_size, replace=True):
    distances = np.linalg.norm(G - G.mean(0), axis=1)
    base = np.mean(distances**2) / batch_size
    return np.where(replace, base, base * (len(G) - batch_size) / (len(G) - 1))[()]


def noise_floor__float_inf(lr, lam, sigma2):
    bracket = 2 - lr * lam
    return lr * sigma2 / bracket / 2 if bracket > 0 else float("inf")


def noise_floor__from_theta(lr, lam, sigma2):
    shrink = (1 - lr * lam) ** 2
    if shrink >= 1:
        return math.inf
    return lam / 2 * (lr**2 * sigma2 / (1 - shrink))


def noise_floor__where(lr, lam, sigma2):
    with np.errstate(divide="ignore"):
        floor = np.float64(lr) * sigma2 / (4 - 2 * lr * lam)
    return np.where(lr < 2 / lam, floor, np.inf)[()]


def inverse_time_lr__power(t, lr0, decay):
    return lr0 * (1 + decay * t) ** -1.0


def inverse_time_lr__reciprocal(t, lr0, decay):
    return 1 / (1 / lr0 + t * decay / lr0)


def inverse_time_lr__numpy(t, lr0, decay=0.0):
    return np.divide(lr0, np.add(1.0, np.multiply(decay, t)))


def average_iterates__sum(path, burn_in):
    kept = path[burn_in:]
    return kept.sum(axis=0) / len(kept)


def average_iterates__running(path, burn_in):
    mean = np.zeros(path.shape[1])
    for n, theta in enumerate(path[burn_in:], start=1):
        mean = mean + (theta - mean) / n
    return mean


def average_iterates__lists(path, burn_in):
    kept = [list(theta) for theta in path][burn_in:]
    return [sum(column) / len(kept) for column in zip(*kept, strict=True)]


def average_iterates__weights(path, burn_in=0):
    weights = (np.arange(len(path)) >= burn_in).astype(float)
    return np.average(path, axis=0, weights=weights)


def sgd_epoch__reduce(grad_f, theta, X, y, lr, batch_size, rng):
    from functools import reduce

    def update(now, pair):
        return now - lr * np.asarray(grad_f(now, *pair))

    return reduce(update, minibatches__list_of_pairs(X, y, batch_size, rng), theta)


def sgd_epoch__in_place_on_a_copy(grad_f, theta, X, y, lr, batch_size, rng):
    now = np.array(theta, dtype=float)
    rows = list(rng.permutation(len(y)))
    while rows:
        batch, rows = rows[:batch_size], rows[batch_size:]
        now -= np.multiply(lr, grad_f(now, X[batch], y[batch]))
    return now


def gradient_variance__einsum(G, batch_size, replace):
    m = G.shape[0]
    centred = G - np.einsum("ij->j", G) / m
    share = 1 if replace else (m - batch_size) / (m - 1)
    return share * np.einsum("ij,ij->", centred, centred) / (m * batch_size)


def noise_floor__try(lr, lam, sigma2):
    slack = 2 - lr * lam
    return math.inf if slack <= 0 else sigma2 * lr / slack / 2


def noise_floor__series(lr, lam, sigma2):
    if not lr * lam < 2:
        return float("inf")
    forgotten = 1 - (1 - lr * lam) ** 2  # what one step takes from the variance
    return 0.5 * lam * (lr**2 * sigma2 / forgotten)


def noise_floor__maximum(lr, lam, sigma2):
    with np.errstate(divide="ignore"):
        return np.float64(lr * sigma2) / np.maximum(2 * (2 - lr * lam), 0.0)


def inverse_time_lr__one_over_a_line(t, lr0, decay):
    slope = decay / lr0
    return 1 / (1 / lr0 + slope * t)


def inverse_time_lr__fractions(t, lr0, decay):
    from fractions import Fraction

    return float(Fraction(lr0) / (1 + Fraction(decay) * t))


def inverse_time_lr__divided_once(t, lr0, decay):
    denominator = 1
    for _ in range(t):
        denominator += decay
    return lr0 / denominator


def average_iterates__einsum(path, burn_in):
    kept = path[burn_in:]
    return np.einsum("ij->j", kept) / kept.shape[0]


def average_iterates__columns(path, burn_in):
    return [math.fsum(column[burn_in:]) / len(column[burn_in:]) for column in path.T]
