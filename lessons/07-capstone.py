# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07 · Train a classifier with your own optimizers
#
# You have a likelihood and its negative logarithm (01), a gradient (02), a way to push it back through a network (03), batches (04), a ball that rolls (05) and a step size for every parameter (06).
# All of it was tried on valleys that we drew ourselves.
#
# Is that enough to teach a computer to read? There is no library in this lesson that trains for you. There are 1797 small pictures of handwritten digits, NumPy, and what you wrote.
#
# **You will be able to**
#
# - train a two-layer network on real data, from random weights to more than 95 % right on digits it has never seen;
# - plug any optimizer into one training loop;
# - compare optimizers fairly, and say in words why one of them won;
# - look at what the network gets wrong, and at the landscape it came down.
#
# **You need** the ideas of lessons 03 to 06. Their code that we need is given here, so this lesson runs alone.
#
# About an hour. Four exercises and a paragraph make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $X$ | `X` | the pictures, `(m, 64)`: one a row, each pixel from 0 (paper) to 1 (ink) |
# | $y$ | `labels` | which digit each one is, `(m,)`, whole numbers from 0 to 9 |
# | $W_1, b_1, W_2, b_2$ | `params` | a dictionary with the keys `W1`, `b1`, `W2`, `b2` |
# | $H$ | `hidden` | values of the hidden layer, `(m, 32)` |
# | $S$ | `scores` | one score for each digit, `(m, 10)` |
# | $J$ | `loss` | mean cross-entropy, the cost |
# | $\nabla J$ | `grads` | its gradient, a dictionary with the keys of `params` |
# | | `state` | what an optimizer remembers from step to step |
# | $\eta,\ \gamma,\ \beta_1,\ \beta_2$ | `lr`, `gamma`, `beta1`, `beta2` | as in lessons 05 and 06 |

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, data, training
from course.network import initial_params, mlp_gradients

# %% [markdown]
# ## 1 · The digits
#
# In the 1990s, 43 people filled in forms with digits, and E. Alpaydin and C. Kaynak made 8×8 pictures of them. We use 1797 of these, by 13 of the writers: 1442 to learn from, and 355 to test on.
# The test digits are locked away: we look at them only to see how good we are.

# %%
X, labels, X_test, labels_test = data.digits()

fig, axes = plt.subplots(2, 10, figsize=(8, 2), layout="constrained")
for ax, picture, label in zip(axes.flat, X, labels):
    ax.imshow(picture.reshape(8, 8), cmap="gray_r")
    ax.set(title=label, xticks=[], yticks=[])
X.shape, X_test.shape

# %% [markdown]
# Could *you* read them all? Some are hard. A picture of 64 numbers is all that the network will ever see of a digit; it does not know that pixels have neighbours.

# %% [markdown]
# ## 2 · The network
#
# It is lesson 03's. One hidden layer of 32 units, and a score for each digit:
#
# $$H = \tanh(X W_1 + b_1) \qquad\qquad S = H W_2 + b_2$$
#
# The softmax turns the ten scores of a picture into ten shares that add up to 1, and the cost is the mean negative logarithm of the right digit's share:
#
# $$p_{ik} = \frac{e^{S_{ik}}}{\sum_j e^{S_{ij}}} \qquad\qquad J = -\frac1m \sum_{i=1}^m \log p_{i y_i}$$
#
# It is the negative log-likelihood of lesson 01, with the softmax as the model of how labels come about.
#
# `mlp_gradients(params, X, labels)` returns $J$ and its gradient. You built it in lesson 03; if yours is at hand, paste it here and use it.
# `initial_params(sizes, rng)` draws small random weights to start from.
#
# **Predict.** At the start the network knows nothing. Which share does it give the right digit, about, and so how large is $J$?

# %%
start = initial_params((64, 32, 10), np.random.default_rng(0))
loss, grads = mlp_gradients(start, X, labels)
round(loss, 2), {name: grad.shape for name, grad in grads.items()}

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# About a tenth, so $J \approx -\log\frac1{10} = 2.30$.
# Remember that number. A loss of 2.3 with ten classes means that nothing has been learned yet.
#
# </details>

# %% [markdown]
# ## 3 · How good is it?
#
# The network's answer is the digit with the largest score. The **accuracy** is the share of pictures for which that is the right one.
#
# Why train on the cross-entropy then, and not on the accuracy itself? Move a weight a little, and no answer changes: the accuracy stays exactly the same. It is a staircase, and its gradient is zero wherever it has one.
# The cross-entropy sees that a share went from 0.4 to 0.41. We go down what has a slope, and we read off what we care about.

# %% [markdown]
# ### Exercise 1 · Accuracy
#
# Write `accuracy(params, X, labels)`: the share of the examples whose largest score belongs to their label.
#
# $$S = \tanh(X W_1 + b_1)\,W_2 + b_2$$
#
# - `params` holds `W1` `(d, h)`, `b1` `(h,)`, `W2` `(h, k)`, `b2` `(k,)`; the tests use other sizes than 64, 32 and 10, too.
# - `X` is `(m, d)`, `labels` is `(m,)` with whole numbers from 0 to $k - 1$, $m \ge 1$.
# - Return a number from 0 to 1. Leave everything you are given as it is.
#
# *(2 points)*

