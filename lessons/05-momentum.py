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
from functools import partial

import numpy as np
import matplotlib.pyplot as plt

from course import check, explore, surfaces, descend

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

# %% nbgrader={"grade": false, "grade_id": "05-momentum_step-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def momentum_step(theta, velocity, grad, lr, gamma):
    """One step of gradient descent with momentum.

    theta, velocity, grad: arrays of shape (d,). Returns (theta, velocity), both new arrays.
    """
    ### BEGIN SOLUTION
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "05-momentum_step-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(momentum_step)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MomentumStepExam(Exam):
    examples = [
        "momentum_step(theta=np.array([1.5, -2.0, 0.5]), velocity=np.array([0.5, -0.25, 1.0]), grad=np.array([4.0, -1.0, 2.5]), lr=0.1, gamma=0.8)",
        "momentum_step(np.array([3.0]), np.array([0.0]), np.array([2.0]), 0.5, 0.9)",
    ]

    def inputs(self, rng, d=3, **fixed):
        drawn = dict(theta=rng.normal(size=d), velocity=rng.normal(size=d), grad=rng.normal(size=d))
        return drawn | dict(lr=rng.uniform(0.05, 0.4), gamma=rng.uniform(0.3, 0.95)) | fixed

    def from_rest(self, rng):
        "takes the right first step, from rest"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d, velocity=np.zeros(d)))

    def in_motion(self, rng):
        "takes the right step when the ball is already moving"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d))

    def on_flat_ground(self, rng):
        "coasts and slows down where the ground is flat"
        self.agree(**self.inputs(rng, 2, grad=np.zeros(2)))

    def without_memory(self, rng):
        "is plain gradient descent when gamma is 0, whatever the old velocity"
        self.agree(**self.inputs(rng, gamma=0.0))

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        state = (rng.normal(size=2), np.zeros(2))
        for _ in range(6):
            state = map(np.asarray, self.agree(*state, rng.normal(size=2), 0.3, 0.7))

    def keeps_inputs(self, rng):
        "leaves theta, velocity and grad unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("no memory",
                "The ball forgets how fast it was. Which part of the new velocity comes from the old one?",
                swap=("gamma * velocity + lr * grad", "lr * grad")),
        Mistake("negative memory",
                "The old velocity is turned around here. A ball that rolls keeps its direction: look at the sign of what it keeps.",
                swap=("gamma * velocity + lr * grad", "-gamma * velocity + lr * grad")),
        Mistake("no friction",
                "The ball keeps all of its old velocity. Where does friction come in?",
                swap=("gamma * velocity + lr * grad", "velocity + lr * grad")),
        Mistake("no learning rate",
                "The gradient pushes with its full size. What sets how hard a push is?",
                swap=("lr * grad", "grad")),
        Mistake("learning rate outside",
                "This is another library's spelling: the learning rate scales the whole velocity. In this course it scales only the push (section 8 compares them).",
                swap=[("lr * grad", "grad"), ("theta - velocity, velocity", "theta - lr * velocity, velocity")]),
        Mistake("learning rate twice",
                "The learning rate comes in twice on the way to theta. It is inside the velocity already.",
                swap=("theta - velocity, velocity", "theta - lr * velocity, velocity")),
        Mistake("averages, learning rate inside",
                "This velocity is an average: old and new share a weight of 1. A ball adds the whole push to what it kept.",
                swap=("lr * grad", "(1 - gamma) * lr * grad")),
        Mistake("averages, learning rate outside",
                "This is a running average of gradients, the kind that Adam uses. Our velocity is a sum of pushes. Look again at what multiplies the gradient.",
                swap=[("lr * grad", "(1 - gamma) * grad"), ("theta - velocity, velocity", "theta - lr * velocity, velocity")]),
        Mistake("friction on the push too",
                "Friction acts on the velocity the ball had. Here it weakens the new push as well.",
                swap=("gamma * velocity + lr * grad", "gamma * (velocity + lr * grad)")),
        Mistake("moves by the push only",
                "The velocity is right, but theta does not use it. What moves the ball?",
                swap=("theta - velocity, velocity", "theta - lr * grad, velocity")),
        Mistake("moves by the old velocity",
                "theta moves before the push has reached the velocity. Which of the two lines comes first?",
                code='''
                def momentum_step(theta, velocity, grad, lr, gamma):
                    return theta - velocity, gamma * velocity + lr * grad
                '''),
        Mistake("counts the memory twice",
                "The part that the ball remembers acts twice on theta. The new velocity holds it already.",
                swap=("theta - velocity, velocity", "theta - (gamma * velocity + lr * grad), velocity")),
        Mistake("uphill",
                "The ball climbs. The gradient points uphill, and so does our velocity: look at the sign in front of it.",
                swap=("theta - velocity", "theta + velocity")),
        Mistake("velocity points downhill",
                "theta is right, but your velocity points the other way: in this course it is what we subtract, so it points uphill.",
                swap=[("gamma * velocity + lr * grad", "gamma * -velocity - lr * grad"), ("theta - velocity", "theta + velocity")]),
        Mistake("velocity points downhill, read as such",
                "Your velocity is meant to be added. Here the given velocity points uphill and is subtracted: look again at the sign convention in section 2.",
                swap=[("gamma * velocity + lr * grad", "gamma * velocity - lr * grad"), ("theta - velocity", "theta + velocity")]),
        Mistake("lr and gamma swapped",
                "The learning rate and the momentum seem to have traded places. Which one belongs to the memory?",
                swap=("gamma * velocity + lr * grad", "lr * velocity + gamma * grad")),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("theta - velocity, velocity", "velocity, theta - velocity")),
        Mistake("only theta",
                "The next step will need the velocity too. How many things does one step return?",
                swap=("theta - velocity, velocity", "theta - velocity")),
        Mistake("returns the old velocity",
                "theta is right, but the velocity that comes back is the old one. What will the next step remember?",
                code='''
                def momentum_step(theta, velocity, grad, lr, gamma):
                    return theta - (gamma * velocity + lr * grad), velocity
                '''),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own arrays were changed. Operators like *= and -= write into the array that you were given.",
                code='''
                def momentum_step(theta, velocity, grad, lr, gamma):
                    velocity *= gamma
                    velocity += lr * grad
                    theta -= velocity
                    return theta, velocity
                '''),
    ]
