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
# # 01 · MLE and MAP
#
# You toss a coin three times, and three times it shows heads. What is the probability of heads with this coin?
#
# One good answer is 1: no other value makes what you saw more likely. Another is "somewhat above one half", because you have met coins before.
# Both answers come out of the same machine, and only one term sets them apart. The machine is worth knowing:
# it makes nearly every cost that you will minimise in this course, from the squared error to weight decay.
#
# **You will be able to**
#
# - turn an assumption about noise into a cost, and say where a given cost comes from;
# - find the parameters that make your data most likely, without overflow and without losing digits;
# - add what you knew beforehand, and explain why that gives ridge regression and weight decay;
# - say what a most probable value does *not* tell you.
#
# **You need** the logarithm, derivatives, and what a probability density is. Matrices appear in section 6; we recall each thing when it comes.
#
# About an hour. Five exercises make 14 points, which is full marks. A challenge at the end adds 2 on top.

# %% [markdown]
# | symbol | in code | what it is |
# |---|---|---|
# | $\theta$ | `theta` | the parameters, whatever they are: $p$, or $\mu$ and $\sigma^2$, or $w$ |
# | $x$ | `x`, shape `(n,)` | a sample: $n$ numbers, independent of each other and from one distribution |
# | $\mu,\ \sigma^2$ | `mu`, `sigma2` | mean and variance of Gaussian noise; `sigma2` is the variance, not its root |
# | $p$ | `p` | probability of heads |
# | $h,\ n$ | `heads`, `flips` | how many heads in how many flips |
# | $a,\ b$ | `a`, `b` | how strong the prior on a coin is; in section 7, $b$ is the width of the Laplace prior |
# | $X,\ y$ | `X`, shape `(m, d)`, and `y`, shape `(m,)` | $m$ examples, one a row, and what was measured for each |
# | $w$ | `w`, shape `(d,)` | weights of a linear model, $\hat y = Xw$ |
# | $\tau^2$ | `tau2` | variance of the prior on each weight |
# | $\lambda = \sigma^2/\tau^2$ | `ridge` | strength of the penalty in ridge regression; in lessons 02 and 05, $\lambda$ is a curvature |

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, posterior, using

# %% [markdown]
# ## 1 · How likely is what you saw?
#
# A coin shows heads with an unknown probability $p$. You toss it 10 times and see 7 heads. The tosses don't influence each other, so the probability of your exact sequence is a product with one factor a toss:
#
# $$p(x; p) = \underbrace{p \cdot p \cdots p}_{7}\ \underbrace{(1-p)\cdots(1-p)}_{3} = p^7(1-p)^3$$
#
# Now turn your head. The data are fixed: they have happened. What varies is $p$. Read as a function of the parameter, this product is called the **likelihood**.
# It says how well each $p$ explains what you saw. It is not a distribution over $p$: its area is not 1, and nobody said that $p$ is random.
#
# In general, for a sample $x = (x_1, \dots, x_n)$ whose members are independent and from one distribution (*i.i.d.*),
#
# $$p(x;\theta) = \prod_{i=1}^{n} p(x_i;\theta)$$
#
# The **maximum likelihood estimate**, MLE for short, is the parameter at which the likelihood is largest:
#
# $$\hat\theta_{\text{MLE}} = \arg\max_\theta\ p(x;\theta)$$
#
# Mind the words. The *likelihood* is a function, its *maximum* is one value of that function, and the *estimate* is the place where it is reached: the arg max.
#
# **Predict.** Where is the top of $p^7(1-p)^3$? And if you plot the logarithm of this function, where is its top then?

# %%
p = np.linspace(0.01, 0.99, 99)
likelihood = p**7 * (1 - p) ** 3
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
left.plot(p, likelihood)
right.plot(p, np.log(likelihood), "C1")
for ax, title in [(left, "likelihood"), (right, "its logarithm")]:
    ax.axvline(p[np.argmax(likelihood)], color="0.6", linestyle="--")
    ax.set(xlabel="p", title=title)
p[[np.argmax(likelihood), np.argmax(np.log(likelihood))]].round(3)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Both at 0.7, the share of heads. The curves look different, and their values are different: 0.0022 on the left, −6.1 on the right. But the top is at the same place.
#
# </details>

# %% [markdown]
# ## 2 · Products die, sums live
#
# The logarithm is increasing: if one likelihood is larger than another, so is its logarithm. So the ranking of all parameters stays what it is, and with it the winner:
#
# $$\arg\max_\theta\ \log p(x;\theta) = \arg\max_\theta\ p(x;\theta)$$
#
# This is an equality, not an approximation. The *values* change, the *place* does not.
#
# Why bother? Because a logarithm turns the product into a sum, $\log\prod_i p(x_i;\theta) = \sum_i \log p(x_i;\theta)$. A sum is easier to differentiate. And it survives in a computer:

