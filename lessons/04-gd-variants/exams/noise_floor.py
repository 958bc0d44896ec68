"""The mean squared distance at which noisy steps settle, and where they settle no more."""

import numpy as np

from exam import Exam, Mistake


class NoiseFloorExam(Exam):
    examples = {
        "for a small lr": "noise_floor(lr=0.3, lam=2.0, sigma2=5.0)",
        "for an lr near the limit": "noise_floor(0.1, 15.0, 0.5)",
        "at the limit lr = 2/λ": "noise_floor(0.5, 4.0, 3.0)",
        "beyond the limit": "noise_floor(0.5, 6.0, 3.0)",
        "for a large lr and a small curvature": "noise_floor(3.0, 0.25, 2.0)",
    }

    def small_steps(self, rng):
        "is right for small learning rates"
        for _ in range(4):
            self.agree(rng.uniform(0.001, 0.05), rng.uniform(0.5, 4.0), rng.uniform(0.2, 5.0))

    def large_steps(self, rng):
        "is right where the learning rate is near its limit"
        for lam in rng.uniform(0.5, 8.0, size=4):
            self.agree(lr=rng.uniform(1.2, 1.95) / lam, lam=lam, sigma2=rng.uniform(0.2, 5.0))

    def balance(self, rng):
        "is left as it is by one more update"
        for _ in range(3):
            lr, lam, sigma2 = rng.uniform(0.05, 0.4), rng.uniform(0.5, 4.0), rng.uniform(0.2, 5.0)
            floor = self.agree(lr, lam, sigma2)
            self.alike((1 - lr * lam) ** 2 * floor + lam * lr**2 * sigma2 / 2, floor)

    def flat(self, rng):
        "is finite for a large learning rate where the surface is flat"
        for lam in rng.uniform(0.05, 0.4, size=3):
            self.agree(4.0, lam, rng.uniform(0.2, 5.0))

    def at_the_limit(self, rng):
        "is infinite at lr = 2/lam, and not yet just before it"
        assert self.learner(0.25, 8.0, rng.uniform(0.2, 5.0)) == np.inf
        self.agree(0.249, 8.0, rng.uniform(0.2, 5.0))

    def beyond_the_limit(self, rng):
        "is infinite beyond lr = 2/lam, and finite on this side of it"
        for lam in rng.uniform(0.5, 8.0, size=3):
            self.agree(rng.uniform(0.5, 1.9) / lam, lam, rng.uniform(0.2, 5.0))
            assert self.learner(rng.uniform(2.05, 6.0) / lam, lam, rng.uniform(0.2, 5.0)) == np.inf

    def proportional(self, rng):
        "is proportional to the variance of the noise"
        lr, lam = 0.2, rng.uniform(0.5, 4.0)
        self.close(self.agree(lr, lam, 6.0), 3 * self.agree(lr, lam, 2.0))

    mistakes = [
        Mistake("lr squared",
                "The noise comes in with the square of the learning rate, but what balances it has a factor of lr too. What is left?",
                swap=("lr * sigma2", "lr**2 * sigma2")),
        Mistake("variance of theta",
                "This is the mean of theta². How is f made from it?",
                swap=("(2 * (2 - lr * lam))", "(lam * (2 - lr * lam))")),
        Mistake("radius",
                "This is the radius of the noise ball, a distance. The floor is a value of f.",
                swap=("return lr * sigma2 / (2 * (2 - lr * lam))", "return np.sqrt(lr * sigma2 / (lam * (2 - lr * lam)))")),
        Mistake("no guard",
                "For small learning rates you are right. What does the formula give when lr·lam passes 2, and what happens to theta then?",
                code='''
                def noise_floor(lr, lam, sigma2):
                    return lr * sigma2 / (2 * (2 - lr * lam))
                '''),
        Mistake("guard misses the limit itself",
                "Beyond the limit you are right. What happens exactly at it?",
                swap=(">= 2", "> 2")),
        Mistake("guard too early",
                "You give infinity where theta still settles. At which lr·lam does it begin to diverge?",
                swap=(">= 2", ">= 1")),
        Mistake("guard on lr alone",
                "You compare the learning rate with 2. The limit depends on the curvature too.",
                swap=("lr * lam >= 2", "lr >= 2")),
        Mistake("zero beyond the limit",
                "Below the limit you are right. Beyond it theta runs away: how large is f in the long run?",
                swap=("np.inf", "0.0")),
        Mistake("NaN beyond the limit",
                "Below the limit you are right. Beyond it there is an answer: theta runs away. How large is f in the long run?",
                swap=("np.inf", "np.nan")),
        Mistake("no half",
                "A factor of 2 is missing. How does f come from the mean of theta²?",
                swap=("(2 * (2 - lr * lam))", "(2 - lr * lam)")),
        Mistake("small-step approximation",
                "This holds when lr·lam is small. What happens to the floor near the limit?",
                swap=("(2 * (2 - lr * lam))", "4")),
        Mistake("sign",
                "The floor should grow without bound near the limit, and yours shrinks. Look at the bracket 1 − (1 − lr·lam)² again.",
                swap=("(2 - lr * lam))", "(2 + lr * lam))")),
        Mistake("one for two",
                "Expand (1 − lr·lam)² once more, and see what is left of the 2.",
                swap=("(2 - lr * lam))", "(1 - lr * lam))")),
        Mistake("curvature missing in the bracket",
                "The bracket lacks the curvature. Which product decides whether theta settles?",
                swap=("(2 - lr * lam))", "(2 - lr))")),
        Mistake("sigma2 squared",
                "The noise is squared once more here, but sigma2 is a variance already.",
                swap=("lr * sigma2", "lr * sigma2**2")),
        Mistake("standard deviation",
                "You take the root of the noise. The balance is about variances.",
                swap=("lr * sigma2", "lr * np.sqrt(sigma2)")),
        Mistake("no learning rate",
                "The learning rate is missing on top. What happens to the floor when you take smaller steps?",
                swap=("lr * sigma2", "sigma2")),
        Mistake("curvature on top",
                "The curvature comes in once too often. It cancels when f is made from the mean of theta².",
                swap=("lr * sigma2", "lr * lam * sigma2")),
    ]
