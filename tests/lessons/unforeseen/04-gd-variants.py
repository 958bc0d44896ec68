"""Wrong answers to lesson 04, as students write them: `<exercise>__<what is wrong>`."""


def minibatches__two_lists(X, y, batch_size, rng):
    """Two lists of batches in place of a list of pairs."""
    order = rng.permutation(len(y))
    X, y = X[order], y[order]
    cuts = range(0, len(y), batch_size)
    return [X[i : i + batch_size] for i in cuts], [y[i : i + batch_size] for i in cuts]


def minibatches__return_in_loop(X, y, batch_size, rng):
    """return for yield: the first batch alone."""
    order = rng.permutation(len(y))
    for i in range(0, len(y), batch_size):
        batch = order[i : i + batch_size]
        return X[batch], y[batch]


def minibatches__one_pair(X, y, batch_size, rng):
    """Draws one batch, as one step of SGD needs it."""
    batch = rng.choice(len(y), batch_size, replace=False)
    return [(X[batch], y[batch])]


def minibatches__indices(X, y, batch_size, rng):
    """Gives the numbers of the rows, not the rows."""
    order = rng.permutation(len(y))
    return [order[i : i + batch_size] for i in range(0, len(y), batch_size)]


def minibatches__column_of_labels(X, y, batch_size, rng):
    """y as a column."""
    order = rng.permutation(len(y))
    y = y.reshape(-1, 1)
    for i in range(0, len(y), batch_size):
        batch = order[i : i + batch_size]
        yield X[batch], y[batch]


def minibatches__bare_permutation(X, y, batch_size, rng):
    """permutation without rng."""
    order = permutation(len(y))
    for i in range(0, len(y), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


def minibatches__shuffle_gives_none(X, y, batch_size, rng):
    """rng.shuffle returns None."""
    order = rng.shuffle(np.arange(len(y)))
    for i in range(0, len(y), batch_size):
        batch = order[i : i + batch_size]
        yield X[batch], y[batch]


def minibatches__range_of_batches(X, y, batch_size, rng):
    """Counts batches, but cuts as if it counted examples."""
    order = rng.permutation(len(y))
    for i in range(len(y) // batch_size):
        batch = order[i : i + batch_size]
        yield X[batch], y[batch]


def minibatches__array_split(X, y, batch_size, rng):
    """np.array_split makes batches of nearly equal sizes."""
    order = rng.permutation(len(y))
    for batch in np.array_split(order, int(np.ceil(len(y) / batch_size))):
        yield X[batch], y[batch]


def minibatches__one_table(X, y, batch_size, rng):
    """X and y in one table, which the caller has to cut."""
    table = np.column_stack([X, y])
    rng.shuffle(table)
    for i in range(0, len(y), batch_size):
        yield table[i : i + batch_size]


def minibatches__dict(X, y, batch_size, rng):
    """A dict of batches, by number."""
    order = rng.permutation(len(y))
    batches = {}
    for k, i in enumerate(range(0, len(y), batch_size)):
        batches[k] = (X[order[i : i + batch_size]], y[order[i : i + batch_size]])
    return batches


def minibatches__overlapping(X, y, batch_size, rng):
    """Steps by one: each batch overlaps with the next."""
    order = rng.permutation(len(y))
    for i in range(len(y) - batch_size + 1):
        batch = order[i : i + batch_size]
        yield X[batch], y[batch]


def minibatches__single_examples(X, y, batch_size, rng):
    """Yields one example a time."""
    for i in rng.permutation(len(y)):
        yield X[i], y[i]


def minibatches__permutes_arrays(X, y, batch_size, rng):
    """Permutes X and y with two draws."""
    X = rng.permutation(X)
    y = rng.permutation(y)
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(y), batch_size)]


def sgd_epoch__breaks(grad_f, theta, X, y, lr, batch_size, rng):
    """break after the first update."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(theta, Xb, yb)
        break
    return theta


def sgd_epoch__whole_data(grad_f, theta, X, y, lr, batch_size, rng):
    """As many updates as there are batches, each with all the data."""
    for start in range(0, len(y), batch_size):
        theta = theta - lr * grad_f(theta, X, y)
    return theta


def sgd_epoch__asarray_is_no_copy(grad_f, theta, X, y, lr, batch_size, rng):
    """np.asarray makes no copy, so -= moves the caller's theta."""
    theta = np.asarray(theta)
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta -= lr * grad_f(theta, Xb, yb)
    return theta