# %% nbgrader={"grade": false, "grade_id": "07-accuracy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy(params, X, labels):
    """Share of the examples (m, d) that the network classifies as in labels (m,), from 0 to 1."""
    ### BEGIN SOLUTION
    hidden = np.tanh(X @ params["W1"] + params["b1"])
    scores = hidden @ params["W2"] + params["b2"]
    return float(np.mean(np.argmax(scores, axis=1) == labels))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "07-accuracy-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(accuracy)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class AccuracyExam(Exam):
    examples = [
        "rng = np.random.default_rng(1)\n"
        "params = {'W1': rng.normal(size=(4, 6)), 'b1': rng.normal(size=6), 'W2': rng.normal(size=(6, 3)), 'b2': rng.normal(size=3)}\n"
        "accuracy(params, rng.normal(size=(200, 4)), rng.integers(3, size=200))",
        "rng = np.random.default_rng(2)\n"
        "params = {'W1': rng.normal(size=(2, 5)), 'b1': 2 * rng.normal(size=5), 'W2': rng.normal(size=(5, 4)), 'b2': 2 * rng.normal(size=4)}\n"
        "accuracy(params=params, X=3 * rng.normal(size=(150, 2)), labels=rng.integers(4, size=150))",
        "params = {'W1': np.array([[1.0, -2.0]]), 'b1': np.array([0.5, 0.0]), 'W2': np.array([[1.0, 0.0], [0.0, 1.0]]), 'b2': np.array([0.0, 0.25])}\n"
        "accuracy(params, np.array([[0.1]]), np.array([0]))",
    ]

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
### END HIDDEN TESTS

# %%
try:
    print(f"before training: {accuracy(start, X_test, labels_test):.3f} of the test digits are right")
except NotImplementedError:
    print("This number waits for accuracy.")

# %% [markdown]
# A tenth would be pure luck, and an untrained network is about as good as that. Now let it learn.

# %% [markdown]
# ## 4 · One loop for every optimizer
#
# Training is the same few lines, whatever the optimizer:
#
# 1. In each **epoch**, put the examples in a new random order.
# 2. Cut them into batches (lesson 04). Every example comes once; the last batch may be smaller.
# 3. For each batch: loss and gradients at the present parameters. Write down the loss. Let the optimizer make one step.
#
# The optimizer is a function that you hand in. It gets the parameters, the gradients and whatever it remembers, and returns new parameters and a new memory:
#
# $$\texttt{step(params, grads, state)} \to \texttt{(params, state)}$$
#
# At first it remembers nothing: `state` is `{}`. What is in it later is the optimizer's own business. The loop only carries it from step to step.
# With that, the same loop runs plain SGD, momentum, Adam, and whatever is invented next year.

# %% [markdown]
# ### Exercise 2 · The training loop
#
# Write `train(params, X, labels, step, epochs, batch_size, rng)`. It returns `(params, history)`: the trained parameters, and a list or an array with the loss of each batch **before** the update that it caused.
#
# - `params` is a dictionary as above, `X` is `(m, d)`, `labels` is `(m,)`. Leave all three as they are.
# - `mlp_gradients(params, X_batch, labels_batch)` gives the mean loss of a batch and its gradients.
# - `step(params, grads, state)` returns new `(params, state)`. At the first update of the run `state` is `{}`; after that it is what the last step returned, across epochs too.
# - Each epoch goes through **all** examples once, in an order newly drawn from `rng`, in batches of `batch_size`. A picture keeps its label. If `batch_size` does not divide $m$, the last batch is smaller; it may also be larger than $m$.
# - All randomness comes from `rng`, a NumPy `Generator`, such as `rng.permutation(m)`. Any order drawn from it is right: the tests don't expect a particular one.
# - `history` has one number for each update. The parameters have the keys and shapes of those that came in.
#
# *(5 points)*

# %% nbgrader={"grade": false, "grade_id": "07-train-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(params, X, labels, step, epochs, batch_size, rng):
    """Train with mini-batches. Returns (params, history), history with the loss before each update.

    step(params, grads, state) returns (params, state); state is {} at first.
    """
    ### BEGIN SOLUTION
    state, history = {}, []
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for first in range(0, len(labels), batch_size):
            batch = order[first : first + batch_size]
            loss, grads = mlp_gradients(params, X[batch], labels[batch])
            history.append(loss)
            params, state = step(params, grads, state)
    return params, history
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "07-train-check", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(train)
### BEGIN HIDDEN TESTS
from course.network import initial_params, mlp_gradients
from grader.exam import Exam, Mistake


class TrainExam(Exam):
    lends = ["accuracy"]
    examples = [
        "from course.network import initial_params\n"
        "rng = np.random.default_rng(1)\n"
        "params, X, labels = initial_params((3, 4, 2), rng), rng.normal(size=(6, 3)), np.array([0, 1, 1, 0, 1, 0])\n"
        "def step(params, grads, state):\n"
        "    count = state.get('count', 0) + 1\n"
        "    return {name: params[name] - 0.5 * count * grads[name] for name in params}, {'count': count}\n"
        "returned = train(params, X, labels, step, epochs=3, batch_size=6, rng=rng)\n"
        "returned, len(labels)",
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
    ]

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
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Your optimizers
#
# Here are plain SGD, momentum and Adam in the form that the loop wants. Each function takes the hyper-parameters and returns a `step`.
# They are lesson 05's and 06's rules, for dictionaries. If you wrote your own, put them here instead: this is their day.

# %%
def sgd(lr):
    def step(params, grads, state):
        return {name: params[name] - lr * grads[name] for name in params}, state
    return step

def momentum(lr, gamma=0.9):
    def step(params, grads, state):
        velocity = {name: gamma * state.get(name, 0.0) + lr * grads[name] for name in params}
        return {name: params[name] - velocity[name] for name in params}, velocity
    return step

