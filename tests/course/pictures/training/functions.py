"""What a learner would write for lesson 07, right and wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.network import initial_params, mlp_gradients

START = initial_params((64, 16, 10), np.random.default_rng(0))


def train(params, X, labels, step, epochs, batch_size, rng):
    state, history = {}, []
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for first in range(0, len(labels), batch_size):
            batch = order[first : first + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history


def sgd(lr):
    def step(params, grads, state):
        return {name: params[name] - lr * grads[name] for name in params}, state

    return step


def momentum(lr, gamma=0.9):
    def step(params, grads, state):
        velocity = {name: gamma * state.get(name, 0.0) + lr * grads[name] for name in params}
        return {name: params[name] - velocity[name] for name in params}, velocity

    return step


def accuracy(params, X, labels):
    scores = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    return np.mean(scores.argmax(axis=1) == labels)


def my_run(X, labels, epochs, rng):
    return train(initial_params((64, 16, 10), rng), X, labels, momentum(0.1), epochs, 64, rng)


def loss_on_plane(params, first, second, alphas, betas, X, labels):
    def loss(alpha: float, beta: float) -> Any:
        there = {k: params[k] + alpha * first[k] + beta * second[k] for k in params}
        return mlp_gradients(there, X, labels)[0]

    return np.array([[loss(alpha, beta) for alpha in alphas] for beta in betas])
