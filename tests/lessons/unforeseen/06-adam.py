"""Wrong answers to lesson 06, as students write them: `<exercise>__<what is wrong>`."""


def ema__returns_last(values, beta, correct):
    """The last average alone."""
    a = 0
    for x in values:
        a = beta * a + (1 - beta) * x
    if correct:
        a = a / (1 - beta ** len(values))
    return a


def ema__return_in_loop(values, beta, correct):
    """The return stands inside the loop."""
    a, out = 0, []
    for t, x in enumerate(values, 1):
        a = beta * a + (1 - beta) * x
        out.append(a / (1 - beta**t) if correct else a)
        return np.array(out)


def ema__corrects_by_length(values, beta, correct):
    """Every entry is corrected by the length of the whole row."""
    a, out = 0, []
    for x in values:
        a = beta * a + (1 - beta) * x
        out.append(a)
    out = np.array(out)
    return out / (1 - beta ** len(values)) if correct else out


def ema__zeros_like_values(values, beta, correct):
    """zeros_like of whole numbers keeps whole numbers."""
    out = np.zeros_like(values)
    a = 0
    for t, x in enumerate(values):
        a = beta * a + (1 - beta) * x
        out[t] = a / (1 - beta ** (t + 1)) if correct else a
    return out


def ema__caret(values, beta, correct):
    """A caret for the power."""
    a, out = 0, []
    for t, x in enumerate(values, 1):
        a = beta * a + (1 - beta) * x
        out.append(a / (1 - beta ^ t) if correct else a)
    return np.array(out)


def ema__starts_with_first_value(values, beta, correct):
    """a begins as the first value, to avoid the bias."""
    a, out = values[0], [values[0]]
    for x in values[1:]:
        a = beta * a + (1 - beta) * x
        out.append(a)
    return np.array(out)


def ema__previous_value(values, beta, correct):
    """Mixes with the value before, not with the average before."""
    out, last = [], 0
    for t, x in enumerate(values, 1):
        a = beta * last + (1 - beta) * x
        out.append(a / (1 - beta**t) if correct else a)
        last = x
    return np.array(out)


def ema__writes_into_values(values, beta, correct):
    """Uses the caller's array for the averages."""
    out = values
    a = 0
    for t in range(len(values)):
        a = beta * a + (1 - beta) * values[t]
        out[t] = a / (1 - beta ** (t + 1)) if correct else a
    return out


def ema__power_of_t_times(values, beta, correct):
    """beta * t for beta ** t."""
    a, out = 0, []
    for t, x in enumerate(values, 1):
        a = beta * a + (1 - beta) * x
        out.append(a / (1 - beta * t) if correct else a)
    return np.array(out)


def ema__average_as_index(values, beta, correct):
    """The first two entries are corrected alike."""
    out = np.zeros(len(values))
    for t in range(len(values)):
        out[t] = beta * out[t - 1] + (1 - beta) * values[t]
    if correct:
        for t in range(len(values)):
            out[t] /= 1 - beta ** max(t, 1)
    return out


def ema__corrects_the_kept_average(values, beta, correct):
    """The corrected average goes on into the next step."""
    a, out = 0, []
    for t, x in enumerate(values, 1):
        a = beta * a + (1 - beta) * x
        if correct:
            a = a / (1 - beta**t)
        out.append(a)
    return np.array(out)


def rmsprop_step__caret(theta, grad, v, lr, rho, eps):
    """A caret for the square."""
    v = rho * v + (1 - rho) * grad ^ 2
    return theta - lr * grad / (np.sqrt(v) + eps), v


def rmsprop_step__brackets_missing(theta, grad, v, lr, rho, eps):
    """/ sqrt(v) + eps without brackets."""
    v = rho * v + (1 - rho) * grad**2
    return theta - lr * grad / np.sqrt(v) + eps, v


def rmsprop_step__math_sqrt(theta, grad, v, lr, rho, eps):
    """math.sqrt on an array."""
    import math

    v = rho * v + (1 - rho) * grad**2
    return theta - lr * grad / (math.sqrt(v) + eps), v


