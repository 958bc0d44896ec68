"""A network of the learner's own that reads digits: accuracy, epochs and randomness."""

import numpy as np

from course.data import digits
from exam import Exam, Mistake


class MyRunExam(Exam):
    results = ["params", "history"]
    slow = (
        "These are too many updates, or too large a network, for the time: "
        "use batches of at least 16 and a hundred hidden units at most."
    )
    examples = {
        "when 20 epochs run on all training digits":
            "from course import data\n"
            "X, labels, X_test, labels_test = data.digits()\n"
            "def told(returned):\n"
            "    if hasattr(returned, 'keys') and 'W1' in returned:\n"
            "        return 'the parameters alone'\n"
            "    if hasattr(returned[1], 'keys') and 'W1' in returned[1]:\n"
            "        return 'the parameters last'\n"
            "    params, history = returned\n"
            "    scores = np.tanh(X_test @ params['W1'] + params['b1']) @ params['W2'] + params['b2']\n"
            "    if scores.shape[1] != 10:\n"
            "        return f'{scores.shape[1]} scores for a digit'\n"
            "    right, end = np.mean(scores.argmax(axis=1) == labels_test), np.mean(history[-20:])\n"
            "    return 'at least 95 %' if right >= 0.95 else ' '.join([\n"
            "        'less than 5 %,' if right < 0.05 else 'less than 25 %,' if right < 0.25 else 'less than 95 %,',\n"
            "        'no losses' if not len(history) else 'few updates,' if len(history) < 100 else 'many updates,',\n"
            "        'low loss' if end < 0.15 else 'middling loss' if end < 2 else 'loss near 2.3' if end < 2.4 else 'high loss'])\n"
            "told(my_run(X, labels, 20, np.random.default_rng(1)))",
        "when runs with other labels, epochs and seeds are compared":
            "from course import data\n"
            "X, labels, X_test, labels_test = data.digits()\n"
            "X, labels = X[::2], labels[::2]\n"
            "def run(epochs, seed, labels):\n"
            "    return my_run(X, labels, epochs, np.random.default_rng(seed))\n"
            "(params, history), again, other = run(6, 1, 9 - labels), run(3, 1, labels)[1], run(3, 2, labels)[1]\n"
            "scores = np.tanh(X_test @ params['W1'] + params['b1']) @ params['W2'] + params['b2']\n"
            "{'losses in a row of floats': np.asarray(history).dtype.kind == 'f' and np.ndim(history) == 1,\n"
            " 'twice the epochs, twice the losses': len(history) == 2 * len(again) > 0,\n"
            " 'learns other labels': bool(np.mean(scores.argmax(axis=1) == 9 - labels_test) > np.mean(scores.argmax(axis=1) == labels_test)),\n"
            " 'the same again for the same seed': list(again) == list(run(3, 1, labels)[1]),\n"
            " 'another run for another seed': list(again) != list(other)}",
    }

    def share_right(self, params, X, labels):
        hidden = np.tanh(X @ np.asarray(params["W1"]) + np.asarray(params["b1"]))
        scores = hidden @ np.asarray(params["W2"]) + np.asarray(params["b2"])
        assert scores.shape == (len(labels), 10)
        return np.mean(np.argmax(scores, axis=1) == labels)

    def tested(self, seed, names=np.arange(10)):
        X, labels, X_test, labels_test = digits()
        params, _ = self.learner(X, names[labels], 20, np.random.default_rng(seed))
        return self.share_right(params, X_test, names[labels_test])

    def part(self, epochs, seed):
        X, labels, _, _ = digits()
        params, history = self.learner(X[::3], labels[::3], epochs, np.random.default_rng(seed))
        return self.share_right(params, X[::3], labels[::3]), self.numbers(history)

    def reaches(self):
        "gets at least 95 % of the test digits right after 20 epochs"
        self.at_least(self.tested(11), 0.95)

    def reaches_again(self):
        "gets there from another seed, too"
        self.at_least(self.tested(12), 0.95)

    def other_names(self, rng):
        "learns the labels that it is given, whatever they are called"
        self.at_least(self.tested(13, rng.permutation(10)), 0.95)

    def counts_epochs(self):
        "makes as many epochs as it is asked for, and notes a loss for each update"
        _, one = self.part(1, 14)
        share, four = self.part(4, 14)
        self.at_least(share, 0.2)
        assert 0 < 4 * len(one) == len(four)
        assert np.isfinite(four).all() and np.mean(four[-len(one) :]) < np.mean(four[: len(one)])

    def seeded(self):
        "takes all its randomness from rng"
        share, once = self.part(4, 15)
        self.at_least(share, 0.2)
        assert once == self.part(4, 15)[1] and once != self.part(4, 16)[1]

    def keeps_inputs(self):
        "leaves X and labels unchanged"
        X, labels, X_test, labels_test = digits()
        params, _ = self.learner(X, labels, 4, np.random.default_rng(17))
        self.at_least(self.share_right(params, X_test, labels_test), 0.2)
        self.kept()

    mistakes = [
        Mistake("not trained",
                "These are the weights as they were drawn. What has to happen between drawing them and returning them?",
                swap=("return train(begin, X, labels, step, epochs, batch_size=64, rng=rng)", "return begin, []")),
        Mistake("learning rate far too small",
                "The loss falls, but it has not come far by the end of the run. Which number sets the pace?",
                swap=("0.1 * grads", "0.0003 * grads")),
        Mistake("learning rate far too large",
                "The loss ends higher than it began: the steps are too long and throw the weights about.",
                swap=("0.1 * grads", "30.0 * grads")),
        Mistake("all weights zero",
                "The loss hardly moves from 2.3. When all weights are equal, all hidden units are too, and no gradient tells them apart. What should training start from?",
                swap=("begin = initial_params((64, 32, 10), rng)",
                      "begin = {name: 0 * value for name, value in initial_params((64, 32, 10), rng).items()}")),
        Mistake("uphill",
                "The network gets worse than guessing: it climbs. Look at the sign of the step.",
                swap=("params[name] - velocity[name]", "params[name] + velocity[name]")),
        Mistake("one batch with everything",
                "There are very few updates: a batch holds all examples. What would smaller batches give you for the same number of epochs?",
                swap=("batch_size=64", "batch_size=10**6")),
        Mistake("other pixels than the test's",
                "The loss is low, and the accuracy is not. The network has been trained on pictures on another scale than those it is asked about.",
                swap=("train(begin, X,", "train(begin, 1 - X,")),
        Mistake("always 20 epochs",
                "The run is always equally long. Who says how many epochs there are?",
                swap=("epochs, batch_size=64", "20, batch_size=64")),
        Mistake("a single epoch",
                "There is one epoch, however many are asked for.",
                swap=("epochs, batch_size=64", "1, batch_size=64")),
        Mistake("a seed of its own",
                "Another seed gives the same run: you make your own source of randomness. Which one were you handed?",
                swap=("begin =", "rng = np.random.default_rng(0); begin =")),
        Mistake("no seed at all",
                "The same seed gives another run each time. Where does your randomness come from?",
                swap=("begin =", "rng = np.random.default_rng(); begin =")),
        Mistake("other digits than those given",
                "The accuracy is good on the digits you loaded yourself. The tests hand in some of their own: is what you were given used at all?",
                code='''
                from course.data import digits

                def my_run(X, labels, epochs, rng):
                    def step(params, grads, state):
                        velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] for name in params}
                        return {name: params[name] - velocity[name] for name in params}, velocity

                    X, labels, _, _ = digits()
                    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 64, rng)
                '''),
        Mistake("only the parameters",
                "The history is missing. How many things does `train` return?",
                swap=("rng=rng)\n", "rng=rng)[0]\n")),
        Mistake("results in the other order",
                "Both results are there, but in the other order.",
                swap=("rng=rng)\n", "rng=rng)[::-1]\n")),
        Mistake("changes the pictures",
                "The network is good, but the caller's own X was changed on the way: operators like *= write into the array that you were given.",
                code='''
                def my_run(X, labels, epochs, rng):
                    def step(params, grads, state):
                        velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] for name in params}
                        return {name: params[name] - velocity[name] for name in params}, velocity

                    X *= 0.999
                    return train(initial_params((64, 32, 10), rng), X, labels, step, epochs, 64, rng)
                '''),
    ]
