"""The cost of readings under a Gaussian, for samples and variances of every size."""

import numpy as np

from exam import Exam, Mistake


class GaussianNllExam(Exam):
    examples = {
        "for three readings": "gaussian_nll(x=np.array([1.0, -2.0, 4.5]), mu=-1.5, sigma2=0.5)",
        "for readings far out": "gaussian_nll(np.array([0.0, 60.0]), 0.0, 1.0)",
        "for a small variance, where densities are above 1": "gaussian_nll(np.array([0.4, 0.7]), 0.5, 0.04)",
        "for 3 000 readings": "gaussian_nll(np.linspace(-2.0, 3.0, 3000), mu=0.0, sigma2=4.0)",
    }

    def inputs(self, rng, n=7):
        return dict(x=rng.normal(loc=2.0, size=n), mu=rng.normal(), sigma2=rng.uniform(0.3, 3.0))

    def small_samples(self, rng):
        "is right for small samples, one reading included"
        for n in (1, 2, 9):
            self.agree(**self.inputs(rng, n))

    def by_position(self, rng):
        "takes its arguments by position, too"
        for _ in range(3):
            self.agree(*self.inputs(rng, 4).values())

    def variances(self, rng):
        "is right for small and for large variances"
        for sigma2 in (1e-4, 0.05, 9.0, 400.0):
            self.agree(**self.inputs(rng) | {"sigma2": sigma2})

    def confident(self, rng):
        "is negative where all densities are above 1"
        mu = rng.normal()
        assert self.agree(mu + 0.001 * rng.normal(size=8), mu, 1e-4) < 0

    def large_samples(self, rng):
        "stays finite and right for 100 000 readings"
        for sigma2 in (0.002, 1.0, 30.0):
            x = rng.normal(loc=1.0, scale=sigma2**0.5, size=100_000)
            assert np.isfinite(self.agree(x, 1.0, sigma2))

    def far_out(self, rng):
        "stays finite and right for readings that are far out"
        x = np.append(rng.normal(size=5), [80.0, -120.0])
        assert np.isfinite(self.agree(x, 0.3, 0.7))

    def shift(self, rng):
        "stays the same when all readings and the mean move together"
        given = self.inputs(rng)
        moved = {"x": given["x"] + 3.0, "mu": given["mu"] + 3.0}
        self.close(self.learner(**given | moved), self.agree(**given))

    def keeps_x(self, rng):
        "leaves x unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("log-likelihood's sign",
                "This is the log-likelihood. It grows as the fit gets better: what should a cost do?",
                swap=("float(constant +", "-float(constant +")),
        Mistake("drops the constant",
                "Only the squared errors are left. The factor in front of the exponential leaves a term, too.",
                swap=("constant + np.sum", "np.sum")),
        Mistake("n missing on the log term",
                "The term with the logarithm is there once. How many readings does it come from?",
                swap=("len(x) / 2", "1 / 2")),
        Mistake("mean for sum",
                "This is the cost of an average reading. The logarithm of a product is a sum: of how many terms?",
                swap=("float(constant + np.sum((x - mu) ** 2) / (2 * sigma2))", "float((constant + np.sum((x - mu) ** 2) / (2 * sigma2)) / len(x))")),
        Mistake("mean of the squares only",
                "The term with the logarithm counts every reading, but the squares are averaged. Both come from the same sum.",
                swap=("np.sum(", "np.mean(")),
        Mistake("log of a product of densities",
                "On many readings this is infinite: the product underflows to 0 before the logarithm can save it. In which order should the two come?",
                code='''
                def gaussian_nll(x, mu, sigma2):
                    densities = np.exp(-((x - mu) ** 2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)
                    return float(-np.log(np.prod(densities)))
                '''),
        Mistake("log of each density",
                "For a reading far out the density is 0 before you take its logarithm. What is the logarithm of an exponential, on paper?",
                code='''
                def gaussian_nll(x, mu, sigma2):
                    densities = np.exp(-((x - mu) ** 2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)
                    return float(-np.sum(np.log(densities)))
                '''),
        Mistake("the product itself",
                "This is the likelihood, not its logarithm.",
                code='''
                def gaussian_nll(x, mu, sigma2):
                    densities = np.exp(-((x - mu) ** 2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)
                    return float(np.prod(densities))
                '''),
        Mistake("no 2π",
                "Close: a part of the constant is missing. Which numbers stand under the root in front of the exponential?",
                swap=("2 * np.pi * sigma2", "sigma2")),
        Mistake("π for 2π",
                "Close: a part of the constant is missing. Which numbers stand under the root in front of the exponential?"
                " You have all but one.",
                swap=("2 * np.pi * sigma2", "np.pi * sigma2")),
        Mistake("no half on the log",
                "The term with the logarithm is twice too large. What does the logarithm make of a square root?",
                swap=("len(x) / 2", "len(x)")),
        Mistake("no half on the squares",
                "The squared errors count twice. Look again at the number in the denominator of the exponent.",
                swap=("(2 * sigma2))", "sigma2)")),
        Mistake("divides by 2, multiplies by the variance",
                "Python works through / and * from left to right. What should be below the line, all of it?",
                swap=("(2 * sigma2))", "2 * sigma2)")),
        Mistake("the variance squared again",
                "sigma2 is the variance already, the square of the standard deviation. You square it once more.",
                code='''
                def gaussian_nll(x, mu, sigma2):
                    return float(len(x) / 2 * np.log(2 * np.pi * sigma2**2) + np.sum((x - mu) ** 2) / (2 * sigma2**2))
                '''),
        Mistake("the standard deviation for the variance",
                "You take the root of sigma2 before you use it. Which of the two, variance or standard deviation, stands in the formula?",
                code='''
                def gaussian_nll(x, mu, sigma2):
                    sigma = np.sqrt(sigma2)
                    return float(len(x) / 2 * np.log(2 * np.pi * sigma) + np.sum((x - mu) ** 2) / (2 * sigma))
                '''),
        Mistake("root kept, half too",
                "In the term with the logarithm, the root is taken twice: once as a root, and once as a factor of one half.",
                swap=("np.log(2 * np.pi * sigma2)", "np.log(np.sqrt(2 * np.pi * sigma2))")),
        Mistake("minus between the terms",
                "The logarithm of the constant has the wrong sign. The constant stands below the line in the density: which sign has it in the logarithm, and which after the minus in front?",
                swap=("constant + np.sum", "-constant + np.sum")),
        Mistake("minus in front of the squares",
                "The squared errors make the cost smaller here. Should a bad fit be rewarded?",
                swap=("constant + np.sum", "constant - np.sum")),
        Mistake("not squared",
                "The errors are not squared, so those above and below cancel.",
                swap=("(x - mu) ** 2", "(x - mu)")),
        Mistake("absolute errors",
                "These are absolute errors: the cost of Laplace noise. What stands in the exponent of a Gaussian?",
                swap=("(x - mu) ** 2", "np.abs(x - mu)")),
        Mistake("squares the sum",
                "You add first and square then. Each reading has its own square.",
                swap=("np.sum((x - mu) ** 2)", "np.sum(x - mu) ** 2")),
        Mistake("the sample's own mean",
                "You compare the readings with their own mean. Which mean should they be compared with?",
                swap=("x - mu", "x - np.mean(x)")),
        Mistake("logarithm to base 10",
                "This is the logarithm to base 10. Which one undoes the exponential?",
                swap=("np.log(", "np.log10(")),
        Mistake("left as a vector",
                "This has one number for each reading. The cost of the sample is one number.",
                swap=("float(constant + np.sum((x - mu) ** 2) / (2 * sigma2))", "np.log(2 * np.pi * sigma2) / 2 + (x - mu) ** 2 / (2 * sigma2)")),
        Mistake("changes x",
                "The number is right, but the caller's own x was changed. Operators like -= write into the array that you were given.",
                code='''
                def gaussian_nll(x, mu, sigma2):
                    x -= mu
                    return float(len(x) / 2 * np.log(2 * np.pi * sigma2) + np.sum(x**2) / (2 * sigma2))
                '''),
    ]
