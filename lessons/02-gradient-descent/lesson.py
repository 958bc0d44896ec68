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
# # 02 · Gradient descent
#
# You stand on a hillside in thick fog and want to get down to the valley. You can't see the valley, but you can feel the slope under your feet.
# So you take a step downhill, feel again, and step again. Nearly every model in machine learning is trained in this way.
#
# Three questions decide whether you arrive. Which way is down, exactly? How far may one step go? And how do you know that your slope is right,
# when it comes out of a page of algebra? This lesson answers all three, on an example small enough to see through.
#
# **You will be able to**
#
# - write a model's cost and its gradient, and descend to its minimum;
# - say before you run it which learning rates arrive, which zigzag and which fly off;
# - explain why some data make the descent slow, and how to change that;
# - take a derivative through a matrix product, and check any gradient with a few lines of your own.
#
# **You need** derivatives, the product of two matrices, and what an eigenvalue is. Lesson 01 says where the squared error comes from, and we recall it in one sentence.
#
# About an hour. Six exercises make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $X$ | `X`, shape `(m, d)` | the data: $m$ examples, one a row, with $d$ features each |
# | $y$ | `y`, shape `(m,)` | the truth: what the model should have said |
# | $\theta$ | `theta`, shape `(d,)` | the parameters |
# | $J(\theta)$ | `mse_cost` | the cost: how wrong the model is with these parameters |
# | $g = \nabla J(\theta)$ | `grad`, or `grad_f(theta)` | the gradient there; it points uphill |
# | $\eta$ | `lr` | learning rate; many books write $\alpha$ |
# | $H$ | `H`, shape `(d, d)` | the Hessian: all second derivatives of $J$ |
# | $\lambda_{\min},\ \lambda_{\max}$ | `lam[0]`, `lam[-1]` | its smallest and largest eigenvalue; lesson 05 calls them $\mu$ and $L$ |
# | $\kappa = \lambda_{\max}/\lambda_{\min}$ | `kappa` | condition number: how narrow the valley is |
# | $\rho$ | `rate` | what the distance to the minimum is multiplied by at each step, in the long run |

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, explore, surfaces, using

# %% [markdown]
# ## 1 · How wrong is a line?
#
# Here are 40 taxi rides: how far each one went, and what it cost. You want a rule for the fare: a base fee $\theta_0$, and a price for each kilometre, $\theta_1$.
#
# $$\hat y = \theta_0 + \theta_1 \cdot \text{km}$$
#
# This is the **hypothesis**. To treat both parameters alike, give the base fee a feature of its own that is always 1. A ride becomes the row $(1, \text{km})$,
# all rides together the matrix $X$, and all predictions at once are one product, $\hat y = X\theta$. With more features there are more columns, and the formula stays.

# %%
rng = np.random.default_rng(2)
km = rng.uniform(0.5, 9.5, size=40)
y = 3.5 + 2.1 * km + rng.normal(scale=1.5, size=40)
X = np.column_stack([np.ones(40), km])
X.shape, y.shape

# %% [markdown]
# **Predict.** Two people guess. Ana says 5.50 base fee and 2.10 for each kilometre. Ben says 8.00 and 1.20. Neither line is right.
# Whose is less wrong? Look at the picture and decide.

# %%
guesses = {"Ana": np.array([5.5, 2.1]), "Ben": np.array([8.0, 1.2])}
fig, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True, layout="constrained")
for ax, (name, theta) in zip(axes, guesses.items()):
    ax.vlines(km, X @ theta, y, color="0.7", label="residuals")
    ax.plot(km, y, "o", markersize=4, label="rides")
    ax.plot(km, X @ theta, "C1", label=f"{name}: {theta[0]:.2f} + {theta[1]:.2f} km")
    ax.legend()
    ax.set(xlabel="km")
_ = axes[0].set(ylabel="fare")

# %% [markdown]
# To decide such things we need one number. For ride $i$, with $x_i$ the $i$-th row of $X$, the **residual** is model output minus truth, $x_i \cdot \theta - y_i$.
# Square the residuals, so that too much and too little count alike and large errors count most. Then take the mean over all rides, and half of it:
#
# $$J(\theta) = \frac{1}{2m}\sum_{i=1}^{m}\bigl(x_i\cdot\theta - y_i\bigr)^2$$
#
# Why squares and not something else? Lesson 01 has the reason: when the noise is Gaussian, this sum is the negative log-likelihood, up to constants.
# Why the $\frac12$? It cancels a 2 in the derivative. And dividing by $m$ makes costs comparable: twice as many rides of the same kind cost the same.

# %% [markdown]
# ### Exercise 1 · The cost
#
# Write `mse_cost(theta, X, y)`:
#
# $$J(\theta) = \frac{1}{2m}\sum_{i=1}^{m}\bigl(x_i\cdot\theta - y_i\bigr)^2$$
#
# - `theta` is an array of shape `(d,)`, `X` of shape `(m, d)`, `y` of shape `(m,)`. There may be more examples than parameters, or fewer.
# - The result is one number.
# - Leave the arrays that you are given as they are.
#
# *(2 points)*

# %% exercise="mse_cost" points=2
def mse_cost(theta, X, y):
    """Half the mean squared residual of the predictions X @ theta, a float.

    theta: array (d,). X: array (m, d). y: array (m,).
    """
    ### BEGIN SOLUTION
    residual = X @ theta - y
    return float(np.sum(residual**2) / (2 * len(y)))
    ### END SOLUTION

