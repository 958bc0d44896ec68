"""Wrong answers to lesson 01, as students write them: `<exercise>__<what is wrong>`."""


def gaussian_nll__bare_names(x, mu, sigma2):
    """pi and log without the module that they come from."""
    return len(x) / 2 * log(2 * pi * sigma2) + sum((x - mu) ** 2) / (2 * sigma2)


def gaussian_nll__ln(x, mu, sigma2):
    """The logarithm is called np.ln, as on paper."""
    return len(x) / 2 * np.ln(2 * np.pi * sigma2) + np.sum((x - mu) ** 2) / (2 * sigma2)


def gaussian_nll__caret(x, mu, sigma2):
    """A caret for a power."""
    return len(x) / 2 * np.log(2 * np.pi * sigma2) + np.sum((x - mu) ^ 2) / (2 * sigma2)


def gaussian_nll__implied_product(x, mu, sigma2):
    """2(pi) as on paper, which calls the number 2."""
    return len(x) / 2 * np.log(2(np.pi) * sigma2) + np.sum((x - mu) ** 2) / (2 * sigma2)


def gaussian_nll__returns_in_loop(x, mu, sigma2):
    """The return stands inside the loop, so only the first reading counts."""
    total = 0
    for xi in x:
        total += 0.5 * np.log(2 * np.pi * sigma2) + (xi - mu) ** 2 / (2 * sigma2)
        return total


def gaussian_nll__prints(x, mu, sigma2):
    """Prints the result and returns nothing."""
    nll = len(x) / 2 * np.log(2 * np.pi * sigma2) + np.sum((x - mu) ** 2) / (2 * sigma2)
    print(nll)


def gaussian_nll__skips_first_reading(x, mu, sigma2):
    """The loop begins at 1, as on paper."""
    nll = len(x) / 2 * np.log(2 * np.pi * sigma2)
    for i in range(1, len(x)):
        nll += (x[i] - mu) ** 2 / (2 * sigma2)
    return nll


def gaussian_nll__whole_number_n(x, mu, sigma2):
    """n // 2 drops a half where n is odd."""
    return len(x) // 2 * np.log(2 * np.pi * sigma2) + np.sum((x - mu) ** 2) / (2 * sigma2)


def gaussian_nll__overwrites_total(x, mu, sigma2):
    """= for += in the loop: the last reading alone is left."""
    n = len(x)
    squares = 0
    for xi in x:
        squares = (xi - mu) ** 2
    return n / 2 * np.log(2 * np.pi * sigma2) + squares / (2 * sigma2)


def gaussian_nll__estimates_parameters(x, mu, sigma2):
    """Overwrites mu and sigma2 by the sample's own."""
    mu = x.mean()
    sigma2 = x.var()
    return len(x) / 2 * np.log(2 * np.pi * sigma2) + np.sum((x - mu) ** 2) / (2 * sigma2)


def gaussian_nll__math_log_of_densities(x, mu, sigma2):
    """math.exp on an array."""
    import math

    p = 1 / math.sqrt(2 * math.pi * sigma2) * math.exp(-((x - mu) ** 2) / (2 * sigma2))
    return -sum(math.log(pi) for pi in p)