def rmsprop_step__in_place(theta, grad, v, lr, rho, eps):
    """*= and += on the caller's v."""
    v *= rho
    v += (1 - rho) * grad**2
    return theta - lr * grad / (np.sqrt(v) + eps), v


def rmsprop_step__largest_so_far(theta, grad, v, lr, rho, eps):
    """Keeps the largest size so far, as AdaMax does."""
    v = np.maximum(rho * v, np.abs(grad))
    return theta - lr * grad / (v + eps), v


def rmsprop_step__dot(theta, grad, v, lr, rho, eps):
    """grad @ grad makes one number."""
    v = rho * v + (1 - rho) * grad @ grad
    return theta - lr * grad / (np.sqrt(v) + eps), v


def rmsprop_step__root_stored(theta, grad, v, lr, rho, eps):
    """The root is returned as v."""
    v = np.sqrt(rho * v + (1 - rho) * grad**2)
    return theta - lr * grad / (v + eps), v


def rmsprop_step__momentum(theta, grad, v, lr, rho, eps):
    """The momentum step of the last lesson."""
    v = rho * v + lr * grad
    return theta - v, v


def rmsprop_step__root_of_gradient_too(theta, grad, v, lr, rho, eps):
    """Everything under the root."""
    v = rho * v + (1 - rho) * grad**2
    return theta - lr * np.sqrt(grad / (v + eps)), v


def rmsprop_step__adam_correction(theta, grad, v, lr, rho, eps):
    """Corrects v as if every step were the first."""
    v = rho * v + (1 - rho) * grad**2
    v_hat = v / (1 - rho)
    return theta - lr * grad / (np.sqrt(v_hat) + eps), v


def rmsprop_step__numerator_normalised(theta, grad, v, lr, rho, eps):
    """eps is added to the gradient as well."""
    v = rho * v + (1 - rho) * grad**2
    return theta - lr * (grad + eps) / (np.sqrt(v) + eps), v


def rmsprop_step__v_from_theta(theta, grad, v, lr, rho, eps):
    """The squares of theta are averaged."""
    v = rho * v + (1 - rho) * theta**2
    return theta - lr * grad / (np.sqrt(v) + eps), v