# %% check="mse_cost"
check(mse_cost)

# %%
with using("mse_cost"):
    for name, theta in guesses.items():
        print(f"{name}: J = {mse_cost(theta, X, y):.2f}")

# %% [markdown]
# <details><summary>Who is less wrong?</summary>
#
# Ana, with 3.04 against 3.69. Ben's line goes through the middle of the rides, so most of his residuals are small. But at both ends he is far off, and squares make large errors count most.
#
# </details>
#
# Every guess is a point $(\theta_0, \theta_1)$, and every point has a cost. So $J$ is a landscape over all possible lines.
#
# **Predict.** From the best line you may raise the base fee by 1, or the price for a kilometre by 1. Which of the two costs more, and by about how much?
# Then run the next cell. It asks *your* `mse_cost` for the height of 6 561 points.

# %%
fees, prices = np.linspace(-6, 12, 81), np.linspace(0, 4.4, 81)

def draw_landscape(ax):
    heights = np.array([[mse_cost(np.array([fee, price]), X, y) for fee in fees] for price in prices])
    ax.contour(fees, prices, heights, levels=np.geomspace(1.4, 120, 10), colors="0.75", linewidths=1)
    ax.set(xlabel="theta_0, base fee", ylabel="theta_1, price per km")

with using("mse_cost"):
    fig, ax = plt.subplots(figsize=(8, 3.4))
    draw_landscape(ax)
    for name, theta in guesses.items():
        ax.plot(*theta, "o", label=f"{name}, J = {mse_cost(theta, X, y):.2f}")
    _ = ax.legend()

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# A long, narrow, tilted valley. Raising the base fee by 1 adds 0.5 to the cost. Raising the price by 1 adds 15.6, since a ride is 5 km long on average, and long rides feel it most.
#
# The valley is tilted because the two parameters can stand in for each other: a higher base fee with a lower price fits nearly as well.
#
# </details>

# %% [markdown]
# ## 2 · Which way is down?
#
# Change one parameter $\theta_j$ a little and hold all others still. How fast the cost changes is the **partial derivative** $\partial J/\partial\theta_j$. Take it a line at a time.
# Write out the prediction first, $x_i\cdot\theta = \sum_k x_{ik}\theta_k$:
#
# $$J(\theta) = \frac{1}{2m}\sum_{i=1}^m\Bigl(\sum_{k} x_{ik}\theta_k - y_i\Bigr)^2$$
#
# The derivative of a square is twice the inside times the inside's derivative:
#
# $$\frac{\partial J}{\partial\theta_j} = \frac{1}{2m}\sum_{i=1}^m 2\,\Bigl(\sum_k x_{ik}\theta_k - y_i\Bigr)\cdot\frac{\partial}{\partial\theta_j}\Bigl(\sum_k x_{ik}\theta_k - y_i\Bigr)$$
#
# In the inside, only the term with $k = j$ holds $\theta_j$, and its derivative is $x_{ij}$. The 2 cancels the $\frac12$:
#
# $$\frac{\partial J}{\partial\theta_j} = \frac{1}{m}\sum_{i=1}^m (x_i\cdot\theta - y_i)\,x_{ij}$$
#
# Read it aloud: *each example votes with its residual, times its own feature.* A ride that the model overcharges votes for a lower price, and a long ride votes louder.
#
# The sum runs over $i$, the first index of $x_{ij}$. A matrix product sums over the second index of its left factor, so $X$ has to be turned around: $\sum_i x_{ij}r_i = (X^\top r)_j$.
# The transpose is there because the sum needs it, not as decoration. All partial derivatives at once are the **gradient**:
#
# $$\nabla J(\theta) = \frac1m\,X^\top(X\theta - y)$$

# %% [markdown]
# ### Exercise 2 · The gradient
#
# Write `mse_gradient(theta, X, y)`:
#
# $$\nabla J(\theta) = \frac1m\,X^\top(X\theta - y)$$
#
# - `theta` is an array of shape `(d,)`, `X` of shape `(m, d)`, `y` of shape `(m,)`. There may be more examples than parameters, or fewer.
# - The result has shape `(d,)`: one partial derivative for each parameter.
# - Leave the arrays that you are given as they are.
#
# *(2 points)*

# %% exercise="mse_gradient" points=2
def mse_gradient(theta, X, y):
    """Gradient of mse_cost with respect to theta, an array of shape (d,).

    theta: array (d,). X: array (m, d). y: array (m,).
    """
    ### BEGIN SOLUTION
    residual = X @ theta - y
    return X.T @ residual / len(y)
    ### END SOLUTION

# %% check="mse_gradient"
check(mse_gradient)

# %% [markdown]
# The gradient points where $J$ grows fastest. Its opposite is the steepest way down.
#
# **Predict.** The next picture draws an arrow along $-\nabla J$ at eight points of the landscape, all of the same length. Do the arrows point at the minimum?