def gaussian_nll__log1p(x, mu, sigma2):
    """Adds a small number so that the logarithm of 0 does not come up."""
    p = np.exp(-((x - mu) ** 2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)
    return -np.sum(np.log(p + 1e-12))


def mle_gaussian__statistics_variance(x):
    """statistics.variance divides by n - 1."""
    import statistics

    return statistics.mean(x), statistics.variance(x)


def mle_gaussian__dict(x):
    """A dictionary with names in place of a pair."""
    return {"mu": x.mean(), "sigma2": x.var()}


def mle_gaussian__np_average_std(x):
    """np.std for the variance, through a variable that claims to be one."""
    mu = np.average(x)
    sigma2 = np.std(x)
    return mu, sigma2


def mle_gaussian__rounded(x):
    """Rounds to two digits, as it looks nicer."""
    return round(float(np.mean(x)), 2), round(float(np.var(x)), 2)


def mle_gaussian__whole_number_mean(x):
    """// for /."""
    mu = sum(x) // len(x)
    sigma2 = sum((x - mu) ** 2) / len(x)
    return mu, sigma2


def mle_gaussian__one_array_of_differences(x):
    """The mean is not taken: a square for each reading."""
    mu = np.mean(x)
    sigma2 = (x - mu) ** 2
    return mu, sigma2


def mle_gaussian__return_in_loop(x):
    """Returns after the first reading."""
    mu = sum(x) / len(x)
    s = 0
    for xi in x:
        s += (xi - mu) ** 2
        return mu, s / len(x)


def mle_gaussian__float32(x):
    """Casts to float32, which has 7 digits."""
    x = x.astype(np.float32)
    return x.mean(), x.var()


def mle_gaussian__sorted_in_place(x):
    """Sorts the caller's array while it looks for outliers."""
    x.sort()
    return np.mean(x), np.var(x)


def mle_gaussian__covariance(x):
    """np.cov, which divides by n - 1."""
    return np.mean(x), np.cov(x)


def mle_gaussian__square_outside(x):
    """Squares the sum in place of the terms."""
    mu = x.sum() / len(x)
    return mu, (x - mu).sum() ** 2 / len(x)


def map_bernoulli__arg_max_over_grid(heads, flips, a, b):
    """The top of the posterior on a coarse grid."""
    p = np.linspace(0.01, 0.99, 99)
    return p[np.argmax(p ** (heads + a - 1) * (1 - p) ** (flips - heads + b - 1))]


def map_bernoulli__posterior_mean_with_new_names(heads, flips, a, b):
    """The mean of the posterior, alpha/(alpha + beta)."""
    alpha = heads + a
    beta = flips - heads + b
    return alpha / (alpha + beta)


def map_bernoulli__a_for_b_below(heads, flips, a, b):
    """a twice in the denominator."""
    return (heads + a - 1) / (flips + a + a - 2)


def map_bernoulli__rounded(heads, flips, a, b):
    """Rounds to two digits."""
    return round((heads + a - 1) / (flips + a + b - 2), 2)


def map_bernoulli__percent(heads, flips, a, b):
    """In percent."""
    return 100 * (heads + a - 1) / (flips + a + b - 2)


def map_bernoulli__int(heads, flips, a, b):
    """Counts imagined flips in whole numbers."""
    a, b = int(a), int(b)
    return (heads + a - 1) / (flips + a + b - 2)


def map_bernoulli__tails_below(heads, flips, a, b):
    """Divides by the tails: the odds, not the probability."""
    return (heads + a - 1) / (flips - heads + b - 1)


def map_bernoulli__two_sides_of_the_prior(heads, flips, a, b):
    """Adds the prior's mode to the share of heads."""
    return heads / flips + (a - 1) / (a + b - 2)


def map_bernoulli__unnormalised_posterior(heads, flips, a, b):
    """The posterior's height, with p not defined."""
    return p ** (heads + a - 1) * (1 - p) ** (flips - heads + b - 1)


def map_bernoulli__mle_when_flat(heads, flips, a, b):
    """Treats a flat prior, but forgets to treat the others."""
    if a == 1 and b == 1:
        return heads / flips


def map_bernoulli__string(heads, flips, a, b):
    """A formatted text in place of a number."""
    return f"{(heads + a - 1) / (flips + a + b - 2):.3f}"


def neg_log_posterior_grad__star(w, X, y, sigma2, tau2):
    """* for @ after transposing."""
    return X.T * (X * w - y) / sigma2 + w / tau2


def neg_log_posterior_grad__lambda(w, X, y, sigma2, tau2):
    """Writes lambda, which is a word of Python's, as lam, and never defines it."""
    return X.T @ (X @ w - y) + lam * w


def neg_log_posterior_grad__y_outside(w, X, y, sigma2, tau2):
    """The bracket closes too early: X.T @ X @ w - y."""
    return (X.T @ (X @ w) - y) / sigma2 + w / tau2


def neg_log_posterior_grad__one_division(w, X, y, sigma2, tau2):
    """Everything over sigma2, tau2 forgotten by a bracket."""
    return (X.T @ (X @ w - y) + w / tau2) / sigma2


def neg_log_posterior_grad__mean(w, X, y, sigma2, tau2):
    """A mean over the examples, by the habit of lesson 02."""
    residual = X @ w - y
    return np.mean(X * residual[:, None], axis=0) / sigma2 + w / tau2


def neg_log_posterior_grad__cost(w, X, y, sigma2, tau2):
    """The cost in place of its gradient."""
    return np.sum((X @ w - y) ** 2) / (2 * sigma2) + np.sum(w**2) / (2 * tau2)


def neg_log_posterior_grad__norm_of_w(w, X, y, sigma2, tau2):
    """The prior's cost, not its slope, is added."""
    return X.T @ (X @ w - y) / sigma2 + w @ w / (2 * tau2)


def neg_log_posterior_grad__loop_last_row(w, X, y, sigma2, tau2):
    """= for += over the rows."""
    for i in range(len(y)):
        g = (X[i] @ w - y[i]) * X[i] / sigma2
    return g + w / tau2


def neg_log_posterior_grad__prior_in_loop(w, X, y, sigma2, tau2):
    """The prior's term is added once for each example."""
    g = np.zeros(len(w))
    for i in range(len(y)):
        g += (X[i] @ w - y[i]) * X[i] / sigma2 + w / tau2
    return g


def neg_log_posterior_grad__sum_over_rows(w, X, y, sigma2, tau2):
    """Sums along the features."""
    r = X @ w - y
    return (X * r[:, None]).sum(axis=1) / sigma2 + w / tau2


def neg_log_posterior_grad__in_place(w, X, y, sigma2, tau2):
    """Adds into w by +=."""
    w /= tau2
    w += X.T @ (X @ w - y) / sigma2
    return w


def map_linear__lambda_eye_m(X, y, sigma2, tau2):
    """The identity has as many rows as there are examples."""
    m, d = X.shape
    return np.linalg.inv(X.T @ X + sigma2 / tau2 * np.eye(m)) @ X.T @ y


def map_linear__inverse_power(X, y, sigma2, tau2):
    """** -1 for the inverse of a matrix."""
    d = X.shape[1]
    return (X.T @ X + sigma2 / tau2 * np.eye(d)) ** -1 @ X.T @ y


def map_linear__star(X, y, sigma2, tau2):
    """* for @."""
    d = X.shape[1]
    return np.linalg.solve(X.T * X + sigma2 / tau2 * np.eye(d), X.T * y)


def map_linear__solve_without_y(X, y, sigma2, tau2):
    """Solves for y itself."""
    d = X.shape[1]
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(d), y)


