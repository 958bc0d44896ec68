"""Wrong answers to lesson 07, as students write them: `<exercise>__<what is wrong>`."""


def accuracy__relu(params, X, labels):
    """relu in the hidden layer."""
    H = np.maximum(0, X @ params["W1"] + params["b1"])
    S = H @ params["W2"] + params["b2"]
    return np.mean(S.argmax(axis=1) == labels)


def accuracy__string_comparison(params, X, labels):
    """Compares lists, which gives one truth value."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    S = H @ params["W2"] + params["b2"]
    return float(list(S.argmax(axis=1)) == list(labels))


def accuracy__max_for_argmax(params, X, labels):
    """The largest score, not its place."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    S = H @ params["W2"] + params["b2"]
    return np.mean(S.max(axis=1) == labels)


def accuracy__whole_division(params, X, labels):
    """// for /."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    S = H @ params["W2"] + params["b2"]
    return np.sum(S.argmax(axis=1) == labels) // len(labels)


def accuracy__np_argmax_without_axis(params, X, labels):
    """argmax over the whole table."""
    S = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    return np.mean(np.argmax(S) == labels)


def accuracy__calls_loss(params, X, labels):
    """1 minus the loss."""
    loss, grads = mlp_gradients(params, X, labels)
    return 1 - loss


def accuracy__global_params(params, X, labels):
    """Uses names of another cell."""
    H = np.tanh(X @ W1 + b1)
    return np.mean(np.argmax(H @ W2 + b2, axis=1) == labels)


def accuracy__hidden_layer_only(params, X, labels):
    """The largest hidden unit is the answer."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    return np.mean(H.argmax(axis=1) == labels)


def accuracy__ten_classes(params, X, labels):
    """Loops over ten classes, whatever the network has."""
    S = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    hits = 0
    for row, label in zip(S, labels):
        best = 0
        for k in range(10):
            if row[k] > row[best]:
                best = k
        hits += best == label
    return hits / len(labels)


def accuracy__return_in_loop(params, X, labels):
    """The return stands inside the loop."""
    hits = 0
    for x, label in zip(X, labels):
        S = np.tanh(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
        if np.argmax(S) == label:
            hits += 1
        return hits / len(labels)


def accuracy__one_hot(params, X, labels):
    """Takes labels for a one-hot table."""
    S = np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    return np.mean(S.argmax(axis=1) == labels.argmax(axis=1))


def train__shuffles_X_alone(params, X, labels, step, epochs, batch_size, rng):
    """X is shuffled, the labels stay."""
    history, state = [], {}
    for _ in range(epochs):
        X = rng.permutation(X)
        for i in range(0, len(labels), batch_size):
            loss, grads = mlp_gradients(params, X[i : i + batch_size], labels[i : i + batch_size])
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history


def train__params_is_a_pair(params, X, labels, step, epochs, batch_size, rng):
    """params = step(...) takes both results."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params = step(params, grads, state)
    return params, history


def train__state_in_loop(params, X, labels, step, epochs, batch_size, rng):
    """state = {} inside the loop over the batches."""
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            state = {}
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history


def train__state_not_taken(params, X, labels, step, epochs, batch_size, rng):
    """The new state is dropped with an underscore."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, _ = step(params, grads, state)
    return params, history


def train__order_swapped_in_unpacking(params, X, labels, step, epochs, batch_size, rng):
    """grads, loss = mlp_gradients(...)."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            grads, loss = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history


def train__return_in_epoch(params, X, labels, step, epochs, batch_size, rng):
    """The return stands inside the loop over the epochs."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, state = step(params, grads, state)
        return params, history


def train__history_in_epoch(params, X, labels, step, epochs, batch_size, rng):
    """history = [] inside the loop over the epochs."""
    state = {}
    for _ in range(epochs):
        history = []
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history


def train__appends_grads(params, X, labels, step, epochs, batch_size, rng):
    """The whole result is written into the history."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            result = mlp_gradients(params, X[batch], labels[batch])
            history.append(result)
            params, state = step(params, result[1], state)
    return params, history


def train__step_without_state(params, X, labels, step, epochs, batch_size, rng):
    """step is called with two arguments."""
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params = step(params, grads)
    return params, history


def train__minibatches_unknown(params, X, labels, step, epochs, batch_size, rng):
    """Calls lesson 04's minibatches, which is not here."""
    history, state = [], {}
    for _ in range(epochs):
        for Xb, yb in minibatches(X, labels, batch_size, rng):
            loss, grads = mlp_gradients(params, Xb, yb)
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history


def train__sgd_built_in(params, X, labels, step, epochs, batch_size, rng):
    """A plain step of its own in place of the caller's."""
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params = {k: params[k] - 0.1 * grads[k] for k in params}
    return params, history


def train__running_mean(params, X, labels, step, epochs, batch_size, rng):
    """History of smoothed losses."""
    history, state, smooth = [], {}, None
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            smooth = loss if smooth is None else 0.9 * smooth + 0.1 * loss
            history.append(smooth)
            params, state = step(params, grads, state)
    return params, history


def my_run__full_batch(X, labels, epochs, rng):
    """All digits in one batch, with Adam: too few updates."""

    def step(params, grads, state):
        t, new, m, v = state.get("t", 0) + 1, {}, {}, {}
        for k, g in grads.items():
            m[k] = 0.9 * state.get("m", {}).get(k, 0) + 0.1 * g
            v[k] = 0.999 * state.get("v", {}).get(k, 0) + 0.001 * g**2
            root = np.sqrt(v[k] / (1 - 0.999**t)) + 1e-8
            new[k] = params[k] - 0.001 * m[k] / (1 - 0.9**t) / root
        return new, {"t": t, "m": m, "v": v}

    params = initial_params((64, 32, 10), rng)
    return train(params, X, labels, step, epochs, len(labels), rng)


def my_run__standardised(X, labels, epochs, rng):
    """Standardises the pixels, which the test does not."""

    def step(params, grads, state):
        return {k: params[k] - 0.1 * grads[k] for k in params}, state

    Z = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)
    return train(initial_params((64, 32, 10), rng), Z, labels, step, epochs, 32, rng)