# %%
rng = np.random.default_rng(5)
many = rng.normal(20.4, 0.6, size=2000)
densities = np.exp(-((many - 20.4) ** 2) / (2 * 0.36)) / np.sqrt(2 * np.pi * 0.36)
print(f"product of 2000 densities: {np.prod(densities)}")
print(f"sum of their logarithms: {np.sum(np.log(densities)):.1f}")

# %% [markdown]
# The product is not zero. It is about $10^{-773}$, and a computer's numbers end near $10^{-324}$. With small variances it goes the other way: densities above 1 multiply to infinity.
#
# Optimizers minimise, by convention. So put a minus in front and call the result a cost, the **negative log-likelihood**, NLL for short:
#
# $$\hat\theta_{\text{MLE}} = \arg\min_\theta\ \Bigl(-\sum_{i=1}^n \log p(x_i;\theta)\Bigr)$$
#
# Work it out for the most important distribution there is. You weigh a letter on a shaky scale; each reading is its weight $\mu$ plus Gaussian noise with variance $\sigma^2$:
#
# $$p(x_i;\mu,\sigma^2) = \frac{1}{\sqrt{2\pi\sigma^2}}\,\exp\Bigl(-\frac{(x_i-\mu)^2}{2\sigma^2}\Bigr)$$
#
# The logarithm undoes the exponential, and it turns the factor in front into a term:
#
# $$-\log p(x_i;\mu,\sigma^2) = \frac12\log(2\pi\sigma^2) + \frac{(x_i-\mu)^2}{2\sigma^2}$$
#
# Add up all $n$ readings. The first term is the same for each:
#
# $$\mathrm{NLL}(\mu,\sigma^2) = \frac n2\log(2\pi\sigma^2) + \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2$$
#
# There is the **squared error**. Nobody chose it: it is what Gaussian noise looks like after a logarithm.

# %% [markdown]
# ### Exercise 1 · A cost from a distribution
#
# Write `gaussian_nll(x, mu, sigma2)`, the negative log-likelihood of a Gaussian sample, with all its constants:
#
# $$\mathrm{NLL}(\mu,\sigma^2) = \frac n2\log(2\pi\sigma^2) + \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2$$
#
# - `x` is an array of shape `(n,)`. `mu` and `sigma2` are numbers; `sigma2` is the variance, greater than 0.
# - `log` is the natural logarithm. The result is one number.
# - It must neither overflow nor underflow: not for 100 000 readings, and not for a reading that is so far out that its density is 0 for a computer. So work with logarithms from the start.
# - Leave `x` unchanged.
#
# *(3 points)*

# %% exercise="gaussian_nll" points=3
def gaussian_nll(x, mu, sigma2):
    """Negative log-likelihood of the sample x under a Gaussian, constants included, a float.

    x: array (n,). mu: its mean. sigma2: its variance, > 0.
    """
    ### BEGIN SOLUTION
    constant = len(x) / 2 * np.log(2 * np.pi * sigma2)
    return float(constant + np.sum((x - mu) ** 2) / (2 * sigma2))
    ### END SOLUTION

# %% check="gaussian_nll"
check(gaussian_nll)

# %% [markdown]
# ## 3 · The Gaussian that fits best
#
# Now find the minimum. First over $\mu$. Only the squares depend on it, and the derivative of $(x_i - \mu)^2$ with respect to $\mu$ is $-2(x_i - \mu)$:
#
# $$\frac{\partial\,\mathrm{NLL}}{\partial\mu} = -\frac{1}{\sigma^2}\sum_{i=1}^n (x_i - \mu) = 0 \quad\Longrightarrow\quad \sum_i x_i = n\mu \quad\Longrightarrow\quad \hat\mu = \frac1n\sum_{i=1}^n x_i$$
#
# Whatever $\sigma^2$ is, the best $\mu$ is the mean. Then over $\sigma^2$. Write $s = \sigma^2$, so that nobody differentiates by $\sigma$ by accident. The derivative of $\log s$ is $1/s$, that of $1/s$ is $-1/s^2$:
#
# $$\frac{\partial\,\mathrm{NLL}}{\partial s} = \frac{n}{2s} - \frac{1}{2s^2}\sum_{i=1}^n (x_i-\hat\mu)^2 = 0$$
#
# Multiply by $2s^2/n$:
#
# $$\hat\sigma^2 = s = \frac1n\sum_{i=1}^n (x_i - \hat\mu)^2$$
#
# The most likely variance is the mean squared distance from the mean. It divides by $n$. You may have met $n - 1$ instead: that gives an estimate which is right *on average* over many samples, while the MLE is too small by a factor of $(n-1)/n$ on average.
# The two answer different questions, and for large $n$ they agree.

