"""Right answers to lesson 07, each written in another way: `<exercise>__<style>`.

All of them earn full marks, and `check` finds nothing to say about them.
"""

import math

import numpy as np

from course.network import initial_params, mlp_gradients


def accuracy__loops(params, X, labels):
    hits = 0
    for x, label in zip(X, labels, strict=True):
        hidden = [math.tanh(z) for z in x @ params["W1"] + params["b1"]]
        scores = list(hidden @ params["W2"] + params["b2"])
        hits += scores.index(max(scores)) == label
    return hits / len(labels)


def accuracy__softmax(params, X, labels):
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    scores = np.tanh(np.dot(X, W1) + b1[None, :]).dot(W2) + b2
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return np.count_nonzero(shares.argmax(-1) == labels) / labels.shape[0]


def accuracy__float32(params, X, labels):
    small = {name: value.astype(np.float32) for name, value in params.items()}
    scores = np.tanh(X.astype(np.float32) @ small["W1"] + small["b1"]) @ small["W2"]
    return 1 - np.mean((scores + small["b2"]).argmax(axis=1) != labels)


def train__given_batches(params, X, labels, step, epochs, batch_size, rng):
    def minibatches():
        order = np.arange(len(X))
        rng.shuffle(order)
        while len(order):
            yield X[order[:batch_size]], labels[order[:batch_size]]
            order = order[batch_size:]

    history, memory = [], {}
    for _ in range(epochs):
        for pair in minibatches():
            loss, grads = mlp_gradients(params, *pair)
            params, memory = step(params, grads, memory)
            history += [loss]
    return params, history


def train__splits(params, X, labels, step, epochs, batch_size, rng):
    m, history, state, epoch = len(labels), [], {}, 0
    theta = {name: np.array(value) for name, value in params.items()}
    while epoch < epochs:
        order = np.argsort(rng.random(m))
        for rows in np.split(order, range(batch_size, m, batch_size)):
            loss, grads = mlp_gradients(theta, X.take(rows, axis=0), labels.take(rows))
            theta, state = step(theta, grads, state)
            history.append(float(loss))
        epoch += 1
    return [theta, history]


def train__shuffled_copies(params, X, labels, step, epochs, batch_size, rng):
    state, history = {}, []
    for _ in range(epochs):
        order = rng.choice(len(X), size=len(X), replace=False)
        X_now, labels_now = X[order], labels[order]
        for b in range(math.ceil(len(X) / batch_size)):
            part = slice(b * batch_size, (b + 1) * batch_size)
            history.append(mlp_gradients(params, X_now[part], labels_now[part])[0])
            grads = mlp_gradients(params, X_now[part], labels_now[part])[1]
            params, state = step(params, grads, state)
    return params, np.array(history)


def my_run__adam(X, labels, epochs, rng):
    def step(params, grads, state):
        t, new, m, v = state.get("t", 0) + 1, {}, {}, {}
        for name, g in grads.items():
            m[name] = 0.9 * (state["m"][name] if state else 0) + 0.1 * g
            v[name] = 0.999 * (state["v"][name] if state else 0) + 0.001 * g**2
            size = np.sqrt(v[name] / (1 - 0.999**t)) + 1e-8
            new[name] = params[name] - 0.01 * m[name] / (1 - 0.9**t) / size
        return new, {"t": t, "m": m, "v": v}

    begin = initial_params((64, 48, 10), rng)
    return train__splits(begin, X, labels, step, epochs, 50, rng)


