"""One epoch of steps: each from where the last one ended, and each example used once."""

import numpy as np

from exam import Exam, Mistake


class SgdEpochExam(Exam):
    examples = {
        # all the data in one batch
        "when one batch holds all examples":
            "X, y = np.array([[1.0, 0.5, -2.0], [1.0, -1.5, 0.25], [1.0, 2.0, 1.5]]), np.array([1.0, -0.5, 4.25])\n"
            "def mse_gradient(theta, Xb, yb):\n"
            "    return Xb.T @ (Xb @ theta - yb) / len(yb)\n"
            "sgd_epoch(mse_gradient, np.array([1.0, -2.0, 0.75]), X, y, lr=0.25, batch_size=3, rng=np.random.default_rng(1))",
        # each update takes off a tenth of theta
        "when each of three batches moves theta":
            "sgd_epoch(grad_f=lambda theta, Xb, yb: theta, theta=np.array([1.0, -2.0]), X=np.zeros((9, 2)), y=np.zeros(9),"
            " lr=0.1, batch_size=3, rng=np.random.default_rng(2))",
        # theta counts: minus the updates, minus the examples they saw
        "when the last batch is smaller":
            "X, y = np.zeros((11, 2)), np.zeros(11)\n"
            "sgd_epoch(lambda theta, Xb, yb: np.array([1.0, len(yb)]), np.zeros(2), X, y, 1.0, 4, np.random.default_rng(3))",
        # which labels, in which order?
        "when the batches that grad_f gets are looked at":
            "y = np.arange(40)\n"
            "X, seen = np.column_stack([10 * y, 1 + 0 * y]), []\n"
            "def grad_f(theta, Xb, yb):\n"
            "    seen.append((Xb[:, 0], yb))\n"
            "    return 1 + 0 * theta\n"
            "sgd_epoch(grad_f, np.zeros(2), X, y, 0.1, 5, np.random.default_rng(4))\n"
            "labels = [int(label) for rows, batch in seen for label in batch]\n"
            "{'every label once': sorted(labels) == list(range(40)), 'one gradient a batch': len(seen) == 8, 'shuffled': labels != sorted(labels),"
            " 'pairs kept': all(np.array_equal(rows, 10 * batch) for rows, batch in seen)}",
        # does the order come from rng?
        "when it is called again with the same seed, and with another":
            "def order(seed):\n"
            "    seen = []\n"
            "    def grad_f(theta, Xb, yb):\n"
            "        seen.extend(int(label) for label in yb)\n"
            "        return 0 * theta\n"
            "    sgd_epoch(grad_f, np.zeros(1), np.zeros((40, 1)), np.arange(40), 0.1, 6, np.random.default_rng(seed))\n"
            "    return seen\n"
            "{'same seed, same order': order(5) == order(5), 'other seed, other order': order(5) != order(6)}",
        "where the slope is steep":
            "sgd_epoch(lambda theta, Xb, yb: 50 * theta, np.array([3.0, -1.0]), np.zeros((4, 1)), np.zeros(4), 0.01, 2, np.random.default_rng(6))",
    }

    def data(self, rng, m, d=2):
        return rng.normal(size=(m, d)), rng.normal(size=m)

    def slope(self, theta, Xb, yb):
        return Xb.T @ (Xb @ theta - yb) / len(yb)

    def follow(self, rng, m=30, batch_size=7, lr=0.15, seed=5):
        # start and end of an epoch, and all calls of grad_f in it
        calls, y = [], np.arange(m)
        X = np.column_stack([rng.normal(size=m), 0.1 * y])

        def noted(theta, Xb, yb):
            grad = np.array([np.mean(Xb[:, 0]), 0.3]) + 0.5 * np.asarray(theta)
            calls.append((np.array(theta), np.array(Xb), np.array(yb), grad))
            return grad.copy()

        start = rng.normal(size=2)
        end = self.learner(noted, start, X, y, lr, batch_size, np.random.default_rng(seed))
        assert calls and np.shape(end) == (2,)
        return X, start, np.asarray(end), calls

    def whole_batch(self, rng):
        "is one step of batch gradient descent when the batch holds all the data"
        for m, d in ((6, 2), (15, 4), (4, 1)):
            X, y = self.data(rng, m, d)
            self.agree(self.slope, rng.normal(size=d), X, y, rng.uniform(0.05, 0.3), m, np.random.default_rng(1))

    def chain_of_updates(self, rng):
        "takes each gradient where the update before it ended, and steps against it by lr"
        for m, batch_size in ((30, 7), (12, 3), (8, 1)):
            _, theta, end, calls = self.follow(rng, m, batch_size)
            for at, _, _, grad in calls:
                self.close(at, theta)
                theta = theta - 0.15 * grad
            self.close(end, theta)

    def shrinks(self, rng):
        "makes as many updates as there are batches, each from the last one's theta"
        for m, batch_size in ((9, 3), (20, 1), (10, 4)):
            X, y = self.data(rng, m, 3)
            self.agree(grad_f=lambda theta, Xb, yb: 0.5 * theta, theta=rng.normal(size=3), X=X, y=y,
                       lr=0.2, batch_size=batch_size, rng=np.random.default_rng(2))

    def steep(self, rng):
        "makes long steps where the slope is steep"
        X, y = self.data(rng, 6)
        self.agree(lambda theta, Xb, yb: 300 * theta, 1 + rng.uniform(size=2), X, y, 0.001, 2, np.random.default_rng(4))

    def calls_once_a_batch(self, rng):
        "asks for one gradient a batch, with batches of the right size, the smaller one last"
        for m, batch_size in ((30, 7), (12, 4), (5, 1)):
            calls = self.follow(rng, m, batch_size)[-1]
            rest = [m % batch_size] if m % batch_size else []
            self.close([len(yb) for _, _, yb, _ in calls], [batch_size] * (m // batch_size) + rest)

    def every_example(self, rng):
        "uses every example once in the epoch, each row with its own entry of y"
        for m, batch_size in ((30, 7), (16, 4)):
            X, _, _, calls = self.follow(rng, m, batch_size)
            labels = np.concatenate([yb for _, _, yb, _ in calls])
            assert sorted(labels.tolist()) == list(range(m))
            self.close(np.concatenate([Xb for _, Xb, _, _ in calls]), X[labels])

    def shuffled(self, rng):
        "shuffles with rng: the same state gives the same order, another one gives another"
        first, again, other = (
            np.concatenate([yb for _, _, yb, _ in self.follow(rng, 60, 8, seed=seed)[-1]]).tolist() for seed in (1, 1, 2)
        )
        self.close(sorted(first), list(range(60)))
        assert first == again
        assert first != other
        assert first != sorted(first)

    def keeps_inputs(self, rng):
        "leaves theta, X and y unchanged"
        X, y = self.data(rng, 12)
        self.unchanged(self.slope, rng.normal(size=2), X, y, 0.1, 12, np.random.default_rng(3))
        self.unchanged(lambda theta, Xb, yb: theta, rng.normal(size=2), X, y, 0.1, 4, np.random.default_rng(3))

    mistakes = [
        Mistake("gradient kept from the epoch's start",
                "All gradients of the epoch are taken at its first theta. Where does the second update stand when it looks at the slope?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    start = theta
                    for Xb, yb in minibatches(X, y, batch_size, rng):
                        theta = theta - lr * grad_f(start, Xb, yb)
                    return theta
                '''),
        Mistake("every update from the start",
                "Only the last batch leaves a trace: each update sets out from the epoch's first theta again.",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    for Xb, yb in minibatches(X, y, batch_size, rng):
                        new = theta - lr * grad_f(theta, Xb, yb)
                    return new
                '''),
        Mistake("one update with the mean",
                "The batches' gradients are averaged, and one update is made at the end. That is batch gradient descent, whatever the batch size. When should theta move?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    grads = [grad_f(theta, Xb, yb) for Xb, yb in minibatches(X, y, batch_size, rng)]
                    return theta - lr * np.mean(grads, axis=0)
                '''),
        Mistake("first batch only",
                "One update, and the epoch is over. Where does the return stand?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    for Xb, yb in minibatches(X, y, batch_size, rng):
                        theta = theta - lr * grad_f(theta, Xb, yb)
                        return theta
                '''),
        Mistake("full gradient at every update",
                "Each update looks at all the data. Which examples should it look at?",
                swap=("grad_f(theta, Xb, yb)", "grad_f(theta, X, y)")),
        Mistake("sums over the batch",
                "The step is as many times too long as the batch has examples. grad_f gives the mean already.",
                swap=("lr * grad_f", "lr * len(yb) * grad_f")),
        Mistake("mean of the mean",
                "The step is divided by the number of examples in the batch. What does grad_f do about them already?",
                swap=("lr * grad_f(theta, Xb, yb)", "lr * grad_f(theta, Xb, yb) / len(yb)")),
        Mistake("divided by m",
                "The step is divided by the number of all examples. What does grad_f average over?",
                swap=("lr * grad_f(theta, Xb, yb)", "lr * grad_f(theta, Xb, yb) / len(y)")),
        Mistake("weighted by the batch's share",
                "Each step is scaled by the batch's share of the data, as if the updates were parts of one full gradient. They are steps of their own.",
                swap=("lr * grad_f(theta, Xb, yb)", "lr * grad_f(theta, Xb, yb) * len(yb) / len(y)")),
        Mistake("smaller steps for a smaller batch",
                "The last, smaller batch makes a shorter step. Its gradient is a mean like any other.",
                swap=("lr * grad_f(theta, Xb, yb)", "lr * grad_f(theta, Xb, yb) * len(yb) / batch_size")),
        Mistake("no learning rate",
                "Each step has the gradient's full length. What sets how long a step is?",
                swap=("lr * grad_f", "grad_f")),
        Mistake("uphill",
                "Theta climbs. The gradient points uphill: look at the sign in front of it.",
                swap=("theta - lr", "theta + lr")),
        Mistake("no shuffle",
                "The batches come in the data's own order. What should happen at the start of each epoch?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    for start in range(0, len(y), batch_size):
                        Xb, yb = X[start:start + batch_size], y[start:start + batch_size]
                        theta = theta - lr * grad_f(theta, Xb, yb)
                    return theta
                '''),
        Mistake("global random state",
                "The order does not come from rng, so a run can't be repeated. Where do you draw it?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    order = np.random.permutation(len(y))
                    for start in range(0, len(y), batch_size):
                        batch = order[start:start + batch_size]
                        theta = theta - lr * grad_f(theta, X[batch], y[batch])
                    return theta
                '''),
        Mistake("a seed of its own",
                "The order is the same whatever rng is given, so every epoch is dealt alike. Which generator do your batches get?",
                swap=("in minibatches(X, y, batch_size, rng)", "in minibatches(X, y, batch_size, np.random.default_rng(0))")),
        Mistake("last batch dropped",
                "The examples that do not fill a whole batch are left out. They are as good as the others.",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    order = rng.permutation(len(y))
                    for start in range(0, len(y) - batch_size + 1, batch_size):
                        batch = order[start:start + batch_size]
                        theta = theta - lr * grad_f(theta, X[batch], y[batch])
                    return theta
                '''),
        Mistake("drawn with replacement",
                "Some examples come several times in the epoch, and others never. Is the deck dealt here, or is each card put back?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    left = len(y)
                    while left > 0:
                        batch = rng.integers(len(y), size=min(batch_size, left))
                        theta = theta - lr * grad_f(theta, X[batch], y[batch])
                        left -= batch_size
                    return theta
                '''),
        Mistake("pairs torn apart",
                "Rows and labels come in different orders. Which label belongs to which row?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    order, other = rng.permutation(len(y)), rng.permutation(len(y))
                    for start in range(0, len(y), batch_size):
                        Xb, yb = X[order[start:start + batch_size]], y[other[start:start + batch_size]]
                        theta = theta - lr * grad_f(theta, Xb, yb)
                    return theta
                '''),
        Mistake("two epochs",
                "All is done twice. How many times does an example come up in one epoch?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    for epoch in range(2):
                        for Xb, yb in minibatches(X, y, batch_size, rng):
                            theta = theta - lr * grad_f(theta, Xb, yb)
                    return theta
                '''),
        Mistake("returns the path",
                "You return every theta on the way. The prompt asks for the last one.",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    path = [theta]
                    for Xb, yb in minibatches(X, y, batch_size, rng):
                        path.append(path[-1] - lr * grad_f(path[-1], Xb, yb))
                    return np.array(path)
                '''),
        Mistake("changes theta",
                "The result is right, but the caller's own theta was moved along. What does -= do to an array that you were given?",
                code='''
                def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
                    for Xb, yb in minibatches(X, y, batch_size, rng):
                        theta -= lr * grad_f(theta, Xb, yb)
                    return theta
                '''),
    ]
