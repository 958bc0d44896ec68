"""The most probable mean under a Laplace prior: its shift towards zero, and its exact zero."""

import numpy as np

from exam import Exam, Mistake


class MapLaplaceMeanExam(Exam):
    examples = {
        "for a positive mean": "map_laplace_mean(x=np.array([2.0, 0.5, 3.5, 2.5]), sigma2=1.5, b=0.5)",
        "for a negative mean": "map_laplace_mean(np.array([-3.0, -1.0]), 1.0, 1.5)",
        "for a mean close to zero": "map_laplace_mean(np.array([0.5, -0.2, 0.3]), 2.0, 1.0)",
        "for readings on both sides of zero": "map_laplace_mean(np.array([-1.0, 4.0, 3.5]), 1.0, 2.0)",
    }

    def positive(self, rng):
        "is right for means far above zero"
        for n in (1, 4, 25):
            self.agree(rng.normal(loc=6.0, size=n), rng.uniform(0.3, 1.5), rng.uniform(0.6, 2.0))

    def negative(self, rng):
        "is right for means far below zero"
        for n in (1, 4, 25):
            self.agree(rng.normal(loc=-6.0, size=n), rng.uniform(0.3, 1.5), rng.uniform(0.6, 2.0))

    def nothing(self, rng):
        "is exactly zero where the pull of the prior wins, and nowhere else"
        for sign in (1.0, -1.0):
            x = sign * (0.3 + 0.01 * rng.normal(size=5))
            self.close(self.learner(x, 2.0, 0.5), 0.0)
            self.agree(x, 0.1, 2.0)

    def edge(self, rng):
        "does not jump: just beyond the threshold it is just beyond zero"
        for mean in (0.51, 0.55, 0.7, -0.51, -0.7):
            self.agree(mean + np.array([-0.2, 0.2, 0.0, 0.0]), 1.0, 0.5)

    def mixed_signs(self, rng):
        "looks at the sample as a whole, also when the readings have different signs"
        for _ in range(4):
            x = rng.normal(loc=1.0, scale=2.0, size=8) + np.array([4.0, -4.0] * 4)
            self.agree(x=x, sigma2=rng.uniform(1.0, 3.0), b=rng.uniform(0.5, 2.0))

    def lowest(self, rng):
        "is where the cost is lowest"
        for loc in (-1.5, 0.2, 2.0):
            x, sigma2, b = rng.normal(loc=loc, size=6), 1.3, 0.8
            cost = lambda mu: np.sum((x - mu) ** 2) / (2 * sigma2) + abs(mu) / b
            best = float(np.asarray(self.agree(x, sigma2, b)))
            assert all(cost(best) <= cost(best + step) + 1e-9 for step in (-1.0, -0.1, -1e-3, 1e-3, 0.1, 1.0))

    def more_readings(self, rng):
        "pulls less when there are more readings"
        x = rng.normal(loc=2.0, size=4)
        for times in (1, 2, 10):
            self.agree(np.tile(x, times), 2.0, 0.7)

    def keeps_x(self, rng):
        "leaves x unchanged"
        self.unchanged(rng.normal(loc=3.0, size=5), 0.5, 1.0)

    mistakes = [
        Mistake("hard threshold",
                "Beyond the threshold you return the mean as it is. Does the pull of the V stop there?",
                swap=("max(abs(mean) - threshold, 0.0)", "(abs(mean) if abs(mean) > threshold else 0.0)")),
        Mistake("threshold per sample",
                "You pull each reading towards zero and take the mean then. There is one prior, and it is on the mean.",
                swap=("float(np.sign(mean) * max(abs(mean) - threshold, 0.0))", "float(np.mean(np.sign(x) * np.maximum(np.abs(x) - threshold, 0.0)))")),
        Mistake("overshoots zero",
                "Small means are pulled past zero, to the other side. What holds them at the kink?",
                swap=("max(abs(mean) - threshold, 0.0)", "(abs(mean) - threshold)")),
        Mistake("no n in the threshold",
                "The pull is the same however many readings there are. How steep is the parabola of n readings?",
                swap=("(len(x) * b)", "b")),
        Mistake("n above the line",
                "More readings make the pull stronger here. How steep is the parabola of n readings?",
                swap=("sigma2 / (len(x) * b)", "sigma2 * len(x) / b")),
        Mistake("missing parentheses",
                "Python works through / and * from left to right. What should be below the line, all of it?",
                swap=("(len(x) * b)", "len(x) * b")),
        Mistake("b above the line, n missing",
                "A wide prior pulls harder here, and the number of readings does not matter. Set the derivative to zero once more and solve for mu.",
                swap=("sigma2 / (len(x) * b)", "sigma2 * b")),
        Mistake("1/b",
                "The noise and the number of readings play no part in your threshold. Set the derivative to zero once more and solve for mu.",
                swap=("sigma2 / (len(x) * b)", "1 / b")),
        Mistake("b",
                "You take the prior's width as the threshold. A wide prior should pull less.",
                swap=("sigma2 / (len(x) * b)", "b")),
        Mistake("no noise variance",
                "The noise plays no part in your threshold. The noisier the data, the more should the prior count.",
                swap=("sigma2 / (len(x) * b)", "1 / (len(x) * b)")),
        Mistake("standard deviation",
                "You take the root of the variance. Set the derivative to zero once more: what multiplies 1/b?",
                swap=("sigma2 / (len(x) * b)", "np.sqrt(sigma2) / (len(x) * b)")),
        Mistake("standard error",
                "Your threshold shrinks with the root of n. Set the derivative to zero once more: which power of n is there?",
                swap=("sigma2 / (len(x) * b)", "np.sqrt(sigma2 / len(x)) / b")),
        Mistake("half the threshold",
                "The pull is half of what it should be. What does the derivative of the parabola make of its factor of one half?",
                swap=("sigma2 / (len(x) * b)", "sigma2 / (2 * len(x) * b)")),
        Mistake("twice the threshold",
                "The pull is twice what it should be. What does the derivative of the parabola make of its factor of one half?",
                swap=("sigma2 / (len(x) * b)", "2 * sigma2 / (len(x) * b)")),
        Mistake("only positive means",
                "This is right for positive means only. What does the V do to a negative one?",
                swap=("np.sign(mean) * max(abs(mean) - threshold, 0.0)", "max(mean - threshold, 0.0)")),
        Mistake("sign lost",
                "The size is right, but a negative mean comes out positive.",
                swap=("np.sign(mean) * max", "max")),
        Mistake("always subtracts",
                "You subtract the threshold whatever the sign, and never stop at zero. Draw the V: in which direction does it pull on the left?",
                swap=("np.sign(mean) * max(abs(mean) - threshold, 0.0)", "mean - threshold")),
        Mistake("pushes away from zero",
                "The estimate is farther from zero than the mean. Where does the prior want it?",
                swap=("abs(mean) - threshold", "abs(mean) + threshold")),
        Mistake("ignores the prior",
                "This is the mean, the MLE. What does the prior do?",
                swap=("np.sign(mean) * max(abs(mean) - threshold, 0.0)", "mean")),
        Mistake("Gaussian prior",
                "This shrinks by a factor, as a Gaussian prior does, and never reaches zero. What is the slope of a V?",
                swap=("np.sign(mean) * max(abs(mean) - threshold, 0.0)", "mean / (1 + threshold)")),
        Mistake("Gaussian prior of the same variance",
                "This is a Gaussian prior with the Laplace prior's variance: it shrinks by a factor and never reaches zero. What is the slope of a V?",
                swap=("np.sign(mean) * max(abs(mean) - threshold, 0.0)", "mean / (1 + sigma2 / (len(x) * 2 * b**2))")),
        Mistake("median",
                "This begins with the median. The median belongs to Laplace noise; here only the prior is a Laplace distribution.",
                swap=("np.mean(x)", "np.median(x)")),
        Mistake("sum for mean",
                "This begins with the sum of the readings. Where is the bottom of the parabola?",
                swap=("np.mean(x)", "np.sum(x)")),
        Mistake("searches a coarse grid",
                "Close, but this comes from a grid, and the answer falls between its points. The derivative gives a formula.",
                code='''
                def map_laplace_mean(x, sigma2, b):
                    mu = np.linspace(-10, 10, 1001)
                    cost = [np.sum((x - one) ** 2) / (2 * sigma2) + abs(one) / b for one in mu + 0.003]
                    return float(mu[np.argmin(cost)] + 0.003)
                '''),
        Mistake("changes x",
                "The number is right, but the caller's own x was changed. Operators like /= write into the array that you were given.",
                code='''
                def map_laplace_mean(x, sigma2, b):
                    threshold = sigma2 / (len(x) * b)
                    x /= len(x)
                    mean = np.sum(x)
                    return float(np.sign(mean) * max(abs(mean) - threshold, 0.0))
                '''),
    ]
