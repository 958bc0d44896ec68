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
# # 06 · Adam
#
# A network has a million parameters. Some of them see a large gradient at every step, some a tiny one, some hardly any at all.
# And we choose one number, the learning rate, for all of them. It is too large for one parameter and too small for the next.
#
# What if every parameter had a step size of its own, and found it by itself?
# That takes one more line than momentum. It gives the optimizer that most people reach for first when they train a network.
# It also has a few odd habits, and people who use it every day are surprised by them. You will not be.
#
# **You will be able to**
#
# - write RMSProp and Adam from memory, for one array and for a whole network;
# - say what each of Adam's four numbers does, and how large its first step is before you run it;
# - explain the bias correction to a friend, and say what happens without it;
# - tell where Adam helps, where it fails, and why weight decay is not an L2 penalty inside it.
#
# **You need** gradient descent (lesson 02) and the idea of a velocity that remembers (lesson 05). We recall what we use.
#
# About an hour. Five exercises make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $\theta$ | `theta` | the parameters |
# | $g_t = \nabla f(\theta_{t-1})$ | `grad` | the gradient at step $t$; the first step is $t = 1$ |
# | $\eta$ | `lr` | learning rate |
# | $m_t$ | `m` | running average of the gradients, "first moment" |
# | $v_t$ | `v` | running average of the *squared* gradients, "second moment"; not lesson 05's velocity |
# | $\rho$ | `rho` | RMSProp's memory: the share of $v$ that is kept |
# | $\beta_1,\ \beta_2$ | `beta1`, `beta2` | Adam's memories, for $m$ and for $v$; usually 0.9 and 0.999 |
# | $\hat m,\ \hat v$ | `m_hat`, `v_hat` | the averages, corrected for their start at zero |
# | $\varepsilon$ | `eps` | a tiny number that keeps us from dividing by zero; usually $10^{-8}$ |
# | $w$ | `weight_decay` | weight decay |
#
# All operations between arrays are entry by entry: $g^2$ squares each entry, $\sqrt v$ takes each root, and $m/\sqrt v$ divides entry by entry.

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, explore, surfaces, descend, using

# %% [markdown]
# ## 1 · One learning rate for all?
#
# Here is a ravine as narrow as those of real networks: $f(x, y) = \frac12(x^2 + 10\,000\,y^2)$.
# Gradient descent must keep $\eta$ below $2/10\,000$, or it diverges along $y$ (lesson 02).
#
# **Predict.** We take $\eta = 0.00019$, close to the limit, and start at $x = -3.2$. How far does $x$ get in 60 steps?

# %%
def plain_step(theta, grad, lr):
    return theta - lr * grad

def ravine_gradient(theta):
    return np.array([1.0, 1e4]) * theta

descend(plain_step, ravine_gradient, np.array([-3.2, 2.0]), steps=60, lr=0.00019)[-1]

# %% [markdown]
# <details><summary>What happened</summary>
#
# $x$ went from $-3.2$ to $-3.16$, about one percent of its way. Each step multiplies it by $1 - 0.00019$.
# The steep direction sets the limit for both, and the flat one starves.
#
# </details>

# %% [markdown]
# Look at the units. Say $x$ is in metres and $f$ in euros. The gradient is then in euros *per metre*. We subtract it from metres.
# That can't be right unless $\eta$ carries metres² per euro. And $y$, which may be in hours, needs *another* unit.
# One $\eta$ for both is a wild guess.
#
# Here is a cure. Divide each entry of the gradient by the typical size of **that same entry**:
#
# $$\theta \leftarrow \theta - \eta\,\frac{g}{\text{typical size of } g}$$
#
# The fraction has no unit, and its size is about 1. So a step moves each parameter by about $\eta$, in the parameter's own unit, however steep the surface is.
#
# What is a typical size? Gradients change as we walk, so it should be an average over the last few steps. That is our first tool.

# %% [markdown]
# ## 2 · A running average, and how wrong it starts
#
# To average a stream of numbers $x_1, x_2, \dots$ without storing them, keep one number $a$. At each step keep a share $\beta$ of it and let in a share $1 - \beta$ of the new value:
#
# $$a_0 = 0, \qquad a_t = \beta\,a_{t-1} + (1 - \beta)\,x_t$$
#
# Unroll it, a line at a time:
#
# $$a_1 = (1 - \beta)\,x_1$$
#
# $$a_2 = (1 - \beta)\,(x_2 + \beta\,x_1)$$
#
# $$a_t = (1 - \beta) \sum_{k=0}^{t-1} \beta^k\,x_{t-k}$$
#
# A value that is $k$ steps old has the weight $(1 - \beta)\beta^k$. This is an **exponential moving average**. Now add up all the weights, a geometric series:
#
# $$(1 - \beta)\,(1 + \beta + \dots + \beta^{t-1}) = (1 - \beta)\,\frac{1 - \beta^t}{1 - \beta} = 1 - \beta^t$$
#
# An honest average has weights that add up to 1. Ours are short by $\beta^t$. That is the weight of the zero we started from.
# If all $x$ equal $c$, then $a_t = (1 - \beta^t)\,c$, exactly. If the $x$ are random with mean $\mu$, then by the same sum $\mathbb{E}[a_t] = (1 - \beta^t)\,\mu$.
# The average starts too small, and we know by exactly which factor. So divide by it:
#
# $$\hat a_t = \frac{a_t}{1 - \beta^t}$$
#
# Now the weights add up to 1 at every step, the first included. This is **bias correction**.
# Mind that $\hat a$ is only read off. What we keep and update is $a$.

