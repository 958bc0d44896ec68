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
# # 03 · The chain rule and backpropagation
#
# A small network has ten thousand weights. Gradient descent wants to know, for each of them, how the cost changes when that weight is nudged.
# You could nudge them one by one, and run the network ten thousand times. For a single step.
#
# Or you could run it once forward and once backward, and know them all. The second run costs about twice as much as the first.
# This is **backpropagation**. Everything that is called deep learning stands on it, and it is nothing but the chain rule, done in the right order.
#
# In this lesson you build it three times: for a single neuron, for any formula that you can type, and for a network with two layers.
#
# **You will be able to**
#
# - differentiate functions inside functions, each factor at its own input;
# - carry a gradient back through a neuron, a layer, a softmax;
# - write a small automatic differentiator, and say why it goes backward;
# - compute all gradients of a two-layer network, and check them.
#
# **You need** derivatives of one variable, partial derivatives, and the product of two matrices. From lesson 02 it helps to know gradient descent, and how a gradient is checked by finite differences; both are given here.
#
# About an hour. Five exercises make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $f(x) = A(B(C(x)))$ | `functions = [A, B, C]` | functions inside functions, the outermost first |
# | $X,\ y$ | `X`, `y` | the data: `X` is `(m, d)`, one example a row; `y` is `(m,)` |
# | $w,\ W,\ b$ | `w`, `W`, `b` | weights and biases |
# | $Z$ | `Z` | what goes into an activation: `Z = X @ W + b` |
# | $R,\ H$ | `R`, `H` | what comes out of one: $R = \text{relu}(Z)$, $H = \tanh(Z)$ |
# | $L$ | `loss` | one number: what is to become small |
# | $dZ = \partial L/\partial Z$ | `dZ` | how $L$ changes with each entry of $Z$; the same shape as $Z$ |
# | $E_O,\ E_H$ | `E_O`, `E_H` | errors of the output and of the hidden layer: $\partial L/\partial Z$ there |
# | $P$ | `P` | probabilities that a softmax gives, `(m, k)` |
#
# A letter $d$ in front of an array always means *the derivative of the one number $L$ by this array*. So it has the array's shape.
# (In front of a number, as in $dx$ in section 1, it is a tiny change of that number.)

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, explore, graph, surfaces

# %% [markdown]
# ## 1 · Gears
#
# Think of three gears. Turn the first by a little, and it turns the second twice as fast. The second turns the third five times as fast. So the third turns ten times as fast as the first. Rates multiply.
#
# Now let $f(x) = A(B(C(x)))$, and give each stage's output a name:
#
# $$c = C(x) \qquad b = B(c) \qquad a = A(b)$$
#
# Nudge $x$ by a tiny $dx$, and follow the nudge. Near its input, each function is almost a straight line:
#
# $$dc = C'(x)\,dx \qquad db = B'(c)\,dc \qquad da = A'(b)\,db$$
#
# Put each into the next:
#
# $$da = A'(b)\,B'(c)\,C'(x)\,dx \qquad\Longrightarrow\qquad f'(x) = A'(B(C(x))) \cdot B'(C(x)) \cdot C'(x)$$
#
# **Each factor is taken at its own input**, at what actually went into that stage. $A'$ is taken at $b$, not at $x$. This is where most mistakes are made.
#
# Two more things to see in it:
#
# - What if we ask for the derivative by an inner stage, $c$, say? Treat $c$ as if it were an independent variable, and forget where it came from: $\frac{da}{dc} = A'(b)\,B'(c)$. It is the same product, stopped earlier.
# - Here and there one finds an extra factor in front, $f'(A)$. There is none. $f$ *is* the output of $A$, and the derivative of a thing by itself is 1. We will meet that 1 again: it is where the backward pass begins.
#
# **Predict.** Let $f(x) = \sin(e^{x^2})$ at $x = 0.5$. Which three numbers are multiplied? The next cell compares two candidates with a finite difference.

# %%
x, h = 0.5, 1e-6
c = x**2                      # C
b = np.exp(c)                 # B
numerical = (np.sin(np.exp((x + h) ** 2)) - np.sin(np.exp((x - h) ** 2))) / (2 * h)
own_inputs = np.cos(b) * np.exp(c) * 2 * x
all_at_x = np.cos(x) * np.exp(x) * 2 * x
np.round([numerical, own_inputs, all_at_x], 6)

# %% [markdown]
# <details><summary>What happened</summary>
#
# $\cos(1.284) = 0.283$, $e^{0.25} = 1.284$ and $2 \cdot 0.5 = 1$. Their product is 0.363. With every derivative taken at $x$ the result is 1.447, four times too large.
#
# </details>

# %% [markdown]
# ### Exercise 1 · A chain
#
# Write `chain(functions, derivatives, x)`: the derivative at $x$ of
#
# $$\texttt{functions[0]}(\texttt{functions[1]}(\dots \texttt{functions[-1]}(x)))$$
#
# - `functions` is a list of functions of one number, the **outermost first**. It has one function or more.
# - `derivatives` is a list of the same length; `derivatives[i]` is the derivative of `functions[i]`.
# - `x` is a number, and so is the result. Leave the lists unchanged.
#
# *(2 points)*