### END HIDDEN TESTS

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

# %% nbgrader={"grade": false, "grade_id": "05-run_momentum-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
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

# %% nbgrader={"grade": true, "grade_id": "05-run_momentum-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(run_momentum)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class RunMomentumExam(Exam):
    lends = ["momentum_step"]
    examples = [
        "run_momentum(lambda theta: np.array([1.0, 20.0, 5.0]) * theta, np.array([4.5, -1.0, 0.5]), lr=0.04, gamma=0.5, steps=3)",
        "run_momentum(lambda theta: theta - 0.25, [3, -2], 0.2, 0.8, 3)",
    ]

    def ravine(self, rng, d):
        curvatures, centre = rng.uniform(0.5, 5.0, size=d), rng.normal(size=d)
        return lambda theta: curvatures * (theta - centre)

    def starts_right(self, rng):
        "returns steps + 1 rows, the first of which is theta0"
        for steps in (1, 7):
            theta0 = rng.normal(size=3)
            path = np.asarray(self.learner(self.ravine(rng, 3), theta0, 0.1, 0.5, steps))
            assert path.shape == (steps + 1, 3)
            self.close(path[0], theta0)

    def ravines(self, rng):
        "follows the ball down ravines of one and of several dimensions"
        for d in (1, 2, 4):
            self.agree(self.ravine(rng, d), rng.normal(size=d), 0.15, 0.8, 12)

    def curved(self, rng):
        "follows the ball on a surface whose curvature changes"
        self.agree(grad_f=lambda theta: np.sin(theta) + 0.3 * theta, theta0=rng.normal(size=2) * 3, lr=0.2, gamma=0.6, steps=9)

    def rolls_on(self, rng):
        "carries the velocity from step to step"
        self.agree(lambda theta: np.ones(2), rng.normal(size=2), 0.1, 0.9, 20)

    def lists_and_integers(self, rng):
        "accepts a start given as a list or as integers, and still returns floats"
        for theta0 in ([2, -3], [0.5, 1.5], np.array([5, 1])):
            path = self.agree(self.ravine(rng, 2), theta0, 0.13, 0.7, 6)
            assert np.asarray(path).dtype.kind == "f"

    def keeps_start(self, rng):
        "leaves theta0 unchanged"
        self.unchanged(self.ravine(rng, 3), rng.normal(size=3), 0.1, 0.7, 5)

    mistakes = [
        Mistake("velocity reset every step",
                "This is the path of plain gradient descent: at each step the ball seems to start from rest. Where is the velocity set to zero, and how often?",
                swap=("gamma * velocity + lr * grad_f(theta)", "lr * grad_f(theta)")),
        Mistake("one array stored many times",
                "All rows are the same, and equal to the last one: the path holds one array many times over. What does -= do to an array that was stored before?",
                code='''
                def run_momentum(grad_f, theta0, lr, gamma, steps):
                    theta = np.array(theta0, dtype=float)
                    velocity = np.zeros_like(theta)
                    path = [theta]
                    for _ in range(steps):
                        velocity = gamma * velocity + lr * grad_f(theta)
                        theta -= velocity
                        path.append(theta)
                    return np.array(path)
                '''),
        Mistake("lr and gamma swapped",
                "The learning rate and the momentum seem to have traded places. Compare the order of the arguments with the order in which you use them.",
                swap=("gamma * velocity + lr * grad_f(theta)", "lr * velocity + gamma * grad_f(theta)")),
        Mistake("path of integers",
                "A start of whole numbers gives a path of whole numbers here. Which type does the array have that you store the path in?",
                code='''
                def run_momentum(grad_f, theta0, lr, gamma, steps):
                    theta = np.array(theta0)
                    path = np.zeros((steps + 1, len(theta)), dtype=theta.dtype)
                    path[0] = theta
                    velocity = np.zeros(len(theta))
                    for t in range(steps):
                        velocity = gamma * velocity + lr * grad_f(theta)
                        theta = theta - velocity
                        path[t + 1] = theta
                    return path
                '''),
        Mistake("steps in integers",
                "A start of whole numbers stays an array of whole numbers here, and such an array can't take in fractions. Which type should theta have from the beginning?",
                code='''
                def run_momentum(grad_f, theta0, lr, gamma, steps):
                    theta = np.array(theta0)
                    velocity = np.zeros(len(theta))
                    path = [theta.copy()]
                    for _ in range(steps):
                        velocity = gamma * velocity + lr * grad_f(theta)
                        theta -= velocity
                        path.append(theta.copy())
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
        Mistake("only the end",
                "This is the last position alone. The path has a row for every position on the way.",
                swap=("return np.array(path)", "return theta")),
        Mistake("gradient of the start",
                "Every step uses the gradient at the start. Where is the ball when it feels the next push?",
                swap=("grad_f(theta)", "grad_f(path[0])")),
        Mistake("starts with a push",
                "The ball is moving before the first step. What is its velocity at rest?",
                swap=("np.zeros_like(theta)", "lr * grad_f(theta)")),
        Mistake("starts with the gradient as velocity",
                "The velocity begins as the gradient. What is the velocity of a ball at rest?",
                swap=("np.zeros_like(theta)", "grad_f(theta)")),
        Mistake("moves by the old velocity",
                "The first step goes nowhere: theta moves before the push has reached the velocity. Look at the order of the two updates.",
                code='''
                def run_momentum(grad_f, theta0, lr, gamma, steps):
                    theta = np.array(theta0, dtype=float)
                    velocity = np.zeros_like(theta)
                    path = [theta]
                    for _ in range(steps):
                        theta, velocity = theta - velocity, gamma * velocity + lr * grad_f(theta)
                        path.append(theta)
                    return np.array(path)
                '''),
        Mistake("uphill",
                "The ball climbs away from the minimum. The velocity points uphill here: look at the sign in front of it.",
                swap=("theta - velocity", "theta + velocity")),
        Mistake("returns the velocities",
                "The rows after the first are velocities. The path records where the ball is.",
                swap=("path.append(theta)", "path.append(velocity)")),
        Mistake("averages",
                "The velocity is a running average here. Compare its weights with the sum in section 3: what is the weight of the newest gradient?",
                swap=("lr * grad_f(theta)", "(1 - gamma) * lr * grad_f(theta)")),
        Mistake("changes theta0",
                "The path is right, but the caller's theta0 was moved along. Your theta should be a copy of it.",
                code='''
                def run_momentum(grad_f, theta0, lr, gamma, steps):
                    theta = np.asarray(theta0)
                    if theta.dtype.kind != "f":
                        theta = theta.astype(float)
                    velocity = np.zeros_like(theta)
                    path = [theta.copy()]
                    for _ in range(steps):
                        velocity = gamma * velocity + lr * grad_f(theta)
                        theta -= velocity
                        path.append(theta.copy())
                    return np.array(path)
                '''),
    ]
### END HIDDEN TESTS

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

# %% nbgrader={"grade": false, "grade_id": "05-terminal_velocity-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def terminal_velocity(grad, lr, gamma):
    """The velocity that momentum settles at under a constant gradient, an array of shape (d,)."""
    ### BEGIN SOLUTION
    return lr * grad / (1 - gamma)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "05-terminal_velocity-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(terminal_velocity)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class TerminalVelocityExam(Exam):
    lends = ["momentum_step", "run_momentum"]
    examples = [
        "terminal_velocity(np.array([2.5, -1.0]), lr=0.1, gamma=0.9)",
        "terminal_velocity(grad=np.array([3.0, 4.0, 0.0]), lr=0.25, gamma=0.99)",
    ]

    def several(self, rng):
        "is right in one dimension and in several"
        for d in (1, 2, 6):
            self.agree(rng.normal(size=d), rng.uniform(0.01, 0.5), rng.uniform(0.4, 0.9))

    def balance(self, rng):
        "is left as it is by one more step of momentum"
        for gamma in (0.3, 0.8, 0.95):
            grad = rng.normal(size=3)
            velocity = np.asarray(self.agree(grad=grad, lr=0.2, gamma=gamma))
            self.alike(gamma * velocity + 0.2 * grad, velocity)

    def long_memory(self, rng):
        "is right when there is hardly any friction"
        self.agree(rng.normal(size=2), 0.02, 0.99)

    def no_memory(self, rng):
        "is a single push when gamma is 0"
        self.agree(rng.normal(size=2), 0.3, 0.0)

    def keeps_grad(self, rng):
        "leaves grad unchanged"
        self.unchanged(rng.normal(size=3), 0.2, 0.6)

    mistakes = [
        Mistake("divides by gamma",
                "You divide by the share that is kept. In the balance of push and friction, which share does friction take?",
                swap=("(1 - gamma)", "gamma")),
        Mistake("forgets the learning rate",
                "The friction is right. How much does one push add to the velocity?",
                swap=("lr * grad", "grad")),
        Mistake("multiplies",
                "The result is smaller than a single push, yet pushes add up. On which side of the balance does the friction stand?",
                swap=("lr * grad / (1 - gamma)", "lr * grad * (1 - gamma)")),
        Mistake("one plus gamma",
                "This is the limit for pushes that change sides at every step (section 5). Here all pushes agree: look at the sign of the series.",
                swap=("(1 - gamma)", "(1 + gamma)")),
        Mistake("a single push",
                "This is the velocity after one step. What do all the older pushes still add?",
                swap=("lr * grad / (1 - gamma)", "lr * grad")),
        Mistake("downhill",
                "The size is right. In this course the velocity is what we subtract: which way does it point?",
                swap=("lr * grad / (1 - gamma)", "-lr * grad / (1 - gamma)")),
        Mistake("series without its first term",
                "One push is missing: the newest one has not lost anything to friction yet. What is the first term of the series?",
                swap=("lr * grad / (1 - gamma)", "gamma * lr * grad / (1 - gamma)")),
        Mistake("missing parentheses",
                "Python divides before it subtracts. Which part of the formula is the whole denominator?",
                swap=("lr * grad / (1 - gamma)", "lr * grad / 1 - gamma")),
        Mistake("too few steps",
                "Close, but not settled: the velocity still grows at the end of your run. How long is the memory, compared with your number of steps?",
                code='''
                def terminal_velocity(grad, lr, gamma):
                    velocity = 0 * grad
                    for _ in range(100):
                        velocity = gamma * velocity + lr * grad
                    return velocity
                '''),
        Mistake("hardly enough steps",
                "Settled for a short memory, but not for a long one. How many steps does the memory last at gamma = 0.99, and how many more until it has settled?",
                code='''
                def terminal_velocity(grad, lr, gamma):
                    velocity = 0 * grad
                    for _ in range(1000):
                        velocity = gamma * velocity + lr * grad
                    return velocity
                '''),
        Mistake("gamma squared",
                "The weights in the sum are 1, gamma, gamma squared and so on. By which factor does each one differ from the one before?",
                swap=("(1 - gamma)", "(1 - gamma**2)")),
        Mistake("lr and gamma swapped",
                "The learning rate and the momentum seem to have traded places. Which one is friction about?",
                swap=("lr * grad / (1 - gamma)", "gamma * grad / (1 - lr)")),
        Mistake("speed instead of velocity",
                "This is one number, the speed. A velocity has a direction: as many numbers as the gradient.",
                swap=("lr * grad / (1 - gamma)", "np.linalg.norm(lr * grad / (1 - gamma))")),
        Mistake("changes its input",
                "The numbers are right, but the caller's own grad was changed. Operators like *= and /= write into the array that you were given.",
                code='''
                def terminal_velocity(grad, lr, gamma):
                    grad *= lr
                    grad /= 1 - gamma
                    return grad
                '''),
    ]
### END HIDDEN TESTS

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

# %% nbgrader={"grade": false, "grade_id": "05-heavy_ball_rate-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def heavy_ball_rate(lr, gamma, lam):
    """Spectral radius of momentum on f = lam * theta**2 / 2, a float."""
    ### BEGIN SOLUTION
    one_step = np.array([[1 - lr * lam, -gamma], [lr * lam, gamma]])
    roots = np.linalg.eigvals(one_step)
    return float(np.max(np.abs(roots)))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "05-heavy_ball_rate-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(heavy_ball_rate)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class HeavyBallRateExam(Exam):
    lends = ["momentum_step", "run_momentum", "terminal_velocity"]
    tolerance = 1e-6
    examples = [
        "heavy_ball_rate(lr=0.1, gamma=0.81, lam=5.0)",
        "heavy_ball_rate(lr=0.01, gamma=0.64, lam=2.0)",
        "heavy_ball_rate(0.5, 0.36, 5.2)",
    ]

    def swinging(self, rng):
        "is right where the ball swings (complex roots)"
        for gamma in rng.uniform(0.2, 0.95, size=4):
            push = rng.uniform((1 - gamma**0.5) ** 2 * 1.05, (1 + gamma**0.5) ** 2 * 0.95)
            self.agree(push / 3, gamma, 3.0)

    def same_pace(self, rng):
        "does not depend on the learning rate while the ball swings"
        for lr in rng.uniform(0.1, 0.5, size=3):
            self.agree(lr, 0.7, 5.0)

    def creeping(self, rng):
        "is right where the ball creeps (positive roots)"
        for gamma in rng.uniform(0.1, 0.8, size=4):
            self.agree(lr=rng.uniform(0.1, 0.9) * (1 - gamma**0.5) ** 2 / 2, gamma=gamma, lam=2.0)

    def zigzag(self, rng):
        "is right where the ball changes sides at every step (negative roots)"
        for gamma in rng.uniform(0.1, 0.5, size=4):
            low, high = (1 + gamma**0.5) ** 2, 2 * (1 + gamma)
            self.agree(low + rng.uniform(0.2, 0.9) * (high - low), gamma, 1.0)

    def diverging(self, rng):
        "is greater than 1 where momentum diverges"
        for gamma in (0.0, 0.5, 0.9):
            assert self.agree(2.1 * (1 + gamma), gamma, rng.uniform(1.0, 1.5)) > 1

    def double_root(self, rng):
        "is right where both roots are equal"
        for gamma in (0.25, 0.81):
            self.agree((1 - gamma**0.5) ** 2 / 4, gamma, 4.0)
            self.agree((1 + gamma**0.5) ** 2 / 4, gamma, 4.0)

    def plain(self, rng):
        "is gradient descent's rate when gamma is 0"
        for lam in rng.uniform(0.5, 12.0, size=4):
            self.agree(0.2, 0.0, lam)

    mistakes = [
        Mistake("absolute value of the real part",
                "You look at the real part alone. How far is a complex number from zero?",
                swap=("np.abs(roots)", "np.abs(roots.real)")),
        Mistake("real part",
                "You look at the real part with its sign. Both an imaginary part and a minus sign count: what is the size of a root?",
                swap=("np.abs(roots)", "roots.real")),
        Mistake("smaller root",
                "You take the root that dies out first. Which one is still there in the long run?",
                swap=("np.max(", "np.min(")),
        Mistake("plain gradient descent",
                "This is the rate without momentum. What does the velocity do to it?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    return abs(1 - lr * lam)
                '''),
        Mistake("always the square root of gamma",
                "That is the rate while the ball swings. What if the roots are real?",
                swap=("float(np.max(np.abs(roots)))", "float(np.sqrt(gamma))")),
        Mistake("the determinant",
                "This is the product of the two roots. How large is the larger one?",
                swap=("float(np.max(np.abs(roots)))", "float(abs(np.prod(roots)))")),
        Mistake("square root of a negative number",
                "Where the ball swings, the number under the root is negative, and a real square root gives NaN. Which kind of number do these roots need?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    trace = 1 + gamma - lr * lam
                    root = np.sqrt(trace**2 - 4 * gamma)
                    return max(abs(trace + root), abs(trace - root)) / 2
                '''),
        Mistake("only the root with plus",
                "You solved the quadratic, but kept one of its roots. Which one is larger when both are negative?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    trace = 1 + gamma - lr * lam
                    return abs(trace + np.emath.sqrt(trace**2 - 4 * gamma)) / 2
                '''),
        Mistake("quadratic formula not halved",
                "Twice too large: look again at the quadratic formula, all of it.",
                swap=("float(np.max(np.abs(roots)))", "2 * float(np.max(np.abs(roots)))")),
        Mistake("position moves by the old velocity",
                "In your matrix the position moves by the old velocity. Put the first rule into the second before you read off its rows.",
                swap=("[[1 - lr * lam, -gamma], [lr * lam, gamma]]", "[[1, -1], [lr * lam, gamma]]")),
        Mistake("position ignores gamma",
                "In your matrix the position subtracts the whole old velocity. How much of it is left in the new one?",
                swap=("-gamma], [", "-1], [")),
        Mistake("a sign in the matrix",
                "One of the two entries that tie theta and velocity together has the wrong sign. What does a positive velocity do to theta, and a positive theta to the velocity?",
                swap=("-gamma], [", "gamma], [")),
        Mistake("gamma missing in the trace",
                "Your quadratic has lost a gamma in its middle term. What is the trace of the matrix?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    return float(np.max(np.abs(np.roots([1, -(1 - lr * lam), gamma]))))
                '''),
        Mistake("sign of the constant term",
                "The product of your roots is negative. Compare the constant term of your quadratic with the determinant.",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    return float(np.max(np.abs(np.roots([1, -(1 + gamma - lr * lam), -gamma]))))
                '''),
        Mistake("largest stretch instead of largest eigenvalue",
                "This is how far one step can stretch the state, the matrix norm. What rules in the long run are the eigenvalues.",
                swap=("float(np.max(np.abs(roots)))", "float(np.linalg.norm(one_step, 2))")),
        Mistake("averages",
                "This is the rate of a velocity that averages, with 1 − gamma on the push. Which rule does this course use?",
                swap=("[[1 - lr * lam, -gamma], [lr * lam, gamma]]",
                      "[[1 - (1 - gamma) * lr * lam, -gamma], [(1 - gamma) * lr * lam, gamma]]")),
        Mistake("both roots",
                "These are both sizes. The rate is one number.",
                swap=("float(np.max(np.abs(roots)))", "np.abs(roots)")),
        Mistake("rate of the height",
                "This is the square of the rate: how fast the height shrinks. The rate here is about distance.",
                swap=("float(np.max(np.abs(roots)))", "float(np.max(np.abs(roots))) ** 2")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### The map of momentum
#
# On a quadratic, all that matters is $\gamma$ and the product $\eta\lambda$. So one map shows everything. The next cell draws it with *your* function.
#
# **Predict.** Where on the map is $\rho \lt 1$? Follow the line $\eta\lambda = 0.1$ upward from $\gamma = 0$: how does the rate change?

# %%
gammas, pushes = np.linspace(0, 0.99, 34), np.linspace(0.02, 4, 51)
try:
    rates = [[heavy_ball_rate(push, gamma, 1.0) for push in pushes] for gamma in gammas]
except NotImplementedError:
    print("This map waits for heavy_ball_rate: write it above, then run this cell again.")
else:
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
try:
    for lr, gamma in trials:
        print(f"lr = {lr:.3f}  gamma = {gamma:.1f}  predicted: {heavy_ball_rate(lr, gamma, 50):.3f} a step")
except NotImplementedError:
    print("The predictions wait for heavy_ball_rate.")

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

# %% nbgrader={"grade": false, "grade_id": "05-optimal_heavy_ball-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def optimal_heavy_ball(mu, L):
    """Best (lr, gamma, rate) of momentum on a quadratic with curvatures from mu to L."""
    ### BEGIN SOLUTION
    rate = (np.sqrt(L) - np.sqrt(mu)) / (np.sqrt(L) + np.sqrt(mu))
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    gamma = rate**2
    return lr, gamma, rate
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "05-optimal_heavy_ball-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(optimal_heavy_ball)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class OptimalHeavyBallExam(Exam):
    lends = ["momentum_step", "run_momentum", "terminal_velocity", "heavy_ball_rate"]
    examples = [
        "optimal_heavy_ball(mu=0.5, L=60.5)",
        "optimal_heavy_ball(4.0, 9.0)",
    ]

    def ravines(self, rng):
        "is right for ravines of many widths"
        for kappa in rng.uniform(1.5, 400.0, size=4):
            self.agree(1.0, kappa)

    def scales(self, rng):
        "is right whatever the scale of mu and L"
        for mu in rng.uniform(0.01, 0.1, size=2):
            self.agree(mu=mu, L=mu * rng.uniform(2.0, 50.0))
        for mu in rng.uniform(20.0, 90.0, size=2):
            self.agree(mu=mu, L=mu * rng.uniform(2.0, 50.0))

    def round_bowl(self, rng):
        "needs no momentum in a round bowl, where mu = L"
        for curvature in rng.uniform(0.5, 8.0, size=3):
            lr, gamma, rate = self.learner(curvature, curvature)
            self.close(lr, 1 / curvature)
            assert abs(gamma) < 1e-6 and abs(rate) < 1e-6  # rounding may keep them from zero

    def narrow(self, rng):
        "is right for very narrow valleys"
        self.agree(rng.uniform(1e-3, 1e-2), rng.uniform(50.0, 100.0))

    def learning_rate(self, rng):
        "gives a learning rate that serves both ends of the valley equally"
        mu, L = rng.uniform(0.5, 2.0), rng.uniform(10.0, 60.0)
        lr, _, rate = self.agree(mu, L)
        self.alike(1 - np.sqrt(lr * mu), np.sqrt(lr * L) - 1)
        self.alike(rate, 1 - np.sqrt(lr * mu))

    mistakes = [
        Mistake("no square roots",
                "This is as good as plain gradient descent gets, and no better. What does momentum do to the condition number?",
                code='''
                def optimal_heavy_ball(mu, L):
                    rate = (L / mu - 1) / (L / mu + 1)
                    return 4 / (L + mu) ** 2, rate**2, rate
                '''),
        Mistake("no square roots in rate and gamma",
                "The learning rate is right. Rate and momentum still have the plain condition number: what does momentum do to it?",
                swap=("(np.sqrt(L) - np.sqrt(mu)) / (np.sqrt(L) + np.sqrt(mu))", "(L - mu) / (L + mu)")),
        Mistake("no square roots in the learning rate",
                "Rate and momentum are right. Which curvatures, or what of them, make up the learning rate?",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (L + mu) ** 2")),
        Mistake("square of a sum",
                "Rate and momentum are right. In the learning rate, a sum is squared as if it had no mixed term.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (L + mu)")),
        Mistake("learning rate not squared",
                "Rate and momentum are right. The learning rate is still the square root of one: look at the last step of its derivation.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "2 / (np.sqrt(L) + np.sqrt(mu))")),
        Mistake("denominator not squared",
                "Rate and momentum are right. In the learning rate something is squared above the line, but not below it.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (np.sqrt(L) + np.sqrt(mu))")),
        Mistake("half the learning rate",
                "Rate and momentum are right. When you square the root of the learning rate, what becomes of its numerator?",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "2 / (np.sqrt(L) + np.sqrt(mu)) ** 2")),
        Mistake("1/L",
                "Rate and momentum are right. The cautious 1/L looks at one end of the valley: the best learning rate balances both.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "1 / L")),
        Mistake("gradient descent's learning rate",
                "Rate and momentum are right. This is the best learning rate without momentum: momentum balances other terms.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "2 / (L + mu)")),
        Mistake("plain gradient descent",
                "These are the best numbers without momentum. The curvatures come in under a square root once the ball swings.",
                code='''
                def optimal_heavy_ball(mu, L):
                    return 2 / (L + mu), 0.0, (L - mu) / (L + mu)
                '''),
        Mistake("gamma not squared",
                "Learning rate and rate are right. While the ball swings, how do the rate and gamma hang together?",
                swap=("gamma = rate**2", "gamma = rate")),
        Mistake("gamma is the root of the rate",
                "Learning rate and rate are right. Rate and gamma hang together the other way round.",
                swap=("gamma = rate**2", "gamma = np.sqrt(rate)")),
        Mistake("rate squared",
                "Learning rate and gamma are right. The rate is about distance: which power of gamma is it?",
                swap=("return lr, gamma, rate", "return lr, gamma, gamma")),
        Mistake("1/L and gamma not squared",
                "This pair belongs to Nesterov's method. For the heavy ball, look again at how the learning rate balances both ends, and at how gamma follows from the rate.",
                swap=[("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "1 / L"), ("gamma = rate**2", "gamma = rate")]),
        Mistake("condition number upside down",
                "Your rate is negative. Which of the two curvatures is larger, and which way round is the condition number?",
                swap=("(np.sqrt(L) - np.sqrt(mu)) / (np.sqrt(L) + np.sqrt(mu))", "(np.sqrt(mu) - np.sqrt(L)) / (np.sqrt(L) + np.sqrt(mu))")),
        Mistake("kappa for its root in the learning rate",
                "Rate and momentum are right. Your learning rate fits only a valley with mu = 1: it should shrink when both curvatures grow.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (np.sqrt(L / mu) + 1) ** 2")),
        Mistake("results in another order",
                "All three numbers are right. The prompt says in which order they are returned.",
                swap=("return lr, gamma, rate", "return lr, rate, gamma")),
        Mistake("without the rate",
                "Both numbers are right. One more is asked for.",
                swap=("return lr, gamma, rate", "return lr, gamma")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### The race
#
# First *your* best setting for a ravine with $\kappa = 100$.

# %%
try:
    lr, gamma, rate = optimal_heavy_ball(1.0, 100.0)
    print(f"lr = {lr:.4f}  gamma = {gamma:.3f}  rate = {rate:.3f} a step")
except NotImplementedError:
    lr, gamma, rate = 2 / 101, 0.0, 99 / 101      # gradient descent's best
    print("The race waits for optimal_heavy_ball. Until then the heavy ball has no momentum.")

# %% [markdown]
# The next picture gives this setting to *your* `run_momentum`, and to gradient descent its own best, $\eta = 2/101$. The dashed line is your rate.
# The table counts the steps until the loss is down to a tenth, a thousandth and a millionth.
#
# **Predict.** By which factor is each of them closer after 100 steps: twice, a hundred times, a million times?

# %%
explore(
    {
        "heavy ball": partial(run_momentum, lr=lr, gamma=gamma),
        "gradient descent": partial(run_momentum, lr=2 / 101, gamma=0.0),
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

# %% nbgrader={"grade": false, "grade_id": "05-nesterov_step-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nesterov_step(theta, velocity, grad_f, lr, gamma):
    """One step of Nesterov's momentum: the gradient is taken where the velocity would carry theta.

    theta, velocity: arrays of shape (d,). Returns (theta, velocity), both new arrays.
    """
    ### BEGIN SOLUTION
    ahead = theta - gamma * velocity
    velocity = gamma * velocity + lr * grad_f(ahead)
    return theta - velocity, velocity
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "05-nesterov_step-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(nesterov_step)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class NesterovStepExam(Exam):
    lends = ["momentum_step", "run_momentum", "terminal_velocity", "heavy_ball_rate", "optimal_heavy_ball"]
    examples = [
        "nesterov_step(theta=np.array([1.5, -2.0, 0.5]), velocity=np.array([0.5, 0.25, -1.0]), grad_f=lambda theta: np.array([2.0, 10.0, 4.0]) * theta, lr=0.1, gamma=0.8)",
        "calls = []\n"
        "def grad_f(theta):\n"
        "    calls.append(theta)\n"
        "    return theta**3\n"
        "nesterov_step(np.array([2.0]), np.array([0.4]), grad_f, 0.1, 0.5), len(calls)",
    ]

    def inputs(self, rng, d=2, **fixed):
        curvatures = rng.uniform(0.5, 4.0, size=d)
        drawn = dict(theta=rng.normal(size=d), velocity=rng.normal(size=d), grad_f=lambda theta: curvatures * theta)
        return drawn | dict(lr=rng.uniform(0.05, 0.3), gamma=rng.uniform(0.3, 0.95)) | fixed

    def in_motion(self, rng):
        "takes the right step on quadratics, in one dimension and in several"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d))

    def curved(self, rng):
        "takes the right step where the curvature changes"
        theta, velocity = rng.normal(size=3), rng.normal(size=3)
        self.agree(theta, velocity, lambda at: np.sin(at) + at**3, 0.1, 0.8)

    def from_rest(self, rng):
        "is a plain gradient step when the ball is at rest"
        self.agree(**self.inputs(rng, velocity=np.zeros(2)))

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        state = (rng.normal(size=2), np.zeros(2))
        for _ in range(6):
            moved = self.agree(*state, lambda theta: np.array([1.0, 6.0]) * theta, 0.1, 0.8)
            state = map(np.asarray, moved)

    def one_gradient(self, rng):
        "asks for the gradient once"
        calls, given = [], self.inputs(rng)
        slope = given["grad_f"]
        self.agree(**given | {"grad_f": lambda theta: slope(theta)})
        self.learner(**given | {"grad_f": lambda theta: (calls.append(1), slope(theta))[1]})
        assert len(calls) == 1

    def keeps_inputs(self, rng):
        "leaves theta and velocity unchanged"
        self.unchanged(**self.inputs(rng, 3))

    mistakes = [
        Mistake("gradient at theta",
                "This is the heavy ball. Nesterov feels the slope somewhere else: where?",
                swap=("grad_f(ahead)", "grad_f(theta)")),
        Mistake("looks the wrong way",
                "You look behind the ball. The velocity is what we subtract: on which side of theta will it be?",
                swap=("theta - gamma * velocity", "theta + gamma * velocity")),
        Mistake("looks too far ahead",
                "You look where the whole velocity would carry the ball. How much of it is left after friction?",
                swap=("theta - gamma * velocity", "theta - velocity")),
        Mistake("looks ahead by lr",
                "You look ahead by a share lr of the velocity. The velocity holds the learning rate already; which share survives the step?",
                swap=("theta - gamma * velocity", "theta - lr * velocity")),
        Mistake("steps from the point ahead",
                "The gradient is right, but you leave from the point ahead, and so coast twice. From where does the step start?",
                swap=("return theta - velocity", "return ahead - velocity")),
        Mistake("no learning rate",
                "The gradient pushes with its full size. What sets how hard a push is?",
                swap=("lr * grad_f(ahead)", "grad_f(ahead)")),
        Mistake("no memory",
                "You look ahead, but the new velocity forgets the old one. What does the ball keep?",
                swap=("gamma * velocity + lr * grad_f(ahead)", "lr * grad_f(ahead)")),
        Mistake("no friction",
                "You look ahead with friction, but the new velocity keeps all of the old one.",
                swap=("gamma * velocity + lr * grad_f(ahead)", "velocity + lr * grad_f(ahead)")),
        Mistake("moves by the push only",
                "The velocity is right, but theta moves by the new push alone. What moves the ball?",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    push = lr * grad_f(theta - gamma * velocity)
                    return theta - push, gamma * velocity + push
                '''),
        Mistake("looks ahead of a whole step",
                "You make a whole momentum step and feel the slope at its end. Nesterov looks where the old velocity alone would carry the ball, before any push.",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    ahead = theta - (gamma * velocity + lr * grad_f(theta))
                    velocity = gamma * velocity + lr * grad_f(ahead)
                    return theta - velocity, velocity
                '''),
        Mistake("library's shortcut",
                "This is the rearranged form that some libraries use, with the gradient at theta: its theta is another point. Here the gradient is taken ahead of theta.",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    grad = grad_f(theta)
                    velocity = gamma * velocity + lr * grad
                    return theta - gamma * velocity - lr * grad, velocity
                '''),
        Mistake("averages",
                "The velocity is a running average here. Ours is a sum of pushes: look again at what multiplies the gradient.",
                swap=("lr * grad_f(ahead)", "(1 - gamma) * lr * grad_f(ahead)")),
        Mistake("uphill",
                "The ball climbs. Our velocity points uphill: look at the sign in front of it.",
                swap=("return theta - velocity", "return theta + velocity")),
        Mistake("velocity before the gradient",
                "The velocity is updated before you look ahead with it, so friction acts twice on what you look at. Which velocity says where the ball would go?",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    velocity = gamma * velocity
                    velocity = velocity + lr * grad_f(theta - gamma * velocity)
                    return theta - velocity, velocity
                '''),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("theta - velocity, velocity", "velocity, theta - velocity")),
        Mistake("only theta",
                "The next step will need the velocity too. How many things does one step return?",
                swap=("theta - velocity, velocity", "theta - velocity")),
        Mistake("two gradients",
                "The answer is right, but you ask for the gradient twice, and it is the expensive part. Where could you keep it?",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    ahead = theta - gamma * velocity
                    return theta - gamma * velocity - lr * grad_f(ahead), gamma * velocity + lr * grad_f(ahead)
                '''),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own arrays were changed. Operators like -= and *= write into the array that you were given.",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    velocity *= gamma
                    velocity += lr * grad_f(theta - velocity)
                    theta -= velocity
                    return theta, velocity
                '''),
    ]
### END HIDDEN TESTS

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
