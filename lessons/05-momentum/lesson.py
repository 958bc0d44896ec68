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
# # 05 · Momentum
#
# Picture a long, narrow valley. You stand on its side, and the lowest point is far away along the floor.
# Gradient descent steps straight down the slope where it stands. In a narrow valley that is almost
# exactly the wrong way: it leaps from wall to wall and crawls along the floor.
#
# A ball would not do that. It would swing a little, then roll down the valley, faster and faster.
# Turning gradient descent into a ball takes one more line of code.
# How much does that line buy, and what does it cost? By the end you can say so in numbers, before you run anything.
#
# **You will be able to**
#
# - write momentum, and explain what its velocity remembers;
# - tell how fast the ball can get, when it flies out of the valley, and how fast it settles;
# - choose the learning rate and the momentum for a given valley;
# - read momentum in any library and know what its learning rate means there.
#
# **You need** gradient descent and its limit $\eta < 2/\lambda$ (lesson 02), geometric series,
# and what an eigenvalue of a 2×2 matrix is. We recall each when it comes.
#
# About an hour. Five exercises make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $\theta$ | `theta` | the parameters: where the ball is |
# | $g = \nabla f(\theta)$ | `grad`, or `grad_f(theta)` | the gradient there; it points uphill |
# | $v$ | `velocity` | what is subtracted from $\theta$ at each step |
# | $\eta$ | `lr` | learning rate: how hard the slope pushes |
# | $\gamma$ | `gamma` | momentum: the share of its velocity that the ball keeps, $0 \le \gamma \lt 1$ |
# | $\lambda$ | `lam` | curvature along one direction, as in $f = \lambda\theta^2/2$ |
# | $\mu,\ L$ | `mu`, `L` | the smallest and the largest curvature of a surface |
# | $\kappa = L/\mu$ | `kappa` | condition number: how narrow the valley is |
# | $\rho$ | `rate` | what the distance to the minimum is multiplied by at each step, in the long run |

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, explore, surfaces, descend, using

# %% [markdown]
# ## 1 · What is wrong with plain steps?
#
# Our valley is a *ravine*: $f(x, y) = \frac12(x^2 + 50\,y^2)$. Along $x$ it is flat, with curvature $\mu = 1$.
# Across, along $y$, it is steep, with curvature $L = 50$. So $\kappa = 50$.
#
# Plain gradient descent must keep $\eta$ below $2/L = 0.04$, or it diverges across the valley. We take 0.038, close to that limit.
#
# **Predict.** In each step, $x$ is multiplied by $1 - 0.038 \cdot 1$ and $y$ by $1 - 0.038 \cdot 50$.
# We start at $(-3.2, 2)$. After 60 steps, which of the two is closer to zero? Decide before you run the next cell.

# %%
def ravine_gradient(theta):
    return np.array([1.0, 50.0]) * theta

def plain_step(theta, grad, lr):
    return theta - lr * grad

plain_path = descend(plain_step, ravine_gradient, np.array([-3.2, 2.0]), steps=60, lr=0.038)
plain_path[-1]

# %% [markdown]
# `descend` takes a step function, a gradient and a start. It makes the steps and returns the whole path, start included.
# Here is that path from above, with its height after each step. The button *3-D* lets you stand in the valley.

# %%
explore(plain_step, surface=surfaces.ravine.at(kappa=50), lr=(0.001, 0.05, 0.038))

# %% [markdown]
# <details><summary>What happened</summary>
#
# The steep coordinate won. Across, each step multiplies $y$ by $-0.9$: it changes sides every time, but it shrinks, to 0.0036.
# Along the floor each step multiplies $x$ by 0.962, and after 60 steps a tenth of the way is still left, 0.31.
#
# A larger learning rate would help $x$, but $y$ would diverge: slide `lr` past 0.04. A smaller one would calm $y$, but $x$ would crawl even more.
# One learning rate has to serve two curvatures, and the steep one sets the limit.
#
# </details>

# %% [markdown]
# Look at the gradients along that path. Across the valley they alternate: left, right, left, right.
# Along the valley they all say the same: forward. A walker with a memory would notice. That is the whole idea.

# %% [markdown]
# ## 2 · A ball with friction
#
# Give the walker a velocity. A ball of mass $m$ on the surface $f$ obeys Newton's law,
# force = mass × acceleration. The slope pulls it down, and friction $c$ holds it back:
#
# $$m\,\ddot\theta = -\nabla f(\theta) - c\,\dot\theta$$
#
# A computer moves in ticks. Let one tick last $h$. Replace the derivatives by differences of neighbouring positions:
#
# $$m\,\frac{\theta_{t+1} - 2\theta_t + \theta_{t-1}}{h^2} = -\nabla f(\theta_t) - c\,\frac{\theta_t - \theta_{t-1}}{h}$$
#
# Solve for $\theta_{t+1}$, and collect what multiplies the last move $\theta_t - \theta_{t-1}$:
#
# $$\theta_{t+1} = \theta_t + \underbrace{\Bigl(1 - \frac{c\,h}{m}\Bigr)}_{\gamma}\,(\theta_t - \theta_{t-1}) - \underbrace{\frac{h^2}{m}}_{\eta}\,\nabla f(\theta_t)$$
#
# Two numbers remain. $\gamma$ is the share of the last move that survives friction. $\eta$ is how far one push moves the ball.
# Now give the last move a name. With $v_t = \theta_{t-1} - \theta_t$ the line above becomes two:
#
# $$v_{t+1} = \gamma\,v_t + \eta\,\nabla f(\theta_t) \qquad\qquad \theta_{t+1} = \theta_t - v_{t+1}$$
#
# Read it aloud: *keep a share of the old velocity, add the new push, then move by the new velocity.*
# Mind the sign. In this course the velocity is what we **subtract**, so it points uphill, like the gradient.
#
# With $\gamma = 0$ there is no memory, and this is gradient descent. Boris Polyak wrote it down in 1964. It is known as the *heavy ball*.

