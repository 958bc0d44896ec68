"""Central differences for arrays of any shape, with the h that is given."""

import numpy as np

from exam import Exam, Mistake


class NumericalGradientExam(Exam):
    examples = {
        "for a wide step h": "numerical_gradient(lambda theta: theta[0]**3 + theta[0] * theta[1]**2 - theta[-1]**3, np.array([1.0, 2.0, 0.5]), h=0.5)",
        "for a matrix theta with the usual h": "numerical_gradient(f=lambda W: np.sum(W**3) + W[0, 1] * W[1, 0], theta=np.array([[0.1, 0.7, -0.4], [-0.3, 1.1, 0.2], [0.5, -0.6, 0.9]]))",
        "for a function that changes quickly, with the usual h": "numerical_gradient(lambda theta: np.sin(1e5 * theta[0]) + theta[1], np.array([2e-5, 1.0]))",
        "for a theta of three dimensions": "numerical_gradient(lambda theta: np.sum(theta**3) + theta[0, 0, 1] * theta[0, 1, 0], np.array([[[0.5, -1.0], [1.5, 2.0]]]), h=0.1)",
    }

    def polynomial(self, rng, shape):
        weights, partner = rng.normal(size=shape), rng.normal(size=shape)
        return lambda theta: np.sum(weights * theta**3) + np.sum(partner * theta) ** 2

    def vectors(self, rng):
        "is right for vectors of any length"
        for d in (1, 2, 6):
            self.agree(self.polynomial(rng, d), rng.normal(size=d))

    def matrices(self, rng):
        "is right for matrices and arrays of three dimensions, and has their shape"
        for shape in ((2, 3), (4, 1), (2, 3, 2)):
            self.agree(self.polynomial(rng, shape), rng.normal(size=shape))

    def central(self, rng):
        "is a central difference with the h that it is given"
        for h in (0.5, 0.1, 1e-3):
            self.agree(self.polynomial(rng, 3), rng.normal(size=3), h)
            self.agree(f=self.polynomial(rng, (2, 2)), theta=rng.normal(size=(2, 2)), h=h)

    def default(self, rng):
        "uses h = 1e-5 when nothing is said"
        theta = rng.normal(size=2)
        wave = lambda at: np.sum(np.sin(at * 1e5))
        self.agree(wave, theta * 1e-5)

    def oracle(self, rng):
        "agrees with a derivative found on paper"
        A, theta = rng.normal(size=(3, 3)), rng.normal(size=3)
        self.close(self.learner(lambda at: float(at @ A @ at), theta), (A + A.T) @ theta)

    def shape_of_argument(self, rng):
        "hands f an array that is shaped like theta"
        A, W = rng.normal(size=(3, 2)), rng.normal(size=(2, 3))
        self.agree(lambda at: np.trace(at @ A) + np.linalg.det(at @ A), W)

    def keeps_theta(self, rng):
        "gives theta back exactly as it was"
        self.unchanged(self.polynomial(rng, 5), rng.normal(size=5))
        self.unchanged(self.polynomial(rng, (3, 4)), rng.normal(size=(3, 4)), 1e-3)

    mistakes = [
        Mistake("forward difference",
                "This looks to one side only, so its error is of the order of h. To which two places does a central difference look?",
                swap=("(f(theta + shift) - f(theta - shift)) / (2 * h)", "(f(theta + shift) - f(theta)) / h")),
        Mistake("backward difference",
                "This looks to one side only, so its error is of the order of h. To which two places does a central difference look?"
                " Yours is the one behind.",
                swap=("(f(theta + shift) - f(theta - shift)) / (2 * h)", "(f(theta) - f(theta - shift)) / h")),
        Mistake("divides by h",
                "Twice too large. How far apart are the two places where you look?",
                swap=("(2 * h)", "h")),
        Mistake("divides by 2, multiplies by h",
                "Python works through / and * from left to right. What should be below the line, all of it?",
                swap=("(2 * h)", "2 * h")),
        Mistake("not divided",
                "This is how much f changes. A slope is change divided by what?",
                swap=(" / (2 * h)", "")),
        Mistake("sign",
                "The sign is turned around. Which of the two values comes first?",
                swap=("f(theta + shift) - f(theta - shift)", "f(theta - shift) - f(theta + shift)")),
        Mistake("adds the values",
                "You add the two values of f. A slope asks how they differ.",
                swap=("f(theta + shift) - f(theta - shift)", "f(theta + shift) + f(theta - shift)")),
        Mistake("second difference",
                "This measures curvature, the second derivative. Which combination of two values cancels the even terms of Taylor's series?",
                swap=("(f(theta + shift) - f(theta - shift)) / (2 * h)", "(f(theta + shift) - 2 * f(theta) + f(theta - shift)) / h**2")),
        Mistake("all coordinates at once",
                "Every entry comes out the same: all coordinates move together. How many should move for one partial derivative?",
                swap=("shift[k] = h", "shift[...] = h")),
        Mistake("shifts pile up",
                "From the second entry on, the earlier ones are shifted too. When is the shift made fresh?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad, shift = np.zeros_like(theta), np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        shift[k] = h
                        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
                    return grad
                '''),
        Mistake("coordinate not restored",
                "After an entry has had its turn, it stays shifted, for the next entries and for your caller. What must happen before you go on?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        theta[k] += h
                        up = f(theta)
                        theta[k] -= 2 * h
                        grad[k] = (up - f(theta)) / (2 * h)
                    return grad
                '''),
        Mistake("copy not restored",
                "The caller's theta is safe, but in your copy an entry that had its turn stays shifted. Where should it be when the next one is tried?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad, theta = np.zeros_like(theta), theta.copy()
                    for k in np.ndindex(theta.shape):
                        theta[k] += h
                        up = f(theta)
                        theta[k] -= 2 * h
                        grad[k] = (up - f(theta)) / (2 * h)
                    return grad
                '''),
        Mistake("restored up to rounding",
                "The slopes are right, but theta is not what it was, to the last bit: adding and subtracting h rounds. What could you keep, to put back exactly?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        theta[k] += h
                        up = f(theta)
                        theta[k] -= 2 * h
                        grad[k] = (up - f(theta)) / (2 * h)
                        theta[k] += h
                    return grad
                '''),
        Mistake("both looks at one array",
                "Everything is zero. When you subtract h from a name that stands for theta itself, what has become of the other look?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        up = down = theta.copy()
                        up[k] += h
                        down[k] -= h
                        grad[k] = (f(up) - f(down)) / (2 * h)
                    return grad
                '''),
        Mistake("whole rows",
                "For a matrix this moves whole rows at once. How do you reach every single entry, whatever the number of dimensions?",
                code='''
                def numerical_gradient(f, theta, h=1e-5):
                    grad = np.zeros_like(theta)
                    for k in range(len(theta)):
                        shift = np.zeros_like(theta)
                        shift[k] = h
                        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
                    return grad
                '''),
        Mistake("flat result",
                "The slopes are right, but they lie in one long row. Which shape has theta?",
                swap=("return grad", "return grad.ravel()")),
        Mistake("ignores h",
                "The h that the caller gave is not used: you set your own.",
                swap=("grad = np.zeros_like(theta)", "grad, h = np.zeros_like(theta), 1e-5")),
        Mistake("another default",
                "With the h of the caller it is right, but without one it uses another than the prompt says. It is too small: look at the left side of the picture in this section.",
                code='''
                def numerical_gradient(f, theta, h=1e-14):
                    grad = np.zeros_like(theta)
                    for k in np.ndindex(theta.shape):
                        shift = np.zeros_like(theta)
                        shift[k] = h
                        grad[k] = (f(theta + shift) - f(theta - shift)) / (2 * h)
                    return grad
                '''),
        Mistake("one number",
                "You add up the slopes of all entries. Each entry has a slope of its own.",
                swap=("return grad", "return grad.sum()")),
    ]