# %%
points = np.array([(-4, 1), (-4, 4), (0, 1.5), (1, 4), (4, 0.5), (6, 3), (9, 0.4), (9, 2.5)], dtype=float)
best = np.linalg.lstsq(X, y)[0]
with using("mse_cost", "mse_gradient"):
    fig, ax = plt.subplots(figsize=(8, 3.4))
    draw_landscape(ax)
    grads = np.array([mse_gradient(point, X, y) for point in points])
    arrows = -0.7 * grads / np.linalg.norm(grads, axis=1, keepdims=True)
    ax.quiver(*points.T, *arrows.T, color="C1", angles="xy", scale_units="xy", scale=1, width=0.004)
    _ = ax.plot(*best, "k*", markersize=10)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Hardly one does. They point straight across the valley, almost parallel to the $\theta_1$ axis. The slope knows only the ground at your feet, and there the walls of the valley are far steeper than its floor.
# (In the picture the two axes have different scales. With equal scales each arrow would meet the contour lines at a right angle.)
# Which walls are steep is a property of the data. We come back to it in section 5.
#
# </details>

# %% [markdown]
# ## 3 · Step after step
#
# Now walk. At each step move against the gradient, and let the learning rate $\eta$ say how far:
#
# $$\theta_{t+1} = \theta_t - \eta\,\nabla J(\theta_t)$$
#
# This is **gradient descent**. Augustin-Louis Cauchy proposed it in 1847, to compute orbits. Where the gradient is zero, it stands still.
#
# One line of caution. The rule is about all parameters at once: first take *all* partial derivatives at $\theta_t$, then move *all* parameters. **The updates are simultaneous.**
# Who writes one line for each parameter easily gets another method, in which the second parameter already sees the new value of the first:

# %%
lr, start = 0.05, np.array([0.0, 0.0])
residual = X @ start - y
together = start - lr * np.array([np.mean(residual), np.mean(residual * km)])

one_by_one = start.copy()
one_by_one[0] -= lr * np.mean(X @ one_by_one - y)
one_by_one[1] -= lr * np.mean((X @ one_by_one - y) * km)    # sees the new base fee
together.round(3), one_by_one.round(3)

# %% [markdown]
# The base fee is the same in both, the price is not. The second point does not lie along $-\nabla J(\theta_0)$, and what we prove below is not true of it.
# It is a method of its own, coordinate by coordinate, with other rules for its learning rate. When `theta` is one array and the gradient is one array, you can't fall into this trap.

# %% [markdown]
# ### Exercise 3 · A whole descent
#
# Write `gradient_descent(grad_f, theta0, lr, steps)`. Start at `theta0`, make `steps` steps, and return the path.
#
# - `grad_f(theta)` takes an array of shape `(d,)` and returns the gradient there, of the same shape.
# - `theta0` has `d` numbers. It may be an array or a list, and it may hold integers. Leave it unchanged.
# - The path is an array of floats of shape `(steps + 1, d)`. Row 0 is `theta0`, row $t$ is $\theta_t$.
#
# $$\theta_{t+1} = \theta_t - \eta\,\nabla f(\theta_t)$$
#
# *(3 points)*

# %% exercise="gradient_descent" points=3
def gradient_descent(grad_f, theta0, lr, steps):
    """Run gradient descent and return the path, an array of shape (steps + 1, d).

    grad_f: function from an array (d,) to an array (d,). theta0: array or list of d numbers.
    """
    ### BEGIN SOLUTION
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * grad_f(theta)
        path.append(theta)
    return np.array(path)
    ### END SOLUTION

# %% check="gradient_descent"
check(gradient_descent)

# %% [markdown]
# ### Watch the line turn
#
# Back to the taxis. The next picture runs *your* `gradient_descent` on *your* `mse_gradient`. The path lies on the surface of $J$, and beside it the line through the rides (`input` is the distance, `target` the fare) turns with every step.
# It begins at $\theta = (0, 0)$, where every ride is free, with $\eta = 0.05$. Press play, or go through it a step at a time.
#
# **Predict.**
#
# 1. Which of the two will be nearly right first, the base fee or the price for a kilometre? How many steps will the other one take: 10, 50, 200?
# 2. Then slide `lr` to the right. Does a larger step always arrive sooner?