# %% [markdown]
# ### Exercise 2 · The most likely Gaussian
#
# Write `mle_gaussian(x)`. It returns the pair `(mu, sigma2)` that maximises the likelihood of the sample:
#
# $$\hat\mu = \frac1n\sum_i x_i \qquad\qquad \hat\sigma^2 = \frac1n\sum_i (x_i - \hat\mu)^2$$
#
# - `x` is an array of shape `(n,)` with at least one reading. Both results are numbers.
# - The results are compared to a relative precision of 1e-6, also for readings near $10^8$ that differ by a few units. Two formulas that are equal on paper need not be equal in a computer.
# - Leave `x` unchanged.
#
# *(3 points)*

# %% exercise="mle_gaussian" points=3
def mle_gaussian(x):
    """Mean and variance (mu, sigma2) of the most likely Gaussian, two floats.

    x: array (n,), n at least 1.
    """
    ### BEGIN SOLUTION
    mu = np.mean(x)
    sigma2 = np.mean((x - mu) ** 2)
    return float(mu), float(sigma2)
    ### END SOLUTION

# %% check="mle_gaussian"
check(mle_gaussian)

# %% [markdown]
# ### The landscape of a Gaussian
#
# Here are 12 readings of the letter. The picture shows *your* `gaussian_nll` over all pairs $(\mu, \sigma^2)$, and *your* `mle_gaussian` as a star.
#
# **Predict.** Suppose you have the mean right and the variance wrong. What costs more: to claim half the true variance, or twice as much?

# %%
x = np.random.default_rng(1).normal(20.4, 0.6, size=12)
means, variances = np.linspace(19.9, 21.2, 80), np.geomspace(0.03, 1.2, 80)
with using("gaussian_nll", "mle_gaussian"):
    nll = np.array([[gaussian_nll(x, mu, sigma2) for mu in means] for sigma2 in variances])
    mu, sigma2 = mle_gaussian(x)
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.contour(means, variances, nll - nll.min(), levels=[0.2, 0.5, 1, 2, 4, 8, 16, 32], colors="0.6")
    ax.plot(mu, sigma2, "k*", markersize=11, label=f"MLE: {mu:.2f}, {sigma2:.3f}")
    ax.plot([mu, mu], [sigma2 / 2, 2 * sigma2], "C1o", label="half and twice the variance")
    ax.legend()
    _ = ax.set(xlabel="mu", ylabel="sigma2", yscale="log", title="Negative log-likelihood above its minimum")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Half the variance costs more: $\frac n2(\log\frac12 + 2 - 1) = 1.84$ above the minimum, twice as much costs $\frac n2(\log 2 + \frac12 - 1) = 1.16$.
# To be too sure is worse than to be too modest, because every residual is then a surprise. At the bottom of the picture the walls are steepest.
#
# </details>
#
# And the precision? Two formulas for one variance, on three readings near $10^8$ whose variance is $8.667$:

# %%
x = np.array([1e8 + 1, 1e8 + 3, 1e8 + 8])
print(f"mean of (x - mean)²: {np.mean((x - np.mean(x)) ** 2):.3f}")
print(f"mean of x² - mean²:  {np.mean(x**2) - np.mean(x) ** 2:.3f}")

# %% [markdown]
# The second formula subtracts two numbers of 17 digits that agree in nearly all of them. At $10^9$ it can even give a negative variance.
#
# ### The recipe
#
# Say which noise you believe in, take the negative logarithm, and you have a cost. Most losses of machine learning are made in this way:
#
# | noise | negative log-likelihood, up to constants | known as |
# |---|---|---|
# | Gaussian, fixed variance | $\sum_i (y_i - \hat y_i)^2$ | squared error (lesson 02) |
# | Laplace | $\sum_i \lvert y_i - \hat y_i\rvert$ | absolute error |
# | a coin for each example | $-\sum_i \bigl(y_i\log\hat p_i + (1-y_i)\log(1-\hat p_i)\bigr)$ | logistic loss, binary cross-entropy |
# | a die for each example | $-\sum_i \log \hat p_{i,\,\text{true class}}$ | cross-entropy (lesson 03) |
#
# Most, not all. The hinge loss of support vector machines, for one, is the negative log-likelihood of no distribution over the two labels. A loss need not be a likelihood. But when it is, you know what it assumes.

