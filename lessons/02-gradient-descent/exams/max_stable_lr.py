"""The largest learning rate at which steps on a quadratic shrink, for valleys turned any way."""

import numpy as np

from exam import Exam, Mistake


class MaxStableLrExam(Exam):
    examples = {
        "for a matrix with entries beside the diagonal": "max_stable_lr(np.array([[6.5, -2.0, 0.5], [-2.0, 3.0, 1.25], [0.5, 1.25, 2.0]]))",
        "for a diagonal matrix": "max_stable_lr(H=np.diag([2.0, 9.0, 4.0]))",
        "for two large curvatures close together": "max_stable_lr(np.array([[4.0, -0.1, 0.0], [-0.1, 4.0, 0.5], [0.0, 0.5, 1.0]]))",
    }

    def hessian(self, rng, eigenvalues):
        turn, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))
        hessian = turn @ np.diag(eigenvalues) @ turn.T
        return (hessian + hessian.T) / 2

    def tilted(self, rng):
        "is right for tilted valleys of any number of dimensions"
        for d in (2, 3, 6):
            self.agree(self.hessian(rng, rng.uniform(0.5, 20.0, size=d)))

    def straight(self, rng):
        "is right when the valley lies along the axes, in any order of curvatures"
        for curvatures in ([7.0, 2.0, 3.0], [1.0, 2.0, 6.5], [3.0, 8.0, 0.5]):
            self.agree(np.diag(curvatures))

    def data(self, rng):
        "is right for the Hessian of a linear model"
        X = rng.normal(size=(30, 4)) * np.array([1.0, 5.0, 0.2, 2.0])
        self.agree(H=X.T @ X / 30)

    def one(self, rng):
        "is right for a single parameter"
        self.agree(np.array([[rng.uniform(3.0, 9.0)]]))

    def edge(self, rng):
        "is the edge: just below it the steps shrink, just above it they grow"
        hessian = self.hessian(rng, np.array([0.5, 2.0, 8.0]))
        limit = float(np.asarray(self.agree(hessian)))
        for lr, shrinks in [(0.995 * limit, True), (1.005 * limit, False)]:
            factors = np.linalg.eigvalsh(np.eye(3) - lr * hessian)
            assert (np.abs(factors).max() < 1) == shrinks

    def keeps_H(self, rng):
        "leaves H unchanged"
        self.unchanged(self.hessian(rng, rng.uniform(1.0, 5.0, size=3)))

    mistakes = [
        Mistake("1/λmax",
                "Half of it: at this rate the steepest direction arrives in one step. How far can you still go before its factor reaches −1?",
                swap=("2 / np.max", "1 / np.max")),
        Mistake("λmin",
                "This would be the limit if the flattest direction were the only one. Which direction is the first to fly off?",
                swap=("np.max(", "np.min(")),
        Mistake("1/λmin",
                "You look at the flattest direction, and at half of its limit. Which direction is the first to fly off, and at which factor?",
                swap=("2 / np.max", "1 / np.min")),
        Mistake("trace",
                "The trace adds up all eigenvalues. Which one of them sets the limit?",
                swap=("2 / np.max(eigenvalues)", "2 / np.trace(H)")),
        Mistake("mean eigenvalue",
                "You use the average curvature. On average a valley may be fine, and still throw you off in one direction.",
                swap=("np.max(", "np.mean(")),
        Mistake("determinant",
                "The determinant multiplies all eigenvalues. Which one of them sets the limit?",
                swap=("2 / np.max(eigenvalues)", "2 / np.linalg.det(H)")),
        Mistake("the best learning rate",
                "This is the learning rate that is fastest, where the flattest and the steepest direction are equally slow. The largest stable one looks at one end only.",
                swap=("2 / np.max(eigenvalues)", "2 / (np.max(eigenvalues) + np.min(eigenvalues))")),
        Mistake("upside down",
                "A steeper valley needs smaller steps. Does your limit shrink when H grows?",
                swap=("2 / np.max(eigenvalues)", "np.max(eigenvalues) / 2")),
        Mistake("times 2 instead of divided into it",
                "A steeper valley needs smaller steps. Solve the inequality for the learning rate again.",
                swap=("2 / np.max(eigenvalues)", "2 * np.max(eigenvalues)")),
        Mistake("largest eigenvalue alone",
                "You have found the curvature that matters. Which learning rate belongs to it?",
                swap=("2 / np.max(eigenvalues)", "np.max(eigenvalues)")),
        Mistake("largest entry",
                "You look at the largest entry of H. In a tilted valley the steepest direction lies between the axes: what tells how steep it is?",
                swap=("np.max(eigenvalues)", "np.max(H)")),
        Mistake("largest row sum",
                "The largest row sum bounds the largest eigenvalue from above, but it is not equal to it.",
                swap=("np.max(eigenvalues)", "np.max(np.sum(np.abs(H), axis=1))")),
        Mistake("Frobenius norm",
                "NumPy's norm of a matrix is, if you don't say otherwise, the root of the sum of all squared entries. Which eigenvalue do you need?",
                swap=("np.max(eigenvalues)", "np.linalg.norm(H)")),
        Mistake("root of the eigenvalue",
                "You take a square root. H holds second derivatives already; which number does the factor of a step contain?",
                swap=("np.max(eigenvalues)", "np.sqrt(np.max(eigenvalues))")),
        Mistake("squared eigenvalue",
                "You use the eigenvalue's square. Which number does the factor of a step contain?",
                swap=("np.max(eigenvalues)", "np.max(eigenvalues) ** 2")),
        Mistake("one limit for each direction",
                "These are the limits of all directions, one each. One learning rate serves them all: which limit counts?",
                swap=("float(2 / np.max(eigenvalues))", "2 / eigenvalues")),
        Mistake("condition number",
                "The condition number says how slow the descent is. How large a step may be is set by one eigenvalue alone.",
                swap=("2 / np.max(eigenvalues)", "2 * np.min(eigenvalues) / np.max(eigenvalues)")),
        Mistake("last of an unsorted list",
                "The eigenvalues of np.linalg.eig come in no particular order. How do you find the one you need, wherever it stands?",
                code='''
                def max_stable_lr(H):
                    return float(2 / np.linalg.eig(H)[0][-1])
                '''),
        Mistake("first of an unsorted list",
                "You take the first eigenvalue in the list. Is it the one you need, whatever the matrix?",
                code='''
                def max_stable_lr(H):
                    return float(2 / np.linalg.eig(H)[0][0])
                '''),
    ]
