"""Right answers to lesson 06, each written in another way: `<exercise>__<style>`.

All of them earn full marks, and `check` finds nothing to say about them.
"""

import copy
import math

import numpy as np


def ema__preallocated(values, beta, correct):
    averages = np.zeros(len(values))
    averages[0] = (1 - beta) * values[0]
    for i in range(1, len(values)):
        averages[i] = averages[i - 1] + (1 - beta) * (values[i] - averages[i - 1])
    if correct:
        averages /= 1 - beta ** np.arange(1.0, len(values) + 1)
    return averages


def ema__weights(values, beta, correct):
    n = len(values)
    age = np.arange(n)[:, None] - np.arange(n)[None, :]
    weights = np.where(age >= 0, float(beta) ** np.maximum(age, 0), 0.0)
    norm = weights.sum(axis=1) if correct else 1 / (1 - beta)
    return weights @ values / norm


def ema__weight_so_far(values, beta, correct=False):
    average, weight, averages = 0.0, 0.0, []
    for value in values:
        average = beta * average + (1 - beta) * float(value)
        weight = beta * weight + (1 - beta)
        averages += [average / weight if correct else average]
    return np.asarray(averages)


def ema__float32(values, beta, correct):
    average, out = np.float32(0), np.empty(len(values), dtype=np.float32)
    for i, value in enumerate(np.asarray(values, dtype=np.float32)):
        average = np.float32(beta) * average + np.float32(1 - beta) * value
        out[i] = average / (1 - beta ** (i + 1)) if correct else average
    return out


def rmsprop_step__loops(theta, grad, v, lr, rho, eps):
    new_theta, new_v = np.zeros(len(theta)), np.zeros(len(theta))
    for i in range(len(theta)):
        new_v[i] = rho * v[i] + (1 - rho) * grad[i] * grad[i]
        new_theta[i] = theta[i] - lr * grad[i] / (math.sqrt(new_v[i]) + eps)
    return new_theta, new_v


def rmsprop_step__lists(theta, grad, v, lr, rho, eps):
    kept = [rho * a + (1 - rho) * g**2 for a, g in zip(v, grad, strict=True)]
    sizes = [a**0.5 + eps for a in kept]
    return [[p - lr / s * g for p, g, s in zip(theta, grad, sizes, strict=True)], kept]


def rmsprop_step__float32(theta, grad, v, lr, rho, eps):
    theta, grad, v = (np.asarray(one, dtype=np.float32) for one in (theta, grad, v))
    v = v + np.float32(1 - rho) * (np.square(grad) - v)
    return theta - np.float32(lr) * grad / (np.sqrt(v) + np.float32(eps)), v


def rmsprop_step__copies(theta, grad, v, lr, rho, eps):
    theta, v = theta.copy(), v.copy()
    v *= rho
    v += (1 - rho) * grad * grad
    theta -= np.divide(lr * grad, np.sqrt(v) + eps)
    return theta, v


def adam_step__loops(theta, grad, m, v, t, lr, beta1, beta2, eps):
    rows = []
    for p, g, a, b in zip(theta, grad, m, v, strict=True):
        a, b = beta1 * a + (1 - beta1) * g, beta2 * b + (1 - beta2) * g * g
        rows.append((p - lr * a / (1 - beta1**t) / (math.sqrt(b / (1 - beta2**t)) + eps), a, b))
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def adam_step__corrections_in_the_rate(theta, grad, m, v, t, lr, beta1, beta2, eps):
    m = m + (1 - beta1) * (grad - m)
    v = v + (1 - beta2) * (grad * grad - v)
    root = np.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    return theta - rate * m / (np.sqrt(v) + eps * root), m, v


def adam_step__float32(theta, grad, m, v, t, lr, beta1, beta2, eps):
    theta, grad, m, v = (np.asarray(one, dtype=np.float32) for one in (theta, grad, m, v))
    m = np.float32(beta1) * m + np.float32(1 - beta1) * grad
    v = np.float32(beta2) * v + np.float32(1 - beta2) * grad**2
    m_hat, v_hat = m / np.float32(1 - beta1**t), v / np.float32(1 - beta2**t)
    return theta - np.float32(lr) * m_hat / (np.sqrt(v_hat) + np.float32(eps)), m, v


