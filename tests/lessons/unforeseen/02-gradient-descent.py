"""Wrong answers to lesson 02, as students write them: `<exercise>__<what is wrong>`."""


def mse_cost__caret(theta, X, y):
    """A caret for a power."""
    return np.sum((X @ theta - y) ^ 2) / (2 * len(y))


def mse_cost__two_columns_by_hand(theta, X, y):
    """Reads an intercept and one feature by hand, as in the picture."""
    m = len(y)
    total = 0
    for i in range(m):
        total += (theta[0] * X[i, 0] + theta[1] * X[i, 1] - y[i]) ** 2
    return total / (2 * m)


def mse_cost__bare_sum(theta, X, y):
    """square and dot without np."""
    return sum(square(dot(X, theta) - y)) / (2 * len(y))


def mse_cost__two_means(theta, X, y):
    """A mean, which divides by m, and then by 2m as well."""
    return np.mean((X @ theta - y) ** 2) / (2 * len(y))


def mse_cost__return_in_loop(theta, X, y):
    """The return stands inside the loop."""
    total = 0
    for i in range(len(y)):
        total += (X[i] @ theta - y[i]) ** 2
        return total / (2 * len(y))


def mse_cost__theta_first(theta, X, y):
    """theta @ X, which needs a transpose."""
    return np.sum((theta @ X - y) ** 2) / (2 * len(y))


def mse_cost__half_by_whole_numbers(theta, X, y):
    """1 // 2 is 0."""
    m = len(y)
    return 1 // (2 * m) * np.sum((X @ theta - y) ** 2)


def mse_cost__size_of_X(theta, X, y):
    """X.size counts entries, not examples."""
    return np.sum((X @ theta - y) ** 2) / (2 * X.size)


def mse_cost__squares_separately(theta, X, y):
    """Squares prediction and truth one by one."""
    return np.sum((X @ theta) ** 2 - y**2) / (2 * len(y))


def mse_cost__last_example(theta, X, y):
    """The last example alone is squared: the line after the loop belongs into it."""
    for i in range(len(y)):
        error = X[i] @ theta - y[i]
    return error**2 / (2 * len(y))


def mse_gradient__bare_python(theta, X, y):
    """Formula copied without numpy's operators."""
    return 1 / len(y) * X.T * (X * theta - y)


def mse_gradient__wrong_bracket(theta, X, y):
    """X.T @ X @ theta - y: the bracket is missing."""
    return (X.T @ X @ theta - y) / len(y)


def mse_gradient__mean_of_everything(theta, X, y):
    """np.mean without an axis."""
    return np.mean(X * (X @ theta - y)[:, None])


def mse_gradient__length_of_theta(theta, X, y):
    """Divides by the number of parameters, called m."""
    m = len(theta)
    return X.T @ (X @ theta - y) / m


def mse_gradient__loop_over_rows_overwrites(theta, X, y):
    """= for += in the loop."""
    m = len(y)
    grad = np.zeros(len(theta))
    for i in range(m):
        grad = (X[i] @ theta - y[i]) * X[i]
    return grad / m


def mse_gradient__divides_in_the_loop_twice(theta, X, y):
    """1/m inside the loop and once more at the end."""
    m = len(y)
    grad = np.zeros(len(theta))
    for i in range(m):
        grad += (X[i] @ theta - y[i]) * X[i] / m
    return grad / m


def mse_gradient__reverse_transpose(theta, X, y):
    """The factors in the other order, with the transpose kept."""
    return (X @ theta - y) @ X.T / len(y)


def mse_gradient__update(theta, X, y):
    """Makes a step of descent with a rate of its own."""
    theta = theta - 0.01 * X.T @ (X @ theta - y) / len(y)
    return theta


def mse_gradient__transposed_theta(theta, X, y):
    """Predicts with theta.T @ X.T, right, but forgets the truth's sign."""
    h = theta.T @ X.T
    return X.T @ (y - h) / len(y)


def mse_gradient__list_of_two(theta, X, y):
    """Two partial derivatives by hand, for a line."""
    r = X @ theta - y
    return np.array([np.mean(r), np.mean(r * X[:, 1])])


