"""The mean and variance that make a sample most likely, exact also for large readings."""

import numpy as np

from exam import Exam, Mistake


class MleGaussianExam(Exam):
    tolerance = 1e-6
    results = ["mu", "sigma2"]
    examples = {
        "for four small readings": "mle_gaussian(np.array([2.5, -4.0, 9.0, 4.0]))",
        "for readings near 100 000 000": "mle_gaussian(x=np.array([1e8 + 1, 1e8 + 3, 1e8 + 8]))",
        "for a reading that comes three times": "mle_gaussian(np.array([1.5, 4.0, 4.0, 4.0]))",
    }

    def samples(self, rng):
        "is right for samples of any size"
        for n in (2, 3, 10, 500):
            self.agree(rng.normal(loc=rng.normal(), scale=rng.uniform(0.5, 3.0), size=n))

    def one_reading(self, rng):
        "finds no spread in a single reading, or in equal ones, and some in others"
        for x in (np.array([7.0]), np.full(4, -2.5), rng.normal(size=2)):
            self.agree(x)

    def by_name(self, rng):
        "takes x by name, too"
        self.agree(x=rng.uniform(-3.0, 8.0, size=12))

    def large_numbers(self, rng):
        "keeps its precision for readings near 1e8"
        for n in (5, 100, 2000):
            x = np.round(1e8 + rng.normal(scale=3.0, size=n), 3)
            self.agree(x)

    def moves_along(self, rng):
        "moves the mean along with the readings, and leaves the variance as it is"
        x = rng.normal(size=9)
        mu, sigma2 = self.agree(x)
        self.close(self.learner(x + 100.0), (mu + 100.0, sigma2))

    def scales(self, rng):
        "measures the variance in squared units"
        x = rng.normal(size=9)
        mu, sigma2 = self.agree(x)
        self.close(self.learner(10.0 * x), (10 * mu, 100 * sigma2))

    def keeps_x(self, rng):
        "leaves x unchanged"
        self.unchanged(rng.normal(size=6))

    mistakes = [
        Mistake("ddof=1",
                "The variance is a bit too large: it divides by n − 1. Go through the derivative again: which number does the maximum of the likelihood ask for?",
                swap=("np.mean((x - mu) ** 2)", "np.var(x, ddof=1) if len(x) > 1 else 0.0")),
        Mistake("returns the standard deviation",
                "The mean is right. The second number is the root of what is asked for: which of the two is sigma2?",
                swap=("float(sigma2)", "float(np.sqrt(sigma2))")),
        Mistake("mean of squares minus square of mean",
                "On paper this is right. Near 1e8 the squares have 17 digits, a computer keeps 16, and your variance is what is left over. What could you subtract before you square?",
                swap=("np.mean((x - mu) ** 2)", "np.mean(x**2) - mu**2")),
        Mistake("mean of the squares",
                "This is the mean square, measured from zero. From where is a variance measured?",
                swap=("(x - mu) ** 2", "x**2")),
        Mistake("sum for mean in the variance",
                "The second number grows with the number of readings. What does the formula do after it has added up the squares?",
                swap=("np.mean((x - mu) ** 2)", "np.sum((x - mu) ** 2)")),
        Mistake("median",
                "This takes the median. What minimises a sum of squares?",
                swap=("mu = np.mean(x)", "mu = np.median(x)")),
        Mistake("midrange",
                "This takes the middle between the smallest and the largest reading. All the others count, too.",
                swap=("mu = np.mean(x)", "mu = (np.min(x) + np.max(x)) / 2")),
        Mistake("sum for mean",
                "The first number is the sum of the readings. What is missing to make it their mean?",
                swap=("return float(mu)", "return float(np.sum(x))")),
        Mistake("not squared",
                "The second number is zero, up to rounding: distances above and below the mean cancel. What happens to each before the mean is taken?",
                swap=("(x - mu) ** 2", "(x - mu)")),
        Mistake("mean absolute deviation",
                "The second number is the mean absolute distance. A variance has squares.",
                swap=("(x - mu) ** 2", "np.abs(x - mu)")),
        Mistake("variance of the mean",
                "The second number is divided by n once too often: this is how much the mean varies, not the readings.",
                swap=("float(sigma2)", "float(sigma2 / len(x))")),
        Mistake("half the variance",
                "The second number is half of what it should be. Follow the factor of one half through the derivative: it stands in both terms.",
                swap=("float(sigma2)", "float(sigma2 / 2)")),
        Mistake("variance squared",
                "The second number is squared once too often.",
                swap=("float(sigma2)", "float(sigma2**2)")),
        Mistake("largest distance",
                "The second number looks at the reading that is farthest out. How do all of them count?",
                swap=("np.mean((x - mu) ** 2)", "np.max((x - mu) ** 2)")),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("return float(mu), float(sigma2)", "return float(sigma2), float(mu)")),
        Mistake("only the mean",
                "A Gaussian has two parameters. Where is the other one?",
                swap=("return float(mu), float(sigma2)", "return float(mu)")),
        Mistake("only the variance",
                "A Gaussian has two parameters. Where is the other one, the one that comes first?",
                swap=("return float(mu), float(sigma2)", "return float(sigma2)")),
        Mistake("changes x",
                "The numbers are right, but the caller's own x was changed. Operators like -= write into the array that you were given.",
                code='''
                def mle_gaussian(x):
                    mu = np.mean(x)
                    x -= mu
                    return float(mu), float(np.mean(x**2))
                '''),
    ]
