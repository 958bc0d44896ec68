"""Wrong answers to lesson 05, as students write them: `<exercise>__<what is wrong>`."""


def momentum_step__forgets_to_return(theta, velocity, grad, lr, gamma):
    """No return."""
    velocity = gamma * velocity + lr * grad
    theta = theta - velocity


def momentum_step__in_place(theta, velocity, grad, lr, gamma):
    """*= and += on the caller's velocity, a new theta."""
    velocity *= gamma
    velocity += lr * grad
    return theta - velocity, velocity


def momentum_step__theta_in_place(theta, velocity, grad, lr, gamma):
    """-= on the caller's theta, a new velocity."""
    velocity = gamma * velocity + lr * grad
    theta -= velocity
    return theta, velocity


def momentum_step__new_velocity_twice(theta, velocity, grad, lr, gamma):
    """The new velocity is damped once more before it moves theta."""
    velocity = gamma * velocity + lr * grad
    return theta - gamma * velocity, velocity


def momentum_step__grad_called(theta, velocity, grad, lr, gamma):
    """Calls grad as a function."""
    velocity = gamma * velocity + lr * grad(theta)
    return theta - velocity, velocity


def momentum_step__theta_before_velocity(theta, velocity, grad, lr, gamma):
    """theta moves first, with the velocity before, then the velocity is renewed."""
    theta = theta - velocity
    velocity = gamma * velocity + lr * grad
    return theta, velocity


def momentum_step__greek_letter(theta, velocity, grad, lr, gamma):
    """beta for gamma."""
    velocity = beta * velocity + lr * grad
    return theta - velocity, velocity


def momentum_step__adam_m(theta, velocity, grad, lr, gamma):
    """The running average of Adam, lr on both."""
    velocity = gamma * velocity + (1 - gamma) * grad
    return theta - lr * velocity, lr * velocity


def momentum_step__dict(theta, velocity, grad, lr, gamma):
    """A dict with names."""
    velocity = gamma * velocity + lr * grad
    return {"theta": theta - velocity, "velocity": velocity}


def momentum_step__friction_and_rest(theta, velocity, grad, lr, gamma):
    """1 - gamma is taken for what survives."""
    velocity = (1 - gamma) * velocity + lr * grad
    return theta - velocity, velocity


def momentum_step__lr_on_all(theta, velocity, grad, lr, gamma):
    """lr in front of a bracket around both terms."""
    velocity = lr * (gamma * velocity + grad)
    return theta - velocity, velocity


def momentum_step__plus_gamma_theta(theta, velocity, grad, lr, gamma):
    """gamma on theta in place of the velocity."""
    velocity = gamma * theta + lr * grad
    return theta - velocity, velocity


def run_momentum__velocity_of_floats(grad_f, theta0, lr, gamma, steps):
    """Velocity starts as the number 0: right; but theta is changed in place and stored."""
    theta = np.array(theta0, dtype=float)
    velocity = 0
    path = [theta]
    for _ in range(steps):
        velocity = gamma * velocity + lr * grad_f(theta)
        theta -= velocity
        path.append(theta)
    return np.array(path)


def run_momentum__ignores_results(grad_f, theta0, lr, gamma, steps):
    """momentum_step is called and its results are thrown away."""
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        momentum_step(theta, velocity, grad_f(theta), lr, gamma)
        path.append(theta)
    return np.array(path)


def run_momentum__results_swapped(grad_f, theta0, lr, gamma, steps):
    """Takes momentum_step's results in the other order."""
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        velocity, theta = momentum_step(theta, velocity, grad_f(theta), lr, gamma)
        path.append(theta)
    return np.array(path)


def run_momentum__velocity_not_kept(grad_f, theta0, lr, gamma, steps):
    """The new velocity is dropped."""
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        theta, _ = momentum_step(theta, velocity, grad_f(theta), lr, gamma)
        path.append(theta)
    return np.array(path)


def run_momentum__zeros_like_list(grad_f, theta0, lr, gamma, steps):
    """theta0 is taken as it comes: a list has no minus."""
    theta = theta0
    velocity = np.zeros(len(theta0))
    path = [theta0]
    for _ in range(steps):
        velocity = gamma * velocity + lr * grad_f(theta)
        theta = theta - velocity
        path.append(theta)
    return np.array(path)


def run_momentum__gradient_at_start(grad_f, theta0, lr, gamma, steps):
    """grad_f(theta0) in the loop."""
    theta = np.array(theta0, dtype=float)
    v = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        v = gamma * v + lr * grad_f(path[0])
        theta = theta - v
        path.append(theta)
    return np.array(path)


def run_momentum__plain_descent(grad_f, theta0, lr, gamma, steps):
    """Gradient descent, gamma never used."""
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * grad_f(theta)
        path.append(theta)
    return np.array(path)