def mse_gradient__whole_division(theta, X, y):
    """// for /."""
    return X.T @ (X @ theta - y) // len(y)


def gradient_descent__missing_start_and_order(grad_f, theta0, lr, steps):
    """Appends before the update, so the last position is missing."""
    theta = np.array(theta0, dtype=float)
    path = []
    for i in range(steps):
        path.append(theta)
        theta = theta - lr * grad_f(theta)
    return np.array(path)


def gradient_descent__in_place(grad_f, theta0, lr, steps):
    """-= on the array that has been appended."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        theta -= lr * grad_f(theta)
        path.append(theta)
    return np.array(path)


def gradient_descent__forgets_to_move(grad_f, theta0, lr, steps):
    """Computes new_theta, appends it, and never takes it over."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        new_theta = theta - lr * grad_f(theta)
        path.append(new_theta)
    return np.array(path)


def gradient_descent__gradient_once(grad_f, theta0, lr, steps):
    """The gradient is taken before the loop."""
    theta = np.array(theta0, dtype=float)
    path = [theta.copy()]
    grad = grad_f(theta)
    for i in range(steps):
        theta = theta - lr * grad
        path.append(theta.copy())
    return np.array(path)


def gradient_descent__return_in_loop(grad_f, theta0, lr, steps):
    """The return stands inside the loop."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        theta = theta - lr * grad_f(theta)
        path.append(theta)
        return np.array(path)


def gradient_descent__lists_minus_arrays(grad_f, theta0, lr, steps):
    """Leaves theta0 as it is, integers and all, in an array path made beforehand."""
    path = np.zeros_like([theta0] * (steps + 1))
    path[0] = theta0
    for i in range(steps):
        path[i + 1] = path[i] - lr * grad_f(path[i])
    return path


def gradient_descent__append_returns_none(grad_f, theta0, lr, steps):
    """path = path.append(...)."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        theta = theta - lr * grad_f(theta)
        path = path.append(theta)
    return np.array(path)


def gradient_descent__np_append(grad_f, theta0, lr, steps):
    """np.append without an axis makes one long row."""
    theta = np.array(theta0, dtype=float)
    path = theta
    for i in range(steps):
        theta = theta - lr * grad_f(theta)
        path = np.append(path, theta)
    return path


def gradient_descent__uphill(grad_f, theta0, lr, steps):
    """+ for -, in place of the minus in front of the gradient."""
    path = [np.array(theta0, dtype=float)]
    for i in range(steps):
        path.append(path[-1] + lr * grad_f(path[-1]))
    return np.array(path)


def gradient_descent__calls_mse_gradient(grad_f, theta0, lr, steps):
    """Calls the lesson's own gradient, with the notebook's data."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        theta = theta - lr * mse_gradient(theta, X, y)
        path.append(theta)
    return np.array(path)


def gradient_descent__grad_as_array(grad_f, theta0, lr, steps):
    """Uses grad_f as if it were the gradient itself."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        theta = theta - lr * grad_f
        path.append(theta)
    return np.array(path)


