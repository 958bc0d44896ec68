"""The variance of a batch's mean gradient, drawn with and without replacement."""

import numpy as np

from exam import Exam, Mistake


class GradientVarianceExam(Exam):
    examples = {
        "with replacement": "gradient_variance(np.array([[2.0, -1.5, 0.25], [0.0, 3.0, 2.0], [-4.5, 1.0, 1.0], [1.0, 1.0, -3.0], [6.0, 0.0, 0.5]]), batch_size=4, replace=True)",
        "without replacement, in three dimensions": "gradient_variance(np.array([[2.0, -1.5, 0.25], [0.0, 3.0, 2.0], [-4.5, 1.0, 1.0], [1.0, 1.0, -3.0], [6.0, 0.0, 0.5]]), batch_size=2, replace=False)",
        "without replacement, in one dimension": "gradient_variance(G=np.array([[1.0], [4.0], [-2.0], [5.0]]), batch_size=3, replace=False)",
    }

    def gradients(self, rng, m, d):
        return rng.normal(size=(m, d)) * rng.uniform(0.5, 3.0, size=d) + rng.normal(size=d)

    def with_replacement(self, rng):
        "is right when a batch may hold an example twice"
        for m, d, batch_size in ((6, 2, 2), (9, 3, 4), (4, 1, 3), (5, 2, 9)):
            self.agree(self.gradients(rng, m, d), batch_size, True)

    def without_replacement(self, rng):
        "is right when a batch holds each example at most once"
        for m, d, batch_size in ((6, 2, 2), (9, 3, 4), (4, 1, 3), (2, 2, 1)):
            self.agree(G=self.gradients(rng, m, d), batch_size=batch_size, replace=False)

    def by_counting(self, rng):
        "is what comes out when all batches that can be drawn are listed"
        import itertools

        G = self.gradients(rng, 5, 2)
        every = {True: itertools.product(range(5), repeat=3), False: itertools.combinations(range(5), 3)}
        for replace, batches in every.items():
            means = np.array([G[list(batch)].mean(axis=0) for batch in batches])
            self.close(self.learner(G, 3, replace), means.var(axis=0).sum())

    def one_example(self, rng):
        "is the same, with replacement or without, when a batch holds one example"
        G = self.gradients(rng, 7, 3)
        self.close(self.agree(G, 1, True), self.agree(G, 1, False))

    def all_examples(self, rng):
        "is zero without replacement when the batch holds all the data, and not zero with it"
        G = self.gradients(rng, 8, 2)
        assert abs(self.learner(G, 8, False)) < 1e-6
        self.agree(G, 8, True)

    def far_from_zero(self, rng):
        "does not change when the same vector is added to every gradient"
        G = self.gradients(rng, 6, 2)
        for replace in (True, False):
            self.close(self.agree(G + np.array([5.0, -8.0]), 3, replace), self.agree(G, 3, replace))

    def keeps_gradients(self, rng):
        "leaves G unchanged"
        self.unchanged(self.gradients(rng, 6, 3), 2, False)
        self.unchanged(self.gradients(rng, 6, 3), 2, True)

    mistakes = [
        Mistake("no 1/B",
                "This is how far one example is off. What does the mean of a whole batch do to it?",
                swap=("scatter / batch_size", "scatter")),
        Mistake("no correction",
                "With replacement you are right. Without it, the draws know of each other: what is the variance when the batch holds all the data?",
                swap=("variance * (m - batch_size) / (m - 1)", "variance")),
        Mistake("divides by m - 1",
                "You divide the scatter by m − 1, as for a sample. Are the m gradients a sample here, or all there is to draw from?",
                swap=("** 2) / m", "** 2) / (m - 1)")),
        Mistake("correction over m",
                "The correction is nearly right. It must be 1 for a batch of one example: is yours?",
                swap=("/ (m - 1)", "/ m")),
        Mistake("correction upside down",
                "The correction makes the variance larger. Is a batch without repetition more or less noisy?",
                swap=("variance * (m - batch_size) / (m - 1)", "variance * (m - 1) / (m - batch_size) if batch_size < m else variance")),
        Mistake("correction without m - 1",
                "The variance without replacement grows with the size of the data set. Only half of the correction is there: what should it be for a batch of one example?",
                swap=("variance * (m - batch_size) / (m - 1)", "variance * (m - batch_size)")),
        Mistake("correction counts one too many",
                "Put the batch size 1 into your correction, and then m. It should give 1 and 0.",
                swap=("(m - batch_size)", "(m - batch_size - 1)")),
        Mistake("replace the other way round",
                "The two cases have traded places. In which of them do the draws know of each other?",
                swap=("if not replace", "if replace")),
        Mistake("corrects in both cases",
                "Without replacement you are right. With it, the draws are independent: does the correction belong there?",
                swap=("if not replace", "if True")),
        Mistake("divides by the square root of B",
                "You divide by the square root of the batch size. That is how the noise falls, not its variance.",
                swap=("scatter / batch_size", "scatter / np.sqrt(batch_size)")),
        Mistake("divides by B squared",
                "A factor 1/B comes out of a variance squared, but the batch also has B terms to add up.",
                swap=("scatter / batch_size", "scatter / batch_size**2")),
        Mistake("one number for each coordinate",
                "This is the variance of each coordinate. The trace makes one number of them.",
                swap=("np.sum((G - G.mean(axis=0)) ** 2)", "np.sum((G - G.mean(axis=0)) ** 2, axis=0)")),
        Mistake("mean over the coordinates",
                "The variances of the coordinates are averaged. What does a trace do with them?",
                swap=("** 2) / m", "** 2) / G.size")),
        Mistake("one mean for all numbers",
                "All coordinates are compared with one common mean. The full gradient has a mean for each coordinate.",
                swap=("G.mean(axis=0)", "G.mean()")),
        Mistake("mean of each row",
                "You subtract from each gradient the mean of its own coordinates. Over what should the mean go, coordinates or examples?",
                swap=("G.mean(axis=0)", "G.mean(axis=1, keepdims=True)")),
        Mistake("mean not subtracted",
                "This measures how long the gradients are. Noise is how far they are from their mean.",
                swap=("(G - G.mean(axis=0))", "G")),
        Mistake("sum of squares",
                "The squared distances are added up over the examples. S is their mean.",
                swap=("** 2) / m", "** 2)")),
        Mistake("standard deviation",
                "This is the square root of what is asked for.",
                swap=("return variance", "return np.sqrt(variance)")),
        Mistake("not squared",
                "The distances of the coordinates are added without being squared.",
                swap=("np.sum((G - G.mean(axis=0)) ** 2)", "np.sum(np.abs(G - G.mean(axis=0)))")),
        Mistake("whole covariance matrix",
                "All entries of a covariance matrix are added up here. Which of them make the trace?",
                swap=("np.sum((G - G.mean(axis=0)) ** 2)", "np.sum((G - G.mean(axis=0)).T @ (G - G.mean(axis=0)))")),
        Mistake("changes G",
                "The number is right, but the caller's G was centred on the way. What does -= do to an array that you were given?",
                code='''
                def gradient_variance(G, batch_size, replace):
                    m = len(G)
                    G -= G.mean(axis=0)
                    variance = np.sum(G**2) / m / batch_size
                    return variance if replace else variance * (m - batch_size) / (m - 1)
                '''),
    ]
