"""The three gradients behind an affine layer, and their order."""

import numpy as np

from exam import Exam, Mistake


class AffineBackwardExam(Exam):
    results = ["dX", "dW", "db"]
    examples = {
        "for four inputs and two neurons":
            "affine_backward(dZ=np.array([[1.0, -2.0], [0.5, 3.0], [4.0, 0.0]]),"
            " X=np.array([[2.0, 1.0, 0.0, 1.0], [0.0, 3.0, 1.0, -1.0], [1.0, 1.0, 5.0, 2.0]]),"
            " W=np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0], [2.0, 2.0]]))",
        "for square matrices": "affine_backward(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([[1.0, 4.0], [-3.0, 2.0]]))",
        "for two inputs and three neurons": "affine_backward(np.array([[0.5, -2.0, 1.0], [1.5, 3.0, -0.5]]), np.array([[2.5, 1.0], [-0.5, 3.0]]), np.array([[1.0, 4.5, -1.0], [-3.0, 2.0, 0.5]]))",
        "for one neuron": "affine_backward(np.array([[1.0], [-2.0], [0.5]]), np.array([[2.0, 1.0], [0.0, 3.0], [1.0, -1.0]]), np.array([[1.5], [-3.0]]))",
    }

    def layer(self, rng, m, d, k):
        return dict(dZ=rng.normal(size=(m, k)), X=rng.normal(size=(m, d)), W=rng.normal(size=(d, k)))

    def parts(self, rng, part):
        for m, d, k in ((5, 3, 2), (4, 4, 4), (1, 3, 2), (6, 1, 3), (7, 2, 1)):
            given = self.layer(rng, m, d, k)
            got = self.learner(**given)
            assert len(got) == 3
            self.close(got[part], self.reference(**given)[part])

    def inputs(self, rng):
        "returns the right dX"
        self.parts(rng, 0)

    def weights(self, rng):
        "returns the right dW"
        self.parts(rng, 1)

    def biases(self, rng):
        "returns the right db, one number for each neuron"
        self.parts(rng, 2)

    def all_three(self, rng):
        "returns dX, dW and db in this order, whether called by position or by name"
        given = self.layer(rng, 3, 2, 4)
        self.agree(**given)
        self.agree(*given.values())

    def by_differences(self, rng):
        "agrees with finite differences of a loss behind the layer"
        given, b = self.layer(rng, 4, 3, 2), rng.normal(size=2)
        X, W, late = given["X"], given["W"], rng.normal(size=(4, 2))

        def loss(X, W, b):
            return np.sum(late * np.tanh(X @ W + b))

        dZ = late * (1 - np.tanh(X @ W + b) ** 2)
        arrays, slopes = [X, W, b], []
        for place, array in enumerate(arrays):
            slope = np.zeros_like(array)
            for index in np.ndindex(array.shape):
                nudge = np.zeros_like(array)
                nudge[index] = 1e-6
                up, down = (loss(*[one + sign * nudge if i == place else one for i, one in enumerate(arrays)]) for sign in (1, -1))
                slope[index] = (up - down) / 2e-6
            slopes.append(slope)
        self.close(self.learner(dZ, X, W), tuple(slopes))

    def keeps_arrays(self, rng):
        "leaves dZ, X and W unchanged"
        self.unchanged(**self.layer(rng, 5, 3, 2))

    mistakes = [
        Mistake("db not summed",
                "db has a row for each example. Through how many rows does one bias reach the loss?",
                swap=("dZ.sum(axis=0)", "dZ")),
        Mistake("db over the other axis",
                "db has one number for each example. Whose bias is it?",
                swap=("dZ.sum(axis=0)", "dZ.sum(axis=1)")),
        Mistake("db with two dimensions",
                "db has a dimension too many. What shape has b?",
                swap=("dZ.sum(axis=0)", "dZ.sum(axis=0, keepdims=True)")),
        Mistake("db is one number",
                "All biases share one gradient here. How many neurons are there?",
                swap=("dZ.sum(axis=0)", "dZ.sum()")),
        Mistake("db averaged",
                "dX and dW are right. In db the paths are averaged: what does the chain rule do with paths?",
                swap=("dZ.sum(axis=0)", "dZ.mean(axis=0)")),
        Mistake("db is one",
                "The slope of Z by a bias is 1, but what comes after the layer counts as well.",
                swap=("dZ.sum(axis=0)", "np.ones(dZ.shape[1])")),
        Mistake("dW transposed",
                "dW has the shape of W turned around. Write the sum with its indices again: which index comes first in dW?",
                swap=("X.T @ dZ", "dZ.T @ X")),
        Mistake("X not transposed",
                "The product for dW runs over the wrong index. Over what do you add, examples or inputs?",
                swap=("X.T @ dZ", "X @ dZ")),
        Mistake("dW the wrong way round",
                "The factors of dW stand in the other order. Which shapes have to meet?",
                swap=("X.T @ dZ", "dZ @ X.T")),
        Mistake("another 1/m",
                "dW is divided by the number of examples. Where did the 1/m of a mean come in?",
                swap=("X.T @ dZ", "X.T @ dZ / len(X)")),
        Mistake("another 1/m everywhere",
                "dW and db are divided by the number of examples. Where did the 1/m of a mean come in?",
                swap=[("X.T @ dZ", "X.T @ dZ / len(X)"), ("dZ.sum(axis=0)", "dZ.mean(axis=0)")]),
        Mistake("W not transposed",
                "dX lacks a transpose. Write the sum over the neurons again: which index of W does it run over?",
                swap=("dZ @ W.T", "dZ @ W")),
        Mistake("dX the wrong way round",
                "The factors of dX stand in the other order. Which shapes have to meet?",
                swap=("dZ @ W.T", "W.T @ dZ")),
        Mistake("dX transposed",
                "dX is turned around. It has the shape of X.",
                swap=("dZ @ W.T", "W @ dZ.T")),
        Mistake("lesson 02's formulas",
                "These are the formulas for D = WX. Here the examples are rows and the weights stand on the right: find the sides again.",
                swap=[("dZ @ W.T", "W.T @ dZ"), ("X.T @ dZ", "dZ @ X.T")]),
        Mistake("results in another order",
                "The gradients are right, but in another order. The prompt says which comes first.",
                swap=("return dX, dW, db", "return dW, db, dX")),
        Mistake("no dX",
                "The layer before this one needs its gradient too. How many results are there?",
                swap=("return dX, dW, db", "return dW, db")),
        Mistake("dZ forgotten in dX",
                "dX is made of the weights alone. What came back from behind the layer?",
                swap=("dZ @ W.T", "np.ones(dZ.shape) @ W.T")),
        Mistake("dZ forgotten in dW",
                "dW is made of the inputs alone. What came back from behind the layer?",
                swap=("X.T @ dZ", "X.T @ np.ones(dZ.shape)")),
        Mistake("changes dZ",
                "The results are right, but the caller's dZ was changed on the way.",
                code='''
                def affine_backward(dZ, X, W):
                    results = dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)
                    dZ -= dZ.mean(axis=0)
                    return results
                '''),
    ]
