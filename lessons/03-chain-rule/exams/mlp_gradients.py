"""The loss of a network with one hidden layer and the gradients of all its parameters."""

import numpy as np

from exam import Exam, Mistake


class MlpGradientsExam(Exam):
    results = ["loss", "grads"]
    examples = {
        "for four examples":
            "params = {'W1': np.array([[0.5, -1.0, 0.3], [0.2, 0.4, -0.6], [-0.4, 0.1, 0.7]]), 'b1': np.array([0.1, -0.2, 0.3]),"
            " 'W2': np.array([[1.0, -0.5], [0.3, 0.8], [-0.7, 0.2]]), 'b2': np.array([0.05, -0.4])}\n"
            "mlp_gradients(params, np.array([[1.0, 2.0, 0.5], [-1.0, 0.5, 1.5], [0.3, -0.8, -2.0], [1.5, 0.1, 1.0]]), np.array([0, 1, 1, 0]))",
        # as many examples as hidden neurons as classes
        "for two examples":
            "params = {'W1': np.array([[0.5, -1.0], [0.2, 0.4]]), 'b1': np.array([0.1, -0.2]),"
            " 'W2': np.array([[1.0, -0.5], [0.3, 0.8]]), 'b2': np.array([0.05, -0.4])}\n"
            "mlp_gradients(params=params, X=np.array([[1.0, 2.0], [-1.0, 0.5]]), labels=np.array([1, 0]))",
    }

    def network(self, rng, m, d, h, k):
        shapes = {"W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        return dict(params=params, X=rng.normal(size=(m, d)), labels=rng.integers(k, size=m))

    def part(self, rng, *names):
        for m, d, h, k in ((6, 3, 5, 2), (4, 4, 4, 4), (1, 2, 3, 2), (9, 2, 4, 3)):
            given = self.network(rng, m, d, h, k)
            expected = self.reference(**given)[1]
            got = self.learner(**given)[1]
            for name in names:
                self.close(got[name], expected[name])

    def losses(self, rng):
        "returns the right loss"
        for m, d, h, k in ((6, 3, 5, 2), (1, 2, 3, 2), (9, 2, 4, 3)):
            given = self.network(rng, m, d, h, k)
            self.close(self.learner(**given)[0], self.reference(**given)[0])

    def output_layer(self, rng):
        "returns the right gradients of the output layer, W2 and b2"
        self.part(rng, "W2", "b2")

    def hidden_weights(self, rng):
        "returns the right gradient of W1"
        self.part(rng, "W1")

    def hidden_biases(self, rng):
        "returns the right gradient of b1"
        self.part(rng, "b1")

    def by_differences(self, rng):
        "agrees with finite differences of its own loss"
        given = self.network(rng, 5, 2, 3, 3)
        params, grads = given["params"], self.learner(**given)[1]
        assert set(grads) == set(params)
        for name, array in params.items():
            slope = np.zeros_like(array)
            for index in np.ndindex(array.shape):
                nudge = np.zeros_like(array)
                nudge[index] = 5e-3  # wide enough for a loss worked out in float32
                up, down = (self.learner(params | {name: array + sign * nudge}, given["X"], given["labels"])[0] for sign in (1, -1))
                slope[index] = (up - down) / 1e-2
            self.at_least(np.abs(slope).max(), 1e-3)
            self.alike(np.asarray(grads[name]), slope, tolerance=1e-3)

    def saturated(self, rng):
        "lets hardly any gradient through hidden neurons that are far out on their tanh"
        given = self.network(rng, 5, 2, 4, 3)
        given["params"]["b1"][:2] = [12.0, -12.0]
        _, grads = self.agree(**given)
        assert np.abs(np.asarray(grads["W1"])[:, :2]).max() < 1e-4 < np.abs(np.asarray(grads["W1"])[:, 2:]).max()

    def keeps_inputs(self, rng):
        "leaves params, X and labels unchanged"
        self.unchanged(**self.network(rng, 6, 3, 4, 3))

    mistakes = [
        Mistake("no slope of tanh",
                "The output layer is right. On the way to the hidden layer's error one factor is missing: what lies between H and Z1?",
                swap=("dH * (1 - H**2)", "dH")),
        Mistake("slope of tanh without the square",
                "The slope of tanh is not quite right: what is subtracted from 1?",
                swap=("(1 - H**2)", "(1 - H)")),
        Mistake("slope of tanh at the input",
                "The slope of tanh is made from its output, not from its input.",
                swap=("(1 - H**2)", "(1 - (X @ params[\"W1\"] + params[\"b1\"]) ** 2)")),
        Mistake("tanh twice",
                "You take the slope at tanh of H. H is an output of tanh already.",
                swap=("(1 - H**2)", "(1 - np.tanh(H) ** 2)")),
        Mistake("sigmoid's slope",
                "This is the slope of the sigmoid. Which activation has the hidden layer?",
                swap=("(1 - H**2)", "H * (1 - H)")),
        Mistake("relu's slope",
                "This is the slope of relu. Which activation has the hidden layer?",
                swap=("(1 - H**2)", "(H > 0)")),
        Mistake("matrix product for an entrywise one",
                "The slope of tanh comes in by a matrix product. Does one neuron's slope act on another neuron's error?",
                swap=("dH * (1 - H**2)", "dH @ (1 - H**2)")),
        Mistake("1/m twice",
                "Gradients are divided by the number of examples once more. Where did the 1/m come in?",
                swap=("return loss, {", "dW1, db1, dW2, db2 = (grad / len(X) for grad in (dW1, db1, dW2, db2))\n    return loss, {")),
        Mistake("1/m twice in the hidden layer",
                "The hidden layer's gradients are divided by the number of examples once more. Its error has the 1/m already.",
                swap=("dH * (1 - H**2)", "dH * (1 - H**2) / len(X)")),
        Mistake("1/m forgotten",
                "All gradients are too large by the number of examples. The loss is a mean.",
                swap=("dH, dW2", "E_O = E_O * len(X)\n    dH, dW2")),
        Mistake("weights not transposed",
                "The errors go back through the weights in the wrong direction. Which neurons does a hidden neuron feed?",
                swap=("E_H = dH *", "E_H = E_O @ params[\"W2\"] *")),
        Mistake("weights skipped on the way back",
                "The hidden layer's gradients are all zero. Its error comes from the output's, each through a weight: what lies between Z2 and H?",
                swap=("E_H = dH *", "E_H = E_O.sum(axis=1, keepdims=True) *")),
        Mistake("no tanh forward",
                "The loss is off already: what happens between the two layers on the way forward?",
                swap=("np.tanh(X @ params[\"W1\"] + params[\"b1\"])", "X @ params[\"W1\"] + params[\"b1\"]")),
        Mistake("no hidden bias",
                "The loss is off already: the hidden layer's bias does not come in.",
                swap=(" + params[\"b1\"]", "")),
        Mistake("no output bias",
                "The loss is off already: the output layer's bias does not come in.",
                swap=(" + params[\"b2\"]", "")),
        Mistake("tanh on the output too",
                "The loss is off already: which activation stands behind the second layer?",
                swap=("Z2 = H @ params[\"W2\"] + params[\"b2\"]", "Z2 = np.tanh(H @ params[\"W2\"] + params[\"b2\"])")),
        Mistake("input of the activation in dW2",
                "The gradient of W2 is made with Z1. What goes into the second layer?",
                swap=("affine_backward(E_O, H, params", "affine_backward(E_O, X @ params[\"W1\"] + params[\"b1\"], params")),
        Mistake("biases' gradients swapped for errors",
                "The gradients of the biases have a row for each example. Through how many rows does a bias reach the loss?",
                swap=[("\"b1\": db1", "\"b1\": E_H"), ("\"b2\": db2", "\"b2\": E_O")]),
        Mistake("biases without gradient",
                "The biases' gradients are missing. Which four keys has the result?",
                swap=("{\"W1\": dW1, \"b1\": db1, \"W2\": dW2, \"b2\": db2}", "{\"W1\": dW1, \"W2\": dW2}")),
        Mistake("uphill",
                "All gradients have the wrong sign: predicted minus true, not the other way round.",
                swap=("dH, dW2", "E_O = -E_O\n    dH, dW2")),
        Mistake("gradients only",
                "The loss is missing. What does the pair hold?",
                swap=("return loss, {", "return {")),
        Mistake("pair the wrong way round",
                "Both results are right, but in the other order. Which comes first?",
                swap=("return loss, {\"W1\": dW1, \"b1\": db1, \"W2\": dW2, \"b2\": db2}", "return {\"W1\": dW1, \"b1\": db1, \"W2\": dW2, \"b2\": db2}, loss")),
        Mistake("makes a step",
                "You return the parameters after a step. Asked for are the gradients.",
                swap=("return loss, {", "dW1, db1, dW2, db2 = (params[n] - g for n, g in ((\"W1\", dW1), (\"b1\", db1), (\"W2\", dW2), (\"b2\", db2)))\n    return loss, {")),
    ]