# %% [markdown]
# ### Exercise 1 · One step of the ball
#
# Write `momentum_step(theta, velocity, grad, lr, gamma)`. It makes one step and returns the pair `(theta, velocity)`, both new:
#
# $$v \leftarrow \gamma\,v + \eta\,g \qquad\qquad \theta \leftarrow \theta - v$$
#
# - `theta`, `velocity` and `grad` are arrays of shape `(d,)`, and so are both results.
# - `lr` and `gamma` are numbers.
# - The step uses the **new** velocity.
# - Leave the arrays that you are given as they are: make new ones.
#
# The tests call it by position and by name, from rest and in motion, in one dimension and in several. *(3 points)*

# %% exercise="momentum_step" points=3
def momentum_step(theta, velocity, grad, lr, gamma):
    """One step of gradient descent with momentum.

    theta, velocity, grad: arrays of shape (d,). Returns (theta, velocity), both new arrays.
    """
    ### BEGIN SOLUTION
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity
    ### END SOLUTION

# %% check="momentum_step"
check(momentum_step)

# %% [markdown]
# ### See it run
#
# The next picture runs *your* step on the ravine, and beside it the same step with $\gamma = 0$.
#
# **Predict.** Keep `lr` at 0.038. Slide $\gamma$ to 0, then let it grow slowly to 0.99.
#
# 1. Does the zigzag across the valley get smaller and smaller?
# 2. Does the ball arrive sooner and sooner?