# %%
def adam(lr, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(params, grads, state):
        t, new, m, v = state.get("t", 0) + 1, {}, {}, {}
        for name, g in grads.items():
            m[name] = beta1 * (state["m"][name] if state else 0.0) + (1 - beta1) * g
            v[name] = beta2 * (state["v"][name] if state else 0.0) + (1 - beta2) * g**2
            size = np.sqrt(v[name] / (1 - beta2**t)) + eps
            new[name] = params[name] - lr * m[name] / (1 - beta1**t) / size
        return new, {"t": t, "m": m, "v": v}
    return step

# %% [markdown]
# The first run: plain SGD, $\eta = 0.1$, 20 epochs in batches of 32. Your `train` runs in the next cell, and the picture grows while it does.
#
# On the left, pale, the loss of each batch; strong, the mean of the last 46, which make an epoch. On the right, how many of the *test* digits are right.
# Below, the test digits that are still misread at this moment, each with what it is and what the network takes it for.
#
# **Predict.** How many updates is that? What will the loss curve look like: smooth or rough? And what accuracy do you expect, 50 %, 80 %, more?

# %%
first = training(train, start, sgd(0.1), accuracy=accuracy, epochs=20, batch_size=32, seed=0)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 46 batches an epoch, the last one with two pictures only, make 920 updates. The pale curve is rough: each point is the loss of another 32 pictures, and their luck differs (lesson 04).
# In the first epoch it falls from 2.3 to about 1.4. In the end more than 95 % of digits that the network has never seen are right.
# It took less than a second: the picture holds back, so that you can watch. Press *Play* to see it again, and watch which digits come last.
# Then look again at the size of the code that did this.
#
# </details>

# %% [markdown]
# ## 6 · Your run
#
# Now take the wheel. Which optimizer, which learning rate, which batch size, how many hidden units?
#
# One rule keeps you honest: **choose by what the training digits tell you**, not by the test accuracy. Whoever tries twenty settings and keeps the one with the best test score has trained on the test, by hand.
# If you want to compare settings, hold back a part of the training digits and look at those.
#
# And mind the error bar. With 355 test digits and 97 % right, luck alone moves the accuracy by $\sqrt{0.97 \cdot 0.03/355} = 0.9$ percentage points. A difference of half a point is no difference.

# %% [markdown]
# ### Exercise 3 · Your run
#
# Write `my_run(X, labels, epochs, rng)`. It draws initial weights, trains a network on the digits it is given, with an optimizer of your choice, and returns what `train` returns: `(params, history)`.
# With 20 epochs, **at least 95 %** of the test digits must be right.
#
# - `X` is `(m, 64)`, `labels` is `(m,)` with whole numbers from 0 to 9. Leave both unchanged, and use no other digits than these.
# - It makes `epochs` passes through the data, so `history` is twice as long for twice as many.
# - All randomness comes from `rng`, for the initial weights and for the batches. The tests use several seeds.
# - `params` has the keys `W1`, `b1`, `W2`, `b2`; the number of hidden units is yours. The tests put the pixels into it as they come, from 0 to 1, and compute the accuracy themselves.
# - The labels may mean something else: in one test they are permuted, so that "3" is called 8, and so on. A network that learns from what it is given does not mind.
# - 20 epochs should take no more than a second or two. Batches of 16 or more, and up to about 100 hidden units, are fine; `check` stops after 3 seconds.
#
# You may call `initial_params`, your `train` and the optimizers above. When this exercise is graded, a mistake in `train` costs nothing here.
# If you write an optimizer of your own, put it into the answer cell. *(3 points)*

# %% nbgrader={"grade": false, "grade_id": "07-my_run-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def my_run(X, labels, epochs, rng):
    """Train a network on digits X (m, 64), labels (m,). Returns (params, history)."""
    ### BEGIN SOLUTION
    def step(params, grads, state):
        velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] for name in params}
        return {name: params[name] - velocity[name] for name in params}, velocity

    begin = initial_params((64, 32, 10), rng)
    return train(begin, X, labels, step, epochs, batch_size=64, rng=rng)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "07-my_run-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(my_run)
### BEGIN HIDDEN TESTS
from course.data import digits
from grader.exam import Exam, Mistake


class MyRunExam(Exam):
    lends = ["accuracy", "train"]
    examples = [
        "from course import data\n"
        "X, labels, X_test, labels_test = data.digits()\n"
        "def told(returned):\n"
        "    if 'W1' in returned:\n"
        "        return 'the parameters alone'\n"
        "    if 'W1' in returned[1]:\n"
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
    ]

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
### END HIDDEN TESTS

# %% [markdown]
# ### What it gets wrong
#
# *Your* run, from your weights, with your optimizer, and the test digits that it misreads: below each one the label, and what the network says.
#
# **Predict.** Which digits will it confuse? Would you have read them right?

# %%
mine = training(my_run, accuracy=accuracy, seed=1)

# %% [markdown]
# What did you see? Go back with *Play* and look for the digits that are learned last: they are the ones that still look odd at the end.
#
# Some of them you would misread as well. For a few there is no excuse, except that the network has only 32 hidden units and has never been told that pixels have neighbours.
#
# One more honest word. Our test digits were written by the same people as the training digits. Only the pictures are new, not the hands.
# Trained on some writers and tested on others, the same network gets about 90 %. *A test says how good you are on data like the test's.*

# %% [markdown]
# ## 7 · Who wins?
#
# Time for the race that this course has been leading up to. To be fair, all runners must have the same track: the same initial weights, and the same batches in the same order.
# So each run gets a **new** generator made from the same seed, `np.random.default_rng(seed)`. If they shared one generator, each would go on where the last one stopped, on other batches.

