"""The gradient of a relu neuron's cost: where it is on, off and at the corner."""

import numpy as np

from exam import Exam, Mistake


class NeuronGradientExam(Exam):
    examples = {
        "when the neuron is off for one example": "neuron_gradient(w=np.array([1.0, -0.5]), X=np.array([[1.5, 1.0], [2.0, -1.0], [1.0, 4.0]]), y=np.array([2.0, -1.0, 3.0]))",
        "when Z is exactly 0 for one example": "neuron_gradient(np.array([1.0, -1.0]), np.array([[2.0, 2.0], [3.0, 1.0]]), np.array([5.0, 1.0]))",
        "for three weights": "neuron_gradient(np.array([0.5, 2.0, -1.0]), np.array([[1.0, 0.0, 3.0], [2.0, 0.5, 1.25]]), np.array([-1.0, 0.5]))",
    }

    def data(self, rng, m, d):
        return dict(w=rng.normal(size=d), X=rng.normal(size=(m, d)), y=rng.normal(size=m))

    def several(self, rng):
        "is right for several sizes of data"
        for m, d in ((8, 2), (5, 3), (20, 4), (6, 1)):
            self.agree(**self.data(rng, m, d))

    def all_on(self, rng):
        "is the gradient of least squares where the neuron is on for all examples"
        for _ in range(3):
            self.agree(rng.uniform(0.2, 1.0, size=3), rng.uniform(0.2, 1.0, size=(7, 3)), rng.normal(size=7))

    def some_off(self, rng):
        "leaves out the examples for which the neuron is off"
        given = self.data(rng, 12, 2)
        on = given["X"] @ given["w"] > 0
        shifted = given | {"y": np.where(on, given["y"], given["y"] + 50.0)}
        self.close(self.agree(**given), self.agree(**shifted))

    def corner(self, rng):
        "takes relu'(0) as 0"
        for y in ([4.0, 1.0], [-3.0, 2.0]):
            self.agree(np.array([2.0, -1.0]), np.array([[1.0, 2.0], [1.0, 0.5]]), np.array(y))

    def one_example(self, rng):
        "is right for one example"
        X = rng.normal(size=(1, 3))
        self.agree(X[0] * 0.7, X, rng.normal(size=1))

    def mean(self, rng):
        "is the same when every example is there twice"
        given = self.data(rng, 6, 2)
        twice = dict(w=given["w"], X=np.vstack([given["X"]] * 2), y=np.tile(given["y"], 2))
        self.close(self.agree(**twice), self.agree(**given))

    def by_differences(self, rng):
        "agrees with finite differences of the cost"
        given = self.data(rng, 10, 3)

        def cost(w):
            return np.mean((np.maximum(given["X"] @ w, 0) - given["y"]) ** 2) / 2

        nudges = 1e-6 * np.eye(3)
        slopes = [(cost(given["w"] + nudge) - cost(given["w"] - nudge)) / 2e-6 for nudge in nudges]
        self.close(self.learner(**given), np.array(slopes))

    def keeps_inputs(self, rng):
        "leaves w, X and y unchanged"
        self.unchanged(**self.data(rng, 9, 2))

    mistakes = [
        Mistake("no slope of relu",
                "Examples for which the neuron is off push its weights too. What is the slope of relu there?",
                swap=("(R - y) * (Z > 0)", "(R - y)")),
        Mistake("no relu at all",
                "This is the gradient of a straight line. What does relu do to negative inputs, and to their slopes?",
                swap=[("np.maximum(Z, 0)", "Z"), ("(R - y) * (Z > 0)", "(R - y)")]),
        Mistake("slope of relu the other way round",
                "The neuron learns from the examples for which it is off. On which side is the slope of relu 1?",
                swap=("(Z > 0)", "(Z < 0)")),
        Mistake("slope 1 at the corner",
                "All is right but the corner. Which slope did we agree on at 0?",
                swap=("(Z > 0)", "(Z >= 0)")),
        Mistake("no 1/m",
                "The gradient grows with the number of examples. L is a mean.",
                swap=(" / len(y)", "")),
        Mistake("half too much",
                "The gradient is half as long as it should be. What does the square's derivative do with the half in front?",
                swap=("/ len(y)", "/ len(y) / 2")),
        Mistake("a 2 too much",
                "The gradient is twice as long as it should be. The 2 from the square meets something in front of the sum.",
                swap=("(R - y)", "2 * (R - y)")),
        Mistake("divided by d",
                "You divide by the number of weights. Over what is L a mean?",
                swap=("/ len(y)", "/ len(w)")),
        Mistake("mean over the examples that are on",
                "You divide by the number of examples that are on. L is a mean over all of them.",
                swap=("/ len(y)", "/ max(np.sum(Z > 0), 1)")),
        Mistake("sign of the residual",
                "This points downhill. The derivative of a square is taken of what stands inside it: which sign has R there?",
                swap=("(R - y)", "(y - R)")),
        Mistake("output instead of slope",
                "You multiply by the output of relu. The chain rule asks for its slope.",
                swap=("(Z > 0)", "R")),
        Mistake("input instead of slope",
                "You multiply by the input of relu. The chain rule asks for its slope.",
                swap=("(Z > 0)", "Z")),
        Mistake("slope of the residual",
                "The switch looks at the residual. What decides whether the neuron is on?",
                swap=("(Z > 0)", "(R > y)")),
        Mistake("slope of y",
                "The switch looks at y. What decides whether the neuron is on?",
                swap=("(Z > 0)", "(y > 0)")),
        Mistake("residual forgotten",
                "The size of the error does not come in. What is the derivative of the square?",
                swap=("(R - y) * (Z > 0)", "1.0 * (Z > 0)")),
        Mistake("target forgotten",
                "y does not come in. What is inside the square?",
                swap=("(R - y)", "R")),
        Mistake("not added over the examples",
                "There is one gradient for each example. Over which paths does the chain rule add?",
                swap=("X.T @ dZ", "X * dZ[:, None]")),
        Mistake("stops at Z",
                "This is the derivative by Z. One stage is missing: how does Z depend on w?",
                swap=("X.T @ dZ", "dZ")),
        Mistake("cost instead of gradient",
                "This is the cost. Asked for is its gradient.",
                swap=("return X.T @ dZ", "return np.mean((R - y) ** 2) / 2")),
        Mistake("squared residual",
                "The residual is still squared. What is left of a square when it is differentiated?",
                swap=("(R - y)", "(R - y) ** 2")),
        Mistake("changes y",
                "The gradient is right, but the caller's y was changed. What does -= do to an array that you were given?",
                code='''
                def neuron_gradient(w, X, y):
                    Z = X @ w
                    y -= np.maximum(Z, 0)
                    return -X.T @ (y * (Z > 0)) / len(y)
                '''),
    ]