def my_run__adam_not_made(X, labels, epochs, rng):
    """Passes the maker of the optimizer, not what it makes."""

    def adam(lr):
        return lambda params, grads, state: (params, state)

    return train(initial_params((64, 32, 10), rng), X, labels, adam, epochs, 32, rng)


def my_run__without_rng(X, labels, epochs, rng):
    """train is called without rng."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 32)


def my_run__sizes_in_list_with_mistake(X, labels, epochs, rng):
    """The sizes are those of the batch: hidden, in, out."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    return train(initial_params((32, 64, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__three_numbers(X, labels, epochs, rng):
    """initial_params is given three numbers in place of a tuple."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    return train(initial_params(64, 32, 10, rng), X, labels, step, epochs, 32, rng)


def my_run__forgets_return(X, labels, epochs, rng):
    """No return."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    params, history = train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__step_returns_params_alone(X, labels, epochs, rng):
    """The optimizer returns the parameters without a state."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}

    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__slow_sgd(X, labels, epochs, rng):
    """A learning rate of 0.01, by habit."""

    def step(params, grads, state):
        return {k: params[k] - 0.01 * grads[k] for k in params}, state

    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__three_hidden_units(X, labels, epochs, rng):
    """Three hidden units are too few for ten digits."""

    def step(params, grads, state):
        return {k: params[k] - 0.3 * grads[k] for k in params}, state

    return train(initial_params((64, 3, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__half_the_epochs(X, labels, epochs, rng):
    """Half of the epochs, to save time."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs // 2, 32, rng)


def compare__rng_made_once(ax, steps, params, X, labels, epochs, batch_size, seed):
    """One generator for all optimizers, made before the loop."""
    rng = np.random.default_rng(seed)
    histories = {}
    for name, step in steps.items():
        params_end, history = train(params, X, labels, step, epochs, batch_size, rng)
        histories[name] = history
        ax.plot(history, label=name)
    ax.legend()
    return histories


