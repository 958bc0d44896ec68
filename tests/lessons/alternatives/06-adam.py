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
