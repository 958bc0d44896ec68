"""The mean squared error of a linear model, for any number of examples and parameters."""

import numpy as np

from exam import Exam, Mistake


class MseCostExam(Exam):
    examples = {
        "for three parameters": "mse_cost(theta=np.array([1.0, -2.0, 0.5]), X=np.array([[1.0, 0.5, 2.0], [3.0, 2.0, -1.0], [0.5, -1.0, 4.0], [2.0, 0.0, -2.0]]), y=np.array([1.0, 2.0, 0.5, -3.0]))",
        "for two parameters": "mse_cost(np.array([0.5, 2.0]), np.array([[1.0, 3.0], [1.0, -1.0]]), np.array([2.0, 4.0]))",
    }

    def inputs(self, rng, m=6, d=2, **fixed):
        return dict(theta=rng.normal(size=d), X=rng.normal(size=(m, d)), y=rng.normal(size=m)) | fixed

    def a_line(self, rng):
        "is right for a line and a few points"
        for _ in range(3):
            given = self.inputs(rng)
            given["X"][:, 0] = 1.0
            self.agree(**given)

    def any_size(self, rng):
        "is right for any number of examples and parameters"
        for m, d in [(1, 1), (3, 3), (30, 4), (2, 5)]:
            self.agree(**self.inputs(rng, m, d))

    def by_position(self, rng):
        "takes its arguments by position, too"
        self.agree(*self.inputs(rng, 5, 3).values())

    def perfect_fit(self, rng):
        "is zero for a perfect fit, and not for any other"
        X, theta = np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 4.0]]), np.array([2.0, -1.0])
        self.close(self.learner(theta, X, X @ theta), 0.0)
        self.agree(theta + rng.normal(size=2), X, X @ theta)

    def above_and_below(self, rng):
        "counts errors above and below alike"
        given = self.inputs(rng)
        mirrored = 2 * given["X"] @ given["theta"] - given["y"]
        self.close(self.learner(**given | {"y": mirrored}), self.agree(**given))

    def twice_the_data(self, rng):
        "stays the same when every example is there twice"
        given = self.inputs(rng)
        twice = {"X": np.tile(given["X"], (2, 1)), "y": np.tile(given["y"], 2)}
        self.close(self.learner(**given | twice), self.agree(**given))

    def keeps_inputs(self, rng):
        "leaves theta, X and y unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("1/m",
                "Twice too large: this is the mean of the squares. Which factor makes the derivative tidy?",
                swap=("(2 * len(y))", "len(y)")),
        Mistake("not divided by m",
                "This grows with the number of examples. Which part of the formula makes the cost a mean?",
                swap=("(2 * len(y))", "2")),
        Mistake("plain sum of squares",
                "This is the sum of the squares alone. What stands in front of the sum?",
                swap=(" / (2 * len(y))", "")),
        Mistake("divides by 2, multiplies by m",
                "Python works through / and * from left to right. What should be below the line, all of it?",
                swap=("(2 * len(y))", "2 * len(y)")),
        Mistake("left as a vector",
                "This has one number for each example. The cost is one number for all of them: what is missing?",
                swap=("float(np.sum(residual**2) / (2 * len(y)))", "residual**2 / (2 * len(y))")),
        Mistake("not squared",
                "Errors above and below cancel each other here. What happens to each residual before the sum?",
                swap=("residual**2", "residual")),
        Mistake("absolute errors",
                "These are absolute errors. What does our cost do to a residual of 3?",
                swap=("residual**2", "np.abs(residual)")),
        Mistake("squares the sum",
                "You add first and square then. In the formula, what is under the square: one residual, or their sum?",
                swap=("np.sum(residual**2)", "np.sum(residual) ** 2")),
        Mistake("root of the mean square",
                "This is the root mean square error. Our cost takes no root.",
                swap=("float(np.sum(residual**2) / (2 * len(y)))", "float(np.sqrt(np.mean(residual**2)))")),
        Mistake("norm not squared",
                "The norm of the residuals is the root of their sum of squares. Which of the two does the formula have?",
                swap=("np.sum(residual**2)", "np.linalg.norm(residual)")),
        Mistake("divides by d",
                "You divide by the number of parameters. Over what is the mean taken?",
                swap=("len(y)", "len(theta)")),
        Mistake("m minus 1",
                "You divide by one example too few, as a sample variance does. Here the mean is over all of them.",
                swap=("(2 * len(y))", "(2 * (len(y) - 1) or 1)")),
        Mistake("adds y",
                "You add the truth to the prediction. How far apart are the two?",
                swap=("- y", "+ y")),
        Mistake("column minus row",
                "Look at the shape of your residual: a column minus a row is a whole table, every prediction against every truth.",
                swap=("X @ theta - y", "(X @ theta)[:, None] - y")),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry. Each row of X should become one prediction: which product does that?",
                swap=("X @ theta - y", "X * theta - y")),
        Mistake("ignores the truth",
                "The truth plays no part here: this only measures how large the predictions are.",
                swap=("X @ theta - y", "X @ theta")),
        Mistake("changes y",
                "The number is right, but the caller's own y was changed. Operators like -= write into the array that you were given.",
                code='''
                def mse_cost(theta, X, y):
                    y -= X @ theta
                    return float(np.mean(y**2) / 2)
                '''),
    ]