# %% [markdown]
# ### Exercise 4 · A fair comparison
#
# Write `compare(ax, steps, params, X, labels, epochs, batch_size, seed)`. It trains once with each optimizer, draws the losses, and returns them.
#
# - `steps` is a dictionary from names to step functions, such as `{"SGD": sgd(0.1), "Adam": adam(0.01)}`.
# - Every run starts from the same `params`, and draws its batches from its own `np.random.default_rng(seed)`.
# - Return a dictionary from each name to its history, a list or an array, as `train` returns it.
# - Draw each history on the axes `ax`, loss against updates, with one call of `ax.plot(history, label=name)`. Style, axis labels and a legend are up to you; call them on `ax`.
# - Leave `steps`, `params`, `X` and `labels` unchanged.
#
# You may call your `train`. When this exercise is graded, a mistake in it costs nothing here. *(2 points)*

# %% nbgrader={"grade": false, "grade_id": "07-compare-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compare(ax, steps, params, X, labels, epochs, batch_size, seed):
    """Train with each of steps (name -> step) on the same batches; draw and return the histories."""
    ### BEGIN SOLUTION
    histories = {}
    for name, step in steps.items():
        rng = np.random.default_rng(seed)
        _, history = train(params, X, labels, step, epochs, batch_size, rng)
        histories[name] = history
        ax.plot(history, label=name)
    ax.legend()
    return histories
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "07-compare-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(compare)
### BEGIN HIDDEN TESTS
from course.network import initial_params, mlp_gradients
from grader.exam import Exam, Mistake


class Mute:
    """Takes any call that a figure takes, and does nothing."""

    def __getattr__(self, wanted):
        if wanted.startswith("_"):
            raise AttributeError(wanted)
        return silence


class Sheet(Mute):
    """Stands for the axes: notes each line that is drawn, with its label."""

    def __init__(self, drawn=()):
        self.drawn = list(drawn)

    def plot(self, *given, **style):
        numbers = [one for one in given if type(one) is not str]
        self.drawn.append((style.get("label"), np.asarray(numbers[-1], dtype=float)))
        return [Mute()]

    def semilogy(self, *given, **style):
        return self.plot(*given, **style)


def silence(*given, **named):
    return None