# %% [markdown]
# ## 4 · Three heads in three flips
#
# Back to the coin. The MLE after three heads in three flips is $p = 1$: tails will never come. The likelihood knows nothing but these three flips. You do. How do you tell it?
#
# So far $\theta$ was a fixed number that we don't know. Now describe what you know about it *before* the data by a distribution, the **prior** $p(\theta)$, and treat $\theta$ as random. Bayes' rule says what you should believe *after* the data, the **posterior**:
#
# $$p(\theta\mid x) = \frac{p(x\mid\theta)\;p(\theta)}{p(x)}$$
#
# The most probable parameter is the **maximum a posteriori** estimate, MAP for short. The denominator $p(x)$ is a number that does not contain $\theta$: it scales the curve, and leaves its top where it is. So it drops out:
#
# $$\hat\theta_{\text{MAP}} = \arg\max_\theta\ p(\theta\mid x) = \arg\max_\theta\ p(x\mid\theta)\,p(\theta)$$
#
# Take the negative logarithm as before:
#
# $$\hat\theta_{\text{MAP}} = \arg\min_\theta\ \bigl(\underbrace{-\log p(x\mid\theta)}_{\text{the cost of before}}\ \underbrace{-\log p(\theta)}_{\text{one more term}}\bigr)$$
#
# **MAP is MLE with one more term.** If the prior is flat, the term is a constant, and MAP is the MLE.
#
# For a coin the handy prior is the Beta distribution, whose density is proportional to $p^{a-1}(1-p)^{b-1}$, with $a, b \ge 1$. With $a = b = 1$ it is flat; the larger $a$ and $b$ are, the narrower. Multiply it by the likelihood of $h$ heads in $n$ flips:
#
# $$p^{h}(1-p)^{n-h}\cdot p^{a-1}(1-p)^{b-1} = p^{\,h+a-1}(1-p)^{\,n-h+b-1}$$
#
# It has the same form. The prior acts like flips that you had made before: $a - 1$ heads and $b - 1$ tails. Where is the top? Differentiate the logarithm, $(h+a-1)\log p + (n-h+b-1)\log(1-p)$:
#
# $$\frac{h+a-1}{p} - \frac{n-h+b-1}{1-p} = 0$$
#
# Multiply by $p(1-p)$, collect $p$, and you find how many heads there are among all flips, the real and the imagined ones:
#
# $$\hat p_{\text{MAP}} = \frac{h + a - 1}{n + a + b - 2}$$

# %% [markdown]
# ### Exercise 3 · The most probable coin
#
# Write `map_bernoulli(heads, flips, a, b)`: the mode (the place of the top) of the posterior of a coin with a Beta prior:
#
# $$\hat p_{\text{MAP}} = \frac{h + a - 1}{n + a + b - 2}$$
#
# - `heads` and `flips` are whole numbers, $0 \le h \le n$. `a` and `b` are numbers, at least 1, not always whole. The result is one number.
# - With $a = b = 1$ it is the MLE. You need not care about the case without flips and without a prior ($n = 0$ and $a = 1$ or $b = 1$).
#
# *(2 points)*

# %% exercise="map_bernoulli" points=2
def map_bernoulli(heads, flips, a, b):
    """Mode of a coin's posterior after `heads` in `flips`, with a Beta(a, b) prior, a float."""
    ### BEGIN SOLUTION
    return (heads + a - 1) / (flips + a + b - 2)
    ### END SOLUTION

# %% check="map_bernoulli"
check(map_bernoulli)

# %% [markdown]
# ### Prior against data
#
# A fairly strong prior, $a = b = 5$: four heads and four tails that you imagine. Then the coin is tossed: 3 heads in 3, later 22 in 30, in the end 210 in 300.
#
# **Predict.** Where is the MAP estimate in each of the three cases, and how far from the MLE? Guess the first one with the formula.

# %%
p = np.linspace(0.001, 0.999, 999)
with using("map_bernoulli"):
    fig, axes = plt.subplots(1, 3, figsize=(8, 2.8), layout="constrained")
    for ax, (heads, flips) in zip(axes, [(3, 3), (22, 30), (210, 300)]):
        tails, best = flips - heads, map_bernoulli(heads, flips, 5, 5)
        curves = [("prior", 4, 4, ":"), ("likelihood", heads, tails, "--"), ("posterior", heads + 4, tails + 4, "-")]
        for name, ups, downs, style in curves:
            logs = ups * np.log(p) + downs * np.log(1 - p)
            ax.plot(p, np.exp(logs - logs.max()), style, label=name)
        ax.axvline(best, color="0.6", linewidth=1)
        ax.set(xlabel="p", yticks=[], title=f"{heads} of {flips}\nMAP {best:.3f}, MLE {heads / flips:.3f}")
    _ = axes[0].legend(fontsize=8)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 0.636, 0.684, 0.695. The gap to the MLE is 0.364, then 0.049, then 0.005: eight imagined flips outweigh three real ones, and hardly matter beside three hundred.
#
# The reason stands in the cost. The likelihood has one term for each flip and grows with $n$. The prior is one term and stays what it is. **As the sample grows, MAP goes to MLE.**
#
# </details>

