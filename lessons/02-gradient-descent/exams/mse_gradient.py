"""The gradient of the mean squared error, held against differences of the cost."""

import numpy as np

from exam import Exam, Mistake


class MseGradientExam(Exam):
    examples = {
        "for three parameters": "mse_gradient(theta=np.array([1.0, -2.0, 0.5]), X=np.array([[1.0, 0.5, 2.0], [1.0, 2.0, -1.0], [1.0, -1.0, 0.0], [1.0, 3.0, 1.0]]), y=np.array([1.0, 2.0, 0.5, -3.0]))",
        "for two parameters": "mse_gradient(np.array([0.5, 2.0]), np.array([[0.5, 3.0], [1.0, -1.0]]), np.array([2.0, 4.0]))",
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
        for m, d in [(1, 1), (1, 4), (3, 3), (30, 4), (2, 5)]:
            self.agree(**self.inputs(rng, m, d))

    def by_position(self, rng):
        "takes its arguments by position, too"
        self.agree(*self.inputs(rng, 5, 3).values())

    def slope(self, rng):
        "is the slope of the cost, measured by two costs close to each other"
        given = self.inputs(rng, 7, 3)
        cost = lambda theta: np.mean((given["X"] @ theta - given["y"]) ** 2) / 2
        theta, steps = given["theta"], 1e-4 * np.eye(3)
        measured = [(cost(theta + step) - cost(theta - step)) / 2e-4 for step in steps]
        self.close(self.learner(**given), np.array(measured))

    def at_the_minimum(self, rng):
        "is zero for a perfect fit, and not elsewhere"
        X, theta = np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 4.0]]), np.array([2.0, -1.0])
        self.close(self.learner(theta, X, X @ theta), np.zeros(2))
        self.agree(theta + rng.normal(size=2), X, X @ theta)

    def twice_the_data(self, rng):
        "stays the same when every example is there twice"
        given = self.inputs(rng)
        twice = {"X": np.tile(given["X"], (2, 1)), "y": np.tile(given["y"], 2)}
        self.close(self.learner(**given | twice), self.agree(**given))

    def keeps_inputs(self, rng):
        "leaves theta, X and y unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("not divided by m",
                "This grows with the number of examples. The cost is a mean: what does that mean for its derivative?",
                swap=(" / len(y)", "")),
        Mistake("1/(2m)",
                "Half of it. Follow the square through the derivative: what becomes of the one half?",
                swap=("len(y)", "(2 * len(y))")),
        Mistake("2/m",
                "Twice too large. This is the gradient of the mean of the squares; our cost has one more factor.",
                swap=("X.T @ residual", "2 * X.T @ residual")),
        Mistake("divided by 2 instead of m",
                "This grows with the number of examples, and it is halved. Go through the derivative again: which number stays below the line?",
                swap=("len(y)", "2")),
        Mistake("sign",
                "The size is right, but it points the other way. In which order does the residual take model and truth?",
                swap=("X @ theta - y", "y - X @ theta")),
        Mistake("adds y",
                "You add the truth to the prediction. How far apart are the two?",
                swap=("- y", "+ y")),
        Mistake("ignores the truth",
                "The truth plays no part here. Where is it in the residual?",
                swap=("X @ theta - y", "X @ theta")),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry, and all the votes are still there. Which product also adds them up over the examples?",
                swap=("X.T @ residual", "X.T * residual")),
        Mistake("one number for all parameters",
                "This is one number. Each parameter has a slope of its own: over which index does the sum run, and over which does it not?",
                swap=("X.T @ residual / len(y)", "np.mean(X.T * residual)")),
        Mistake("mean over the wrong axis",
                "You have one number for each example. Over what does the sum run: examples or parameters?",
                swap=("X.T @ residual / len(y)", "(X.T * residual).mean(axis=0)")),
        Mistake("no transpose",
                "The sum in the derivative runs over the examples. Which index of X does your product sum over?",
                swap=("X.T @ residual", "X @ residual")),
        Mistake("predictions as a column",
                "Look at the shape of your residual: predictions as a column minus truths as a row make a whole table.",
                swap=("X @ theta - y", "(X @ theta)[:, None] - y")),
        Mistake("truth as a column",
                "Look at the shape of your residual: predictions as a row minus truths as a column make a whole table.",
                swap=("X @ theta - y", "X @ theta - y[:, None]")),
        Mistake("result as a column",
                "The numbers are right, but they stand in a column, a matrix with one column. Which shape has theta?",
                swap=("X.T @ residual", "X.T @ residual[:, None]")),
        Mistake("forgets the feature",
                "Every parameter gets the mean residual. In the derivative each residual is multiplied by something: what does a parameter multiply in the model?",
                swap=("X.T @ residual / len(y)", "np.mean(residual) * np.ones(len(theta))")),
        Mistake("squares the residual",
                "The residual is still squared. What is the derivative of a square?",
                swap=("X.T @ residual", "X.T @ residual**2")),
        Mistake("divides by d",
                "You divide by the number of parameters. Over what is the mean taken?",
                swap=("len(y)", "len(theta)")),
        Mistake("unit length",
                "The direction is right, but every gradient has length 1 here. How steep it is matters too.",
                swap=("X.T @ residual / len(y)", "X.T @ residual / np.linalg.norm(X.T @ residual)")),
        Mistake("the cost",
                "This is the cost. Here we ask how it changes with each parameter.",
                swap=("X.T @ residual / len(y)", "np.sum(residual**2) / (2 * len(y))")),
        Mistake("changes X",
                "The numbers are right, but the caller's own X was changed. Operators like *= write into the array that you were given.",
                code='''
                def mse_gradient(theta, X, y):
                    X *= (X @ theta - y)[:, None]
                    return X.mean(axis=0)
                '''),
    ]
