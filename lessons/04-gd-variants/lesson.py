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

from course import check, noise_ball, using

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

# %% exercise="minibatches" points=3
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

# %% check="minibatches"
check(minibatches)

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

# %% exercise="sgd_epoch" points=4
def sgd_epoch(grad_f, theta, X, y, lr, batch_size, rng):
    """Theta after one epoch of mini-batch gradient descent, an array (d,).

    grad_f: function of (theta, Xb, yb). theta: array (d,). X: (m, d). y: (m,).
    """
    ### BEGIN SOLUTION
    for Xb, yb in minibatches(X, y, batch_size, rng):
        theta = theta - lr * grad_f(theta, Xb, yb)
    return theta
    ### END SOLUTION

# %% check="sgd_epoch"
check(sgd_epoch)

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

# %% exercise="gradient_variance" points=3
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

# %% check="gradient_variance"
check(gradient_variance)

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
with using("gradient_variance"):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(sizes, measured, "o", label="measured, without replacement")
    ax.plot(sizes, [gradient_variance(G, size, False) for size in sizes], "-", label="yours, without replacement")
    ax.plot(sizes, [gradient_variance(G, size, True) for size in sizes], "--", label="yours, with replacement")
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

# %% exercise="noise_floor" points=2
def noise_floor(lr, lam, sigma2):
    """Mean of f = lam * theta**2 / 2 in the long run, when gradients carry noise of variance sigma2."""
    ### BEGIN SOLUTION
    if lr * lam >= 2:
        return np.inf
    return lr * sigma2 / (2 * (2 - lr * lam))
    ### END SOLUTION

# %% check="noise_floor"
check(noise_floor)

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

with using("sgd_epoch", "gradient_variance", "noise_floor"):
    table = [(lr, batch_size, *floors(lr, batch_size)) for lr, batch_size in ((0.4, 1), (0.1, 1), (0.2, 2), (0.4, 4))]
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

# %% exercise="inverse_time_lr" points=2
def inverse_time_lr(t, lr0, decay):
    """Learning rate of update t = 0, 1, 2, ..., a float."""
    ### BEGIN SOLUTION
    return lr0 / (1 + decay * t)
    ### END SOLUTION

# %% check="inverse_time_lr"
check(inverse_time_lr)

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
with using("minibatches", "inverse_time_lr"):
    curves = {name: mean_distance(schedule) for name, schedule in schedules.items()}
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

# %% exercise="average_iterates" points=2
def average_iterates(path, burn_in):
    """Mean of the rows from burn_in on, an array (d,). path: array (steps + 1, d)."""
    ### BEGIN SOLUTION
    return path[burn_in:].mean(axis=0)
    ### END SOLUTION

# %% check="average_iterates"
check(average_iterates)

# %% [markdown]
# ### The mean of a dance
#
# One walker on the cloud, with the large constant rate 0.4 and single examples, and the mean of its path so far. It starts ten units away.
#
# **Predict.** Without any burn-in, will the mean be better than the walker itself after 10 updates? After 4000?

# %%
with using("minibatches", "average_iterates"):
    path = [centre + np.array([8.0, 6.0])]
    for Xb, yb in minibatches(cloud, unused, 1, np.random.default_rng(5)):
        path.append(path[-1] - 0.4 * to_cloud(path[-1], Xb, yb))
    path, counts = np.array(path), np.unique(np.geomspace(1, 4000, 60).astype(int))
    means = {burn_in: [average_iterates(path[:n + 1], min(burn_in, n)) for n in counts] for burn_in in (0, 20)}
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