# %% [markdown]
# ### Exercise 1 · The running average
#
# Write `ema(values, beta, correct)`: the exponential moving average of `values` after each of them.
#
# $$a_0 = 0, \qquad a_t = \beta\,a_{t-1} + (1 - \beta)\,x_t, \qquad t = 1, 2, \dots, n$$
#
# - `values` is an array of shape `(n,)` with at least one number; it may hold integers. Leave it unchanged.
# - `beta` is a number, $0 \le \beta \lt 1$.
# - Return an array of floats of shape `(n,)`. When `correct` is false, it holds $a_1, \dots, a_n$.
#   When `correct` is true, it holds $\hat a_t = a_t/(1 - \beta^t)$ instead.
#
# *(2 points)*

# %% exercise="ema" points=2
def ema(values, beta, correct):
    """Exponential moving average of values (n,), bias-corrected when asked. Returns an array (n,)."""
    ### BEGIN SOLUTION
    average, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        average = beta * average + (1 - beta) * value
        averages.append(average / (1 - beta**t) if correct else average)
    return np.array(averages)
    ### END SOLUTION

# %% check="ema"
check(ema)

# %% [markdown]
# ### See the bias
#
# The next picture feeds your `ema` with noisy numbers around 1, with $\beta = 0.98$.
#
# **Predict.** Where does the plain average stand after 10 values? And what is the price of the correction: is the corrected curve smoother or rougher than the plain one at the start?

# %%
noisy = 1 + 0.4 * np.random.default_rng(6).normal(size=200)
with using("ema"):
    curves = {"plain": ema(noisy, 0.98, False), "corrected": ema(noisy, 0.98, True)}
    fig, ax = plt.subplots(figsize=(8, 3))
    ax.plot(noisy, ".", color="0.75", markersize=4, label="values")
    for (name, averages), style in zip(curves.items(), ["--", "-"]):
        ax.plot(averages, style, label=f"{name} average")
    ax.plot(1 - 0.98 ** np.arange(1, 201), "k:", label="1 − 0.98^t")
    _ = (ax.legend(ncols=2), ax.set(xlabel="t", title="A running average that starts at zero"))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# After 10 values the plain average stands near $1 - 0.98^{10} = 0.18$, and it needs more than a hundred values to recover.
# The corrected one is right from the start. It is rougher there, because it honestly averages the few values it has. Later both are the same.
#
# </details>

# %% [markdown]
# How long does the start matter? Until $\beta^t$ has died away. It falls to a tenth after 22 steps at $\beta = 0.9$, but only after 2301 steps at $\beta = 0.999$.
# Adam averages squared gradients with $\beta_2 = 0.999$. Without correction, it would spend thousands of steps with a wrong denominator.

# %% [markdown]
# ## 3 · RMSProp: divide by the typical size
#
# The typical size of a gradient entry is the root of the mean of its square. So keep a running average of $g^2$, and divide by its root:
#
# $$v \leftarrow \rho\,v + (1 - \rho)\,g^2 \qquad\qquad \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt v + \varepsilon}$$
#
# Geoffrey Hinton showed this on a slide of a lecture in 2012 and never published it. It is called RMSProp, from *root mean square*.
# (A year before, AdaGrad had divided by the root of the *sum* of all squares so far. A sum only grows, so AdaGrad's steps only shrink. The average can forget.)
#
# The small $\varepsilon$ stands **outside** the root. It matters only where all recent gradients are almost zero.
#
# How large is the first step? $v$ starts at zero and is not corrected, so $v_1 = (1 - \rho)\,g^2$, and
#
# $$\eta\,\frac{g}{\sqrt{(1 - \rho)\,g^2}} = \frac{\eta}{\sqrt{1 - \rho}}\,\mathrm{sign}(g)$$
#
# At $\rho = 0.9$ that is $3.16\,\eta$, whether the gradient is a million or a millionth.

# %% [markdown]
# ### Exercise 2 · One step of RMSProp
#
# Write `rmsprop_step(theta, grad, v, lr, rho, eps)`. It returns the pair `(theta, v)`, both new:
#
# $$v \leftarrow \rho\,v + (1 - \rho)\,g^2 \qquad\qquad \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt v + \varepsilon}$$
#
# - `theta`, `grad` and `v` are arrays of shape `(d,)`, and so are both results. `lr`, `rho` and `eps` are numbers.
# - The step uses the **new** $v$.
# - Leave the arrays that you are given as they are.
#
# The tests use small and large `eps`, and gradients that are zero. *(2 points)*