def run_momentum__passes_function(grad_f, theta0, lr, gamma, steps):
    """Hands grad_f itself to momentum_step."""
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        theta, velocity = momentum_step(theta, velocity, grad_f, lr, gamma)
        path.append(theta)
    return np.array(path)


def run_momentum__returns_list_of_pairs(grad_f, theta0, lr, gamma, steps):
    """Stores theta and velocity."""
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [(theta, velocity)]
    for _ in range(steps):
        velocity = gamma * velocity + lr * grad_f(theta)
        theta = theta - velocity
        path.append((theta, velocity))
    return np.array(path)


def run_momentum__starts_at_zero(grad_f, theta0, lr, gamma, steps):
    """A path of zeros whose first row was never set."""
    path = np.zeros((steps + 1, len(theta0)))
    v = np.zeros(len(theta0))
    for t in range(steps):
        v = gamma * v + lr * grad_f(path[t])
        path[t + 1] = path[t] - v
    return path


def run_momentum__arguments_in_other_order(grad_f, theta0, lr, gamma, steps):
    """momentum_step(theta, grad, velocity, ...)."""
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        theta, velocity = momentum_step(theta, grad_f(theta), velocity, lr, gamma)
        path.append(theta)
    return np.array(path)


def run_momentum__heavy_ball_from_differences(grad_f, theta0, lr, gamma, steps):
    """theta - lr g + gamma (theta - previous), with the sign of the last term turned."""
    theta = np.array(theta0, dtype=float)
    previous = theta
    path = [theta]
    for _ in range(steps):
        theta, previous = theta - lr * grad_f(theta) - gamma * (theta - previous), theta
        path.append(theta)
    return np.array(path)


def terminal_velocity__loop_of_hundred(grad, lr, gamma):
    """A hundred steps, which is too few for gamma near 1."""
    v = 0
    for _ in range(100):
        v = gamma * v + lr * grad
    return v


def terminal_velocity__power_of_gamma(grad, lr, gamma):
    """A geometric series with gamma on top."""
    return lr * grad * gamma / (1 - gamma)


def terminal_velocity__brackets(grad, lr, gamma):
    """lr * grad / 1 - gamma."""
    v = lr * grad / 1 - gamma
    return v


def terminal_velocity__velocity_unknown(grad, lr, gamma):
    """The equation as it stands, with v on both sides."""
    v = gamma * v + lr * grad
    return v


def terminal_velocity__one_component(grad, lr, gamma):
    """The length of the gradient."""
    return lr * np.linalg.norm(grad) / (1 - gamma)


def terminal_velocity__sum_of_powers(grad, lr, gamma):
    """The sum begins at 1, so the first push is missing."""
    return sum(gamma**k for k in range(1, 5000)) * lr * grad


def terminal_velocity__divides_by_lr(grad, lr, gamma):
    """lr below the line."""
    return grad / (lr * (1 - gamma))


def terminal_velocity__out_argument(grad, lr, gamma):
    """np.multiply writes its result into the caller's gradient."""
    np.multiply(grad, lr / (1 - gamma), out=grad)
    return grad


def terminal_velocity__until_it_stops(grad, lr, gamma):
    """Iterates until the change is below 0.01."""
    v = np.zeros_like(grad)
    while True:
        new = gamma * v + lr * grad
        if np.max(np.abs(new - v)) < 0.01:
            return new
        v = new


def terminal_velocity__abs(grad, lr, gamma):
    """Absolute values, as of a speed, for each coordinate."""
    return np.abs(lr * grad / (1 - gamma))


def terminal_velocity__list_times_float(grad, lr, gamma):
    """A list comprehension that forgets the learning rate."""
    return [g / (1 - gamma) for g in grad]


def heavy_ball_rate__math_sqrt(lr, gamma, lam):
    """math.sqrt of a negative number."""
    import math

    p = 1 + gamma - lr * lam
    d = math.sqrt(p**2 - 4 * gamma)
    return max(abs((p + d) / 2), abs((p - d) / 2))


def heavy_ball_rate__no_abs(lr, gamma, lam):
    """max of the roots without their size."""
    roots = np.roots([1, -(1 + gamma - lr * lam), gamma])
    return np.max(roots)


def heavy_ball_rate__gamma_for_root(lr, gamma, lam):
    """gamma for its root in the complex case."""
    p = 1 + gamma - lr * lam
    if p**2 < 4 * gamma:
        return gamma
    d = np.sqrt(p**2 - 4 * gamma)
    return max(abs(p + d), abs(p - d)) / 2