def adam_step__root_over_correction(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """sqrt(v) / (1 - beta2 ** t): the correction stands outside the root."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    return theta - lr * m_hat / (np.sqrt(v) / (1 - beta2**t) + eps), m, v


def adam_step__betas_swapped_in_correction(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """The averages have their own beta, the corrections each other's."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return theta - lr * (m / (1 - beta2**t)) / (np.sqrt(v / (1 - beta1**t)) + eps), m, v


def adam_step__brackets_missing(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """/ sqrt(v_hat) + eps without brackets."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * m_hat / np.sqrt(v_hat) + eps, m, v


def adam_step__order_of_results(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """m, v, theta."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return m, v, theta


def adam_step__t_advanced_inside(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """t is advanced in the step, though it counts this one already."""
    t += 1
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_step__in_place(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """-= on theta."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    theta -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return theta, m, v


def adam_step__overwrites_with_hat(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """m and v are corrected under their own names, and returned so."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    return theta - lr * m / (np.sqrt(v) + eps), m, v


def adam_step__caret(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """A caret for a power."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad ^ 2
    m_hat, v_hat = m / (1 - beta1 ^ t), v / (1 - beta2 ^ t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_step__division_first(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """m / 1 - beta1 ** t without brackets."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / 1 - beta1**t
    v_hat = v / 1 - beta2**t
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_step__same_beta(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """beta1 in both averages, by copying a line."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta1 * v + (1 - beta1) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta1**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_step__square_of_mean_gradient(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """v averages the squares of m_hat."""
    m = beta1 * m + (1 - beta1) * grad
    m_hat = m / (1 - beta1**t)
    v = beta2 * v + (1 - beta2) * m_hat**2
    v_hat = v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def adam_step__half_finished(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """The moments are right, theta has not moved."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return theta, m, v


def run_adam__t_not_passed_on(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """t = 1 in every step."""
    theta = np.array(theta0, dtype=float)
    m = v = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, 1, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__t_is_zero_at_first(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """range(steps) begins at 0."""
    theta = np.array(theta0, dtype=float)
    m = v = np.zeros_like(theta)
    path = [theta]
    for t in range(steps):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__range_one_to_steps(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """range(1, steps) makes a step less."""
    theta = np.array(theta0, dtype=float)
    m, v = 0, 0
    path = [theta]
    for t in range(1, steps):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__aliased_moments(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """m and v are one array, and both are changed in place."""
    theta = np.array(theta0, dtype=float)
    m = v = np.zeros_like(theta)
    path = [theta.copy()]
    for t in range(1, steps + 1):
        g = grad_f(theta)
        m *= beta1
        m += (1 - beta1) * g
        v *= beta2
        v += (1 - beta2) * g**2
        theta = theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        path.append(theta)
    return np.array(path)


def run_adam__results_swapped(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """m and v are taken in the other order."""
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        theta, v, m = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__takes_one_result(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """theta = adam_step(...) takes all three results."""
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        theta = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__moments_inside_loop(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """m and v are made in the loop."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for t in range(1, steps + 1):
        m, v = np.zeros(len(theta)), np.zeros(len(theta))
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__row_vector(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """theta0 as a matrix of one row."""
    theta = np.array([theta0], dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__eps_forgotten_in_call(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """adam_step is called without eps."""
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2)
        path.append(theta)
    return np.array(path)


def run_adam__lr_decays(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """lr / sqrt(t), as in the paper's proof."""
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        rate = lr / np.sqrt(t)
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, rate, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def run_adam__path_of_theta0(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """path = theta0 appends to the caller's list."""
    path = theta0
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, steps + 1):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def adam_update__shallow_copy(params, grads, state, lr, beta1, beta2, eps):
    """dict(state) copies the outer dict alone; the inner ones are written to."""
    state = dict(state)
    if not state:
        state = {
            "t": 0,
            "m": {k: np.zeros_like(p) for k, p in params.items()},
            "v": {k: np.zeros_like(p) for k, p in params.items()},
        }
    state["t"] += 1
    new = {}
    for k, g in grads.items():
        state["m"][k] = beta1 * state["m"][k] + (1 - beta1) * g
        state["v"][k] = beta2 * state["v"][k] + (1 - beta2) * g**2
        m_hat = state["m"][k] / (1 - beta1 ** state["t"])
        v_hat = state["v"][k] / (1 - beta2 ** state["t"])
        new[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, state


def adam_update__t_zero(params, grads, state, lr, beta1, beta2, eps):
    """t is 0 in the first correction, and advanced at the end."""
    t = state.get("t", 0)
    new, m, v = {}, {}, {}
    for k, g in grads.items():
        m[k] = beta1 * state.get("m", {}).get(k, 0) + (1 - beta1) * g
        v[k] = beta2 * state.get("v", {}).get(k, 0) + (1 - beta2) * g**2
        new[k] = params[k] - lr * (m[k] / (1 - beta1**t)) / (np.sqrt(v[k] / (1 - beta2**t)) + eps)
    return new, {"t": t + 1, "m": m, "v": v}


def adam_update__copy_then_in_place(params, grads, state, lr, beta1, beta2, eps):
    """params.copy() keeps the arrays, and -= changes them."""
    t = state.get("t", 0) + 1
    new, m, v = params.copy(), {}, {}
    for k, g in grads.items():
        m[k] = beta1 * state.get("m", {}).get(k, 0) + (1 - beta1) * g
        v[k] = beta2 * state.get("v", {}).get(k, 0) + (1 - beta2) * g**2
        new[k] -= lr * (m[k] / (1 - beta1**t)) / (np.sqrt(v[k] / (1 - beta2**t)) + eps)
    return new, {"t": t, "m": m, "v": v}


def adam_update__key_error(params, grads, state, lr, beta1, beta2, eps):
    """Reads state["m"] of the empty state."""
    t = state["t"] + 1
    new, m, v = {}, {}, {}
    for k, g in grads.items():
        m[k] = beta1 * state["m"][k] + (1 - beta1) * g
        v[k] = beta2 * state["v"][k] + (1 - beta2) * g**2
        new[k] = params[k] - lr * (m[k] / (1 - beta1**t)) / (np.sqrt(v[k] / (1 - beta2**t)) + eps)
    return new, {"t": t, "m": m, "v": v}


def adam_update__calls_adam_step_on_dicts(params, grads, state, lr, beta1, beta2, eps):
    """Hands whole dicts to adam_step."""
    t = state.get("t", 0) + 1
    m = state.get("m", 0)
    v = state.get("v", 0)
    params, m, v = adam_step(params, grads, m, v, t, lr, beta1, beta2, eps)
    return params, {"t": t, "m": m, "v": v}


def adam_update__loop_without_items(params, grads, state, lr, beta1, beta2, eps):
    """Loops over the dict and takes its keys for pairs."""
    t = state.get("t", 0) + 1
    new, m, v = {}, {}, {}
    for name, grad in grads:
        m[name] = beta1 * state.get("m", {}).get(name, 0) + (1 - beta1) * grad
        v[name] = beta2 * state.get("v", {}).get(name, 0) + (1 - beta2) * grad**2
        new[name] = params[name] - lr * m[name] / (np.sqrt(v[name]) + eps)
    return new, {"t": t, "m": m, "v": v}


def adam_update__return_in_loop(params, grads, state, lr, beta1, beta2, eps):
    """The return stands inside the loop: one array alone."""
    t = state.get("t", 0) + 1
    new, m, v = {}, {}, {}
    for k, g in grads.items():
        m[k] = beta1 * state.get("m", {}).get(k, 0) + (1 - beta1) * g
        v[k] = beta2 * state.get("v", {}).get(k, 0) + (1 - beta2) * g**2
        new[k] = params[k] - lr * (m[k] / (1 - beta1**t)) / (np.sqrt(v[k] / (1 - beta2**t)) + eps)
        return new, {"t": t, "m": m, "v": v}


def adam_update__state_by_name(params, grads, state, lr, beta1, beta2, eps):
    """The state is keyed by array first."""
    t = state.get("t", 0) + 1
    new, after = {}, {"t": t}
    for k, g in grads.items():
        m, v = state.get(k, (0, 0))
        theta, m, v = adam_step(params[k], g, m, v, t, lr, beta1, beta2, eps)
        new[k], after[k] = theta, (m, v)
    return new, after


def adam_update__state_global(params, grads, state, lr, beta1, beta2, eps):
    """Keeps m and v in global variables, so that calls share them."""
    global kept
    if state.get("t", 0) == 0:
        kept = {}
    t = state.get("t", 0) + 1
    new = {}
    for k, g in grads.items():
        m, v = kept.get(k, (0, 0))
        new[k], m, v = adam_step(params[k], g, m, v, t, lr, beta1, beta2, eps)
        kept[k] = m, v
    return new, {"t": t}


def adam_update__gradient_descent(params, grads, state, lr, beta1, beta2, eps):
    """Half finished: a plain step, and t."""
    new = {k: params[k] - lr * grads[k] for k in params}
    return new, {"t": state.get("t", 0) + 1}


def adam_update__t_after_first_array(params, grads, state, lr, beta1, beta2, eps):
    """t is advanced inside the loop over the arrays."""
    t = state.get("t", 0)
    new, m, v = {}, {}, {}
    for k, g in grads.items():
        t += 1
        m[k] = beta1 * state.get("m", {}).get(k, 0) + (1 - beta1) * g
        v[k] = beta2 * state.get("v", {}).get(k, 0) + (1 - beta2) * g**2
        m_hat, v_hat = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
        new[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"t": t, "m": m, "v": v}


def adam_update__results_in_three(params, grads, state, lr, beta1, beta2, eps):
    """Returns params, m and v, as adam_step does."""
    t = state.get("t", 0) + 1
    new, m, v = {}, {}, {}
    for k, g in grads.items():
        old_m, old_v = state.get("m", {}).get(k, 0), state.get("v", {}).get(k, 0)
        new[k], m[k], v[k] = adam_step(params[k], g, old_m, old_v, t, lr, beta1, beta2, eps)
    return new, m, v


def adamw_step__l2(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """L2 in the gradient, by a call of adam_step."""
    g = grad + weight_decay * theta
    return adam_step(theta, g, m, v, t, lr, beta1, beta2, eps)


def adamw_step__decays_after(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """Shrinks the new theta."""
    theta, m, v = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
    theta = theta * (1 - lr * weight_decay)
    return theta, m, v


def adamw_step__decay_without_theta(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """Subtracts lr times weight_decay, without theta."""
    new, m, v = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
    return new - lr * weight_decay, m, v


def adamw_step__divided_by_root(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """The decay is divided by the root, too."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    theta = theta - lr * (m_hat + weight_decay * theta) / (np.sqrt(v_hat) + eps)
    return theta, m, v


def adamw_step__bracket(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """lr stands in front of the first term alone."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps) + weight_decay * theta, m, v


def adamw_step__decay_of_square(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """The penalty itself, not its slope."""
    new, m, v = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
    return new - lr * weight_decay * theta**2 / 2, m, v


def adamw_step__decay_norm(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """The norm of theta in place of theta."""
    new, m, v = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
    return new - lr * weight_decay * np.linalg.norm(theta), m, v


def adamw_step__lost_moments(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """The new moments are dropped."""
    new, _, _ = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
    return new - lr * weight_decay * theta, m, v


def adamw_step__tuple_minus(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """Subtracts from adam_step's whole result."""
    return adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps) - lr * weight_decay * theta


def adamw_step__shrinks_in_place(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """*= on the caller's theta."""
    theta *= 1 - lr * weight_decay
    return adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)


def adamw_step__decay_first_then_gradient(
    theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay
):
    """Forgets the correction, and subtracts the decay without lr."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return theta - lr * m / (np.sqrt(v) + eps) - weight_decay * theta, m, v


def ema__without_memory_gives_values_back(values, beta, correct):
    """With beta = 0 the caller's own array comes back."""
    if beta == 0:
        return values
    a, out = 0.0, []
    for t, x in enumerate(values, 1):
        a = beta * a + (1 - beta) * x
        out.append(a / (1 - beta**t) if correct else a)
    return np.array(out)


def run_adam__scales_gradient_in_place(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """Writes into the array that grad_f returned."""
    theta = np.array(theta0, float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        g = grad_f(theta)
        m = beta1 * m + (1 - beta1) * g
        g *= g
        v = beta2 * v + (1 - beta2) * g
        theta = theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        path.append(theta)
    return np.array(path)


def run_adam__stops_early(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """Stops where the gradient is zero, so the path is shorter."""
    theta = np.array(theta0, float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        g = grad_f(theta)
        if np.linalg.norm(g) < 1e-8:
            break
        theta, m, v = adam_step(theta, g, m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)


def adam_update__fills_the_empty_state(params, grads, state, lr, beta1, beta2, eps):
    """Starts the caller's empty dict, then makes new ones."""
    if not state:
        state["t"] = 0
        state["m"] = {k: np.zeros_like(p) for k, p in params.items()}
        state["v"] = {k: np.zeros_like(p) for k, p in params.items()}
    t = state["t"] + 1
    new, m, v = {}, {}, {}
    for k, g in grads.items():
        new[k], m[k], v[k] = adam_step(
            params[k], g, state["m"][k], state["v"][k], t, lr, beta1, beta2, eps
        )
    return new, {"t": t, "m": m, "v": v}


def adam_update__zip_of_dicts(params, grads, state, lr, beta1, beta2, eps):
    """Pairs the values of the dicts by their order, not by their names."""
    t = state.get("t", 0) + 1
    names = list(params)
    old_m = list(state["m"].values()) if state else [0] * len(names)
    old_v = list(state["v"].values()) if state else [0] * len(names)
    new, m, v = {}, {}, {}
    for k, p, g, a, b in zip(names, params.values(), grads.values(), old_m, old_v):
        new[k], m[k], v[k] = adam_step(p, g, a, b, t, lr, beta1, beta2, eps)
    return new, {"t": t, "m": m, "v": v}