# %% [markdown]
# ## 5 · One point is not a belief
#
# The posterior is a whole curve. MAP keeps its top and throws away the rest: how wide it is, whether it leans to one side, whether there is a second hill. *MAP is a point estimate.* It uses Bayes' rule, but it is not yet Bayesian inference, which keeps the whole curve and averages over it.
#
# There is a subtler loss. A density has a height *per unit* of something: per unit of $p$, say. Describe the same coin by its log-odds, $z = \log\frac{p}{1-p}$, and the same belief has another density, per unit of $z$. Probability must be the same in both,
# $\text{density}_z\,\mathrm{d}z = \text{density}_p\,\mathrm{d}p$, and so
#
# $$\text{density}_z = \text{density}_p\cdot\frac{\mathrm{d}p}{\mathrm{d}z} = \text{density}_p\cdot p\,(1-p)$$
#
# (From $z = \log p - \log(1-p)$ we get $\frac{\mathrm{d}z}{\mathrm{d}p} = \frac1p + \frac1{1-p} = \frac{1}{p(1-p)}$.)
#
# **Predict.** Three heads in three flips, prior $a = b = 2$. The most probable $p$ is $\frac{3+1}{3+2} = 0.8$. We look for the most probable log-odds, and translate it back to a $p$. Do we get 0.8 again?

# %%
p = np.linspace(0.0005, 0.9995, 9991)
density_p = p**4 * (1 - p)           # per unit of p, not normalised
density_z = density_p * p * (1 - p)  # the same belief, per unit of z
p[[np.argmax(density_p), np.argmax(density_z)]].round(3)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# No: 0.714, which is 5/7. The same data and the same belief, and another "most probable coin". **MAP depends on how you write down the parameter.** A prior that is flat in $p$ is not flat in $z$, either.
#
# The MLE has no such trouble. A likelihood is a probability of the *data*: to rename the parameter moves no height, and its top is the same coin under each name.
#
# </details>
#
# So MAP is a tool, not a truth. It is cheap, it is stable, and it is what most training really does, as we see now.

# %% [markdown]
# ## 6 · A prior on weights is ridge regression
#
# Now a model. A row $x_i$ of $X$ holds the features of example $i$, and the measurement is linear in them, with Gaussian noise:
#
# $$y_i = x_i\cdot w + \varepsilon_i, \qquad \varepsilon_i \text{ Gaussian with mean } 0 \text{ and variance } \sigma^2$$
#
# From section 2 we know the negative log-likelihood, with $x_i \cdot w$ in the place of $\mu$. What do we know about $w$ beforehand? Say: weights are moderate. Each is Gaussian with mean 0 and variance $\tau^2$, independent of the others. That is the same formula again, with $w_j$ as the reading:
#
# $$-\log p(w\mid X, y) = \frac{1}{2\sigma^2}\sum_{i=1}^m (x_i\cdot w - y_i)^2 + \frac{1}{2\tau^2}\sum_{j=1}^d w_j^2 + \text{terms without } w$$
#
# What does its slope look like? Take the derivative with respect to $w_j$, term by term. In $x_i\cdot w = \sum_k x_{ik}w_k$ the factor of $w_j$ is $x_{ij}$:
#
# $$\frac{\partial}{\partial w_j} = \frac{1}{\sigma^2}\sum_{i=1}^m (x_i\cdot w - y_i)\,x_{ij} + \frac{1}{\tau^2}\,w_j$$
#
# All $d$ of them at once are the gradient. (The sum runs over the first index of $x_{ij}$, so $X$ is turned around.)
#
# $$\nabla = \frac{1}{\sigma^2}X^\top(Xw - y) + \frac{1}{\tau^2}\,w$$

# %% [markdown]
# ### Exercise 4 · The slope of a belief
#
# Write `neg_log_posterior_grad(w, X, y, sigma2, tau2)`, the gradient of the negative log-posterior above, exactly as it stands, neither scaled nor averaged:
#
# $$\frac{1}{\sigma^2}X^\top(Xw - y) + \frac{1}{\tau^2}\,w$$
#
# - `w` is an array of shape `(d,)`, `X` of shape `(m, d)`, `y` of shape `(m,)`. There may be fewer examples than weights. The result has shape `(d,)`.
# - `sigma2` and `tau2` are numbers greater than 0, the variances of the noise and of the prior.
# - Leave the arrays that you are given as they are.
#
# *(3 points)*

# %% exercise="neg_log_posterior_grad" points=3
def neg_log_posterior_grad(w, X, y, sigma2, tau2):
    """Gradient of the negative log-posterior of a linear model's weights, an array (d,).

    w: array (d,). X: array (m, d). y: array (m,). sigma2: noise variance. tau2: prior variance.
    """
    ### BEGIN SOLUTION
    residual = X @ w - y
    return X.T @ residual / sigma2 + w / tau2
    ### END SOLUTION

# %% check="neg_log_posterior_grad"
check(neg_log_posterior_grad)

