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

from course import check, data, training, using
from course.network import initial_params, mlp_gradients

# %% [markdown]
# ## 1 · The digits
#
# In the 1990s, 43 people filled in forms with digits, and E. Alpaydin and C. Kaynak made 8×8 pictures of them. We use 1797 of these, by 13 of the writers, in three parts:
#
# - 1442 to **train** on: the only ones that the weights ever learn from.
# - 179 for **validation**: we look at them as often as we like, to choose between settings. Whoever tries twenty settings and keeps the best has chosen the luckiest one, too, so the accuracy here becomes too good to be true.
# - 176 for the **test**: they stay locked, and we measure on them once, at the end of section 6. Only digits that played no part in the choice can say how good we are.

# %%
X, labels, X_validation, labels_validation = data.parts()

fig, axes = plt.subplots(2, 10, figsize=(8, 2), layout="constrained")
for ax, picture, label in zip(axes.flat, X, labels):
    ax.imshow(picture.reshape(8, 8), cmap="gray_r")
    ax.set(title=label, xticks=[], yticks=[])
X.shape, X_validation.shape

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

# %% exercise="accuracy" points=2
def accuracy(params, X, labels):
    """Share of the examples (m, d) that the network classifies as in labels (m,), from 0 to 1."""
    ### BEGIN SOLUTION
    hidden = np.tanh(X @ params["W1"] + params["b1"])
    scores = hidden @ params["W2"] + params["b2"]
    return float(np.mean(np.argmax(scores, axis=1) == labels))
    ### END SOLUTION

# %% check="accuracy"
check(accuracy)

# %%
with using("accuracy"):
    print(f"before training: {accuracy(start, X_validation, labels_validation):.3f} of the validation digits are right")

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

# %% exercise="train" points=5
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

# %% check="train"
check(train)

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
# On the left, pale, the loss of each batch; strong, the mean of the last 46, which make an epoch. On the right, how many *new* digits are right: those for validation.
# Below, the new digits that are still misread at this moment, each with what it is and what the network takes it for.
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
# Two rules keep you honest. **Train on the training digits only.** And **choose by the validation digits**, never by the test: whoever tries twenty settings and keeps the one with the best test score has trained on the test, by hand.
#
# And mind the error bar. With 179 digits and 97 % right, luck alone moves the accuracy by $\sqrt{0.97 \cdot 0.03/179} = 1.3$ percentage points. A difference of half a point is no difference.
# The seed is luck as well: other first weights and other batches move the accuracy by a point or so. One seed that reaches a goal proves little, so we ask for several.

# %% [markdown]
# ### Exercise 3 · Your run
#
# Write `my_run(X, labels, epochs, rng)`. It draws initial weights, trains a network on the digits it is given, with an optimizer of your choice, and returns what `train` returns: `(params, history)`.
# With 20 epochs, **at least 95 %** of digits that it has not seen must be right, **from every seed that is tried**. Plan a margin: an answer that reaches it from two seeds of three is not there yet.
#
# - `X` is `(m, 64)`, `labels` is `(m,)` with whole numbers from 0 to 9. Leave both unchanged. Use no other digits than these, also not for validation or test: the tests notice.
# - It makes `epochs` passes through the data, so `history` is twice as long for twice as many.
# - All randomness comes from `rng`, for the initial weights and for the batches. The tests use several seeds.
# - `params` has the keys `W1`, `b1`, `W2`, `b2`; the number of hidden units is yours. The tests put the pixels into it as they come, from 0 to 1, and compute the accuracy themselves.
# - The labels may mean something else: the tests permute them, so that "3" is called 8, and so on. In one test all digits have the same label. A network that learns from what it is given does not mind.
# - 20 epochs should take no more than a second or two. Batches of 16 or more, and up to about 100 hidden units, are fine; `check` stops after 3 seconds.
#
# You may call `initial_params`, your `train` and the optimizers above. When this exercise is graded, a mistake in `train` costs nothing here.
# If you write an optimizer of your own, put it into the answer cell. *(3 points)*

# %% exercise="my_run" points=3
def my_run(X, labels, epochs, rng):
    """Train a network on digits X (m, 64), labels (m,). Returns (params, history)."""
    ### BEGIN SOLUTION
    def step(params, grads, state):
        velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] for name in params}
        return {name: params[name] - velocity[name] for name in params}, velocity

    begin = initial_params((64, 32, 10), rng)
    return train(begin, X, labels, step, epochs, batch_size=64, rng=rng)
    ### END SOLUTION

# %% check="my_run"
check(my_run)

# %% [markdown]
# ### What it gets wrong
#
# *Your* run, from your weights, with your optimizer, and the validation digits that it misreads: below each one the label, and what the network says.
#
# **Predict.** Which digits will it confuse? Would you have read them right?

# %%
mine = training(my_run, accuracy=accuracy, seed=1)

# %% [markdown]
# What did you see? Go back with *Play* and look for the digits that are learned last: they are the ones that still look odd at the end.
#
# Some of them you would misread as well. For a few there is no excuse, except that the network has only 32 hidden units and has never been told that pixels have neighbours.
#
# ### The final measure
#
# Are you content with your settings? Then comes the moment for the test digits. `data.final_share(params)` is the only function that looks at them. Five seeds show the margin.
#
# **Predict.** You know your accuracy on the validation digits. Will it be better or worse on the test, and by how much may the five runs differ?

# %%
with using("my_run"):
    shares = [data.final_share(my_run(X, labels, 20, np.random.default_rng(seed))[0]) for seed in range(5)]
    print(f"{100 * min(shares):.1f} to {100 * max(shares):.1f} % of the test digits over 5 seeds")

