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
# # 04 · Batch, stochastic and mini-batch
#
# You want to know what ten million voters think. Nobody asks ten million. You ask a thousand, and you are wrong by a little.
#
# A gradient is such a poll. It is a mean over all examples, and asking all of them is expensive.
# So ask one, or a hundred, take a step, and ask others. The direction is a little wrong each time. What do you lose? And what do you get for it?
#
# Almost everything that has been trained in the last ten years was trained like this. By the end you can say how noisy such a step is, how close to the minimum it gets you,
# and what to do about the rest.
#
# **You will be able to**
#
# - cut data into batches so that every example has its turn, and run an epoch of gradient descent on them;
# - tell batch, stochastic and mini-batch gradient descent apart, and count their costs;
# - compute how the noise of a gradient falls with the batch size;
# - predict the *noise ball*, the place where a constant learning rate stops making progress, and shrink it.
#
# **You need** gradient descent on the mean squared error, and its limit $\eta < 2/\lambda$ (lesson 02), and what a variance is. We recall each when it comes.
#
# About an hour. Five exercises make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $X,\ y$ | `X`, `y` | the data: `X` is `(m, d)`, one example a row; `y` is `(m,)`, the answer that belongs to each |
# | $\theta$ | `theta` | the parameters |
# | $\eta$ | `lr` | learning rate |
# | $B$ | `batch_size` | how many examples one update looks at |
# | $g_i$ | a row of `G` | the gradient that example $i$ alone would give |
# | $\bar g$ | `G.mean(axis=0)` | the full gradient, the mean of all $g_i$ |
# | $\lambda$ | `lam` | curvature along one direction, as in $f = \lambda\theta^2/2$ |
# | $\xi$ | `noise` | how far a batch's gradient is from the full one |
# | $\sigma^2$ | `sigma2` | variance of $\xi$ |
# | $t$ | `t` | number of updates made so far |
# | $\eta_0,\ k$ | `lr0`, `decay` | a schedule's first learning rate, and how fast it falls |

# %%
import itertools

import numpy as np
import matplotlib.pyplot as plt

from course import check, noise_ball

# %% [markdown]
# ## 1 · A gradient is a poll
#
# The cost of a model is a mean over its examples. Write $J_i$ for the cost on example $i$ alone, and $g_i = \nabla J_i(\theta)$. The gradient of a sum is the sum of the gradients:
#
# $$J(\theta) = \frac1m \sum_{i=1}^{m} J_i(\theta) \qquad\Longrightarrow\qquad \nabla J(\theta) = \frac1m \sum_{i=1}^{m} g_i = \bar g$$
#
# Now draw a batch $S$ of $B$ examples, each set of $B$ being as likely as any other, and use the mean over the batch in place of $\bar g$:
#
# $$\hat g = \frac1B \sum_{i \in S} g_i$$
#
# What is $\hat g$ on average? Each example is in the batch with probability $B/m$. So it contributes $\frac{B}{m}\,g_i$ to the sum on average:
#
# $$\mathbb E[\hat g] = \frac1B \sum_{i=1}^{m} \frac{B}{m}\, g_i = \frac1m \sum_{i=1}^{m} g_i = \bar g$$
#
# **A batch's gradient is right on average, whatever its size.** One says that it is *unbiased*. The batch size does not appear in the result. It decides how far a single $\hat g$ may be off, and that comes in section 4.
#
# This can be checked without any luck. Here are five examples, and all ten batches of two that can be drawn from them.

# %%
per_example = np.array([[2.0, -1.5, 0.25], [0.0, 3.0, 2.0], [-4.5, 1.0, 1.0], [1.0, 1.0, -3.0], [6.0, 0.0, 0.5]])   # g_1 ... g_5
batches = [per_example[list(chosen)].mean(axis=0) for chosen in itertools.combinations(range(5), 2)]
np.mean(batches, axis=0), per_example.mean(axis=0)

# %% [markdown]
# The ten batches disagree with each other, and their mean is exactly the full gradient.
#
# ### Three ways to spend the same money
#
# What costs time is to compute one $g_i$: a **gradient evaluation**. Three customs have names of their own:
#
# | name | examples an update looks at | updates in one pass |
# |---|---|---|
# | batch gradient descent | all $m$ | 1 |
# | stochastic gradient descent, SGD | 1 | $m$ |
# | mini-batch gradient descent | $B$, often 50 to 256 | $m/B$, rounded up |
#
# One pass through all the data is an **epoch**. It costs $m$ gradient evaluations in all three, and buys very different numbers of **updates**.
# When you compare two runs, say which of these you count. "Faster" in updates may be slower in epochs.
#
# In libraries "SGD" usually means all three, mini-batches included.

# %% [markdown]
# ## 2 · Cutting the deck
#
# Where does a batch come from? One could draw $B$ examples anew for each update. Then some examples would come up three times in an epoch, and more than a third of them not at all.
# The custom is to deal cards instead: shuffle the whole deck, and deal it out in batches until it is empty. Shuffle again for the next epoch.
#
# Every example then has its turn once in each epoch. If the batch size does not divide $m$, the last batch is smaller. It is used too: its examples are as good as any.
#
# Why shuffle at all? Data often comes sorted: all the sevens, then all the eights. A batch of sevens is no fair poll.
#
# Two things go wrong again and again:
#
# - **Pairs must stay together.** Row $i$ of `X` belongs to entry $i$ of `y`. Shuffle one without the other, and you train on nonsense without any error message.
# - **The caller's data must stay as it is.** `rng.shuffle(X)` reorders the caller's own array. What is wanted is an *order* in which to read it.

# %% [markdown]
# ### Exercise 1 · Mini-batches
#
# Write `minibatches(X, y, batch_size, rng)`. It gives the batches of one epoch, as pairs `(Xb, yb)`.
#
# - `X` is an array `(m, d)`, `y` an array `(m,)`. `Xb` is an array of some rows of `X`, `yb` an array of the entries of `y` that belong to them, in the same order. A gradient will calculate with both, so a list won't do.
# - Every example comes exactly once. The examples are in a random order, drawn from `rng`, a generator made by `np.random.default_rng`. Any order drawn from it is right; the same generator state gives the same order again.
# - Each batch has `batch_size` examples, $1 \le B \le m$. When it does not divide $m$, one smaller batch comes at the end. No batch is empty.
# - Return the pairs in a list, or make it a generator with `yield`, as you like.
# - Leave `X` and `y` unchanged.
#
# *(3 points)*