# %% exercise="rmsprop_step" points=2
def rmsprop_step(theta, grad, v, lr, rho, eps):
    """One step of RMSProp. theta, grad, v: arrays of shape (d,). Returns (theta, v), both new."""
    ### BEGIN SOLUTION
    v = rho * v + (1 - rho) * grad**2
    return theta - lr * grad / (np.sqrt(v) + eps), v
    ### END SOLUTION

# %% check="rmsprop_step"
check(rmsprop_step)

# %% [markdown]
# ### See it run
#
# *Your* `rmsprop_step` on a ravine whose width slides, 200 steps with $\eta = 0.1$ and $\rho = 0.9$.
#
# **Predict.** Gradient descent cares about $\kappa$ more than about anything else. Slide `kappa` from 1 to 100. What will the path on the map do?
# And how close to the minimum does it end: a hair, or about a step?

# %%
explore(rmsprop_step, surface=surfaces.ravine, steps=200, lr=(0.01, 0.5, 0.1))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# The path does not move at all. Make $y$ steeper by $\kappa$, and both $g$ and $\sqrt v$ grow by $\kappa$ in that entry; the quotient stays.
#
# But look at the end. It comes very close and is then thrown out again, to jump for ever between $+\eta/2$ and $-\eta/2$ in both directions: 0.05 at $\eta = 0.1$.
# Near the minimum gradients are tiny, soon $v$ has forgotten the large ones, and the quotient is of size 1 again.
# **RMSProp makes steps of size $\eta$ no matter how small the gradient is.** So it can't come to rest while $\eta$ stays.
# That is why people lower the learning rate towards the end (lesson 04).
#
# </details>

# %% [markdown]
# ## 4 · Adam: momentum, sizes, and an honest start
#
# Adam joins three ideas you already have: an average $m$ of gradients, for direction, as momentum does; an average $v$ of squares, for size, as RMSProp does;
# and the bias correction for both. Diederik Kingma and Jimmy Ba put them together in 2014. The name is from *adaptive moments*. At step $t = 1, 2, \dots$
#
# $$m_t = \beta_1\,m_{t-1} + (1 - \beta_1)\,g_t \qquad\qquad v_t = \beta_2\,v_{t-1} + (1 - \beta_2)\,g_t^2$$
#
# $$\hat m_t = \frac{m_t}{1 - \beta_1^t} \qquad\qquad \hat v_t = \frac{v_t}{1 - \beta_2^t}$$
#
# $$\theta_t = \theta_{t-1} - \eta\,\frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}$$
#
# with $m_0 = v_0 = 0$. The usual values are $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\varepsilon = 10^{-8}$: about 10 gradients for the direction, about 1000 for the size.
#
# **Mind the letters.** Adam's $m$ is an average of gradients, with no learning rate in it. Lesson 05's velocity is a *sum of pushes*, with $\eta$ inside.
# They are not the same thing on another scale once $\eta$ changes, and one must not be put in place of the other. And $v$ here is no velocity.
#
# **The first step.** Put $t = 1$ into the formulas. $m_1 = (1 - \beta_1)\,g_1$ and $v_1 = (1 - \beta_2)\,g_1^2$, so $\hat m_1 = g_1$ and $\hat v_1 = g_1^2$. Up to $\varepsilon$,
#
# $$\theta_1 = \theta_0 - \eta\,\frac{g_1}{\sqrt{g_1^2}} = \theta_0 - \eta\,\mathrm{sign}(g_1)$$
#
# **Adam's first step moves every parameter by exactly $\eta$.** And without the correction? Then it is
#
# $$\eta\,\frac{(1 - \beta_1)\,g_1}{\sqrt{(1 - \beta_2)\,g_1^2}} = \eta\,\frac{0.1}{\sqrt{0.001}}\,\mathrm{sign}(g_1) = 3.16\,\eta\,\mathrm{sign}(g_1)$$
#
# A leap more than three times too long, at the moment when Adam knows least. (The same 3.16 as RMSProp's at $\rho = 0.9$, by chance: both are $\sqrt{10}$.)

# %% [markdown]
# ### Exercise 3 · One step of Adam
#
# Write `adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)`. It returns `(theta, m, v)`, all new, by the formulas above.
#
# - `theta`, `grad`, `m` and `v` are arrays of shape `(d,)`, and so are the three results. The others are numbers.
# - `t` is the number of *this* step: 1 at the first one. The `m` and `v` that come in belong to step $t - 1$.
# - Return `m` and `v` as they are stored, **without** correction. The next step goes on from them.
# - $\varepsilon$ stands outside the root. The tests use small and large ones, and gradients that are zero.
# - Leave the arrays that you are given as they are.
#
# *(3 points)*

# %% exercise="adam_step" points=3
def adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps):
    """Step number t of Adam, t = 1 at first. theta, grad, m, v: arrays of shape (d,).

    Returns (theta, m, v), all new; m and v are not corrected.
    """
    ### BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
    ### END SOLUTION

# %% check="adam_step"
check(adam_step)

