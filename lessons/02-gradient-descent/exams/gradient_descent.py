"""A whole descent: the path's shape, its first row, and each step from the one before."""

import numpy as np

from exam import Exam, Mistake


class GradientDescentExam(Exam):
    results = ["path"]
    examples = {
        "for a start of floats": "gradient_descent(lambda theta: np.array([[2.0, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.0]]) @ theta, np.array([4.5, -1.0, 0.5]), lr=0.2, steps=4)",
        "for a start that is a list of whole numbers": "gradient_descent(lambda theta: theta - 0.25, [3, -2], 0.3, 3)",
        "when there are no steps to make": "gradient_descent(lambda theta: theta - 0.25, np.array([1.5, -2.0]), 0.1, 0)",
        "for a start at the minimum": "gradient_descent(lambda theta: theta - np.array([0.5, -1.5]), np.array([0.5, -1.5]), 0.3, 2)",
        "when grad_f returns the same array each time":
            "slope = np.array([2.0, -0.5])\n"
            "gradient_descent(lambda theta: slope, np.array([1.0, 3.0]), 0.1, 3)",
    }

    def valley(self, rng, d):
        half, centre = rng.normal(size=(d, d)), rng.normal(size=d)
        hessian = half @ half.T / d + 0.2 * np.eye(d)
        return lambda theta: hessian @ (theta - centre)

    def starts_right(self, rng):
        "returns steps + 1 rows of floats: the first is theta0, and each next one is a step further"
        for steps in (0, 1, 7):
            theta0, grad_f = rng.normal(size=3), self.valley(rng, 3)
            path = np.asarray(self.learner(grad_f, theta0, 0.1, steps))
            assert path.shape == (steps + 1, 3)
            self.close(path[0], theta0)
            if steps:
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

    def from_the_minimum(self, rng):
        "makes all its steps, also from the minimum, where none of them moves theta"
        centre = rng.normal(size=3)
        self.agree(lambda theta: theta - centre, centre.copy(), 0.3, 2)

    def keeps_gradient(self, rng):
        "does not write into the array that grad_f returns"
        slope = rng.normal(size=3)
        slope.flags.writeable = False
        self.agree(lambda theta: slope, rng.normal(size=3), 0.1, 3)

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