# %% nbgrader={"grade": false, "grade_id": "03-chain-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def chain(functions, derivatives, x):
    """Derivative at x of functions[0](functions[1](...(x))), a float."""
    ### BEGIN SOLUTION
    slope = 1.0
    for function, derivative in zip(functions[::-1], derivatives[::-1]):
        slope = derivative(x) * slope
        x = function(x)
    return slope
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "03-chain-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(chain)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class ChainExam(Exam):
    examples = [
        "chain([np.sin, np.exp], [np.cos, np.exp], 0.3)",
        "chain(functions=[lambda u: u**2, np.sin, lambda u: 3 * u], derivatives=[lambda u: 2 * u, np.cos, lambda u: 3.0], x=0.4)",
        "chain([lambda u: u**3], [lambda u: 3 * u**2], 2.0)",
    ]

    def stages(self, rng, count):
        # smooth functions with other slopes at other places, so that no two factors are alike
        functions, derivatives = [], []
        for scale, shift in rng.uniform(0.5, 1.5, size=(count, 2)):
            functions.append(lambda u, a=scale, b=shift: np.sin(a * u) + b * u)
            derivatives.append(lambda u, a=scale, b=shift: a * np.cos(a * u) + b)
        return functions, derivatives

    def one(self, rng):
        "is the derivative itself when there is one function, and more than that when there are two"
        self.agree(*self.stages(rng, 1), rng.normal())
        self.agree(*self.stages(rng, 2), rng.normal())

    def two(self, rng):
        "is right for two functions"
        for _ in range(3):
            self.agree(*self.stages(rng, 2), rng.normal())

    def many(self, rng):
        "is right for three functions and for eight"
        for count in (3, 8):
            functions, derivatives = self.stages(rng, count)
            self.agree(functions=functions, derivatives=derivatives, x=rng.normal())

    def order(self, rng):
        "takes the first function of the list as the outermost"
        lists = ([np.exp, lambda u: u**2, np.sin], [np.exp, lambda u: 2 * u, np.cos])
        self.agree(*lists, rng.uniform(0.3, 1.2))

    def by_differences(self, rng):
        "agrees with a finite difference"
        functions, derivatives = self.stages(rng, 4)

        def whole(u):
            for function in functions[::-1]:
                u = function(u)
            return u

        x = rng.normal()
        got = self.learner(functions, derivatives, x)
        self.close(got, (whole(x + 1e-6) - whole(x - 1e-6)) / 2e-6)

    def flat(self, rng):
        "is zero when one stage is flat at its input, and not elsewhere"
        lists = [np.exp, lambda u: (u - 4.0) ** 2, lambda u: u + 3.0], [np.exp, lambda u: 2 * (u - 4.0), lambda u: 1.0]
        assert abs(self.agree(*lists, 1.0)) < 1e-9
        self.agree(*lists, rng.uniform(1.2, 1.8))

    def keeps_lists(self, rng):
        "leaves both lists unchanged"
        self.unchanged(*self.stages(rng, 3), 0.7)

    mistakes = [
        Mistake("every derivative at x",
                "Every derivative is taken at x itself. What goes into the outer functions?",
                code='''
                def chain(functions, derivatives, x):
                    return float(np.prod([derivative(x) for derivative in derivatives]))
                '''),
        Mistake("sums",
                "The factors are added. What do rates do when one gear drives the next?",
                swap=[("slope = 1.0", "slope = 0.0"), ("derivative(x) * slope", "derivative(x) + slope")]),
        Mistake("innermost first",
                "You start with the first function of the list. Which one does x go into first?",
                swap=("zip(functions[::-1], derivatives[::-1])", "zip(functions, derivatives)")),
        Mistake("derivatives in the other order",
                "The values are passed on rightly, but each derivative meets another function's input. In which order do you go through the two lists?",
                swap=("derivatives[::-1]", "derivatives")),
        Mistake("drops the outermost",
                "The outermost factor is missing: you stop one stage too soon.",
                swap=("zip(functions[::-1], derivatives[::-1])", "zip(functions[:0:-1], derivatives[:0:-1])")),
        Mistake("drops the innermost",
                "The innermost factor is missing. How fast does the first gear turn?",
                code='''
                def chain(functions, derivatives, x):
                    slope = 1.0
                    for i in range(len(functions) - 1, -1, -1):
                        if i < len(functions) - 1:
                            slope *= derivatives[i](x)
                        x = functions[i](x)
                    return slope
                '''),
        Mistake("only the outermost",
                "This is the outermost derivative alone, at its input. The inner ones count as well.",
                swap=("derivative(x) * slope", "derivative(x)")),
        Mistake("at their outputs",
                "Each derivative is taken at what comes out of its function. What went in?",
                code='''
                def chain(functions, derivatives, x):
                    slope = 1.0
                    for function, derivative in zip(functions[::-1], derivatives[::-1]):
                        x = function(x)
                        slope = derivative(x) * slope
                    return slope
                '''),
        Mistake("derivatives passed on",
                "The next stage is given the derivative of the last one. What does a function pass on to the next?",
                swap=("x = function(x)", "x = derivative(x)")),
        Mistake("slope passed on",
                "You nest the derivatives like the functions. They are multiplied, not put into each other.",
                code='''
                def chain(functions, derivatives, x):
                    for derivative in derivatives[::-1]:
                        x = derivative(x)
                    return x
                '''),
        Mistake("values instead of derivatives",
                "The values of the stages are multiplied. Which lists did you use?",
                swap=("derivative(x) * slope", "function(x) * slope")),
        Mistake("value of f",
                "This is the value of the whole function, not its slope.",
                swap=("return slope", "return x")),
        Mistake("extra factor in front",
                "There is one factor too many: the outermost derivative comes in again, at the result. What is the derivative of f by itself?",
                swap=("return slope", "return derivatives[0](x) * slope")),
        Mistake("starts at zero",
                "The product is always zero. With which number does a product begin?",
                swap=("slope = 1.0", "slope = 0.0")),
        Mistake("starts at x",
                "There is a factor x too many. With which number does a product begin?",
                swap=("slope = 1.0", "slope = x")),
        Mistake("one nudge, too large",
                "This is a difference over a step that is too large to be a derivative. The exact factors are given to you.",
                code='''
                def chain(functions, derivatives, x):
                    def whole(u):
                        for function in functions[::-1]:
                            u = function(u)
                        return u
                    return (whole(x + 0.01) - whole(x)) / 0.01
                '''),
        Mistake("list of factors",
                "These are the factors. What is to be done with them?",
                code='''
                def chain(functions, derivatives, x):
                    factors = []
                    for function, derivative in zip(functions[::-1], derivatives[::-1]):
                        factors.append(derivative(x))
                        x = function(x)
                    return factors
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · When there is more than one way
#
# A variable may reach the result on several ways. Say $f$ depends on $u$ and $v$, and both depend on $x$. Nudge $x$, and both move. To first order, their effects add up:
#
# $$df = \frac{\partial f}{\partial u}\,du + \frac{\partial f}{\partial v}\,dv \qquad\Longrightarrow\qquad \frac{df}{dx} = \frac{\partial f}{\partial u}\,\frac{du}{dx} + \frac{\partial f}{\partial v}\,\frac{dv}{dx}$$
#
# **Multiply along a path, add over the paths.** That is the whole chain rule. $x \cdot x$ is the smallest example: $x$ comes in twice, each time with slope $x$, and so the derivative is $x + x$.
#
# ### One neuron
#
# A neuron takes a weighted sum of its inputs, and passes on what is positive. Its weights $w$ meet $m$ examples, one a row of $X$:
#
# $$Z = Xw \qquad R = \text{relu}(Z) = \max(Z, 0) \qquad L = \frac{1}{2m} \sum_{i=1}^{m} (R_i - y_i)^2$$
#
# We want $\partial L/\partial w$. Go back from the end, a stage at a time. The half is there for this first line:
#
# $$\frac{\partial L}{\partial R_i} = \frac{1}{m}\,(R_i - y_i)$$
#
# The slope of relu is 1 where its input is positive and 0 where it is negative. At 0 itself it has a corner, and we agree on 0, as everyone does:
#
# $$\frac{\partial L}{\partial Z_i} = \frac{\partial L}{\partial R_i} \cdot \text{relu}'(Z_i) = \frac{1}{m}\,(R_i - y_i) \cdot [Z_i \gt 0]$$
#
# (The bracket $[\,\cdot\,]$ is 1 if what it says is true, and 0 if not.) Last, $Z_i = \sum_j X_{ij}\,w_j$, so $\partial Z_i/\partial w_j = X_{ij}$. The weight $w_j$ reaches $L$ through *every* example, so we add over all these paths:
#
# $$\frac{\partial L}{\partial w_j} = \sum_{i=1}^{m} X_{ij}\,\frac{\partial L}{\partial Z_i}$$
#
# In arrays: $R - y$ and $[Z > 0]$ are both `(m,)`, and they are multiplied entry by entry, since each example has its own relu. The sum over $i$ is a product with $X^\top$, since `(d,)` must come out of `(m, d)` and `(m,)`.
# Transposes and entrywise products are not ornaments. They appear where the sums and the shapes ask for them.

# %% [markdown]
# ### Exercise 2 · The gradient of a neuron
#
# Write `neuron_gradient(w, X, y)`: the gradient by $w$ of
#
# $$L = \frac{1}{2m} \sum_{i=1}^{m} \bigl(\text{relu}(Xw)_i - y_i\bigr)^2$$
#
# - `w` is an array `(d,)`, `X` is `(m, d)`, `y` is `(m,)`. The result is `(d,)`.
# - $\text{relu}'(0) = 0$.
# - Leave the arrays unchanged.
#
# *(3 points)*

# %% nbgrader={"grade": false, "grade_id": "03-neuron_gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def neuron_gradient(w, X, y):
    """Gradient of 1/(2m) * sum((relu(X @ w) - y)**2) by w, an array (d,).

    w: array (d,). X: array (m, d). y: array (m,).
    """
    ### BEGIN SOLUTION
    Z = X @ w
    R = np.maximum(Z, 0)
    dZ = (R - y) * (Z > 0) / len(y)
    return X.T @ dZ
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "03-neuron_gradient-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(neuron_gradient)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class NeuronGradientExam(Exam):
    lends = ["chain"]
    examples = [
        "neuron_gradient(w=np.array([1.0, -0.5]), X=np.array([[1.5, 1.0], [2.0, -1.0], [1.0, 4.0]]), y=np.array([2.0, -1.0, 3.0]))",
        "neuron_gradient(np.array([1.0, -1.0]), np.array([[2.0, 2.0], [3.0, 1.0]]), np.array([5.0, 1.0]))",
        "neuron_gradient(np.array([0.5, 2.0, -1.0]), np.array([[1.0, 0.0, 3.0], [2.0, 1.0, 1.0]]), np.array([-1.0, 0.5]))",
    ]

    def data(self, rng, m, d):
        return dict(w=rng.normal(size=d), X=rng.normal(size=(m, d)), y=rng.normal(size=m))

    def several(self, rng):
        "is right for several sizes of data"
        for m, d in ((8, 2), (5, 3), (20, 4), (6, 1)):
            self.agree(**self.data(rng, m, d))

    def all_on(self, rng):
        "is the gradient of least squares where the neuron is on for all examples"
        for _ in range(3):
            self.agree(rng.uniform(0.2, 1.0, size=3), rng.uniform(0.2, 1.0, size=(7, 3)), rng.normal(size=7))

    def some_off(self, rng):
        "leaves out the examples for which the neuron is off"
        given = self.data(rng, 12, 2)
        on = given["X"] @ given["w"] > 0
        shifted = given | {"y": np.where(on, given["y"], given["y"] + 50.0)}
        self.close(self.agree(**given), self.agree(**shifted))

    def corner(self, rng):
        "takes relu'(0) as 0"
        for y in ([4.0, 1.0], [-3.0, 2.0]):
            self.agree(np.array([2.0, -1.0]), np.array([[1.0, 2.0], [1.0, 0.5]]), np.array(y))

    def one_example(self, rng):
        "is right for one example"
        X = rng.normal(size=(1, 3))
        self.agree(X[0] * 0.7, X, rng.normal(size=1))

    def mean(self, rng):
        "is the same when every example is there twice"
        given = self.data(rng, 6, 2)
        twice = dict(w=given["w"], X=np.vstack([given["X"]] * 2), y=np.tile(given["y"], 2))
        self.close(self.agree(**twice), self.agree(**given))

    def by_differences(self, rng):
        "agrees with finite differences of the cost"
        given = self.data(rng, 10, 3)

        def cost(w):
            return np.mean((np.maximum(given["X"] @ w, 0) - given["y"]) ** 2) / 2

        nudges = 1e-6 * np.eye(3)
        slopes = [(cost(given["w"] + nudge) - cost(given["w"] - nudge)) / 2e-6 for nudge in nudges]
        self.close(self.learner(**given), np.array(slopes))

    def keeps_inputs(self, rng):
        "leaves w, X and y unchanged"
        self.unchanged(**self.data(rng, 9, 2))

    mistakes = [
        Mistake("no slope of relu",
                "Examples for which the neuron is off push its weights too. What is the slope of relu there?",
                swap=("(R - y) * (Z > 0)", "(R - y)")),
        Mistake("no relu at all",
                "This is the gradient of a straight line. What does relu do to negative inputs, and to their slopes?",
                swap=[("np.maximum(Z, 0)", "Z"), ("(R - y) * (Z > 0)", "(R - y)")]),
        Mistake("slope of relu the other way round",
                "The neuron learns from the examples for which it is off. On which side is the slope of relu 1?",
                swap=("(Z > 0)", "(Z < 0)")),
        Mistake("slope 1 at the corner",
                "All is right but the corner. Which slope did we agree on at 0?",
                swap=("(Z > 0)", "(Z >= 0)")),
        Mistake("no 1/m",
                "The gradient grows with the number of examples. L is a mean.",
                swap=(" / len(y)", "")),
        Mistake("half too much",
                "The gradient is half as long as it should be. What does the square's derivative do with the half in front?",
                swap=("/ len(y)", "/ len(y) / 2")),
        Mistake("a 2 too much",
                "The gradient is twice as long as it should be. The 2 from the square meets something in front of the sum.",
                swap=("(R - y)", "2 * (R - y)")),
        Mistake("divided by d",
                "You divide by the number of weights. Over what is L a mean?",
                swap=("/ len(y)", "/ len(w)")),
        Mistake("mean over the examples that are on",
                "You divide by the number of examples that are on. L is a mean over all of them.",
                swap=("/ len(y)", "/ max(np.sum(Z > 0), 1)")),
        Mistake("sign of the residual",
                "This points downhill. The derivative of a square is taken of what stands inside it: which sign has R there?",
                swap=("(R - y)", "(y - R)")),
        Mistake("output instead of slope",
                "You multiply by the output of relu. The chain rule asks for its slope.",
                swap=("(Z > 0)", "R")),
        Mistake("input instead of slope",
                "You multiply by the input of relu. The chain rule asks for its slope.",
                swap=("(Z > 0)", "Z")),
        Mistake("slope of the residual",
                "The switch looks at the residual. What decides whether the neuron is on?",
                swap=("(Z > 0)", "(R > y)")),
        Mistake("slope of y",
                "The switch looks at y. What decides whether the neuron is on?",
                swap=("(Z > 0)", "(y > 0)")),
        Mistake("residual forgotten",
                "The size of the error does not come in. What is the derivative of the square?",
                swap=("(R - y) * (Z > 0)", "1.0 * (Z > 0)")),
        Mistake("target forgotten",
                "y does not come in. What is inside the square?",
                swap=("(R - y)", "R")),
        Mistake("not added over the examples",
                "There is one gradient for each example. Over which paths does the chain rule add?",
                swap=("X.T @ dZ", "X * dZ[:, None]")),
        Mistake("stops at Z",
                "This is the derivative by Z. One stage is missing: how does Z depend on w?",
                swap=("X.T @ dZ", "dZ")),
        Mistake("cost instead of gradient",
                "This is the cost. Asked for is its gradient.",
                swap=("return X.T @ dZ", "return np.mean((R - y) ** 2) / 2")),
        Mistake("squared residual",
                "The residual is still squared. What is left of a square when it is differentiated?",
                swap=("(R - y)", "(R - y) ** 2")),
        Mistake("changes y",
                "The gradient is right, but the caller's y was changed. What does -= do to an array that you were given?",
                code='''
                def neuron_gradient(w, X, y):
                    Z = X @ w
                    y -= np.maximum(Z, 0)
                    return -X.T @ (y * (Z > 0)) / len(y)
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### A neuron learns, or does not
#
# Sixty examples $(1, x)$ with $x$ between 0 and 2, so that $w_0$ is a bias. They come from a neuron with $w = (-0.5, 1.5)$, with a little noise.
# The picture descends on this neuron's cost, led by *your* gradient. Beside the surface are the examples, and what the neuron makes of them at each step.
#
# **Predict.** Somewhere on the surface the gradient is exactly zero, although the cost is not small. Where? Drag the start there and see what a descent does.
# Then find a start from which the descent begins well and ends badly.

# %%
rng = np.random.default_rng(3)
X = np.column_stack([np.ones(60), rng.uniform(0, 2, size=60)])
y = np.maximum(X @ np.array([-0.5, 1.5]), 0) + 0.1 * rng.normal(size=60)
neuron_cost = surfaces.neuron(X, y, view=((-3, 3), (-3, 3)), gradient=neuron_gradient)

def descent_step(theta, grad, lr):
    return theta - lr * grad

explore(descent_step, neuron_cost, start=(2.5, 2.0), steps=400, lr=(0.01, 1.0, 0.2))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# In the lower left. Where $w_0 + w_1 x \le 0$ for all examples, the neuron is off for all of them. Every switch $[Z \gt 0]$ is 0, and so is the gradient: the surface is a plateau, flat and high.
# A descent from $(-1.5, -1)$ does not move at all. One from $(1.5, -2)$ begins on a slope, runs onto the plateau, and stays there; the line beside it lies flat at zero. One speaks of a *dead relu*.
# From $(2.5, 2)$ a few steps lead down to the floor of a valley, with a line that fits on average. Then it creeps along the floor, and only there the neuron learns where to switch on.
#
# A gradient tells the truth about the surface at one place, and nothing about what lies beyond.
#
# </details>

# %% [markdown]
# ## 3 · A layer
#
# A layer is $k$ neurons side by side that look at the same inputs. The weights of neuron $q$ are column $q$ of a matrix $W$, and each neuron has a bias:
#
# $$Z = XW + b \qquad\text{that is}\qquad Z_{iq} = \sum_{j} X_{ij}\,W_{jq} + b_q$$
#
# with $X$ `(m, d)`, $W$ `(d, k)`, $b$ `(k,)`, and so $Z$ `(m, k)`. The bias is added to every row.
#
# What comes after the layer is none of its business. It is told only $dZ = \partial L/\partial Z$, and must say how $L$ depends on what went in. Take the three in turn. Which entries of $Z$ does each one reach?
#
# **Weight** $W_{jq}$ reaches column $q$ of $Z$, in every row $i$, each time with slope $X_{ij}$. Add over the paths:
#
# $$\frac{\partial L}{\partial W_{jq}} = \sum_i X_{ij}\,dZ_{iq} \qquad\Longrightarrow\qquad dW = X^\top dZ$$
#
# **Input** $X_{ij}$ reaches row $i$ of $Z$, in every column $q$, each time with slope $W_{jq}$:
#
# $$\frac{\partial L}{\partial X_{ij}} = \sum_q dZ_{iq}\,W_{jq} \qquad\Longrightarrow\qquad dX = dZ\,W^\top$$
#
# **Bias** $b_q$ reaches column $q$ in every row, each time with slope 1:
#
# $$\frac{\partial L}{\partial b_q} = \sum_i dZ_{iq}$$
#
# In lesson 02 the product was written $D = WX$, with the weights on the left, and gave $dW = dD\,X^\top$. It is the same rule: the other factor, transposed, on its own side. And as there, $dZ$ belongs to *one number* $L$. "The derivative of a matrix by a matrix" would have four indices.
#
# Is there a $\frac1m$ to add? No. If $L$ is a mean, the $\frac1m$ came in when $L$ was differentiated, and $dZ$ has it already. A layer multiplies and adds, nothing more.

# %% [markdown]
# ### Exercise 3 · Back through a layer
#
# Write `affine_backward(dZ, X, W)`. It returns `(dX, dW, db)` for $Z = XW + b$.
#
# - `dZ` is an array `(m, k)`: $\partial L/\partial Z$ of a scalar $L$. `X` is `(m, d)`, `W` is `(d, k)`.
# - `dX` is `(m, d)`, `dW` is `(d, k)`, and `db` is `(k,)`.
# - Leave the arrays unchanged.
#
# *(2 points)*

# %% nbgrader={"grade": false, "grade_id": "03-affine_backward-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def affine_backward(dZ, X, W):
    """Gradients of Z = X @ W + b: (dX, dW, db) of shapes (m, d), (d, k), (k,).

    dZ: array (m, k). X: array (m, d). W: array (d, k).
    """
    ### BEGIN SOLUTION
    dX = dZ @ W.T
    dW = X.T @ dZ
    db = dZ.sum(axis=0)
    return dX, dW, db
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "03-affine_backward-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(affine_backward)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class AffineBackwardExam(Exam):
    lends = ["chain", "neuron_gradient"]
    examples = [
        "affine_backward(dZ=np.array([[1.0, -2.0], [0.5, 3.0], [4.0, 0.0]]),"
        " X=np.array([[2.0, 1.0, 0.0, 1.0], [0.0, 3.0, 1.0, -1.0], [1.0, 1.0, 5.0, 2.0]]),"
        " W=np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0], [2.0, 2.0]]))",
        "affine_backward(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([[1.0, 4.0], [-3.0, 2.0]]))",
        "affine_backward(np.array([[0.5, -2.0, 1.0], [1.5, 3.0, -0.5]]), np.array([[2.5, 1.0], [-0.5, 3.0]]), np.array([[1.0, 4.5, -1.0], [-3.0, 2.0, 0.5]]))",
    ]

    def layer(self, rng, m, d, k):
        return dict(dZ=rng.normal(size=(m, k)), X=rng.normal(size=(m, d)), W=rng.normal(size=(d, k)))

    def parts(self, rng, part):
        for m, d, k in ((5, 3, 2), (4, 4, 4), (1, 3, 2), (6, 1, 3), (7, 2, 1)):
            given = self.layer(rng, m, d, k)
            got = self.learner(**given)
            assert len(got) == 3
            self.close(got[part], self.reference(**given)[part])

    def inputs(self, rng):
        "returns the right dX"
        self.parts(rng, 0)

    def weights(self, rng):
        "returns the right dW"
        self.parts(rng, 1)

    def biases(self, rng):
        "returns the right db, one number for each neuron"
        self.parts(rng, 2)

    def all_three(self, rng):
        "returns dX, dW and db in this order, whether called by position or by name"
        given = self.layer(rng, 3, 2, 4)
        self.agree(**given)
        self.agree(*given.values())

    def by_differences(self, rng):
        "agrees with finite differences of a loss behind the layer"
        given, b = self.layer(rng, 4, 3, 2), rng.normal(size=2)
        X, W, late = given["X"], given["W"], rng.normal(size=(4, 2))

        def loss(X, W, b):
            return np.sum(late * np.tanh(X @ W + b))

        dZ = late * (1 - np.tanh(X @ W + b) ** 2)
        arrays, slopes = [X, W, b], []
        for place, array in enumerate(arrays):
            slope = np.zeros_like(array)
            for index in np.ndindex(array.shape):
                nudge = np.zeros_like(array)
                nudge[index] = 1e-6
                up, down = (loss(*[one + sign * nudge if i == place else one for i, one in enumerate(arrays)]) for sign in (1, -1))
                slope[index] = (up - down) / 2e-6
            slopes.append(slope)
        self.close(self.learner(dZ, X, W), tuple(slopes))

    def keeps_arrays(self, rng):
        "leaves dZ, X and W unchanged"
        self.unchanged(**self.layer(rng, 5, 3, 2))

    mistakes = [
        Mistake("db not summed",
                "db has a row for each example. Through how many rows does one bias reach the loss?",
                swap=("dZ.sum(axis=0)", "dZ")),
        Mistake("db over the other axis",
                "db has one number for each example. Whose bias is it?",
                swap=("dZ.sum(axis=0)", "dZ.sum(axis=1)")),
        Mistake("db with two dimensions",
                "db has a dimension too many. What shape has b?",
                swap=("dZ.sum(axis=0)", "dZ.sum(axis=0, keepdims=True)")),
        Mistake("db is one number",
                "All biases share one gradient here. How many neurons are there?",
                swap=("dZ.sum(axis=0)", "dZ.sum()")),
        Mistake("db averaged",
                "dX and dW are right. In db the paths are averaged: what does the chain rule do with paths?",
                swap=("dZ.sum(axis=0)", "dZ.mean(axis=0)")),
        Mistake("db is one",
                "The slope of Z by a bias is 1, but what comes after the layer counts as well.",
                swap=("dZ.sum(axis=0)", "np.ones(dZ.shape[1])")),
        Mistake("dW transposed",
                "dW has the shape of W turned around. Write the sum with its indices again: which index comes first in dW?",
                swap=("X.T @ dZ", "dZ.T @ X")),
        Mistake("X not transposed",
                "The product for dW runs over the wrong index. Over what do you add, examples or inputs?",
                swap=("X.T @ dZ", "X @ dZ")),
        Mistake("dW the wrong way round",
                "The factors of dW stand in the other order. Which shapes have to meet?",
                swap=("X.T @ dZ", "dZ @ X.T")),
        Mistake("another 1/m",
                "dW is divided by the number of examples. Where did the 1/m of a mean come in?",
                swap=("X.T @ dZ", "X.T @ dZ / len(X)")),
        Mistake("another 1/m everywhere",
                "dW and db are divided by the number of examples. Where did the 1/m of a mean come in?",
                swap=[("X.T @ dZ", "X.T @ dZ / len(X)"), ("dZ.sum(axis=0)", "dZ.mean(axis=0)")]),
        Mistake("W not transposed",
                "dX lacks a transpose. Write the sum over the neurons again: which index of W does it run over?",
                swap=("dZ @ W.T", "dZ @ W")),
        Mistake("dX the wrong way round",
                "The factors of dX stand in the other order. Which shapes have to meet?",
                swap=("dZ @ W.T", "W.T @ dZ")),
        Mistake("dX transposed",
                "dX is turned around. It has the shape of X.",
                swap=("dZ @ W.T", "W @ dZ.T")),
        Mistake("lesson 02's formulas",
                "These are the formulas for D = WX. Here the examples are rows and the weights stand on the right: find the sides again.",
                swap=[("dZ @ W.T", "W.T @ dZ"), ("X.T @ dZ", "dZ @ X.T")]),
        Mistake("results in another order",
                "The gradients are right, but in another order. The prompt says which comes first.",
                swap=("return dX, dW, db", "return dW, db, dX")),
        Mistake("no dX",
                "The layer before this one needs its gradient too. How many results are there?",
                swap=("return dX, dW, db", "return dW, db")),
        Mistake("dZ forgotten in dX",
                "dX is made of the weights alone. What came back from behind the layer?",
                swap=("dZ @ W.T", "np.ones(dZ.shape) @ W.T")),
        Mistake("dZ forgotten in dW",
                "dW is made of the inputs alone. What came back from behind the layer?",
                swap=("X.T @ dZ", "X.T @ np.ones(dZ.shape)")),
        Mistake("changes dZ",
                "The results are right, but the caller's dZ was changed on the way.",
                code='''
                def affine_backward(dZ, X, W):
                    results = dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)
                    dZ -= dZ.mean(axis=0)
                    return results
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · Any formula at all
#
# A neuron, a layer: each time we went back by hand. But the pattern is always the same. Could a program do it, for any formula that we type?
#
# A formula is made of small steps, each from one or two numbers to a new one. Take $L = \tanh(w x + b) + 0.1\,w^2$. Draw each number as a box, with arrows from what it was made of, and you have a **graph**:
#
# - **Forward**, along the arrows: each box computes its value from its parents.
# - **Backward**, against the arrows: each box tells each parent how much $L$ changes with that parent, *through this box*. That is its own gradient times the slope of its small step.
#
# The small steps are few, and their slopes are known. For a result $r$ with gradient $g = \partial L/\partial r$:
#
# | step | what is passed back |
# |---|---|
# | $r = a + b$ | $g$ to $a$, $g$ to $b$ |
# | $r = a \cdot b$ | $b\,g$ to $a$, $a\,g$ to $b$ |
# | $r = a^n$ | $n\,a^{n-1} g$ to $a$ |
# | $r = \tanh a$ | $(1 - r^2)\,g$ to $a$ |
# | $r = e^a$ | $r\,g$ to $a$ |
# | $r = \max(a, 0)$ | $g$ to $a$ if $a \gt 0$, else nothing |
#
# Three rules make it right:
#
# 1. **Begin with 1.** The gradient of $L$ by itself is 1. It is the factor that was "missing" in section 1.
# 2. **Add, never overwrite.** A box that is used twice, like $w$ above, gets a share from each use: multiply along a path, add over the paths.
# 3. **Wait until all shares are in.** A box may pass its gradient on only when it is complete, so after every box that was made from it. An order in which parents stand before what is made from them is called *topological*; go through it from its end.
#
# Here is how to get such an order. Visit the last box: first visit all its parents in the same way, then put the box itself into the list. Boxes that were visited before are skipped. When you arrive at a box's own turn, all its ancestors are in the list already.

# %% [markdown]
# ### Exercise 4 · A number that knows where it came from
#
# Complete `class Value`: a number that remembers how it was made, so that `backward()` can find its derivatives. The beginning and `+` are given: they show the pattern for all other operations.
#
# - `Value(data)` holds a float in `data`. `grad` is a float, 0 at first.
# - Operations make a new `Value` and leave the old ones alone: `+`, `-`, `*` between two Values, or a Value and a number **on either side**; unary minus; `Value ** number`; and the methods `tanh()`, `relu()`, `exp()`. $\text{relu}'(0) = 0$.
# - `__radd__(self, other)` is what Python calls for `other + self` when `other` is a plain number; `__rmul__` and `__rsub__` likewise.
# - `result.backward()` sets `result.grad` to 1, and then for every Value that `result` was made from, `grad` to $\partial\,\texttt{result}/\partial\,\texttt{value}$.
# - The tests make a fresh graph for each `backward()`, with at most 500 operations one after another. Whole powers are taken of any number but 0, other powers only of positive ones.
#
# You may change what is given, as long as `Value(data)`, `data`, `grad`, `backward()` and the operations stay. One of them can often be made from others: what is $a - b$ in terms of $+$ and $-b$? *(4 points)*

# %% nbgrader={"grade": false, "grade_id": "03-Value-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Value:
    """A number that remembers how it was made. data: its value. grad: set by backward()."""

    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.parents = ()                   # the Values that this one was made from
        self.pass_back = lambda: None       # adds this Value's share to its parents' grads

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        total = Value(self.data + other.data)
        total.parents = (self, other)

        def pass_back():
            self.grad += total.grad
            other.grad += total.grad

        total.pass_back = pass_back
        return total

    def __mul__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        product = Value(self.data * other.data)
        product.parents = (self, other)

        def pass_back():
            self.grad += other.data * product.grad
            other.grad += self.data * product.grad

        product.pass_back = pass_back
        return product
        ### END SOLUTION

    def __pow__(self, exponent):
        ### BEGIN SOLUTION
        power = Value(self.data**exponent)
        power.parents = (self,)

        def pass_back():
            self.grad += exponent * self.data ** (exponent - 1) * power.grad

        power.pass_back = pass_back
        return power
        ### END SOLUTION

    def tanh(self):
        ### BEGIN SOLUTION
        squashed = Value(np.tanh(self.data))
        squashed.parents = (self,)

        def pass_back():
            self.grad += (1 - squashed.data**2) * squashed.grad

        squashed.pass_back = pass_back
        return squashed
        ### END SOLUTION

    def relu(self):
        ### BEGIN SOLUTION
        cut = Value(max(self.data, 0.0))
        cut.parents = (self,)

        def pass_back():
            self.grad += (self.data > 0) * cut.grad

        cut.pass_back = pass_back
        return cut
        ### END SOLUTION

    def exp(self):
        ### BEGIN SOLUTION
        grown = Value(np.exp(self.data))
        grown.parents = (self,)

        def pass_back():
            self.grad += grown.data * grown.grad

        grown.pass_back = pass_back
        return grown
        ### END SOLUTION

    def __neg__(self):
        ### BEGIN SOLUTION
        return self * -1.0
        ### END SOLUTION

    def __sub__(self, other):
        ### BEGIN SOLUTION
        return self + (-other)
        ### END SOLUTION

    def __radd__(self, other):
        ### BEGIN SOLUTION
        return self + other
        ### END SOLUTION

    def __rmul__(self, other):
        ### BEGIN SOLUTION
        return self * other
        ### END SOLUTION

    def __rsub__(self, other):
        ### BEGIN SOLUTION
        return -self + other
        ### END SOLUTION

    def backward(self):
        """Set grad to 1 here, and to the derivative of this Value in all it was made from."""
        ### BEGIN SOLUTION
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            value.pass_back()
        ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "03-Value-check", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check(Value)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class ValueExam(Exam):
    examples = [
        "a, b = Value(2.0), Value(-3.0)\n"
        "c = a * b + a\n"
        "c.backward()\n"
        "{'c': c.data, 'dc/dc': c.grad, 'dc/da': a.grad, 'dc/db': b.grad}",
        "x = Value(1.5)\n"
        "u = x * x\n"
        "f = u * x + u * u * u\n"
        "f.backward()\n"
        "{'f': f.data, 'df/du': u.grad, 'df/dx': x.grad}",
        "x = Value(0.5)\n"
        "f = (3 - x) * (2 * x + 1) + (1.5 + x) * 4.0 - 7\n"
        "f.backward()\n"
        "{'f': f.data, 'df/dx': x.grad}",
        "a, b = Value(2.0), Value(5.0)\n"
        "f = -(a - b) * a\n"
        "f.backward()\n"
        "{'f': f.data, 'df/da': a.grad, 'df/db': b.grad}",
        "x = Value(2.0)\n"
        "f = 0.5 * x ** 3 + (x * x) ** -2\n"
        "f.backward()\n"
        "{'f': f.data, 'df/dx': x.grad}",
        "x = Value(0.4)\n"
        "f = 3 * (2 * x).tanh() + x.tanh() * x\n"
        "f.backward()\n"
        "{'f': f.data, 'df/dx': x.grad}",
        "x = Value(0.7)\n"
        "f = 2 * (3 * x).exp() + x.exp() * x\n"
        "f.backward()\n"
        "{'f': f.data, 'df/dx': x.grad}",
        "on, off, corner = Value(3.0), Value(-2.0), Value(0.0)\n"
        "f = 2 * (0.25 * on).relu() + on.relu() * on + 5 * off.relu() + 7 * corner.relu()\n"
        "f.backward()\n"
        "{'f': f.data, 'slopes': [on.grad, off.grad, corner.grad]}",
    ]

    def same(self, build, *numbers):
        # value, and gradients of the result, of the leaves and of all that build keeps
        outcomes = []
        for kind in (self.reference, self.learner):
            leaves = [kind(float(number)) for number in numbers]
            last, *others = build(*leaves)
            last.backward()
            outcomes.append([last.data, last.grad] + [one.grad for one in (*leaves, *others)])
        for expected, got in zip(*outcomes, strict=True):
            self.close(got, expected)

    def sums_and_products(self, rng):
        "adds and multiplies two Values"
        for _ in range(3):
            self.same(lambda a, b: [a + b], *rng.normal(size=2))
            self.same(lambda a, b: [a * b], *rng.normal(size=2))
            self.same(lambda a, b, c: [(a + b) * c + a * c], *rng.normal(size=3))

    def differences(self, rng):
        "subtracts, and has a unary minus"
        for _ in range(3):
            self.same(lambda a, b: [a - b], *rng.normal(size=2))
            self.same(lambda a, b: [-a * (b - a * a)], *rng.normal(size=2))

    def powers(self, rng):
        "takes powers with whole and other exponents"
        for exponent in (2, 3, -1, 1, 4):
            self.same(lambda a, n=exponent: [2 * a**n], rng.uniform(0.5, 2.0))
            self.same(lambda a, n=exponent: [a * a**n + a], -rng.uniform(0.5, 2.0))
        for exponent in (0.5, -1.5, 2.7):
            self.same(lambda a, n=exponent: [a**n * a], rng.uniform(0.5, 2.0))

    def tanhs(self, rng):
        "has tanh with its derivative"
        for number in rng.normal(size=4):
            self.same(lambda a: [3 * (2 * a).tanh()], number)

    def exps(self, rng):
        "has exp with its derivative"
        for number in rng.normal(size=4):
            self.same(lambda a: [-0.5 * (a * a).exp()], number)

    def relus(self, rng):
        "has relu, with slope 1, 0 and, at the corner, 0"
        for number in (1.3, -0.7, 0.0, *rng.normal(size=3)):
            self.same(lambda a: [4 * (2 * a).relu() + a], number)
            self.same(lambda a: [a.relu() * a], number)

    def numbers_on_the_right(self, rng):
        "takes plain numbers on the right of + - *"
        for number in (2, 0.5, -3):
            self.same(lambda a, n=number: [(a + n) * a], rng.normal())
            self.same(lambda a, n=number: [(a - n) * a], rng.normal())
            self.same(lambda a, n=number: [a * n + a], rng.normal())

    def numbers_on_the_left(self, rng):
        "takes plain numbers on the left of + - *"
        for number in (2, 0.5, -3):
            self.same(lambda a, n=number: [(n + a) * a], rng.normal())
            self.same(lambda a, n=number: [(n - a) * a], rng.normal())
            self.same(lambda a, n=number: [n * a + a], rng.normal())

    def used_twice(self, rng):
        "adds the shares of a Value that is used more than once"
        self.same(lambda a: [a + a], rng.normal())
        self.same(lambda a: [a * a * a], rng.normal())
        self.same(lambda a, b: [a.tanh() * a + a.exp() * b - a.relu() - a**2], *rng.uniform(0.2, 1.0, size=2))

    def waits_for_all_shares(self, rng):
        "passes a gradient on only when it is complete"

        def diamond(a):
            near = a * a
            far = ((near + 1.0) * 0.5).tanh()
            return [near * far + near, near, far]

        def ladder(a):
            rungs = [a]
            for _ in range(10):
                rungs.append(rungs[-1] * 0.6 + rungs[-1] * rungs[-1] * 0.1)
            return [rungs[-1], *rungs[1:-1]]

        for number in rng.uniform(0.4, 1.5, size=3):
            self.same(diamond, number)
            self.same(ladder, number)

    def on_the_way(self, rng):
        "knows the gradient of every Value on the way, and leaves the others at 0"

        def neuron(w, x, b, stranger):
            product = w * x
            stranger.tanh()
            z = product + b
            return [(z.tanh() - 0.3) ** 2 + 0.1 * w**2, product, z]

        self.same(neuron, *rng.normal(size=4))

    def deep(self, rng):
        "works on graphs of 500 operations, one after another"

        def tower(a):
            top = a
            for _ in range(250):
                top = top * 0.99 + a
            return [top]

        self.same(tower, rng.uniform(0.5, 1.0))

    mistakes = [
        Mistake("overwrites in a product",
                "A Value that is used twice keeps only one of its shares. What should a box do with a share when others have come in before?",
                swap=[("self.grad += other.data * product.grad", "self.grad = other.data * product.grad"),
                      ("other.grad += self.data * product.grad", "other.grad = self.data * product.grad")]),
        Mistake("overwrites everywhere",
                "Shares overwrite each other, in sums as well. What does the chain rule do with several paths?",
                swap=[("self.grad += other.data * product.grad", "self.grad = other.data * product.grad"),
                      ("other.grad += self.data * product.grad", "other.grad = self.data * product.grad"),
                      ("self.grad += total.grad", "self.grad = total.grad"),
                      ("other.grad += total.grad", "other.grad = total.grad"),
                      ("self.grad += exponent", "self.grad = exponent"),
                      ("self.grad += (1 - squashed", "self.grad = (1 - squashed"),
                      ("self.grad += (self.data > 0)", "self.grad = (self.data > 0)"),
                      ("self.grad += grown.data", "self.grad = grown.data")]),
        Mistake("no topological order",
                "Some Values pass their gradient on before all shares are in. Which boxes must have had their turn before?",
                code='''
                class Value(Value):
                    def backward(self):
                        self.grad, queue, seen = 1.0, [self], {self}
                        while queue:
                            value = queue.pop(0)
                            value.pass_back()
                            for parent in value.parents:
                                if parent not in seen:
                                    seen.add(parent)
                                    queue.append(parent)
                '''),
        Mistake("in depth first",
                "You follow one path to its end before the others. A box in which paths meet must wait for all of them.",
                code='''
                class Value(Value):
                    def backward(self):
                        self.grad, seen = 1.0, set()
                        def go(value):
                            if value in seen:
                                return
                            seen.add(value)
                            value.pass_back()
                            for parent in value.parents:
                                go(parent)
                        go(self)
                '''),
        Mistake("passes on once for each visit",
                "A box that is reached on two paths passes its whole gradient on twice. How often should it have its turn?",
                code='''
                class Value(Value):
                    def backward(self):
                        self.grad = 1.0
                        def go(value):
                            value.pass_back()
                            for parent in value.parents:
                                go(parent)
                        go(self)
                '''),
        Mistake("from the front",
                "Only the parents of the result get a gradient. From which end do the turns begin, and who asks the parents' parents?",
                swap=("in reversed(order)", "in order")),
        Mistake("boxes stand twice in the order",
                "A box that is used twice stands in your order twice, and passes on twice. Which boxes should a visit skip?",
                swap=("if value not in seen:", "if True:")),
        Mistake("seed 0",
                "All gradients are 0. What is the derivative of the result by itself?",
                swap=("self.grad = 1.0", "self.grad = 0.0")),
        Mistake("seed is the value",
                "All gradients are too large by the value of the result. What is the derivative of the result by itself?",
                swap=("self.grad = 1.0", "self.grad = self.data")),
        Mistake("factors not crossed",
                "In a product, each factor gets its own value as slope. How fast does a·b change when a is nudged?",
                swap=[("self.grad += other.data * product.grad", "self.grad += self.data * product.grad"),
                      ("other.grad += self.data * product.grad", "other.grad += other.data * product.grad")]),
        Mistake("product forgets what came back",
                "A product passes on the slope alone. Times what?",
                swap=[("other.data * product.grad", "other.data"), ("self.data * product.grad", "self.data")]),
        Mistake("product tells one parent only",
                "The second factor of a product never hears of its gradient.",
                swap=("            other.grad += self.data * product.grad\n", "")),
        Mistake("numbers on the right fail",
                "A product with a plain number stops with an error: a number has no data. How does the given + deal with that?",
                swap=[("        other = other if isinstance(other, Value) else Value(other)\n        product", "        product")]),
        Mistake("numbers on the left of a product fail",
                "2 * x stops with an error. What does Python call when the number on the left does not know what to do?",
                code='''
                class Value(Value):
                    __rmul__ = None
                '''),
        Mistake("numbers on the left of a sum fail",
                "1.5 + x stops with an error, and the rest is right. Whom does Python ask when the number on the left of a sum does not know what to do?",
                code='''
                class Value(Value):
                    __radd__ = None
                '''),
        Mistake("number minus Value the wrong way round",
                "3 - x gives x - 3. On which side does the plain number stand when Python calls __rsub__?",
                swap=("return -self + other", "return self - other")),
        Mistake("minus forgotten in a difference",
                "A difference comes out as a sum.",
                swap=("return self + (-other)", "return self + other")),
        Mistake("difference without memory",
                "A difference has the right value, but does not know what it was made of. Which Values should hear of its gradient?",
                swap=("return self + (-other)", "return Value(self.data - (other.data if isinstance(other, Value) else other))")),
        Mistake("minus without memory",
                "-x has the right value, but does not know what it was made of.",
                swap=("return self * -1.0", "return Value(-self.data)")),
        Mistake("minus only in the gradient",
                "The unary minus does not change the sign of the value.",
                swap=("return self * -1.0", "return self * 1.0")),
        Mistake("power keeps its exponent",
                "In the slope of a power the exponent does not go down.",
                swap=("self.data ** (exponent - 1)", "self.data ** exponent")),
        Mistake("power without its exponent",
                "In the slope of a power the factor in front is missing.",
                swap=("exponent * self.data **", "self.data **")),
        Mistake("power forgets what came back",
                "A power passes on the slope alone. Times what?",
                swap=("(exponent - 1) * power.grad", "(exponent - 1)")),
        Mistake("tanh's slope at the input",
                "The slope of tanh is made from its output, not from its input.",
                swap=("(1 - squashed.data**2)", "(1 - self.data**2)")),
        Mistake("tanh's slope without the square",
                "Look at the slope of tanh again: what is subtracted from 1?",
                swap=("(1 - squashed.data**2)", "(1 - squashed.data)")),
        Mistake("tanh's slope upside down",
                "The slope of tanh should be largest, 1, at 0. Is yours?",
                swap=("(1 - squashed.data**2)", "squashed.data**2")),
        Mistake("tanh forgets what came back",
                "tanh passes on its slope alone. Times what?",
                swap=("(1 - squashed.data**2) * squashed.grad", "(1 - squashed.data**2)")),
        Mistake("sigmoid's slope",
                "This is the slope of the sigmoid, r(1 − r). Which function is squashing here?",
                swap=("(1 - squashed.data**2)", "squashed.data * (1 - squashed.data)")),
        Mistake("relu always open",
                "relu passes the gradient on even where it is off.",
                swap=("(self.data > 0) * cut.grad", "cut.grad")),
        Mistake("relu open at the corner",
                "All is right but the corner of relu. Which slope did we agree on at 0?",
                swap=("(self.data > 0)", "(self.data >= 0)")),
        Mistake("relu passes on its value",
                "relu multiplies the gradient by its output. The chain rule asks for its slope.",
                swap=("(self.data > 0)", "cut.data")),
        Mistake("relu the other way round",
                "relu passes the gradient on where it is off. On which side is its slope 1?",
                swap=("(self.data > 0)", "(self.data < 0)")),
        Mistake("relu without memory",
                "relu has the right value and slope, but what it was made of never has its turn. What does every new Value need to know?",
                swap=("        cut.parents = (self,)\n", "")),
        Mistake("exp's slope at the input",
                "The slope of exp is made from its output. What is special about this function?",
                swap=("grown.data * grown.grad", "self.data * grown.grad")),
        Mistake("exp's slope is 1",
                "exp passes the gradient on as it came. What is its slope?",
                swap=("grown.data * grown.grad", "grown.grad")),
        Mistake("exp forgets what came back",
                "exp passes on its slope alone. Times what?",
                swap=("grown.data * grown.grad", "grown.data")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### The graph, a step at a time
#
# Here is one neuron with weight decay, $L = (\tanh(w x + b) - 0.5)^2 + 0.1\,w^2$, built with *your* `Value`. Each box shows its value → and its gradient ←. Press play, or take it a step at a time: first the values flow forward, then your `backward()` hands the gradients back.
#
# **Predict.** The weight $w$ reaches $L$ on two paths. One share comes through $w^2$, and it is $0.2\,w = 0.16$. Will the gradient in the box of $w$ be larger or smaller than that? Look for the sign of what comes through the other path.

# %%
def neuron(w, x, b):
    z = w * x + b
    r = z.tanh()
    L = (r - 0.5) ** 2 + 0.1 * w**2
    return L

graph(neuron, w=(Value(0.8), -2, 2), x=Value(1.5), b=Value(-0.6))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# $r = 0.537$ is a little too large, so the error pulls it down, and its gradient is positive all the way back: $0.053$ at $z$, and $1.5$ times that, $0.079$, at $w$. The two shares add up to $0.239$, larger than $0.16$.
#
# Go back through the last steps: $1 \to 1 \to 2(0.537 - 0.5) \to \cdot\,(1 - 0.537^2) \to \cdot\,1.5$. Every line is one factor, and $w$ waits until both of its shares are in.
#
# Now slide $w$ down to 0.7: $r$ falls below 0.5, the error pushes the other way, and the share of that path turns negative, $-0.193$. At $w = 2$ the error is large, but tanh is nearly flat there: its share is only 0.047.
#
# </details>
#
# Try a formula of your own: change the function, run the cell again, and see how your `Value` takes it apart.
#
# ### Why backward?
#
# The product $A' \cdot B' \cdot C'$ can be multiplied from either end. Why not go forward?
#
# Forward, one nudges *one* input, and carries $\partial(\text{each box})/\partial(\text{that input})$ along. After one pass one knows how every box depends on that one input. For $n$ inputs one needs $n$ passes.
# Backward, one carries $\partial L/\partial(\text{each box})$. After one pass one knows how $L$ depends on *every* box. **One result and many inputs: go backward.** A cost is one number, and a network has many weights.
#
# And what does the one pass cost? Each box does a fixed small amount of work forward, and a fixed small amount backward, once for each parent. A product multiplies once on the way there and twice on the way back. So the backward pass costs about twice the forward pass, however large the network is.
# The same count for a layer, $Z = XW$: forward $m\,d\,k$ multiplications, backward twice that, for $dX$ and $dW$. Compare a layer of 784 inputs and 100 neurons on 64 examples with finite differences, which run the layer twice for each weight:

# %%
m, d, k = 64, 784, 100
forward = m * d * k
{"forward": forward, "backward": 2 * forward, "finite differences": 2 * (d * k) * forward}

# %% [markdown]
# Five million, ten million, and 787 billion.
#
# ## 5 · Softmax, and a lucky cancellation
#
# Our network should sort images into $k$ classes. Its last layer gives each example $k$ numbers $z_1, \dots, z_k$, the *logits*. A **softmax** turns them into probabilities:
#
# $$p_q = \frac{e^{z_q}}{\sum_{r} e^{z_r}}$$
#
# The loss of one example with label $c$ is $\ell = -\ln p_c$, the *cross-entropy*. It is 0 when the right class has probability 1, and large when the network is surely wrong. Take the logarithm of the fraction:
#
# $$\ell = -z_c + \ln \sum_r e^{z_r}$$
#
# Now differentiate by $z_q$. The first term gives $-1$ for $q = c$ and 0 otherwise. In the second, the chain rule gives one over the sum, times the derivative of the sum, $e^{z_q}$. And that is $p_q$:
#
# $$\frac{\partial \ell}{\partial z_q} = p_q - [q = c]$$
#
# *Predicted minus true.* The exponentials and the logarithm have cancelled, and what is left is as simple as in least squares. Over $m$ examples $L$ is the mean, so each row is divided by $m$. With $Y$ for the matrix that has a 1 at each true class:
#
# $$L = \frac1m \sum_i \ell_i \qquad\qquad \frac{\partial L}{\partial Z} = \frac1m\,(P - Y)$$
#
# **One danger.** A computer's largest number is about $10^{308}$, and $e^{710}$ is beyond it. With a logit of 1000, the fraction is infinity over infinity. But a softmax does not change when all logits of an example are shifted by the same amount:
#
# $$\frac{e^{z_q - s}}{\sum_r e^{z_r - s}} = \frac{e^{-s}\,e^{z_q}}{e^{-s} \sum_r e^{z_r}} = p_q$$
#
# So subtract each example's largest logit first. Then the largest exponent is 0, and nothing overflows. For the loss there is a second trap: $p_c$ may be so small that it is stored as 0, and $\ln 0$ is minus infinity. The form with the logarithm of the sum, $\ell = -z_c + s + \ln \sum_r e^{z_r - s}$, never takes that road.

# %% [markdown]
# ### Exercise 5 · Softmax and cross-entropy
#
# Write `softmax_cross_entropy(logits, labels)`. It returns the pair `(loss, dlogits)`.
#
# - `logits` is an array `(m, k)`, one example a row. `labels` is an array `(m,)` of whole numbers from 0 to $k - 1$: the true classes.
# - `loss` is a number, the mean of $-\ln p_c$ over the examples. `dlogits` is $\partial L/\partial Z$, of shape `(m, k)`: the gradient of that mean.
# - Both are finite and right for logits up to $\pm 10^4$, also when the true class has hardly any probability. Add no small number inside the logarithm: it would change the loss.
# - Leave `logits` and `labels` unchanged.
#
# *(3 points)*

# %% nbgrader={"grade": false, "grade_id": "03-softmax_cross_entropy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_cross_entropy(logits, labels):
    """Mean cross-entropy of a softmax, and its gradient: (loss, dlogits).

    logits: array (m, k). labels: whole numbers, array (m,). dlogits: array (m, k).
    """
    ### BEGIN SOLUTION
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_P[rows, labels].mean()
    dlogits = np.exp(log_P)
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(labels)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "03-softmax_cross_entropy-check", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check(softmax_cross_entropy)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class SoftmaxCrossEntropyExam(Exam):
    lends = ["chain", "neuron_gradient", "affine_backward"]
    examples = [
        "softmax_cross_entropy(np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([1, 0]))",
        "softmax_cross_entropy(logits=np.array([[1000.0, 0.0], [0.5, 1.0], [-1000.0, -1002.0]]), labels=np.array([1, 1, 0]))",
        "softmax_cross_entropy(np.array([[0.2, -0.3, 1.0], [2.0, 0.1, 0.4], [-1.0, 0.0, 0.7]]), np.array([2, 2, 1]))",
    ]

    def batch(self, rng, m, k, scale=2.0):
        return dict(logits=scale * rng.normal(size=(m, k)), labels=rng.integers(k, size=m))

    def part(self, rng, which):
        for m, k in ((5, 3), (3, 3), (1, 4), (8, 2), (4, 10)):
            given = self.batch(rng, m, k)
            got = self.learner(given["logits"], given["labels"])
            assert len(got) == 2
            self.close(got[which], self.reference(**given)[which])

    def losses(self, rng):
        "returns the right mean loss"
        self.part(rng, 0)

    def gradients(self, rng):
        "returns the right gradient of the mean loss"
        self.part(rng, 1)

    def by_differences(self, rng):
        "has the gradient that finite differences of its own loss give"
        given = self.batch(rng, 3, 4)
        slope = np.zeros((3, 4))
        for index in np.ndindex(3, 4):
            nudge = np.zeros((3, 4))
            nudge[index] = 5e-3  # wide enough for a loss worked out in float32
            up, down = (self.learner(given["logits"] + sign * nudge, given["labels"])[0] for sign in (1, -1))
            slope[index] = (up - down) / 1e-2
        loss, dlogits = self.learner(**given)
        self.at_least(np.abs(slope).max(), 0.05)
        self.alike(np.asarray(dlogits), slope, tolerance=1e-3)
        self.close(loss, self.reference(**given)[0])

    def large(self, rng):
        "is finite and right for logits of ten thousand, up and down"
        for scale in (1e3, 1e4):
            self.agree(np.array([[scale, 0.0, -scale], [1.0, 0.0, 2.0]]), np.array([0, 2]))
            self.agree(np.array([[scale, scale - 1.0], [-scale, 1.0 - scale]]), np.array([1, 0]))

    def surely_wrong(self, rng):
        "has the right loss when the true class has hardly any probability"
        self.agree(np.array([[1e4, 0.0], [0.0, -50.0]]), np.array([1, 1]))
        self.agree(np.array([[-1e4, 1e4, 0.0]]), np.array([0]))

    def rows_apart(self, rng):
        "treats each example on its own, however different their logits are"
        self.agree(np.array([[1e4, 1e4 - 2.0], [-1e4, -1e4 - 1.0], [0.3, 0.1]]), np.array([1, 0, 1]))

    def shift(self, rng):
        "does not change when all logits of an example are shifted"
        given = self.batch(rng, 4, 3)
        self.close(self.agree(**given), self.agree(given["logits"] + np.array([[5.0], [-3.0], [0.0], [40.0]]), given["labels"]))

    def mean(self, rng):
        "is a mean: with every example twice, the loss is the same and the gradients are half"
        given = self.batch(rng, 3, 4)
        once = self.agree(**given)
        twice = self.agree(np.vstack([given["logits"]] * 2), np.tile(given["labels"], 2))
        self.close(twice[0], once[0])
        self.close(2 * np.asarray(twice[1])[:3], np.asarray(once[1]))

    def keeps_inputs(self, rng):
        "leaves logits and labels unchanged"
        self.unchanged(**self.batch(rng, 5, 3))

    mistakes = [
        Mistake("overflow",
                "For large logits the exponentials are too large for the computer. By what may all logits of an example be shifted?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows, P = np.arange(len(labels)), np.exp(logits)
                    P /= P.sum(axis=1, keepdims=True)
                    loss = -np.log(P[rows, labels]).mean()
                    P[rows, labels] -= 1
                    return loss, P / len(labels)
                '''),
        Mistake("logarithm of zero",
                "The shift is right, but the loss takes the logarithm of a probability that is stored as 0. Can the logarithm of the fraction be written without the fraction?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    P = np.exp(logits - logits.max(axis=1, keepdims=True))
                    P /= P.sum(axis=1, keepdims=True)
                    loss = -np.log(P[rows, labels]).mean()
                    P[rows, labels] -= 1
                    return loss, P / len(labels)
                '''),
        Mistake("small number in the logarithm",
                "A small number inside the logarithm keeps it finite, but the loss of a surely wrong example is no longer the right one. Write the logarithm of the fraction without the fraction.",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    P = np.exp(logits - logits.max(axis=1, keepdims=True))
                    P /= P.sum(axis=1, keepdims=True)
                    loss = -np.log(P[rows, labels] + 1e-12).mean()
                    P[rows, labels] -= 1
                    return loss, P / len(labels)
                '''),
        Mistake("one shift for all",
                "All examples are shifted by the largest logit of all. Then another example's exponentials may all be 0. Whose largest logit should it be?",
                swap=("logits.max(axis=1, keepdims=True)", "logits.max()")),
        Mistake("clipped logits",
                "The logits are clipped, which changes large ones. A shift changes nothing.",
                swap=("shifted = logits - logits.max(axis=1, keepdims=True)", "shifted = np.clip(logits, -500, 500)")),
        Mistake("axis 0",
                "The probabilities of each class add up to 1 over the examples. Over what should they add up?",
                swap=[("logits.max(axis=1, keepdims=True)", "logits.max(axis=0, keepdims=True)"), (".sum(axis=1, keepdims=True)", ".sum(axis=0, keepdims=True)")]),
        Mistake("one sum for all",
                "All probabilities together add up to 1. Each example should have that for itself.",
                swap=(".sum(axis=1, keepdims=True)", ".sum()")),
        Mistake("gradient not averaged",
                "The loss is a mean, but its gradient is not divided by the number of examples.",
                swap=("dlogits / len(labels)", "dlogits")),
        Mistake("loss not averaged",
                "The gradient is that of a mean, but the loss is a sum.",
                swap=("log_P[rows, labels].mean()", "log_P[rows, labels].sum()")),
        Mistake("sums for means",
                "Loss and gradient fit each other, but both are sums. What is L?",
                swap=[("log_P[rows, labels].mean()", "log_P[rows, labels].sum()"), ("dlogits / len(labels)", "dlogits")]),
        Mistake("one loss for each example",
                "There is a loss for each example. L is one number.",
                swap=(".mean()", "")),
        Mistake("labels broadcast",
                "The labels pick whole columns here. For each row only one entry should be picked: which two indices does it have?",
                swap=[("-log_P[rows, labels]", "-log_P[:, labels]"), ("dlogits[rows, labels]", "dlogits[:, labels]")]),
        Mistake("labels broadcast in the loss",
                "The gradient is right, but in the loss the labels pick whole columns.",
                swap=("-log_P[rows, labels]", "-log_P[:, labels]")),
        Mistake("sign of the loss",
                "The loss is negative. Which sign has the logarithm of a probability?",
                swap=("-log_P", "log_P")),
        Mistake("sign of the gradient",
                "The gradient has the wrong sign: predicted minus true, not the other way round.",
                swap=("dlogits / len(labels)", "-dlogits / len(labels)")),
        Mistake("gradient without the true class",
                "The gradient holds the probabilities alone. Where do the labels come in?",
                swap=("dlogits[rows, labels] -= 1", "pass")),
        Mistake("gradient at the true class only",
                "Only the true class gets a gradient. How does the loss depend on the other logits?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    shifted = logits - logits.max(axis=1, keepdims=True)
                    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                    dlogits = np.zeros(logits.shape)
                    dlogits[rows, labels] = np.exp(log_P)[rows, labels] - 1
                    return -log_P[rows, labels].mean(), dlogits / len(labels)
                '''),
        Mistake("derivative by the probabilities",
                "This is the derivative by the probabilities, −1/p. One stage is missing: how do they depend on the logits?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    shifted = logits - logits.max(axis=1, keepdims=True)
                    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                    dP = np.zeros(logits.shape)
                    dP[rows, labels] = -1 / np.maximum(np.exp(log_P[rows, labels]), 1e-300)
                    return -log_P[rows, labels].mean(), dP / len(labels)
                '''),
        Mistake("divided by the number of entries",
                "The gradient is divided by the number of all entries. Over what is L a mean?",
                swap=("dlogits / len(labels)", "dlogits / logits.size")),
        Mistake("logarithm to base 2",
                "The loss is measured in bits. Which logarithm does −ln p have?",
                swap=("loss = -log_P[rows, labels].mean()", "loss = -log_P[rows, labels].mean() / np.log(2)")),
        Mistake("probabilities instead of the gradient",
                "The second result holds the probabilities. Asked for is the gradient by the logits.",
                swap=[("dlogits[rows, labels] -= 1", "pass"), ("dlogits / len(labels)", "dlogits")]),
        Mistake("changes logits",
                "The results are right, but the caller's logits were shifted. What does -= do to an array that you were given?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    logits -= logits.max(axis=1, keepdims=True)
                    log_P = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
                    dlogits = np.exp(log_P)
                    dlogits[rows, labels] -= 1
                    return -log_P[rows, labels].mean(), dlogits / len(labels)
                '''),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · Two layers
#
# Now all pieces are there. A network with one hidden layer of $h$ neurons, tanh between the layers and softmax at the end:
#
# $$Z_1 = X W_1 + b_1 \qquad H = \tanh(Z_1) \qquad Z_2 = H W_2 + b_2 \qquad L = \text{cross-entropy of softmax}(Z_2)$$
#
# Go back, a stage at a time. It is useful to name the two gradients that arrive at the *inputs* of the activations. They are called the **errors** of the layers. The output layer's error is what section 5 gives:
#
# $$E_O = \frac{\partial L}{\partial Z_2} = \frac1m\,(P - Y) \qquad \texttt{(m, k)}$$
#
# The second layer is $Z_2 = H W_2 + b_2$, so section 3 gives, with $H$ as its input,
#
# $$dW_2 = H^\top E_O \qquad db_2 = \text{column sums of } E_O \qquad dH = E_O\,W_2^\top$$
#
# The hidden layer's error is the gradient at $Z_1$. One more factor on each path, the slope of tanh, $1 - H^2$. Each neuron has its own tanh, so the product is entry by entry, written $\odot$:
#
# $$E_H = \frac{\partial L}{\partial Z_1} = (E_O\,W_2^\top) \odot (1 - H^2) \qquad \texttt{(m, h)}$$
#
# The errors include the slope of the activation. That is what makes the formulas of both layers alike:
#
# $$dW_1 = X^\top E_H \qquad db_1 = \text{column sums of } E_H$$
#
# Read the second formula for $E_H$ once more: each hidden neuron collects the errors of the neurons that it feeds, through the same weights through which it feeds them. That is where the name *backpropagation of errors* comes from.

# %% [markdown]
# ### Exercise 6 · A challenge: a whole network
#
# Write `mlp_gradients(params, X, labels)`. It returns the pair `(loss, grads)`.
#
# - `params` is a dict of arrays: `W1` of shape `(d, h)`, `b1` `(h,)`, `W2` `(h, k)`, `b2` `(k,)`. `X` is `(m, d)`, `labels` is `(m,)`, whole numbers from 0 to $k - 1$.
# - The network is the one above: an affine layer, tanh, an affine layer, softmax, and the mean cross-entropy as loss.
# - `grads` is a dict with the same four keys; each gradient has its parameter's shape.
# - Leave `params`, `X` and `labels` unchanged.
#
# You may call your `affine_backward` and your `softmax_cross_entropy`. Here in the notebook your own ones run, so make their checks green first.
# When this exercise is graded, a mistake in them costs nothing here.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% nbgrader={"grade": false, "grade_id": "03-mlp_gradients-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mlp_gradients(params, X, labels):
    """Loss and gradients of a network with one hidden tanh layer and a softmax: (loss, grads).

    params: dict of W1 (d, h), b1 (h,), W2 (h, k), b2 (k,). X: array (m, d). labels: array (m,).
    """
    ### BEGIN SOLUTION
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z2 = H @ params["W2"] + params["b2"]
    loss, E_O = softmax_cross_entropy(Z2, labels)
    dH, dW2, db2 = affine_backward(E_O, H, params["W2"])
    E_H = dH * (1 - H**2)
    _, dW1, db1 = affine_backward(E_H, X, params["W1"])
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "03-mlp_gradients-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(mlp_gradients)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class MlpGradientsExam(Exam):
    lends = ["chain", "neuron_gradient", "affine_backward", "softmax_cross_entropy"]
    examples = [
        "params = {'W1': np.array([[0.5, -1.0, 0.3], [0.2, 0.4, -0.6], [-0.4, 0.1, 0.7]]), 'b1': np.array([0.1, -0.2, 0.3]),"
        " 'W2': np.array([[1.0, -0.5], [0.3, 0.8], [-0.7, 0.2]]), 'b2': np.array([0.05, -0.4])}\n"
        "mlp_gradients(params, np.array([[1.0, 2.0, 0.5], [-1.0, 0.5, 1.5], [0.3, -0.8, -2.0], [1.5, 0.1, 1.0]]), np.array([0, 1, 1, 0]))",
        # as many examples as hidden neurons as classes
        "params = {'W1': np.array([[0.5, -1.0], [0.2, 0.4]]), 'b1': np.array([0.1, -0.2]),"
        " 'W2': np.array([[1.0, -0.5], [0.3, 0.8]]), 'b2': np.array([0.05, -0.4])}\n"
        "mlp_gradients(params=params, X=np.array([[1.0, 2.0], [-1.0, 0.5]]), labels=np.array([1, 0]))",
    ]

    def network(self, rng, m, d, h, k):
        shapes = {"W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        return dict(params=params, X=rng.normal(size=(m, d)), labels=rng.integers(k, size=m))

    def part(self, rng, *names):
        for m, d, h, k in ((6, 3, 5, 2), (4, 4, 4, 4), (1, 2, 3, 2), (9, 2, 4, 3)):
            given = self.network(rng, m, d, h, k)
            expected = self.reference(**given)[1]
            got = self.learner(**given)[1]
            for name in names:
                self.close(got[name], expected[name])

    def losses(self, rng):
        "returns the right loss"
        for m, d, h, k in ((6, 3, 5, 2), (1, 2, 3, 2), (9, 2, 4, 3)):
            given = self.network(rng, m, d, h, k)
            self.close(self.learner(**given)[0], self.reference(**given)[0])

    def output_layer(self, rng):
        "returns the right gradients of the output layer, W2 and b2"
        self.part(rng, "W2", "b2")

    def hidden_weights(self, rng):
        "returns the right gradient of W1"
        self.part(rng, "W1")

    def hidden_biases(self, rng):
        "returns the right gradient of b1"
        self.part(rng, "b1")

    def by_differences(self, rng):
        "agrees with finite differences of its own loss"
        given = self.network(rng, 5, 2, 3, 3)
        params, grads = given["params"], self.learner(**given)[1]
        assert set(grads) == set(params)
        for name, array in params.items():
            slope = np.zeros_like(array)
            for index in np.ndindex(array.shape):
                nudge = np.zeros_like(array)
                nudge[index] = 5e-3  # wide enough for a loss worked out in float32
                up, down = (self.learner(params | {name: array + sign * nudge}, given["X"], given["labels"])[0] for sign in (1, -1))
                slope[index] = (up - down) / 1e-2
            self.at_least(np.abs(slope).max(), 1e-3)
            self.alike(np.asarray(grads[name]), slope, tolerance=1e-3)

    def saturated(self, rng):
        "lets hardly any gradient through hidden neurons that are far out on their tanh"
        given = self.network(rng, 5, 2, 4, 3)
        given["params"]["b1"][:2] = [12.0, -12.0]
        _, grads = self.agree(**given)
        assert np.abs(np.asarray(grads["W1"])[:, :2]).max() < 1e-4 < np.abs(np.asarray(grads["W1"])[:, 2:]).max()

    def keeps_inputs(self, rng):
        "leaves params, X and labels unchanged"
        self.unchanged(**self.network(rng, 6, 3, 4, 3))

    mistakes = [
        Mistake("no slope of tanh",
                "The output layer is right. On the way to the hidden layer's error one factor is missing: what lies between H and Z1?",
                swap=("dH * (1 - H**2)", "dH")),
        Mistake("slope of tanh without the square",
                "The slope of tanh is not quite right: what is subtracted from 1?",
                swap=("(1 - H**2)", "(1 - H)")),
        Mistake("slope of tanh at the input",
                "The slope of tanh is made from its output, not from its input.",
                swap=("(1 - H**2)", "(1 - (X @ params[\"W1\"] + params[\"b1\"]) ** 2)")),
        Mistake("tanh twice",
                "You take the slope at tanh of H. H is an output of tanh already.",
                swap=("(1 - H**2)", "(1 - np.tanh(H) ** 2)")),
        Mistake("sigmoid's slope",
                "This is the slope of the sigmoid. Which activation has the hidden layer?",
                swap=("(1 - H**2)", "H * (1 - H)")),
        Mistake("relu's slope",
                "This is the slope of relu. Which activation has the hidden layer?",
                swap=("(1 - H**2)", "(H > 0)")),
        Mistake("matrix product for an entrywise one",
                "The slope of tanh comes in by a matrix product. Does one neuron's slope act on another neuron's error?",
                swap=("dH * (1 - H**2)", "dH @ (1 - H**2)")),
        Mistake("1/m twice",
                "Gradients are divided by the number of examples once more. Where did the 1/m come in?",
                swap=("return loss, {", "dW1, db1, dW2, db2 = (grad / len(X) for grad in (dW1, db1, dW2, db2))\n    return loss, {")),
        Mistake("1/m twice in the hidden layer",
                "The hidden layer's gradients are divided by the number of examples once more. Its error has the 1/m already.",
                swap=("dH * (1 - H**2)", "dH * (1 - H**2) / len(X)")),
        Mistake("1/m forgotten",
                "All gradients are too large by the number of examples. The loss is a mean.",
                swap=("dH, dW2", "E_O = E_O * len(X)\n    dH, dW2")),
        Mistake("weights not transposed",
                "The errors go back through the weights in the wrong direction. Which neurons does a hidden neuron feed?",
                swap=("E_H = dH *", "E_H = E_O @ params[\"W2\"] *")),
        Mistake("weights skipped on the way back",
                "The hidden layer's error is made without the weights through which it feeds the output. What lies between Z2 and H?",
                swap=("E_H = dH *", "E_H = E_O.sum(axis=1, keepdims=True) *")),
        Mistake("no tanh forward",
                "The loss is off already: what happens between the two layers on the way forward?",
                swap=("np.tanh(X @ params[\"W1\"] + params[\"b1\"])", "X @ params[\"W1\"] + params[\"b1\"]")),
        Mistake("no hidden bias",
                "The loss is off already: the hidden layer's bias does not come in.",
                swap=(" + params[\"b1\"]", "")),
        Mistake("no output bias",
                "The loss is off already: the output layer's bias does not come in.",
                swap=(" + params[\"b2\"]", "")),
        Mistake("tanh on the output too",
                "The loss is off already: which activation stands behind the second layer?",
                swap=("Z2 = H @ params[\"W2\"] + params[\"b2\"]", "Z2 = np.tanh(H @ params[\"W2\"] + params[\"b2\"])")),
        Mistake("input of the activation in dW2",
                "The gradient of W2 is made with Z1. What goes into the second layer?",
                swap=("affine_backward(E_O, H, params", "affine_backward(E_O, X @ params[\"W1\"] + params[\"b1\"], params")),
        Mistake("biases' gradients swapped for errors",
                "The gradients of the biases have a row for each example. Through how many rows does a bias reach the loss?",
                swap=[("\"b1\": db1", "\"b1\": E_H"), ("\"b2\": db2", "\"b2\": E_O")]),
        Mistake("biases without gradient",
                "The biases' gradients are missing. Which four keys has the result?",
                swap=("{\"W1\": dW1, \"b1\": db1, \"W2\": dW2, \"b2\": db2}", "{\"W1\": dW1, \"W2\": dW2}")),
        Mistake("uphill",
                "All gradients have the wrong sign: predicted minus true, not the other way round.",
                swap=("dH, dW2", "E_O = -E_O\n    dH, dW2")),
        Mistake("gradients only",
                "The loss is missing. What does the pair hold?",
                swap=("return loss, {", "return {")),
        Mistake("pair the wrong way round",
                "Both results are right, but in the other order. Which comes first?",
                swap=("return loss, {\"W1\": dW1, \"b1\": db1, \"W2\": dW2, \"b2\": db2}", "return {\"W1\": dW1, \"b1\": db1, \"W2\": dW2, \"b2\": db2}, loss")),
        Mistake("makes a step",
                "You return the parameters after a step. Asked for are the gradients.",
                swap=("return loss, {", "dW1, db1, dW2, db2 = (params[n] - g for n, g in ((\"W1\", dW1), (\"b1\", db1), (\"W2\", dW2), (\"b2\", db2)))\n    return loss, {")),
    ]
### END HIDDEN TESTS

# %% [markdown]
# ### Does it learn?
#
# First the check that no one should skip: your gradients against finite differences, all $2 \cdot 20 + 20 + 20 \cdot 3 + 3 = 123$ of them, on three spirals of points.

# %%
rng = np.random.default_rng(8)
labels, turn = np.repeat([0, 1, 2], 60), np.tile(np.linspace(0.15, 1, 60), 3)
angle = 6 * turn + labels * 2 * np.pi / 3 + 0.2 * rng.normal(size=180)
spirals = np.column_stack([turn * np.cos(angle), turn * np.sin(angle)])
start = {"W1": 2 * rng.normal(size=(2, 20)), "b1": np.zeros(20), "W2": 0.01 * rng.normal(size=(20, 3)), "b2": np.zeros(3)}
sum(array.size for array in start.values())

# %%
def differences(params, h=1e-5):
    slopes = {name: np.zeros_like(array) for name, array in params.items()}
    for name, array in params.items():
        for index in np.ndindex(array.shape):
            nudge = np.zeros_like(array)
            nudge[index] = h
            up, down = (mlp_gradients(params | {name: array + s * nudge}, spirals, labels)[0] for s in (1, -1))
            slopes[name][index] = (up - down) / (2 * h)
    return slopes

# %%
try:
    loss, grads = mlp_gradients(start, spirals, labels)
    worst = max(np.abs(grads[name] - slope).max() for name, slope in differences(start).items())
    print("your gradients agree with finite differences" if worst < 1e-6 else f"they differ by up to {worst:.1e}")
except NotImplementedError:
    print("This check waits for mlp_gradients (and for what it calls).")

# %% [markdown]
# Now 2000 steps of plain gradient descent with your gradients.
#
# **Predict.** With small output weights the network starts by giving each of the three classes about the same probability. What is the loss then? (You can say it to three digits.) And can straight lines, bent by twenty tanhs, tell three spirals apart?

# %%
def train(params, lr=0.5, steps=2000):
    losses = []
    for _ in range(steps):
        loss, grads = mlp_gradients(params, spirals, labels)
        params = {name: params[name] - lr * grads[name] for name in params}
        losses.append(loss)
    return params, losses

def classify(params, points):
    return np.argmax(np.tanh(points @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"], axis=1)

# %%
try:
    trained, losses = train(start)
except NotImplementedError:
    print("This picture waits for mlp_gradients (and for what it calls): write it above, then run this cell again.")
else:
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    left.plot(losses)
    left.set(xlabel="step", ylabel="loss", title="Gradient descent with your gradients", ylim=(0, 1.2))
    grid = np.stack(np.meshgrid(np.linspace(-1.2, 1.2, 150), np.linspace(-1.2, 1.2, 150)), axis=-1)
    right.imshow(classify(trained, grid.reshape(-1, 2)).reshape(150, 150), extent=(-1.2, 1.2, -1.2, 1.2), origin="lower", cmap="Pastel1")
    for label, mark in enumerate("os^"):
        right.plot(*spirals[labels == label].T, mark, markersize=4)
    right_share = np.mean(classify(trained, spirals) == labels)
    _ = right.set(title=f"{right_share:.0%} of the points on their own ground", aspect="equal")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Three equal probabilities make a loss of $-\ln\frac13 = 1.099$, and there the curve starts. It drops a little at once, and then the hidden neurons have to find out how to bend the borders: the long way down.
# In the end all points lie on their own ground, and the ground winds with the spirals.
#
# Nobody told the hidden neurons what to do. They were told only how the loss changes with each of their weights.
#
# </details>

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | chain rule | $f'(x) = A'(B(C(x))) \cdot B'(C(x)) \cdot C'(x)$, each factor at its own input |
# | several paths | multiply along a path, add over the paths |
# | neuron | $\partial L/\partial w = \frac1m X^\top \bigl((R - y) \odot [Z \gt 0]\bigr)$ |
# | layer $Z = XW + b$ | $dX = dZ\,W^\top, \quad dW = X^\top dZ, \quad db = \text{column sums of } dZ$ |
# | backward pass | begin with 1; add, never overwrite; wait until all shares are in |
# | softmax with cross-entropy | $\ell = -z_c + \ln \sum_r e^{z_r}, \quad \partial L/\partial Z = \frac1m(P - Y)$ |
# | hidden error | $E_H = (E_O\,W_2^\top) \odot (1 - H^2)$ |
# | costs | backward is about twice forward; finite differences are two forwards for each weight |
#
# **When to use what**
#
# - A formula that you will run once: a library that differentiates for you. It does what your `Value` does, on whole arrays.
# - A new layer, or a loss: derive its backward step from an index sum, and let the shapes confirm it.
# - Any gradient that you wrote by hand: finite differences on a small case, before you trust it.
# - Gradients that are all zero: look for relus that are off everywhere, or tanhs far out.
# - Logits: subtract the largest, and keep softmax and logarithm together.
#
# **To read**
#
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams, *Learning representations by back-propagating errors*, Nature 323, 1986: four pages that changed the field.
# - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT 16, 1976: the backward pass, ten years earlier, for another purpose.
# - W. Baur, V. Strassen, *The complexity of partial derivatives*, Theoretical Computer Science 22, 1983: a gradient never costs more than a few times its function.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, *Automatic differentiation in machine learning: a survey*, Journal of Machine Learning Research 18, 2018.
#
# **What you can do now.** You can differentiate anything that is made of small steps, by hand or by a program of your own. You can write a network's gradients, check them, and say what they cost.
# A gradient of all the data is expensive even so. Lesson 04 asks how few examples will do. In lesson 07 your network comes back, with real digits.
