"""A whole run of Adam: the path's shape, its start, and the count of steps."""

import numpy as np

from exam import Exam, Mistake


class RunAdamExam(Exam):
    results = ["path"]
    examples = {
        "for a start of floats": "run_adam(lambda theta: np.array([1.0, 20.0, 5.0]) * theta, np.array([4.5, -1.0, 0.5]), lr=0.5, steps=3, beta1=0.8, beta2=0.9, eps=1e-8)",
        "for a start that is a list of whole numbers": "run_adam(lambda theta: theta - 0.25, [3, -2], 0.75, 4, 0.7, 0.95, 0.01)",
        "when there are no steps to make": "run_adam(lambda theta: theta - 0.25, np.array([1.5, -2.0]), 0.1, 0, 0.9, 0.99, 1e-8)",
        "for a start at the minimum": "run_adam(lambda theta: theta - np.array([0.5, -1.5]), np.array([0.5, -1.5]), 0.3, 2, 0.9, 0.99, 1e-8)",
        "when grad_f returns the same array each time":
            "slope = np.array([2.0, -0.5])\n"
            "run_adam(lambda theta: slope, np.array([1.0, 3.0]), 0.1, 3, 0.8, 0.9, 1e-8)",
    }

    def ravine(self, rng, d):
        curvatures, centre = rng.uniform(0.5, 5.0, size=d), rng.normal(size=d)
        return lambda theta: curvatures * (theta - centre)

    def starts_right(self, rng):
        "returns steps + 1 rows, the first of which is theta0"
        for steps in (0, 1, 7):
            theta0 = rng.normal(size=3)
            path = np.asarray(self.learner(self.ravine(rng, 3), theta0, 0.1, steps, 0.9, 0.99, 1e-8))
            assert path.shape == (steps + 1, 3)
            self.close(path[0], theta0)

    def first_step(self, rng):
        "moves every parameter by lr on the first step"
        path = np.asarray(self.learner(lambda theta: np.array([-30.0, 0.2]), np.zeros(2), 0.3, 1, 0.9, 0.999, 1e-10))
        self.close(path[1], np.array([0.3, -0.3]))

    def ravines(self, rng):
        "follows Adam down ravines of one and of several dimensions"
        for d in (1, 2, 4):
            self.agree(self.ravine(rng, d), 3 * rng.normal(size=d), 0.2, 15, 0.8, 0.95, 1e-8)

    def curved(self, rng):
        "follows Adam on a surface whose curvature changes"
        theta0 = rng.normal(size=2) * 3
        self.agree(grad_f=lambda theta: np.sin(theta) + 0.3 * theta, theta0=theta0, lr=0.2, steps=9, beta1=0.7, beta2=0.9, eps=1e-3)

    def long(self, rng):
        "stays right over many steps"
        self.agree(self.ravine(rng, 2), rng.normal(size=2), 0.02, 200, 0.9, 0.999, 1e-8)

    def lists_and_integers(self, rng):
        "accepts a start given as a list or as integers, and still returns floats"
        for theta0 in ([2, -3], [0.5, 1.5], np.array([5, 1])):
            path = self.agree(self.ravine(rng, 2), theta0, 0.13, 6, 0.8, 0.9, 1e-8)
            assert np.asarray(path).dtype.kind == "f"

    def from_the_minimum(self, rng):
        "makes all its steps, also from the minimum, where none of them moves theta"
        centre = rng.normal(size=3)
        self.agree(lambda theta: theta - centre, centre.copy(), 0.3, 2, 0.9, 0.99, 1e-8)

    def keeps_gradient(self, rng):
        "does not write into the array that grad_f returns"
        slope = rng.normal(size=3)
        slope.flags.writeable = False
        self.agree(lambda theta: slope, rng.normal(size=3), 0.1, 3, 0.8, 0.9, 1e-8)

    def keeps_start(self, rng):
        "leaves theta0 unchanged"
        self.unchanged(self.ravine(rng, 3), rng.normal(size=3), 0.1, 5, 0.9, 0.99, 1e-8)

    mistakes = [
        Mistake("t from 0",
                "The path turns to NaN or leaps away at once: the first correction divides by zero. Which number does the first step have?",
                swap=("range(1, steps + 1)", "range(steps)")),
        Mistake("t from 2",
                "The first step is too long: its correction is that of the second. Which number does the first step have?",
                swap=("m, v, t, lr", "m, v, t + 1, lr")),
        Mistake("t not advanced",
                "Every step is corrected as if it were the first. What should change from step to step besides theta, m and v?",
                swap=("m, v, t, lr", "m, v, 1, lr")),
        Mistake("correction of a very late step",
                "Your steps are not corrected at all, or all of them like a very late one. Which number does each step have?",
                swap=("m, v, t, lr", "m, v, 10**6, lr")),
        Mistake("moments reset every step",
                "Each step starts from empty averages. Where are m and v set to zero, and how often?",
                swap=("grad_f(theta), m, v,", "grad_f(theta), 0 * m, 0 * v,")),
        Mistake("m reset every step",
                "The sizes are remembered and the direction is not. Which averages live from step to step?",
                swap=("grad_f(theta), m, v,", "grad_f(theta), 0 * m, v,")),
        Mistake("corrected moments go back",
                "The averages are corrected anew at each step, on top of the last correction. Which m and v does the next step go on from?",
                swap=("path.append(theta)", "path.append(theta); m, v = m / (1 - beta1**t), v / (1 - beta2**t)")),
        Mistake("moments start at the gradient",
                "The averages begin with the first gradient in them, and the first step adds it again. What do m and v hold before the first step?",
                swap=("np.zeros_like(theta), np.zeros_like(theta)", "grad_f(theta), grad_f(theta) ** 2")),
        Mistake("betas swapped",
                "The two memories seem to have traded places. Compare the order of the arguments with the order in which you use them.",
                swap=("lr, beta1, beta2, eps)\n        path", "lr, beta2, beta1, eps)\n        path")),
        Mistake("gradient of the start",
                "Every step uses the gradient at the start. Where is theta when it feels the next slope?",
                swap=("grad_f(theta)", "grad_f(path[0])")),
        Mistake("one array stored many times",
                "All rows are the same, and equal to the last one: the path holds one array many times over. What does -= do to an array that was stored before?",
                code='''
                def run_adam(grad_f, theta0, lr, steps, beta1, beta2, eps):
                    theta = np.array(theta0, dtype=float)
                    m, v = np.zeros_like(theta), np.zeros_like(theta)
                    path = [theta]
                    for t in range(1, steps + 1):
                        grad = grad_f(theta)
                        m = beta1 * m + (1 - beta1) * grad
                        v = beta2 * v + (1 - beta2) * grad**2
                        theta -= lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
                        path.append(theta)
                    return np.array(path)
                '''),
        Mistake("path of integers",
                "A start of whole numbers gives a path of whole numbers here. Which type does the array have that you store the path in?",
                code='''
                def run_adam(grad_f, theta0, lr, steps, beta1, beta2, eps):
                    theta = np.array(theta0)
                    path = np.zeros((steps + 1, len(theta)), dtype=theta.dtype)
                    path[0] = theta
                    m, v = np.zeros(len(theta)), np.zeros(len(theta))
                    for t in range(1, steps + 1):
                        theta, m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
                        path[t] = theta
                    return path
                '''),
        Mistake("moments of integers",
                "A start of whole numbers makes m and v arrays of whole numbers here, and they can't take in fractions. Which type should they have?",
                code='''
                def run_adam(grad_f, theta0, lr, steps, beta1, beta2, eps):
                    theta = np.array(theta0)
                    m, v = np.zeros_like(theta), np.zeros_like(theta)
                    path = [theta * 1.0]
                    for t in range(1, steps + 1):
                        grad = grad_f(path[-1])
                        m[:] = beta1 * m + (1 - beta1) * grad
                        v[:] = beta2 * v + (1 - beta2) * grad**2
                        path.append(path[-1] - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps))
                    return np.array(path)
                '''),
        Mistake("no starting point",
                "The path begins after the first step. What does row 0 hold?",
                swap=("path = [theta]", "path = []")),
        Mistake("one step short",
                "The path is right as far as it goes, but it ends too soon. How many rows are there after that many steps, counting the start?",
                swap=("range(1, steps + 1)", "range(1, steps)")),
        Mistake("one step too many",
                "The path goes one step too far. The start is a row too, but it is not a step.",
                swap=("range(1, steps + 1)", "range(1, steps + 2)")),
        Mistake("only the end",
                "This is the last position alone. The path has a row for every position on the way.",
                swap=("return np.array(path)", "return theta")),
        Mistake("RMSProp",
                "This is the path without Adam's average of gradients. Which of the two averages gives the direction?",
                swap=("lr, beta1, beta2, eps)\n        path", "lr, 0.0, beta2, eps)\n        path")),
        Mistake("changes theta0",
                "The path is right, but the caller's theta0 was moved along. Your theta should be a copy of it.",
                code='''
                def run_adam(grad_f, theta0, lr, steps, beta1, beta2, eps):
                    theta = np.asarray(theta0)
                    if theta.dtype.kind != "f":
                        theta = theta.astype(float)
                    m, v = np.zeros_like(theta), np.zeros_like(theta)
                    path = [theta.copy()]
                    for t in range(1, steps + 1):
                        theta[:], m, v = adam_step(theta, grad_f(theta), m, v, t, lr, beta1, beta2, eps)
                        path.append(theta.copy())
                    return np.array(path)
                '''),
    ]
