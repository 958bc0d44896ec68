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

from course import check, explore, graph, surfaces, using

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

# %% exercise="chain" points=2
def chain(functions, derivatives, x):
    """Derivative at x of functions[0](functions[1](...(x))), a float."""
    ### BEGIN SOLUTION
    slope = 1.0
    for function, derivative in zip(functions[::-1], derivatives[::-1]):
        slope = derivative(x) * slope
        x = function(x)
    return slope
    ### END SOLUTION

# %% check="chain"
check(chain)

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

# %% exercise="neuron_gradient" points=3
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

# %% check="neuron_gradient"
check(neuron_gradient)

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

# %% exercise="affine_backward" points=2
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

# %% check="affine_backward"
check(affine_backward)

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

# %% exercise="Value" points=4
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

# %% check="Value"
check(Value)

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

graph(neuron, Value, w=(0.8, -2, 2), x=1.5, b=-0.6)

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

# %% exercise="softmax_cross_entropy" points=3
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

# %% check="softmax_cross_entropy"
check(softmax_cross_entropy)

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

# %% exercise="mlp_gradients" points=2
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

# %% check="mlp_gradients"
check(mlp_gradients)

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
with using("mlp_gradients"):
    loss, grads = mlp_gradients(start, spirals, labels)
    worst = max(np.abs(grads[name] - slope).max() for name, slope in differences(start).items())
    print("your gradients agree with finite differences" if worst < 1e-6 else f"they differ by up to {worst:.1e}")

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
with using("mlp_gradients"):
    trained, losses = train(start)
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
