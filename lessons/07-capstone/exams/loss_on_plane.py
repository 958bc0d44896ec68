"""The loss on a plane through the parameters: its shape, its middle and its directions."""

import numpy as np

from course.network import initial_params, mlp_gradients
from exam import Exam, Mistake


class LossOnPlaneExam(Exam):
    examples = {
        "for three alphas and two betas":
            "from course.network import initial_params\n"
            "rng = np.random.default_rng(1)\n"
            "params, first, second = (initial_params((3, 4, 2), rng) | {'b1': rng.normal(size=4), 'b2': rng.normal(size=2)} for _ in range(3))\n"
            "loss_on_plane(params, first, second, np.array([-1.0, 0.0, 2.0]), np.array([0.5, -3.0]), rng.normal(size=(5, 3)), rng.integers(2, size=5))",
        "for two alphas and two betas":
            "from course.network import initial_params\n"
            "rng = np.random.default_rng(2)\n"
            "params, first, second = (initial_params((2, 3, 3), rng) | {'b1': rng.normal(size=3), 'b2': rng.normal(size=3)} for _ in range(3))\n"
            "loss_on_plane(params, first, second, alphas=np.array([0.0, 1.5]), betas=np.array([-1.0, 0.0]), X=rng.normal(size=(4, 2)), labels=rng.integers(3, size=4))",
    }

    def problem(self, rng, columns=4, rows=3):
        def one():
            return {name: rng.normal(size=value.shape) for name, value in initial_params((3, 5, 4), rng).items()}

        grid = 2 * rng.normal(size=columns), 2 * rng.normal(size=rows)
        return one(), one(), one(), *grid, rng.normal(size=(8, 3)), rng.integers(4, size=8)

    def right(self, rng):
        "is right on grids of several shapes"
        for columns, rows in ((4, 3), (2, 5), (3, 3)):
            self.agree(*self.problem(rng, columns, rows))

    def a_line(self, rng):
        "is right when there is a single row or column"
        self.agree(*self.problem(rng, 1, 4))
        self.agree(*self.problem(rng, 4, 1))

    def middle(self, rng):
        "is the loss of the parameters themselves in the middle"
        params, first, second, _, _, X, labels = self.problem(rng)
        got = np.asarray(self.learner(params, first, second, np.zeros(1), np.zeros(1), X, labels))
        self.close(got, np.full((1, 1), mlp_gradients(params, X, labels)[0]))

    def each_direction(self, rng):
        "goes along the first direction in a row, and along the second in a column"
        params, first, second, alphas, betas, X, labels = self.problem(rng)
        nowhere = {name: 0 * value for name, value in first.items()}
        rows = np.asarray(self.agree(params, first, nowhere, alphas, betas, X, labels))
        columns = np.asarray(self.agree(params, nowhere, second, alphas, betas, X, labels))
        assert np.ptp(rows, axis=0).max() < 1e-9 < np.ptp(rows, axis=1).min()
        assert np.ptp(columns, axis=1).max() < 1e-9 < np.ptp(columns, axis=0).min()

    def keeps_inputs(self, rng):
        "leaves everything that it is given unchanged"
        self.unchanged(*self.problem(rng))

    mistakes = [
        Mistake("transposed",
                "Rows and columns have traded places. Which of the two numbers changes along a row?",
                swap=("return losses", "return losses.T")),
        Mistake("directions swapped",
                "The shape is right, but each number goes with the other direction.",
                swap=("alpha * first[name] + beta * second[name]", "beta * first[name] + alpha * second[name]")),
        Mistake("only the first direction",
                "All rows are the same. Where does the second direction come in?",
                swap=(" + beta * second[name]", "")),
        Mistake("only the second direction",
                "All columns are the same. Where does the first direction come in?",
                swap=(" + alpha * first[name]", "")),
        Mistake("the plane through zero",
                "Your plane goes through zero. Through which point should it go?",
                swap=("params[name] + alpha", "alpha")),
        Mistake("backwards",
                "You walk against both directions: look at the signs.",
                swap=("params[name] + alpha * first[name] + beta * second[name]", "params[name] - alpha * first[name] - beta * second[name]")),
        Mistake("second direction backwards",
                "You walk against the second direction: look at its sign.",
                swap=("+ beta * second[name]", "- beta * second[name]")),
        Mistake("walks on and on",
                "Each point starts from the point before, so you drift away. From where is each point of the grid reached?",
                code='''
                def loss_on_plane(params, first, second, alphas, betas, X, labels):
                    losses, there = np.zeros((len(betas), len(alphas))), dict(params)
                    for j, beta in enumerate(betas):
                        for i, alpha in enumerate(alphas):
                            there = {name: there[name] + alpha * first[name] + beta * second[name] for name in there}
                            losses[j, i] = mlp_gradients(there, X, labels)[0]
                    return losses
                '''),
        Mistake("changes params",
                "You add to the caller's own arrays, so they drift away from point to point. What does += do to an array in a dictionary?",
                code='''
                def loss_on_plane(params, first, second, alphas, betas, X, labels):
                    losses = np.zeros((len(betas), len(alphas)))
                    for j, beta in enumerate(betas):
                        for i, alpha in enumerate(alphas):
                            for name in params:
                                params[name] += alpha * first[name] + beta * second[name]
                            losses[j, i] = mlp_gradients(params, X, labels)[0]
                            for name in params:
                                params[name] -= alpha * first[name] + beta * second[name] * (1 - 1e-9)
                    return losses
                '''),
        Mistake("only the weights move",
                "The biases stay where they are. Which of the arrays belong to the direction?",
                swap=("for name in params}", "if name[0] == \"W\" else params[name] for name in params}")),
        Mistake("only the first layer moves",
                "The second layer stays where it is. Which of the arrays belong to the direction?",
                swap=("for name in params}", "if name[1] == \"1\" else params[name] for name in params}")),
        Mistake("product of the two",
                "The directions are multiplied by each other's number. How is a point of a plane made of two directions?",
                swap=("alpha * first[name] + beta * second[name]", "alpha * beta * (first[name] + second[name])")),
        Mistake("flat list",
                "All the losses are there, in one long row. Which shape is asked for?",
                swap=("return losses", "return losses.ravel()")),
        Mistake("summed losses",
                "These are sums over the examples. `mlp_gradients` returns a mean: leave it as it is.",
                swap=("mlp_gradients(there, X, labels)[0]", "mlp_gradients(there, X, labels)[0] * len(labels)")),
        Mistake("logarithm of the loss",
                "This is the logarithm of the loss. That is good for a picture, but let the picture take it.",
                swap=("return losses", "return np.log(losses)")),
    ]
