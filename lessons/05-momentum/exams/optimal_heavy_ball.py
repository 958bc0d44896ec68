"""The best learning rate and momentum for a given ravine, from round to very narrow."""

import numpy as np

from exam import Exam, Mistake


class OptimalHeavyBallExam(Exam):
    results = ["lr", "gamma", "rate"]
    examples = {
        "for mu = 0.5 and L = 60.5": "optimal_heavy_ball(mu=0.5, L=60.5)",
        "for mu = 4 and L = 9": "optimal_heavy_ball(4.0, 9.0)",
    }

    def ravines(self, rng):
        "is right for ravines of many widths"
        for kappa in rng.uniform(1.5, 400.0, size=4):
            self.agree(1.0, kappa)

    def scales(self, rng):
        "is right whatever the scale of mu and L"
        for mu in rng.uniform(0.01, 0.1, size=2):
            self.agree(mu=mu, L=mu * rng.uniform(2.0, 50.0))
        for mu in rng.uniform(20.0, 90.0, size=2):
            self.agree(mu=mu, L=mu * rng.uniform(2.0, 50.0))

    def round_bowl(self, rng):
        "needs no momentum in a round bowl, where mu = L"
        for curvature in rng.uniform(0.5, 8.0, size=3):
            lr, gamma, rate = self.learner(curvature, curvature)
            self.close(lr, 1 / curvature)
            assert abs(gamma) < 1e-6 and abs(rate) < 1e-6  # rounding may keep them from zero

    def narrow(self, rng):
        "is right for very narrow valleys"
        self.agree(rng.uniform(1e-3, 1e-2), rng.uniform(50.0, 100.0))

    def learning_rate(self, rng):
        "gives a learning rate that serves both ends of the valley equally"
        mu, L = rng.uniform(0.5, 2.0), rng.uniform(10.0, 60.0)
        lr, _, rate = self.agree(mu, L)
        self.alike(1 - np.sqrt(lr * mu), np.sqrt(lr * L) - 1)
        self.alike(rate, 1 - np.sqrt(lr * mu))

    mistakes = [
        Mistake("no square roots",
                "This is as good as plain gradient descent gets, and no better. What does momentum do to the condition number?",
                code='''
                def optimal_heavy_ball(mu, L):
                    rate = (L / mu - 1) / (L / mu + 1)
                    return 4 / (L + mu) ** 2, rate**2, rate
                '''),
        Mistake("no square roots in rate and gamma",
                "The learning rate is right. Rate and momentum still have the plain condition number: what does momentum do to it?",
                swap=("(np.sqrt(L) - np.sqrt(mu)) / (np.sqrt(L) + np.sqrt(mu))", "(L - mu) / (L + mu)")),
        Mistake("no square roots in the learning rate",
                "Rate and momentum are right. Which curvatures, or what of them, make up the learning rate?",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (L + mu) ** 2")),
        Mistake("square of a sum",
                "Rate and momentum are right. In the learning rate, a sum is squared as if it had no mixed term.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (L + mu)")),
        Mistake("learning rate not squared",
                "Rate and momentum are right. The learning rate is still the square root of one: look at the last step of its derivation.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "2 / (np.sqrt(L) + np.sqrt(mu))")),
        Mistake("denominator not squared",
                "Rate and momentum are right. In the learning rate something is squared above the line, but not below it.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (np.sqrt(L) + np.sqrt(mu))")),
        Mistake("half the learning rate",
                "Rate and momentum are right. When you square the root of the learning rate, what becomes of its numerator?",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "2 / (np.sqrt(L) + np.sqrt(mu)) ** 2")),
        Mistake("1/L",
                "Rate and momentum are right. The cautious 1/L looks at one end of the valley: the best learning rate balances both.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "1 / L")),
        Mistake("gradient descent's learning rate",
                "Rate and momentum are right. This is the best learning rate without momentum: momentum balances other terms.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "2 / (L + mu)")),
        Mistake("plain gradient descent",
                "These are the best numbers without momentum. The curvatures come in under a square root once the ball swings.",
                code='''
                def optimal_heavy_ball(mu, L):
                    return 2 / (L + mu), 0.0, (L - mu) / (L + mu)
                '''),
        Mistake("gamma not squared",
                "Learning rate and rate are right. While the ball swings, how do the rate and gamma hang together?",
                swap=("gamma = rate**2", "gamma = rate")),
        Mistake("gamma is the root of the rate",
                "Learning rate and rate are right. Rate and gamma hang together the other way round.",
                swap=("gamma = rate**2", "gamma = np.sqrt(rate)")),
        Mistake("rate squared",
                "Learning rate and gamma are right. The rate is about distance: which power of gamma is it?",
                swap=("return lr, gamma, rate", "return lr, gamma, gamma")),
        Mistake("1/L and gamma not squared",
                "This pair belongs to Nesterov's method. For the heavy ball, look again at how the learning rate balances both ends, and at how gamma follows from the rate.",
                swap=[("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "1 / L"), ("gamma = rate**2", "gamma = rate")]),
        Mistake("condition number upside down",
                "Your rate is negative. Which of the two curvatures is larger, and which way round is the condition number?",
                swap=("(np.sqrt(L) - np.sqrt(mu)) / (np.sqrt(L) + np.sqrt(mu))", "(np.sqrt(mu) - np.sqrt(L)) / (np.sqrt(L) + np.sqrt(mu))")),
        Mistake("kappa for its root in the learning rate",
                "Rate and momentum are right. Your learning rate fits only a valley with mu = 1: it should shrink when both curvatures grow.",
                swap=("4 / (np.sqrt(L) + np.sqrt(mu)) ** 2", "4 / (np.sqrt(L / mu) + 1) ** 2")),
        Mistake("results in another order",
                "All three numbers are right. The prompt says in which order they are returned.",
                swap=("return lr, gamma, rate", "return lr, rate, gamma")),
        Mistake("without the rate",
                "Both numbers are right. One more is asked for.",
                swap=("return lr, gamma, rate", "return lr, gamma")),
    ]