# %% [markdown]
# ### The formula at the bottom
#
# At the minimum the gradient is zero. Multiply it by $\sigma^2$, which moves no zero, and write $\lambda = \sigma^2/\tau^2$:
#
# $$X^\top(Xw - y) + \lambda\,w = 0 \quad\Longrightarrow\quad (X^\top X + \lambda I)\,w = X^\top y$$
#
# This is **ridge regression**: it minimises $\lVert Xw - y\rVert^2 + \lambda\lVert w\rVert^2$. The penalty that people add "to keep the weights small" is a Gaussian prior, and now its strength has a meaning:
# noise variance over prior variance. Noisy data or a narrow prior: pull hard.
#
# In deep learning the same term is called **weight decay**. A network trained with cross-entropy and weight decay finds (if it finds the minimum) a MAP estimate: likelihood from the labels, Gaussian prior on the weights. (Inside Adam, weight decay and this penalty part ways: lesson 06.)
#
# The identity matrix does one thing more. With fewer examples than weights, $m \lt d$, the matrix $X^\top X$ has no inverse: infinitely many lines fit equally well, and there is no single MLE. But for every $v \ne 0$
#
# $$v^\top(X^\top X + \lambda I)\,v = \lVert Xv\rVert^2 + \lambda\lVert v\rVert^2 \gt 0$$
#
# so the matrix with $\lambda$ can always be inverted. Where the data are silent, the prior decides.

# %% [markdown]
# ### Exercise 5 · The most probable weights
#
# Write `map_linear(X, y, sigma2, tau2)`: the weights $w$ that solve
#
# $$\Bigl(X^\top X + \frac{\sigma^2}{\tau^2}\,I\Bigr)\,w = X^\top y$$
#
# - `X` is an array of shape `(m, d)`, `y` of shape `(m,)`. The result has shape `(d,)`. It must also work with fewer examples than weights.
# - `sigma2` and `tau2` are numbers greater than 0. Every weight has the prior, the first one included, even if its feature is always 1.
# - Leave the arrays that you are given as they are.
#
# *(3 points)*

# %% exercise="map_linear" points=3
def map_linear(X, y, sigma2, tau2):
    """MAP weights of a linear model with a Gaussian prior, an array (d,).

    X: array (m, d). y: array (m,). sigma2: noise variance. tau2: prior variance of each weight.
    """
    ### BEGIN SOLUTION
    ridge = sigma2 / tau2
    return np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ y)
    ### END SOLUTION

# %% check="map_linear"
check(map_linear)

# %% [markdown]
# ### Prior, noise and data at your fingertips
#
# Points scatter around the line $1 + 0.8\,t$, and *your* two functions look for it. On the left is the plane of all lines $w_0 + w_1 t$, on the right are the points.
#
# - Blue: the posterior, its top as *your* `map_linear` finds it, and that line. The band shows how unsure the posterior is of it.
# - Orange: the likelihood, its top (the MLE) and that line. Dashed green: the prior.
# - The black curve is the ridge path, all the places to which your MAP goes as the prior becomes narrower. The arrows point downhill, against *your* `neg_log_posterior_grad`.
#
# The sliders are $\tau$, $\sigma$ and the number of points. More noise scatters the points, and your functions are told so.
#
# **Predict**, then slide one thing at a time.
#
# 1. The prior from wide to narrow: it pulls both weights to zero. Is the way from the MLE to the origin straight? Does each weight shrink all the way?
# 2. Put the prior back to 0.7. Now the noise, from 0.2 to 2: which of the two estimates suffers more?
# 3. Put the noise back to 1. From 8 points to 60, and from 8 to a single one: what becomes of the MLE, and of MAP?

# %%
posterior(map_linear, neg_log_posterior_grad)

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 1. The path is bent, and the slope $w_1$ first *grows*, from 0.66 at the MLE to 0.94, before it shrinks. The likelihood is a narrow, tilted valley: along it the data hardly care, so there even a weak prior moves the estimate, and giving up intercept means taking more slope. Only later is the pull strong enough to climb the walls.
#    Wherever MAP stands, the arrows run together. A likelihood ellipse touches a circle of the prior there: the two pulls are opposite, and which point of the path it is depends on their ratio $\lambda$ alone.
# 2. The MLE. It believes every point, and at $\sigma = 2$ the noise has carried it to $(2.03, 0.53)$. MAP knows that the data have become worse: $\lambda = \sigma^2/\tau^2$ has grown to 8.16, and it stays at $(0.69, 0.93)$, closer to the true $(1, 0.8)$.
# 3. With 60 points the posterior is a small spot, and the two estimates are 0.02 apart. Nobody changed the prior: it is outvoted. With a single point there is no MLE at all, since a whole straight line of weights explains it perfectly. MAP does not mind: the prior decides along that line.
#
# </details>
#
# Keep an eye on the blue cloud, too. MAP is its top and nothing else. With a single point and a wide prior the cloud is a long streak, and the band on the right opens like a funnel; the dot says nothing of that.
#
# How fast does MAP go to MLE? The next cell draws $m$ points, keeps $\sigma^2 = \tau^2 = 1$, and measures how far MAP is from MLE.
#
# **Predict.** Ten times the data: what happens to the distance?