def compare__loops_over_steps(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Unpacks the dict's keys as pairs."""
    histories = {}
    for name, step in steps:
        rng = np.random.default_rng(seed)
        histories[name] = train(params, X, labels, step, epochs, batch_size, rng)[1]
        ax.plot(histories[name], label=name)
    return histories


def compare__passes_names(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Hands the optimizer's name to train."""
    histories = {}
    for step in steps:
        rng = np.random.default_rng(seed)
        _, histories[step] = train(params, X, labels, step, epochs, batch_size, rng)
        ax.plot(histories[step], label=step)
    ax.legend()
    return histories


def compare__seed_for_rng(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Hands the seed itself to train."""
    histories = {}
    for name, step in steps.items():
        _, histories[name] = train(params, X, labels, step, epochs, batch_size, seed)
        ax.plot(histories[name], label=name)
    ax.legend()
    return histories


def compare__updates_params(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Writes the trained weights into the caller's params."""
    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        trained, histories[name] = train(params, X, labels, step, epochs, batch_size, rng)
        params.update(trained)
        ax.plot(histories[name], label=name)
    ax.legend()
    return histories


def compare__pyplot(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Draws with plt, which is not the axes that were given."""
    import matplotlib.pyplot as plt

    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        _, histories[name] = train(params, X, labels, step, epochs, batch_size, rng)
        plt.plot(histories[name], label=name)
    plt.legend()
    plt.close()
    return histories


def compare__labels_overwritten(ax, steps, params, X, labels, epochs, batch_size, seed):
    """labels is taken for the names of the lines."""
    histories = {}
    labels = list(steps)
    for name in labels:
        rng = np.random.default_rng(seed)
        _, histories[name] = train(params, X, labels, steps[name], epochs, batch_size, rng)
        ax.plot(histories[name], label=name)
    return histories


def compare__returns_axes(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Returns the axes."""
    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        _, histories[name] = train(params, X, labels, step, epochs, batch_size, rng)
        ax.plot(histories[name], label=name)
    return ax


def compare__draws_after_loop(ax, steps, params, X, labels, epochs, batch_size, seed):
    """The line is drawn after the loop: the last one alone."""
    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        _, history = train(params, X, labels, step, epochs, batch_size, rng)
        histories[name] = history
    ax.plot(history, label=name)
    return histories


def compare__seed_plus_one(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Another seed for each optimizer."""
    histories = {}
    for i, (name, step) in enumerate(steps.items()):
        rng = np.random.default_rng(seed + i)
        _, histories[name] = train(params, X, labels, step, epochs, batch_size, rng)
        ax.plot(histories[name], label=name)
    return histories


def compare__log_of_losses(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Returns the logarithms that it draws."""
    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        _, history = train(params, X, labels, step, epochs, batch_size, rng)
        histories[name] = [float(np.log(loss)) for loss in history]
        ax.plot(histories[name], label=name)
    return histories


def loss_on_plane__axes_swapped(params, first, second, alphas, betas, X, labels):
    """A row for each alpha."""
    return np.array(
        [
            [
                mlp_gradients(
                    {k: params[k] + a * first[k] + b * second[k] for k in params}, X, labels
                )[0]
                for b in betas
            ]
            for a in alphas
        ]
    )


def loss_on_plane__zip(params, first, second, alphas, betas, X, labels):
    """zip walks along a diagonal."""
    losses = []
    for a, b in zip(alphas, betas):
        there = {k: params[k] + a * first[k] + b * second[k] for k in params}
        losses.append(mlp_gradients(there, X, labels)[0])
    return np.array(losses)


def loss_on_plane__in_place(params, first, second, alphas, betas, X, labels):
    """+= on a shallow copy of the parameters."""
    losses = np.zeros((len(betas), len(alphas)))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = dict(params)
            for k in there:
                there[k] += a * first[k] + b * second[k]
            losses[j, i] = mlp_gradients(there, X, labels)[0]
    return losses


def loss_on_plane__dict_times_number(params, first, second, alphas, betas, X, labels):
    """Calculates with whole dicts."""
    losses = np.zeros((len(betas), len(alphas)))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            losses[j, i] = mlp_gradients(params + a * first + b * second, X, labels)[0]
    return losses


def loss_on_plane__tuple_in_cell(params, first, second, alphas, betas, X, labels):
    """Stores loss and gradients in a cell of the table."""
    losses = np.zeros((len(betas), len(alphas)))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = {k: params[k] + a * first[k] + b * second[k] for k in params}
            losses[j, i] = mlp_gradients(there, X, labels)
    return losses


def loss_on_plane__values_as_indices(params, first, second, alphas, betas, X, labels):
    """alpha and beta themselves as indices."""
    losses = np.zeros((len(betas), len(alphas)))
    for b in betas:
        for a in alphas:
            there = {k: params[k] + a * first[k] + b * second[k] for k in params}
            losses[b, a] = mlp_gradients(there, X, labels)[0]
    return losses


def loss_on_plane__first_for_both(params, first, second, alphas, betas, X, labels):
    """first twice, by copying."""
    losses = np.zeros((len(betas), len(alphas)))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = {k: params[k] + a * first[k] + b * first[k] for k in params}
            losses[j, i] = mlp_gradients(there, X, labels)[0]
    return losses


def loss_on_plane__return_in_loop(params, first, second, alphas, betas, X, labels):
    """The return stands inside the outer loop."""
    losses = np.zeros((len(betas), len(alphas)))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = {k: params[k] + a * first[k] + b * second[k] for k in params}
            losses[j, i] = mlp_gradients(there, X, labels)[0]
        return losses


def loss_on_plane__normalised_directions(params, first, second, alphas, betas, X, labels):
    """Makes each direction as long as 1."""
    losses = np.zeros((len(betas), len(alphas)))
    u = {k: first[k] / np.linalg.norm(first[k]) for k in params}
    w = {k: second[k] / np.linalg.norm(second[k]) for k in params}
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = {k: params[k] + a * u[k] + b * w[k] for k in params}
            losses[j, i] = mlp_gradients(there, X, labels)[0]
    return losses


def loss_on_plane__square_table(params, first, second, alphas, betas, X, labels):
    """A square table."""
    n = len(alphas)
    losses = np.zeros((n, n))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = {k: params[k] + a * first[k] + b * second[k] for k in params}
            losses[j, i] = mlp_gradients(there, X, labels)[0]
    return losses


def loss_on_plane__accuracy(params, first, second, alphas, betas, X, labels):
    """The share of right answers for the loss."""
    losses = np.zeros((len(betas), len(alphas)))
    for j, b in enumerate(betas):
        for i, a in enumerate(alphas):
            there = {k: params[k] + a * first[k] + b * second[k] for k in params}
            losses[j, i] = accuracy(there, X, labels)
    return losses


def train__stops_when_good(params, X, labels, step, epochs, batch_size, rng):
    """Stops when the loss is small, so the history is shorter."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            if loss < 1e-3:
                return params, history
            params, state = step(params, grads, state)
    return params, history


def train__clips_gradients(params, X, labels, step, epochs, batch_size, rng):
    """Clips gradients at 1, as many libraries' examples do."""
    history, state = [], {}
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for i in range(0, len(labels), batch_size):
            batch = order[i : i + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            grads = {k: np.clip(g, -1, 1) for k, g in grads.items()}
            params, state = step(params, grads, state)
    return params, history


def my_run__weights_of_their_own(X, labels, epochs, rng):
    """The initial weights come from a generator with a seed of its own."""

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    params = initial_params((64, 32, 10), np.random.default_rng(0))
    return train(params, X, labels, step, epochs, 32, rng)


def my_run__lucky_rate(X, labels, epochs, rng):
    """sgd(0.05), which is slow: about the half of the seeds arrive."""

    def step(params, grads, state):
        return {k: params[k] - 0.05 * grads[k] for k in params}, state

    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__test_digits_too(X, labels, epochs, rng):
    """Trains on the test digits as well."""
    from course import data

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    _, _, X_test, labels_test = data.digits()
    X, labels = np.vstack([X, X_test]), np.concatenate([labels, labels_test])
    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 32, rng)


def my_run__keeps_the_best_on_test(X, labels, epochs, rng):
    """Looks at the test digits after each epoch and keeps the best parameters."""
    from course import data

    def step(params, grads, state):
        return {k: params[k] - 0.5 * grads[k] for k in params}, state

    _, _, X_test, labels_test = data.digits()
    params, history, best, top = initial_params((64, 32, 10), rng), [], None, -1
    for _ in range(epochs):
        params, losses = train(params, X, labels, step, 1, 32, rng)
        history += losses
        score = accuracy(params, X_test, labels_test)
        if score > top:
            best, top = params, score
    return best, history
