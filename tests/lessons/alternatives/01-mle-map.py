"""Right answers to lesson 01's exercises, written in other ways."""

from __future__ import annotations

import math
import statistics

import numpy as np


def gaussian_nll__loop(x, mu, sigma2):
    total = 0.0
    for one in x:
        total += 0.5 * math.log(2 * math.pi * sigma2) + (one - mu) ** 2 / (2 * sigma2)
    return total


def gaussian_nll__minus_sum_of_log_densities(x, mu, sigma2):
    log_density = -np.log(np.sqrt(2 * np.pi * sigma2)) - 0.5 * ((x - mu) / np.sqrt(sigma2)) ** 2
    return -log_density.sum()


def gaussian_nll__factored(x, mu, sigma2):
    n, residual = np.size(x), x - mu
    return 0.5 * (n * (np.log(2 * np.pi) + np.log(sigma2)) + residual @ residual / sigma2)


def gaussian_nll__around_the_mean(x, mu, sigma2):
    n = x.shape[0]
    return n / 2 * (np.log(2 * np.pi * sigma2) + (x.var() + (x.mean() - mu) ** 2) / sigma2)


def mle_gaussian__numpy(x):
    return x.mean(), x.var()


def mle_gaussian__loops(x):
    mu = math.fsum(x) / len(x)
    total = 0.0
    for one in x:
        total += (one - mu) ** 2
    return mu, total / len(x)


def mle_gaussian__statistics(x):
    values = [float(one) for one in x]
    return [statistics.fmean(values), statistics.pvariance(values)]


def mle_gaussian__running(x):
    mu, squares = 0.0, 0.0
    for count, one in enumerate(x, start=1):
        step = one - mu
        mu += step / count
        squares += step * (one - mu)
    return mu, squares / count


def mle_gaussian__shifted(x):
    moved = x - x[0]
    centred = moved - np.sum(moved) / len(x)
    return np.array([x[0] + np.mean(moved), np.dot(centred, centred) / len(x)])


def map_bernoulli__imagined_flips(heads, flips, a, b):
    imagined_heads, imagined_tails = a - 1, b - 1
    return (heads + imagined_heads) / (flips + imagined_heads + imagined_tails)


def map_bernoulli__posterior_parameters(heads, flips, a, b):
    alpha, beta = a + heads, b + flips - heads
    return (alpha - 1) / (alpha + beta - 2)


def map_bernoulli__weighted_average(heads, flips, a, b):
    prior = a + b - 2
    mle = heads / flips if flips else 0.0
    mode = (a - 1) / prior if prior else 0.0
    return (flips * mle + prior * mode) / (flips + prior)


def map_bernoulli__odds(heads, flips, a, b):
    tails = flips - heads
    return np.float64(heads + a - 1) / np.sum([heads, tails, a, b, -2.0])


def neg_log_posterior_grad__loop(w, X, y, sigma2, tau2):
    grad = np.array([one / tau2 for one in w])
    for row, truth in zip(X, y, strict=True):
        grad += (row.dot(w) - truth) * row / sigma2
    return grad


def neg_log_posterior_grad__mean_of_rows(w, X, y, sigma2, tau2):
    likelihood = np.sum(X * (X @ w - y)[:, np.newaxis], axis=0) / sigma2
    return likelihood + np.divide(w, tau2)


def neg_log_posterior_grad__row_times_matrix(w, X, y, sigma2, tau2):
    return ((w @ X.T - y) @ X * tau2 + w * sigma2) / (sigma2 * tau2)


def neg_log_posterior_grad__hessian(w, X, y, sigma2, tau2):
    hessian = X.T @ X / sigma2 + np.eye(len(w)) / tau2
    return hessian @ w - X.T @ y / sigma2


def neg_log_posterior_grad__list(w, X, y, sigma2, tau2):
    residual = X @ w - y
    return [residual @ X[:, j] / sigma2 + w[j] / tau2 for j in range(len(w))]


def map_linear__inverse(X, y, sigma2, tau2):
    return np.linalg.inv(X.T @ X / sigma2 + np.identity(X.shape[1]) / tau2) @ X.T @ y / sigma2