def gradient_descent__pair(grad_f, theta0, lr, steps):
    """Returns the end and the path."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for i in range(steps):
        theta = theta - lr * grad_f(theta)
        path.append(theta)
    return theta, np.array(path)


def max_stable_lr__all_results_of_eig(H):
    """np.linalg.eig gives values and vectors; the maximum is taken over both."""
    return 2 / np.max(np.linalg.eig(H))


def max_stable_lr__eigenvectors(H):
    """The vectors for the values."""
    vectors = np.linalg.eig(H)[1]
    return 2 / np.max(vectors)


def max_stable_lr__largest_of_diagonal(H):
    """The largest entry of the diagonal, as if H were diagonal."""
    return 2 / max(np.diag(H))


def max_stable_lr__first_eigenvalue(H):
    """eigvalsh sorts upwards, the first is the smallest."""
    return 2 / np.linalg.eigvalsh(H)[0]


def max_stable_lr__argmax(H):
    """argmax for max."""
    return 2 / np.argmax(np.linalg.eigvalsh(H))


def max_stable_lr__one_per_direction_in_list(H):
    """A list of limits, one for each direction."""
    return [2 / value for value in np.linalg.eigvalsh(H)]


def max_stable_lr__safe(H):
    """A bit less than the limit, to be safe."""
    return 0.99 * 2 / np.linalg.eigvalsh(H).max()


def max_stable_lr__sum_of_extremes(H):
    """2/(smallest + largest), the best rate, from a formula of another lesson."""
    eigenvalues = np.linalg.eigvals(H)
    return 2 / (min(eigenvalues) + max(eigenvalues))


def max_stable_lr__singular_word(H):
    """A name that NumPy does not have."""
    return 2 / np.max(np.eigvals(H))


def max_stable_lr__of_square(H):
    """Eigenvalues of H.T @ H, as for a matrix of data."""
    return 2 / np.linalg.eigvalsh(H.T @ H).max()


def numerical_gradient__flat_loop(f, theta, h=1e-5):
    """Loops over len(theta): whole rows of a matrix move."""
    grad = np.zeros_like(theta)
    for k in range(len(theta)):
        e = np.zeros_like(theta)
        e[k] = h
        grad[k] = (f(theta + e) - f(theta - e)) / (2 * h)
    return grad


def numerical_gradient__division_order(f, theta, h=1e-5):
    """/ 2 * h divides by 2 and multiplies by h."""
    grad = np.zeros(theta.shape)
    for k in np.ndindex(theta.shape):
        e = np.zeros(theta.shape)
        e[k] = h
        grad[k] = (f(theta + e) - f(theta - e)) / 2 * h
    return grad


def numerical_gradient__moves_by_plus_equals(f, theta, h=1e-5):
    """+= h and -= h in place: the last bit is not always the same."""
    grad = np.zeros_like(theta)
    for k in np.ndindex(theta.shape):
        theta[k] += h
        up = f(theta)
        theta[k] -= 2 * h
        down = f(theta)
        theta[k] += h
        grad[k] = (up - down) / (2 * h)
    return grad


def numerical_gradient__nudges_left_in_a_copy(f, theta, h=1e-5):
    """A copy is moved up and never moved back."""
    grad = np.zeros_like(theta)
    up, down = theta.copy(), theta.copy()
    for k in np.ndindex(theta.shape):
        up[k] += h
        down[k] -= h
        grad[k] = (f(up) - f(down)) / (2 * h)
    return grad


def numerical_gradient__alias(f, theta, h=1e-5):
    """up and down are the same array as theta."""
    grad = np.zeros_like(theta)
    for k in np.ndindex(theta.shape):
        up = theta
        down = theta
        up[k] += h
        down[k] -= h
        grad[k] = (f(up) - f(down)) / (2 * h)
    return grad


def numerical_gradient__np_gradient(f, theta, h=1e-5):
    """np.gradient of the one value."""
    return np.gradient(f(theta), h)


def numerical_gradient__all_at_once(f, theta, h=1e-5):
    """theta + h moves all entries."""
    return (f(theta + h) - f(theta - h)) / (2 * h)


def numerical_gradient__fixed_step(f, theta, h=1e-5):
    """Divides by the caller's h but moves by a number of its own."""
    grad = np.zeros_like(theta)
    for k in np.ndindex(theta.shape):
        e = np.zeros_like(theta)
        e[k] = 1e-5
        grad[k] = (f(theta + e) - f(theta - e)) / (2 * h)
    return grad


def numerical_gradient__whole_unit(f, theta, h=1e-5):
    """The unit vector is not multiplied by h."""
    grad = np.zeros_like(theta)
    for k in np.ndindex(theta.shape):
        e = np.zeros_like(theta)
        e[k] = 1
        grad[k] = (f(theta + e) - f(theta - e)) / (2 * h)
    return grad


def numerical_gradient__sum_over_entries(f, theta, h=1e-5):
    """+= on one number in place of an entry each."""
    grad = 0
    for k in np.ndindex(theta.shape):
        e = np.zeros_like(theta)
        e[k] = h
        grad += (f(theta + e) - f(theta - e)) / (2 * h)
    return grad


def numerical_gradient__enumerate(f, theta, h=1e-5):
    """Calls f with single entries, not with an array."""
    grad = []
    for t in theta:
        grad.append((f(t + h) - f(t - h)) / (2 * h))
    return np.array(grad)