# %%
rng = np.random.default_rng(12)
with using("map_linear"):
    for m in (10, 100, 1000, 10_000):
        table = np.column_stack([np.ones(m), rng.uniform(0, 3, size=m)])
        truth = table @ [1.0, 0.8] + rng.normal(size=m)
        gap = np.linalg.norm(map_linear(table, truth, 1.0, 1.0) - np.linalg.lstsq(table, truth)[0])
        print(f"{m:6d} points: distance {gap:.5f}")

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# About a tenth, each time, within the luck of the draw. $X^\top X$ grows like $m$, and $\lambda$ stays: as with the coin, the data win in the end.
#
# One warning for practice. Many libraries minimise the *mean* of the squares plus a penalty. A mean has $\frac1m$ in front of the data, so their λ is ours divided by $m$. A half in front of only one of the two terms brings in a factor of 2. Never copy a λ from one formula to another before you have compared the terms.
#
# </details>

# %% [markdown]
# ## 7 · A prior with a kink
#
# One more prior, with a striking effect. You measure an effect $\mu$ that is probably nothing at all: $n$ readings with Gaussian noise of known variance $\sigma^2$, and beforehand you believe in a **Laplace prior**, a tent with a sharp top at zero:
#
# $$p(\mu) = \frac{1}{2b}\,\exp\Bigl(-\frac{\lvert\mu\rvert}{b}\Bigr)$$
#
# The recipe gives the cost, up to constants:
#
# $$C(\mu) = \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i - \mu)^2 + \frac{\lvert\mu\rvert}{b}$$
#
# Write $x_i - \mu = (x_i - \bar x) + (\bar x - \mu)$ with the mean $\bar x$. When you square and add up, the mixed terms cancel, since $\sum_i (x_i - \bar x) = 0$. So the sum is $\sum_i (x_i - \bar x)^2 + n(\bar x - \mu)^2$, and only the second part depends on $\mu$:
#
# $$C(\mu) = \frac{n}{2\sigma^2}(\mu - \bar x)^2 + \frac{\lvert\mu\rvert}{b} + \text{constant}$$
#
# A parabola with its bottom at $\bar x$, plus a V with its tip at zero.
#
# **Predict.** Take $n/\sigma^2 = 2$ and $b = 1$. Where is the lowest point for $\bar x = 1.2$, and where for $\bar x = 0.3$?

# %%
mu = np.linspace(-0.8, 1.8, 261)
fig, axes = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
for ax, mean in zip(axes, [1.2, 0.3]):
    cost = (mu - mean) ** 2 + np.abs(mu)
    ax.plot(mu, (mu - mean) ** 2, "--", color="0.6", label="data")
    ax.plot(mu, np.abs(mu), ":", color="0.6", label="prior")
    ax.plot(mu, cost, label="sum")
    ax.plot(mu[np.argmin(cost)], cost.min(), "k*", markersize=10)
    ax.set(xlabel="mu", title=f"mean {mean}: lowest at {abs(mu[np.argmin(cost)]):.1f}")
_ = axes[0].legend()

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# 0.7 and 0.0. The V pulls with the same force wherever $\mu$ is, here by half a unit. If the data don't lie farther than that from zero, the pull wins, and the estimate is *exactly* zero.
#
# </details>

# %% [markdown]
# ### Exercise 6 · A challenge: the most probable mean is often nothing
#
# Write `map_laplace_mean(x, sigma2, b)`: the $\mu$ that minimises
#
# $$C(\mu) = \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i - \mu)^2 + \frac{\lvert\mu\rvert}{b}$$
#
# Find the formula yourself. There are three cases: the minimum at a positive $\mu$, at a negative one, and at the kink. For $\mu \gt 0$ set the derivative of $C$ to zero; then ask when that $\mu$ really is positive.
#
# - `x` is an array of shape `(n,)`, at least one reading. `sigma2` and `b` are numbers greater than 0. The result is one number.
# - It is compared to a relative precision of 1e-5, and where the answer is zero it must be zero, up to rounding: searching a grid won't do.
# - Leave `x` unchanged.
#
# *(a challenge: 2 points on top; full marks for the lesson are 14 without it)*

# %% exercise="map_laplace_mean" points=2
def map_laplace_mean(x, sigma2, b):
    """MAP mean of a Gaussian sample with known variance, under a Laplace(0, b) prior, a float.

    x: array (n,), n at least 1. sigma2: variance of the noise. b: width of the prior.
    """
    ### BEGIN SOLUTION
    mean = np.mean(x)
    threshold = sigma2 / (len(x) * b)
    return float(np.sign(mean) * max(abs(mean) - threshold, 0.0))
    ### END SOLUTION

# %% check="map_laplace_mean"
check(map_laplace_mean)

