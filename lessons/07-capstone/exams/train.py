"""The training loop: batches, gradients, state and randomness, epoch after epoch."""

import numpy as np

from course.network import initial_params, mlp_gradients
from exam import Exam, Mistake


class TrainExam(Exam):
    results = ["params", "history"]
    examples = {
        "when three epochs run on one batch":
            "from course.network import initial_params\n"
            "rng = np.random.default_rng(1)\n"
            "params, X, labels = initial_params((3, 4, 2), rng), rng.normal(size=(6, 3)), np.array([0, 1, 1, 0, 1, 0])\n"
            "def step(params, grads, state):\n"
            "    count = state.get('count', 0) + 1\n"
            "    return {name: params[name] - 0.5 * count * grads[name] for name in params}, {'count': count}\n"
            "returned = train(params, X, labels, step, epochs=3, batch_size=6, rng=rng)\n"
            "returned, len(labels)",
        "when batches hold one example each":
            "from course.network import initial_params, mlp_gradients\n"
            "rng = np.random.default_rng(2)\n"
            "params, X, labels = initial_params((3, 4, 2), rng), rng.normal(size=(8, 3)), rng.integers(2, size=8)\n"
            "def stand_still(params, grads, state):\n"
            "    return params, state\n"
            "def losses(seed):\n"
            "    return np.asarray(train(params, X, labels, stand_still, 2, 1, np.random.default_rng(seed))[1])\n"
            "run, single = losses(7), [mlp_gradients(params, X[i:i + 1], labels[i:i + 1])[0] for i in range(8)]\n"
            "{'number of losses': len(run),\n"
            " 'each example once in each epoch': all(np.shape(part) == (8,) and np.allclose(np.sort(part), np.sort(single)) for part in (run[:8], run[8:])),\n"
            " 'in a new order': not np.shape(run[:8]) == (8,) or not np.allclose(run[:8], single),\n"
            " 'in another order in the next epoch': not np.array_equal(run[:8], run[8:]),\n"
            " 'the same again for the same seed': np.array_equal(run, losses(7)),\n"
            " 'another order for another seed': not np.array_equal(run, losses(8))}",
        "when ten examples are cut into batches of 4":
            "from course.network import initial_params, mlp_gradients\n"
            "rng = np.random.default_rng(3)\n"
            "params, X, labels = initial_params((3, 4, 2), rng), rng.normal(size=(10, 3)), rng.integers(2, size=10)\n"
            "def step(params, grads, state):\n"
            "    seen.append(state.get('count', 0))\n"
            "    return params, {'count': len(seen)}\n"
            "seen = []\n"
            "run = train(params, X, labels, step, epochs=2, batch_size=4, rng=rng)[1]\n"
            "{'number of losses': len(run), 'what step was told': seen, 'losses differ': bool(np.ptp(run) > 1e-9),\n"
            " 'an epoch adds up': bool(np.isclose(np.dot(run[:3], [4, 4, 2][:len(run)]) / 10, mlp_gradients(params, X, labels)[0]))}",
        "on a steep slope":
            "params = {'W1': np.array([[0.01, -0.02], [0.03, 0.01]]), 'b1': np.zeros(2), 'W2': np.array([[2.0, -1.0], [-1.0, 1.5]]), 'b2': np.zeros(2)}\n"
            "def step(params, grads, state):\n"
            "    return {name: params[name] - 0.001 * grads[name] for name in params}, state\n"
            "train(params, np.array([[10.0, -20.0], [30.0, 5.0], [-20.0, 10.0]]), np.array([0, 1, 1]), step, 2, 3, np.random.default_rng(4))",
        "when the loss is close to zero from the start":
            "params = {'W1': np.array([[0.5, -1.0]]), 'b1': np.zeros(2), 'W2': np.array([[1.0, 0.5], [-0.5, 1.0]]), 'b2': np.array([12.0, 0.0])}\n"
            "def stand_still(params, grads, state):\n"
            "    return params, state\n"
            "len(train(params, np.array([[1.0], [-0.5]]), np.array([0, 0]), stand_still, 3, 2, np.random.default_rng(5))[1])",
    }

    def problem(self, rng, m=9, k=3):
        return initial_params((m, 5, k), rng), np.eye(m), rng.integers(k, size=m)

    def watched(self, rng, m, epochs, batch_size):
        params, X, labels = self.problem(rng, m)
        calls = []

        def step(params, grads, state):
            made = {name: params[name] - 0.3 * grads[name] for name in params}, {"update": len(calls) + 1}
            calls.append((params, grads, state, made))
            return made

        trained, history = self.learner(params, X, labels, step, epochs, batch_size, np.random.default_rng(int(rng.integers(1000))))
        return params, X, labels, calls, trained, self.numbers(history)

    def batches(self, calls):
        return [np.flatnonzero(np.abs(grads["W1"]).sum(axis=1) > 0) for _, grads, _, _ in calls]

    def whole(self, rng):
        "trains right when a batch is everything"
        for batch_size in (9, 20):
            self.agree(*self.problem(rng), lambda params, grads, state: (
                {name: params[name] - 0.4 * grads[name] for name in params}, state), 4, batch_size, np.random.default_rng(3))

    def steep(self, rng):
        "gives step the whole gradient, also where the slope is steep"
        params, X, labels = self.problem(rng)
        given = params | {"W1": params["W1"] / 100, "W2": 10 * params["W2"]}, 30 * X, labels
        self.agree(*given, lambda params, grads, state: (
            {name: params[name] - 1e-3 * grads[name] for name in params}, state), 2, 9, np.random.default_rng(3))

    def small_loss(self, rng):
        "makes all its updates, also when the loss is close to zero"
        params, X, labels = self.problem(rng)
        params["b2"][0] += 14.0
        self.agree(params, X, 0 * labels, lambda params, grads, state: (
            {name: params[name] - 0.4 * grads[name] for name in params}, state), 3, 9, np.random.default_rng(3))

    def own_gradients(self, rng):
        "gives step the gradients of each batch at the present parameters, and notes the loss there"
        params, X, labels, calls, trained, history = self.watched(rng, 10, 2, 4)
        assert len(calls) == len(history) == 6
        for (now, grads, _, made), batch, loss in zip(calls, self.batches(calls), history):
            self.close(now, params)
            right = mlp_gradients(params, X[batch], labels[batch])
            self.close((loss, grads), right)
            params = made[0]
        self.close(trained, params)

    def every_example(self, rng):
        "uses every example once in each epoch, in batches of the right sizes"
        for m, epochs, batch_size, sizes in ((10, 3, 4, [4, 4, 2]), (8, 2, 4, [4, 4]), (5, 2, 1, [1] * 5), (6, 2, 10, [6])):
            _, _, _, calls, _, history = self.watched(rng, m, epochs, batch_size)
            batches = self.batches(calls)
            self.close([len(batch) for batch in batches], sizes * epochs)
            assert len(history) == len(batches)
            for first in range(0, len(batches), len(sizes)):
                assert sorted(np.concatenate(batches[first : first + len(sizes)])) == list(range(m))

    def shuffles(self, rng):
        "draws a new order in each epoch"
        orders = np.reshape(np.concatenate(self.batches(self.watched(rng, 12, 3, 1)[3])), (3, 12))
        self.close(np.sort(orders), [np.arange(12)] * 3)
        assert len({tuple(order) for order in [np.arange(12), *orders]}) == 4

    def memory(self, rng):
        "starts with an empty state and carries it from step to step, across epochs too"
        calls = self.watched(rng, 6, 3, 2)[3]
        assert dict(calls[0][2]) == {}
        self.close([dict(state) for _, _, state, _ in calls[1:]], [{"update": n} for n in range(1, 9)])

    def seeded(self, rng):
        "takes all its randomness from rng"
        params, X, labels = self.problem(rng, 12)
        frozen = lambda params, grads, state: (params, state)
        runs = [self.numbers(self.learner(params, X, labels, frozen, 2, 1, np.random.default_rng(seed))[1]) for seed in (4, 4, 5)]
        single = [mlp_gradients(params, X[i : i + 1], labels[i : i + 1])[0] for i in range(12)]
        self.close(sorted(runs[0]), sorted(2 * single))
        assert runs[0] == runs[1] and runs[0] != runs[2]

    def keeps_inputs(self, rng):
        "leaves params, X and labels unchanged"
        def step(params, grads, state):
            return {name: params[name] - 0.4 * grads[name] for name in params}, state

        self.agree(*self.problem(rng), step, 2, 9, np.random.default_rng(3))
        self.learner(*self.problem(rng), step, 2, 2, np.random.default_rng(3))
        self.kept()

    mistakes = [
        Mistake("no shuffling",
                "Every epoch goes through the examples as they lie. What happens to their order at the start of an epoch?",
                swap=("rng.permutation(len(labels))", "np.arange(len(labels))")),
        Mistake("one order for all epochs",
                "The order is drawn once and then kept. When should a new one be drawn?",
                code='''
                def train(params, X, labels, step, epochs, batch_size, rng):
                    state, history = {}, []
                    order = rng.permutation(len(labels))
                    for _ in range(epochs):
                        for first in range(0, len(labels), batch_size):
                            batch = order[first : first + batch_size]
                            loss, grads = mlp_gradients(params, X[batch], labels[batch])
                            history.append(loss)
                            params, state = step(params, grads, state)
                    return params, history
                '''),
        Mistake("labels not shuffled",
                "Pictures and labels have lost each other: one is taken in the new order, the other in the old one.",
                swap=("labels[batch])", "labels[first : first + batch_size])")),
        Mistake("last batch dropped",
                "When the batch size does not divide the number of examples, some are never used. Where do your batches end?",
                swap=("range(0, len(labels), batch_size)", "range(0, len(labels) - batch_size + 1, batch_size)")),
        Mistake("loss after the update",
                "The first loss in your history is already that of the second step. Is the loss noted before or after the update?",
                swap=("params, state = step(params, grads, state)",
                      "params, state = step(params, grads, state); history[-1] = mlp_gradients(params, X[batch], labels[batch])[0]")),
        Mistake("one loss for each epoch",
                "Your history has one number for each epoch. How many updates does an epoch have?",
                code='''
                def train(params, X, labels, step, epochs, batch_size, rng):
                    state, history = {}, []
                    for _ in range(epochs):
                        order = rng.permutation(len(labels))
                        for first in range(0, len(labels), batch_size):
                            batch = order[first : first + batch_size]
                            loss, grads = mlp_gradients(params, X[batch], labels[batch])
                            params, state = step(params, grads, state)
                        history.append(loss)
                    return params, history
                '''),
        Mistake("state forgotten at every step",
                "Each step starts without memory, so momentum and Adam can't work. Where does the state of the last step go?",
                swap=("= step(params, grads, state)", "= step(params, grads, {})")),
        Mistake("state forgotten at every epoch",
                "The optimizer loses its memory at the start of each epoch. How long does the state live?",
                swap=("order = rng.permutation(len(labels))", "order, state = rng.permutation(len(labels)), {}")),
        Mistake("parameters not taken over",
                "The parameters never change: what step returns is not used.",
                swap=("params, state = step(", "_, state = step(")),
        Mistake("gradient of all examples",
                "Each update uses all examples, so the batches have no effect. Which examples belong to a batch?",
                swap=("X[batch], labels[batch]", "X, labels")),
        Mistake("with replacement",
                "Some examples come twice in an epoch and others not at all. How do you draw an order, so that each comes once?",
                swap=("rng.permutation(len(labels))", "rng.integers(len(labels), size=len(labels))")),
        Mistake("global randomness",
                "The same seed gives another run each time. Which source of randomness were you handed?",
                swap=("rng.permutation(", "np.random.permutation(")),
        Mistake("a generator of its own",
                "Another seed gives the same run. You make your own source of randomness; which one were you handed?",
                swap=("state, history = {}, []", "state, history, rng = {}, [], np.random.default_rng(0)")),
        Mistake("one epoch short",
                "The run ends too soon. How many epochs does range give you?",
                swap=("range(epochs)", "range(1, epochs)")),
        Mistake("one epoch too many",
                "The run is an epoch too long.",
                swap=("range(epochs)", "range(epochs + 1)")),
        Mistake("one update for each epoch",
                "Each epoch makes a single update, with one batch. When is an epoch over?",
                swap=("range(0, len(labels), batch_size)", "range(0, 1)")),
        Mistake("number of batches for their size",
                "You cut the examples into `batch_size` parts. It says how many examples are in one.",
                code='''
                def train(params, X, labels, step, epochs, batch_size, rng):
                    state, history = {}, []
                    for _ in range(epochs):
                        for batch in np.array_split(rng.permutation(len(labels)), batch_size):
                            if len(batch):
                                loss, grads = mlp_gradients(params, X[batch], labels[batch])
                                history.append(loss)
                                params, state = step(params, grads, state)
                    return params, history
                '''),
        Mistake("batches of nearly equal size",
                "Your batches share the examples out evenly. Here all batches but the last have the full size.",
                code='''
                def train(params, X, labels, step, epochs, batch_size, rng):
                    state, history = {}, []
                    for _ in range(epochs):
                        for batch in np.array_split(rng.permutation(len(labels)), -(-len(labels) // batch_size)):
                            loss, grads = mlp_gradients(params, X[batch], labels[batch])
                            history.append(loss)
                            params, state = step(params, grads, state)
                    return params, history
                '''),
        Mistake("summed losses",
                "The losses in your history are sums over the batch. `mlp_gradients` returns a mean: leave it as it is.",
                swap=("history.append(loss)", "history.append(loss * len(batch))")),
        Mistake("only the parameters",
                "The history is missing. How many things does train return?",
                swap=("return params, history", "return params")),
        Mistake("results in the other order",
                "Both results are there, but in the other order.",
                swap=("return params, history", "return history, params")),
        Mistake("changes params",
                "The numbers are right, but the caller's own dictionary of parameters was changed: `update` writes into the one you were given.",
                swap=("params, state = step(params, grads, state)", "new, state = step(params, grads, state); params.update(new)")),
        Mistake("shuffles the caller's data",
                "The run is right, but the caller's own X and labels are in another order now.",
                code='''
                def train(params, X, labels, step, epochs, batch_size, rng):
                    state, history = {}, []
                    for _ in range(epochs):
                        order = rng.permutation(len(labels))
                        X[:], labels[:] = X[order], labels[order]
                        for first in range(0, len(labels), batch_size):
                            batch = slice(first, first + batch_size)
                            loss, grads = mlp_gradients(params, X[batch], labels[batch])
                            history.append(loss)
                            params, state = step(params, grads, state)
                    return params, history
                '''),
    ]
