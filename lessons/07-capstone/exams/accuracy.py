"""The share of right answers of a network."""

import numpy as np

from exam import Exam, Mistake


class AccuracyExam(Exam):
    examples = {
        "for three classes":
            "rng = np.random.default_rng(1)\n"
            "params = {'W1': rng.normal(size=(4, 6)), 'b1': rng.normal(size=6), 'W2': rng.normal(size=(6, 3)), 'b2': rng.normal(size=3)}\n"
            "accuracy(params, rng.normal(size=(200, 4)), rng.integers(3, size=200))",
        "for four classes":
            "rng = np.random.default_rng(2)\n"
            "params = {'W1': rng.normal(size=(2, 5)), 'b1': 2 * rng.normal(size=5), 'W2': rng.normal(size=(5, 4)), 'b2': 2 * rng.normal(size=4)}\n"
            "accuracy(params=params, X=3 * rng.normal(size=(150, 2)), labels=rng.integers(4, size=150))",
        "for a single example":
            "params = {'W1': np.array([[1.0, -2.0]]), 'b1': np.array([0.5, 0.0]), 'W2': np.array([[1.0, 0.0], [0.0, 1.0]]), 'b2': np.array([0.0, 0.25])}\n"
            "accuracy(params, np.array([[0.1]]), np.array([0]))",
        "when the first example has the largest score of all":
            "params = {'W1': np.array([[1.0, -2.0]]), 'b1': np.array([0.5, 0.0]), 'W2': np.array([[1.0, 0.0], [0.0, 1.0]]), 'b2': np.array([0.0, 0.25])}\n"
            "accuracy(params, np.array([[-1.0], [0.5], [2.0], [-0.8]]), np.array([1, 0, 0, 0]))",
    }

    def network(self, rng, d=4, h=6, k=3):
        shapes = dict(W1=(d, h), b1=(h,), W2=(h, k), b2=(k,))
        return {name: 1.5 * rng.normal(size=shape) for name, shape in shapes.items()}

    def answers(self, params, X):
        hidden = np.tanh(X @ params["W1"] + params["b1"])
        return np.argmax(hidden @ params["W2"] + params["b2"], axis=1)

    def any_labels(self, rng):
        "is right for networks of several sizes"
        for d, h, k in ((4, 6, 3), (2, 9, 5), (7, 2, 2)):
            self.agree(self.network(rng, d, h, k), rng.normal(size=(120, d)), rng.integers(k, size=120))

    def the_digits(self, rng):
        "is right on the digits"
        from course.data import digits
        from course.network import initial_params
        self.agree(initial_params((64, 12, 10), rng), digits().X_test, digits().labels_test)

    def all_right(self, rng):
        "is 1 when every answer is right, and 0 when none is"
        params, X = self.network(rng), rng.normal(size=(40, 4))
        right = self.answers(params, X)
        self.close(self.learner(params, X, right), 1.0)
        self.close(self.learner(params, X, (right + 1) % 3), 0.0)

    def some_right(self, rng):
        "counts the right answers"
        params, X = self.network(rng), rng.normal(size=(40, 4))
        labels = self.answers(params, X)
        labels[:7] = (labels[:7] + 1) % 3
        self.close(self.learner(params=params, X=X, labels=labels), 33 / 40)

    def one_example(self, rng):
        "is 0 or 1 for a single example"
        params, X = self.network(rng), rng.normal(size=(1, 4))
        right = self.answers(params, X)
        self.close(self.learner(params, X, right), 1.0)
        self.close(self.learner(params, X, (right + 1) % 3), 0.0)

    def keeps_inputs(self, rng):
        "leaves params, X and labels unchanged"
        self.unchanged(self.network(rng), rng.normal(size=(30, 4)), rng.integers(3, size=30))

    mistakes = [
        Mistake("counts instead of a share",
                "This is how many are right. Which share of all examples is that?",
                swap=("np.mean(", "np.sum(")),
        Mistake("percent",
                "This is in percent. The prompt asks for a number from 0 to 1.",
                swap=("float(np.mean(np.argmax(scores, axis=1) == labels))", "float(100 * np.mean(np.argmax(scores, axis=1) == labels))")),
        Mistake("error rate",
                "This is the share of wrong answers.",
                swap=("== labels", "!= labels")),
        Mistake("along the examples",
                "You look for the best example of each digit. Along which axis do the scores of one picture lie?",
                swap=("axis=1", "axis=0")),
        Mistake("over the whole array",
                "You look for one largest score in the whole array. How many answers are there for m pictures?",
                swap=("np.argmax(scores, axis=1)", "np.argmax(scores)")),
        Mistake("smallest score",
                "You pick the digit that the network finds least likely.",
                swap=("np.argmax", "np.argmin")),
        Mistake("no activation",
                "The hidden layer has lost its bend. What happens to X @ W1 + b1 before the second layer?",
                swap=("np.tanh(X @ params[\"W1\"] + params[\"b1\"])", "X @ params[\"W1\"] + params[\"b1\"]")),
        Mistake("another activation",
                "You use a ReLU. With which activation was this network described?",
                swap=("np.tanh(X @ params[\"W1\"] + params[\"b1\"])", "np.maximum(X @ params[\"W1\"] + params[\"b1\"], 0)")),
        Mistake("logistic activation",
                "You use the logistic function. It has the same shape as this network's activation, but not the same values.",
                swap=("np.tanh(X @ params[\"W1\"] + params[\"b1\"])", "1 / (1 + np.exp(-(X @ params[\"W1\"] + params[\"b1\"])))")),
        Mistake("no hidden bias",
                "Something is missing on the way into the hidden layer. Which four arrays does the network have?",
                swap=("X @ params[\"W1\"] + params[\"b1\"]", "X @ params[\"W1\"]")),
        Mistake("no output bias",
                "Something is missing on the way to the scores. Which four arrays does the network have?",
                swap=("hidden @ params[\"W2\"] + params[\"b2\"]", "hidden @ params[\"W2\"]")),
        Mistake("bias after the activation",
                "The hidden bias comes in after the activation. Where does the formula add it?",
                swap=("np.tanh(X @ params[\"W1\"] + params[\"b1\"])", "np.tanh(X @ params[\"W1\"]) + params[\"b1\"]")),
        Mistake("softmax along the examples",
                "A softmax would not change which score is largest, if it ran along the scores of one picture. Yours runs along the other axis.",
                swap=("np.argmax(scores, axis=1)", "np.argmax(np.exp(scores) / np.exp(scores).sum(axis=0), axis=1)")),
        Mistake("share of the right digit",
                "This is the mean share that the network gives to the right digit. Accuracy counts how often the right digit is first.",
                swap=("float(np.mean(np.argmax(scores, axis=1) == labels))",
                      "float(np.mean((np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))[np.arange(len(labels)), labels]))")),
        Mistake("one hit for each example",
                "These are the hits, one for each example. What is their share?",
                swap=("float(np.mean(np.argmax(scores, axis=1) == labels))", "np.argmax(scores, axis=1) == labels")),
        Mistake("the answers",
                "These are the network's answers. How many of them are right?",
                swap=("float(np.mean(np.argmax(scores, axis=1) == labels))", "np.argmax(scores, axis=1)")),
    ]
