"""A descent that stops by itself: when, where, and after how many updates."""

import numpy as np

from exam import Exam, Mistake


class DescendUntilExam(Exam):
    results = ["theta", "steps"]
    examples = {
        "when tol is reached on the way": "descend_until(lambda theta: np.array([1.0, 4.0]) * theta, np.array([3.0, -2.0]), lr=0.2, tol=0.5, max_steps=50)",
        "when max_steps ends it": "descend_until(lambda theta: theta - 0.25, [3, -2], 0.1, 1e-3, 5)",
        "when the start is good enough": "descend_until(lambda theta: 2 * theta, np.array([0.01, 0.02]), 0.1, 0.1, 10)",
        "when the gradient's norm equals tol": "descend_until(lambda theta: np.array([3.0, 4.0]), np.array([0.0, 0.0]), 0.1, 5.0, 2)",
        "when the norm of three numbers decides": "descend_until(lambda theta: 0.5 * theta, np.array([1.0, -4.0, -4.0]), 0.5, 1.0, 50)",
        "when no step is allowed": "descend_until(lambda theta: theta - 0.25, np.array([1.5, -2.0]), 0.1, 0.5, 0)",
    }

    def valley(self, rng, d):
        curvatures, centre = rng.uniform(0.5, 4.0, size=d), rng.normal(size=d)
        return lambda theta: curvatures * (theta - centre)

    def arrives(self, rng):
        "stops as soon as the gradient is small enough, in one dimension and in several"
        for d in (1, 2, 5):
            for tol in (1.0, 0.1, 1e-3):
                theta, steps = self.agree(self.valley(rng, d), 8 + rng.normal(size=d), 0.3, tol, 500)
                assert 0 < steps < 500

    def signs(self, rng):
        "is not misled by negative slopes, or by slopes that cancel"
        for start in ([-4.0, -4.0], [4.0, -4.0], [-3.0, 5.0]):
            self.agree(lambda theta: np.array([1.0, 1.0]) * theta, np.array(start), 0.2, 0.05, 200)

    def two_norm(self, rng):
        "measures the gradient by its 2-norm"
        for _ in range(4):
            self.agree(grad_f=lambda theta: theta, theta0=rng.normal(size=9) * 4, lr=0.05, tol=0.7, max_steps=300)

    def cap(self, rng):
        "stops after max_steps updates, wherever it is by then"
        for cap in (1, 4, 11):
            _, steps = self.agree(self.valley(rng, 2), rng.normal(size=2) * 9, 0.05, 1e-6, cap)
            assert steps == cap

    def no_steps(self, rng):
        "makes no step from a start that is good enough, or when none is allowed"
        start = rng.normal(size=3)
        self.agree(lambda theta: 0.01 * theta, start, 0.5, 1.0, 20)
        self.agree(lambda theta: theta, start + 5.0, 0.5, 1e-3, 0)

    def just_enough(self, rng):
        "stops before the last step that it is allowed, when it has arrived by then"
        for cap in (4, 5, 6):
            self.agree(lambda theta: theta, np.array([32.0]), 0.5, 1.5, cap)

    def equality(self, rng):
        "goes on when the norm equals tol exactly"
        self.agree(lambda theta: np.array([3.0, 4.0]) if theta[0] > -1 else 0 * theta, rng.uniform(1.0, 2.0, size=2), 0.5, 5.0, 30)

    def diverging(self, rng):
        "comes back with max_steps when the learning rate is too large"
        self.agree(lambda theta: 4.0 * theta, rng.normal(size=2), 0.6, 1e-3, 12)

    def lists_and_integers(self, rng):
        "accepts a start given as a list or as integers, and still returns floats"
        for theta0 in ([2, -3], [0.5, 1.5], np.array([5, 1])):
            theta, _ = self.agree(self.valley(rng, 2), theta0, 0.13, 0.01, 100)
            assert np.asarray(theta).dtype.kind == "f"

    def keeps_start(self, rng):
        "leaves theta0 unchanged"
        self.unchanged(self.valley(rng, 3), rng.normal(size=3) * 3, 0.1, 0.1, 50)

    mistakes = [
        Mistake("inverted test",
                "It stops where the gradient is still large, and goes on where it is small. Say the condition aloud: when have you arrived?",
                swap=("< tol", ">= tol")),
        Mistake("no cap",
                "It goes on until it arrives, however long that takes. What if it never does?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta, steps = np.array(theta0, dtype=float), 0
                    while np.linalg.norm(grad_f(theta)) >= tol and steps < 10_000:
                        theta = theta - lr * grad_f(theta)
                        steps += 1
                    return theta, steps
                '''),
        Mistake("no test at all",
                "It always makes max_steps steps. Where do you look at the gradient's size?",
                swap=("np.linalg.norm(grad) < tol", "False")),
        Mistake("counts one too many",
                "It stops at the right place, but the count is one too high. How many updates were made before the one that you did not make?",
                swap=("return theta, steps", "return theta, steps + 1")),
        Mistake("one step further",
                "The count is right, but theta has moved once more. What comes first, the look at the gradient or the update?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        theta = theta - lr * grad
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                    return theta, max_steps
                '''),
        Mistake("looks after the step",
                "It always makes a step before it looks, even from a start that is good enough. When should it look for the first time?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    for steps in range(1, max_steps + 1):
                        theta = theta - lr * grad_f(theta)
                        if np.linalg.norm(grad_f(theta)) < tol:
                            return theta, steps
                    return theta, max_steps
                '''),
        Mistake("judges by the gradient before the step",
                "It makes one step more than needed, and counts it: the gradient that you judge by is the one from before the step.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    for steps in range(1, max_steps + 1):
                        grad = grad_f(theta)
                        theta = theta - lr * grad
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                    return theta, max_steps
                '''),
        Mistake("one step over the cap",
                "When it does not arrive, it makes one step more than is allowed.",
                swap=[("range(max_steps)", "range(max_steps + 1)"), ("return theta, max_steps", "return theta, max_steps + 1")]),
        Mistake("one step over the cap, not counted",
                "When it does not arrive, it makes one step more than is allowed, and does not count it.",
                swap=("range(max_steps)", "range(max_steps + 1)")),
        Mistake("one step under the cap",
                "When it does not arrive, it makes one step less than it may.",
                swap=[("range(max_steps)", "range(max_steps - 1)"), ("return theta, max_steps", "return theta, max_steps - 1")]),
        Mistake("counts the last number of the loop",
                "When it does not arrive, the count is one too low: the loop's own variable begins at 0. How many times did the loop run?",
                swap=("return theta, max_steps", "return theta, max_steps - 1")),
        Mistake("equal is enough",
                "It also stops when the norm equals tol. The prompt says what happens in that case.",
                swap=("< tol", "<= tol")),
        Mistake("every entry below tol",
                "You look at the entries one by one, so this is the largest entry. How long is the gradient as a whole?",
                swap=("np.linalg.norm(grad) < tol", "np.all(np.abs(grad) < tol)")),
        Mistake("absolute value missing",
                "A negative slope is smaller than any tolerance, however steep it is. What makes a size of it?",
                swap=("np.linalg.norm(grad) < tol", "np.all(grad < tol)")),
        Mistake("sum of the entries",
                "Positive and negative slopes cancel in the sum. Which size of a vector does the prompt ask for?",
                swap=("np.linalg.norm(grad)", "abs(np.sum(grad))")),
        Mistake("sum of absolute values",
                "This adds up absolute values. Which size of a vector does the prompt ask for?",
                swap=("np.linalg.norm(grad)", "np.sum(np.abs(grad))")),
        Mistake("squared norm",
                "This is the sum of the squares. What is missing to make it a length?",
                swap=("np.linalg.norm(grad)", "np.sum(grad**2)")),
        Mistake("length of the step",
                "You judge by the length of the step. With a small learning rate every step is short, even on a steep slope.",
                swap=("np.linalg.norm(grad)", "lr * np.linalg.norm(grad)")),
        Mistake("size of theta",
                "You judge by the size of theta. The minimum need not be at zero: what is zero there?",
                swap=("np.linalg.norm(grad)", "np.linalg.norm(theta)")),
        Mistake("goes uphill",
                "The cost rises. Which way does the gradient point, and which way do you want to go?",
                swap=("theta - lr", "theta + lr")),
        Mistake("no learning rate",
                "Each step is as long as the gradient. What sets how far a step goes?",
                swap=("lr * grad", "grad")),
        Mistake("gradient of the start",
                "The gradient is taken once, at the start. It changes as you go.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0, dtype=float)
                    grad = grad_f(theta)
                    for steps in range(max_steps):
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta = theta - lr * grad
                    return theta, max_steps
                '''),
        Mistake("nothing when it does not arrive",
                "When it does not arrive in time, it returns None. What should come back then?",
                swap=("return theta, max_steps", "return None")),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=[("return theta, steps", "return steps, theta"), ("return theta, max_steps", "return max_steps, theta")]),
        Mistake("only theta",
                "Where you are is one half of the answer. How long did it take?",
                swap=[("return theta, steps", "return theta"), ("return theta, max_steps", "return theta")]),
        Mistake("whole path",
                "This returns the positions on the way. Only the last one is asked for.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    path = [np.array(theta0, dtype=float)]
                    while np.linalg.norm(grad_f(path[-1])) >= tol and len(path) <= max_steps:
                        path.append(path[-1] - lr * grad_f(path[-1]))
                    return np.array(path), len(path) - 1
                '''),
        Mistake("changes theta0",
                "The numbers are right, but the caller's theta0 was moved along. Your theta should be a copy of it.",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.asarray(theta0)
                    if theta.dtype.kind != "f":
                        theta = theta.astype(float)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta -= lr * grad
                    return theta, max_steps
                '''),
        Mistake("steps in integers",
                "A start of whole numbers stays an array of whole numbers here, and such an array can't take in fractions. Which type should theta have from the beginning?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta -= lr * grad
                    return theta, max_steps
                '''),
        Mistake("theta cut to integers",
                "A start of whole numbers gives whole numbers in the end: each step is rounded. Which type should theta have from the beginning?",
                code='''
                def descend_until(grad_f, theta0, lr, tol, max_steps):
                    theta = np.array(theta0)
                    for steps in range(max_steps):
                        grad = grad_f(theta)
                        if np.linalg.norm(grad) < tol:
                            return theta, steps
                        theta[:] = theta - lr * grad
                    return theta, max_steps
                '''),
    ]
