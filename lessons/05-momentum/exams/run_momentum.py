"""A whole run of momentum: the path's shape, its start, and the velocity carried along."""

import numpy as np

from exam import Exam, Mistake


class RunMomentumExam(Exam):
    results = ["path"]
    examples = {
        "for a start of floats": "run_momentum(lambda theta: np.array([1.0, 20.0, 5.0]) * theta, np.array([4.5, -1.0, 0.5]), lr=0.04, gamma=0.5, steps=3)",
        "for a start that is a list of whole numbers": "run_momentum(lambda theta: theta - 0.25, [3, -2], 0.2, 0.8, 3)",
        "when there are no steps to make": "run_momentum(lambda theta: theta - 0.25, np.array([1.5, -2.0]), 0.1, 0.5, 0)",
        "for a start at the minimum": "run_momentum(lambda theta: theta - np.array([0.5, -1.5]), np.array([0.5, -1.5]), 0.3, 0.5, 2)",
        "when grad_f returns the same array each time":
            "slope = np.array([2.0, -0.5])\n"
            "run_momentum(lambda theta: slope, np.array([1.0, 3.0]), 0.1, 0.5, 3)",
    }

    def ravine(self, rng, d):
        curvatures, centre = rng.uniform(0.5, 5.0, size=d), rng.normal(size=d)
        return lambda theta: curvatures * (theta - centre)

    def starts_right(self, rng):
        "returns steps + 1 rows, the first of which is theta0"
        for steps in (0, 1, 7):
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

    def from_the_minimum(self, rng):
        "makes all its steps, also from the minimum, where none of them moves theta"
        centre = rng.normal(size=3)
        self.agree(lambda theta: theta - centre, centre.copy(), 0.3, 0.5, 2)

    def keeps_gradient(self, rng):
        "does not write into the array that grad_f returns"
        slope = rng.normal(size=3)
        slope.flags.writeable = False
        self.agree(lambda theta: slope, rng.normal(size=3), 0.1, 0.5, 3)

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