# %%
explore(
    momentum_step,
    surface=surfaces.ravine.at(kappa=50),
    against={"gamma": 0.0},
    lr=(0.001, 0.05, 0.038),
    gamma=(0.0, 0.99, 0.8),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Neither. Up to about $\gamma = 0.65$ the ball gets better and better: it cuts through the zigzag and picks up speed along the floor.
# At $\gamma = 0.7$ it ends more than 2000 times closer to the minimum than without momentum, at 0.8 still 70 times.
#
# Beyond that it has too little friction. It shoots past the minimum, swings back, and swings again.
# At $\gamma = 0.95$ it ends twice as far away as with no momentum at all.
#
# So there is a best $\gamma$, and it depends on the valley. The rest of the lesson finds it.
#
# </details>

# %% [markdown]
# ## 3 · What the velocity remembers
#
# The ball starts at rest: $v_0 = 0$. Write $g_t$ for the gradient at step $t$ and unroll the rule $v_{t+1} = \gamma v_t + \eta g_t$, a line at a time:
#
# $$v_1 = \eta\,g_0$$
#
# $$v_2 = \gamma v_1 + \eta\,g_1 = \eta\,(g_1 + \gamma\,g_0)$$
#
# $$v_3 = \gamma v_2 + \eta\,g_2 = \eta\,(g_2 + \gamma\,g_1 + \gamma^2 g_0)$$
#
# Each step pushes every older gradient down by one more factor of $\gamma$. So after $t$ steps
#
# $$v_t = \eta \sum_{k=0}^{t-1} \gamma^{k}\, g_{t-1-k}$$
#
# The velocity is an **exponentially weighted sum** of all gradients so far. The newest has weight 1, one that is $k$ steps older has weight $\gamma^k$.
#
# How long is that memory? The weights add up to $1 + \gamma + \gamma^2 + \dots = \frac{1}{1-\gamma}$.
# So about $\frac{1}{1-\gamma}$ gradients count at any time: 2 at $\gamma = 0.5$, 10 at 0.9, 100 at 0.99.

# %%
age = np.arange(60)
fig, ax = plt.subplots(figsize=(8, 2.8))
for gamma, marker in [(0.5, "s"), (0.9, "o"), (0.97, "^")]:
    ax.plot(age, gamma**age, marker, markersize=4, label=f"gamma = {gamma}: adds up to {1 / (1 - gamma):.0f}")
ax.legend()
_ = ax.set(xlabel="age of a gradient, in steps", ylabel="weight in the velocity", title="What the velocity remembers")

# %% [markdown]
# It is a fading memory, not a window: at $\gamma = 0.9$ the last 10 gradients carry 65 % of the total weight, and the older ones share the rest.
#
# The velocity must survive from one step to the next. In the next exercise that is your job.

# %% [markdown]
# ### Exercise 2 · A whole run
#
# Write `run_momentum(grad_f, theta0, lr, gamma, steps)`. Start at `theta0`, **at rest**, make `steps` steps of momentum and return the path.
#
# - `grad_f(theta)` takes an array of shape `(d,)` and returns the gradient there, of the same shape.
# - `theta0` has `d` numbers. It may be an array or a list, and it may hold integers. Leave it unchanged.
# - The path is an array of floats of shape `(steps + 1, d)`. Row 0 is `theta0`, row $t$ is $\theta_t$.
#
# $$v_0 = 0, \qquad v_{t+1} = \gamma v_t + \eta\,\nabla f(\theta_t), \qquad \theta_{t+1} = \theta_t - v_{t+1}$$
#
# You may call your `momentum_step`. Here in the notebook your own one runs, so make its check green first.
# When this exercise is graded, a mistake in it costs nothing here. *(3 points)*

# %% exercise="run_momentum" points=3
def run_momentum(grad_f, theta0, lr, gamma, steps):
    """Run momentum from rest and return the path, an array of shape (steps + 1, d).

    grad_f: function from an array (d,) to an array (d,). theta0: array or list of d numbers.
    """
    ### BEGIN SOLUTION
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        velocity = gamma * velocity + lr * grad_f(theta)
        theta = theta - velocity
        path.append(theta)
    return np.array(path)
    ### END SOLUTION

# %% check="run_momentum"
check(run_momentum)

# %% [markdown]
# ## 4 · How fast can the ball get?
#
# Along the floor of the valley the gradient hardly changes for many steps. Say it is a constant $g$.
# Then every term in our sum has the same gradient, and only the weights remain, a geometric series:
#
# $$v_t = \eta\,g\,(1 + \gamma + \dots + \gamma^{t-1}) = \eta\,g\,\frac{1 - \gamma^t}{1 - \gamma}$$
#
# As $t$ grows, $\gamma^t$ dies away, and the velocity settles. Like a skydiver's, it has a limit, the **terminal velocity**.
# There the push balances the friction: what a step adds, $\eta g$, is what friction takes, $(1 - \gamma)v$.
#
# **Predict.** At $\gamma = 0.9$, how many times faster than plain gradient descent does the ball end up? And at 0.99?
# Which one gets to its own limit sooner?

# %%
t = np.arange(1, 401)
fig, ax = plt.subplots(figsize=(8, 3))
for color, gamma in [("C0", 0.5), ("C1", 0.9), ("C2", 0.99)]:
    ax.plot(t, (1 - gamma**t) / (1 - gamma), color, label=f"gamma = {gamma}")
    ax.axhline(1 / (1 - gamma), color=color, linestyle="--", linewidth=1)
ax.set(xlabel="step", ylabel="velocity / (lr · g)", yscale="log", title="Towards terminal velocity (dashed)")
_ = ax.legend(loc="center right")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 10 times and 100 times. But speed has to be gathered. The gap to the limit shrinks as $\gamma^t$:
# 95 % of it is reached after about 28 steps at $\gamma = 0.9$, and after about 298 at 0.99.
# The faster ball is also the slower one to start, to stop and to turn.
#
# </details>

# %% [markdown]
# ### Exercise 3 · Terminal velocity
#
# Write `terminal_velocity(grad, lr, gamma)`: the velocity that momentum settles at when the gradient stays `grad` for ever.
# It is the velocity that one more step leaves as it is:
#
# $$v = \gamma\,v + \eta\,g$$
#
# - `grad` is an array of shape `(d,)`, and so is the result. `lr` and `gamma` are numbers, $0 \le \gamma \lt 1$.
# - Leave `grad` unchanged.
#
# *(2 points)*

# %% exercise="terminal_velocity" points=2
def terminal_velocity(grad, lr, gamma):
    """The velocity that momentum settles at under a constant gradient, an array of shape (d,)."""
    ### BEGIN SOLUTION
    return lr * grad / (1 - gamma)
    ### END SOLUTION

# %% check="terminal_velocity"
check(terminal_velocity)

# %% [markdown]
# ## 5 · Why this helps in a ravine
#
# Now the other direction. Across the valley, plain gradient descent met gradients that change sides: $g, -g, g, -g, \dots$
# Put them into the sum. The newest has weight 1, the one before it $-\gamma$, then $\gamma^2$, then $-\gamma^3$:
#
# $$v \to \eta\,g\,(1 - \gamma + \gamma^2 - \gamma^3 + \dots) = \frac{\eta\,g}{1 + \gamma}$$
#
# **Components that agree grow by $\frac{1}{1-\gamma}$. Components that alternate shrink by $\frac{1}{1+\gamma}$.**
# At $\gamma = 0.9$ that is 10 against 0.53: the direction along the valley gains a factor of 19 on the one across.
#
# **Predict.** The next picture feeds both kinds of gradient, all of size 1, to a ball at rest, with $\eta = 1$ and $\gamma = 0.9$.
# What does the velocity look like in the alternating case: zero, or something else?

# %%
fig, axes = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
signs = {"gradients agree": np.ones(30), "gradients alternate": (-1.0) ** np.arange(30)}
for ax, (title, grads) in zip(axes, signs.items()):
    velocities = [0.0]
    for grad in grads:
        velocities.append(0.9 * velocities[-1] + grad)
    ax.vlines(range(1, 31), 0, grads, color="0.8", linewidth=6, label="gradient")
    ax.plot(velocities, ".-", label="velocity")
    ax.set(title=title, xlabel="step")
_ = axes[0].legend()

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# It does not vanish. It alternates too, but at half the size of the gradients, 0.53, once it has settled.
# What grows on the left to 10 stays small on the right.
#
# </details>

# %% [markdown]
# This is the story that is usually told: *momentum damps oscillation.* It is half of the truth.
# We chose those gradients beforehand. On a real surface the ball's own motion decides which gradient comes next,
# and a heavy ball makes oscillations of its own.
#
# **Predict.** Take the tamest surface there is, the bowl $f = \theta^2/2$, with a small $\eta = 0.1$.
# Plain gradient descent slides to the bottom and never crosses it. Does a ball with $\gamma = 0.95$ get there sooner?

# %%
fig, ax = plt.subplots(figsize=(8, 2.8))
for gamma in (0.0, 0.5, 0.95):
    theta, velocity, positions = 1.0, 0.0, [1.0]
    for _ in range(100):
        velocity = gamma * velocity + 0.1 * theta     # on this bowl the gradient is theta
        theta = theta - velocity
        positions.append(theta)
    ax.plot(positions, label=f"gamma = {gamma}")
ax.axhline(0, color="black", linewidth=0.5)
_ = (ax.set(xlabel="step", ylabel="theta", title="A bowl, lr = 0.1"), ax.legend())

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# It crosses the bottom 10 times in 100 steps, and it is still swinging when the plain path has long arrived.
# A little momentum ($\gamma = 0.5$) helps. Too much of it makes a pendulum.
#
# </details>

# %% [markdown]
# So momentum can damp oscillation, and it can cause it. Which of the two happens is a matter of numbers. We find them now.

# %% [markdown]
# ## 6 · The ball as a 2×2 matrix
#
# Take one direction with curvature $\lambda$, so $f = \lambda\theta^2/2$ and $\nabla f = \lambda\theta$.
# A quadratic in many dimensions is such directions side by side, one for each eigenvector of its Hessian.
#
# Put $\nabla f = \lambda\theta_t$ into the two rules, and the first into the second:
#
# $$v_{t+1} = \eta\lambda\,\theta_t + \gamma\,v_t$$
#
# $$\theta_{t+1} = \theta_t - v_{t+1} = (1 - \eta\lambda)\,\theta_t - \gamma\,v_t$$
#
# Both new numbers are mixtures of both old numbers. That is a matrix:
#
# $$\begin{pmatrix} \theta_{t+1} \cr v_{t+1} \end{pmatrix} = M \begin{pmatrix} \theta_t \cr v_t \end{pmatrix},
# \qquad M = \begin{pmatrix} 1 - \eta\lambda & -\gamma \cr \eta\lambda & \gamma \end{pmatrix}$$
#
# After $t$ steps the state is $M^t$ times the start. What $M^t$ does in the long run is told by the eigenvalues $z$ of $M$:
# each step multiplies the distance by about the larger $\lvert z \rvert$, the **spectral radius**. That is our rate $\rho$.
#
# The trace of $M$ is $1 - \eta\lambda + \gamma$. Its determinant is $(1-\eta\lambda)\gamma + \gamma\,\eta\lambda = \gamma$. So the eigenvalues solve
#
# $$z^2 - (1 + \gamma - \eta\lambda)\,z + \gamma = 0$$
#
# **When are they complex?** When $(1 + \gamma - \eta\lambda)^2 \lt 4\gamma$. Then they are a conjugate pair, and their product is the determinant:
# $\lvert z \rvert^2 = \gamma$, so $\rho = \sqrt\gamma$. The ball swings, and neither $\eta$ nor $\lambda$ has a say in how fast it settles. On our bowl with $\gamma = 0.95$ that is
# $\sqrt{0.95} = 0.975$ a step, against 0.9 for plain gradient descent.
#
# **When does it diverge?** Write $p(z)$ for the left side. As $0 \le \gamma \lt 1$, a complex pair has $\rho = \sqrt\gamma \lt 1$ and never diverges.
# Two real roots have the product $\gamma \lt 1$, so they can't both be beyond 1, and they have the same sign. The larger one leaves the interval $(-1, 1)$ through one of its ends:
#
# - through $z = 1$ when $p(1) = \eta\lambda \le 0$: never, on a surface that curves upward;
# - through $z = -1$ when $p(-1) = 2(1 + \gamma) - \eta\lambda \le 0$.
#
# So momentum is stable exactly while
#
# $$0 \lt \eta\lambda \lt 2\,(1 + \gamma)$$
#
# At $\gamma = 0$ this is lesson 02's $\eta\lambda \lt 2$. Momentum allows nearly twice the learning rate.

# %% [markdown]
# ### Exercise 4 · The heavy ball's rate
#
# Write `heavy_ball_rate(lr, gamma, lam)`: the spectral radius of momentum on $f = \lambda\theta^2/2$. That is the largest $\lvert z \rvert$ of the two roots of
#
# $$z^2 - (1 + \gamma - \eta\lambda)\,z + \gamma = 0,$$
#
# the eigenvalues of $M$ above.
#
# - `lr`, `gamma` and `lam` are numbers: $\eta \gt 0$, $0 \le \gamma \lt 1$, $\lambda \gt 0$. The result is one real number, compared to 1e-6.
# - The roots may be complex, equal, or negative. When momentum diverges, the result is greater than 1.
#
# *(3 points)*

# %% exercise="heavy_ball_rate" points=3
def heavy_ball_rate(lr, gamma, lam):
    """Spectral radius of momentum on f = lam * theta**2 / 2, a float."""
    ### BEGIN SOLUTION
    one_step = np.array([[1 - lr * lam, -gamma], [lr * lam, gamma]])
    roots = np.linalg.eigvals(one_step)
    return float(np.max(np.abs(roots)))
    ### END SOLUTION

# %% check="heavy_ball_rate"
check(heavy_ball_rate)

# %% [markdown]
# ### The map of momentum
#
# On a quadratic, all that matters is $\gamma$ and the product $\eta\lambda$. So one map shows everything. The next cell draws it with *your* function.
#
# **Predict.** Where on the map is $\rho \lt 1$? Follow the line $\eta\lambda = 0.1$ upward from $\gamma = 0$: how does the rate change?

# %%
gammas, pushes = np.linspace(0, 0.99, 34), np.linspace(0.02, 4, 51)
with using("heavy_ball_rate"):
    rates = [[heavy_ball_rate(push, gamma, 1.0) for push in pushes] for gamma in gammas]
    fig, ax = plt.subplots(figsize=(8, 3.6))
    cmap = plt.get_cmap("viridis").with_extremes(over="lightgray")
    colors = ax.contourf(pushes, gammas, rates, levels=np.linspace(0, 1, 11), cmap=cmap, extend="max")
    ax.plot(2 * (1 + gammas), gammas, "k-", label="lr · lam = 2(1 + gamma)")
    roots = np.linspace(-1, 1, 101)      # of gamma; -1 for the dashed line on the left
    ax.plot((1 + roots) ** 2, roots**2, "w--")
    ax.legend(loc="lower right")
    ax.set(xlabel="lr · lam", ylabel="gamma", xlim=(0, 4), title="Rate of momentum")
    _ = fig.colorbar(colors, label="rate")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# To the right of the black line, in grey, momentum diverges; left of it, it is stable. Between the dashed lines the ball swings, and there the colour depends on $\gamma$ alone.
# On the line $\eta\lambda = 0.1$ the rate falls from 0.9 down to 0.68, at $\gamma = (1 - \sqrt{0.1})^2 = 0.47$, and rises again to almost 1:
# first too much friction, then too little. The best place is on the dashed line, where both roots are equal. An engineer calls it *critical damping*.
#
# </details>

# %% [markdown]
# A formula about "the long run" should be tried. So let us run a ball for 400 steps, on the steep direction of our ravine, and measure how much a step shrinks its state.

# %%
def measured_rate(lr, gamma, lam, steps=400):
    theta, velocity, sizes = 1.0, 0.0, []
    for _ in range(steps):
        velocity = gamma * velocity + lr * lam * theta
        theta = theta - velocity
        sizes.append(np.hypot(theta, velocity))
    return (sizes[-1] / sizes[steps // 2 - 1]) ** (2 / steps)

trials = [(0.038, 0.0), (0.038, 0.8), (0.06, 0.3), (0.07, 0.9)]
for lr, gamma in trials:
    print(f"lr = {lr:.3f}  gamma = {gamma:.1f}  measured: {measured_rate(lr, gamma, 50):.3f} a step")

# %%
with using("heavy_ball_rate"):
    for lr, gamma in trials:
        print(f"lr = {lr:.3f}  gamma = {gamma:.1f}  predicted: {heavy_ball_rate(lr, gamma, 50):.3f} a step")

# %% [markdown]
# Within one percent, all four. (While the ball swings, the size of its state wobbles a little, so one measurement is never exact.)
#
# Mind the third line. There $\eta\lambda = 3 \gt 2(1 + 0.3)$, and the ball leaves the valley, as it should. The last line has a larger learning rate, and more momentum keeps it in.

# %% [markdown]
# ### Slide the valley
#
# A ravine has two curvatures, $\lambda = 1$ along it and $\lambda = \kappa$ across. Each has its rate, and in the end the slower one rules.
# In the loss curve of the next picture, the straight line is the prediction of *your* `heavy_ball_rate`.
#
# **Predict.** Keep `lr` and `gamma`, and make the valley rounder and narrower with `kappa`. While both directions swing, the rate is $\sqrt\gamma$ for both.
# What will the slope of the loss curve do? And what happens when $\eta\kappa$ passes $2(1 + \gamma)$?

# %%
explore(
    momentum_step,
    rate=heavy_ball_rate,
    lr=(0.001, 0.1, 0.04),
    gamma=(0.0, 0.99, 0.8),
    kappa=(1.0, 100.0, 20.0),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# The slope of the loss curve does not care about $\kappa$, as long as the ball swings in both directions. The momentum alone sets it.
# Then, at $\kappa = 2(1 + \gamma)/\eta$, the path leaps out of the valley. With `lr` = 0.04 and $\gamma = 0.8$ that is at $\kappa = 90$.
#
# </details>

# %% [markdown]
# ## 7 · The best learning rate and momentum
#
# A surface has curvatures from $\mu$ to $L$. We want one $\eta$ and one $\gamma$ that make the slowest direction as fast as can be.
#
# The map shows how. While all directions swing, all of them settle at the same rate $\sqrt\gamma$. So make $\gamma$ small, but keep every direction swinging. A direction swings while
#
# $$(1 - \sqrt\gamma)^2 \le \eta\lambda \le (1 + \sqrt\gamma)^2
# \qquad\text{or, the same in one line,}\qquad \bigl\lvert 1 - \sqrt{\eta\lambda} \bigr\rvert \le \sqrt\gamma$$
#
# (equal roots included). The largest left side belongs to $\lambda = \mu$ or to $\lambda = L$. So the smallest possible rate is
#
# $$\rho = \sqrt\gamma = \max\bigl(\,1 - \sqrt{\eta\mu},\ \sqrt{\eta L} - 1\,\bigr)$$
#
# A larger $\eta$ makes the first term smaller and the second one larger. The best $\eta$ makes them equal:
#
# $$1 - \sqrt{\eta\mu} = \sqrt{\eta L} - 1 \quad\Longrightarrow\quad \sqrt\eta = \frac{2}{\sqrt L + \sqrt\mu} \quad\Longrightarrow\quad \eta = \frac{4}{(\sqrt L + \sqrt\mu)^2}$$
#
# Put it back, with $\kappa = L/\mu$:
#
# $$\rho = \frac{\sqrt L - \sqrt\mu}{\sqrt L + \sqrt\mu} = \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1} \qquad\qquad \gamma = \rho^2$$
#
# For plain gradient descent the same argument, with $\lvert 1 - \eta\lambda \rvert$ in place of $\lvert 1 - \sqrt{\eta\lambda} \rvert$, gave
# $\eta = \frac{2}{L + \mu}$ and $\rho = \frac{\kappa - 1}{\kappa + 1}$. **Momentum takes the square root of the condition number.**
#
# At $\kappa = 100$ plain gradient descent has $\rho = 0.980$ and needs 115 steps for each factor of 10. Momentum has $\rho = 0.818$ and needs 11.5.
# At $\kappa = 10\,000$ momentum needs 115, what plain gradient descent needs at 100.
#
# <details><summary>Could real roots do better? (no)</summary>
#
# Fix a rate $\rho \lt 1$. Both roots are within $\rho$ when $\gamma \le \rho^2$, $p(\rho) \ge 0$ and $p(-\rho) \ge 0$. The last two say
#
# $$(1 - \rho)\Bigl(1 - \frac{\gamma}{\rho}\Bigr) \le \eta\lambda \le (1 + \rho)\Bigl(1 + \frac{\gamma}{\rho}\Bigr)$$
#
# All curvatures from $\mu$ to $L$ must fit in, so $\kappa$ is at most the ratio of the two ends. That ratio grows with $\gamma$, and at the largest $\gamma$ allowed, $\rho^2$,
# it is $\bigl(\frac{1 + \rho}{1 - \rho}\bigr)^2$. Solved for $\rho$, this is the formula above.
#
# </details>

# %% [markdown]
# ### Exercise 5 · The best heavy ball
#
# Write `optimal_heavy_ball(mu, L)`: the best learning rate and momentum for a quadratic whose curvatures go from `mu` to `L`. Return `(lr, gamma, rate)`, three numbers:
#
# $$\eta = \frac{4}{(\sqrt L + \sqrt\mu)^2} \qquad \gamma = \Bigl(\frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\Bigr)^2 \qquad \rho = \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1} \qquad \kappa = \frac{L}{\mu}$$
#
# - `mu` and `L` are numbers, $0 \lt \mu \le L$. At $\mu = L$ the valley is a round bowl: one step is enough.
#
# You may call your `heavy_ball_rate`. When this exercise is graded, a mistake in it costs nothing here.
# At $\mu = L$ a rate or a momentum within 1e-6 of zero counts as zero. *(3 points)*

# %% exercise="optimal_heavy_ball" points=3
def optimal_heavy_ball(mu, L):
    """Best (lr, gamma, rate) of momentum on a quadratic with curvatures from mu to L."""
    ### BEGIN SOLUTION
    rate = (np.sqrt(L) - np.sqrt(mu)) / (np.sqrt(L) + np.sqrt(mu))
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    gamma = rate**2
    return lr, gamma, rate
    ### END SOLUTION

# %% check="optimal_heavy_ball"
check(optimal_heavy_ball)

# %% [markdown]
# ### The race
#
# First *your* best setting for a ravine with $\kappa = 100$.

# %%
lr, gamma, rate = 2 / 101, 0.0, 99 / 101      # gradient descent's best, until you have a better one
with using("optimal_heavy_ball"):
    found = optimal_heavy_ball(1.0, 100.0)
    print("lr = {:.4f}  gamma = {:.3f}  rate = {:.3f} a step".format(*found))
    lr, gamma, rate = found

# %% [markdown]
# The next picture gives this setting to *your* `run_momentum`, and to gradient descent its own best, $\eta = 2/101$. The dashed line is your rate.
# The table counts the steps until the loss is down to a tenth, a thousandth and a millionth.
#
# **Predict.** By which factor is each of them closer after 100 steps: twice, a hundred times, a million times?

# %%
explore(
    {
        "heavy ball": (run_momentum, {"lr": lr, "gamma": gamma}),
        "gradient descent": (run_momentum, {"lr": 2 / 101, "gamma": 0.0}),
    },
    surface=surfaces.ravine.at(kappa=100),
    start=(-3.2, 0.32),
    steps=100,
    rate=lambda: rate,
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Gradient descent gets 7 times closer, momentum 20 million times. The steps cost the same.
#
# Momentum's curve starts with a bump and stays above its line, whose slope it takes slowly. That is the price of equal roots: the distance goes like
# $t\,\rho^t$, and the factor $t$ takes a while to stop mattering.
#
# </details>

# %% [markdown]
# In real life nobody hands you $\mu$ and $L$. What stays is the shape of the answer: the narrower the valley, the closer $\gamma$ should be to 1.
# That is why people start at $\gamma = 0.9$ and go to 0.99 when they must.

# %% [markdown]
# ## 8 · Three spellings of momentum
#
# Look into three libraries and papers, and you find three rules, all called momentum, all with an argument called `lr`. They differ in where the learning rate stands.
#
# | | spelling | rule | where |
# |---|---|---|---|
# | A | push inside | $v \leftarrow \gamma v + \eta g, \quad \theta \leftarrow \theta - v$ | this course; Sutskever et al. and Keras, who write $v$ with the other sign and add it |
# | B | sum of gradients | $u \leftarrow \gamma u + g, \quad \theta \leftarrow \theta - \eta u$ | PyTorch's `SGD` |
# | C | average of gradients | $m \leftarrow \gamma m + (1 - \gamma) g, \quad \theta \leftarrow \theta - \eta m$ | the $m$ in Adam (lesson 06) |
#
# With a constant learning rate they walk the same path, once it is rescaled. Divide A by $\eta$, and $v/\eta$ follows B's rule, so **A and B need the same $\eta$**.
# Multiply B by $1 - \gamma$, and $(1 - \gamma)u$ follows C's rule, so **C needs $\eta_C = \eta/(1 - \gamma)$**, at $\gamma = 0.9$ ten times the number.
#
# What does $\eta$ *mean*? In A and B it is how far the *first* push goes. In C it is how far each step goes *in the end*, at terminal velocity.
#
# The difference between A and B shows when the learning rate changes on the way. B's next step shrinks at once. A's velocity still holds pushes made with the old one.
#
# **Predict.** The next cell walks all three on our ravine, C with ten times the number. Do they end at the same point? And if at step 20 the learning rate drops to a tenth for all three?

# %%
def three_ends(drop_at, steps=30, lr=0.02, gamma=0.9):
    a = b = c = np.array([-3.2, 2.0])
    v = u = m = np.zeros(2)
    for t in range(steps):
        now = lr / 10 if t >= drop_at else lr
        v = gamma * v + now * ravine_gradient(a)
        u = gamma * u + ravine_gradient(b)
        m = gamma * m + (1 - gamma) * ravine_gradient(c)
        a, b, c = a - v, b - now * u, c - now / (1 - gamma) * m
    return np.array([a, b, c]).round(4)

three_ends(drop_at=30)

# %%
three_ends(drop_at=20)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# With a constant learning rate, three equal rows. With a drop at step 20, B and C still agree, but A is somewhere else: its ball keeps the speed that it had.
#
# </details>

# %% [markdown]
# So never copy a learning rate from one library to another before you know its spelling. And never mix: our velocity, with $\eta$ inside, is not Adam's $m$.

# %% [markdown]
# ## 9 · Look before you leap: Nesterov
#
# Momentum has a blind spot. It feels the slope where the ball *is*, and then the old velocity carries the ball on, wherever that may be.
# But we know beforehand where the old velocity alone would carry it: to $\theta - \gamma v$. Yurii Nesterov's method, in the form that Sutskever and others gave it in 2013, feels the slope **there**:
#
# $$v_{t+1} = \gamma\,v_t + \eta\,\nabla f(\theta_t - \gamma\,v_t) \qquad\qquad \theta_{t+1} = \theta_t - v_{t+1}$$
#
# If the ball is about to climb the far wall, that wall already pushes it back. What is this worth? On $f = \lambda\theta^2/2$ we can say it exactly:
#
# $$v_{t+1} = \gamma\,v_t + \eta\lambda\,(\theta_t - \gamma\,v_t)$$
#
# $$\phantom{v_{t+1}} = \gamma\,(1 - \eta\lambda)\,v_t + \eta\lambda\,\theta_t$$
#
# That is the heavy ball with $\gamma\,(1 - \eta\lambda)$ in place of $\gamma$. Along a flat direction $\eta\lambda$ is near 0, and the ball keeps its momentum.
# Along a steep one $\eta\lambda$ is near 1, and there is hardly any left. **Nesterov's ball brakes where the valley is steep.**
#
# There is a price. Put this momentum into the bound $\eta\lambda \lt 2(1 + \gamma)$ and solve for $\eta\lambda$:
#
# $$\eta\lambda \lt \frac{2(1 + \gamma)}{1 + 2\gamma}$$
#
# At $\gamma = 0.9$ that is 1.36, where the heavy ball has 3.8.

# %% [markdown]
# ### Exercise 6 · A challenge: Nesterov's step
#
# Write `nesterov_step(theta, velocity, grad_f, lr, gamma)`. It returns `(theta, velocity)`, both new:
#
# $$v \leftarrow \gamma\,v + \eta\,\nabla f(\theta - \gamma\,v) \qquad\qquad \theta \leftarrow \theta - v$$
#
# - `theta` and `velocity` are arrays of shape `(d,)`, and so are both results. `lr` and `gamma` are numbers.
# - `grad_f` is the gradient *function*: it takes an array `(d,)` and returns one. Call it once: a gradient is the expensive part of a step.
# - Leave `theta` and `velocity` unchanged.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% exercise="nesterov_step" points=2
def nesterov_step(theta, velocity, grad_f, lr, gamma):
    """One step of Nesterov's momentum: the gradient is taken where the velocity would carry theta.

    theta, velocity: arrays of shape (d,). Returns (theta, velocity), both new arrays.
    """
    ### BEGIN SOLUTION
    ahead = theta - gamma * velocity
    velocity = gamma * velocity + lr * grad_f(ahead)
    return theta - velocity, velocity
    ### END SOLUTION

# %% check="nesterov_step"
check(nesterov_step)

# %% [markdown]
# ### Two balls and a walker
#
# Your `nesterov_step`, your `momentum_step`, and gradient descent, with $\kappa = 50$, `lr` = 0.02 and $\gamma = 0.9$. So across the valley $\eta\lambda = 1$.
#
# **Predict.** How much momentum has Nesterov's ball left across the valley? And who will be gone when you raise `lr` to 0.03?

# %%
explore(
    {
        "Nesterov": nesterov_step,
        "heavy ball": momentum_step,
        "gradient descent": plain_step,
    },
    surface=surfaces.ravine.at(kappa=50),
    lr=(0.001, 0.05, 0.02),
    gamma=(0.0, 0.99, 0.9),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# None: $\gamma(1 - 1) = 0$. The heavy ball swings across the valley 22 times in 60 steps. Nesterov's is on the floor after one step and rolls along it.
# Gradient descent is on the floor just as soon, and then it crawls: after 60 steps it still has 30 % of the way to go.
#
# At `lr` = 0.03 we have $\eta\lambda = 1.5 \gt 1.36$. Nesterov's ball flies off, and the other two do not mind.
#
# </details>

# %% [markdown]
# Nesterov's method has one more thing to its name, and it is why the theory books love it. The heavy ball's rate holds on quadratics.
# On other convex functions, with the same tuning, it can even circle for ever. Nesterov's method keeps its guarantee there.

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | momentum, the heavy ball | $v \leftarrow \gamma v + \eta g, \quad \theta \leftarrow \theta - v$ |
# | velocity as a weighted sum | $v_t = \eta \sum_{k=0}^{t-1} \gamma^k g_{t-1-k}$ |
# | terminal velocity | $\eta g/(1 - \gamma)$; for alternating gradients $\eta g/(1 + \gamma)$ |
# | stability | $0 \lt \eta\lambda \lt 2(1 + \gamma)$ |
# | rate | largest $\lvert z \rvert$ with $z^2 - (1 + \gamma - \eta\lambda)z + \gamma = 0$; while swinging, $\sqrt\gamma$ |
# | best heavy ball | $\eta = 4/(\sqrt L + \sqrt\mu)^2, \quad \gamma = \rho^2, \quad \rho = (\sqrt\kappa - 1)/(\sqrt\kappa + 1)$ |
# | Nesterov | $v \leftarrow \gamma v + \eta\,\nabla f(\theta - \gamma v), \quad \theta \leftarrow \theta - v$ |
#
# **When to use what**
#
# - Round valley, small $\kappa$: plain gradient descent is enough.
# - Narrow valley: momentum. Begin with $\gamma = 0.9$. When you raise $\gamma$, lower $\eta$ so that $\eta/(1 - \gamma)$ stays the same.
# - It swings and settles slowly: less momentum, or Nesterov. It zigzags at every step and grows: a smaller $\eta$.
# - Noisy gradients from mini-batches: momentum sums their noise too. In the long run a step is worth $\eta/(1 - \gamma)$; judge your learning rate by that.
# - Directions that differ by many orders of magnitude: one $\eta$ for all is not enough. That is lesson 06, Adam.
#
# **To read**
#
# - B. T. Polyak, *Some methods of speeding up the convergence of iteration methods*, USSR Computational Mathematics and Mathematical Physics 4(5), 1964: the heavy ball and its rate.
# - Y. E. Nesterov, *A method of solving a convex programming problem with convergence rate O(1/k²)*, Soviet Mathematics Doklady 27, 1983.
# - I. Sutskever, J. Martens, G. Dahl, G. Hinton, *On the importance of initialization and momentum in deep learning*, ICML 2013: both methods in deep learning, and the form of Nesterov's that we used.
# - G. Goh, *Why Momentum Really Works*, Distill, 2017: the eigenvalues, in pictures you can play with.
# - L. Lessard, B. Recht, A. Packard, *Analysis and design of optimization algorithms via integral quadratic constraints*, SIAM Journal on Optimization 26(1), 2016: the heavy ball that circles for ever.
#
# **What you can do now.** You can write momentum and Nesterov's method from memory. You can say, before you run it, whether a ball will settle in a given valley, how fast it gets, and how many steps it needs.
# You can find its best setting, and you can read any library's momentum and translate the learning rate. In lesson 06 every parameter gets a step size of its own.