def sgd_epoch__swapped_arguments(grad_f, theta, X, y, lr, batch_size, rng):
    """grad_f gets its arguments in another order."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(Xb, yb, theta)
    return theta


def sgd_epoch__forgets_rng(grad_f, theta, X, y, lr, batch_size, rng):
    """minibatches is called without rng."""
    for Xb, yb in minibatches(X, y, batch_size):
        theta = theta - lr * grad_f(theta, Xb, yb)
    return theta


def sgd_epoch__unpacks_list_of_batches(grad_f, theta, X, y, lr, batch_size, rng):
    """Unpacks the list of batches as if it were one pair."""
    Xb, yb = minibatches(X, y, batch_size, rng)
    return theta - lr * grad_f(theta, Xb, yb)


def sgd_epoch__random_batches(grad_f, theta, X, y, lr, batch_size, rng):
    """Draws a new batch for every update, so that examples come twice or never."""
    for _ in range(len(y) // batch_size):
        rows = rng.choice(len(y), batch_size, replace=False)
        theta = theta - lr * grad_f(theta, X[rows], y[rows])
    return theta


def sgd_epoch__one_example_each(grad_f, theta, X, y, lr, batch_size, rng):
    """SGD whatever the batch size."""
    for i in rng.permutation(len(y)):
        theta = theta - lr * grad_f(theta, X[i : i + 1], y[i : i + 1])
    return theta


def sgd_epoch__divides_by_batch(grad_f, theta, X, y, lr, batch_size, rng):
    """Divides the mean gradient by the batch size once more."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(theta, Xb, yb) / batch_size
    return theta


def sgd_epoch__new_name_lost(grad_f, theta, X, y, lr, batch_size, rng):
    """The new theta has a name of its own, and the old one is returned."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        new_theta = theta - lr * grad_f(theta, Xb, yb)
    return theta


def sgd_epoch__average_of_thetas(grad_f, theta, X, y, lr, batch_size, rng):
    """The mean of all positions in place of the last."""
    thetas = []
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(theta, Xb, yb)
        thetas.append(theta)
    return np.mean(thetas, axis=0)


def sgd_epoch__shuffles_in_place(grad_f, theta, X, y, lr, batch_size, rng):
    """Shuffles the caller's arrays with two equal generators."""
    state = rng.bit_generator.state
    rng.shuffle(X)
    rng.bit_generator.state = state
    rng.shuffle(y)
    for i in range(0, len(y), batch_size):
        theta = theta - lr * grad_f(theta, X[i : i + batch_size], y[i : i + batch_size])
    return theta


def sgd_epoch__mse(grad_f, theta, X, y, lr, batch_size, rng):
    """Lesson 02's gradient in place of grad_f."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
    return theta


def gradient_variance__np_cov_trace(G, batch_size, replace):
    """np.cov divides by m - 1."""
    variance = np.trace(np.cov(G.T)) / batch_size
    if not replace:
        variance *= (len(G) - batch_size) / (len(G) - 1)
    return variance


def gradient_variance__norm_not_squared(G, batch_size, replace):
    """The distance for its square."""
    m = len(G)
    S = np.mean(np.linalg.norm(G - G.mean(axis=0), axis=1))
    return S / batch_size if replace else S / batch_size * (m - batch_size) / (m - 1)


def gradient_variance__norm_of_table(G, batch_size, replace):
    """np.linalg.norm without an axis, and not squared."""
    m = len(G)
    S = np.linalg.norm(G - G.mean(axis=0)) / m
    return S / batch_size if replace else S / batch_size * (m - batch_size) / (m - 1)


def gradient_variance__monte_carlo(G, batch_size, replace):
    """Draws batches and measures."""
    rng = np.random.default_rng(0)
    means = [G[rng.choice(len(G), batch_size, replace=replace)].mean(axis=0) for _ in range(2000)]
    return np.var(means, axis=0).sum()


def gradient_variance__is_true_text(G, batch_size, replace):
    """Compares replace with a text."""
    m = len(G)
    S = np.sum((G - G.mean(axis=0)) ** 2) / m
    if replace == "True":
        return S / batch_size
    return S / batch_size * (m - batch_size) / (m - 1)


def gradient_variance__only_one_case(G, batch_size, replace):
    """The case without replacement is not written."""
    if replace:
        return np.sum((G - G.mean(axis=0)) ** 2) / len(G) / batch_size


def gradient_variance__missing_brackets(G, batch_size, replace):
    """m - B / m - 1 without brackets."""
    m = len(G)
    S = np.sum((G - G.mean(axis=0)) ** 2) / m
    if replace:
        return S / batch_size
    return S / batch_size * (m - batch_size / m - 1)


def gradient_variance__mean_over_all_entries(G, batch_size, replace):
    """np.mean over all entries divides by d, too."""
    m = len(G)
    S = np.mean((G - G.mean(axis=0)) ** 2)
    return S / batch_size if replace else S / batch_size * (m - batch_size) / (m - 1)


def gradient_variance__mean_of_example(G, batch_size, replace):
    """The mean over the coordinates is taken from each row."""
    m = len(G)
    S = np.sum((G - G.mean(axis=1, keepdims=True)) ** 2) / m
    return S / batch_size if replace else S / batch_size * (m - batch_size) / (m - 1)


def gradient_variance__axis_without_keepdims(G, batch_size, replace):
    """axis=1 without keepdims."""
    m = len(G)
    S = np.sum((G - G.mean(axis=1)) ** 2) / m
    return S / batch_size if replace else S / batch_size * (m - batch_size) / (m - 1)


def gradient_variance__B_of_m(G, batch_size, replace):
    """The correction without the one subtracted, from a formula for large m."""
    m = len(G)
    S = np.var(G, axis=0).sum()
    return S / batch_size if replace else S / batch_size * (1 - batch_size / m)


def gradient_variance__centres_in_place(G, batch_size, replace):
    """Subtracts the mean from the caller's table."""
    m = len(G)
    G -= G.mean(axis=0)
    S = np.sum(G**2) / m
    return S / batch_size if replace else S / batch_size * (m - batch_size) / (m - 1)