def numerical_gradient__two_indices(f, theta, h=1e-5):
    """Two nested loops, which only a matrix has."""
    grad = np.zeros_like(theta)
    for i in range(theta.shape[0]):
        for j in range(theta.shape[1]):
            e = np.zeros_like(theta)
            e[i, j] = h
            grad[i, j] = (f(theta + e) - f(theta - e)) / (2 * h)
    return grad


def matmul_backward__star(W, X, dD):
    """* for @, with transposes."""
    return dD * X.T, W.T * dD


def matmul_backward__dot_call_order(W, X, dD):
    """np.dot with the factors the other way round."""
    return np.dot(X.T, dD), np.dot(dD, W.T)


def matmul_backward__swapped_names(W, X, dD):
    """dX is built with X, dW with W."""
    dX = dD @ X.T
    dW = W.T @ dD
    return dW, dX


def matmul_backward__adds_into_W(W, X, dD):
    """A step of descent in place of the derivative."""
    W = W - dD @ X.T
    X = X - W.T @ dD
    return W, X


def matmul_backward__transposes_dD(W, X, dD):
    """The transpose is on dD."""
    return dD.T @ X, W @ dD.T


def matmul_backward__dict(W, X, dD):
    """A dict with names."""
    return {"dW": dD @ X.T, "dX": W.T @ dD}


def matmul_backward__uses_new_dW(W, X, dD):
    """dX from dW in place of W."""
    dW = dD @ X.T
    dX = dW.T @ dD
    return dW, dX


def matmul_backward__T_of_call(W, X, dD):
    """T() with brackets, as a method."""
    return dD @ X.T(), W.T() @ dD


def matmul_backward__outer(W, X, dD):
    """Sums dD over its columns first."""
    g = dD.sum(axis=1, keepdims=True)
    return g @ X.sum(axis=1, keepdims=True).T, W.T @ dD


def matmul_backward__transposes_both_factors(W, X, dD):
    """Turns both factors of dW around, but not their order."""
    dW = dD.T @ X.T
    dX = W.T @ dD
    return dW, dX


def matmul_backward__stacked(W, X, dD):
    """np.array of two results of different shapes."""
    return np.array([dD @ X.T, W.T @ dD])


def descend_until__while_without_cap(grad_f, theta0, lr, tol, max_steps):
    """Loops until the gradient is small, and never looks at max_steps."""
    theta = np.array(theta0, dtype=float)
    steps = 0
    while np.linalg.norm(grad_f(theta)) >= tol:
        theta = theta - lr * grad_f(theta)
        steps += 1
    return theta, steps


def descend_until__gradient_not_renewed(grad_f, theta0, lr, tol, max_steps):
    """The gradient is computed once, before the loop."""
    theta = np.array(theta0, dtype=float)
    grad = grad_f(theta)
    steps = 0
    while np.linalg.norm(grad) >= tol and steps < max_steps:
        theta = theta - lr * grad
        steps += 1
    return theta, steps


def descend_until__counts_in_wrong_place(grad_f, theta0, lr, tol, max_steps):
    """Counts before the test, so one update too many is counted."""
    theta = np.array(theta0, dtype=float)
    steps = 0
    while steps < max_steps:
        steps += 1
        grad = grad_f(theta)
        if np.linalg.norm(grad) < tol:
            break
        theta = theta - lr * grad
    return theta, steps


def descend_until__compares_array(grad_f, theta0, lr, tol, max_steps):
    """Compares the gradient itself with tol."""
    theta = np.array(theta0, dtype=float)
    for steps in range(max_steps):
        grad = grad_f(theta)
        if abs(grad) < tol:
            return theta, steps
        theta = theta - lr * grad
    return theta, max_steps


def descend_until__returns_none_at_cap(grad_f, theta0, lr, tol, max_steps):
    """No return after the loop."""
    theta = np.array(theta0, dtype=float)
    for steps in range(max_steps):
        grad = grad_f(theta)
        if np.linalg.norm(grad) < tol:
            return theta, steps
        theta = theta - lr * grad