# %% [markdown]
# ### Adam and RMSProp in a bent valley
#
# Rosenbrock's valley is narrow and bent, with its minimum at $(1, 1)$. *Your* Adam runs there against *your* RMSProp, both with the same learning rate.
#
# **Predict.** Both make steps of about $\eta$. Which path will be smoother? Which one is at the minimum first, if any?
# Then slide `beta1` to 0: whose path should Adam's now look like?

# %%
explore(
    adam_step,
    surface=surfaces.rosenbrock,
    start=(-1.2, 1.8),
    against=rmsprop_step,
    steps=300,
    lr=(0.01, 0.3, 0.1),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# RMSProp rushes along the valley and then rattles about in it: each step is about $\eta$ long, and it turns around at once when the gradient does.
# Adam's average of gradients calms that. It swings wide at first, like a ball, and then settles. After 300 steps its height is 0.28, and RMSProp's 1.16.
# Neither has arrived. With `beta1` at 0, Adam has no momentum left. It is RMSProp with a corrected and much longer memory for sizes.
#
# </details>

# %% [markdown]
# ## 5 · How long can a step be?
#
# It is often said that Adam's step is never longer than $\eta$. Let us see.
#
# If the gradient is the same at every step, then $\hat m = g$ and $\hat v = g^2$, and each step is exactly $\eta$.
# If gradients disagree, they cancel in $\hat m$ but not in $\hat v$, where they are squared. Then the step is *shorter*:
# $\lvert\hat m\rvert/\sqrt{\hat v}$ is small when the signal is small against the noise. Adam takes short steps where it does not know the way. So $\eta$ is the usual bound.
#
# But two memories of different lengths leave a gap. Let the gradient be zero for a very long time, and then a single $g$. Then $m = (1 - \beta_1)\,g$ and $v = (1 - \beta_2)\,g^2$, the corrections are 1 by now,
# and the step is $\eta\,(1 - \beta_1)/\sqrt{1 - \beta_2} = 3.16\,\eta$.
#
# Is that the worst? Write out both averages after a long time, and use the Cauchy–Schwarz inequality $\bigl(\sum a_k b_k\bigr)^2 \le \sum a_k^2 \sum b_k^2$ on $a_k = \beta_1^k/\beta_2^{k/2}$ and $b_k = \beta_2^{k/2}\,g_{t-k}$:
#
# $$m^2 = (1 - \beta_1)^2 \Bigl(\sum_k \beta_1^k\,g_{t-k}\Bigr)^2 \le (1 - \beta_1)^2 \sum_k \Bigl(\frac{\beta_1^2}{\beta_2}\Bigr)^k \sum_k \beta_2^k\,g_{t-k}^2$$
#
# The first sum is a geometric series. The second is $v/(1 - \beta_2)$. So, whenever $\beta_1^2 \lt \beta_2$,
#
# $$\frac{\lvert m \rvert}{\sqrt v} \le \frac{1 - \beta_1}{\sqrt{1 - \beta_2}} \cdot \frac{1}{\sqrt{1 - \beta_1^2/\beta_2}}$$
#
# With the usual values that is 7.27. It is reached when each gradient is $\beta_2/\beta_1 = 1.11$ times the one before: Adam on its way off a cliff.
#
# **Predict.** The next picture measures $\lvert\hat m\rvert/\sqrt{\hat v}$ with *your* `ema`, for four streams of gradients. Which ones stay at 1 or below?

# %%
T = 4000
streams = {
    "always the same": np.full(T, 5.0),
    "pure noise": np.random.default_rng(3).normal(size=T),
    "zero, and one at the end": np.eye(T)[-1],
    "each 1.11 times the last": 1.11 ** np.arange(-T + 1.0, 1.0),
}
with using("ema"):
    for name, g in streams.items():
        m_hat, v_hat = ema(g, 0.9, True), ema(g**2, 0.999, True)
        print(f"{name:26}: the last step is {abs(m_hat[-1]) / np.sqrt(v_hat[-1]):.2f} lr")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# The constant stream gives 1. Noise gives less: on average the square of it is $(1 - \beta_1)/(1 + \beta_1) = 0.05$, a step of about $0.23\,\eta$.
# The lonely gradient gives almost 3.16, and the growing one 7.2. So "about $\eta$, mostly less" is right, and "never more than $\eta$" is not.
#
# </details>

# %% [markdown]
# ### Exercise 4 · A whole run
#
# Write `run_adam(grad_f, theta0, lr, steps, beta1, beta2, eps)`. Start at `theta0` with $m_0 = v_0 = 0$, make `steps` steps of Adam, and return the path.
#
# - `grad_f(theta)` takes an array of shape `(d,)` and returns the gradient there, of the same shape.
# - `theta0` has `d` numbers. It may be an array or a list, and it may hold integers. Leave it unchanged.
# - The path is an array of floats of shape `(steps + 1, d)`. Row 0 is `theta0`, row $t$ is $\theta_t$.
# - The first step has the number $t = 1$, the next one 2, and so on.
#
# You may call your `adam_step`. Here in the notebook your own one runs, so make its check green first.
# When this exercise is graded, a mistake in it costs nothing here. *(3 points)*

# %% exercise="run_adam" points=3
def run_adam(grad_f, theta0, lr, steps, beta1, beta2, eps):
    """Run Adam and return the path, an array of shape (steps + 1, d).

    grad_f: function from an array (d,) to an array (d,). theta0: array or list of d numbers.
    """
    ### BEGIN SOLUTION
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    path = [theta]
    for t in range(1, steps + 1):
        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
        path.append(theta)
    return np.array(path)
    ### END SOLUTION

# %% check="run_adam"
check(run_adam)

# %% [markdown]
# ## 6 · The race
#
# Five tracks on which optimizers are tried, and four racers: *your* Adam, *your* RMSProp, lesson 05's momentum with $\gamma = 0.9$, and gradient descent.
#
# For momentum we looked for a good learning rate on each track, by hand. Gradient descent gets the same.
# RMSProp and Adam begin with $\eta = 0.1$ everywhere, and nobody tuned anything. The slider `lr` is theirs.

# %%
def momentum_step(theta, velocity, grad, lr, gamma):      # lesson 05's
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity

def racers(lr):
    return {
        "Adam": (adam_step, {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
        "RMSProp": (rmsprop_step, {"rho": 0.9, "eps": 1e-8}),
        "momentum": (momentum_step, {"lr": lr, "gamma": 0.9}),
        "gradient descent": (plain_step, {"lr": lr}),
    }

# %% [markdown]
# Rosenbrock's valley you know. The table under the picture counts the steps until the height is down to a tenth, a thousandth and a millionth of what it was; a dash means never.
#
# **Predict.** Who gets down to a thousandth first? And who never does, in 600 steps?

# %%
explore(
    racers(0.001),
    surfaces.rosenbrock,
    start=(-1.2, 1.8),
    steps=600,
    lr=(0.01, 0.5, 0.1),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Momentum, after 332 steps, and Adam after 488. RMSProp is quick down the wall and then rattles about on the floor of the valley, and gradient descent is still far up it.
#
# </details>

# %% [markdown]
# Next, a *ravine* with $\kappa = 100$. Its axes are those of the parameters.
#
# **Predict.** Who gets down to a millionth first, the tuned ones or the others?

# %%
explore(racers(0.0198), surfaces.ravine.at(kappa=100), steps=200, lr=(0.01, 0.5, 0.1))

# %% [markdown]
# The *saddle* is a pass between two minima, and we start right beside the line that leads up to it: there, the slope toward the nearer minimum is only 0.001. Press *3-D* to see the pass.
#
# **Predict.** Whom does the flat place hold up?

# %%
explore(racers(0.05), surfaces.saddle, start=(-2.0, 0.001), steps=200, lr=(0.01, 0.5, 0.1))

# %% [markdown]
# *Beale*'s function has steep walls and a long, flat bottom.
#
# **Predict.** Whose step size suits both, walls and bottom?

# %%
explore(racers(0.005), surfaces.beale, start=(1.0, 1.5), steps=200, lr=(0.01, 0.5, 0.1))

# %% [markdown]
# *Himmelblau*'s function has four minima, all equally deep. The small dots are a thousand more runs of *your* Adam, each in the colour of the minimum where it ends.
#
# **Predict.** All four racers start at one place. Do they end at one place? And when you drag the start to $(1, -1)$, near a border between two colours?

# %%
explore(
    racers(0.001),
    surfaces.himmelblau,
    start=(-0.5, -0.5),
    steps=200,
    swarm=1000,
    lr=(0.01, 0.5, 0.1),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# - *Ravine*: RMSProp is down to a millionth after 47 steps and Adam after 82; momentum needs 121. Along its axes a ravine is a round bowl to the two that nobody tuned.
# - *Saddle*: down to a tenth, RMSProp needs 10 steps and Adam 15, since tiny gradients make steps of $\eta$ like any other. Momentum needs 34, and gradient descent 112.
# - *Beale*: momentum is down to a thousandth after 40 steps, RMSProp after 54, Adam after 118. Gradient descent is down to a tenth after 15, as soon as RMSProp, and then 200 steps are not enough for it to cross the bottom.
# - *Himmelblau*: all end at $(-2.81, 3.13)$. RMSProp is there first, and jumps out again, to a height of 0.18. From $(1, -1)$ they part: Adam and RMSProp move both parameters at one pace,
#   wherever the gradient points, and end at $(3, 2)$; the other two end at $(3.58, -1.85)$.
#
# Nobody wins everywhere. Adam is not the first to a thousandth on any track, and yet it gets there on all five, with one learning rate. Slide it to 0.3, and it still does.
# Momentum gets there too, with rates that were picked for each track.
#
# **That is Adam's real gift: not that it is the fastest, but that its learning rate travels.** Give momentum Beale's 0.005 on Rosenbrock, `racers(0.005)`, and it is gone after a few steps.
#
# </details>

# %% [markdown]
# ## 7 · Adam for a whole network
#
# A network's parameters are not one array but many: matrices, vectors, of all shapes. We keep them in a dictionary, `{"W1": ..., "b1": ...}`, and the gradients in another one with the same keys.
# Adam works entry by entry, so it needs nothing new for this, only some book-keeping: an $m$ and a $v$ for **each** array, and **one** $t$ for all.
#
# Where do they live between the steps? In a dictionary called `state`, which goes in and comes out. At first it is empty.

# %% [markdown]
# ### Exercise 5 · Adam for a dictionary
#
# Write `adam_update(params, grads, state, lr, beta1, beta2, eps)`. It makes one step of Adam on every array and returns `(params, state)`, two new dictionaries.
#
# - `params` and `grads` are dictionaries with the same keys. Their values are float arrays of any shape, the same shape under the same key.
# - `state` is `{}` before the first step. Afterwards it is what your last call returned, and it holds
#   - `state["t"]`: the number of steps made so far; 1 after the first call;
#   - `state["m"]` and `state["v"]`: dictionaries with the keys of `params`, holding the averages **without** correction.
# - Leave `params`, `grads` and `state`, and the arrays in them, as they are.
#
# You may call your `adam_step`; nothing in it depends on the shape. When this exercise is graded, a mistake in it costs nothing here.
# The tests make one step and several, with arrays of one, two and three dimensions. *(4 points)*

# %% exercise="adam_update" points=4
def adam_update(params, grads, state, lr, beta1, beta2, eps):
    """One step of Adam on a dict of arrays. Returns (params, state), both new.

    state: {} at first, then {"t": steps made, "m": dict of arrays, "v": dict of arrays}.
    """
    ### BEGIN SOLUTION
    t = state.get("t", 0) + 1
    new, m, v = {}, {}, {}
    for name, grad in grads.items():
        old_m = state["m"][name] if state else np.zeros_like(grad)
        old_v = state["v"][name] if state else np.zeros_like(grad)
        m[name] = beta1 * old_m + (1 - beta1) * grad
        v[name] = beta2 * old_v + (1 - beta2) * grad**2
        m_hat = m[name] / (1 - beta1**t)
        v_hat = v[name] / (1 - beta2**t)
        new[name] = params[name] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new, {"t": t, "m": m, "v": v}
    ### END SOLUTION

# %% check="adam_update"
check(adam_update)

# %% [markdown]
# ### Does it learn?
#
# A small test before the large one in lesson 07: fit $y = Xw + b$ to data whose columns have very different scales, 100, 1 and 0.01. The gradient of each weight is as different, and the curvature even more: by a factor of $10^8$.
#
# **Predict.** Gradient descent, at its largest stable learning rate, and *your* `adam_update` with $\eta = 0.05$, 1700 steps each. Which of the three weights will each of them find?

# %%
rng = np.random.default_rng(0)
X = rng.normal(size=(200, 3)) * np.array([100.0, 1.0, 0.01])
y = X @ np.array([0.02, -1.5, 30.0]) + 0.7

def gradients(params):
    residual = X @ params["w"] + params["b"] - y
    return {"w": X.T @ residual / len(y), "b": residual.mean(keepdims=True)}

params = {"w": np.zeros(3), "b": np.zeros(1)}
for _ in range(1700):
    grads = gradients(params)
    params = {name: params[name] - 1.5e-4 * grads[name] for name in params}
{name: value.round(2).tolist() for name, value in params.items()}

# %%
params, state = {"w": np.zeros(3), "b": np.zeros(1)}, {}
with using("adam_update"):
    for _ in range(1700):
        params, state = adam_update(params, gradients(params), state, 0.05, 0.9, 0.999, 1e-8)
    print({name: value.round(2).tolist() for name, value in params.items()}, "true: 0.02, -1.5, 30 and 0.7")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Gradient descent has the first weight and is still on the way to everything else: $-0.33$ of $-1.5$, and nothing at all of the 30.
# Adam has all of them, up to the last hundredths of the 30. Let it run on to 2000 and the first one wobbles: its gradients have faded, $\hat v$ with them, and a step divided by so little is too long.
# You could have scaled the columns beforehand, and you should. Inside a network nobody can do that for you.
#
# </details>

# %% [markdown]
# ## 8 · Where Adam fails
#
# An optimizer that normalises every entry gives something up. Three things to know.
#
# **It knows only the axes.** Adam takes the path of a ravine along $x$ or $y$ as if it were a round bowl. Turn the ravine by 45°, and both entries of the gradient are large: there is nothing to normalise.
# Gradient descent and momentum don't care how a surface is turned. For Adam it is another problem.
#
# **Predict.** A ravine with $\kappa = 100$, 100 steps with $\eta = 0.1$: how far from the minimum is Adam with the ravine along $x$, and how far when it is turned?

# %%
def turned(degrees, kappa=100.0):
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turn @ np.diag([1.0, kappa]) @ turn.T, turn @ np.array([-3.2, 2.0])

with using("run_adam"):
    for degrees in (0, 15, 45):
        H, start = turned(degrees)
        path = run_adam(lambda theta: H @ theta, start, 0.1, 100, 0.9, 0.999, 1e-8)
        print(f"turned by {degrees:2} degrees: {np.linalg.norm(path[-1]):.3f} from the minimum")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 0.02 along the axis, 1.4 at 15 degrees, 2.6 at 45. In a ravine that lies askew, Adam crawls along the floor.
# Gradient descent at its best learning rate would be at 0.51 after 100 steps, however the ravine is turned.
#
# </details>

# %% [markdown]
# **It can go the wrong way.** Suppose 59 of 60 examples push $\theta$ up a little, with gradient $-1$, and one pulls it down hard, with gradient $+80$. The mean gradient is $(80 - 59)/60 = 0.35$: the cost falls toward *smaller* $\theta$.
# But when the large gradient comes, $v$ jumps with it, so it is cut down to a few steps of $\eta$. And soon $v$ has forgotten it, and each of the small ones counts as a whole step.
#
# **Predict.** $\theta$ lives between $-1$ and $1$, so the best place is $-1$. Where does *your* `adam_step` take it, with $\beta_2 = 0.9$? And with $\beta_2 = 0.999$, which remembers for a thousand steps?

# %%
def tug_of_war(beta2, steps=6000):
    theta, m, v, places = np.zeros(1), np.zeros(1), np.zeros(1), []
    for t in range(1, steps + 1):
        grad = np.array([80.0 if t % 60 == 0 else -1.0])
        theta, m, v = adam_step(theta, grad, m, v, t, 0.01, 0.9, beta2, 1e-8)
        theta = np.clip(theta, -1, 1)
        places.append(theta[0])
    return places

# %%
with using("adam_step"):
    fig, ax = plt.subplots(figsize=(8, 2.6))
    for beta2, style in [(0.9, "-"), (0.999, "--")]:
        ax.plot(tug_of_war(beta2), style, label=f"beta2 = {beta2}")
    _ = (ax.legend(), ax.set(xlabel="step", ylabel="theta", title="The minimum is at −1"))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# With a short memory Adam goes to $+1$, the worst place there is, and stays there. With $\beta_2 = 0.999$ it is fooled until the first pull, remembers that, and slowly finds its way down to $-1$.
# But make the pull rarer than one in a thousand and correspondingly harder, and the same happens again. No fixed $\beta_2 \lt 1$ is safe.
# Reddi, Kale and Kumar found this in 2018. Their repair, AMSGrad, never lets the denominator shrink.
#
# </details>

# %% [markdown]
# **It does not come to rest.** With noisy gradients and a constant $\eta$, Adam hovers around the minimum. On the bowl $f = \theta^2/2$ with noise of standard deviation $\sigma$,
# it divides by about $\sigma$, so its real learning rate there is $\eta/\sigma$. Lesson 04's noise floor says how far it strays: $\mathbb{E}[\theta^2] \approx \eta\sigma/2$. A schedule for $\eta$ helps, as ever.
#
# And a belief to hold loosely: that some optimizers "prefer flat minima", and that this is why plain SGD sometimes does better than Adam on new data. It is a heuristic. Such differences are often seen, and often go away with tuning.
# *Flat* is not even well defined: one can stretch a network's weights so that it computes the same function and its minimum looks as sharp as one likes.

# %% [markdown]
# ## 9 · Weight decay is not an L2 penalty here
#
# To keep weights small, one adds a penalty to the cost: $f(\theta) + \frac w2 \lVert\theta\rVert^2$ (lesson 01 tells where it comes from). The gradient becomes $g + w\theta$. In gradient descent
#
# $$\theta - \eta\,(g + w\,\theta) = (1 - \eta w)\,\theta - \eta\,g$$
#
# So each step shrinks every weight by the same share $\eta w$, and then does what it always did. *Penalty* and *decay* are two words for one thing.
#
# Not so in Adam. Put $g + w\theta$ in place of $g$, and the penalty's part goes through the division as well:
#
# $$\eta\,\frac{\text{average of } (g + w\,\theta)}{\sqrt{\text{average of } (g + w\,\theta)^2}}$$
#
# Where gradients are large, the penalty is divided by a large number and hardly acts. Where they are tiny, it rules. Weights are shrunk by how *small their gradients* are, and nobody wanted that.
#
# Ilya Loshchilov and Frank Hutter separated the two in 2017. In **AdamW** the averages see the gradient alone, and the decay goes directly to the weights:
#
# $$\theta_t = \theta_{t-1} - \eta\,\Bigl(\frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon} + w\,\theta_{t-1}\Bigr)$$

# %% [markdown]
# ### Exercise 6 · A challenge: AdamW
#
# Write `adamw_step(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay)`. It returns `(theta, m, v)`, all new: one step of Adam, with the decay as in the formula above.
#
# - `theta`, `grad`, `m` and `v` are arrays of shape `(d,)`, and so are the three results. `t` is the number of this step, 1 at first.
# - `m` and `v` are the averages of `grad` alone. They come in and go out without correction, as in `adam_step`.
# - The decay is $\eta\,w$ times the **old** $\theta$.
# - Leave the arrays that you are given as they are.
#
# You may call your `adam_step`.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% exercise="adamw_step" points=2
def adamw_step(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
    """Step number t of Adam with decoupled weight decay. Returns (theta, m, v), all new."""
    ### BEGIN SOLUTION
    moved, m, v = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
    return moved - lr * weight_decay * theta, m, v
    ### END SOLUTION

# %% check="adamw_step"
check(adamw_step)

# %% [markdown]
# ### Three groups of weights
#
# 600 weights, all 1 at the start. Their gradients are pure noise: of size 0.01 for the first 200, of size 1 for the next, of size 100 for the last. So nothing but the decay should move them, on average.
# 1000 steps with $\eta = 0.001$ and $w = 1$ should leave $(1 - 0.001)^{1000} = 0.37$ of each.
#
# **Predict.** What is left of each group with *your* AdamW? And with *your* Adam and an L2 penalty?

# %%
def what_is_left(step, penalty):
    rng, sizes = np.random.default_rng(1), np.repeat([0.01, 1.0, 100.0], 200)
    theta, m, v = np.ones(600), np.zeros(600), np.zeros(600)
    for t in range(1, 1001):
        grad = sizes * rng.normal(size=600) + penalty * theta
        theta, m, v = step(theta, grad, m, v, t, 0.001, 0.9, 0.999, 1e-8)
    return theta.reshape(3, 200).mean(axis=1).round(2)

with using("adam_step", "adamw_step"):
    print("AdamW:  ", what_is_left(lambda *given: adamw_step(*given, weight_decay=1.0), penalty=0.0))
    print("with L2:", what_is_left(adam_step, penalty=1.0))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# AdamW leaves 0.37 of each group, as gradient descent would. With a penalty in the gradient, the group with tiny gradients shrinks most, to 0.26, and the one with large gradients does not notice any decay: 1.00.
#
# </details>

# %% [markdown]
# Libraries differ here too. PyTorch's `Adam(weight_decay=...)` is the penalty; its `AdamW` is the formula above. In Loshchilov and Hutter's paper the decay is not multiplied by $\eta$, only by a schedule; ours, like PyTorch's, is.

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | running average | $a_t = \beta\,a_{t-1} + (1 - \beta)\,x_t, \quad a_0 = 0$ |
# | bias correction | $\hat a_t = a_t/(1 - \beta^t)$ |
# | RMSProp | $v \leftarrow \rho\,v + (1 - \rho)\,g^2, \quad \theta \leftarrow \theta - \eta\,g/(\sqrt v + \varepsilon)$ |
# | Adam | $\theta \leftarrow \theta - \eta\,\hat m/(\sqrt{\hat v} + \varepsilon)$, with averages $m$ of $g$ and $v$ of $g^2$ |
# | first step | $\eta\,\mathrm{sign}(g)$; without correction $3.16$ times that |
# | longest step | $\eta$ as a rule; at most $\eta\,(1 - \beta_1)\big/\sqrt{(1 - \beta_2)(1 - \beta_1^2/\beta_2)} = 7.27\,\eta$ |
# | AdamW | $\theta \leftarrow \theta - \eta\,\bigl(\hat m/(\sqrt{\hat v} + \varepsilon) + w\,\theta\bigr)$ |
#
# **When to use what**
#
# - A new network, and no time to tune: Adam with $\eta = 0.001$, $\beta_1 = 0.9$, $\beta_2 = 0.999$. Tune $\eta$ first; leave the rest.
# - You want weight decay: AdamW, not Adam with a penalty.
# - Sparse features, or parameters of very different scales: Adam or RMSProp. One step size each is what they need.
# - A quadratic, a well-scaled problem, or time to tune: momentum is at least as good, and keeps one array beside the weights instead of two.
# - It rattles near the end: lower $\eta$ on a schedule. Adam does not do it for you.
#
# **To read**
#
# - D. P. Kingma, J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015: short, and still the best place to read it.
# - J. Duchi, E. Hazan, Y. Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization*, Journal of Machine Learning Research 12, 2011: AdaGrad.
# - T. Tieleman, G. Hinton, *Lecture 6.5: RMSProp*, Neural Networks for Machine Learning, Coursera, 2012.
# - S. J. Reddi, S. Kale, S. Kumar, *On the Convergence of Adam and Beyond*, ICLR 2018: where Adam goes the wrong way.
# - I. Loshchilov, F. Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019: AdamW.
# - L. Dinh, R. Pascanu, S. Bengio, Y. Bengio, *Sharp Minima Can Generalize For Deep Nets*, ICML 2017: why "flat" needs care.
#
# **What you can do now.** You can write RMSProp, Adam and AdamW from memory, for one array and for a dictionary of them. You can say how long their steps are before you run them, and why they start right.
# You know when to reach for them and when not. In lesson 07 you train a network on real data with your own optimizers, and see who wins.