# %% nbgrader={"grade": false, "grade_id": "04-minibatches-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def minibatches(X, y, batch_size, rng):
    """The batches of one epoch, in a random order drawn from rng.

    X: array (m, d). y: array (m,). Yields pairs (Xb, yb).
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = order[start:start + batch_size]
        yield X[batch], y[batch]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "04-minibatches-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(minibatches)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MinibatchesExam(Exam):
    examples = [
        # what a batch is made of
        "pairs = list(minibatches(np.array([[0.3, -1.7, 2.4]]), np.array([-0.6]), 1, np.random.default_rng(0)))\n"
        "pairs, 'of arrays' if all(isinstance(part, np.ndarray) for pair in pairs for part in pair) else 'not of arrays'",
        # how large the batches are
        "X, y = np.zeros((10, 2)), np.arange(10)\n"
        "[len(yb) for Xb, yb in minibatches(X, y, 4, np.random.default_rng(1))]",
        "X, y = np.zeros((12, 2)), np.arange(12)\n"
        "[np.shape(Xb) for Xb, yb in minibatches(X=X, y=y, batch_size=4, rng=np.random.default_rng(2))]",
        # does every example come once, and do the pairs stay together?
        "y = np.arange(60)\n"
        "X = np.column_stack([10 * y, -y])\n"
        "rows, labels = zip(*minibatches(X, y, 7, np.random.default_rng(3)))\n"
        "rows, labels = np.concatenate(rows), np.ravel(np.concatenate(labels))\n"
        "{'each row once': sorted(rows[:, 0]) == list(X[:, 0]), 'each label once': sorted(labels) == list(y),"
        " 'pairs kept': np.array_equal(rows, np.column_stack([10 * labels, -labels]))}",
        # is the order a random one?
        "y = np.arange(60)\n"
        "X = np.column_stack([10 * y, -y])\n"
        "rows, labels = zip(*minibatches(X, y, 20, np.random.default_rng(4)))\n"
        "rows, labels = np.concatenate(rows)[:, 0], np.concatenate(labels)\n"
        "{'rows moved': list(rows) != list(X[:, 0]), 'labels moved': list(labels) != list(y),"
        " 'batches mixed': set(labels[:20]) not in [set(range(0, 20)), set(range(20, 40)), set(range(40, 60))],"
        " 'neighbours parted': not np.all(np.diff(labels[:20]) == 1), 'no label twice in a batch': len(set(labels[:20])) == 20}",
        # does the order come from rng, and from nothing else?
        "X, y = np.zeros((60, 1)), np.arange(60)\n"
        "def order(seed):\n"
        "    return [int(label) for Xb, yb in minibatches(X, y, 8, np.random.default_rng(seed)) for label in yb]\n"
        "{'same seed, same order': order(5) == order(5), 'other seed, other order': order(5) != order(6)}",
    ]

    def deal(self, rng, m, batch_size, seed=None):
        # X, and the learner's rows, labels and sizes; label i belongs to row i of X
        X, y = rng.normal(size=(m, 3)), np.arange(m)
        order = np.random.default_rng(rng.integers(1 << 30) if seed is None else seed)
        batches = list(self.learner(X, y, batch_size, order))
        rows = np.concatenate([np.asarray(Xb) for Xb, yb in batches])
        labels = np.concatenate([np.asarray(yb) for Xb, yb in batches]).astype(int)
        assert all(len(Xb) == len(yb) for Xb, yb in batches)
        assert len({*labels.tolist()} & {*range(m)}) > m / 2
        return X, rows, labels, [len(yb) for Xb, yb in batches]

    def sizes(self, rng):
        "has batches of the size asked for, and a smaller one at the end when it does not come out even"
        for m, batch_size in ((10, 3), (7, 2), (5, 4), (23, 10), (9, 1)):
            sizes = self.deal(rng, m, batch_size)[-1]
            rest = [m % batch_size] if m % batch_size else []
            self.close(sizes, [batch_size] * (m // batch_size) + rest)

    def no_empty_batch(self, rng):
        "has no empty batch when the batch size divides the number of examples"
        for m, batch_size in ((12, 4), (6, 3), (8, 1), (5, 5)):
            self.close(self.deal(rng, m, batch_size)[-1], [batch_size] * (m // batch_size))

    def every_example_once(self, rng):
        "brings every example exactly once"
        for m, batch_size in ((50, 7), (64, 16), (9, 9), (20, 1)):
            X, rows, labels, _ = self.deal(rng, m, batch_size)
            assert sorted(labels.tolist()) == list(range(m))
            self.close(rows[np.lexsort(rows.T)], X[np.lexsort(X.T)])

    def arrays(self, rng):
        "gives arrays of the numbers in X and y, which a gradient can calculate with"
        X, y = rng.normal(size=(1, 3)), rng.normal(size=1)
        (pair,) = self.learner(X, y, 1, np.random.default_rng(1))
        assert all(isinstance(part, np.ndarray) for part in pair)
        self.close(pair, (X, y))

    def pairs_kept(self, rng):
        "keeps each row of X with its own entry of y"
        for m, batch_size in ((30, 8), (12, 4), (40, 40)):
            X, rows, labels, _ = self.deal(rng, m, batch_size)
            self.close(rows, X[labels])

    def shuffles(self, rng):
        "mixes the examples before it cuts them into batches"
        X, rows, labels, _ = self.deal(rng, 90, 30)
        blocks = [set(range(start, start + 30)) for start in (0, 30, 60)]
        self.close(np.sort(labels), np.arange(90))
        assert set(labels[:30].tolist()) not in blocks
        assert (np.diff(labels) == 1).mean() < 0.5
        assert not np.array_equal(rows, X)

    def order_from_rng(self, rng):
        "draws its order from rng: the same state gives the same order, another one gives another"
        first, again, other = (self.deal(rng, 80, 9, seed)[2].tolist() for seed in (1, 1, 2))
        self.close(sorted(first), list(range(80)))
        assert first == again
        assert first != other

    def keeps_data(self, rng):
        "leaves X and y unchanged, and still deals every example"
        X, y = rng.normal(size=(25, 2)), rng.normal(size=25)
        batches = list(self.learner(X, y, 4, np.random.default_rng(3)))
        self.kept()
        self.close(np.sort(np.concatenate([np.asarray(yb) for Xb, yb in batches])), np.sort(y))

    mistakes = [
        Mistake("y not shuffled",
                "X comes in a new order, y in the old one. Which entry of y belongs to the first row of a batch?",
                swap=("y[batch]", "y[start:start + batch_size]")),
        Mistake("X not shuffled",
                "y comes in a new order, X in the old one. Which row of X belongs to the first entry of a batch?",
                swap=("X[batch]", "X[start:start + batch_size]")),
        Mistake("X and y shuffled separately",
                "Rows and labels are both shuffled, but each in an order of its own, so the pairs are torn apart. How many orders do you draw?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    X, y = rng.permutation(X), rng.permutation(y)
                    for start in range(0, len(y), batch_size):
                        yield X[start:start + batch_size], y[start:start + batch_size]
                '''),
        Mistake("last batch dropped",
                "The examples that do not fill a whole batch are lost. Where does your loop stop?",
                swap=("range(0, len(y), batch_size)", "range(0, len(y) - batch_size + 1, batch_size)")),
        Mistake("empty extra batch",
                "When the batch size divides the number of examples, an empty batch comes at the end. How many batches are there then?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    for number in range(len(y) // batch_size + 1):
                        batch = order[number * batch_size:(number + 1) * batch_size]
                        yield X[batch], y[batch]
                '''),
        Mistake("shuffles the caller's data",
                "The batches are right, but the caller's own X and y come back in another order. Shuffle an order, not the data.",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    X[:], y[:] = X[order], y[order]
                    for start in range(0, len(y), batch_size):
                        yield X[start:start + batch_size].copy(), y[start:start + batch_size].copy()
                '''),
        Mistake("shuffles the caller's data, twice",
                "rng.shuffle reorders the caller's own arrays, and each call draws another order, so that the pairs are torn apart too. Draw one order, and read the data in it.",
                code='''
                def minibatches(X, y, batch_size, rng):
                    rng.shuffle(X)
                    rng.shuffle(y)
                    for start in range(0, len(y), batch_size):
                        yield X[start:start + batch_size].copy(), y[start:start + batch_size].copy()
                '''),
        Mistake("global random state",
                "The order does not come from rng, so a run can't be repeated. Where do you draw it?",
                swap=("rng.permutation", "np.random.permutation")),
        Mistake("a seed of its own",
                "The order is the same whatever rng is given: every epoch would deal the same cards. Which generator do you draw from?",
                swap=("rng.permutation", "np.random.default_rng(0).permutation")),
        Mistake("no shuffle",
                "The batches come in the data's own order. What should happen to the deck before it is dealt?",
                swap=("rng.permutation(len(y))", "np.arange(len(y))")),
        Mistake("only the batches are shuffled",
                "The batches come in a random order, but each still holds neighbours. When data is sorted, what is such a batch a sample of?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    full = len(y) // batch_size * batch_size
                    starts = [*rng.permutation(np.arange(0, full, batch_size)), *range(full, len(y), batch_size)]
                    for start in starts:
                        yield X[start:start + batch_size], y[start:start + batch_size]
                '''),
        Mistake("shuffled within batches only",
                "Each batch is shuffled inside, but it always holds the same examples. Shuffle before you cut.",
                code='''
                def minibatches(X, y, batch_size, rng):
                    for start in range(0, len(y), batch_size):
                        batch = rng.permutation(np.arange(start, min(start + batch_size, len(y))))
                        yield X[batch], y[batch]
                '''),
        Mistake("drawn with replacement",
                "Some examples come several times in the epoch, and others never. Is the deck dealt here, or is each card put back?",
                swap=("rng.permutation(len(y))", "rng.integers(len(y), size=len(y))")),
        Mistake("a new deck for every batch",
                "Within a batch all is well, but each batch is drawn from all the data again. How often is the deck shuffled in one epoch?",
                swap=("order[start:start + batch_size]", "rng.permutation(len(y))[:min(batch_size, len(y) - start)]")),
        Mistake("number of batches for their size",
                "You cut into batch_size batches. How many examples should each of them hold?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    for batch in np.array_split(order, batch_size):
                        yield X[batch], y[batch]
                '''),
        Mistake("one batch only",
                "There is a single batch. A return inside a loop ends it at once.",
                swap=("yield X[batch], y[batch]", "return iter([(X[batch], y[batch])])")),
        Mistake("smaller batch first",
                "All examples are there, but the smaller batch comes first. Where should it stand?",
                code='''
                def minibatches(X, y, batch_size, rng):
                    order = rng.permutation(len(y))
                    rest = len(y) % batch_size
                    starts = ([0] if rest else []) + list(range(rest, len(y), batch_size))
                    for start, end in zip(starts, starts[1:] + [len(y)]):
                        batch = order[start:end]
                        yield X[batch], y[batch]
                '''),
        Mistake("last batch filled up",
                "The last batch is filled with examples that came before, so these count twice. May the last batch be smaller?",
                swap=("order[start:start + batch_size]", "order[np.arange(start, start + batch_size) % len(y)]")),
        Mistake("one example short",
                "Each batch lacks one example, which is lost. Does a slice include its end?",
                swap=("start + batch_size]", "start + batch_size - 1]")),
        Mistake("lists instead of arrays",
                "Rows and labels are the right ones, but they come as lists. A gradient wants to calculate with them: what does indexing an array give?",
                swap=("yield X[batch], y[batch]", "yield X[batch].tolist(), y[batch].tolist()")),
        Mistake("pairs the wrong way round",
                "The first of each pair holds the labels. Which comes first, Xb or yb?",
                swap=("yield X[batch], y[batch]", "yield y[batch], X[batch]")),
        Mistake("rows only",
                "Each batch holds rows of X alone. What else does an update need?",
                swap=("yield X[batch], y[batch]", "yield X[batch]")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · One epoch
#
# With batches in hand, an epoch is short to say. For each batch $S$ of the epoch, take one step of gradient descent with the batch's gradient:
#
# $$\theta \leftarrow \theta - \eta\,\hat g(\theta), \qquad \hat g(\theta) = \frac1B \sum_{i \in S} \nabla J_i(\theta)$$
#
# Mind the $\theta$ inside $\hat g(\theta)$. Each update starts from where the last one ended, and its gradient is taken **there**.
# If all the gradients of an epoch are taken at the epoch's first $\theta$, one has paid for many updates and got one.
#
# Here is our gradient for a batch, the mean squared error of lesson 02. It divides by the number of examples in the *batch*.

# %%
def batch_gradient(theta, Xb, yb):
    """Gradient of 1/(2B) * sum((Xb @ theta - yb)**2)."""
    return Xb.T @ (Xb @ theta - yb) / len(yb)

# %% [markdown]
# ### Exercise 2 · One epoch of gradient descent
#
# Write `sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng)`. It makes one epoch of updates, one for each mini-batch, and returns the last $\theta$.
#
# - `theta` is an array `(d,)`, and so is the result. `X` is `(m, d)` and `y` is `(m,)`. `lr` is a number.
# - `grad_f(theta, Xb, yb)` returns the **mean** gradient over the batch, `(d,)`. Call it once for each batch, at the current $\theta$.
# - Batches as in exercise 1: shuffled with `rng`, every example once, pairs kept, the smaller batch last. Any order drawn from `rng` is right.
# - `batch_size` is at least 1 and at most $m$. At $m$ this is batch gradient descent, at 1 it is SGD.
# - Leave `theta`, `X` and `y` unchanged.
#
# You may call your `minibatches`. Here in the notebook your own one runs, so make its check green first.
# When this exercise is graded, a mistake in it costs nothing here. *(4 points)*

# %% nbgrader={"grade": false, "grade_id": "04-sgd_epoch-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
    """Theta after one epoch of mini-batch gradient descent, an array (d,).

    grad_f: function of (theta, Xb, yb). theta: array (d,). X: (m, d). y: (m,).
    """
    ### BEGIN SOLUTION
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(theta, Xb, yb)
    return theta
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "04-sgd_epoch-check", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check(sgd_epoch)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class SgdEpochExam(Exam):
    lends = ["minibatches"]
    examples = [
        # all the data in one batch
        "X, y = np.array([[1.0, 0.5, -2.0], [1.0, -1.5, 0.25], [1.0, 2.0, 1.5]]), np.array([1.0, -0.5, 4.25])\n"
        "def mse_gradient(theta, Xb, yb):\n"
        "    return Xb.T @ (Xb @ theta - yb) / len(yb)\n"
        "sgd_epoch(mse_gradient, np.array([1.0, -2.0, 0.75]), X, y, lr=0.25, batch_size=3, rng=np.random.default_rng(1))",
        # each update takes off a tenth of theta
        "sgd_epoch(grad_f=lambda theta, Xb, yb: theta, theta=np.array([1.0, -2.0]), X=np.zeros((9, 2)), y=np.zeros(9),"
        " lr=0.1, batch_size=3, rng=np.random.default_rng(2))",
        # theta counts: minus the updates, minus the examples they saw
        "X, y = np.zeros((11, 2)), np.zeros(11)\n"
        "sgd_epoch(lambda theta, Xb, yb: np.array([1.0, len(yb)]), np.zeros(2), X, y, 1.0, 4, np.random.default_rng(3))",
        # which labels, in which order?
        "y = np.arange(40)\n"
        "X, seen = np.column_stack([10 * y, 1 + 0 * y]), []\n"
        "def grad_f(theta, Xb, yb):\n"
        "    seen.append((Xb[:, 0], yb))\n"
        "    return 0 * theta\n"
        "sgd_epoch(grad_f, np.zeros(2), X, y, 0.1, 5, np.random.default_rng(4))\n"
        "labels = [int(label) for rows, batch in seen for label in batch]\n"
        "{'every label once': sorted(labels) == list(y), 'shuffled': labels != sorted(labels),"
        " 'pairs kept': all(np.array_equal(rows, 10 * batch) for rows, batch in seen)}",
        # does the order come from rng?
        "def order(seed):\n"
        "    seen = []\n"
        "    def grad_f(theta, Xb, yb):\n"
        "        seen.extend(int(label) for label in yb)\n"
        "        return 0 * theta\n"
        "    sgd_epoch(grad_f, np.zeros(1), np.zeros((40, 1)), np.arange(40), 0.1, 6, np.random.default_rng(seed))\n"
        "    return seen\n"
        "{'same seed, same order': order(5) == order(5), 'other seed, other order': order(5) != order(6)}",
    ]

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
### END HIDDEN TESTS

# %% [markdown]
# ### Three walkers, one budget
#
# Time to let them race, at the simplest task there is: a cloud of 400 points $x_i$ in the plane, and we look for its centre. Each example wants $\theta$ at its own place,
#
# $$J_i(\theta) = \tfrac12\,\lVert \theta - x_i \rVert^2 \qquad\Longrightarrow\qquad g_i = \theta - x_i$$
#
# and the mean of all $J_i$ is a round bowl around the mean of the cloud, with curvature 1 in every direction. (There is no $y$ in this task; your function gets zeros.)
#
# Three walkers run *your* `sgd_epoch` from the same start, with the same learning rate, five epochs each: 2000 gradient evaluations. They differ only in the batch size: 400, 20 and 1.
#
# **Predict.** Which of the three gets closest to the centre? Which makes the straightest way? Which one is the first to be nearly there? The answers need not be the same walker.
#
# Then slide `lr`. Which walker does a larger one help, and which does it hurt?

# %%
noise_ball(sgd_epoch)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Batch gradient descent makes the straightest way and is not even near: five updates are all that it can pay for.
# SGD is within 0.5 of the centre after 7 examples, before batch gradient descent has made its first step. But it never settles: it dances around the centre to the end.
# Mini-batches of 20 need 200 examples for the same, and end closest by far.
#
# **Fast at first, then no progress**: that is the signature of a stochastic gradient. Far from the minimum all examples agree where to go, and one is as good as all. Near the minimum they disagree, and the mean of all is what counts.
#
# A larger learning rate helps the batch walker, who has few steps and no noise: at 0.8 it ends 0.001 away. It hurts the dancer, whose dance grows wider and wider.
# The mini-batch is a matter of balance, too. With 200 examples in a batch it is very quiet, but it can pay for ten steps only, and at `lr` = 0.2 it ends 0.41 away.
#
# </details>
#
# Two questions come out of this picture. How noisy is a batch of $B$? And how large is the dance floor?

# %% [markdown]
# ## 4 · How noisy is a batch?
#
# Fix $\theta$, so that the $g_i$ are fixed vectors. What is random is which of them the batch holds. We measure the noise by the mean squared distance from the full gradient:
#
# $$V = \mathbb E\,\lVert \hat g - \bar g \rVert^2$$
#
# Written out by coordinates, this is the sum of the variances of each coordinate of $\hat g$: the **trace** of its covariance matrix. One example alone, $B = 1$, is off by
#
# $$S = \frac1m \sum_{i=1}^{m} \lVert g_i - \bar g \rVert^2$$
#
# Here we divide by $m$, not by $m - 1$. The $m$ examples are not a sample from which we guess something: they are *all* there is to draw from.
#
# **With replacement**, each of the $B$ draws is independent of the others. Variances of independent terms add up, and a factor $\frac1B$ comes out of a variance squared:
#
# $$V = \frac{1}{B^2}\,(S + S + \dots + S) = \frac{B\,S}{B^2} = \frac{S}{B}$$
#
# **Without replacement**, as in our batches, the draws know of each other: what the first has taken, the second can't. Write $C$ for the covariance of two different draws, summed over the coordinates. There are $B$ variances and $B(B - 1)$ ordered pairs:
#
# $$V = \frac{1}{B^2}\,\bigl(B\,S + B(B - 1)\,C\bigr) = \frac{S + (B - 1)\,C}{B}$$
#
# What is $C$? There is one batch size for which we know the answer. At $B = m$ the batch holds everything, $\hat g = \bar g$ always, and so $V = 0$. That gives $S + (m - 1)\,C = 0$, and $C$ does not depend on $B$:
#
# $$C = -\frac{S}{m - 1} \qquad\Longrightarrow\qquad V = \frac{S}{B}\Bigl(1 - \frac{B - 1}{m - 1}\Bigr) = \frac{S}{B} \cdot \frac{m - B}{m - 1}$$
#
# For a batch that is small against the data set, the last factor is nearly 1, and both are $S/B$.

# %% [markdown]
# ### Exercise 3 · The variance of a batch
#
# Write `gradient_variance(G, batch_size, replace)`: the trace of the covariance of the mean of a random batch,
#
# $$V = \frac{S}{B} \ \text{ with replacement}, \qquad V = \frac{S}{B} \cdot \frac{m - B}{m - 1} \ \text{ without}, \qquad S = \frac1m \sum_{i} \lVert g_i - \bar g \rVert^2$$
#
# - `G` is an array `(m, d)`, with $m \ge 2$. Row $i$ is $g_i$.
# - `batch_size` is at least 1, and without replacement at most $m$. `replace` is `True` or `False`.
# - The result is one number. It is exact: nothing is drawn at random here.
# - Leave `G` unchanged.
#
# *(3 points)*

# %% nbgrader={"grade": false, "grade_id": "04-gradient_variance-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_variance(G, batch_size, replace):
    """Trace of the covariance of a mini-batch's mean gradient, a float.

    G: array (m, d), one gradient for each example. replace: whether a batch may hold an example twice.
    """
    ### BEGIN SOLUTION
    m = len(G)
    scatter = np.sum((G - G.mean(axis=0)) ** 2) / m
    variance = scatter / batch_size
    if not replace:
        variance = variance * (m - batch_size) / (m - 1)
    return variance
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "04-gradient_variance-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(gradient_variance)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class GradientVarianceExam(Exam):
    lends = ["minibatches", "sgd_epoch"]
    examples = [
        "gradient_variance(np.array([[2.0, -1.5, 0.25], [0.0, 3.0, 2.0], [-4.5, 1.0, 1.0], [1.0, 1.0, -3.0], [6.0, 0.0, 0.5]]), batch_size=4, replace=True)",
        "gradient_variance(np.array([[2.0, -1.5, 0.25], [0.0, 3.0, 2.0], [-4.5, 1.0, 1.0], [1.0, 1.0, -3.0], [6.0, 0.0, 0.5]]), batch_size=2, replace=False)",
        "gradient_variance(G=np.array([[1.0], [4.0], [-2.0], [5.0]]), batch_size=3, replace=False)",
    ]

    def gradients(self, rng, m, d):
        return rng.normal(size=(m, d)) * rng.uniform(0.5, 3.0, size=d) + rng.normal(size=d)

    def with_replacement(self, rng):
        "is right when a batch may hold an example twice"
        for m, d, batch_size in ((6, 2, 2), (9, 3, 4), (4, 1, 3), (5, 2, 9)):
            self.agree(self.gradients(rng, m, d), batch_size, True)

    def without_replacement(self, rng):
        "is right when a batch holds each example at most once"
        for m, d, batch_size in ((6, 2, 2), (9, 3, 4), (4, 1, 3), (2, 2, 1)):
            self.agree(G=self.gradients(rng, m, d), batch_size=batch_size, replace=False)

    def by_counting(self, rng):
        "is what comes out when all batches that can be drawn are listed"
        import itertools

        G = self.gradients(rng, 5, 2)
        every = {True: itertools.product(range(5), repeat=3), False: itertools.combinations(range(5), 3)}
        for replace, batches in every.items():
            means = np.array([G[list(batch)].mean(axis=0) for batch in batches])
            self.close(self.learner(G, 3, replace), means.var(axis=0).sum())

    def one_example(self, rng):
        "is the same, with replacement or without, when a batch holds one example"
        G = self.gradients(rng, 7, 3)
        self.close(self.agree(G, 1, True), self.agree(G, 1, False))

    def all_examples(self, rng):
        "is zero without replacement when the batch holds all the data, and not zero with it"
        G = self.gradients(rng, 8, 2)
        assert abs(self.learner(G, 8, False)) < 1e-6
        self.agree(G, 8, True)

    def far_from_zero(self, rng):
        "does not change when the same vector is added to every gradient"
        G = self.gradients(rng, 6, 2)
        for replace in (True, False):
            self.close(self.agree(G + np.array([5.0, -8.0]), 3, replace), self.agree(G, 3, replace))

    def keeps_gradients(self, rng):
        "leaves G unchanged"
        self.unchanged(self.gradients(rng, 6, 3), 2, False)
        self.unchanged(self.gradients(rng, 6, 3), 2, True)

    mistakes = [
        Mistake("no 1/B",
                "This is how far one example is off. What does the mean of a whole batch do to it?",
                swap=("scatter / batch_size", "scatter")),
        Mistake("no correction",
                "With replacement you are right. Without it, the draws know of each other: what is the variance when the batch holds all the data?",
                swap=("variance * (m - batch_size) / (m - 1)", "variance")),
        Mistake("divides by m - 1",
                "You divide the scatter by m − 1, as for a sample. Are the m gradients a sample here, or all there is to draw from?",
                swap=("** 2) / m", "** 2) / (m - 1)")),
        Mistake("correction over m",
                "The correction is nearly right. It must be 1 for a batch of one example: is yours?",
                swap=("/ (m - 1)", "/ m")),
        Mistake("correction upside down",
                "The correction makes the variance larger. Is a batch without repetition more or less noisy?",
                swap=("variance * (m - batch_size) / (m - 1)", "variance * (m - 1) / (m - batch_size) if batch_size < m else variance")),
        Mistake("correction without m - 1",
                "The variance without replacement grows with the size of the data set. Only half of the correction is there: what should it be for a batch of one example?",
                swap=("variance * (m - batch_size) / (m - 1)", "variance * (m - batch_size)")),
        Mistake("correction counts one too many",
                "Put the batch size 1 into your correction, and then m. It should give 1 and 0.",
                swap=("(m - batch_size)", "(m - batch_size - 1)")),
        Mistake("replace the other way round",
                "The two cases have traded places. In which of them do the draws know of each other?",
                swap=("if not replace", "if replace")),
        Mistake("corrects in both cases",
                "Without replacement you are right. With it, the draws are independent: does the correction belong there?",
                swap=("if not replace", "if True")),
        Mistake("divides by the square root of B",
                "You divide by the square root of the batch size. That is how the noise falls, not its variance.",
                swap=("scatter / batch_size", "scatter / np.sqrt(batch_size)")),
        Mistake("divides by B squared",
                "A factor 1/B comes out of a variance squared, but the batch also has B terms to add up.",
                swap=("scatter / batch_size", "scatter / batch_size**2")),
        Mistake("one number for each coordinate",
                "This is the variance of each coordinate. The trace makes one number of them.",
                swap=("np.sum((G - G.mean(axis=0)) ** 2)", "np.sum((G - G.mean(axis=0)) ** 2, axis=0)")),
        Mistake("mean over the coordinates",
                "The variances of the coordinates are averaged. What does a trace do with them?",
                swap=("** 2) / m", "** 2) / G.size")),
        Mistake("one mean for all numbers",
                "All coordinates are compared with one common mean. The full gradient has a mean for each coordinate.",
                swap=("G.mean(axis=0)", "G.mean()")),
        Mistake("mean of each row",
                "You subtract from each gradient the mean of its own coordinates. Over what should the mean go, coordinates or examples?",
                swap=("G.mean(axis=0)", "G.mean(axis=1, keepdims=True)")),
        Mistake("mean not subtracted",
                "This measures how long the gradients are. Noise is how far they are from their mean.",
                swap=("(G - G.mean(axis=0))", "G")),
        Mistake("sum of squares",
                "The squared distances are added up over the examples. S is their mean.",
                swap=("** 2) / m", "** 2)")),
        Mistake("standard deviation",
                "This is the square root of what is asked for.",
                swap=("return variance", "return np.sqrt(variance)")),
        Mistake("not squared",
                "The distances of the coordinates are added without being squared.",
                swap=("np.sum((G - G.mean(axis=0)) ** 2)", "np.sum(np.abs(G - G.mean(axis=0)))")),
        Mistake("whole covariance matrix",
                "All entries of a covariance matrix are added up here. Which of them make the trace?",
                swap=("np.sum((G - G.mean(axis=0)) ** 2)", "np.sum((G - G.mean(axis=0)).T @ (G - G.mean(axis=0)))")),
        Mistake("changes G",
                "The number is right, but the caller's G was centred on the way. What does -= do to an array that you were given?",
                code='''
                def gradient_variance(G, batch_size, replace):
                    m = len(G)
                    G -= G.mean(axis=0)
                    variance = np.sum(G**2) / m / batch_size
                    return variance if replace else variance * (m - batch_size) / (m - 1)
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### Measured and predicted
#
# The formula should be tried, and not on a toy. Here are 200 examples of lesson 02's kind, points around a line, and one gradient for each.
# We draw a thousand batches of each size, as one deals cards, and measure how far their gradients are from the full one.
#
# **Predict.** From a batch of 1 to a batch of 100, by how much does the variance fall? By a factor of 100, by more, or by less?

# %%
rng = np.random.default_rng(4)
x = rng.normal(0.5, 1.0, size=200)
X, y = np.column_stack([np.ones(200), x]), 1 + 2 * x + rng.normal(size=200)
theta = np.array([-1.0, -1.5])
G = X * (X @ theta - y)[:, None]     # one gradient a row, shape (200, 2)
G.mean(axis=0).round(3), batch_gradient(theta, X, y).round(3)

# %%
sizes, rng = np.array([1, 2, 5, 10, 20, 50, 100, 150, 195]), np.random.default_rng(2)

def measured_variance(size, draws=1000):
    means = np.array([G[rng.permutation(200)[:size]].mean(axis=0) for _ in range(draws)])
    return np.mean(np.sum((means - G.mean(axis=0)) ** 2, axis=1))

measured = np.array([measured_variance(size) for size in sizes])
{int(size): round(float(variance), 3) for size, variance in zip(sizes, measured)}

# %%
fig, ax = plt.subplots(figsize=(8, 3.2))
ax.plot(sizes, measured, "o", label="measured, without replacement")
try:
    ax.plot(sizes, [gradient_variance(G, size, False) for size in sizes], "-", label="yours, without replacement")
    ax.plot(sizes, [gradient_variance(G, size, True) for size in sizes], "--", label="yours, with replacement")
except NotImplementedError:
    print("The two lines wait for gradient_variance: write it above, then run this cell again.")
ax.legend()
_ = ax.set(xscale="log", yscale="log", xlabel="batch size", ylabel="variance", title="200 examples: the noise of a batch")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# By a factor of about 199: by 100 for the batch size, and by another $\frac{199}{100}$ because half of the deck is dealt. On the left the lines are one. Near the full batch they part, and without replacement the noise goes to zero.
#
# </details>
#
# **A bargain that gets worse.** Four times the batch costs four times as much, and only halves the distance $\sqrt V$ by which the gradient is off. So very large batches are a poor buy for noise.
# Then why 50 to 256, and not 1? Because computers multiply a matrix by a matrix far faster than many vectors one by one: up to some size, a larger batch hardly takes longer.
# The best size depends on the machine and the data, and no theorem says 64.

# %% [markdown]
# ## 5 · The noise ball
#
# Now the dance floor. Take one direction with curvature $\lambda$ and the minimum at 0, so $f = \lambda\theta^2/2$. A batch's gradient is the true one plus noise:
# $\hat g = \lambda\theta + \xi$. The noise has mean 0 and variance $\sigma^2$, and each update's noise is independent of those before. One update:
#
# $$\theta_{t+1} = \theta_t - \eta\,(\lambda\theta_t + \xi_t) = (1 - \eta\lambda)\,\theta_t - \eta\,\xi_t$$
#
# Square it and take the mean. The product of $\theta_t$ and $\xi_t$ drops out, since $\xi_t$ has mean 0 and knows nothing of $\theta_t$:
#
# $$\mathbb E\,\theta_{t+1}^2 = (1 - \eta\lambda)^2\,\mathbb E\,\theta_t^2 + \eta^2\sigma^2$$
#
# Each update shrinks what is there and adds a constant. In the long run the two balance, at a value $s$ that one more update leaves as it is:
#
# $$s = (1 - \eta\lambda)^2\,s + \eta^2\sigma^2 \quad\Longrightarrow\quad s\,\bigl(1 - (1 - \eta\lambda)^2\bigr) = \eta^2\sigma^2$$
#
# The bracket is $1 - 1 + 2\eta\lambda - \eta^2\lambda^2 = \eta\lambda\,(2 - \eta\lambda)$. So
#
# $$s = \mathbb E\,\theta^2 = \frac{\eta\,\sigma^2}{\lambda\,(2 - \eta\lambda)} \qquad\qquad \mathbb E f = \frac{\lambda}{2}\,s = \frac{\eta\,\sigma^2}{2\,(2 - \eta\lambda)}$$
#
# $\mathbb E f$ is the **noise floor**, and $\sqrt s$ is the radius of the **noise ball**. What do they tell us?
#
# - The floor does not depend on where we started, nor on how long we run. More epochs do not help.
# - For small $\eta$ it is about $\eta\sigma^2/4$. **Half the learning rate, half the floor.** The radius shrinks only by $\sqrt{1/2}$.
# - A batch of $B$ has $1/B$ of the variance, so the floor depends on $\eta/B$. Twice the batch and twice the learning rate leave it where it was, as long as $\eta$ stays well below $2/\lambda$. This is known as the *linear scaling rule*.
# - At $\eta\lambda \ge 2$ nothing balances. The distance grows for ever, as in lesson 02, and the floor is infinite.

# %% [markdown]
# ### Exercise 4 · The noise floor
#
# Write `noise_floor(lr, lam, sigma2)`: the mean of $f = \lambda\theta^2/2$ in the long run,
#
# $$\mathbb E f = \frac{\eta\,\sigma^2}{2\,(2 - \eta\lambda)} \quad \text{while } \eta\lambda \lt 2$$
#
# - `lr`, `lam` and `sigma2` are positive numbers; `sigma2` is $\sigma^2$, a variance. The result is a number.
# - When $\eta\lambda \ge 2$ it is infinity: `np.inf`, or `float("inf")`.
#
# *(2 points)*

# %% nbgrader={"grade": false, "grade_id": "04-noise_floor-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def noise_floor(lr, lam, sigma2):
    """Mean of f = lam * theta**2 / 2 in the long run, when gradients carry noise of variance sigma2."""
    ### BEGIN SOLUTION
    if lr * lam >= 2:
        return np.inf
    return lr * sigma2 / (2 * (2 - lr * lam))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "04-noise_floor-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(noise_floor)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class NoiseFloorExam(Exam):
    lends = ["minibatches", "sgd_epoch", "gradient_variance"]
    examples = [
        "noise_floor(lr=0.3, lam=2.0, sigma2=5.0)",
        "noise_floor(0.1, 15.0, 0.5)",
        "noise_floor(0.5, 4.0, 3.0)",
        "noise_floor(0.5, 6.0, 3.0)",
        "noise_floor(3.0, 0.25, 2.0)",
    ]

    def small_steps(self, rng):
        "is right for small learning rates"
        for _ in range(4):
            self.agree(rng.uniform(0.001, 0.05), rng.uniform(0.5, 4.0), rng.uniform(0.2, 5.0))

    def large_steps(self, rng):
        "is right where the learning rate is near its limit"
        for lam in rng.uniform(0.5, 8.0, size=4):
            self.agree(lr=rng.uniform(1.2, 1.95) / lam, lam=lam, sigma2=rng.uniform(0.2, 5.0))

    def balance(self, rng):
        "is left as it is by one more update"
        for _ in range(3):
            lr, lam, sigma2 = rng.uniform(0.05, 0.4), rng.uniform(0.5, 4.0), rng.uniform(0.2, 5.0)
            floor = self.agree(lr, lam, sigma2)
            self.alike((1 - lr * lam) ** 2 * floor + lam * lr**2 * sigma2 / 2, floor)

    def flat(self, rng):
        "is finite for a large learning rate where the surface is flat"
        for lam in rng.uniform(0.05, 0.4, size=3):
            self.agree(4.0, lam, rng.uniform(0.2, 5.0))

    def at_the_limit(self, rng):
        "is infinite at lr = 2/lam, and not yet just before it"
        assert self.learner(0.25, 8.0, rng.uniform(0.2, 5.0)) == np.inf
        self.agree(0.249, 8.0, rng.uniform(0.2, 5.0))

    def beyond_the_limit(self, rng):
        "is infinite beyond lr = 2/lam, and finite on this side of it"
        for lam in rng.uniform(0.5, 8.0, size=3):
            self.agree(rng.uniform(0.5, 1.9) / lam, lam, rng.uniform(0.2, 5.0))
            assert self.learner(rng.uniform(2.05, 6.0) / lam, lam, rng.uniform(0.2, 5.0)) == np.inf

    def proportional(self, rng):
        "is proportional to the variance of the noise"
        lr, lam = 0.2, rng.uniform(0.5, 4.0)
        self.close(self.agree(lr, lam, 6.0), 3 * self.agree(lr, lam, 2.0))

    mistakes = [
        Mistake("lr squared",
                "The noise comes in with the square of the learning rate, but what balances it has a factor of lr too. What is left?",
                swap=("lr * sigma2", "lr**2 * sigma2")),
        Mistake("variance of theta",
                "This is the mean of theta². How is f made from it?",
                swap=("(2 * (2 - lr * lam))", "(lam * (2 - lr * lam))")),
        Mistake("radius",
                "This is the radius of the noise ball, a distance. The floor is a value of f.",
                swap=("return lr * sigma2 / (2 * (2 - lr * lam))", "return np.sqrt(lr * sigma2 / (lam * (2 - lr * lam)))")),
        Mistake("no guard",
                "For small learning rates you are right. What does the formula give when lr·lam passes 2, and what happens to theta then?",
                code='''
                def noise_floor(lr, lam, sigma2):
                    return lr * sigma2 / (2 * (2 - lr * lam))
                '''),
        Mistake("guard misses the limit itself",
                "Beyond the limit you are right. What happens exactly at it?",
                swap=(">= 2", "> 2")),
        Mistake("guard too early",
                "You give infinity where theta still settles. At which lr·lam does it begin to diverge?",
                swap=(">= 2", ">= 1")),
        Mistake("guard on lr alone",
                "You compare the learning rate with 2. The limit depends on the curvature too.",
                swap=("lr * lam >= 2", "lr >= 2")),
        Mistake("zero beyond the limit",
                "Below the limit you are right. Beyond it theta runs away: how large is f in the long run?",
                swap=("np.inf", "0.0")),
        Mistake("NaN beyond the limit",
                "Below the limit you are right. Beyond it there is an answer: theta runs away. How large is f in the long run?",
                swap=("np.inf", "np.nan")),
        Mistake("no half",
                "A factor of 2 is missing. How does f come from the mean of theta²?",
                swap=("(2 * (2 - lr * lam))", "(2 - lr * lam)")),
        Mistake("small-step approximation",
                "This holds when lr·lam is small. What happens to the floor near the limit?",
                swap=("(2 * (2 - lr * lam))", "4")),
        Mistake("sign",
                "The floor should grow without bound near the limit, and yours shrinks. Look at the bracket 1 − (1 − lr·lam)² again.",
                swap=("(2 - lr * lam))", "(2 + lr * lam))")),
        Mistake("one for two",
                "Expand (1 − lr·lam)² once more, and see what is left of the 2.",
                swap=("(2 - lr * lam))", "(1 - lr * lam))")),
        Mistake("curvature missing in the bracket",
                "The bracket lacks the curvature. Which product decides whether theta settles?",
                swap=("(2 - lr * lam))", "(2 - lr))")),
        Mistake("sigma2 squared",
                "The noise is squared once more here, but sigma2 is a variance already.",
                swap=("lr * sigma2", "lr * sigma2**2")),
        Mistake("standard deviation",
                "You take the root of the noise. The balance is about variances.",
                swap=("lr * sigma2", "lr * np.sqrt(sigma2)")),
        Mistake("no learning rate",
                "The learning rate is missing on top. What happens to the floor when you take smaller steps?",
                swap=("lr * sigma2", "sigma2")),
        Mistake("curvature on top",
                "The curvature comes in once too often. It cancels when f is made from the mean of theta².",
                swap=("lr * sigma2", "lr * lam * sigma2")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### The dance floor, drawn before the dance
#
# Back to the cloud. Its bowl has $\lambda = 1$ in both directions, and the noise of a batch is the same everywhere. So your three functions are all we need:
#
# - `gradient_variance` gives $V$, the noise of both directions together;
# - `noise_floor(lr, 1, V)` gives $\mathbb E f$, since the floor is proportional to $\sigma^2$;
# - $f = \frac12\lVert \theta - \bar x \rVert^2$, so the radius is $\sqrt{2\,\mathbb E f}$.
#
# The picture draws the circles and the floors first, then lets your `sgd_epoch` dance.
#
# **Predict.**
#
# 1. Slide `lr` from 0.4 to 0.1, and on to 0.025. By what factor do the circles shrink each time: 2, or 4? And how much of the dance is inside?
# 2. Compare `lr` = 0.1 with batches of 5, and `lr` = 0.4 with batches of 20. Which has the larger ball?
# 3. Push `lr` to the right end. What becomes of the circles?

# %%
noise_ball(sgd_epoch, noise_floor, gradient_variance, lr=0.4)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 1. The radius of SGD's ball is 0.80, then 0.37, then 0.18: it goes with $\sqrt\eta$, by a little more than 2 at first, and by almost exactly 2 then. About two thirds of the dance at 0.4 is inside. The ball is no wall: its radius is the root of the mean squared distance.
#    The cloud is wider than it is high, and so is the dance. The circle says how far, not in which direction.
# 2. Nearly the same: 0.16 and 0.17. They have the same $\eta/B$. That is the linear scaling rule.
# 3. They grow faster and faster, and at $\eta\lambda = 2$ they are gone. Nothing balances any more, and the picture says so.
#
# </details>
#
# How good is the prediction in numbers? A larger cloud of 4000 points, five epochs of your `sgd_epoch` from its centre, and the mean of $f$ against the floor:

# %%
rng = np.random.default_rng(7)
cloud = rng.normal([2.0, 1.0], [1.5, 0.8], size=(4000, 2))
centre, unused = cloud.mean(axis=0), np.zeros(4000)

def to_cloud(theta, Xb, yb):
    return theta - Xb.mean(axis=0)

def dance(lr, batch_size, epochs=5):
    """Run the learner's epochs from the centre; return where gradients were taken, after a while."""
    visited, rng, theta = [], np.random.default_rng(3), centre
    for _ in range(epochs):
        theta = sgd_epoch(lambda at, Xb, yb: (visited.append(np.array(at)), to_cloud(at, Xb, yb))[1],
                          theta, cloud, unused, lr, batch_size, rng)
    return np.array(visited[len(visited) // 10:])

# %%
def floors(lr, batch_size):
    visited = dance(lr, batch_size)
    measured = np.mean(np.sum((visited - centre) ** 2, axis=1)) / 2
    return measured, noise_floor(lr, 1.0, gradient_variance(-cloud, batch_size, False))

try:
    table = [(lr, batch_size, *floors(lr, batch_size)) for lr, batch_size in ((0.4, 1), (0.1, 1), (0.2, 2), (0.4, 4))]
except NotImplementedError:
    print("These numbers wait for sgd_epoch, gradient_variance and noise_floor.")
else:
    rows = [f"{lr:>5} {batch_size:>9} {found:>10.4f} {predicted:>10.4f}" for lr, batch_size, found, predicted in table]
    print("   lr batch_size   measured  predicted", *rows, sep="\n")

# %% [markdown]
# Within 5 percent, all of them. The last three lines have the same $\eta/B$, and nearly the same floor: the linear scaling rule in numbers.
# You also see why it is only nearly true: $2 - \eta\lambda$ is not quite 2, and the larger rate has the higher floor.
#
# <details><summary>A careful reader's objection: are those noises independent?</summary>
#
# Not quite. We deal without replacement, so what the first half of an epoch had too much of, the second half has too little of. Over a whole epoch the errors cancel.
# The walker remembers about $1/(\eta\lambda)$ updates. When an epoch has far more updates than that, as here, the walker has forgotten the beginning before the cancelling comes, and the formula is good.
# When an epoch is short against its memory, reshuffled epochs end *below* our floor. You can see it in the picture: with its 400 points and `lr` = 0.02, four fifths of SGD's dance are inside the circle.
# Dealing cards is not only fairer: it is quieter. The formula then errs on the safe side.
#
# On real problems $\sigma^2$ also changes with $\theta$. Near a minimum where every example is fitted exactly it even vanishes, and then there is no floor at all.
#
# </details>

# %% [markdown]
# ## 6 · Schedules
#
# A large learning rate is fast and ends on a high floor. A small one has a low floor and takes for ever to get there. Why not begin large and become small? A **schedule** makes the learning rate depend on the number of updates:
#
# $$\eta_t = \frac{\eta_0}{1 + k\,t}, \qquad t = 0, 1, 2, \dots$$
#
# Why this one, and not, say, $\eta_0 \cdot 0.99^t$? Herbert Robbins and Sutton Monro gave the reason in 1951. On a surface like ours, two things together bring $\theta$ arbitrarily close to the minimum:
#
# $$\sum_t \eta_t = \infty \qquad\text{and}\qquad \sum_t \eta_t^2 \lt \infty$$
#
# The first says that the steps together can reach any distance, however far we started. The second says that all the noise together stays finite, so that it dies out.
# A constant rate fails the second. A geometric one fails the first: $\sum_t \eta_0 \cdot 0.99^t = 100\,\eta_0$, and then it is frozen. Of the inverse-time schedule the first sum grows like $\ln t$, and the second converges like $\sum 1/t^2$. Both hold.
#
# There is a gem in it. On our cloud, with $\eta_0 = 1$ and $k = 1$, so $\eta_t = \frac{1}{t+1}$:
#
# $$\theta_{t+1} = \theta_t - \frac{1}{t+1}\,(\theta_t - x_t) = \frac{t\,\theta_t + x_t}{t+1}$$
#
# Read the right side: $t$ times the mean of the first $t$ points, plus one more point, divided by $t + 1$. **SGD with this schedule is the running mean.** It forgets its start at the first step, and after one epoch it is exactly at the minimum.

# %% [markdown]
# ### Exercise 5 · A falling learning rate
#
# Write `inverse_time_lr(t, lr0, decay)`: the learning rate of update number $t$,
#
# $$\eta_t = \frac{\eta_0}{1 + k\,t}, \qquad k = \texttt{decay}$$
#
# - `t` is a whole number and counts from 0: the first update has $\eta_0$ itself. `lr0` is a positive number, `decay` is 0 or more.
# - The result is a number. Each call computes it from `t` alone.
#
# *(2 points)*

# %% nbgrader={"grade": false, "grade_id": "04-inverse_time_lr-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inverse_time_lr(t, lr0, decay):
    """Learning rate of update t = 0, 1, 2, ..., a float."""
    ### BEGIN SOLUTION
    return lr0 / (1 + decay * t)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "04-inverse_time_lr-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(inverse_time_lr)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class InverseTimeLrExam(Exam):
    lends = ["minibatches", "sgd_epoch", "gradient_variance", "noise_floor"]
    examples = [
        "[inverse_time_lr(t, lr0=0.8, decay=0.5) for t in (0, 1, 2, 6)]",
        "inverse_time_lr(30, 2, 1)",
        "[inverse_time_lr(t, 3, 1) for t in (0, 1)]",
        "[inverse_time_lr(t=t, lr0=0.3, decay=0.0) for t in (0, 9)]",
    ]

    def some(self, rng):
        "is right for any t, lr0 and decay"
        for t in (1, 2, 7, 40):
            self.agree(t, rng.uniform(0.05, 2.0), rng.uniform(0.01, 1.5))

    def first(self, rng):
        "is lr0 at the first update, t = 0, and less at the next one"
        for decay in rng.uniform(0.1, 2.0, size=3):
            self.agree(t=0, lr0=rng.uniform(0.1, 1.0), decay=decay)
            self.agree(t=1, lr0=rng.uniform(0.1, 1.0), decay=decay)

    def constant(self, rng):
        "is constant when decay is 0, and only then"
        for t in (0, 1, 500):
            self.agree(t, 0.37, 0.0)
        self.agree(9, 0.37, 0.2)

    def late(self, rng):
        "falls like 1/t after many updates"
        for t in (10_000, 1_000_000):
            self.agree(t, rng.uniform(0.1, 1.0), rng.uniform(0.5, 1.0))

    def whole_numbers(self, rng):
        "is right when all its arguments are whole numbers"
        for t in (1, 4, 9):
            self.agree(t, 3, 2)

    def any_order(self, rng):
        "depends on t alone, not on which t was asked for before"
        for t in (5, 2, 9, 2):
            self.agree(t, 0.6, 0.3)

    mistakes = [
        Mistake("compounds",
                "The factor is applied again at each update, so the rate falls geometrically. Here t stands inside the denominator.",
                swap=("(1 + decay * t)", "(1 + decay) ** t")),
        Mistake("starts at t = 1",
                "The first update is off already. What is t there, and what should the rate be?",
                swap=("decay * t", "decay * (t + 1)")),
        Mistake("one update late",
                "The schedule lags one update behind. What is t at the first update?",
                swap=("decay * t", "decay * max(t - 1, 0)")),
        Mistake("forgets the 1",
                "At t = 0 you divide by zero. What keeps the denominator at 1 there?",
                swap=("(1 + decay * t)", "(decay * t)")),
        Mistake("missing parentheses",
                "Division binds more tightly than addition. What is the whole denominator?",
                swap=("lr0 / (1 + decay * t)", "lr0 / 1 + decay * t")),
        Mistake("exponential",
                "This falls exponentially, so that the steps can reach only a finite distance. Look at the schedule's formula again.",
                swap=("lr0 / (1 + decay * t)", "lr0 * np.exp(-decay * t)")),
        Mistake("linear",
                "This falls on a straight line and turns negative. How does 1/(1 + kt) behave for large t?",
                swap=("lr0 / (1 + decay * t)", "lr0 * (1 - decay * t)")),
        Mistake("square root of t",
                "This falls with the square root of t. Which power does the formula have?",
                swap=("decay * t", "decay * np.sqrt(t)")),
        Mistake("square root of all",
                "There is a square root too many around the denominator.",
                swap=("(1 + decay * t)", "np.sqrt(1 + decay * t)")),
        Mistake("square of t",
                "This falls with the square of t, so that the steps can reach only a finite distance.",
                swap=("decay * t", "decay * t**2")),
        Mistake("grows",
                "Your learning rate grows with t. Multiply or divide?",
                swap=("lr0 / (1 + decay * t)", "lr0 * (1 + decay * t)")),
        Mistake("whole-number division",
                "// drops everything behind the decimal point. Which division keeps it?",
                swap=("lr0 / (", "lr0 // (")),
        Mistake("no decay",
                "The decay does not come in. How fast should the rate fall?",
                swap=("decay * t", "t")),
        Mistake("divides t by decay",
                "A larger decay should make the rate fall faster, and yours makes it fall more slowly. (For decay = 0 there must be an answer too.)",
                swap=("decay * t", "t / max(decay, 1e-300)")),
        Mistake("no lr0",
                "The first learning rate is missing.",
                swap=("lr0 / (", "1 / (")),
        Mistake("factor only",
                "The decay multiplies lr0 as well. Put t = 0 in: does lr0 come out?",
                swap=("lr0 / (", "decay * lr0 / (")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### Large, small, falling
#
# Back to the cloud. Twenty walkers start ten units away and make 2000 updates with single examples. We show their mean squared distance from the centre. Batches come from your `minibatches`, and the rates of the falling schedules from your `inverse_time_lr`.
#
# **Predict.** Four rates: constant 0.5; constant 0.01; $\frac{1}{1 + t}$; and $\frac{0.5}{1 + 5t}$, which falls faster. Rank them at update 20, and again at update 2000.

# %%
schedules = {
    "constant 0.5": lambda t: 0.5,
    "constant 0.01": lambda t: 0.01,
    "1 / (1 + t)": lambda t: inverse_time_lr(t, 1.0, 1.0),
    "0.5 / (1 + 5t)": lambda t: inverse_time_lr(t, 0.5, 5.0),
}
list(schedules)

# %%
def mean_distance(schedule, walkers=20):
    """Mean squared distance from the centre before each of 2000 updates."""
    squares = np.zeros(2000)
    for seed in range(walkers):
        theta, rng = centre + np.array([8.0, 6.0]), np.random.default_rng(seed)
        for t, (Xb, yb) in enumerate(itertools.islice(minibatches(cloud, unused, 1, rng), 2000)):
            squares[t] += np.sum((theta - centre) ** 2) / walkers
            theta = theta - schedule(t) * to_cloud(theta, Xb, yb)
    return squares

# %%
try:
    curves = {name: mean_distance(schedule) for name, schedule in schedules.items()}
except NotImplementedError:
    print("This picture waits for minibatches and inverse_time_lr: write them above, then run this cell again.")
else:
    fig, ax = plt.subplots(figsize=(8, 3.4))
    for (name, squares), style in zip(curves.items(), ("-", "--", "-.", ":")):
        ax.plot(np.arange(1, 2001), squares, style, label=name)
    ax.legend()
    _ = ax.set(xscale="log", yscale="log", xlabel="update", ylabel="mean squared distance", title="Four learning rates on the cloud")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# At update 20 the running mean, $\frac{1}{1+t}$, leads, and the constant 0.5 has reached its floor, where it will stay. At update 2000 the running mean is still falling along a straight line: ten times the updates, a tenth of the squared distance.
# The constant 0.01 was the slowest at first, and has come down to a low floor of its own.
#
# The schedule that falls faster is the great disappointment. It hardly moves. Its sum is infinite, but it grows like $\frac1{10} \ln t$: to forget a start ten units away, it would need more updates than anyone has time for.
# On curvature $\lambda$ the distance from the start shrinks about like $t^{-\lambda\eta_0/k}$. So **falling too fast is as bad as not falling**: keep $\lambda\,\eta_0/k$ at 1 or more.
#
# </details>
#
# In practice one rarely knows $\lambda$. So people hold the rate constant as long as the cost falls, then divide it by 10, or let it fall along a cosine. The reason is the same: far away be fast, near the end be quiet.

# %% [markdown]
# ## 7 · Let the dance cancel itself
#
# There is another way to be quiet, and it needs no schedule. The walker dances *around* the minimum. So the mean of its positions should be closer than any one of them. How much closer?
#
# Take the update once more, solved for $\lambda\theta_t$:
#
# $$\theta_{t+1} = \theta_t - \eta\,(\lambda\theta_t + \xi_t) \quad\Longrightarrow\quad \lambda\,\theta_t = \frac{\theta_t - \theta_{t+1}}{\eta} - \xi_t$$
#
# Add up $n$ of these lines, from $t = b$ to $t = b + n - 1$. The differences telescope, and only the first and the last $\theta$ remain. Divide by $n\lambda$:
#
# $$\bar\theta = \frac1n \sum_{t=b}^{b+n-1} \theta_t = \underbrace{\frac{\theta_b - \theta_{b+n}}{\eta\lambda\,n}}_{\text{dies out like } 1/n} - \underbrace{\frac{1}{\lambda n} \sum_{t=b}^{b+n-1} \xi_t}_{\text{variance } \sigma^2/(\lambda^2 n)}$$
#
# The learning rate has gone from the noise. **Whatever $\eta$ is, the mean gets as close as $\sigma^2/(\lambda^2 n)$ allows**, and no method that sees $n$ noisy gradients can beat that in general.
# What $\eta$ still does is in the first term: a larger one forgets the start sooner. To spare the mean the long way down, one leaves out the first $b$ positions, the *burn-in*.
# Boris Polyak and Anatoli Juditsky made a theory of this in 1992; David Ruppert had found it too, so it is called Polyak–Ruppert averaging.

# %% [markdown]
# ### Exercise 6 · A challenge: average the path
#
# Write `average_iterates(path, burn_in)`: the mean of the positions `path[burn_in:]`.
#
# - `path` is an array `(steps + 1, d)`. Row 0 is the start, row $t$ is $\theta_t$. The result is an array `(d,)`.
# - `burn_in` is the number of rows left out at the beginning, $0 \le$ `burn_in` $\le$ `steps`. At 0 every row counts, the start included.
# - Leave `path` unchanged.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% nbgrader={"grade": false, "grade_id": "04-average_iterates-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average_iterates(path, burn_in):
    """Mean of the rows from burn_in on, an array (d,). path: array (steps + 1, d)."""
    ### BEGIN SOLUTION
    return path[burn_in:].mean(axis=0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "04-average_iterates-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(average_iterates)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class AverageIteratesExam(Exam):
    lends = ["minibatches", "sgd_epoch", "gradient_variance", "noise_floor", "inverse_time_lr"]
    examples = [
        "average_iterates(np.array([[9.5, 1.0, -2.0], [4.0, 3.0, 0.5], [2.0, -5.0, 1.0], [1.0, 0.0, 3.5], [-2.0, 7.0, 1.5]]), burn_in=2)",
        "average_iterates(path=np.array([[9.5, 1.0, -2.0], [4.0, 3.0, 0.5], [2.0, -5.0, 1.0], [1.0, 0.0, 3.5], [-2.0, 7.0, 1.5]]), burn_in=0)",
        "average_iterates(np.array([[8.0], [5.0], [-1.0], [2.0]]), 3)",
    ]

    def walk(self, rng, steps, d):
        return np.cumsum(rng.normal(size=(steps + 1, d)), axis=0)

    def after_burn_in(self, rng):
        "is the mean of the rows after the burn-in"
        for steps, d, burn_in in ((9, 2, 3), (20, 3, 1), (15, 1, 12), (6, 4, 2)):
            self.agree(self.walk(rng, steps, d), burn_in)

    def without_burn_in(self, rng):
        "counts every row, the start included, when burn_in is 0"
        for steps, d in ((7, 2), (12, 3), (3, 1)):
            self.agree(path=self.walk(rng, steps, d), burn_in=0)

    def last_row(self, rng):
        "is the last row when all others are left out, and a mean when two are left"
        self.agree(self.walk(rng, 8, 2), 8)
        self.agree(self.walk(rng, 8, 2), 7)

    def far_start(self, rng):
        "does not depend on the rows that are left out"
        path = self.walk(rng, 10, 2)
        far = path.copy()
        far[:4] += 1000.0
        self.close(self.agree(far, 4), self.agree(path, 4))

    def keeps_path(self, rng):
        "leaves path unchanged"
        self.unchanged(self.walk(rng, 9, 3), 2)
        self.unchanged(self.walk(rng, 9, 3), 0)

    mistakes = [
        Mistake("one row too few",
                "One row too many is left out. How many rows does burn_in = 0 leave out?",
                swap=("path[burn_in:]", "path[min(burn_in + 1, len(path) - 1):]")),
        Mistake("one row too many",
                "One row of the burn-in still counts. Which is the first row that stays?",
                swap=("path[burn_in:]", "path[max(burn_in - 1, 0):]")),
        Mistake("the burn-in itself",
                "You average the rows that should be left out.",
                swap=("path[burn_in:]", "path[:max(burn_in, 1)]")),
        Mistake("the last burn_in rows",
                "A minus sign counts from the end. How many rows should be left out, and where?",
                swap=("path[burn_in:]", "path[-burn_in:]")),
        Mistake("start always left out",
                "The start never counts here. At burn_in = 0 it should.",
                swap=("path[burn_in:]", "path[max(burn_in, 1):]")),
        Mistake("last row left out",
                "The end of the path does not count. Does a slice include its end?",
                swap=("path[burn_in:].mean(axis=0)", "path[burn_in:max(len(path) - 1, 1)].sum(axis=0) / max(len(path) - 1 - burn_in, 1)")),
        Mistake("burn-in ignored",
                "All rows count. Which should be left out?",
                swap=("path[burn_in:]", "path")),
        Mistake("divided by all rows",
                "The sum is right, but you divide by the number of all rows. How many were added?",
                swap=(".mean(axis=0)", ".sum(axis=0) / len(path)")),
        Mistake("divided by the steps",
                "The sum is right, but there is one row more than you divide by. Count the rows of path[burn_in:].",
                swap=(".mean(axis=0)", ".sum(axis=0) / max(len(path) - 1 - burn_in, 1)")),
        Mistake("sum",
                "These are the rows added up. What is missing to make it a mean?",
                swap=(".mean(axis=0)", ".sum(axis=0)")),
        Mistake("one number",
                "All coordinates are averaged into one number. Over which axis should the mean go?",
                swap=("mean(axis=0)", "mean()")),
        Mistake("other axis",
                "You average the coordinates of each position. Over which axis should the mean go?",
                swap=("mean(axis=0)", "mean(axis=1)")),
        Mistake("median",
                "This is the median. Noise that cancels does so in the mean.",
                swap=("path[burn_in:].mean(axis=0)", "np.median(path[burn_in:], axis=0)")),
        Mistake("last iterate",
                "This is where the walker stands at the end. What of the other positions?",
                swap=("path[burn_in:].mean(axis=0)", "path[-1]")),
        Mistake("halfway between the ends",
                "Only the first and the last position count. All of them should.",
                swap=("path[burn_in:].mean(axis=0)", "(path[burn_in] + path[-1]) / 2")),
        Mistake("running means",
                "You return a running mean for every step. The prompt asks for the last one.",
                swap=("path[burn_in:].mean(axis=0)",
                      "np.cumsum(path[burn_in:], axis=0) / np.arange(1, len(path) - burn_in + 1)[:, None]")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### The mean of a dance
#
# One walker on the cloud, with the large constant rate 0.4 and single examples, and the mean of its path so far. It starts ten units away.
#
# **Predict.** Without any burn-in, will the mean be better than the walker itself after 10 updates? After 4000?

# %%
try:
    path = [centre + np.array([8.0, 6.0])]
    for Xb, yb in minibatches(cloud, unused, 1, np.random.default_rng(5)):
        path.append(path[-1] - 0.4 * to_cloud(path[-1], Xb, yb))
    path, counts = np.array(path), np.unique(np.geomspace(1, 4000, 60).astype(int))
    means = {burn_in: [average_iterates(path[:n + 1], min(burn_in, n)) for n in counts] for burn_in in (0, 20)}
except NotImplementedError:
    print("This picture waits for minibatches and average_iterates: write them above, then run this cell again.")
else:
    fig, ax = plt.subplots(figsize=(8, 3.4))
    ax.plot(counts, np.linalg.norm(path[counts] - centre, axis=1), ".", color="0.6", label="the walker")
    for (burn_in, averaged), style in zip(means.items(), ("--", "-")):
        ax.plot(counts, np.linalg.norm(averaged - centre, axis=1), style, label=f"mean, burn-in {burn_in}")
    ax.legend()
    _ = ax.set(xscale="log", yscale="log", xlabel="updates", ylabel="distance from the centre", title="A dancer and its mean, lr = 0.4")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# At first the mean is worse: it drags the far start along. With a burn-in of 20 it forgets the start, and soon falls about like $1/\sqrt n$, while the walker dances on at its floor.
# Without burn-in the mean gets there too, but later. The dive at the very end is the deck running out: after a whole epoch every point has been dealt once, and the errors cancel.
#
# </details>

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | batch's gradient | $\hat g = \frac1B \sum_{i \in S} g_i$, with $\mathbb E\,\hat g = \bar g$ |
# | one epoch | shuffle; for each batch $\theta \leftarrow \theta - \eta\,\hat g(\theta)$; $\lceil m/B \rceil$ updates, $m$ gradient evaluations |
# | variance, with replacement | $S/B$, with $S = \frac1m \sum_i \lVert g_i - \bar g \rVert^2$ |
# | variance, without replacement | $\frac{S}{B} \cdot \frac{m - B}{m - 1}$ |
# | noise ball | $\mathbb E\,\theta^2 = \eta\sigma^2/(\lambda(2 - \eta\lambda))$ |
# | noise floor | $\mathbb E f = \eta\sigma^2/(2(2 - \eta\lambda))$, about $\eta\sigma^2/4$ |
# | Robbins and Monro | $\sum \eta_t = \infty$ and $\sum \eta_t^2 \lt \infty$ |
# | inverse time | $\eta_t = \eta_0/(1 + k\,t)$; keep $\lambda\eta_0/k \ge 1$ |
# | averaging | $\bar\theta = \frac1n \sum_{t \ge b} \theta_t$, with variance $\sigma^2/(\lambda^2 n)$ |
#
# **When to use what**
#
# - A few hundred examples: batch gradient descent is fine, and exact.
# - Anything larger: mini-batches. Begin with 50 to 256, as your machine likes it.
# - The cost falls fast and then trembles: you are on the floor. Lower the rate, enlarge the batch, or average. More epochs with the same rate do not help.
# - You change the batch size: change the rate with it, in proportion, while it stays well below $2/\lambda$.
# - You compare two runs: on equal gradient evaluations, not on equal updates.
#
# **To read**
#
# - H. Robbins, S. Monro, *A Stochastic Approximation Method*, Annals of Mathematical Statistics 22(3), 1951: where it all begins.
# - L. Bottou, F. E. Curtis, J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*, SIAM Review 60(2), 2018: noise balls, batches and schedules with proofs.
# - B. T. Polyak, A. B. Juditsky, *Acceleration of Stochastic Approximation by Averaging*, SIAM Journal on Control and Optimization 30(4), 1992.
# - P. Goyal and others, *Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour*, 2017: the linear scaling rule at work, and where it ends.
#
# **What you can do now.** You can feed a model its data in batches without tearing a pair apart, and run it epoch by epoch. You can say beforehand how noisy a batch is and how close a constant rate will get,
# and you know three ways to get closer. The noise will stay with us: lesson 05 gives the walker a memory, lesson 06 a step size for every parameter, and lesson 07 puts your `minibatches` to work.
