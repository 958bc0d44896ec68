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

from course import check, explore, surfaces

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

# %% nbgrader={"grade": false, "grade_id": "02-mse_cost-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse_cost(theta, X, y):
    """Half the mean squared residual of the predictions X @ theta, a float.

    theta: array (d,). X: array (m, d). y: array (m,).
    """
    ### BEGIN SOLUTION
    residual = X @ theta - y
    return float(np.sum(residual**2) / (2 * len(y)))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "02-mse_cost-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(mse_cost)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MseCostExam(Exam):
    examples = [
        "mse_cost(theta=np.array([1.0, -2.0, 0.5]), X=np.array([[1.0, 0.5, 2.0], [3.0, 2.0, -1.0], [0.5, -1.0, 4.0], [1.0, 0.0, -2.0]]), y=np.array([1.0, 2.0, 0.5, -3.0]))",
        "mse_cost(np.array([0.5, 2.0]), np.array([[1.0, 3.0], [1.0, -1.0]]), np.array([2.0, 4.0]))",
    ]

    def inputs(self, rng, m=6, d=2, **fixed):
        return dict(theta=rng.normal(size=d), X=rng.normal(size=(m, d)), y=rng.normal(size=m)) | fixed

    def a_line(self, rng):
        "is right for a line and a few points"
        for _ in range(3):
            given = self.inputs(rng)
            given["X"][:, 0] = 1.0
            self.agree(**given)

    def any_size(self, rng):
        "is right for any number of examples and parameters"
        for m, d in [(1, 1), (3, 3), (30, 4), (2, 5)]:
            self.agree(**self.inputs(rng, m, d))

    def by_position(self, rng):
        "takes its arguments by position, too"
        self.agree(*self.inputs(rng, 5, 3).values())

    def perfect_fit(self, rng):
        "is zero for a perfect fit, and not for any other"
        X, theta = np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 4.0]]), np.array([2.0, -1.0])
        self.close(self.learner(theta, X, X @ theta), 0.0)
        self.agree(theta + rng.normal(size=2), X, X @ theta)

    def above_and_below(self, rng):
        "counts errors above and below alike"
        given = self.inputs(rng)
        mirrored = 2 * given["X"] @ given["theta"] - given["y"]
        self.close(self.learner(**given | {"y": mirrored}), self.agree(**given))

    def twice_the_data(self, rng):
        "stays the same when every example is there twice"
        given = self.inputs(rng)
        twice = {"X": np.tile(given["X"], (2, 1)), "y": np.tile(given["y"], 2)}
        self.close(self.learner(**given | twice), self.agree(**given))

    def keeps_inputs(self, rng):
        "leaves theta, X and y unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("1/m",
                "Twice too large: this is the mean of the squares. Which factor makes the derivative tidy?",
                swap=("(2 * len(y))", "len(y)")),
        Mistake("not divided by m",
                "This grows with the number of examples. Which part of the formula makes the cost a mean?",
                swap=("(2 * len(y))", "2")),
        Mistake("plain sum of squares",
                "This is the sum of the squares alone. What stands in front of the sum?",
                swap=(" / (2 * len(y))", "")),
        Mistake("divides by 2, multiplies by m",
                "Python works through / and * from left to right. What should be below the line, all of it?",
                swap=("(2 * len(y))", "2 * len(y)")),
        Mistake("left as a vector",
                "This has one number for each example. The cost is one number for all of them: what is missing?",
                swap=("float(np.sum(residual**2) / (2 * len(y)))", "residual**2 / (2 * len(y))")),
        Mistake("not squared",
                "Errors above and below cancel each other here. What happens to each residual before the sum?",
                swap=("residual**2", "residual")),
        Mistake("absolute errors",
                "These are absolute errors. What does our cost do to a residual of 3?",
                swap=("residual**2", "np.abs(residual)")),
        Mistake("squares the sum",
                "You add first and square then. In the formula, what is under the square: one residual, or their sum?",
                swap=("np.sum(residual**2)", "np.sum(residual) ** 2")),
        Mistake("root of the mean square",
                "This is the root mean square error. Our cost takes no root.",
                swap=("float(np.sum(residual**2) / (2 * len(y)))", "float(np.sqrt(np.mean(residual**2)))")),
        Mistake("norm not squared",
                "The norm of the residuals is the root of their sum of squares. Which of the two does the formula have?",
                swap=("np.sum(residual**2)", "np.linalg.norm(residual)")),
        Mistake("divides by d",
                "You divide by the number of parameters. Over what is the mean taken?",
                swap=("len(y)", "len(theta)")),
        Mistake("m minus 1",
                "You divide by one example too few, as a sample variance does. Here the mean is over all of them.",
                swap=("(2 * len(y))", "(2 * (len(y) - 1) or 1)")),
        Mistake("adds y",
                "You add the truth to the prediction. How far apart are the two?",
                swap=("- y", "+ y")),
        Mistake("column minus row",
                "Look at the shape of your residual: a column minus a row is a whole table, every prediction against every truth.",
                swap=("X @ theta - y", "(X @ theta)[:, None] - y")),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry. Each row of X should become one prediction: which product does that?",
                swap=("X @ theta - y", "X * theta - y")),
        Mistake("ignores the truth",
                "The truth plays no part here: this only measures how large the predictions are.",
                swap=("X @ theta - y", "X @ theta")),
        Mistake("changes y",
                "The number is right, but the caller's own y was changed. Operators like -= write into the array that you were given.",
                code='''
                def mse_cost(theta, X, y):
                    y -= X @ theta
                    return float(np.mean(y**2) / 2)
                '''),
    ]
### END HIDDEN TESTS

# %%
try:
    for name, theta in guesses.items():
        print(f"{name}: J = {mse_cost(theta, X, y):.2f}")
except NotImplementedError:
    print("The verdict on Ana and Ben waits for mse_cost: write it above, then run this cell again.")

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

try:
    fig, ax = plt.subplots(figsize=(8, 3.4))
    draw_landscape(ax)
    for name, theta in guesses.items():
        ax.plot(*theta, "o", label=f"{name}, J = {mse_cost(theta, X, y):.2f}")
    _ = ax.legend()
except NotImplementedError:
    plt.close()
    print("This landscape waits for mse_cost.")

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

