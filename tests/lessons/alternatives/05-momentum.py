"""Right answers to lesson 05, each written in another way: `<exercise>__<style>`.

All of them earn full marks, and `check` finds nothing to say about them.
"""

import cmath
import math

import numpy as np


def momentum_step__loops(theta, velocity, grad, lr, gamma):
    new_theta, new_velocity = np.zeros(len(theta)), np.zeros(len(theta))
    for i in range(len(theta)):
        new_velocity[i] = gamma * velocity[i] + lr * grad[i]
        new_theta[i] = theta[i] - new_velocity[i]
    return new_theta, new_velocity


def momentum_step__lists(theta, velocity, grad, lr, gamma):
    kept = [gamma * v + lr * g for v, g in zip(velocity, grad, strict=True)]
    return [[t - v for t, v in zip(theta, kept, strict=True)], kept]


def momentum_step__float32(theta, velocity, grad, lr, gamma):
    theta, velocity, grad = (np.asarray(one, dtype=np.float32) for one in (theta, velocity, grad))
    velocity = np.float32(gamma) * velocity + np.float32(lr) * grad
    return theta - velocity, velocity


def momentum_step__velocity_downhill(theta, velocity, grad, lr, gamma):
    downhill = gamma * -velocity - lr * grad
    return theta + downhill, -downhill


def momentum_step__friction_taken_away(theta, velocity, grad, lr, gamma):
    velocity = velocity - (1 - gamma) * velocity + lr * grad
    return np.array([theta - velocity, velocity])


def run_momentum__preallocated(grad_f, theta0, lr, gamma, steps):
    path = np.zeros((steps + 1, len(theta0)))
    path[0] = theta0
    velocity = 0
    for t in range(steps):
        velocity = gamma * velocity + lr * grad_f(path[t])
        path[t + 1] = path[t] - velocity
    return path


def run_momentum__two_positions(grad_f, theta0, lr, gamma, steps):
    last = theta = np.array(theta0) * 1.0
    path = [theta]
    while len(path) <= steps:
        theta, last = theta + gamma * (theta - last) - lr * grad_f(theta), theta
        path.append(theta)
    return path


def run_momentum__sum_of_gradients(grad_f, theta0, lr, gamma, steps):
    theta = np.asarray(theta0, dtype=float)
    total = np.zeros(theta.shape)
    path = theta[np.newaxis]
    for _ in range(steps):
        total = gamma * total + grad_f(theta)
        theta = theta - lr * total
        path = np.vstack([path, theta])
    return path


def run_momentum__float32(grad_f, theta0, lr, gamma, steps):
    theta = np.array(theta0, dtype=np.float32)
    velocity = np.zeros_like(theta)
    path = [theta.copy()]
    for _ in range(steps):
        velocity = (gamma * velocity + lr * grad_f(theta)).astype(np.float32)
        theta -= velocity
        path.append(theta.copy())
    return np.array(path)


def run_momentum__rows_of_lists(grad_f, theta0, lr, gamma, steps):
    theta, velocity = [float(one) for one in theta0], [0.0 for _ in theta0]
    path = [list(theta)]
    for _ in range(steps):
        grad = grad_f(np.array(theta))
        for i, slope in enumerate(grad):
            velocity[i] = gamma * velocity[i] + lr * float(slope)
            theta[i] -= velocity[i]
        path.append(list(theta))
    return path


def terminal_velocity__linear_system(grad, lr, gamma):
    return np.linalg.solve((1 - gamma) * np.eye(len(grad)), lr * grad)


def terminal_velocity__until_it_settles(grad, lr, gamma):
    velocity, before = lr * grad, np.zeros_like(grad)
    while not np.array_equal(velocity, before):
        velocity, before = gamma * velocity + lr * grad, velocity
        if np.max(np.abs(velocity - before)) < 1e-13 * np.max(np.abs(velocity)):
            break
    return velocity


def terminal_velocity__lists(grad, lr, gamma):
    return [lr / (1 - gamma) * float(slope) for slope in grad]


def terminal_velocity__float32(grad, lr, gamma):
    return np.asarray(grad, dtype=np.float32) * np.float32(lr / (1.0 - gamma))


def terminal_velocity__signs_turned(grad, lr, gamma):
    return -lr * grad * (gamma - 1) ** -1


def heavy_ball_rate__quadratic_formula(lr, gamma, lam):
    middle = 1 + gamma - lr * lam
    root = cmath.sqrt(middle**2 - 4 * gamma)
    return max(abs((middle + root) / 2), abs((middle - root) / 2))


def heavy_ball_rate__polynomial_roots(lr, gamma, lam):
    return np.abs(np.roots([1, lr * lam - 1 - gamma, gamma])).max()


def heavy_ball_rate__cases(lr, gamma, lam):
    half = (1 + gamma - lr * lam) / 2
    under_the_root = half * half - gamma
    if under_the_root <= 0:
        return math.sqrt(gamma)
    return abs(half) + math.sqrt(under_the_root)