def noise_floor__bracket(lr, lam, sigma2):
    """/2*(2 - lr lam): divided by 2, then multiplied."""
    if lr * lam >= 2:
        return np.inf
    return lr * sigma2 / 2 * (2 - lr * lam)


def noise_floor__lambda_word(lr, lam, sigma2):
    """A name from the formula that is not defined here."""
    if eta * lam >= 2:
        return np.inf
    return eta * sigma2 / (2 * (2 - eta * lam))


def noise_floor__bare_inf(lr, lam, sigma2):
    """inf without np."""
    if lr * lam >= 2:
        return inf
    return lr * sigma2 / (2 * (2 - lr * lam))


def noise_floor__text_inf(lr, lam, sigma2):
    """Infinity as a text."""
    if lr * lam >= 2:
        return "inf"
    return lr * sigma2 / (2 * (2 - lr * lam))


def noise_floor__none_beyond(lr, lam, sigma2):
    """Nothing beyond the limit."""
    if lr * lam < 2:
        return lr * sigma2 / (2 * (2 - lr * lam))


def noise_floor__raises(lr, lam, sigma2):
    """Refuses a learning rate beyond the limit."""
    if lr * lam >= 2:
        raise ValueError("lr is too large")
    return lr * sigma2 / (2 * (2 - lr * lam))


def noise_floor__large_number(lr, lam, sigma2):
    """A large number for infinity."""
    if lr * lam >= 2:
        return 1e9
    return lr * sigma2 / (2 * (2 - lr * lam))


def noise_floor__sigma(lr, lam, sigma2):
    """Squares sigma2, which is a variance already."""
    sigma = sigma2
    if lr * lam >= 2:
        return np.inf
    return lr * sigma**2 / (2 * (2 - lr * lam))


def noise_floor__outer_bracket_missing(lr, lam, sigma2):
    """2 * 2 - lr lam: the inner bracket is missing."""
    if lr * lam >= 2:
        return np.inf
    return lr * sigma2 / (2 * 2 - lr * lam)


def noise_floor__simulates(lr, lam, sigma2):
    """Simulates a thousand steps with a seed of its own."""
    rng = np.random.default_rng(0)
    theta, fs = 0.0, []
    for _ in range(1000):
        theta -= lr * (lam * theta + np.sqrt(sigma2) * rng.normal())
        fs.append(lam * theta**2 / 2)
    return np.mean(fs)


def noise_floor__variance_half_lambda(lr, lam, sigma2):
    """theta's variance, with the factor lam / 2 squared."""
    if lr * lam >= 2:
        return float("inf")
    var = lr * sigma2 / (lam * (2 - lr * lam))
    return (lam / 2) ** 2 * var


def noise_floor__guard_the_other_way(lr, lam, sigma2):
    """Infinite where it is stable."""
    if lr < 2 / lam:
        return np.inf
    return lr * sigma2 / (2 * (2 - lr * lam))