def heavy_ball_rate__roots_in_reverse(lr, gamma, lam):
    """np.roots wants the highest power first."""
    return np.max(np.abs(np.roots([gamma, -(1 + gamma - lr * lam), 1])))


def heavy_ball_rate__sign_of_p(lr, gamma, lam):
    """The minus in front of the middle term is forgotten."""
    return np.max(np.abs(np.roots([1, 1 + gamma + lr * lam, gamma])))


def heavy_ball_rate__max_of_eig(lr, gamma, lam):
    """The whole result of eig."""
    M = np.array([[1 - lr * lam, -gamma], [lr * lam, gamma]])
    return max(abs(np.linalg.eig(M)))


def heavy_ball_rate__norm(lr, gamma, lam):
    """The matrix norm."""
    M = np.array([[1 - lr * lam, -gamma], [lr * lam, gamma]])
    return np.linalg.norm(M)


def heavy_ball_rate__imaginary_dropped(lr, gamma, lam):
    """A negative discriminant is cut to zero."""
    p = 1 + gamma - lr * lam
    d = np.sqrt(max(p**2 - 4 * gamma, 0))
    return max(abs(p + d), abs(p - d)) / 2


def heavy_ball_rate__sum_of_roots(lr, gamma, lam):
    """The trace, which is the sum of the roots."""
    return abs(1 + gamma - lr * lam)


def heavy_ball_rate__estimated(lr, gamma, lam):
    """Measures how much |theta| shrinks over 50 steps."""
    theta, v = 1.0, 0.0
    for _ in range(50):
        v = gamma * v + lr * lam * theta
        theta = theta - v
    return abs(theta) ** (1 / 50)


def heavy_ball_rate__list_maximum(lr, gamma, lam):
    """np.maximum with one argument."""
    roots = np.roots([1, -(1 + gamma - lr * lam), gamma])
    return np.maximum(np.abs(roots))


def optimal_heavy_ball__math_sqrt_missing(mu, L):
    """sqrt without a module."""
    kappa = L / mu
    rho = (sqrt(kappa) - 1) / (sqrt(kappa) + 1)
    return 4 / (sqrt(L) + sqrt(mu)) ** 2, rho**2, rho


def optimal_heavy_ball__kappa_inverted(mu, L):
    """mu over L."""
    k = np.sqrt(mu / L)
    rho = (k - 1) / (k + 1)
    return 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2, rho**2, rho


def optimal_heavy_ball__square_inside(mu, L):
    """The square stands inside the bracket."""
    k = np.sqrt(L / mu)
    rho = (k - 1) / (k + 1)
    return 4 / (np.sqrt(L) ** 2 + np.sqrt(mu) ** 2), rho**2, rho


def optimal_heavy_ball__caret(mu, L):
    """A caret for a power."""
    k = np.sqrt(L / mu)
    rho = (k - 1) / (k + 1)
    return 4 / (np.sqrt(L) + np.sqrt(mu)) ^ 2, rho ^ 2, rho


def optimal_heavy_ball__dict(mu, L):
    """A dict with names."""
    k = np.sqrt(L / mu)
    rho = (k - 1) / (k + 1)
    return {"lr": 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2, "gamma": rho**2, "rate": rho}


def optimal_heavy_ball__rate_by_heavy_ball_at_zero(mu, L):
    """The rate is asked at the middle of the curvatures."""
    k = np.sqrt(L / mu)
    gamma = ((k - 1) / (k + 1)) ** 2
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    return lr, gamma, heavy_ball_rate(lr, gamma, mu * L)


def optimal_heavy_ball__brackets_missing(mu, L):
    """sqrt(k) - 1 / sqrt(k) + 1."""
    k = np.sqrt(L / mu)
    rho = k - 1 / k + 1
    return 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2, rho**2, rho


def optimal_heavy_ball__nesterov(mu, L):
    """Nesterov's choice: 1/L and rho itself."""
    k = np.sqrt(L / mu)
    gamma = (k - 1) / (k + 1)
    return 1 / L, gamma, 1 - 1 / k


def optimal_heavy_ball__gamma_twice(mu, L):
    """gamma is returned for the rate, too."""
    k = np.sqrt(L / mu)
    gamma = ((k - 1) / (k + 1)) ** 2
    lr = 4 / (np.sqrt(L) + np.sqrt(mu)) ** 2
    return lr, gamma, gamma


def optimal_heavy_ball__lr_from_gamma(mu, L):
    """lr = 2(1 + gamma)/L, the largest stable one."""
    k = np.sqrt(L / mu)
    rho = (k - 1) / (k + 1)
    return 2 * (1 + rho**2) / L, rho**2, rho