# %% nbgrader={"grade": false, "grade_id": "02-mse_gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse_gradient(theta, X, y):
    """Gradient of mse_cost with respect to theta, an array of shape (d,).

    theta: array (d,). X: array (m, d). y: array (m,).
    """
    ### BEGIN SOLUTION
    residual = X @ theta - y
    return X.T @ residual / len(y)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "02-mse_gradient-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(mse_gradient)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MseGradientExam(Exam):
    lends = ["mse_cost"]
    examples = [
        "mse_gradient(theta=np.array([1.0, -2.0, 0.5]), X=np.array([[1.0, 0.5, 2.0], [1.0, 2.0, -1.0], [1.0, -1.0, 0.0], [1.0, 3.0, 1.0]]), y=np.array([1.0, 2.0, 0.5, -3.0]))",
        "mse_gradient(np.array([0.5, 2.0]), np.array([[0.5, 3.0], [1.0, -1.0]]), np.array([2.0, 4.0]))",
    ]

    def inputs(self, rng, m=6, d=2, **fixed):
        return dict(theta=rng.normal(size=d), X=rng.normal(size=(m, d)), y=rng.normal(size=m)) | fixed

    def a_line(self, rng):
        "is right for a line and a few points"
        for _ in range(3):
            given = self.inputs(rng)
            given["X"][:, 0] = 1.0
            self.agree(**given)

    def any_size(self, rng):
        "is right for any number of examples and parameters"
        for m, d in [(1, 1), (1, 4), (3, 3), (30, 4), (2, 5)]:
            self.agree(**self.inputs(rng, m, d))

    def by_position(self, rng):
        "takes its arguments by position, too"
        self.agree(*self.inputs(rng, 5, 3).values())

    def slope(self, rng):
        "is the slope of the cost, measured by two costs close to each other"
        given = self.inputs(rng, 7, 3)
        cost = lambda theta: np.mean((given["X"] @ theta - given["y"]) ** 2) / 2
        theta, steps = given["theta"], 1e-4 * np.eye(3)
        measured = [(cost(theta + step) - cost(theta - step)) / 2e-4 for step in steps]
        self.close(self.learner(**given), np.array(measured))

    def at_the_minimum(self, rng):
        "is zero for a perfect fit, and not elsewhere"
        X, theta = np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 4.0]]), np.array([2.0, -1.0])
        self.close(self.learner(theta, X, X @ theta), np.zeros(2))
        self.agree(theta + rng.normal(size=2), X, X @ theta)

    def twice_the_data(self, rng):
        "stays the same when every example is there twice"
        given = self.inputs(rng)
        twice = {"X": np.tile(given["X"], (2, 1)), "y": np.tile(given["y"], 2)}
        self.close(self.learner(**given | twice), self.agree(**given))

    def keeps_inputs(self, rng):
        "leaves theta, X and y unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("not divided by m",
                "This grows with the number of examples. The cost is a mean: what does that mean for its derivative?",
                swap=(" / len(y)", "")),
        Mistake("1/(2m)",
                "Half of it. Follow the square through the derivative: what becomes of the one half?",
                swap=("len(y)", "(2 * len(y))")),
        Mistake("2/m",
                "Twice too large. This is the gradient of the mean of the squares; our cost has one more factor.",
                swap=("X.T @ residual", "2 * X.T @ residual")),
        Mistake("divided by 2 instead of m",
                "This grows with the number of examples, and it is halved. Go through the derivative again: which number stays below the line?",
                swap=("len(y)", "2")),
        Mistake("sign",
                "The size is right, but it points the other way. In which order does the residual take model and truth?",
                swap=("X @ theta - y", "y - X @ theta")),
        Mistake("adds y",
                "You add the truth to the prediction. How far apart are the two?",
                swap=("- y", "+ y")),
        Mistake("ignores the truth",
                "The truth plays no part here. Where is it in the residual?",
                swap=("X @ theta - y", "X @ theta")),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry, and all the votes are still there. Which product also adds them up over the examples?",
                swap=("X.T @ residual", "X.T * residual")),
        Mistake("one number for all parameters",
                "This is one number. Each parameter has a slope of its own: over which index does the sum run, and over which does it not?",
                swap=("X.T @ residual / len(y)", "np.mean(X.T * residual)")),
        Mistake("mean over the wrong axis",
                "You have one number for each example. Over what does the sum run: examples or parameters?",
                swap=("X.T @ residual / len(y)", "(X.T * residual).mean(axis=0)")),
        Mistake("no transpose",
                "The sum in the derivative runs over the examples. Which index of X does your product sum over?",
                swap=("X.T @ residual", "X @ residual")),
        Mistake("predictions as a column",
                "Look at the shape of your residual: predictions as a column minus truths as a row make a whole table.",
                swap=("X @ theta - y", "(X @ theta)[:, None] - y")),
        Mistake("truth as a column",
                "Look at the shape of your residual: predictions as a row minus truths as a column make a whole table.",
                swap=("X @ theta - y", "X @ theta - y[:, None]")),
        Mistake("result as a column",
                "The numbers are right, but they stand in a column, a matrix with one column. Which shape has theta?",
                swap=("X.T @ residual", "X.T @ residual[:, None]")),
        Mistake("forgets the feature",
                "Every parameter gets the mean residual. In the derivative each residual is multiplied by something: what does a parameter multiply in the model?",
                swap=("X.T @ residual / len(y)", "np.mean(residual) * np.ones(len(theta))")),
        Mistake("squares the residual",
                "The residual is still squared. What is the derivative of a square?",
                swap=("X.T @ residual", "X.T @ residual**2")),
        Mistake("divides by d",
                "You divide by the number of parameters. Over what is the mean taken?",
                swap=("len(y)", "len(theta)")),
        Mistake("unit length",
                "The direction is right, but every gradient has length 1 here. How steep it is matters too.",
                swap=("X.T @ residual / len(y)", "X.T @ residual / np.linalg.norm(X.T @ residual)")),
        Mistake("the cost",
                "This is the cost. Here we ask how it changes with each parameter.",
                swap=("X.T @ residual / len(y)", "np.sum(residual**2) / (2 * len(y))")),
        Mistake("changes X",
                "The numbers are right, but the caller's own X was changed. Operators like *= write into the array that you were given.",
                code='''
                def mse_gradient(theta, X, y):
                    X *= (X @ theta - y)[:, None]
                    return X.mean(axis=0)
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# The gradient points where $J$ grows fastest. Its opposite is the steepest way down.
#
# **Predict.** The next picture draws an arrow along $-\nabla J$ at eight points of the landscape, all of the same length. Do the arrows point at the minimum?

# %%
points = np.array([(-4, 1), (-4, 4), (0, 1.5), (1, 4), (4, 0.5), (6, 3), (9, 0.4), (9, 2.5)], dtype=float)
best = np.linalg.lstsq(X, y)[0]
try:
    fig, ax = plt.subplots(figsize=(8, 3.4))
    draw_landscape(ax)
    grads = np.array([mse_gradient(point, X, y) for point in points])
    arrows = -0.7 * grads / np.linalg.norm(grads, axis=1, keepdims=True)
    ax.quiver(*points.T, *arrows.T, color="C1", angles="xy", scale_units="xy", scale=1, width=0.004)
    _ = ax.plot(*best, "k*", markersize=10)
except NotImplementedError:
    plt.close()
    print("These arrows wait for mse_cost and mse_gradient.")

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

# %% nbgrader={"grade": false, "grade_id": "02-gradient_descent-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
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

# %% nbgrader={"grade": true, "grade_id": "02-gradient_descent-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(gradient_descent)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class GradientDescentExam(Exam):
    lends = ["mse_cost", "mse_gradient"]
    examples = [
        "gradient_descent(lambda theta: np.array([[2.0, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.0]]) @ theta, np.array([4.5, -1.0, 0.5]), lr=0.2, steps=4)",
        "gradient_descent(lambda theta: theta - 0.25, [3, -2], 0.3, 3)",
    ]

    def valley(self, rng, d):
        half, centre = rng.normal(size=(d, d)), rng.normal(size=d)
        hessian = half @ half.T / d + 0.2 * np.eye(d)
        return lambda theta: hessian @ (theta - centre)

    def starts_right(self, rng):
        "returns steps + 1 rows of floats: the first is theta0, and each next one is a step further"
        for steps in (1, 7):
            theta0, grad_f = rng.normal(size=3), self.valley(rng, 3)
            path = np.asarray(self.learner(grad_f, theta0, 0.1, steps))
            assert path.shape == (steps + 1, 3)
            self.close(path[0], theta0)
            self.close(path[1], theta0 - 0.1 * grad_f(theta0))

    def valleys(self, rng):
        "descends in valleys of one and of several dimensions"
        for d in (1, 2, 5):
            self.agree(self.valley(rng, d), rng.normal(size=d), 0.15, 12)

    def curved(self, rng):
        "descends where the curvature changes"
        self.agree(grad_f=lambda theta: np.sin(theta) + 0.3 * theta, theta0=rng.normal(size=2) * 3, lr=0.4, steps=9)

    def steady_slope(self, rng):
        "goes down a steady slope in equal steps"
        slope = rng.normal(size=3)
        self.agree(lambda theta: slope, rng.normal(size=3), 0.2, 15)

    def diverging(self, rng):
        "also tells the truth when the learning rate is too large"
        self.agree(lambda theta: 3.0 * theta, rng.normal(size=2), 0.9, 8)

    def lists_and_integers(self, rng):
        "accepts a start given as a list or as integers, and still returns floats"
        for theta0 in ([2, -3], [0.5, 1.5], np.array([5, 1])):
            path = self.agree(lambda theta: 1.5 * theta - 0.2, theta0, 0.13, 6)
            assert np.asarray(path).dtype.kind == "f"

    def keeps_start(self, rng):
        "leaves theta0 unchanged"
        self.unchanged(self.valley(rng, 3), rng.normal(size=3), 0.1, 5)

    mistakes = [
        Mistake("one array stored many times",
                "All rows are the same, and equal to the last one: the path holds one array many times over. What does -= do to an array that was stored before?",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    theta = np.array(theta0, dtype=float)
                    path = [theta]
                    for _ in range(steps):
                        theta -= lr * grad_f(theta)
                        path.append(theta)
                    return np.array(path)
                '''),
        Mistake("no starting point",
                "The path begins after the first step. What does row 0 hold?",
                swap=("path = [theta]", "path = []")),
        Mistake("one step short",
                "The path is right as far as it goes, but it ends too soon. How many rows are there after that many steps, counting the start?",
                swap=("range(steps)", "range(steps - 1)")),
        Mistake("one step too many",
                "The path goes one step too far. The start is a row too, but it is not a step.",
                swap=("range(steps)", "range(steps + 1)")),
        Mistake("goes uphill",
                "The cost rises. Which way does the gradient point, and which way do you want to go?",
                swap=("theta - lr", "theta + lr")),
        Mistake("no learning rate",
                "Each step is as long as the gradient. What sets how far a step goes?",
                swap=("lr * grad_f(theta)", "grad_f(theta)")),
        Mistake("gradient of the start",
                "Every step uses the gradient at the start. Where do you stand when you feel for the next one?",
                swap=("grad_f(theta)", "grad_f(path[0])")),
        Mistake("always from the start",
                "The gradient is taken at the right place, but every step sets out from theta0 again. From where should it?",
                swap=("theta - lr", "path[0] - lr")),
        Mistake("forgets where it stands",
                "The new theta is the step alone. From where is the step taken?",
                swap=("theta - lr", "-lr")),
        Mistake("coordinate by coordinate",
                "The later parameters already see the new values of the earlier ones. When is the gradient taken, and when do the parameters move?",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    theta = np.array(theta0, dtype=float)
                    path = [theta.copy()]
                    for _ in range(steps):
                        for j in range(len(theta)):
                            theta[j] -= lr * grad_f(theta)[j]
                        path.append(theta.copy())
                    return np.array(path)
                '''),
        Mistake("steps of equal length",
                "Every step has the same length here, lr. In gradient descent a steep slope makes a long step and a gentle one a short step.",
                swap=("lr * grad_f(theta)", "lr * grad_f(theta) / np.linalg.norm(grad_f(theta))")),
        Mistake("learning rate shrinks",
                "Your learning rate gets smaller from step to step. In this exercise it stays what it is.",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    path = [np.array(theta0, dtype=float)]
                    for t in range(steps):
                        path.append(path[-1] - lr / (t + 1) * grad_f(path[-1]))
                    return np.array(path)
                '''),
        Mistake("path of integers",
                "A start of whole numbers gives a path of whole numbers here. Which type does the array have that you store the path in?",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    theta = np.array(theta0)
                    path = np.zeros((steps + 1, len(theta)), dtype=theta.dtype)
                    path[0] = theta
                    for t in range(steps):
                        theta = theta - lr * grad_f(theta)
                        path[t + 1] = theta
                    return path
                '''),
        Mistake("every position cut to integers",
                "A start of whole numbers gives a path of whole numbers here, and each step sets out from a rounded place. Which type does the array have that you work in?",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    theta = np.array(theta0)
                    path = np.zeros((steps + 1, len(theta)), dtype=theta.dtype)
                    path[0] = theta
                    for t in range(steps):
                        path[t + 1] = path[t] - lr * grad_f(path[t])
                    return path
                '''),
        Mistake("steps in integers",
                "A start of whole numbers stays an array of whole numbers here, and such an array can't take in fractions. Which type should theta have from the beginning?",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    theta = np.array(theta0)
                    path = [theta.copy()]
                    for _ in range(steps):
                        theta -= lr * grad_f(theta)
                        path.append(theta.copy())
                    return np.array(path)
                '''),
        Mistake("list not turned into an array",
                "grad_f takes an array, but on the first step it is handed the caller's own list. theta0 may be a list: what do you make of it before you begin?",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    path = np.zeros((steps + 1, len(theta0)))
                    path[0] = theta0
                    for t in range(steps):
                        theta0 = theta0 - lr * grad_f(theta0)
                        path[t + 1] = theta0
                    return path
                '''),
        Mistake("only the end",
                "This is the last position alone. The path has a row for every position on the way.",
                swap=("return np.array(path)", "return theta")),
        Mistake("returns the gradients",
                "The rows after the first are gradients. The path records where you are.",
                swap=("path.append(theta)", "path.append(grad_f(theta))")),
        Mistake("path on its side",
                "All positions are there, but each is a column. The path has one row for each position.",
                swap=("np.array(path)", "np.array(path).T")),
        Mistake("changes theta0",
                "The path is right, but the caller's theta0 was moved along. Your theta should be a copy of it.",
                code='''
                def gradient_descent(grad_f, theta0, lr, steps):
                    theta = np.asarray(theta0)
                    if theta.dtype.kind != "f":
                        theta = theta.astype(float)
                    path = [theta.copy()]
                    for _ in range(steps):
                        theta -= lr * grad_f(theta)
                        path.append(theta.copy())
                    return np.array(path)
                '''),
    ]