def inverse_time_lr__t_outside(t, lr0, decay):
    """The bracket closes before t."""
    return lr0 / (1 + decay) * t


def inverse_time_lr__t_from_one(t, lr0, decay):
    """Counts updates from 1."""
    n = t + 1
    return lr0 / (1 + decay * n)


def inverse_time_lr__list(t, lr0, decay):
    """The learning rates of all updates so far."""
    return [lr0 / (1 + decay * s) for s in range(t + 1)]


def inverse_time_lr__loop_shrinks(t, lr0, decay):
    """Divides by 1 + decay in every step."""
    lr = lr0
    for _ in range(t):
        lr /= 1 + decay
    return lr


def inverse_time_lr__power(t, lr0, decay):
    """(1 + decay) to the power t."""
    return lr0 * (1 + decay) ** -t


def inverse_time_lr__global_lr(t, lr0, decay):
    """Keeps the learning rate in a global variable from call to call."""
    global lr
    if t == 0:
        lr = lr0
    lr = lr / (1 + decay * t)
    return lr


def inverse_time_lr__integer(t, lr0, decay):
    """Whole numbers."""
    return int(lr0 / (1 + decay * t))


def inverse_time_lr__floor(t, lr0, decay):
    """Never below a hundredth."""
    return max(lr0 / (1 + decay * t), 0.1 * lr0)


def inverse_time_lr__plus_decay(t, lr0, decay):
    """1 + decay + t."""
    return lr0 / (1 + decay + t)


def inverse_time_lr__linear_decay(t, lr0, decay):
    """Falls along a line, not below zero."""
    return max(lr0 * (1 - decay * t), 0)


def average_iterates__burn_in_plus_one(path, burn_in):
    """Begins one row late."""
    return path[burn_in + 1 :].mean(axis=0)


def average_iterates__no_axis(path, burn_in):
    """mean without an axis."""
    return np.mean(path[burn_in:])


def average_iterates__columns(path, burn_in):
    """Cuts columns in place of rows."""
    return path[:, burn_in:].mean(axis=0)


def average_iterates__returns_rows(path, burn_in):
    """The rows, without the mean."""
    return path[burn_in:]


def average_iterates__loop_starts_at_zero(path, burn_in):
    """Divides by the right number, but adds every row."""
    total = np.zeros(path.shape[1])
    for row in path:
        total += row
    return total / (len(path) - burn_in)


def average_iterates__adds_into_first_row(path, burn_in):
    """The sum is made in the path's own row."""
    total = path[burn_in]
    for row in path[burn_in + 1 :]:
        total += row
    return total / (len(path) - burn_in)


def average_iterates__fraction(path, burn_in):
    """Takes burn_in for a share of the path."""
    first = int(burn_in * len(path))
    return path[first:].mean(axis=0)


def average_iterates__burn_in_from_end(path, burn_in):
    """Leaves rows out at the end."""
    return path[: len(path) - burn_in].mean(axis=0)


def average_iterates__len_minus_one(path, burn_in):
    """range ends one row before the last."""
    rows = [path[t] for t in range(burn_in, len(path) - 1)]
    return sum(rows) / len(rows)


def average_iterates__exponential(path, burn_in):
    """A running average with a forgetting factor."""
    average = path[burn_in]
    for row in path[burn_in + 1 :]:
        average = 0.9 * average + 0.1 * row
    return average


def average_iterates__skips_zero_burn_in(path, burn_in):
    """-burn_in for the number of rows kept."""
    return path[-(len(path) - burn_in) + 1 :].mean(axis=0)


def sgd_epoch__gradient_twice(grad_f, theta, X, y, lr, batch_size, rng):
    """Asks for each gradient twice, once to look at its length."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        if np.linalg.norm(grad_f(theta, Xb, yb)) > 0:
            theta = theta - lr * grad_f(theta, Xb, yb)
    return theta


def sgd_epoch__scales_gradient_in_place(grad_f, theta, X, y, lr, batch_size, rng):
    """Multiplies the array that grad_f returned."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        grad = grad_f(theta, Xb, yb)
        grad *= lr
        theta = theta - grad
    return theta


def sgd_epoch__clipped(grad_f, theta, X, y, lr, batch_size, rng):
    """Clips gradients at 10, as many libraries' examples do."""
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * np.clip(grad_f(theta, Xb, yb), -10, 10)
    return theta


def inverse_time_lr__smallest_rate(t, lr0, decay):
    """Never below a thousandth."""
    return max(lr0 / (1 + decay * t), 1e-3)
