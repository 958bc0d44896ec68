"""The mean cross-entropy after a softmax and its gradient, also for huge logits."""

import numpy as np

from exam import Exam, Mistake


class SoftmaxCrossEntropyExam(Exam):
    results = ["loss", "dlogits"]
    examples = {
        "for two examples and three classes": "softmax_cross_entropy(np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([1, 0]))",
        "for very large logits": "softmax_cross_entropy(logits=np.array([[1000.0, 0.0], [0.5, 1.0], [-1000.0, -1002.0]]), labels=np.array([1, 1, 0]))",
        "for three examples and three classes": "softmax_cross_entropy(np.array([[0.2, -0.3, 1.0], [2.0, 0.1, 0.4], [-1.0, 0.0, 0.7]]), np.array([2, 2, 1]))",
        "for a largest logit of 5000": "softmax_cross_entropy(np.array([[0.0, 5000.0, 4999.0], [0.5, 1.0, -1.0]]), np.array([2, 0]))",
    }

    def batch(self, rng, m, k, scale=2.0):
        return dict(logits=scale * rng.normal(size=(m, k)), labels=rng.integers(k, size=m))

    def part(self, rng, which):
        for m, k in ((5, 3), (3, 3), (1, 4), (8, 2), (4, 10)):
            given = self.batch(rng, m, k)
            got = self.learner(given["logits"], given["labels"])
            assert len(got) == 2
            self.close(got[which], self.reference(**given)[which])

    def losses(self, rng):
        "returns the right mean loss"
        self.part(rng, 0)

    def gradients(self, rng):
        "returns the right gradient of the mean loss"
        self.part(rng, 1)

    def by_differences(self, rng):
        "has the gradient that finite differences of its own loss give"
        given = self.batch(rng, 3, 4)
        slope = np.zeros((3, 4))
        for index in np.ndindex(3, 4):
            nudge = np.zeros((3, 4))
            nudge[index] = 5e-3  # wide enough for a loss worked out in float32
            up, down = (self.learner(given["logits"] + sign * nudge, given["labels"])[0] for sign in (1, -1))
            slope[index] = (up - down) / 1e-2
        loss, dlogits = self.learner(**given)
        self.at_least(np.abs(slope).max(), 0.05)
        self.alike(np.asarray(dlogits), slope, tolerance=1e-3)
        self.close(loss, self.reference(**given)[0])

    def large(self, rng):
        "is finite and right for logits of ten thousand, up and down"
        for scale in (1e3, 1e4):
            self.agree(np.array([[scale, 0.0, -scale], [1.0, 0.0, 2.0]]), np.array([0, 2]))
            self.agree(np.array([[scale, scale - 1.0], [-scale, 1.0 - scale]]), np.array([1, 0]))

    def surely_wrong(self, rng):
        "has the right loss when the true class has hardly any probability"
        self.agree(np.array([[1e4, 0.0], [0.0, -50.0]]), np.array([1, 1]))
        self.agree(np.array([[-1e4, 1e4, 0.0]]), np.array([0]))

    def rows_apart(self, rng):
        "treats each example on its own, however different their logits are"
        self.agree(np.array([[1e4, 1e4 - 2.0], [-1e4, -1e4 - 1.0], [0.3, 0.1]]), np.array([1, 0, 1]))

    def shift(self, rng):
        "does not change when all logits of an example are shifted"
        given = self.batch(rng, 4, 3)
        self.close(self.agree(**given), self.agree(given["logits"] + np.array([[5.0], [-3.0], [0.0], [40.0]]), given["labels"]))

    def mean(self, rng):
        "is a mean: with every example twice, the loss is the same and the gradients are half"
        given = self.batch(rng, 3, 4)
        once = self.agree(**given)
        twice = self.agree(np.vstack([given["logits"]] * 2), np.tile(given["labels"], 2))
        self.close(twice[0], once[0])
        self.close(2 * np.asarray(twice[1])[:3], np.asarray(once[1]))

    def keeps_inputs(self, rng):
        "leaves logits and labels unchanged"
        self.unchanged(**self.batch(rng, 5, 3))

    mistakes = [
        Mistake("overflow",
                "For large logits the exponentials are too large for the computer. By what may all logits of an example be shifted?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows, P = np.arange(len(labels)), np.exp(logits)
                    P /= P.sum(axis=1, keepdims=True)
                    loss = -np.log(P[rows, labels]).mean()
                    P[rows, labels] -= 1
                    return loss, P / len(labels)
                '''),
        Mistake("logarithm of zero",
                "The shift is right, but the loss takes the logarithm of a probability that is stored as 0. Can the logarithm of the fraction be written without the fraction?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    P = np.exp(logits - logits.max(axis=1, keepdims=True))
                    P /= P.sum(axis=1, keepdims=True)
                    loss = -np.log(P[rows, labels]).mean()
                    P[rows, labels] -= 1
                    return loss, P / len(labels)
                '''),
        Mistake("small number in the logarithm",
                "A small number inside the logarithm keeps it finite, but the loss of a surely wrong example is no longer the right one. Write the logarithm of the fraction without the fraction.",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    P = np.exp(logits - logits.max(axis=1, keepdims=True))
                    P /= P.sum(axis=1, keepdims=True)
                    loss = -np.log(P[rows, labels] + 1e-12).mean()
                    P[rows, labels] -= 1
                    return loss, P / len(labels)
                '''),
        Mistake("one shift for all",
                "All examples are shifted by the largest logit of all. Then another example's exponentials may all be 0. Whose largest logit should it be?",
                swap=("logits.max(axis=1, keepdims=True)", "logits.max()")),
        Mistake("clipped logits",
                "The logits are clipped, which changes large ones. A shift changes nothing.",
                swap=("shifted = logits - logits.max(axis=1, keepdims=True)", "shifted = np.clip(logits, -500, 500)")),
        Mistake("axis 0",
                "The probabilities of each class add up to 1 over the examples. Over what should they add up?",
                swap=[("logits.max(axis=1, keepdims=True)", "logits.max(axis=0, keepdims=True)"), (".sum(axis=1, keepdims=True)", ".sum(axis=0, keepdims=True)")]),
        Mistake("one sum for all",
                "All probabilities together add up to 1. Each example should have that for itself.",
                swap=(".sum(axis=1, keepdims=True)", ".sum()")),
        Mistake("gradient not averaged",
                "The loss is a mean, but its gradient is not divided by the number of examples.",
                swap=("dlogits / len(labels)", "dlogits")),
        Mistake("loss not averaged",
                "The gradient is that of a mean, but the loss is a sum.",
                swap=("log_P[rows, labels].mean()", "log_P[rows, labels].sum()")),
        Mistake("sums for means",
                "Loss and gradient fit each other, but both are sums. What is L?",
                swap=[("log_P[rows, labels].mean()", "log_P[rows, labels].sum()"), ("dlogits / len(labels)", "dlogits")]),
        Mistake("one loss for each example",
                "There is a loss for each example. L is one number.",
                swap=(".mean()", "")),
        Mistake("labels broadcast",
                "The labels pick whole columns here. For each row only one entry should be picked: which two indices does it have?",
                swap=[("-log_P[rows, labels]", "-log_P[:, labels]"), ("dlogits[rows, labels]", "dlogits[:, labels]")]),
        Mistake("labels broadcast in the loss",
                "The gradient is right, but in the loss the labels pick whole columns.",
                swap=("-log_P[rows, labels]", "-log_P[:, labels]")),
        Mistake("sign of the loss",
                "The loss is negative. Which sign has the logarithm of a probability?",
                swap=("-log_P", "log_P")),
        Mistake("sign of the gradient",
                "The gradient has the wrong sign: predicted minus true, not the other way round.",
                swap=("dlogits / len(labels)", "-dlogits / len(labels)")),
        Mistake("gradient without the true class",
                "The gradient holds the probabilities alone. Where do the labels come in?",
                swap=("dlogits[rows, labels] -= 1", "pass")),
        Mistake("gradient at the true class only",
                "Only the true class gets a gradient. How does the loss depend on the other logits?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    shifted = logits - logits.max(axis=1, keepdims=True)
                    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                    dlogits = np.zeros(logits.shape)
                    dlogits[rows, labels] = np.exp(log_P)[rows, labels] - 1
                    return -log_P[rows, labels].mean(), dlogits / len(labels)
                '''),
        Mistake("derivative by the probabilities",
                "This is the derivative by the probabilities, −1/p. One stage is missing: how do they depend on the logits?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    shifted = logits - logits.max(axis=1, keepdims=True)
                    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                    dP = np.zeros(logits.shape)
                    dP[rows, labels] = -1 / np.maximum(np.exp(log_P[rows, labels]), 1e-300)
                    return -log_P[rows, labels].mean(), dP / len(labels)
                '''),
        Mistake("divided by the number of entries",
                "The gradient is divided by the number of all entries. Over what is L a mean?",
                swap=("dlogits / len(labels)", "dlogits / logits.size")),
        Mistake("logarithm to base 2",
                "The loss is measured in bits. Which logarithm does −ln p have?",
                swap=("loss = -log_P[rows, labels].mean()", "loss = -log_P[rows, labels].mean() / np.log(2)")),
        Mistake("probabilities instead of the gradient",
                "The second result holds the probabilities. Asked for is the gradient by the logits.",
                swap=[("dlogits[rows, labels] -= 1", "pass"), ("dlogits / len(labels)", "dlogits")]),
        Mistake("changes logits",
                "The results are right, but the caller's logits were shifted. What does -= do to an array that you were given?",
                code='''
                def softmax_cross_entropy(logits, labels):
                    rows = np.arange(len(labels))
                    logits -= logits.max(axis=1, keepdims=True)
                    log_P = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
                    dlogits = np.exp(log_P)
                    dlogits[rows, labels] -= 1
                    return -log_P[rows, labels].mean(), dlogits / len(labels)
                '''),
    ]