def map_linear__imagined_examples(X, y, sigma2, tau2):
    d = X.shape[1]
    table = np.vstack([X, np.sqrt(sigma2 / tau2) * np.eye(d)])
    return np.linalg.lstsq(table, np.concatenate([y, np.zeros(d)]), rcond=None)[0]


def map_linear__singular_values(X, y, sigma2, tau2):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return Vt.T @ (s / (s**2 + sigma2 / tau2) * (U.T @ y))


def map_linear__as_many_equations_as_examples(X, y, sigma2, tau2):
    kernel = X @ X.T + sigma2 / tau2 * np.eye(len(X))
    return X.T @ np.linalg.solve(kernel, y)


def map_linear__diagonal_in_place(X, y, sigma2, tau2):
    matrix = np.dot(X.T, X)
    for j in range(len(matrix)):
        matrix[j, j] += sigma2 / tau2
    return np.linalg.solve(matrix, (X.T @ y)[:, None]).ravel()


def map_laplace_mean__three_cases(x, sigma2, b):
    mean, threshold = x.mean(), sigma2 / (x.size * b)
    if mean > threshold:
        return mean - threshold
    if mean < -threshold:
        return mean + threshold
    return 0


def map_laplace_mean__clip(x, sigma2, b):
    mean = sum(x) / len(x)
    threshold = sigma2 / len(x) / b
    return mean - np.clip(mean, -threshold, threshold)


def map_laplace_mean__two_ramps(x, sigma2, b):
    total, pull = np.sum(x), sigma2 / b
    return (max(total - pull, 0) - max(-total - pull, 0)) / len(x)


def map_laplace_mean__best_of_candidates(x, sigma2, b):
    def cost(mu):
        return np.sum((x - mu) ** 2) / (2 * sigma2) + abs(mu) / b

    mean, threshold = np.mean(x), sigma2 / (len(x) * b)
    above, below = max(mean - threshold, 0.0), min(mean + threshold, 0.0)
    return min([0.0, above, below], key=cost)


def gaussian_nll__standard_library(x, mu, sigma2):
    normal = statistics.NormalDist(mu, math.sqrt(sigma2))
    squares = math.fsum(normal.zscore(float(one)) ** 2 for one in x)
    return 0.5 * squares + len(x) * (math.log(normal.stdev) + 0.5 * math.log(math.tau))


def gaussian_nll__einsum(x, mu, sigma2):
    z = np.subtract(x, mu)
    return np.einsum("i,i->", z, z) / (2 * sigma2) + z.size * np.log(math.tau * sigma2) / 2


def mle_gaussian__weights(x):
    mu = np.average(x)
    return mu, np.linalg.norm(x - mu) ** 2 / x.size


def map_bernoulli__named_counts(heads, flips, a, b):
    ups, downs = heads + (a - 1), (flips - heads) + (b - 1)
    return ups / (ups + downs)


def map_bernoulli__fractions(heads, flips, a, b):
    from fractions import Fraction

    ups = Fraction(heads) + Fraction(a) - 1
    return float(ups / (Fraction(flips) + Fraction(a) + Fraction(b) - 2))


def neg_log_posterior_grad__einsum(w, X, y, sigma2, tau2):
    residual = np.einsum("ij,j->i", X, w) - y
    return np.einsum("ij,i->j", X, residual) / sigma2 + w / tau2


def map_linear__eigenvectors(X, y, sigma2, tau2):
    values, vectors = np.linalg.eigh(X.T @ X)
    return vectors @ ((vectors.T @ (X.T @ y)) / (values + sigma2 / tau2))


def map_laplace_mean__where(x, sigma2, b):
    mean, threshold = np.average(x), sigma2 / (x.shape[0] * b)
    return float(np.where(abs(mean) <= threshold, 0.0, mean - np.copysign(threshold, mean)))


def map_laplace_mean__sorted_corners(x, sigma2, b):
    mean, threshold = math.fsum(x) / len(x), sigma2 / (len(x) * b)
    return sorted([mean - threshold, 0.0, mean + threshold])[1]