# %% [markdown]
# Ours: 97.2 to 98.9 %. The five runs differ by nearly two points, and nothing but luck is between them.
# Ours was a little lower on the validation digits, 96.6 %, and that is luck, too: 176 other digits.
#
# If you now change a setting because you don't like these numbers, the test digits have become validation digits, and you have none left to test on. That is the price, and it is why they were locked.
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
# - Draw each history on the axes `ax`, loss against updates, in the order of `steps`, with one call of `ax.plot(history, label=name)` each. Style, axis labels and a legend are up to you; call them on `ax`.
# - Leave `steps`, `params`, `X` and `labels` unchanged.
#
# You may call your `train`. When this exercise is graded, a mistake in it costs nothing here. *(2 points)*

# %% exercise="compare" points=2
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

# %% check="compare"
check(compare)

# %% [markdown]
# ### The race
#
# Three optimizers, with settings that people would call usual: SGD with $\eta = 0.1$, momentum with $\eta = 0.1$ and $\gamma = 0.9$, Adam with $\eta = 0.01$. First comes your figure, then the same race live.
#
# **Predict.** Draw the three curves in your mind, or on paper, before you run it. Who is ahead after 50 updates? Who has the lowest loss at the end? And who has the best accuracy on the new digits?

# %%
runners = {"SGD": sgd(0.1), "momentum": momentum(0.1), "Adam": adam(0.01)}
with using("train", "compare"):
    fig, ax = plt.subplots(figsize=(8, 3))
    histories = compare(ax, runners, start, X, labels, 20, 32, seed=1)
    _ = ax.set(xlabel="update", ylabel="loss", yscale="log")

# %% [markdown]
# So many batches, so much noise. The picture below adds the mean of each epoch, and the validation digits. They train one after the other; when all are done, *Play* lets them run side by side.

# %%
race = training(train, start, runners, accuracy=accuracy, epochs=20, batch_size=32, seed=1)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Momentum and Adam leave SGD behind from the first epoch on, and end with a tenth of its loss. On the new digits the three are within a point and a half of each other: that may be luck.
# The last bit of training loss is not worth much on new digits.
#
# And the two bumps, in both curves at the same place? The last batch of an epoch has only two pictures, so each counts 16 times as much as in the others. Twice one of them was hard,
# its large gradient kicked the weights off their place, and the next twenty batches had to pay. Leave out these two updates, and both bumps are gone: we tried.
#
# And now the question that decides everything: was it fair? In the long run momentum with $\eta = 0.1$ and $\gamma = 0.9$ makes steps like SGD with $\eta/(1 - \gamma) = 1$ (lesson 05).
# Try `sgd(1.0)` in the race before you write the next answer.
#
# </details>

# %% [markdown] question="why" points=2
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
# - **0.5 · Result.** Names a winner and the measure (training loss, speed in the first epoch, validation accuracy), with at least one number from the learner's own run. No marks for "Adam is best" alone.
# - **1 · Reason.** Half a point for a mechanism that is right: momentum adds up gradients that agree, so its steps grow to η/(1 − γ), ten times SGD's; or Adam divides by each entry's typical size, so that weights with small gradients move as well.
#   Half a point for tying it to this network or figure: the early part of the curve, weights of rim pixels with tiny gradients, roughness from the batches, SGD still falling at the end.
# - **0.5 · Fairness.** Says that the learning rates were not tuned alike, or that SGD with η near 1 catches up, or that accuracies differ by no more than chance (about 1.3 points), and what to do about it (tune each on the validation digits, several seeds).
#
# A wrong statement about a mechanism costs half a point, once. A different winner than ours is fine if the numbers are there.
#
# *A full answer, for comparison.* "In the last epoch momentum and Adam had a loss of about 0.01, SGD 0.12, so they won on training loss. Momentum won because the gradients of successive batches mostly agree: its velocity adds them up to ten times a single push,
# and SGD with η = 0.1 simply walks ten times slower; its curve was still falling at the end. Adam won because it gives each weight its own step size; pixels at the rim are almost always white, so their weights get tiny gradients and hardly move in SGD.
# On the validation digits all three were between 95 and 97 %, which is within the error bar of 1.3 points. The race was not fair, since I never tuned SGD's learning rate. I tried η = 1 and it ended at 0.01 as well. I would tune all three on the validation digits and repeat with five seeds."
# ### END MARK SCHEME

# %% [markdown] answer="why"
# In the last epoch momentum and Adam had a mean loss of about 0.01 and SGD 0.12, so by training loss they won, and they led from the first epoch on.
# Momentum won because gradients of successive batches mostly agree: its velocity adds them up to ten times a single push, so SGD with the same rate walks ten times slower. Its curve was still falling at the end.
# Adam won because each weight has its own step size. Pixels at the rim are almost always white, their weights get tiny gradients, and in SGD they hardly move.
# On the validation digits all three were within a point and a half, which is about the error bar of 1.3 points. The race was not fair: nobody tuned SGD. With a rate of 1 it also ended at about 0.01.
# I would tune all three on the validation digits and repeat the race with several seeds.

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

# %% exercise="loss_on_plane" points=2
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

# %% check="loss_on_plane"
check(loss_on_plane)

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
# And three different ends! SGD and momentum set out the same way, SGD goes only a part of it, and Adam takes another road. Yet all three networks read about as many new digits.
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
# - Comparing: same start, same batches, several seeds, each learning rate tuned on validation data, one measure on the test at the end, and an error bar.
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