def map_linear__identity_of_matrix(X, y, sigma2, tau2):
    """np.eye is given a shape."""
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape), X.T @ y)


def map_linear__ones(X, y, sigma2, tau2):
    """np.ones for the identity."""
    d = X.shape[1]
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.ones((d, d)), X.T @ y)


def map_linear__intercept(X, y, sigma2, tau2):
    """Adds a column of ones, as other courses do."""
    X = np.column_stack([np.ones(len(X)), X])
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape[1]), X.T @ y)


def map_linear__divided_by_m(X, y, sigma2, tau2):
    """Averages the data's two terms."""
    m, d = X.shape
    return np.linalg.solve(X.T @ X / m + sigma2 / tau2 * np.eye(d), X.T @ y / m)


def map_linear__prior_in_data_units(X, y, sigma2, tau2):
    """Divides the left side by the noise, and not the right."""
    d = X.shape[1]
    return np.linalg.solve(X.T @ X / sigma2 + np.eye(d) / tau2, X.T @ y)


def map_linear__ridge_of_y(X, y, sigma2, tau2):
    """Adds the ridge on the right side, too."""
    lam = sigma2 / tau2
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y + lam)


def map_linear__gradient_descent(X, y, sigma2, tau2):
    """A hundred small steps downhill: not there yet."""
    w = np.zeros(X.shape[1])
    for _ in range(100):
        w = w - 0.001 * (X.T @ (X @ w - y) / sigma2 + w / tau2)
    return w