# %% [markdown]
# ### Two priors, side by side
#
# *Your* function, for one reading with $\sigma^2 = 1$ and $b = 1$, against a Gaussian prior of the same variance, $\tau^2 = 2b^2 = 2$.
#
# **Predict.** Which of the two changes large effects more, and which one small effects?

# %%
effects = np.linspace(-4, 4, 161)
with using("map_laplace_mean"):
    laplace = [map_laplace_mean(np.array([effect]), 1.0, 1.0) for effect in effects]
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(effects, effects, ":", color="0.6", label="no prior: MLE")
    ax.plot(effects, effects / (1 + 1 / 2), "--", label="Gaussian prior")
    ax.plot(effects, laplace, label="Laplace prior")
    _ = (ax.legend(), ax.set(xlabel="measured", ylabel="MAP estimate"))

# %% [markdown]
# <details><summary>What did you see, and where the formula comes from</summary>
#
# The Gaussian prior takes a *share*: a third of everything, so large effects lose most. The Laplace prior takes an *amount*: 1 from everything that has it, and all from what has less. This is called **soft thresholding**.
#
# For $\mu \gt 0$ the derivative is $\frac{n}{\sigma^2}(\mu - \bar x) + \frac1b$, and its zero is $\mu = \bar x - \frac{\sigma^2}{nb}$. This is positive only if $\bar x \gt \frac{\sigma^2}{nb}$. For $\mu \lt 0$ the V has the slope $-\frac1b$, and the same steps give $\mu = \bar x + \frac{\sigma^2}{nb}$, if $\bar x \lt -\frac{\sigma^2}{nb}$.
# In between, $C$ falls on the left of zero and rises on the right, so its minimum is the kink:
#
# $$\hat\mu = \mathrm{sign}(\bar x)\,\max\Bigl(\lvert\bar x\rvert - \frac{\sigma^2}{nb},\ 0\Bigr)$$
#
# </details>
#
# On the weights of a linear model the Laplace prior gives the **lasso**: it sets some weights to exactly zero, and so it selects features. Recall section 5, though. The zero is a property of the *top* of the posterior. The posterior itself is a smooth heap with a kink, and it gives the value 0 no more probability than any other single value: none.

# %% [markdown]
# ## On half a page
#
# | name | formula |
# |---|---|
# | likelihood, i.i.d. | $p(x;\theta) = \prod_i p(x_i;\theta)$, a function of $\theta$ |
# | MLE | $\arg\max_\theta p(x;\theta) = \arg\min_\theta\bigl(-\sum_i\log p(x_i;\theta)\bigr)$ |
# | Gaussian NLL | $\frac n2\log(2\pi\sigma^2) + \frac1{2\sigma^2}\sum_i(x_i-\mu)^2$ |
# | Gaussian MLE | $\hat\mu = \bar x, \quad \hat\sigma^2 = \frac1n\sum_i(x_i-\bar x)^2$ |
# | Bayes' rule | $p(\theta\mid x) = p(x\mid\theta)\,p(\theta)/p(x)$ |
# | MAP | $\arg\min_\theta\bigl(-\log p(x\mid\theta) - \log p(\theta)\bigr)$ |
# | coin with a Beta prior | $(h+a-1)/(n+a+b-2)$ |
# | Gaussian prior: ridge | $(X^\top X + \lambda I)\,w = X^\top y, \quad \lambda = \sigma^2/\tau^2$ |
# | Laplace prior: soft threshold | $\mathrm{sign}(\bar x)\max(\lvert\bar x\rvert - \sigma^2/(nb),\ 0)$ |
#
# **When to use what**
#
# - Much data and few parameters: MLE. The prior would not be noticed.
# - Little data, or more parameters than data: MAP, with a prior that you can defend.
# - You believe that most effects are small but none is zero: a Gaussian prior. You want those that are probably nothing to come out as exactly zero: a Laplace prior.
# - You need to know how *sure* you are: neither. Keep the posterior, or a good approximation to it.
# - Whenever you see a product of probabilities in code: take logarithms first.
#
# **To read**
#
# - R. A. Fisher, *On the mathematical foundations of theoretical statistics*, Philosophical Transactions of the Royal Society A 222, 1922: likelihood, and why to maximise it.
# - A. E. Hoerl, R. W. Kennard, *Ridge regression: biased estimation for nonorthogonal problems*, Technometrics 12(1), 1970; and R. Tibshirani, *Regression shrinkage and selection via the lasso*, Journal of the Royal Statistical Society B 58(1), 1996.
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006: chapters 1 and 3, for the whole posterior instead of its top.
#
# **What you can do now.** You can make a cost out of an assumption about noise, and read the assumption off a cost. You can fit a Gaussian without losing a digit, add a prior, and say what a given λ claims about the world.
# And you know what a MAP estimate hides. In this lesson the minima came from formulas. Most costs have none: in lesson 02 you walk to the minimum, step by step.