class CompareExam(Exam):
    lends = ["accuracy", "train", "my_run"]
    examples = [
        "from course.network import initial_params\n"
        "class Paper:  # stands for the axes, and notes what is drawn\n"
        "    def __init__(self):\n"
        "        self.drawn = []\n"
        "    def plot(self, *given, label=None, **style):\n"
        "        self.drawn += [(label, list([one for one in given if not isinstance(one, str)][-1]))]\n"
        "        return [self]\n"
        "    def __getattr__(self, name):\n"
        "        if name.startswith('_'):\n"
        "            raise AttributeError(name)\n"
        "        return lambda *given, **named: None\n"
        "def sgd(lr):\n"
        "    return lambda params, grads, state: ({name: params[name] - lr * grads[name] for name in params}, state)\n"
        "rng = np.random.default_rng(1)\n"
        "given = initial_params((3, 4, 2), rng), rng.normal(size=(10, 3)), rng.integers(2, size=10)\n"
        "steps, paper = {'slow': sgd(0.1), 'fast': sgd(0.5), 'slow too': sgd(0.1)}, Paper()\n"
        "def told(paper, seed):\n"
        "    returned = compare(paper, steps, *given, epochs=2, batch_size=5, seed=seed)\n"
        "    return {name: list(run) for name, run in returned.items()} if returned is not None else dict.fromkeys(steps, [None])\n"
        "runs, others = told(paper, 3), told(Paper(), 4)\n"
        "{'losses': {name: len(run) for name, run in runs.items()},\n"
        " 'same start and batches for all': runs['slow'] == runs['slow too'],\n"
        " 'same first loss': runs['slow'][0] == runs['fast'][0],\n"
        " 'each optimizer has its own run': runs['slow'] != runs['fast'],\n"
        " 'the same again for the same seed': runs['slow'] == told(Paper(), 3)['slow'],\n"
        " 'other batches for another seed': runs['slow'] != others['slow'],\n"
        " 'drawn': [label for label, _ in paper.drawn],\n"
        " 'first line as returned': [line == runs['slow'] for _, line in paper.drawn[:1]],\n"
        " 'all lines as returned': all(label in runs and line == runs[label] for label, line in paper.drawn)}",
        "from course.network import initial_params\n"
        "params, X, labels = initial_params((2, 3, 2), np.random.default_rng(2)), np.array([[1.0, 2.0], [0.5, -1.0]]), np.array([0, 1])\n"
        "class Paper:\n"
        "    def __getattr__(self, name):\n"
        "        if name.startswith('_'):\n"
        "            raise AttributeError(name)\n"
        "        return lambda *given, **named: [self]\n"
        "def step(params, grads, state):\n"
        "    return {name: params[name] - grads[name] for name in params}, state\n"
        "compare(Paper(), {'GD': step, 'again': step}, params, X, labels, 3, 2, 0)",
    ]

    def steps(self):
        def plain(lr):
            return lambda at, slopes, state: ({name: at[name] - lr * slopes[name] for name in at}, state)

        def counting(params, grads, state):
            count = state.get("count", 0) + 1
            return {name: params[name] - 0.1 * count * grads[name] for name in params}, {"count": count}

        return {"slow": plain(0.1), "fast": plain(0.6), "counting": counting, "twin": plain(0.1), "still": plain(0.0)}

    def problem(self, rng, m=10):
        return initial_params((3, 4, 2), rng), rng.normal(size=(m, 3)), rng.integers(2, size=m)

    def run(self, rng, epochs=2, batch_size=5, seed=5, paper=None):
        params, X, labels = self.problem(rng)
        runs = self.learner(paper or Sheet(), self.steps(), params, X, labels, epochs, batch_size, seed)
        runs = {name: self.numbers(run) for name, run in runs.items()}
        if len(X) % batch_size == 0:  # batches of one size: where nothing moves, they add up to the whole
            self.close(np.mean(runs["still"]), mlp_gradients(params, X, labels)[0])
        return runs

    def whole_batches(self, rng):
        "gives the right losses when a batch is everything"
        given = self.problem(rng)
        runs = [one(Sheet(), self.steps(), *given, epochs=4, batch_size=10, seed=1) for one in (self.learner, self.reference)]
        self.close(runs[0], runs[1])

    def lengths(self, rng):
        "has a loss for every update of every optimizer"
        for epochs, batch_size, count in ((2, 4, 6), (3, 5, 6), (1, 1, 10)):
            runs = self.run(rng, epochs, batch_size)
            self.close({name: len(run) for name, run in runs.items()}, dict.fromkeys(self.steps(), count))

    def fair(self, rng):
        "gives all optimizers the same start and the same batches"
        runs = self.run(rng)
        assert runs["slow"] == runs["twin"] and runs["slow"] != runs["fast"]
        assert len({run[0] for run in runs.values()}) == 1

    def seeded(self, rng):
        "takes its batches from the seed"
        from copy import deepcopy
        once, again, other = (self.run(deepcopy(rng), batch_size=1, seed=seed) for seed in (5, 5, 6))
        assert len(once["slow"]) == 20 and once == again and once["slow"] != other["slow"]

    def draws(self, rng):
        "draws each history once, under its name"
        paper = Sheet()
        runs = self.run(rng, paper=paper)
        assert [label for label, _ in paper.drawn] == list(self.steps())
        for label, line in paper.drawn:
            self.close(line, np.array(runs[label]))

    def keeps_inputs(self, rng):
        "leaves params, X and labels unchanged"
        self.unchanged(Sheet(), self.steps(), *self.problem(rng), 2, 10, 7)

    mistakes = [
        Mistake("one generator for all",
                "The second optimizer gets other batches than the first. From which generator does each run draw, and how and where is it made?",
                code='''
                def compare(ax, steps, params, X, labels, epochs, batch_size, seed):
                    histories, rng = {}, np.random.default_rng(seed)
                    for name, step in steps.items():
                        _, histories[name] = train(params, X, labels, step, epochs, batch_size, rng)
                        ax.plot(histories[name], label=name)
                    return histories
                '''),
        Mistake("starts where the last one ended",
                "The second optimizer starts from the weights that the first one has trained. From where should it start?",
                swap=("_, history = train", "params, history = train")),
        Mistake("seed not used",
                "Another seed gives the same batches. Which seed were you given?",
                swap=("default_rng(seed)", "default_rng(0)")),
        Mistake("no seed",
                "Nothing ties the batches to the seed: each run is another one.",
                swap=("default_rng(seed)", "default_rng()")),
        Mistake("only the first optimizer",
                "There is only one run. Does the return stand inside the loop?",
                swap=("histories[name] = history\n        ax.plot(history, label=name)",
                      "histories[name] = history\n        ax.plot(history, label=name)\n        return histories")),
        Mistake("one optimizer for all",
                "All histories are the same: every run uses the same step. Which step belongs to which name?",
                swap=("labels, step, epochs", "labels, list(steps.values())[0], epochs")),
        Mistake("only the last losses",
                "These are the losses at the end. The figure needs all of them on the way.",
                swap=("histories[name] = history", "histories[name] = history[-1:]")),
        Mistake("parameters instead of histories",
                "These are the trained parameters. What does train return besides them?",
                swap=("_, history = train", "history, _ = train")),
        Mistake("all that train returns",
                "Each name holds the whole pair that train returns. Which part of it is the history?",
                swap=[("_, history = train(params, X, labels, step, epochs, batch_size, rng)",
                       "both = train(params, X, labels, step, epochs, batch_size, rng); history = both[1]"),
                      ("histories[name] = history", "histories[name] = both")]),
        Mistake("epochs and batch size swapped",
                "The number of losses is not right: epochs and batch size seem to have traded places.",
                swap=("epochs, batch_size, rng)", "batch_size, epochs, rng)")),
        Mistake("nothing drawn",
                "The histories are right, but nothing is drawn on `ax`.",
                swap=("ax.plot(history, label=name)", "pass")),
        Mistake("lines without names",
                "The lines are drawn, but without their names. What does a legend need to know?",
                swap=("ax.plot(history, label=name)", "ax.plot(history)")),
        Mistake("the same line each time",
                "Every line shows the history of the first optimizer.",
                swap=("ax.plot(history, label", "ax.plot(list(histories.values())[0], label")),
        Mistake("line of averages",
                "The lines are not the losses that you return: they have been smoothed on the way. Draw them as they are.",
                swap=("ax.plot(history, label", "ax.plot(np.cumsum(history) / np.arange(1, len(history) + 1), label")),
        Mistake("nothing returned",
                "The figure is drawn, and the histories are lost. What is asked for besides the picture?",
                swap=("    return histories", "    return None")),
        Mistake("a list",
                "The histories are there, without their names. What ties a history to its optimizer?",
                swap=("return histories", "return list(histories.values())")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### The race
#
# Three optimizers, with settings that people would call usual: SGD with $\eta = 0.1$, momentum with $\eta = 0.1$ and $\gamma = 0.9$, Adam with $\eta = 0.01$. First comes your figure, then the same race live.
#
# **Predict.** Draw the three curves in your mind, or on paper, before you run it. Who is ahead after 50 updates? Who has the lowest loss at the end? And who has the best accuracy on the test digits?

# %%
runners = {"SGD": sgd(0.1), "momentum": momentum(0.1), "Adam": adam(0.01)}
fig, ax = plt.subplots(figsize=(8, 3))
try:
    histories = compare(ax, runners, start, X, labels, 20, 32, seed=1)
    _ = ax.set(xlabel="update", ylabel="loss", yscale="log")
except NotImplementedError:
    plt.close(fig)
    print("The race waits for train and compare.")

# %% [markdown]
# So many batches, so much noise. The picture below adds the mean of each epoch, and the test. They train one after the other; when all are done, *Play* lets them run side by side.

# %%
race = training(train, start, runners, accuracy=accuracy, epochs=20, batch_size=32, seed=1)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Momentum and Adam leave SGD behind from the first epoch on, and end with a tenth of its loss. On the test digits the three are within a point and a half of each other: that may be luck.
# The last bit of training loss is not worth much on new digits.
#
# And the two bumps, in both curves at the same place? The last batch of an epoch has only two pictures, so each counts 16 times as much as in the others. Twice one of them was hard,
# its large gradient kicked the weights off their place, and the next twenty batches had to pay. Leave out these two updates, and both bumps are gone: we tried.
#
# And now the question that decides everything: was it fair? In the long run momentum with $\eta = 0.1$ and $\gamma = 0.9$ makes steps like SGD with $\eta/(1 - \gamma) = 1$ (lesson 05).
# Try `sgd(1.0)` in the race before you write the next answer.
#
# </details>

# %% [markdown] nbgrader={"grade": false, "grade_id": "07-why-task", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Question 5 · Why did the winner win?
#
# Write a paragraph of five to ten sentences, in your own words. A person reads it.
#
# - Who won your race, and by what measure? Use numbers from your own figure.
# - **Why?** Explain it by what the optimizer does to a step, not by its reputation.
# - Was the race fair? What would you change, and what do you expect to happen then? Say what you tried.
#
# *(2 points, graded by hand)*
#
# ### BEGIN MARK SCHEME
# **Marking scheme** (2 points; give halves)
#
# - **0.5 · Result.** Names a winner and the measure (training loss, speed in the first epoch, test accuracy), with at least one number from the learner's own run. No marks for "Adam is best" alone.
# - **1 · Reason.** Half a point for a mechanism that is right: momentum adds up gradients that agree, so its steps grow to η/(1 − γ), ten times SGD's; or Adam divides by each entry's typical size, so that weights with small gradients move as well.
#   Half a point for tying it to this network or figure: the early part of the curve, weights of rim pixels with tiny gradients, roughness from the batches, SGD still falling at the end.
# - **0.5 · Fairness.** Says that the learning rates were not tuned alike, or that SGD with η near 1 catches up, or that test accuracies differ by no more than chance (about 0.9 points), and what to do about it (tune each on held-back training digits, several seeds).
#
# A wrong statement about a mechanism costs half a point, once. A different winner than ours is fine if the numbers are there.
#
# *A full answer, for comparison.* "In the last epoch momentum and Adam had a loss of about 0.01, SGD 0.12, so they won on training loss. Momentum won because the gradients of successive batches mostly agree: its velocity adds them up to ten times a single push,
# and SGD with η = 0.1 simply walks ten times slower; its curve was still falling at the end. Adam won because it gives each weight its own step size; pixels at the rim are almost always white, so their weights get tiny gradients and hardly move in SGD.
# On the test digits all three were between 96 and 98 %, which is within the error bar of 0.9 points. The race was not fair, since I never tuned SGD's learning rate. I tried η = 1 and it ended at 0.01 as well. I would tune all three on held-back digits and repeat with five seeds."
# ### END MARK SCHEME

# %% [markdown] nbgrader={"grade": true, "grade_id": "07-why-answer", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# In the last epoch momentum and Adam had a mean loss of about 0.01 and SGD 0.12, so by training loss they won, and they led from the first epoch on.
# Momentum won because gradients of successive batches mostly agree: its velocity adds them up to ten times a single push, so SGD with the same rate walks ten times slower. Its curve was still falling at the end.
# Adam won because each weight has its own step size. Pixels at the rim are almost always white, their weights get tiny gradients, and in SGD they hardly move.
# On the test digits all three were within a point and a half, which is little more than the error bar of 0.9 points. The race was not fair: nobody tuned SGD. With a rate of 1 it also ended at about 0.01.
# I would tune all three on held-back training digits and repeat the race with several seeds.

# %% [markdown]
# ## 8 · The landscape
#
# All through this course we looked at surfaces over two parameters. This network has 2410. What does the ground look like that it came down?
#
# We can't see 2410 dimensions, but we can cut through them. Take the trained parameters $\theta^*$ and two directions $d_1$ and $d_2$, each a dictionary like `params`. The loss on the plane through them is a function of two numbers:
#
# $$f(\alpha, \beta) = J(\theta^* + \alpha\,d_1 + \beta\,d_2)$$
#
# That we can draw. In high dimensions two random directions are almost at right angles, so the plane is not squeezed.
# To make directions of a sensible length, we give each array of $d$ the norm of the array that it is added to.

# %% [markdown]
# ### Exercise 5 · A challenge: the loss on a plane
#
# Write `loss_on_plane(params, first, second, alphas, betas, X, labels)`. It returns an array of shape `(len(betas), len(alphas))`, whose entry in row $j$ and column $i$ is
#
# $$J(\theta + \alpha_i\,d_1 + \beta_j\,d_2)$$
#
# - `params`, `first` ($d_1$) and `second` ($d_2$) are dictionaries with the same keys and shapes. `alphas` and `betas` are one-dimensional arrays, maybe of different lengths.
# - $J$ is the mean loss over all of `X`, `labels`, as `mlp_gradients` gives it.
# - Leave everything you are given as it is.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% nbgrader={"grade": false, "grade_id": "07-loss_on_plane-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss_on_plane(params, first, second, alphas, betas, X, labels):
    """Loss at params + alpha * first + beta * second, an array (len(betas), len(alphas))."""
    ### BEGIN SOLUTION
    losses = np.zeros((len(betas), len(alphas)))
    for j, beta in enumerate(betas):
        for i, alpha in enumerate(alphas):
            there = {name: params[name] + alpha * first[name] + beta * second[name] for name in params}
            losses[j, i] = mlp_gradients(there, X, labels)[0]
    return losses
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "07-loss_on_plane-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(loss_on_plane)
### BEGIN HIDDEN TESTS
from course.network import initial_params, mlp_gradients
from grader.exam import Exam, Mistake


class LossOnPlaneExam(Exam):
    lends = ["accuracy", "train", "my_run", "compare"]
    examples = [
        "from course.network import initial_params\n"
        "rng = np.random.default_rng(1)\n"
        "params, first, second = (initial_params((3, 4, 2), rng) | {'b1': rng.normal(size=4), 'b2': rng.normal(size=2)} for _ in range(3))\n"
        "loss_on_plane(params, first, second, np.array([-1.0, 0.0, 2.0]), np.array([0.5, -3.0]), rng.normal(size=(5, 3)), rng.integers(2, size=5))",
        "from course.network import initial_params\n"
        "rng = np.random.default_rng(2)\n"
        "params, first, second = (initial_params((2, 3, 3), rng) | {'b1': rng.normal(size=3), 'b2': rng.normal(size=3)} for _ in range(3))\n"
        "loss_on_plane(params, first, second, alphas=np.array([0.0, 1.5]), betas=np.array([-1.0, 0.0]), X=rng.normal(size=(4, 2)), labels=rng.integers(3, size=4))",
    ]

    def problem(self, rng, columns=4, rows=3):
        def one():
            return {name: rng.normal(size=value.shape) for name, value in initial_params((3, 5, 4), rng).items()}

        grid = 2 * rng.normal(size=columns), 2 * rng.normal(size=rows)
        return one(), one(), one(), *grid, rng.normal(size=(8, 3)), rng.integers(4, size=8)

    def right(self, rng):
        "is right on grids of several shapes"
        for columns, rows in ((4, 3), (2, 5), (3, 3)):
            self.agree(*self.problem(rng, columns, rows))

    def a_line(self, rng):
        "is right when there is a single row or column"
        self.agree(*self.problem(rng, 1, 4))
        self.agree(*self.problem(rng, 4, 1))

    def middle(self, rng):
        "is the loss of the parameters themselves in the middle"
        params, first, second, _, _, X, labels = self.problem(rng)
        got = np.asarray(self.learner(params, first, second, np.zeros(1), np.zeros(1), X, labels))
        self.close(got, np.full((1, 1), mlp_gradients(params, X, labels)[0]))

    def each_direction(self, rng):
        "goes along the first direction in a row, and along the second in a column"
        params, first, second, alphas, betas, X, labels = self.problem(rng)
        nowhere = {name: 0 * value for name, value in first.items()}
        rows = np.asarray(self.agree(params, first, nowhere, alphas, betas, X, labels))
        columns = np.asarray(self.agree(params, nowhere, second, alphas, betas, X, labels))
        assert np.ptp(rows, axis=0).max() < 1e-9 < np.ptp(rows, axis=1).min()
        assert np.ptp(columns, axis=1).max() < 1e-9 < np.ptp(columns, axis=0).min()

    def keeps_inputs(self, rng):
        "leaves everything that it is given unchanged"
        self.unchanged(*self.problem(rng))

    mistakes = [
        Mistake("transposed",
                "Rows and columns have traded places. Which of the two numbers changes along a row?",
                swap=("return losses", "return losses.T")),
        Mistake("directions swapped",
                "The shape is right, but each number goes with the other direction.",
                swap=("alpha * first[name] + beta * second[name]", "beta * first[name] + alpha * second[name]")),
        Mistake("only the first direction",
                "All rows are the same. Where does the second direction come in?",
                swap=(" + beta * second[name]", "")),
        Mistake("only the second direction",
                "All columns are the same. Where does the first direction come in?",
                swap=(" + alpha * first[name]", "")),
        Mistake("the plane through zero",
                "Your plane goes through zero. Through which point should it go?",
                swap=("params[name] + alpha", "alpha")),
        Mistake("backwards",
                "You walk against both directions: look at the signs.",
                swap=("params[name] + alpha * first[name] + beta * second[name]", "params[name] - alpha * first[name] - beta * second[name]")),
        Mistake("second direction backwards",
                "You walk against the second direction: look at its sign.",
                swap=("+ beta * second[name]", "- beta * second[name]")),
        Mistake("walks on and on",
                "Each point starts from the point before, so you drift away. From where is each point of the grid reached?",
                code='''
                def loss_on_plane(params, first, second, alphas, betas, X, labels):
                    losses, there = np.zeros((len(betas), len(alphas))), dict(params)
                    for j, beta in enumerate(betas):
                        for i, alpha in enumerate(alphas):
                            there = {name: there[name] + alpha * first[name] + beta * second[name] for name in there}
                            losses[j, i] = mlp_gradients(there, X, labels)[0]
                    return losses
                '''),
        Mistake("changes params",
                "You add to the caller's own arrays, so they drift away from point to point. What does += do to an array in a dictionary?",
                code='''
                def loss_on_plane(params, first, second, alphas, betas, X, labels):
                    losses = np.zeros((len(betas), len(alphas)))
                    for j, beta in enumerate(betas):
                        for i, alpha in enumerate(alphas):
                            for name in params:
                                params[name] += alpha * first[name] + beta * second[name]
                            losses[j, i] = mlp_gradients(params, X, labels)[0]
                            for name in params:
                                params[name] -= alpha * first[name] + beta * second[name] * (1 - 1e-9)
                    return losses
                '''),
        Mistake("only the weights move",
                "The biases stay where they are. Which of the arrays belong to the direction?",
                swap=("for name in params}", "if name[0] == \"W\" else params[name] for name in params}")),
        Mistake("only the first layer moves",
                "The second layer stays where it is. Which of the arrays belong to the direction?",
                swap=("for name in params}", "if name[1] == \"1\" else params[name] for name in params}")),
        Mistake("product of the two",
                "The directions are multiplied by each other's number. How is a point of a plane made of two directions?",
                swap=("alpha * first[name] + beta * second[name]", "alpha * beta * (first[name] + second[name])")),
        Mistake("flat list",
                "All the losses are there, in one long row. Which shape is asked for?",
                swap=("return losses", "return losses.ravel()")),
        Mistake("summed losses",
                "These are sums over the examples. `mlp_gradients` returns a mean: leave it as it is.",
                swap=("mlp_gradients(there, X, labels)[0]", "mlp_gradients(there, X, labels)[0] * len(labels)")),
        Mistake("logarithm of the loss",
                "This is the logarithm of the loss. That is good for a picture, but let the picture take it.",
                swap=("return losses", "return np.log(losses)")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### See where you came from
#
# Here is the race once more, on the ground that it crosses. Your `loss_on_plane` draws it, twice: once on the plane that holds as much of the three paths as a plane can (its directions are the main ones of all the places they came by),
# and once on a random one. The star is the best of the three networks. Switch between the planes, and between 2-D and 3-D; in 3-D, drag the ground to turn it.
#
# **Predict.** Does the ground look like the ravines and valleys of the earlier lessons? Is there a hill between the start and the end? And do the three optimizers end in the same place?

# %%
landscape = training(train, start, runners, plane=loss_on_plane, epochs=20, batch_size=32, seed=1)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# A slope into a wide basin, not a jagged mountain range. On the straight way from each end back to the start there is no hill: the loss only rises.
# That is often so, and it is one reason why such simple methods work in 2410 dimensions.
#
# And three different ends! SGD and momentum set out the same way, SGD goes only a part of it, and Adam takes another road. Yet all three networks read about as many test digits.
# There is not one good place in this landscape, there are many.
#
# On the random plane the paths are specks: it holds about a thousandth of them. That is what 2410 dimensions are like.
#
# But don't read too much into a cut. Two directions out of 2410 hide nearly everything: the narrow ravines of lesson 05 are there, and a random plane hardly ever lies along one.
# And how flat a basin looks depends on how the directions were scaled (lesson 06).
#
# </details>

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | the network | $H = \tanh(X W_1 + b_1), \quad S = H W_2 + b_2$ |
# | shares | $p_{ik} = e^{S_{ik}} / \sum_j e^{S_{ij}}$ |
# | cost | $J = -\frac1m \sum_i \log p_{i y_i}$; about $\log 10 = 2.30$ before it learns |
# | training | for each epoch: new order; for each batch: loss, gradients, `step` |
# | an optimizer | `step(params, grads, state)` returns `(params, state)`; `state` is `{}` at first |
# | error bar of an accuracy $a$ on $n$ examples | $\sqrt{a(1 - a)/n}$ |
# | a cut through the landscape | $f(\alpha, \beta) = J(\theta^* + \alpha\,d_1 + \beta\,d_2)$ |
#
# **When to use what**
#
# - The first run of anything new: Adam, $\eta = 0.001$ or $0.01$, and look at the curve before you look at anything else.
# - Loss stuck at $\log k$ for $k$ classes: nothing is learned. Look at the start, the sign, the learning rate.
# - Loss falls and is still falling at the end: a larger $\eta$, momentum, or more epochs. Loss rises: a smaller $\eta$.
# - Training loss near zero, test accuracy stuck: no optimizer will help. More data, a smaller network, weight decay (lesson 01).
# - Comparing: same start, same batches, several seeds, each learning rate tuned on held-back data, and an error bar.
#
# **To read**
#
# - Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, *Efficient BackProp*, in Neural Networks: Tricks of the Trade, Springer, 1998: initial weights, batches, learning rates; most of it still holds.
# - L. Bottou, F. E. Curtis, J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*, SIAM Review 60(2), 2018: the theory behind this course, and what comes after it.
# - H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, *Visualizing the Loss Landscape of Neural Nets*, NeurIPS 2018: cuts like ours, and how to scale them.
# - E. Alpaydin, C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository, 1998, CC BY 4.0: the data.
#
# **What you can do now.** You can train a network from nothing but NumPy and your own head. You can take a paper with a new optimizer, write it as a `step`, and find out in a minute whether it is any good.
# You can compare fairly, say why one method wins, and know when the difference means nothing.
#
# Everything larger works like this. There are more layers, more data, faster machines; but the loop is yours.