def adam_step__copies(theta, grad, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    theta, m, v = np.copy(theta), np.copy(m), np.copy(v)
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * np.power(grad, 2)
    theta -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return [theta, m, v]


def run_adam__preallocated(grad_f, theta0, lr, steps, beta1, beta2, eps):
    path = np.zeros((steps + 1, len(theta0)))
    path[0] = theta0
    m = v = 0
    for i in range(steps):
        grad = grad_f(path[i])
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        m_hat, v_hat = m / (1 - beta1 ** (i + 1)), v / (1 - beta2 ** (i + 1))
        path[i + 1] = path[i] - lr * m_hat / (v_hat**0.5 + eps)
    return path


def run_adam__while(grad_f, theta0, lr, steps, beta1, beta2, eps):
    theta = np.asarray(theta0) * 1.0
    m, v, path, t = theta * 0, theta * 0, [theta.copy()], 0
    while t < steps:
        t += 1
        theta, m, v = adam_step__loops(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path += [theta.tolist()]
    return np.vstack(path)


def run_adam__powers(grad_f, theta0, lr, steps, beta1, beta2, eps):
    theta, path = [float(one) for one in theta0], [list(map(float, theta0))]
    m, v, power1, power2 = np.zeros(len(theta)), np.zeros(len(theta)), 1.0, 1.0
    for _ in range(steps):
        grad = np.asarray(grad_f(np.array(theta)))
        power1, power2 = power1 * beta1, power2 * beta2
        m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad**2 - v)
        theta = theta - lr * m / (1 - power1) / (np.sqrt(v / (1 - power2)) + eps)
        path.append(list(theta))
    return path


def adam_update__setdefault(params, grads, state, lr, beta1, beta2, eps):
    state = copy.deepcopy(state)
    params = {name: np.array(value) for name, value in params.items()}
    state["t"] = t = state.get("t", 0) + 1
    first, second = state.setdefault("m", {}), state.setdefault("v", {})
    for name in params:
        grad = grads[name]
        first[name] = beta1 * first.get(name, 0.0) + (1 - beta1) * grad
        second[name] = beta2 * second.get(name, 0.0) + (1 - beta2) * grad**2
        m_hat, v_hat = first[name] / (1 - beta1**t), second[name] / (1 - beta2**t)
        params[name] -= lr * m_hat / (np.sqrt(v_hat) + eps)
    return params, state


def adam_update__comprehensions(params, grads, state, lr, beta1, beta2, eps):
    if not state:
        zeros = {k: np.zeros(p.shape) for k, p in params.items()}
        state = {"t": 0, "m": zeros, "v": zeros}
    t = state["t"] + 1
    m = {k: beta1 * state["m"][k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * state["v"][k] + (1 - beta2) * g * g for k, g in grads.items()}
    step = {k: (m[k] / (1 - beta1**t)) / ((v[k] / (1 - beta2**t)) ** 0.5 + eps) for k in m}
    return {k: params[k] - lr * step[k] for k in params}, {"t": t, "m": m, "v": v}


def adam_update__with_adam_step(params, grads, state, lr, beta1, beta2, eps):
    t, old_m, old_v = state.get("t", 0) + 1, state.get("m", {}), state.get("v", {})
    new, m, v = {}, {}, {}
    for name, theta in params.items():
        before = old_m.get(name, 0 * theta), old_v.get(name, 0 * theta)
        flat = adam_step__copies(theta, grads[name], *before, t, lr, beta1, beta2, eps)
        new[name], m[name], v[name] = flat
    return new, {"m": m, "v": v, "t": t, "lr": lr}


def adamw_step__written_out(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    move = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return theta - lr * (move + weight_decay * theta), m, v


def adamw_step__shrinks_first(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    theta = (1 - lr * weight_decay) * theta
    return adam_step__copies(theta, grad, m, v, t, lr, beta1, beta2, eps)


def adamw_step__loops(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay=0.01):
    moved = adam_step__loops(theta, grad, m, v, t, lr, beta1, beta2, eps)
    decayed = [new - lr * weight_decay * old for new, old in zip(moved[0], theta, strict=True)]
    return decayed, list(moved[1]), list(moved[2])


def ema__accumulate(values, beta, correct):
    from itertools import accumulate

    averages = list(accumulate(values, lambda a, x: beta * a + (1 - beta) * x, initial=0.0))[1:]
    powers = [beta**t for t in range(1, len(values) + 1)]
    return [a / (1 - p) if correct else a for a, p in zip(averages, powers, strict=True)]


def ema__average_object(values, beta, correct):
    class Average:
        def __init__(self):
            self.value, self.weight = 0.0, 0.0

        def take(self, new):
            self.value += (1 - beta) * (new - self.value)
            self.weight = 1 - beta * (1 - self.weight)
            return self.value / self.weight if correct else self.value

    average = Average()
    return np.array([average.take(float(value)) for value in values])


def rmsprop_step__einsum(theta, grad, v, lr, rho, eps):
    kept = np.einsum("k,ki->i", np.array([rho, 1 - rho]), np.array([v, grad * grad]))
    return theta - np.divide(lr, kept**0.5 + eps) * grad, kept


def rmsprop_step__comprehension(theta, grad, v, lr, rho, eps):
    new = np.array([rho * a + (1 - rho) * g * g for a, g in zip(v, grad, strict=True)])
    sizes = np.array([lr / (math.sqrt(a) + eps) for a in new])
    return np.subtract(theta, sizes * grad), new


def adam_step__inner_function(theta, grad, m, v, t, lr, beta1, beta2, eps):
    def average(old, new, beta):
        kept = beta * old + (1 - beta) * new
        return kept, kept / (1 - beta**t)

    m, m_hat = average(m, grad, beta1)
    v, v_hat = average(v, grad * grad, beta2)
    return theta - lr * m_hat / (v_hat**0.5 + eps), m, v


def adam_step__comprehension(theta, grad, m, v, t, lr, beta1, beta2, eps):
    first = [beta1 * a + (1 - beta1) * g for a, g in zip(m, grad, strict=True)]
    second = [beta2 * a + (1 - beta2) * g**2 for a, g in zip(v, grad, strict=True)]
    moves = [
        lr * (a / (1 - beta1**t)) / (math.sqrt(b / (1 - beta2**t)) + eps)
        for a, b in zip(first, second, strict=True)
    ]
    return [one - move for one, move in zip(theta, moves, strict=True)], first, second


def run_adam__recursive(grad_f, theta0, lr, steps, beta1, beta2, eps):
    def onward(theta, m, v, t):
        if t > steps:
            return [theta]
        after = adam_step__inner_function(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        return [theta, *onward(*after, t + 1)]

    return np.array(onward(np.array(theta0, dtype=float), 0.0, 0.0, 1))


def run_adam__optimizer(grad_f, theta0, lr, steps, beta1, beta2, eps):
    class Adam:
        def __init__(self):
            self.t, self.m, self.v = 0, 0.0, 0.0

        def move(self, grad):
            self.t += 1
            self.m = beta1 * self.m + (1 - beta1) * grad
            self.v = beta2 * self.v + (1 - beta2) * np.square(grad)
            m_hat, v_hat = self.m / (1 - beta1**self.t), self.v / (1 - beta2**self.t)
            return lr * m_hat / (np.sqrt(v_hat) + eps)

    adam, path = Adam(), [np.array(theta0, dtype=float)]
    while len(path) <= steps:
        path.append(path[-1] - adam.move(grad_f(path[-1])))
    return np.vstack(path)


def run_adam__in_place_with_copies(grad_f, theta0, lr, steps, beta1, beta2, eps):
    theta = np.array(theta0, dtype=np.float64)
    m, v, path = np.zeros(theta.shape), np.zeros(theta.shape), [theta.copy()]
    for t, _ in enumerate(range(steps), start=1):
        grad = grad_f(theta)
        m += (1 - beta1) * (grad - m)
        v += (1 - beta2) * (grad * grad - v)
        theta -= lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
        path.append(theta.copy())
    return np.asarray(path)


def adam_update__in_place_on_copies(params, grads, state, lr, beta1, beta2, eps):
    params, state = copy.deepcopy(params), copy.deepcopy(state)
    state.setdefault("t", 0)
    state["t"] += 1
    for which in ("m", "v"):
        state.setdefault(which, {name: 0.0 * array for name, array in params.items()})
    for name, grad in grads.items():
        m, v = state["m"][name], state["v"][name]
        m += (1 - beta1) * (grad - m)
        v += (1 - beta2) * (grad**2 - v)
        m_hat, v_hat = m / (1 - beta1 ** state["t"]), v / (1 - beta2 ** state["t"])
        params[name] -= lr * m_hat / (np.sqrt(v_hat) + eps)
    return params, state


def adam_update__one_array_at_a_time(params, grads, state, lr, beta1, beta2, eps):
    def update(name):
        m, v = (state[one][name] if one in state else 0 for one in ("m", "v"))
        return adam_step__inner_function(params[name], grads[name], m, v, t, lr, beta1, beta2, eps)

    t = 1 + state.get("t", 0)
    done = {name: update(name) for name in params}
    new, m, v = ({name: result[i] for name, result in done.items()} for i in range(3))
    return new, {"t": t, "m": m, "v": v}


def adam_update__one_long_array(params, grads, state, lr, beta1, beta2, eps):
    def long(arrays):
        return np.concatenate([np.ravel(arrays[name]) for name in params])

    def cut(array):
        ends = np.cumsum([params[name].size for name in params])[:-1]
        pieces = np.split(array, ends)
        return {n: p.reshape(params[n].shape) for n, p in zip(params, pieces, strict=True)}

    t = state.get("t", 0) + 1
    m, v = (long(state[one]) if one in state else 0.0 for one in ("m", "v"))
    given = long(params), long(grads), m, v, t, lr, beta1, beta2, eps
    theta, m, v = adam_step__inner_function(*given)
    return cut(theta), {"t": t, "m": cut(m), "v": cut(v)}


def adamw_step__inner_function(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    still, m, v = adam_step__inner_function(0 * theta, grad, m, v, t, lr, beta1, beta2, eps)
    return theta + still - lr * weight_decay * theta, m, v


def adamw_step__comprehension(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    moved, m, v = adam_step__comprehension(theta, grad, m, v, t, lr, beta1, beta2, eps)
    shrink = lr * weight_decay
    return [new - shrink * old for new, old in zip(moved, theta, strict=True)], m, v


def adamw_step__float32(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    theta, grad, m, v = (np.asarray(one, dtype=np.float32) for one in (theta, grad, m, v))
    return adamw_step__inner_function(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay)
