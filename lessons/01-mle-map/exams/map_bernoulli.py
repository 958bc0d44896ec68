"""The most probable coin under a Beta prior: its formula, its limits and its mirror image."""

import numpy as np

from exam import Exam, Mistake


class MapBernoulliExam(Exam):
    examples = {
        "for a prior that leans to heads": "map_bernoulli(heads=6, flips=10, a=4, b=2)",
        "for no heads in three flips": "map_bernoulli(0, 3, 1, 2.5)",
        "before the first flip": "map_bernoulli(0, 0, 2.0, 6.0)",
        "for a flat prior": "map_bernoulli(3, 3, 1, 1)",
        "for a prior that leans to tails": "map_bernoulli(1, 4, 1.5, 3.25)",
    }

    def coins(self, rng):
        "is right for coins and priors of many kinds"
        for _ in range(6):
            flips = int(rng.integers(1, 30))
            a, b = rng.uniform(1.0, 9.0, size=2)
            self.agree(int(rng.integers(0, flips + 1)), flips, float(a), float(b))

    def by_name(self, rng):
        "takes its arguments by name, too"
        self.agree(heads=2, flips=9, a=float(rng.uniform(2.0, 5.0)), b=3)

    def flat_prior(self, rng):
        "is the share of heads when the prior is flat"
        for heads, flips in [(0, 4), (7, 10), (3, 3), (1, 2)]:
            self.close(self.learner(heads, flips, 1, 1), heads / flips)

    def before_the_first_flip(self, rng):
        "is the prior's own mode before the first flip"
        for a, b in rng.uniform(1.5, 6.0, size=(3, 2)):
            self.agree(0, 0, float(a), float(b))

    def top(self, rng):
        "is where the posterior is highest"
        p = np.linspace(0.0005, 0.9995, 1000)
        for heads, flips, a, b in [(3, 3, 2, 2), (1, 8, 5.5, 1.5), (0, 2, 3, 4)]:
            logs = (heads + a - 1) * np.log(p) + (flips - heads + b - 1) * np.log(1 - p)
            self.close(self.learner(heads, flips, a, b), p[np.argmax(logs)], 2e-3)

    def mirror(self, rng):
        "treats tails like heads: swapping both sides of the coin mirrors the answer"
        heads, flips, (a, b) = 3, 11, map(float, rng.uniform(1.0, 6.0, size=2))
        mirrored = self.learner(flips - heads, flips, b, a)
        self.close(1 - np.asarray(mirrored, dtype=float), self.agree(heads, flips, a, b))

    def many_flips(self, rng):
        "is right after a million flips"
        self.agree(int(rng.integers(200_000, 800_000)), 1_000_000, 3.0, 8.0)

    mistakes = [
        Mistake("posterior mean",
                "This is the posterior's mean, its centre of gravity. Where is its top?",
                swap=("(heads + a - 1) / (flips + a + b - 2)", "(heads + a) / (flips + a + b)")),
        Mistake("plain share of heads",
                "This is the share of heads, the MLE. What does the prior add?",
                swap=("(heads + a - 1) / (flips + a + b - 2)", "heads / max(flips, 1)")),
        Mistake("forgets the 1 above",
                "The numerator is too large. How many heads does a Beta prior with this a stand for: look at its exponent.",
                swap=("heads + a - 1", "heads + a")),
        Mistake("forgets the 2 below",
                "The denominator is too large. How many imagined flips are there in all: look at both exponents of the prior.",
                swap=("a + b - 2", "a + b")),
        Mistake("1 for 2 below",
                "The denominator is off by one. Add the imagined heads and the imagined tails.",
                swap=("a + b - 2", "a + b - 1")),
        Mistake("a and b swapped",
                "a and b seem to have traded places. Which of them belongs to heads?",
                swap=("heads + a - 1", "heads + b - 1")),
        Mistake("probability of tails",
                "This is the probability of tails.",
                swap=("heads + a - 1", "flips - heads + b - 1")),
        Mistake("prior only",
                "This is the prior's mode. What did the flips tell you?",
                swap=("(heads + a - 1) / (flips + a + b - 2)", "(a - 1) / max(a + b - 2, 1e-12)")),
        Mistake("imagined flips only below",
                "The imagined flips are counted below the line, but the imagined heads are missing above it.",
                swap=("heads + a - 1", "heads")),
        Mistake("imagined heads only above",
                "The imagined heads are counted above the line, but the imagined flips are missing below it.",
                swap=("(flips + a + b - 2)", "max(flips, 1)")),
        Mistake("flips read as tails",
                "You add heads to flips below the line. flips counts all flips, heads included.",
                swap=("(flips + a + b - 2)", "(heads + flips + a + b - 2)")),
        Mistake("average of prior and data",
                "This is halfway between the prior's mode and the share of heads. With more flips the data should weigh more.",
                swap=("(heads + a - 1) / (flips + a + b - 2)", "(heads / max(flips, 1) + (a - 1) / max(a + b - 2, 1e-12)) / 2")),
        Mistake("missing parentheses",
                "Python divides before it adds. Which part of the formula stands above the line, all of it?",
                swap=("(heads + a - 1) /", "heads + a - 1 /")),
        Mistake("missing parentheses below",
                "Python divides before it adds. Which part of the formula stands below the line, all of it?",
                code='''
                def map_bernoulli(heads, flips, a, b):
                    return (heads + a - 1) / max(flips, 1) + a + b - 2
                '''),
        Mistake("whole numbers",
                "Two slashes drop everything after the point. A probability lives between 0 and 1.",
                swap=(") / (", ") // (")),
        Mistake("a and b as imagined flips, with 1 added",
                "Each side of the coin has one flip more than it should. The exponent in a Beta prior is a − 1: how many heads is that?",
                swap=("(heads + a - 1) / (flips + a + b - 2)", "(heads + a + 1) / (flips + a + b + 2)")),
        Mistake("prior on heads only",
                "You imagine heads, but no tails: b plays no part.",
                swap=("a + b - 2", "a - 1")),
    ]
