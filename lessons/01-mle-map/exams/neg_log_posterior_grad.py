"""The gradient of a negative log-posterior: its two parts, and how they are weighed."""

import numpy as np

from exam import Exam, Mistake


class NegLogPosteriorGradExam(Exam):
    examples = {
        "for a wide prior":
            "neg_log_posterior_grad(w=np.array([1.0, -2.0, 0.5]), X=np.array([[1.0, 0.5, 2.0], [1.0, 2.0, -1.0], [1.0, -1.0, 0.0], [1.0, 3.0, 1.0]]),"
            " y=np.array([1.0, 2.0, 0.5, -3.0]), sigma2=0.5, tau2=4.0)",
        "for a narrow prior": "neg_log_posterior_grad(np.array([0.5, 2.0]), np.array([[0.5, 3.0], [1.0, -1.0]]), np.array([2.0, 4.0]), 2.0, 0.25)",
    }

    def inputs(self, rng, m=6, d=3, **fixed):
        arrays = dict(w=rng.normal(size=d), X=rng.normal(size=(m, d)), y=rng.normal(size=m))
        return arrays | dict(sigma2=rng.uniform(0.3, 3.0), tau2=rng.uniform(0.3, 3.0)) | fixed

    def any_size(self, rng):
        "is right for any number of examples and weights"
        for m, d in [(1, 1), (8, 2), (3, 3), (2, 5), (40, 4)]:
            self.agree(**self.inputs(rng, m, d))

    def by_position(self, rng):
        "takes its arguments by position, too"
        self.agree(*self.inputs(rng).values())

    def variances(self, rng):
        "weighs data and prior rightly for small and large variances of both"
        for sigma2, tau2 in [(0.01, 5.0), (20.0, 0.05), (3.0, 3.0), (0.2, 0.1)]:
            self.agree(**self.inputs(rng, sigma2=sigma2, tau2=tau2))

    def slope(self, rng):
        "is the slope of the negative log-posterior, measured by two values close to each other"
        given = self.inputs(rng, 7, 3)
        X, y, sigma2, tau2 = (given[name] for name in ("X", "y", "sigma2", "tau2"))
        cost = lambda w: np.sum((X @ w - y) ** 2) / (2 * sigma2) + np.sum(w**2) / (2 * tau2)
        measured = [(cost(given["w"] + step) - cost(given["w"] - step)) / 2e-4 for step in 1e-4 * np.eye(3)]
        self.close(self.learner(**given), np.array(measured))

    def perfect_fit(self, rng):
        "leaves only the prior's pull where the fit is perfect"
        X, w = rng.integers(-3, 4, size=(5, 3)).astype(float), np.array([2.0, -1.0, 3.0])
        self.close(self.learner(w, X, X @ w, 0.7, 0.25), w / 0.25)

    def at_zero(self, rng):
        "leaves only the data's pull where all weights are zero"
        given = self.inputs(rng, w=np.zeros(3))
        self.close(self.learner(**given), -given["X"].T @ given["y"] / given["sigma2"])

    def twice_the_data(self, rng):
        "counts every example: twice the data pulls twice as hard, and the prior does not"
        given = self.inputs(rng)
        twice = {"X": np.tile(given["X"], (2, 1)), "y": np.tile(given["y"], 2)}
        pull = given["w"] / given["tau2"]
        self.close(np.asarray(self.learner(**given | twice)) - pull, 2 * (self.agree(**given) - pull))

    def keeps_inputs(self, rng):
        "leaves w, X and y unchanged"
        self.unchanged(**self.inputs(rng, 4, 4))

    mistakes = [
        Mistake("prior's sign",
                "The prior pushes the weights away from zero here. Where does it want them?",
                swap=("+ w / tau2", "- w / tau2")),
        Mistake("2w",
                "The prior's pull is twice too strong. What does the derivative of a square make of the one half in front?",
                swap=("+ w / tau2", "+ 2 * w / tau2")),
        Mistake("half of w",
                "The prior's pull is half of what it should be. What does the derivative of a square make of the one half in front?"
                " Yours still has it.",
                swap=("+ w / tau2", "+ w / (2 * tau2)")),
        Mistake("1/m on the likelihood only",
                "The data's pull is an average. A log-likelihood is a sum over the examples: each one counts.",
                swap=("residual / sigma2", "residual / sigma2 / len(y)")),
        Mistake("all divided by m",
                "Everything is divided by the number of examples. The prompt asks for the gradient as it stands.",
                swap=("X.T @ residual / sigma2 + w / tau2", "(X.T @ residual / sigma2 + w / tau2) / len(y)")),
        Mistake("residual's sign",
                "The data push the wrong way. In which order does the residual take model and truth?",
                swap=("X @ w - y", "y - X @ w")),
        Mistake("uphill",
                "All signs are turned around. This is the slope of the log-posterior; what is asked for is that of its negative.",
                swap=("return X.T @ residual / sigma2 + w / tau2", "return -X.T @ residual / sigma2 - w / tau2")),
        Mistake("no noise variance",
                "The data's pull does not depend on the noise. How much should you trust noisy measurements?",
                swap=("residual / sigma2", "residual")),
        Mistake("no prior variance",
                "The prior's pull does not depend on the prior's width. How hard should a wide prior pull?",
                swap=("w / tau2", "w")),
        Mistake("no prior",
                "This is the slope of the likelihood alone. What does the prior add?",
                swap=(" + w / tau2", "")),
        Mistake("no data",
                "This is the slope of the prior alone. What do the data add?",
                swap=("X.T @ residual / sigma2 + w / tau2", "w / tau2")),
        Mistake("variances swapped",
                "The two variances have traded places. Which of them belongs to the measurements?",
                swap=[("residual / sigma2", "residual / tau2"), ("w / tau2", "w / sigma2")]),
        Mistake("ridge form",
                "This is the gradient multiplied by sigma2: it has the same zero, but another size. The prompt asks for it as it stands.",
                swap=("X.T @ residual / sigma2 + w / tau2", "X.T @ residual + sigma2 / tau2 * w")),
        Mistake("multiplies by tau2",
                "A wide prior pulls harder here. On which side of the fraction does the prior's variance stand?",
                swap=("w / tau2", "w * tau2")),
        Mistake("multiplies by sigma2",
                "Noisier data pull harder here. On which side of the fraction does the noise variance stand?",
                swap=("residual / sigma2", "residual * sigma2")),
        Mistake("variances squared",
                "sigma2 and tau2 are variances already. You square them once more.",
                swap=("X.T @ residual / sigma2 + w / tau2", "X.T @ residual / sigma2**2 + w / tau2**2")),
        Mistake("standard deviations",
                "You take roots of the variances. Which of the two stands in the exponent of a Gaussian?",
                swap=("X.T @ residual / sigma2 + w / tau2", "X.T @ residual / np.sqrt(sigma2) + w / np.sqrt(tau2)")),
        Mistake("factor 2 on the data",
                "The data's pull is twice too strong. What does the derivative of a square make of the one half in front?"
                " It stands before the data's term, too.",
                swap=("X.T @ residual", "2 * X.T @ residual")),
        Mistake("first weight without a prior",
                "The first weight feels no pull from the prior. In this lesson every weight has one, the first included.",
                swap=("w / tau2", "np.append(0.0, w[1:]) / tau2")),
        Mistake("sum of the weights",
                "Every entry feels the pull of all weights together. Which one does the derivative with respect to one weight contain?",
                swap=("w / tau2", "np.sum(w) / tau2")),
        Mistake("squares of the weights",
                "The prior's pull has squared weights in it. What is the derivative of a square?",
                swap=("w / tau2", "w**2 / tau2")),
        Mistake("Laplace prior",
                "The prior pulls equally hard at small and at large weights: that is another prior. What is the derivative of a square?",
                swap=("w / tau2", "np.sign(w) / tau2")),
        Mistake("elementwise product",
                "The operator * multiplies entry by entry. Which product adds up over the examples?",
                swap=("X.T @ residual / sigma2 + w / tau2", "(X.T * residual / sigma2).T + w / tau2")),
        Mistake("no transpose",
                "The sum in the derivative runs over the examples. Which index of X does your product sum over?",
                swap=("X.T @ residual", "X @ residual")),
        Mistake("table of residuals",
                "Look at the shape of your residual: a column minus a row makes a whole table.",
                swap=("X @ w - y", "(X @ w)[:, None] - y")),
        Mistake("changes w",
                "The numbers are right, but the caller's own w was changed. Operators like /= write into the array that you were given.",
                code='''
                def neg_log_posterior_grad(w, X, y, sigma2, tau2):
                    pull = X.T @ (X @ w - y) / sigma2
                    w /= tau2
                    return pull + w
                '''),
    ]