def heavy_ball_rate__two_positions(lr, gamma, lam):
    last_two = np.array([[1 + gamma - lr * lam, -gamma], [1.0, 0.0]])
    return max(abs(z) for z in np.linalg.eigvals(last_two))


def optimal_heavy_ball__condition_number(mu, L):
    root = math.sqrt(L / mu)
    rate = (root - 1) / (root + 1)
    return (2 / (math.sqrt(L) + math.sqrt(mu))) ** 2, rate**2, rate


def optimal_heavy_ball__multiplied_out(mu, L):
    mixed = 2 * (mu * L) ** 0.5
    lr = 4 / (mu + L + mixed)
    gamma = (mu + L - mixed) / (mu + L + mixed)
    return [lr, max(gamma, 0.0), max(gamma, 0.0) ** 0.5]


def optimal_heavy_ball__from_the_steep_end(mu, L):
    rate = 1 - 2 / (1 + np.sqrt(np.float64(L) / mu))
    return np.array([(1 + rate) ** 2 / L, rate**2, rate])


def optimal_heavy_ball__measured_rate(mu, L):
    low, high = mu**0.5, L**0.5
    lr, gamma = 4 / (low + high) ** 2, ((high - low) / (high + low)) ** 2
    return lr, gamma, heavy_ball_rate__polynomial_roots(lr, gamma, mu)


def nesterov_step__two_stages(theta, velocity, grad_f, lr, gamma):
    coasted = theta - gamma * velocity
    arrived = coasted - lr * grad_f(coasted)
    return arrived, theta - arrived


def nesterov_step__loops(theta, velocity, grad_f, lr, gamma):
    grad = grad_f(np.array([t - gamma * v for t, v in zip(theta, velocity, strict=True)]))
    new_velocity = [gamma * v + lr * g for v, g in zip(velocity, grad, strict=True)]
    new_theta = [t - v for t, v in zip(theta, new_velocity, strict=True)]
    return np.array(new_theta), np.array(new_velocity)


def nesterov_step__lists(theta, velocity, grad_f, lr, gamma):
    coast = gamma * np.asarray(velocity)
    push = lr * grad_f(theta - coast)
    return list(theta - coast - push), list(coast + push)


def nesterov_step__float32(theta, velocity, grad_f, lr, gamma):
    theta, velocity = np.asarray(theta, np.float32), np.asarray(velocity, np.float32)
    coast = np.float32(gamma) * velocity
    velocity = (coast + lr * grad_f(theta - coast)).astype(np.float32)
    return theta - velocity, velocity


def nesterov_step__in_place_on_copies(theta, velocity, grad_f, lr, gamma):
    ahead, velocity = np.copy(theta), np.copy(velocity)
    velocity *= gamma
    ahead -= velocity
    velocity += lr * grad_f(ahead)
    return theta - velocity, velocity


def momentum_step__einsum(theta, velocity, grad, lr, gamma):
    rolled = np.einsum("k,ki->i", np.array([gamma, lr]), np.array([velocity, grad]))
    return np.subtract(theta, rolled), rolled


def run_momentum__ball(grad_f, theta0, lr, gamma, steps):
    class Ball:
        def __init__(self, place):
            self.place, self.speed = place, np.zeros(len(place))

        def roll(self):
            self.speed = gamma * self.speed + lr * grad_f(self.place)
            self.place = self.place - self.speed
            return self.place

    ball = Ball(np.array(theta0, dtype=float))
    return np.array([ball.place, *(ball.roll() for _ in range(steps))])


def terminal_velocity__comprehension(grad, lr, gamma):
    return np.array([lr / (1.0 - gamma) * slope for slope in grad])


def heavy_ball_rate__trace_and_determinant(lr, gamma, lam):
    half = (1 + gamma - lr * lam) / 2
    root = cmath.sqrt(half * half - gamma)
    return max(abs(half + root), abs(half - root))


def heavy_ball_rate__companion(lr, gamma, lam):
    companion = np.array([[1 + gamma - lr * lam, -gamma], [1.0, 0.0]])
    return float(abs(np.linalg.eigvals(companion)).max())


def optimal_heavy_ball__math(mu, L):
    steep, flat = math.sqrt(L), math.sqrt(mu)
    rate = (steep - flat) / (steep + flat)
    return [(2 / (steep + flat)) ** 2, rate * rate, rate]


def optimal_heavy_ball__powers(mu, L):
    kappa = L / mu
    gamma = ((kappa**0.5 - 1) / (kappa**0.5 + 1)) ** 2
    return 4 * (L**0.5 + mu**0.5) ** -2, gamma, np.sqrt(gamma)


def nesterov_step__comprehension(theta, velocity, grad_f, lr, gamma):
    slope = grad_f(np.array([t - gamma * v for t, v in zip(theta, velocity, strict=True)]))
    moved = np.array([gamma * v + lr * g for v, g in zip(velocity, slope, strict=True)])
    return np.add(theta, -moved), moved