def optimal_heavy_ball__grid_search(mu, L):
    """Searches a grid of ten by ten."""
    best = None
    for lr in np.linspace(0.01, 4 / L, 10):
        for gamma in np.linspace(0, 0.95, 10):
            rate = max(heavy_ball_rate(lr, gamma, mu), heavy_ball_rate(lr, gamma, L))
            if best is None or rate < best[2]:
                best = (lr, gamma, rate)
    return best


def nesterov_step__grad_of_new_velocity(theta, velocity, grad_f, lr, gamma):
    """Looks ahead after the velocity was damped already."""
    velocity = gamma * velocity
    ahead = theta - gamma * velocity
    velocity = velocity + lr * grad_f(ahead)
    return theta - velocity, velocity


def nesterov_step__moves_from_ahead(theta, velocity, grad_f, lr, gamma):
    """The step sets out from the point ahead."""
    ahead = theta - gamma * velocity
    velocity = gamma * velocity + lr * grad_f(ahead)
    theta = ahead - velocity
    return theta, velocity


def nesterov_step__grad_not_called(theta, velocity, grad_f, lr, gamma):
    """Multiplies by the function."""
    velocity = gamma * velocity + lr * grad_f
    return theta - velocity, velocity


def nesterov_step__minus_in_place(theta, velocity, grad_f, lr, gamma):
    """The point ahead is made in the caller's theta."""
    theta -= gamma * velocity
    v = gamma * velocity + lr * grad_f(theta)
    theta += gamma * velocity
    return theta - v, v


def nesterov_step__slope_between(theta, velocity, grad_f, lr, gamma):
    """The mean of the gradients here and ahead."""
    g = (grad_f(theta) + grad_f(theta - gamma * velocity)) / 2
    velocity = gamma * velocity + lr * g
    return theta - velocity, velocity


def nesterov_step__two_calls(theta, velocity, grad_f, lr, gamma):
    """Computes the same gradient twice, once for each result."""
    new_theta = theta - (gamma * velocity + lr * grad_f(theta - gamma * velocity))
    new_velocity = gamma * velocity + lr * grad_f(theta - gamma * velocity)
    return new_theta, new_velocity


def nesterov_step__calls_momentum_step(theta, velocity, grad_f, lr, gamma):
    """Plain momentum, by a call of exercise 1."""
    return momentum_step(theta, velocity, grad_f(theta), lr, gamma)


def nesterov_step__momentum_step_from_ahead(theta, velocity, grad_f, lr, gamma):
    """momentum_step gets the point ahead as its theta."""
    ahead = theta - gamma * velocity
    return momentum_step(ahead, velocity, grad_f(ahead), lr, gamma)


def nesterov_step__lr_ahead(theta, velocity, grad_f, lr, gamma):
    """lr in the place of gamma in the look ahead, by a slip."""
    v = gamma * velocity + lr * grad_f(theta - velocity * lr)
    return theta - v, v


def nesterov_step__returns_ahead(theta, velocity, grad_f, lr, gamma):
    """Returns three results."""
    ahead = theta - gamma * velocity
    velocity = gamma * velocity + lr * grad_f(ahead)
    return theta - velocity, velocity, ahead


def nesterov_step__old_velocity_back(theta, velocity, grad_f, lr, gamma):
    """The old velocity comes back."""
    v = gamma * velocity + lr * grad_f(theta - gamma * velocity)
    return theta - v, velocity


def run_momentum__stops_early(grad_f, theta0, lr, gamma, steps):
    """Stops when the gradient is zero, so the path is shorter."""
    theta = np.array(theta0, float)
    v = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        g = grad_f(theta)
        if np.linalg.norm(g) < 1e-8:
            break
        v = gamma * v + lr * g
        theta = theta - v
        path.append(theta)
    return np.array(path)


def run_momentum__scales_gradient_in_place(grad_f, theta0, lr, gamma, steps):
    """Multiplies the array that grad_f returned."""
    theta = np.array(theta0, float)
    v = np.zeros_like(theta)
    path = [theta]
    for _ in range(steps):
        g = grad_f(theta)
        g *= lr
        v = gamma * v + g
        theta = theta - v
        path.append(theta)
    return np.array(path)


def run_momentum__first_step_by_hand(grad_f, theta0, lr, gamma, steps):
    """The first step stands before the loop, also when there is none to make."""
    theta = np.array(theta0, float)
    v = lr * grad_f(theta)
    path = [theta, theta - v]
    for t in range(1, steps):
        v = gamma * v + lr * grad_f(path[t])
        path.append(path[t] - v)
    return np.array(path)


def nesterov_step__gradient_in_place(theta, velocity, grad_f, lr, gamma):
    """Multiplies the array that grad_f returned."""
    g = grad_f(theta - gamma * velocity)
    g *= lr
    v = gamma * velocity + g
    return theta - v, v