def map_linear__two_results(X, y, sigma2, tau2):
    """lstsq's whole result."""
    return np.linalg.lstsq(X.T @ X + sigma2 / tau2 * np.eye(X.shape[1]), X.T @ y, rcond=None)


def map_laplace_mean__float_of_condition(x, sigma2, b):
    """Only the case above zero returns."""
    mean = x.mean()
    t = sigma2 / (len(x) * b)
    if mean > t:
        return mean - t
    elif mean < -t:
        return mean + t


def map_laplace_mean__np_max_of_two(x, sigma2, b):
    """np.max with two numbers: the second is an axis."""
    mean = np.mean(x)
    t = sigma2 / (len(x) * b)
    return np.sign(mean) * np.max(np.abs(mean) - t, 0)


def map_laplace_mean__sign_of_the_tail(x, sigma2, b):
    """For a negative mean, subtracts once more."""
    m = np.mean(x)
    t = sigma2 / (len(x) * b)
    if m > 0:
        return max(m - t, 0)
    return min(m - t, 0)


def map_laplace_mean__gradient_zero(x, sigma2, b):
    """Sets the slope to zero, taking the sign of mu as 1."""
    return np.mean(x) - sigma2 / (len(x) * b)


def map_laplace_mean__argument_order(x, sigma2, b):
    """b and sigma2 have traded places."""
    t = b / (len(x) * sigma2)
    m = np.mean(x)
    return np.sign(m) * max(abs(m) - t, 0)


def map_laplace_mean__soft_threshold_on_each(x, sigma2, b):
    """Each reading is thresholded, and the array comes back."""
    t = sigma2 / (len(x) * b)
    return np.sign(x) * np.maximum(np.abs(x) - t, 0)


def map_laplace_mean__min_for_max(x, sigma2, b):
    """min for max."""
    m = np.mean(x)
    return np.sign(m) * min(abs(m) - sigma2 / (len(x) * b), 0)


def map_laplace_mean__cost(x, sigma2, b):
    """The cost at the mean, not where it is lowest."""
    mu = np.mean(x)
    return np.sum((x - mu) ** 2) / (2 * sigma2) + abs(mu) / b


def map_laplace_mean__ridge(x, sigma2, b):
    """The Gaussian prior of the section before, with b squared."""
    return np.sum(x) / (len(x) + sigma2 / b**2)


def map_laplace_mean__len_of_mean(x, sigma2, b):
    """Overwrites x by its mean, then asks for its length."""
    x = np.mean(x)
    t = sigma2 / (len(x) * b)
    return np.sign(x) * max(abs(x) - t, 0)


def map_laplace_mean__absolute_mean(x, sigma2, b):
    """Takes the absolute value of each reading before the mean."""
    m = np.mean(np.abs(x))
    t = sigma2 / (len(x) * b)
    return np.sign(np.mean(x)) * max(m - t, 0)


def mle_gaussian__set_of_readings(x):
    """A set of the readings: equal ones count once."""
    x = np.array(sorted(set(x)))
    return x.mean(), x.var()


def map_laplace_mean__sign_of_first_reading(x, sigma2, b):
    """The sign of the first reading for that of the mean."""
    mean = np.mean(x)
    return np.sign(x[0]) * max(abs(mean) - sigma2 / (len(x) * b), 0)


def map_linear__pseudo_inverse_for_few(X, y, sigma2, tau2):
    """Leaves the prior out where there are far fewer examples than weights."""
    m, d = X.shape
    if m + 1 < d:
        return np.linalg.pinv(X) @ y
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(d), X.T @ y)