def descend_until__returns_at_once(grad_f, theta0, lr, tol, max_steps):
    """else: return inside the loop."""
    theta = np.array(theta0, dtype=float)
    for steps in range(max_steps):
        if np.linalg.norm(grad_f(theta)) >= tol:
            theta = theta - lr * grad_f(theta)
        else:
            return theta, steps
        return theta, steps


def descend_until__max_steps_minus_one(grad_f, theta0, lr, tol, max_steps):
    """Counts with the loop's number, which ends one below."""
    theta = np.array(theta0, dtype=float)
    for steps in range(max_steps):
        grad = grad_f(theta)
        if np.linalg.norm(grad) < tol:
            break
        theta = theta - lr * grad
    return theta, steps


def descend_until__continue_for_break(grad_f, theta0, lr, tol, max_steps):
    """Goes on counting when it should stop."""
    theta = np.array(theta0, dtype=float)
    steps = 0
    for _ in range(max_steps):
        steps += 1
        if np.linalg.norm(grad_f(theta)) < tol:
            continue
        theta = theta - lr * grad_f(theta)
    return theta, steps


def descend_until__mean_square(grad_f, theta0, lr, tol, max_steps):
    """A root of the mean of the squares for the norm."""
    theta = np.array(theta0, dtype=float)
    for steps in range(max_steps):
        grad = grad_f(theta)
        if np.sqrt(np.mean(grad**2)) < tol:
            return theta, steps
        theta = theta - lr * grad
    return theta, max_steps


def descend_until__history(grad_f, theta0, lr, tol, max_steps):
    """Returns the positions as well."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for steps in range(max_steps):
        grad = grad_f(theta)
        if np.linalg.norm(grad) < tol:
            return theta, steps, path
        theta = theta - lr * grad
        path.append(theta)
    return theta, max_steps, path


def gradient_descent__scales_gradient_in_place(grad_f, theta0, lr, steps):
    """Multiplies the array that grad_f returned."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for _ in range(steps):
        grad = grad_f(theta)
        grad *= lr
        theta = theta - grad
        path.append(theta)
    return np.array(path)


def gradient_descent__stops_early(grad_f, theta0, lr, steps):
    """Stops where the gradient is zero, so the path is shorter."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for _ in range(steps):
        grad = grad_f(theta)
        if np.linalg.norm(grad) < 1e-8:
            break
        theta = theta - lr * grad
        path.append(theta)
    return np.array(path)


def gradient_descent__first_step_by_hand(grad_f, theta0, lr, steps):
    """The first step stands before the loop, also when there is none to make."""
    path = [np.array(theta0, dtype=float)]
    path.append(path[0] - lr * grad_f(path[0]))
    for t in range(1, steps):
        path.append(path[t] - lr * grad_f(path[t]))
    return np.array(path)


def max_stable_lr__power_iteration(H):
    """Twenty rounds of the power method, which is not there yet."""
    v = np.ones(len(H))
    for _ in range(20):
        v = H @ v
        v /= np.linalg.norm(v)
    return 2 / (v @ H @ v)


def numerical_gradient__vectors_and_matrices(f, theta, h=1e-5):
    """A case each for one and for two dimensions."""
    grad = np.zeros_like(theta)
    if theta.ndim == 1:
        for i in range(len(theta)):
            e = np.zeros_like(theta)
            e[i] = h
            grad[i] = (f(theta + e) - f(theta - e)) / (2 * h)
    else:
        for i in range(theta.shape[0]):
            for j in range(theta.shape[1]):
                e = np.zeros_like(theta)
                e[i, j] = h
                grad[i, j] = (f(theta + e) - f(theta - e)) / (2 * h)
    return grad


def matmul_backward__squeezed(W, X, dD):
    """np.squeeze takes out the dimensions of length 1."""
    return np.squeeze(dD @ X.T), np.squeeze(W.T @ dD)


def descend_until__no_cap_at_zero(grad_f, theta0, lr, tol, max_steps):
    """A cap of 0 is taken for no cap."""
    theta = np.array(theta0, dtype=float)
    steps = 0
    while np.linalg.norm(grad_f(theta)) >= tol:
        if max_steps and steps == max_steps:
            break
        theta = theta - lr * grad_f(theta)
        steps += 1
    return theta, steps