# %%
explore(
    gradient_descent,
    surface=surfaces.linear_regression(X, y, gradient=mse_gradient),
    start=(0, 0),
    steps=400,
    lr=(0.005, 0.07, 0.05),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 1. The price goes first. After one step it is twice what it should be, after two it is below, and after ten steps it has settled on the floor of the valley at 2.57: the price that fits best while the base fee is still wrong, at 0.68.
#    Then both creep along the floor together. After 100 steps the base fee is at 2.18, after 200 at 2.91, and only after 400 it is within 0.1 of its final value, 3.45.
#    You see the two parts in the loss as well: a dive, then a long straight slope.
# 2. No: up to about 0.06 it does, and then comes a cliff. At 0.063 the line swings up and down, a bit wider each time, and never settles. At 0.07 it is soon gone.
#    Drag the start wherever you like: it flies off beyond the same learning rate.
#
# We took 400 steps for a straight line through 40 points. Something is slow here, something sets a limit, and we can say what.
#
# </details>

# %% [markdown]
# ## 4 · How far may a step go?
#
# Our $J$ is quadratic, so we can work out the whole descent on paper. At the minimum $\theta^*$ the gradient is zero: $\frac1m X^\top(X\theta^* - y) = 0$. Subtract this zero from the gradient:
#
# $$\nabla J(\theta) = \frac1m X^\top(X\theta - y) - \frac1m X^\top(X\theta^* - y) = \frac1m X^\top X\,(\theta - \theta^*)$$
#
# So with the matrix $H = \frac1m X^\top X$, which holds the second derivatives of $J$,
#
# $$\nabla J(\theta) = H\,(\theta - \theta^*)$$
#
# Put this into the step, and subtract $\theta^*$ on both sides:
#
# $$\theta_{t+1} - \theta^* = (\theta_t - \theta^*) - \eta H\,(\theta_t - \theta^*) = (I - \eta H)\,(\theta_t - \theta^*)$$
#
# $H$ is symmetric. So it has $d$ eigenvectors at right angles to each other, $Hq_k = \lambda_k q_k$, and we can write the distance to the minimum in them: $\theta_t - \theta^* = \sum_k c_{k,t}\,q_k$.
# For each eigenvector, $(I - \eta H)q_k = (1 - \eta\lambda_k)\,q_k$. So the directions don't mix. Each one has its own factor:
#
# $$c_{k,t+1} = (1 - \eta\lambda_k)\,c_{k,t} \qquad\text{and so}\qquad c_{k,t} = (1 - \eta\lambda_k)^t\,c_{k,0}$$
#
# That is all there is to know about gradient descent on a quadratic. Read it off for one direction:
#
# | $\eta\lambda_k$ | factor $1 - \eta\lambda_k$ | what you see |
# |---|---|---|
# | near 0 | a little below 1 | creeps |
# | 1 | 0 | arrives in one step |
# | between 1 and 2 | negative, above −1 | zigzags, and settles |
# | 2 | −1 | jumps from side to side for ever |
# | above 2 | below −1 | flies off |
#
# It settles in *every* direction exactly when $\lvert 1 - \eta\lambda_k\rvert \lt 1$ for all $k$. All our $\lambda_k$ are positive, as long as no column of $X$ is a mixture of the others, and the largest one is the strictest:
#
# $$0 \lt \eta \lt \frac{2}{\lambda_{\max}}$$
#
# **The steepest direction alone sets the limit.** On other smooth surfaces the same holds close to a minimum, with the Hessian there: seen from near enough, every smooth valley is a quadratic.

# %% [markdown]
# ### Exercise 4 · The largest stable learning rate
#
# Write `max_stable_lr(H)`: the limit $2/\lambda_{\max}$ below which gradient descent settles.
#
# - `H` is a symmetric array of shape `(d, d)` whose eigenvalues are all positive, in no particular order.
# - The result is one number.
# - Leave `H` unchanged.
#
# *(2 points)*

# %% exercise="max_stable_lr" points=2
def max_stable_lr(H):
    """The learning rate below which gradient descent settles on a quadratic with Hessian H, a float.

    H: symmetric array (d, d), all eigenvalues positive.
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(H)
    return float(2 / np.max(eigenvalues))
    ### END SOLUTION

# %% check="max_stable_lr"
check(max_stable_lr)

# %%
H = X.T @ X / len(y)
lam = np.linalg.eigvalsh(H)
print(f"eigenvalues {lam[0]:.3f} and {lam[-1]:.2f}, condition number {lam[-1] / lam[0]:.0f}")
with using("max_stable_lr"):
    print(f"the taxis' largest stable learning rate: {max_stable_lr(H):.4f}")

# %% [markdown]
# ### Slide through the limit
#
# The limit 0.0625 is where the taxis' line flew off. To see every row of the table, take a valley with rounder numbers.
# The next picture runs *your* `gradient_descent` on a ravine with $\lambda_{\min} = 1$ along it and $\lambda_{\max} = \kappa = 20$ across.
# Beside it is the loss, and the dashed line falls as our factors predict for the slowest direction: compare the slopes.
#
# **Predict.** Slide `lr` slowly from 0.02 to 0.11. At which values does the path stop creeping, begin to zigzag, move fastest, and fly off? You can work out all four from the table.

# %%
def predicted_rate(lr, lam):
    return abs(1 - lr * lam)

explore(
    gradient_descent,
    surface=surfaces.ravine.at(kappa=20),
    rate=predicted_rate,
    lr=(0.005, 0.11, 0.02),
)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# - Up to 1/20 = 0.05 it falls straight to the floor and creeps along it. At 0.05 the direction across arrives in one step.
# - Above 0.05 it zigzags across the valley, more and more, and yet it gets faster: along the floor the factor $1 - \eta$ still shrinks.
# - It is fastest at $2/21 = 0.095$. There both directions have factors of the same size, $0.905$ along and $-0.905$ across.
# - Above 2/20 = 0.1 it flies off. Nothing warns you: 0.095 is best, and 0.105 is a disaster.
#
# Now drag the start. None of these numbers depends on it.
#
# </details>

# %% [markdown]
# ## 5 · Why it is slow, and what to do
#
# The slowest direction rules in the end, so the rate is $\rho = \max_k \lvert 1 - \eta\lambda_k\rvert$. The largest value belongs to $\lambda_{\min}$ or to $\lambda_{\max}$:
#
# $$\rho = \max\bigl(1 - \eta\lambda_{\min},\ \eta\lambda_{\max} - 1\bigr)$$
#
# A larger $\eta$ makes the first term smaller and the second one larger. The best $\eta$ makes them equal:
#
# $$1 - \eta\lambda_{\min} = \eta\lambda_{\max} - 1 \quad\Longrightarrow\quad \eta = \frac{2}{\lambda_{\min} + \lambda_{\max}}
# \quad\Longrightarrow\quad \rho = \frac{\lambda_{\max} - \lambda_{\min}}{\lambda_{\max} + \lambda_{\min}} = \frac{\kappa - 1}{\kappa + 1}$$
#
# Only the ratio $\kappa$ is left. It is the **condition number**. For the taxis $\kappa = 186$ and $\rho = 0.989$ at best: 214 steps for each factor of 10.
# No learning rate can do better on this landscape. So change the landscape.
#
# Why is it so narrow? All distances are positive and about 5 km, so the columns of $X$, ones and kilometres, point in similar directions: a higher base fee and a higher price do nearly the same.
# Measure each distance from the *average* ride instead, and the two become independent. Then divide by the standard deviation, and both columns have the same size:
#
# $$z = \frac{\text{km} - \text{mean}}{\text{standard deviation}}$$
#
# The lines that the model can draw are the same as before, and so is the best one. Only its coordinates are new: $\theta_0$ is now the fare of an average ride.

# %%
features = {"raw": km, "centred": km - km.mean(), "standardised": (km - km.mean()) / km.std()}
tables = {name: np.column_stack([np.ones(40), column]) for name, column in features.items()}
for name, table in tables.items():
    low, high = np.linalg.eigvalsh(table.T @ table / 40)
    print(f"{name:>13}: kappa = {high / low:6.1f}   best rate = {(high - low) / (high + low):.3f}")

# %% [markdown]
# **Predict.** All three get their own best learning rate. How many steps will the standardised taxis need?

# %%
with using("mse_cost", "mse_gradient", "gradient_descent"):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    for color, (name, table) in zip(["C0", "C1", "C2"], tables.items()):
        low, high = np.linalg.eigvalsh(table.T @ table / 40)
        path = gradient_descent(lambda theta: mse_gradient(theta, table, y), [0, 0], 2 / (low + high), 40)
        excess = np.array([mse_cost(theta, table, y) for theta in path]) - mse_cost(best, X, y)
        ax.semilogy(np.maximum(excess, 1e-12), color + ".", label=f"{name}, kappa = {high / low:.1f}")
        rate = (high - low) / (high + low)
        ax.semilogy(np.maximum(excess[0] * rate ** (2 * np.arange(41)), 1e-12), "k--", linewidth=0.8)
    _ = (ax.legend(), ax.set(xlabel="step", ylabel="cost above the best", title="Dashed: predicted"))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# One. With one standardised feature $H$ is the identity: every direction has $\lambda = 1$, and $\eta = 1$ brings all of them home at once.
#
# Centring alone does most of the work: $\kappa$ falls from 186 to 5.5, and 40 steps bring the cost to within $10^{-10}$ of the best. In the same 40 steps the raw taxis get from 114 to 48.
# All curves keep to their dashed lines. Their slope is $\rho^2$ a step, since the cost is quadratic in the distance.
#
# </details>
#
# With many features standardising rarely gives $\kappa = 1$, because features also hang together among themselves. It is still the cheapest thing you can do for a descent.
# And where $\kappa$ stays large, momentum (lesson 05) replaces it by its square root.

# %% [markdown]
# ## 6 · Is my gradient right?
#
# A wrong gradient seldom crashes. It walks somewhere else, a bit slower, and you never know. So check it. A derivative is the limit of a difference quotient, and a computer can form one:
#
# $$\frac{f(\theta + h) - f(\theta)}{h} = f'(\theta) + \frac h2 f''(\theta) + \dots$$
#
# That is Taylor's series $f(\theta + h) = f(\theta) + hf' + \frac{h^2}{2}f'' + \frac{h^3}{6}f''' + \dots$, with $f(\theta)$ subtracted and divided by $h$. The error is of the order of $h$. Now look to both sides.
# In $f(\theta - h)$ the odd terms change their sign. So in the difference the even terms cancel, and the error is of the order of $h^2$:
#
# $$\frac{f(\theta + h) - f(\theta - h)}{2h} = f'(\theta) + \frac{h^2}{6} f'''(\theta) + \dots$$
#
# This is the **central difference**. Then take $h$ as small as can be? No: the computer rounds every $f$ to 16 digits, a relative error of about $\varepsilon = 10^{-16}$. The two values agree in most of their digits,
# the difference keeps only the rest, and dividing by a small $h$ blows the rounding error up to about $\varepsilon/h$.
#
# **Predict.** Two errors, one growing with $h$ and one shrinking. For which $h$ is the sum smallest, for the forward and for the central difference? Balance $h$ against $\varepsilon/h$, and $h^2$ against $\varepsilon/h$.

# %%
h = np.logspace(-14, 0, 141)
forward = np.abs((np.sin(1 + h) - np.sin(1)) / h - np.cos(1))
central = np.abs((np.sin(1 + h) - np.sin(1 - h)) / (2 * h) - np.cos(1))
fig, ax = plt.subplots(figsize=(8, 3.2))
ax.loglog(h, forward, ".", label="forward difference")
ax.loglog(h, central, ".", label="central difference")
ax.axvline(1e-5, color="0.7", linestyle="--", label="h = 1e-5")
_ = (ax.legend(), ax.set(xlabel="h", ylabel="error", title="Derivative of sin at 1"))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Forward: best near $\sqrt\varepsilon = 10^{-8}$, with an error of about $10^{-8}$. Central: best near $\sqrt[3]\varepsilon \approx 10^{-5}$, with an error of about $10^{-11}$, for one more call. To the right the slopes are 1 and 2, the orders of the two errors. To the left is rounding noise, the same for both.
#
# </details>

# %% [markdown]
# ### Exercise 5 · A gradient for everything
#
# Write `numerical_gradient(f, theta, h=1e-5)`: the gradient of any function by central differences, one entry of `theta` at a time:
#
# $$\frac{\partial f}{\partial\theta_k} \approx \frac{f(\theta + h\,e_k) - f(\theta - h\,e_k)}{2h}$$
#
# where $e_k$ is 1 at entry $k$ and 0 elsewhere.
#
# - `f` takes an array shaped like `theta` and returns one number.
# - `theta` is an array of floats with one, two or more dimensions: a vector, a matrix of weights and so on. The result has the same shape.
# - `h` is the step in the formula. It is 1e-5 when the caller does not say.
# - You may change `theta` while you work, as long as it is exactly the same again when you return, to the last bit. (`+= h` followed by `-= h` is not always that.)
#
# *(2 points)*

# %% exercise="numerical_gradient" points=2
def numerical_gradient(f, theta, h=1e-5):
    """Gradient of f at theta by central differences, an array shaped like theta.

    f: function from an array like theta to a number. theta: array of floats, any shape.
    """
    ### BEGIN SOLUTION
    grad = np.zeros_like(theta)
    for k in np.ndindex(theta.shape):
        shift = np.zeros_like(theta)
        shift[k] = h
        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
    return grad
    ### END SOLUTION

# %% check="numerical_gradient"
check(numerical_gradient)

# %% [markdown]
# Try it at once on your own gradient of the taxis. Two ways to the same numbers, one through algebra and one through arithmetic. When they agree, your algebra fits your cost.

# %%
theta = np.array([1.0, -0.5])
with using("mse_cost", "mse_gradient", "numerical_gradient"):
    measured = numerical_gradient(lambda theta: mse_cost(theta, X, y), theta)
    derived = mse_gradient(theta, X, y)
    print(f"measured {measured.round(4)}\nderived  {derived.round(4)}")
    print("equal to 6 digits:", np.allclose(measured, derived, rtol=1e-6))

# %% [markdown]
# So why not use measured gradients all the time? Count the calls. Two for each parameter: a network with a million parameters would need two million forward passes for one step.
# Algebra gets all of them for about the price of two or three (lesson 03). The measured gradient is there to check it, on a small case.

# %% [markdown]
# ## 7 · The derivative of a matrix product
#
# Networks are built from matrix products, so here is the one rule that everything in lesson 03 uses. Let
#
# $$D = W\,X, \qquad W\ (k \times n), \quad X\ (n \times p), \quad D\ (k \times p)$$
#
# and from $D$ something else computes a loss $L$, **one number**. (In this section $X$ is any matrix, with an example in each column, not our table of rides.)
# Suppose we know how $L$ changes with each entry of the product. Collect these derivatives in a matrix of $D$'s shape, and call it
#
# $$\mathrm{d}D = \frac{\partial L}{\partial D}, \qquad\text{entry by entry}\qquad \mathrm{d}D_{ij} = \frac{\partial L}{\partial D_{ij}}$$
#
# We want the same for the factors: $\mathrm{d}W = \partial L/\partial W$, of $W$'s shape, and $\mathrm{d}X = \partial L/\partial X$, of $X$'s shape.
#
# **A guess from the shapes.** $\mathrm{d}W$ is $k \times n$. We have $\mathrm{d}D$, $k \times p$, and $X$, $n \times p$. Only one product of the two has the right shape:
# $\mathrm{d}D\,X^\top$. In the same way $\mathrm{d}X$, $n \times p$, can only be $W^\top\mathrm{d}D$.
#
# **The proof from an index sum.** Shapes can't see a factor of 2, and for square matrices they see nothing at all. So write the product out:
#
# $$D_{ij} = \sum_{l} W_{il}\,X_{lj}$$
#
# Which entries of $D$ does $W_{ab}$ touch? Those in row $a$, and there it stands in front of $X_{bj}$. So
#
# $$\frac{\partial D_{ij}}{\partial W_{ab}} = X_{bj}\ \text{ if } i = a, \quad\text{else } 0$$
#
# $L$ depends on $W_{ab}$ through all these entries, and the effects add up:
#
# $$\mathrm{d}W_{ab} = \sum_{i,j} \frac{\partial L}{\partial D_{ij}}\,\frac{\partial D_{ij}}{\partial W_{ab}} = \sum_{j} \mathrm{d}D_{aj}\,X_{bj}$$
#
# The sum runs over the second index of both, so the second factor must be turned around to make it a matrix product: $\sum_j \mathrm{d}D_{aj}\,(X^\top)_{jb}$. The same for $X_{ab}$, which touches column $b$ of $D$, behind $W_{ia}$:
#
# $$\mathrm{d}X_{ab} = \sum_{i,j} \frac{\partial L}{\partial D_{ij}}\,\frac{\partial D_{ij}}{\partial X_{ab}} = \sum_{i} \mathrm{d}D_{ib}\,W_{ia} = \sum_i (W^\top)_{ai}\,\mathrm{d}D_{ib}$$
#
# And there it is, proved:
#
# $$\mathrm{d}W = \mathrm{d}D\,X^\top \qquad\qquad \mathrm{d}X = W^\top\,\mathrm{d}D$$
#
# You may read elsewhere that "the derivative of $WX$ with respect to $W$ is $X^\top$". It is not. That derivative has $k \cdot p \cdot k \cdot n$ entries, most of them zero. The rule is about a **scalar** $L$ and needs $\mathrm{d}D$: without it there is nothing to multiply $X^\top$ with.

# %% [markdown]
# ### Exercise 6 · Back through a product
#
# Write `matmul_backward(W, X, dD)`. For $D = WX$ and a scalar loss with $\mathrm{d}D = \partial L/\partial D$, it returns the pair `(dW, dX)`:
#
# $$\mathrm{d}W = \mathrm{d}D\,X^\top \qquad\qquad \mathrm{d}X = W^\top\,\mathrm{d}D$$
#
# - `W` is an array of shape `(k, n)`, `X` of shape `(n, p)`, `dD` of shape `(k, p)`. Any of these numbers may be 1.
# - `dW` has the shape of `W`, and `dX` has the shape of `X`.
# - Leave the arrays that you are given as they are.
#
# *(3 points)*

# %% exercise="matmul_backward" points=3
def matmul_backward(W, X, dD):
    """Derivatives (dW, dX) of a scalar loss through the product D = W @ X.

    W: array (k, n). X: array (n, p). dD: array (k, p), the derivative of the loss with respect to D.
    """
    ### BEGIN SOLUTION
    dW = dD @ X.T
    dX = W.T @ dD
    return dW, dX
    ### END SOLUTION

# %% check="matmul_backward"
check(matmul_backward)

# %% [markdown]
# ### Check it with your own measuring device
#
# Take a loss that bends, $L = \frac12\sum_{ij}(D_{ij} - T_{ij})^2$ with some targets $T$. Then $\mathrm{d}D_{ij} = D_{ij} - T_{ij}$. *Your* `numerical_gradient` measures the slopes of $L$ over all entries of $W$ and of $X$, and *your* rule predicts them.
#
# **Predict.** To how many digits will they agree?

# %%
rng = np.random.default_rng(7)
W, A, T = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
with using("numerical_gradient", "matmul_backward"):
    dW, dA = matmul_backward(W, A, W @ A - T)
    gap_W = np.abs(dW - numerical_gradient(lambda W: np.sum((W @ A - T) ** 2) / 2, W)).max()
    gap_A = np.abs(dA - numerical_gradient(lambda A: np.sum((W @ A - T) ** 2) / 2, A)).max()
    print(f"largest gap below 1e-8: {max(gap_W, gap_A) < 1e-8}")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# To about ten digits. The loss is quadratic, so the central difference has no error of order $h^2$ at all, and only rounding is left.
#
# </details>
#
# The rule gives exercise 2 for free. There the product is $X\theta$: the table is the left factor, and $\theta$ is the right one, a matrix with one column.
# The cost $\frac{1}{2m}\sum_i (\hat y_i - y_i)^2$ has $\mathrm{d}\hat y = \frac1m(\hat y - y)$. So the right factor's derivative is
#
# $$\mathrm{d}\theta = X^\top\,\mathrm{d}\hat y = \frac1m X^\top(X\theta - y)$$
#
# No sums, no indices. From now on you can differentiate through any stack of matrix products like this, one factor at a time, from the loss backward. That is half of backpropagation. The other half is lesson 03.

# %% [markdown]
# ## 8 · When to stop
#
# So far we told the descent how many steps to make. How would it know by itself that it has arrived?
#
# The cost can't tell: nobody knows the lowest value beforehand. But at a minimum the gradient is zero, and that can be seen. So stop when its length $\lVert g\rVert$ is below a tolerance.
# On our quadratic this is even a guarantee. Each direction adds $\frac12\lambda_k c_k^2$ to the cost and $\lambda_k c_k$ to the gradient, and so
#
# $$J(\theta) - J(\theta^*) = \sum_k \tfrac12\lambda_k c_k^2 = \sum_k \frac{(\lambda_k c_k)^2}{2\lambda_k} \le \frac{\lVert g\rVert^2}{2\lambda_{\min}}$$
#
# A small gradient means a cost close to the best, unless the valley is very flat. And because a descent may also fly off, every such loop needs a second way out: a largest number of steps.

# %% [markdown]
# ### Exercise 7 · A challenge: stop by yourself
#
# Write `descend_until(grad_f, theta0, lr, tol, max_steps)`. Descend from `theta0` until the gradient's 2-norm $\sqrt{\sum_k g_k^2}$ is smaller than `tol`. Return `(theta, steps)`.
#
# - Look at the gradient *before* each update. If its norm is smaller than `tol` (equal is not enough), stop, and make no further update. So a start that is good enough needs 0 steps.
# - `steps` counts the updates that you made. After `max_steps` updates stop in any case, and return where you are.
# - `grad_f(theta)` takes an array of shape `(d,)` and returns one. One call of it more or less at the end is fine.
# - `theta0` has `d` numbers. It may be an array or a list, and it may hold integers. Leave it unchanged. The `theta` that you return is an array of floats, shape `(d,)`.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% exercise="descend_until" points=2
def descend_until(grad_f, theta0, lr, tol, max_steps):
    """Descend until the gradient's norm is below tol, or for max_steps. Returns (theta, steps).

    grad_f: function from an array (d,) to an array (d,). theta0: array or list of d numbers.
    """
    ### BEGIN SOLUTION
    theta = np.array(theta0, dtype=float)
    for steps in range(max_steps):
        grad = grad_f(theta)
        if np.linalg.norm(grad) < tol:
            return theta, steps
        theta = theta - lr * grad
    return theta, max_steps
    ### END SOLUTION

# %% check="descend_until"
check(descend_until)

# %% [markdown]
# ### How many steps, for which learning rate?
#
# The raw taxis once more, $\kappa = 186$. For 28 learning rates up to a bit beyond the limit 0.0625, *your* `descend_until` counts the steps until $\lVert g\rVert \lt 10^{-3}$, at most 3 000.
#
# **Predict.** What shape has the curve? Twice the learning rate, how many steps? And what happens at the right end?

# %%
rates, start = np.linspace(0.01, 0.064, 28), np.array([0.0, 0.0])
lam, directions = np.linalg.eigh(H)
slow = abs(directions[:, 0] @ (X.T @ (X @ start - y) / 40))      # gradient along the valley
with using("mse_gradient", "descend_until"):
    counts = [descend_until(lambda theta: mse_gradient(theta, X, y), start, lr, 1e-3, 3000)[1] for lr in rates]
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(rates, counts, "o", markersize=4, label="counted")
    ax.plot(rates, np.log(slow / 1e-3) / -np.log(1 - rates * lam[0]), label="predicted from the slow direction")
    ax.axvline(2 / lam[-1], color="0.6", linestyle="--", label="2 / lam_max")
    _ = (ax.legend(), ax.set(xlabel="lr", ylabel="steps", ylim=(0, 3200)))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Twice the learning rate, half the steps, just as $-\log(1 - \eta\lambda_{\min}) \approx \eta\lambda_{\min}$ says: 1818 steps at 0.02, 908 at 0.04, 604 at 0.06. (The two smallest learning rates don't arrive within 3 000.)
# Then comes the cliff. At 0.062 the count has begun to rise, because the zigzag across the valley now dies out slower than the creeping along it. At 0.064 the descent flies off, and only the cap brings it back to you.
#
# That is the whole difficulty of choosing a learning rate: the best one stands right beside the first that is a disaster.
#
# </details>

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | cost | $J(\theta) = \frac{1}{2m}\sum_i (x_i\cdot\theta - y_i)^2$ |
# | gradient | $\nabla J = \frac1m X^\top(X\theta - y)$ |
# | gradient descent | $\theta \leftarrow \theta - \eta\,\nabla J(\theta)$, all parameters at once |
# | distance along an eigenvector | multiplied by $1 - \eta\lambda_k$ at each step |
# | stability | $0 \lt \eta \lt 2/\lambda_{\max}$ |
# | best learning rate, best rate | $\eta = 2/(\lambda_{\min} + \lambda_{\max}), \quad \rho = (\kappa - 1)/(\kappa + 1)$ |
# | central difference | $\bigl(f(\theta + h e_k) - f(\theta - h e_k)\bigr)/(2h)$, error of order $h^2$ |
# | matrix product $D = WX$, scalar loss | $\mathrm{d}W = \mathrm{d}D\,X^\top, \quad \mathrm{d}X = W^\top\mathrm{d}D$ |
# | stopping | $\lVert g\rVert \lt$ tol, then $J - J^* \le \lVert g\rVert^2/(2\lambda_{\min})$ |
#
# **When to use what**
#
# - The cost explodes or jumps up and down: the learning rate is near or beyond $2/\lambda_{\max}$. Divide it by 3.
# - The cost falls fast at first and then creeps: a large condition number. Centre and standardise the features; then momentum (lesson 05) or Adam (lesson 06).
# - A new gradient: compare it with central differences on a small case, before you train anything.
# - A straight line with few features: solve $X^\top X\theta = X^\top y$ directly. Gradient descent earns its keep where there is no such formula, or where $d$ is large.
# - Many examples: you need not look at all of them for one step. That is lesson 04.
#
# **To read**
#
# - A. Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, Comptes rendus de l'Académie des sciences 25, 1847: gradient descent, in three pages.
# - S. Boyd, L. Vandenberghe, *Convex Optimization*, Cambridge University Press, 2004: section 9.3 proves such a rate for every strongly convex function with bounded curvature.
# - M. B. Giles, *Collected matrix derivative results for forward and reverse mode algorithmic differentiation*, in Advances in Automatic Differentiation, Springer, 2008: the rule of section 7, and its relatives for inverses, determinants and more.
#
# **What you can do now.** You can write a cost, its gradient and a descent from memory. You can say for a quadratic, before you run it, which learning rates settle, how fast, and why; and you can make it faster by changing the data instead.
# You can take a derivative through a matrix product, and you have a device that checks any gradient you will ever derive. In lesson 03 the products get company, and you build the machine that takes all derivatives by itself.