def my_run__sgd(X, labels, epochs, rng):
    def step(params, grads, state):
        return {name: params[name] - 0.6 * grads[name] for name in params}, state

    return train__given_batches(initial_params((64, 64, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__momentum_and_decay(X, labels, epochs, rng):
    params = initial_params((64, 40, 10), rng)
    velocity, history = {name: 0 * value for name, value in params.items()}, []
    for epoch in range(epochs):
        order, lr = rng.permutation(len(X)), 0.15 / (1 + 0.1 * epoch)
        for first in range(0, len(X), 40):
            rows = order[first : first + 40]
            loss, grads = mlp_gradients(params, X[rows], labels[rows])
            for name, grad in grads.items():
                velocity[name] = 0.9 * velocity[name] + lr * (grad + 1e-4 * params[name])
                params[name] = params[name] - velocity[name]
            history.append(loss)
    return params, history


def compare__comprehension(ax, steps, params, X, labels, epochs, batch_size, seed):
    def run(step):
        rng = np.random.default_rng(seed)
        return train__given_batches(params, X, labels, step, epochs, batch_size, rng)[1]

    histories = {name: run(step) for name, step in steps.items()}
    for name, losses in histories.items():
        ax.plot(range(len(losses)), losses, "-", label=name)
    return histories


def compare__semilogy(ax, steps, params, X, labels, epochs, batch_size, seed):
    result = {}
    for name in steps:
        generator = np.random.default_rng(seed=seed)
        given = (params, X, labels, steps[name], epochs, batch_size, generator)
        result[name] = list(train__splits(*given)[1])
        ax.set_yscale("log")
        (line,) = ax.plot(np.array(result[name]), label=name, alpha=0.7)
        line.set_linewidth(0.5)
    ax.set_xlabel("update")
    ax.grid(True)
    ax.legend(loc="upper right")
    return result


def compare__copies(ax, steps, params, X, labels, epochs, batch_size, seed):
    histories = {}
    for name, step in steps.items():
        mine = {key: value.copy() for key, value in params.items()}
        rng = np.random.default_rng(seed)
        out = train__shuffled_copies(mine, X.copy(), labels, step, epochs, batch_size, rng)
        histories[name] = [float(loss) for loss in out[1]]
        ax.plot(np.arange(1, len(histories[name]) + 1), histories[name], label=name, c="k")
    ax.set(title="loss")
    return histories


def loss_on_plane__rows(params, first, second, alphas, betas, X, labels):
    def loss(alpha, beta):
        there = {k: params[k] + (alpha * first[k] + beta * second[k]) for k in params}
        return mlp_gradients(there, X, labels)[0]

    return [[loss(alpha, beta) for alpha in alphas] for beta in betas]


def loss_on_plane__meshgrid(params, first, second, alphas, betas, X, labels):
    across, up = np.meshgrid(alphas, betas)
    flat = []
    for alpha, beta in zip(across.ravel(), up.ravel(), strict=True):
        there = {k: params[k] + alpha * first[k] + beta * second[k] for k in sorted(params)}
        flat.append(mlp_gradients(there, X, labels)[0])
    return np.reshape(flat, across.shape)


def loss_on_plane__own_forward(params, first, second, alphas, betas, X, labels):
    columns = []
    for alpha in alphas:
        column = []
        for beta in betas:
            p = {k: params[k] + alpha * first[k] + beta * second[k] for k in params}
            scores = np.tanh(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
            top = scores.max(axis=1)
            log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
            column.append(np.mean(log_sum - scores[np.arange(len(labels)), labels]))
        columns.append(column)
    return np.array(columns).T


def accuracy__comprehension(params, X, labels):
    def guess(x):
        return np.argmax(np.tanh(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])

    return sum(int(guess(x) == label) for x, label in zip(X, labels, strict=True)) / len(X)


def accuracy__einsum(params, X, labels):
    hidden = np.tanh(np.einsum("md,dh->mh", X, params["W1"]) + params["b1"])
    scores = np.einsum("mh,hk->mk", hidden, params["W2"]) + params["b2"]
    return float(np.equal(scores.argmax(axis=1), labels).mean())


def accuracy__true_score_is_largest(params, X, labels):
    scores = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    true = scores[np.arange(len(labels)), labels]
    return np.average(true >= np.amax(scores, axis=1))


def train__class(params, X, labels, step, epochs, batch_size, rng):
    class Run:
        def __init__(self):
            self.params, self.state, self.history = params, {}, []

        def update(self, rows):
            loss, grads = mlp_gradients(self.params, X[rows], labels[rows])
            self.history.append(loss)
            self.params, self.state = step(self.params, grads, self.state)

    run = Run()
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            run.update(order[first : first + batch_size])
    return run.params, run.history


def train__all_batches_first(params, X, labels, step, epochs, batch_size, rng):
    orders = [rng.permutation(len(labels)) for _ in range(epochs)]
    starts = range(0, len(labels), batch_size)
    batches = [order[i : i + batch_size] for order in orders for i in starts]
    history, state = np.zeros(len(batches)), {}
    for k, rows in enumerate(batches):
        history[k], grads = mlp_gradients(params, X[rows], labels[rows])
        params, state = step(params, grads, state)
    return params, history


def train__recursive(params, X, labels, step, epochs, batch_size, rng):
    def epoch(params, state, left):
        if not left:
            return params, []
        losses = []
        for X_b, labels_b in train_pairs():
            loss, grads = mlp_gradients(params, X_b, labels_b)
            params, state = step(params, grads, state)
            losses.append(loss)
        end, later = epoch(params, state, left - 1)
        return end, losses + later

    def train_pairs():
        rows = rng.permutation(len(labels)).tolist()
        while rows:
            yield X[rows[:batch_size]], labels[rows[:batch_size]]
            del rows[:batch_size]

    return epoch(params, {}, epochs)


def my_run__rmsprop(X, labels, epochs, rng):
    def step(params, grads, state):
        kept = {k: 0.9 * state.get(k, 0.0) + 0.1 * g**2 for k, g in grads.items()}
        return {k: p - 0.005 * grads[k] / (kept[k] ** 0.5 + 1e-6) for k, p in params.items()}, kept

    return train__class(initial_params((64, 48, 10), rng), X, labels, step, epochs, 64, rng)


def my_run__falling_rate(X, labels, epochs, rng):
    def step(params, grads, state):
        t = state.get("t", 0)
        lr = 0.8 / (1 + 0.002 * t)
        return {k: params[k] - lr * grads[k] for k in params}, {"t": t + 1}

    return train__all_batches_first(
        initial_params((64, 48, 10), rng), X, labels, step, epochs, 40, rng
    )


def my_run__nesterov(X, labels, epochs, rng):
    def step(params, grads, state):
        v = {k: 0.9 * state.get(k, 0.0) + 0.08 * grads[k] for k in params}
        return {k: params[k] - 0.9 * v[k] - 0.08 * grads[k] for k in params}, v

    return train__class(initial_params((64, 40, 10), rng), X, labels, step, epochs, 50, rng)


def compare__map(ax, steps, params, X, labels, epochs, batch_size, seed):
    def run(step):
        rng = np.random.default_rng(seed)
        return train__class(params, X, labels, step, epochs, batch_size, rng)[1]

    histories = dict(zip(steps, map(run, steps.values()), strict=True))
    for name in histories:
        ax.plot(histories[name], label=name)
    ax.legend()
    return histories


def compare__two_loops(ax, steps, params, X, labels, epochs, batch_size, seed):
    histories = {}
    for name in list(steps):
        rng = np.random.default_rng(seed)
        trained = train__all_batches_first(params, X, labels, steps[name], epochs, batch_size, rng)
        histories[name] = trained[1]
    for name, losses in histories.items():
        ax.semilogy(losses, label=name)
    ax.set_ylabel("loss")
    return histories


def compare__update(ax, steps, params, X, labels, epochs, batch_size, seed):
    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        losses = train__given_batches(params, X, labels, step, epochs, batch_size, rng)[1]
        histories.update({name: losses})
        lines = ax.plot([*range(len(losses))], losses, label=str(name))
        assert len(lines) == 1
    ax.legend()
    return histories


def loss_on_plane__ndindex(params, first, second, alphas, betas, X, labels):
    losses = np.empty((len(betas), len(alphas)))
    for j, i in np.ndindex(*losses.shape):
        there = {k: params[k] + alphas[i] * first[k] + betas[j] * second[k] for k in params}
        losses[j, i], _ = mlp_gradients(there, X, labels)
    return losses


def loss_on_plane__copies(params, first, second, alphas, betas, X, labels):
    rows = []
    for beta in betas:
        row = []
        for alpha in alphas:
            there = {name: np.array(value) for name, value in params.items()}
            for name in there:
                there[name] += alpha * first[name]
                there[name] += beta * second[name]
            row.append(mlp_gradients(there, X, labels)[0])
        rows += [row]
    return np.array(rows)


def loss_on_plane__vectorize(params, first, second, alphas, betas, X, labels):
    def loss(beta, alpha):
        there = {k: params[k] + alpha * first[k] + beta * second[k] for k in params}
        return mlp_gradients(there, X, labels)[0]

    return np.vectorize(loss, otypes=[float])(np.asarray(betas)[:, None], np.asarray(alphas))