### END HIDDEN TESTS

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

# %% nbgrader={"grade": false, "grade_id": "02-max_stable_lr-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def max_stable_lr(H):
    """The learning rate below which gradient descent settles on a quadratic with Hessian H, a float.

    H: symmetric array (d, d), all eigenvalues positive.
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(H)
    return float(2 / np.max(eigenvalues))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "02-max_stable_lr-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(max_stable_lr)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MaxStableLrExam(Exam):
    lends = ["mse_cost", "mse_gradient", "gradient_descent"]
    examples = [
        "max_stable_lr(np.array([[6.5, -2.0, 0.0], [-2.0, 3.0, 1.25], [0.0, 1.25, 2.0]]))",
        "max_stable_lr(H=np.diag([2.0, 9.0, 4.0]))",
    ]

    def hessian(self, rng, eigenvalues):
        turn, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))
        hessian = turn @ np.diag(eigenvalues) @ turn.T
        return (hessian + hessian.T) / 2

    def tilted(self, rng):
        "is right for tilted valleys of any number of dimensions"
        for d in (2, 3, 6):
            self.agree(self.hessian(rng, rng.uniform(0.5, 20.0, size=d)))

    def straight(self, rng):
        "is right when the valley lies along the axes, in any order of curvatures"
        for curvatures in ([7.0, 2.0, 3.0], [1.0, 2.0, 6.5], [3.0, 8.0, 0.5]):
            self.agree(np.diag(curvatures))

    def data(self, rng):
        "is right for the Hessian of a linear model"
        X = rng.normal(size=(30, 4)) * np.array([1.0, 5.0, 0.2, 2.0])
        self.agree(H=X.T @ X / 30)

    def one(self, rng):
        "is right for a single parameter"
        self.agree(np.array([[rng.uniform(3.0, 9.0)]]))

    def edge(self, rng):
        "is the edge: just below it the steps shrink, just above it they grow"
        hessian = self.hessian(rng, np.array([0.5, 2.0, 8.0]))
        limit = float(np.asarray(self.agree(hessian)))
        for lr, shrinks in [(0.995 * limit, True), (1.005 * limit, False)]:
            factors = np.linalg.eigvalsh(np.eye(3) - lr * hessian)
            assert (np.abs(factors).max() < 1) == shrinks

    def keeps_H(self, rng):
        "leaves H unchanged"
        self.unchanged(self.hessian(rng, rng.uniform(1.0, 5.0, size=3)))

    mistakes = [
        Mistake("1/λmax",
                "Half of it: at this rate the steepest direction arrives in one step. How far can you still go before its factor reaches −1?",
                swap=("2 / np.max", "1 / np.max")),
        Mistake("λmin",
                "This would be the limit if the flattest direction were the only one. Which direction is the first to fly off?",
                swap=("np.max(", "np.min(")),
        Mistake("1/λmin",
                "You look at the flattest direction, and at half of its limit. Which direction is the first to fly off, and at which factor?",
                swap=("2 / np.max", "1 / np.min")),
        Mistake("trace",
                "The trace adds up all eigenvalues. Which one of them sets the limit?",
                swap=("2 / np.max(eigenvalues)", "2 / np.trace(H)")),
        Mistake("mean eigenvalue",
                "You use the average curvature. On average a valley may be fine, and still throw you off in one direction.",
                swap=("np.max(", "np.mean(")),
        Mistake("determinant",
                "The determinant multiplies all eigenvalues. Which one of them sets the limit?",
                swap=("2 / np.max(eigenvalues)", "2 / np.linalg.det(H)")),
        Mistake("the best learning rate",
                "This is the learning rate that is fastest, where the flattest and the steepest direction are equally slow. The largest stable one looks at one end only.",
                swap=("2 / np.max(eigenvalues)", "2 / (np.max(eigenvalues) + np.min(eigenvalues))")),
        Mistake("upside down",
                "A steeper valley needs smaller steps. Does your limit shrink when H grows?",
                swap=("2 / np.max(eigenvalues)", "np.max(eigenvalues) / 2")),
        Mistake("times 2 instead of divided into it",
                "A steeper valley needs smaller steps. Solve the inequality for the learning rate again.",
                swap=("2 / np.max(eigenvalues)", "2 * np.max(eigenvalues)")),
        Mistake("largest eigenvalue alone",
                "You have found the curvature that matters. Which learning rate belongs to it?",
                swap=("2 / np.max(eigenvalues)", "np.max(eigenvalues)")),
        Mistake("largest entry",
                "You look at the largest entry of H. In a tilted valley the steepest direction lies between the axes: what tells how steep it is?",
                swap=("np.max(eigenvalues)", "np.max(H)")),
        Mistake("largest row sum",
                "The largest row sum bounds the largest eigenvalue from above, but it is not equal to it.",
                swap=("np.max(eigenvalues)", "np.max(np.sum(np.abs(H), axis=1))")),
        Mistake("Frobenius norm",
                "NumPy's norm of a matrix is, if you don't say otherwise, the root of the sum of all squared entries. Which eigenvalue do you need?",
                swap=("np.max(eigenvalues)", "np.linalg.norm(H)")),
        Mistake("root of the eigenvalue",
                "You take a square root. H holds second derivatives already; which number does the factor of a step contain?",
                swap=("np.max(eigenvalues)", "np.sqrt(np.max(eigenvalues))")),
        Mistake("squared eigenvalue",
                "You use the eigenvalue's square. Which number does the factor of a step contain?",
                swap=("np.max(eigenvalues)", "np.max(eigenvalues) ** 2")),
        Mistake("one limit for each direction",
                "These are the limits of all directions, one each. One learning rate serves them all: which limit counts?",
                swap=("float(2 / np.max(eigenvalues))", "2 / eigenvalues")),
        Mistake("condition number",
                "The condition number says how slow the descent is. How large a step may be is set by one eigenvalue alone.",
                swap=("2 / np.max(eigenvalues)", "2 * np.min(eigenvalues) / np.max(eigenvalues)")),
        Mistake("last of an unsorted list",
                "The eigenvalues of np.linalg.eig come in no particular order. How do you find the one you need, wherever it stands?",
                code='''
                def max_stable_lr(H):
                    return float(2 / np.linalg.eig(H)[0][-1])
                '''),
        Mistake("first of an unsorted list",
                "You take the first eigenvalue in the list. Is it the one you need, whatever the matrix?",
                code='''
                def max_stable_lr(H):
                    return float(2 / np.linalg.eig(H)[0][0])
                '''),
    ]
### END HIDDEN TESTS

# %%
H = X.T @ X / len(y)
lam = np.linalg.eigvalsh(H)
print(f"eigenvalues {lam[0]:.3f} and {lam[-1]:.2f}, condition number {lam[-1] / lam[0]:.0f}")
try:
    print(f"the taxis' largest stable learning rate: {max_stable_lr(H):.4f}")
except NotImplementedError:
    print("Their largest stable learning rate waits for max_stable_lr.")

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
try:
    fig, ax = plt.subplots(figsize=(8, 3.2))
    for color, (name, table) in zip(["C0", "C1", "C2"], tables.items()):
        low, high = np.linalg.eigvalsh(table.T @ table / 40)
        path = gradient_descent(lambda theta: mse_gradient(theta, table, y), [0, 0], 2 / (low + high), 40)
        excess = np.array([mse_cost(theta, table, y) for theta in path]) - mse_cost(best, X, y)
        ax.semilogy(np.maximum(excess, 1e-12), color + ".", label=f"{name}, kappa = {high / low:.1f}")
        rate = (high - low) / (high + low)
        ax.semilogy(np.maximum(excess[0] * rate ** (2 * np.arange(41)), 1e-12), "k--", linewidth=0.8)
    _ = (ax.legend(), ax.set(xlabel="step", ylabel="cost above the best", title="Dashed: predicted"))
except NotImplementedError:
    plt.close()
    print("This race waits for mse_cost, mse_gradient and gradient_descent.")

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

# %% nbgrader={"grade": false, "grade_id": "02-numerical_gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
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

# %% nbgrader={"grade": true, "grade_id": "02-numerical_gradient-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(numerical_gradient)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class NumericalGradientExam(Exam):
    lends = ["mse_cost", "mse_gradient", "gradient_descent", "max_stable_lr"]
    examples = [
        "numerical_gradient(lambda theta: theta[0]**3 + theta[0] * theta[1]**2 - theta[-1]**3, np.array([1.0, 2.0, 0.5]), h=0.5)",
        "numerical_gradient(f=lambda W: np.sum(W**3) + W[0, 1] * W[1, 0], theta=np.array([[0.1, 0.7, -0.4], [-0.3, 1.1, 0.2], [0.5, -0.6, 0.9]]))",
        "numerical_gradient(lambda theta: np.sin(1e5 * theta[0]) + theta[1], np.array([2e-5, 1.0]))",
    ]

    def polynomial(self, rng, shape):
        weights, partner = rng.normal(size=shape), rng.normal(size=shape)
        return lambda theta: np.sum(weights * theta**3) + np.sum(partner * theta) ** 2

    def vectors(self, rng):
        "is right for vectors of any length"
        for d in (1, 2, 6):
            self.agree(self.polynomial(rng, d), rng.normal(size=d))

    def matrices(self, rng):
        "is right for matrices and arrays of three dimensions, and has their shape"
        for shape in ((2, 3), (4, 1), (2, 3, 2)):
            self.agree(self.polynomial(rng, shape), rng.normal(size=shape))

    def central(self, rng):
        "is a central difference with the h that it is given"
        for h in (0.5, 0.1, 1e-3):
            self.agree(self.polynomial(rng, 3), rng.normal(size=3), h)
            self.agree(f=self.polynomial(rng, (2, 2)), theta=rng.normal(size=(2, 2)), h=h)

    def default(self, rng):
        "uses h = 1e-5 when nothing is said"
        theta = rng.normal(size=2)
        wave = lambda at: np.sum(np.sin(at * 1e5))
        self.agree(wave, theta * 1e-5)

    def oracle(self, rng):
        "agrees with a derivative found on paper"
        A, theta = rng.normal(size=(3, 3)), rng.normal(size=3)
        self.close(self.learner(lambda at: float(at @ A @ at), theta), (A + A.T) @ theta)

    def shape_of_argument(self, rng):
        "hands f an array that is shaped like theta"
        A, W = rng.normal(size=(3, 2)), rng.normal(size=(2, 3))
        self.agree(lambda at: np.trace(at @ A) + np.linalg.det(at @ A), W)

    def keeps_theta(self, rng):
        "gives theta back exactly as it was"
        self.unchanged(self.polynomial(rng, 5), rng.normal(size=5))
        self.unchanged(self.polynomial(rng, (3, 4)), rng.normal(size=(3, 4)), 1e-3)

    mistakes = [
        Mistake("forward difference",
                "This looks to one side only, so its error is of the order of h. To which two places does a central difference look?",
                swap=("(f(theta + shift) - f(theta - shift)) / (2 * h)", "(f(theta + shift) - f(theta)) / h")),
        Mistake("backward difference",
                "This looks to one side only, so its error is of the order of h. To which two places does a central difference look?"
                " Yours is the one behind.",
                swap=("(f(theta + shift) - f(theta - shift)) / (2 * h)", "(f(theta) - f(theta - shift)) / h")),
        Mistake("divides by h",
                "Twice too large. How far apart are the two places where you look?",
                swap=("(2 * h)", "h")),
        Mistake("divides by 2, multiplies by h",
                "Python works through / and * from left to right. What should be below the line, all of it?",
                swap=("(2 * h)", "2 * h")),
        Mistake("not divided",
                "This is how much f changes. A slope is change divided by what?",
                swap=(" / (2 * h)", "")),
        Mistake("sign",
                "The sign is turned around. Which of the two values comes first?",
                swap=("f(theta + shift) - f(theta - shift)", "f(theta - shift) - f(theta + shift)")),
        Mistake("adds the values",
                "You add the two values of f. A slope asks how they differ.",
                swap=("f(theta + shift) - f(theta - shift)", "f(theta + shift) + f(theta - shift)")),
        Mistake("second difference",
                "This measures curvature, the second derivative. Which combination of two values cancels the even terms of Taylor's series?",
                swap=("(f(theta + shift) - f(theta - shift)) / (2 * h)", "(f(theta + shift) - 2 * f(theta) + f(theta - shift)) / h**2")),
        Mistake("all coordinates at once",
                "Every entry comes out the same: all coordinates move together. How many should move for one partial derivative?",
                swap=("shift[k] = h", "shift[...] = h")),
        Mistake("shifts pile up",
                "From the second entry on, the earlier ones are shifted too. When is the shift made fresh?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad, shift = np.zeros_like(theta), np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        shift[k] = h
                        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
                    return grad
                '''),
        Mistake("coordinate not restored",
                "After an entry has had its turn, it stays shifted, for the next entries and for your caller. What must happen before you go on?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        theta[k] += h
                        up = f(theta)
                        theta[k] -= 2 * h
                        grad[k] = (up - f(theta)) / (2 * h)
                    return grad
                '''),
        Mistake("copy not restored",
                "The caller's theta is safe, but in your copy an entry that had its turn stays shifted. Where should it be when the next one is tried?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad, theta = np.zeros_like(theta), theta.copy()
                    for k in np.ndindex(theta.shape):
                        theta[k] += h
                        up = f(theta)
                        theta[k] -= 2 * h
                        grad[k] = (up - f(theta)) / (2 * h)
                    return grad
                '''),
        Mistake("restored up to rounding",
                "The slopes are right, but theta is not what it was, to the last bit: adding and subtracting h rounds. What could you keep, to put back exactly?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        theta[k] += h
                        up = f(theta)
                        theta[k] -= 2 * h
                        grad[k] = (up - f(theta)) / (2 * h)
                        theta[k] += h
                    return grad
                '''),
        Mistake("both looks at one array",
                "Everything is zero. When you subtract h from a name that stands for theta itself, what has become of the other look?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        up = down = theta.copy()
                        up[k] += h
                        down[k] -= h
                        grad[k] = (f(up) - f(down)) / (2 * h)
                    return grad
                '''),
        Mistake("whole rows",
                "For a matrix this moves whole rows at once. How do you reach every single entry, whatever the number of dimensions?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in range(len(theta)):
                        shift = np.zeros_like(theta)
                        shift[k] = h
                        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
                    return grad
                '''),
        Mistake("flat result",
                "The slopes are right, but they lie in one long row. Which shape has theta?",
                swap=("return grad", "return grad.ravel()")),
        Mistake("ignores h",
                "The h that the caller gave is not used: you set your own.",
                swap=("grad = np.zeros_like(theta)", "grad, h = np.zeros_like(theta), 1e-5")),
        Mistake("another default",
                "With the h of the caller it is right, but without one it uses another than the prompt says. It is too small: look at the left side of the picture in this section.",
                code='''
                def numerical_gradient(f, theta, h=1e-14):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        shift = np.zeros_like(theta)
                        shift[k] = h
                        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
                    return grad
                '''),
        Mistake("one number",
                "You add up the slopes of all entries. Each entry has a slope of its own.",
                swap=("return grad", "return grad.sum()")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# Try it at once on your own gradient of the taxis. Two ways to the same numbers, one through algebra and one through arithmetic. When they agree, your algebra fits your cost.

# %%
theta = np.array([1.0, -0.5])
try:
    measured = numerical_gradient(lambda theta: mse_cost(theta, X, y), theta)
    derived = mse_gradient(theta, X, y)
    print(f"measured {measured.round(4)}\nderived  {derived.round(4)}")
    print("equal to 6 digits:", np.allclose(measured, derived, rtol=1e-6))
except NotImplementedError:
    print("This comparison waits for mse_cost, mse_gradient and numerical_gradient.")

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

# %% nbgrader={"grade": false, "grade_id": "02-matmul_backward-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def matmul_backward(W, X, dD):
    """Derivatives (dW, dX) of a scalar loss through the product D = W @ X.

    W: array (k, n). X: array (n, p). dD: array (k, p), the derivative of the loss with respect to D.
    """
    ### BEGIN SOLUTION
    dW = dD @ X.T
    dX = W.T @ dD
    return dW, dX
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "02-matmul_backward-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(matmul_backward)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MatmulBackwardExam(Exam):
    lends = ["mse_cost", "mse_gradient", "gradient_descent", "max_stable_lr", "numerical_gradient"]
    examples = [
        "matmul_backward(W=np.array([[1.0, 2.0], [0.0, -1.0]]), X=np.array([[3.0, 1.0], [-2.0, 0.5]]), dD=np.array([[1.0, -1.0], [2.0, 4.0]]))",
        "matmul_backward(np.array([[1.0, -2.5], [0.5, 3.0], [1.0, 2.0]]), np.array([[1.0, 2.0, -1.0], [0.5, -2.0, 1.0]]), np.array([[0.5, 1.0, -1.0], [-2.0, 0.25, 3.0], [1.0, 0.0, 2.0]]))",
        "matmul_backward(np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([[3.0, 1.0], [-2.0, 0.5], [1.5, -1.0]]), np.array([[1.0, -1.0], [2.0, 4.0]]))",
    ]

    def inputs(self, rng, k=2, n=3, p=4):
        return dict(W=rng.normal(size=(k, n)), X=rng.normal(size=(n, p)), dD=rng.normal(size=(k, p)))

    def any_shape(self, rng):
        "is right for matrices of any shape"
        for k, n, p in [(2, 3, 4), (4, 2, 3), (5, 1, 2), (1, 3, 2), (2, 4, 1)]:
            self.agree(**self.inputs(rng, k, n, p))

    def square(self, rng):
        "is right for square matrices, where shapes give no warning"
        for size in (1, 2, 4):
            self.agree(*self.inputs(rng, size, size, size).values())

    def uses_dD(self, rng):
        "grows with dD, and is zero when dD is"
        given = self.inputs(rng)
        once = self.agree(**given)
        for factor in (3.0, -0.5):
            scaled = self.learner(**given | {"dD": factor * given["dD"]})
            self.close(scaled, tuple(factor * np.asarray(one) for one in once))
        self.close(self.learner(**given | {"dD": np.zeros((2, 4))}), (np.zeros((2, 3)), np.zeros((3, 4))))

    def measured(self, rng):
        "agrees with slopes that are measured on a loss"
        W, X, T = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
        loss = lambda W, X: np.sum((W @ X - T) ** 2) / 2
        shifts_W, shifts_X = 1e-4 * np.eye(6).reshape(6, 2, 3), 1e-4 * np.eye(12).reshape(12, 3, 4)
        dW = np.array([loss(W + shift, X) - loss(W - shift, X) for shift in shifts_W]) / 2e-4
        dX = np.array([loss(W, X + shift) - loss(W, X - shift) for shift in shifts_X]) / 2e-4
        self.close(self.learner(W, X, W @ X - T), (dW.reshape(2, 3), dX.reshape(3, 4)))

    def keeps_inputs(self, rng):
        "leaves W, X and dD unchanged"
        self.unchanged(**self.inputs(rng, 3, 3, 3))

    mistakes = [
        Mistake("dD·X",
                "In dW the sum runs over the second index of both dD and X. Which index does your product run over in its second factor?",
                swap=("dD @ X.T", "dD @ X")),
        Mistake("Xᵀ·dD",
                "In dW the factors stand in the wrong order. Compare the shape of W with what your product gives when k, n and p differ.",
                swap=("dD @ X.T", "X.T @ dD")),
        Mistake("X·dD",
                "dW is made of the right two matrices, but they stand in the wrong order and neither is turned around. Over which index does the sum run?",
                swap=("dD @ X.T", "X @ dD")),
        Mistake("dD·Wᵀ",
                "In dX the factors stand in the wrong order. Compare the shape of X with what your product gives when k, n and p differ.",
                swap=("W.T @ dD", "dD @ W.T")),
        Mistake("W·dD",
                "In dX the sum runs over the first index of both W and dD. Which index does your product run over in its first factor?",
                swap=("W.T @ dD", "W @ dD")),
        Mistake("dD·W",
                "dX is made of the right two matrices, but they stand in the wrong order. Over which index does the sum run?",
                swap=("W.T @ dD", "dD @ W")),
        Mistake("both the wrong way round",
                "Both products have their factors in the wrong order. Take k, n and p all different and compare shapes, then look at the index sums.",
                swap=[("dD @ X.T", "X.T @ dD"), ("W.T @ dD", "dD @ W.T")]),
        Mistake("no transposes",
                "In neither result anything is turned around. Over which index does each of the two sums run?",
                swap=[("dD @ X.T", "dD @ X"), ("W.T @ dD", "W @ dD")]),
        Mistake("both transposed",
                "Both are right, but turned on their side. Which shape should each result have?",
                swap=("return dW, dX", "return dW.T, dX.T")),
        Mistake("dW transposed",
                "dX is right. dW is turned on its side: which shape should it have?",
                swap=("dD @ X.T", "X @ dD.T")),
        Mistake("dX transposed",
                "dW is right. dX is turned on its side: which shape should it have?",
                swap=("W.T @ dD", "dD.T @ W")),
        Mistake("ignores dD",
                "The incoming derivative plays no part: this is right only for a loss that adds up all entries of D. How does the loss react to each entry of D?",
                swap=[("dD @ X.T", "np.ones_like(dD) @ X.T"), ("W.T @ dD", "W.T @ np.ones_like(dD)")]),
        Mistake("the other factor alone",
                "You return the other factor, turned around. That is what the product has to be multiplied with: where is the incoming derivative?",
                swap=("return dW, dX", "return X.T, W.T")),
        Mistake("D for dD",
                "You multiply with the product itself. What comes back from the loss is its derivative with respect to the product.",
                swap=[("dD @ X.T", "W @ X @ X.T"), ("W.T @ dD", "W.T @ W @ X")]),
        Mistake("divides by p",
                "dW comes out as a mean over the columns. If the loss is a mean, dD knows it already; the product adds.",
                swap=("dD @ X.T", "dD @ X.T / X.shape[1]")),
        Mistake("both divided by p",
                "Both come out too small by the number of columns. If the loss is a mean, dD knows it already; the product adds.",
                swap=[("dD @ X.T", "dD @ X.T / X.shape[1]"), ("W.T @ dD", "W.T @ dD / X.shape[1]")]),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("return dW, dX", "return dX, dW")),
        Mistake("only dW",
                "Two factors went into the product. How many derivatives come out?",
                swap=("return dW, dX", "return dW")),
        Mistake("downhill",
                "The signs are turned around. Here we only ask for the slopes; going down is the descent's job.",
                swap=[("dD @ X.T", "-dD @ X.T"), ("W.T @ dD", "-W.T @ dD")]),
        Mistake("division by a matrix",
                "You divide by the other factor. A derivative of a product multiplies: what does the index sum say?",
                swap=[("dD @ X.T", "dD @ np.linalg.pinv(X)"), ("W.T @ dD", "np.linalg.pinv(W) @ dD")]),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry. Which product adds up over the index that both factors share?",
                swap=[("dD @ X.T", "dD * X"), ("W.T @ dD", "W * dD")]),
        Mistake("elementwise product, turned around",
                "You turn the factor around, but the operator * multiplies entry by entry. Which product adds up over the index that both factors share?",
                swap=[("dD @ X.T", "dD * X.T"), ("W.T @ dD", "W.T * dD")]),
        Mistake("changes dD",
                "The numbers are right, but the caller's own array was changed.",
                code='''
                def matmul_backward(W, X, dD):
                    dW = dD @ X.T
                    dX = W.T @ dD
                    dD *= 0.0
                    return dW, dX
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### Check it with your own measuring device
#
# Take a loss that bends, $L = \frac12\sum_{ij}(D_{ij} - T_{ij})^2$ with some targets $T$. Then $\mathrm{d}D_{ij} = D_{ij} - T_{ij}$. *Your* `numerical_gradient` measures the slopes of $L$ over all entries of $W$ and of $X$, and *your* rule predicts them.
#
# **Predict.** To how many digits will they agree?

# %%
rng = np.random.default_rng(7)
W, A, T = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
try:
    dW, dA = matmul_backward(W, A, W @ A - T)
    gap_W = np.abs(dW - numerical_gradient(lambda W: np.sum((W @ A - T) ** 2) / 2, W)).max()
    gap_A = np.abs(dA - numerical_gradient(lambda A: np.sum((W @ A - T) ** 2) / 2, A)).max()
    print(f"largest gap below 1e-8: {max(gap_W, gap_A) < 1e-8}")
except NotImplementedError:
    print("This check waits for matmul_backward and numerical_gradient.")

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

# %% nbgrader={"grade": false, "grade_id": "02-descend_until-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
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

# %% nbgrader={"grade": true, "grade_id": "02-descend_until-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(descend_until)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class DescendUntilExam(Exam):
    lends = ["mse_cost", "mse_gradient", "gradient_descent", "max_stable_lr", "numerical_gradient", "matmul_backward"]
    examples = [
        "descend_until(lambda theta: np.array([1.0, 4.0]) * theta, np.array([3.0, -2.0]), lr=0.2, tol=0.5, max_steps=50)",
        "descend_until(lambda theta: theta - 0.25, [3, -2], 0.1, 1e-3, 5)",
        "descend_until(lambda theta: 2 * theta, np.array([0.01, 0.02]), 0.1, 0.1, 10)",
        "descend_until(lambda theta: np.array([3.0, 4.0]), np.array([0.0, 0.0]), 0.1, 5.0, 2)",
        "descend_until(lambda theta: 0.5 * theta, np.array([1.0, -4.0, -4.0]), 0.5, 1.0, 50)",
    ]

    def valley(self, rng, d):
        curvatures, centre = rng.uniform(0.5, 4.0, size=d), rng.normal(size=d)
        return lambda theta: curvatures * (theta - centre)

    def arrives(self, rng):
        "stops as soon as the gradient is small enough, in one dimension and in several"
        for d in (1, 2, 5):
            for tol in (1.0, 0.1, 1e-3):
                theta, steps = self.agree(self.valley(rng, d), 8 + rng.normal(size=d), 0.3, tol, 500)
                assert 0 < steps < 500

    def signs(self, rng):
        "is not misled by negative slopes, or by slopes that cancel"
        for start in ([-4.0, -4.0], [4.0, -4.0], [-3.0, 5.0]):
            self.agree(lambda theta: np.array([1.0, 1.0]) * theta, np.array(start), 0.2, 0.05, 200)

    def two_norm(self, rng):
        "measures the gradient by its 2-norm"
        for _ in range(4):
            self.agree(grad_f=lambda theta: theta, theta0=rng.normal(size=9) * 4, lr=0.05, tol=0.7, max_steps=300)

    def cap(self, rng):
        "stops after max_steps updates, wherever it is by then"
        for cap in (1, 4, 11):
            _, steps = self.agree(self.valley(rng, 2), rng.normal(size=2) * 9, 0.05, 1e-6, cap)
            assert steps == cap

    def no_steps(self, rng):
        "makes no step from a start that is good enough, or when none is allowed"
        start = rng.normal(size=3)
        self.agree(lambda theta: 0.01 * theta, start, 0.5, 1.0, 20)
        self.agree(lambda theta: theta, start + 5.0, 0.5, 1e-3, 0)

    def just_enough(self, rng):
        "stops before the last step that it is allowed, when it has arrived by then"
        for cap in (4, 5, 6):
            self.agree(lambda theta: theta, np.array([32.0]), 0.5, 1.5, cap)

    def equality(self, rng):
        "goes on when the norm equals tol exactly"
        self.agree(lambda theta: np.array([3.0, 4.0]) if theta[0] > -1 else 0 * theta, rng.uniform(1.0, 2.0, size=2), 0.5, 5.0, 30)

    def diverging(self, rng):
        "comes back with max_steps when the learning rate is too large"
        self.agree(lambda theta: 4.0 * theta, rng.normal(size=2), 0.6, 1e-3, 12)

    def lists_and_integers(self, rng):
        "accepts a start given as a list or as integers, and still returns floats"
        for theta0 in ([2, -3], [0.5, 1.5], np.array([5, 1])):
            theta, _ = self.agree(self.valley(rng, 2), theta0, 0.13, 0.01, 100)
            assert np.asarray(theta).dtype.kind == "f"

    def keeps_start(self, rng):
        "leaves theta0 unchanged"
        self.unchanged(self.valley(rng, 3), rng.normal(size=3) * 3, 0.1, 0.1, 50)

    mistakes = [
        Mistake("inverted test",
                "It stops where the gradient is still large, and goes on where it is small. Say the condition aloud: when have you arrived?",
                swap=("< tol", ">= tol")),
        Mistake("no cap",
                "It goes on until it arrives, however long that takes. What if it never does?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta, steps = np.array(theta0, dtype=float), 0
                    while np.linalg.norm(grad_f(theta)) >= tol and steps < 10_000:
                        theta = theta - lr * grad_f(theta)
                        steps += 1
                    return theta, steps
                '''),
        Mistake("no test at all",
                "It always makes max_steps steps. Where do you look at the gradient's size?",
                swap=("np.linalg.norm(grad) < tol", "False")),
        Mistake("counts one too many",
                "It stops at the right place, but the count is one too high. How many updates were made before the one that you did not make?",
                swap=("return theta, steps", "return theta, steps + 1")),
        Mistake("one step further",
                "The count is right, but theta has moved once more. What comes first, the look at the gradient or the update?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        theta = theta - lr * grad
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                    return theta, max_steps
                '''),
        Mistake("looks after the step",
                "It always makes a step before it looks, even from a start that is good enough. When should it look for the first time?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    for steps in range(1, max_steps + 1):
                        theta = theta - lr * grad_f(theta)
                        if np.linalg.norm(grad_f(theta)) < tol:
                            return theta, steps
                    return theta, max_steps
                '''),
        Mistake("judges by the gradient before the step",
                "It makes one step more than needed, and counts it: the gradient that you judge by is the one from before the step.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    for steps in range(1, max_steps + 1):
                        grad = grad_f(theta)
                        theta = theta - lr * grad
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                    return theta, max_steps
                '''),
        Mistake("one step over the cap",
                "When it does not arrive, it makes one step more than is allowed.",
                swap=[("range(max_steps)", "range(max_steps + 1)"), ("return theta, max_steps", "return theta, max_steps + 1")]),
        Mistake("one step over the cap, not counted",
                "When it does not arrive, it makes one step more than is allowed, and does not count it.",
                swap=("range(max_steps)", "range(max_steps + 1)")),
        Mistake("one step under the cap",
                "When it does not arrive, it makes one step less than it may.",
                swap=[("range(max_steps)", "range(max_steps - 1)"), ("return theta, max_steps", "return theta, max_steps - 1")]),
        Mistake("counts the last number of the loop",
                "When it does not arrive, the count is one too low: the loop's own variable begins at 0. How many times did the loop run?",
                swap=("return theta, max_steps", "return theta, max_steps - 1")),
        Mistake("equal is enough",
                "It also stops when the norm equals tol. The prompt says what happens in that case.",
                swap=("< tol", "<= tol")),
        Mistake("every entry below tol",
                "You look at the entries one by one, so this is the largest entry. How long is the gradient as a whole?",
                swap=("np.linalg.norm(grad) < tol", "np.all(np.abs(grad) < tol)")),
        Mistake("absolute value missing",
                "A negative slope is smaller than any tolerance, however steep it is. What makes a size of it?",
                swap=("np.linalg.norm(grad) < tol", "np.all(grad < tol)")),
        Mistake("sum of the entries",
                "Positive and negative slopes cancel in the sum. Which size of a vector does the prompt ask for?",
                swap=("np.linalg.norm(grad)", "abs(np.sum(grad))")),
        Mistake("sum of absolute values",
                "This adds up absolute values. Which size of a vector does the prompt ask for?",
                swap=("np.linalg.norm(grad)", "np.sum(np.abs(grad))")),
        Mistake("squared norm",
                "This is the sum of the squares. What is missing to make it a length?",
                swap=("np.linalg.norm(grad)", "np.sum(grad**2)")),
        Mistake("length of the step",
                "You judge by the length of the step. With a small learning rate every step is short, even on a steep slope.",
                swap=("np.linalg.norm(grad)", "lr * np.linalg.norm(grad)")),
        Mistake("size of theta",
                "You judge by the size of theta. The minimum need not be at zero: what is zero there?",
                swap=("np.linalg.norm(grad)", "np.linalg.norm(theta)")),
        Mistake("goes uphill",
                "The cost rises. Which way does the gradient point, and which way do you want to go?",
                swap=("theta - lr", "theta + lr")),
        Mistake("no learning rate",
                "Each step is as long as the gradient. What sets how far a step goes?",
                swap=("lr * grad", "grad")),
        Mistake("gradient of the start",
                "The gradient is taken once, at the start. It changes as you go.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    grad = grad_f(theta)
                    for steps in range(max_steps):
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta = theta - lr * grad
                    return theta, max_steps
                '''),
        Mistake("nothing when it does not arrive",
                "When it does not arrive in time, it returns None. What should come back then?",
                swap=("return theta, max_steps", "return None")),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=[("return theta, steps", "return steps, theta"), ("return theta, max_steps", "return max_steps, theta")]),
        Mistake("only theta",
                "Where you are is one half of the answer. How long did it take?",
                swap=[("return theta, steps", "return theta"), ("return theta, max_steps", "return theta")]),
        Mistake("whole path",
                "This returns the positions on the way. Only the last one is asked for.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    path = [np.array(theta0, dtype=float)]
                    while np.linalg.norm(grad_f(path[-1])) >= tol and len(path) <= max_steps:
                        path.append(path[-1] - lr * grad_f(path[-1]))
                    return np.array(path), len(path) - 1
                '''),
        Mistake("changes theta0",
                "The numbers are right, but the caller's theta0 was moved along. Your theta should be a copy of it.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.asarray(theta0)
                    if theta.dtype.kind != "f":
                        theta = theta.astype(float)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta -= lr * grad
                    return theta, max_steps
                '''),
        Mistake("steps in integers",
                "A start of whole numbers stays an array of whole numbers here, and such an array can't take in fractions. Which type should theta have from the beginning?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta -= lr * grad
                    return theta, max_steps
                '''),
        Mistake("theta cut to integers",
                "A start of whole numbers gives whole numbers in the end: each step is rounded. Which type should theta have from the beginning?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta[:] = theta - lr * grad
                    return theta, max_steps
                '''),
    ]
### END HIDDEN TESTS

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
try:
    counts = [descend_until(lambda theta: mse_gradient(theta, X, y), start, lr, 1e-3, 3000)[1] for lr in rates]
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(rates, counts, "o", markersize=4, label="counted")
    ax.plot(rates, np.log(slow / 1e-3) / -np.log(1 - rates * lam[0]), label="predicted from the slow direction")
    ax.axvline(2 / lam[-1], color="0.6", linestyle="--", label="2 / lam_max")
    _ = (ax.legend(), ax.set(xlabel="lr", ylabel="steps", ylim=(0, 3200)))
except NotImplementedError:
    plt.close()
    print("This picture waits for mse_gradient and descend_until.")

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
