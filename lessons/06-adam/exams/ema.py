"""The running average, with and without the correction of its first values."""

import numpy as np

from exam import Exam, Mistake


class EmaExam(Exam):
    examples = {
        "without correction": "ema(np.array([4.5, 1.0, -2.0, 5.0]), beta=0.75, correct=False)",
        "with correction": "ema(np.array([4.5, 1.0, -2.0, 5.0]), beta=0.75, correct=True)",
        "for whole numbers": "ema(values=np.array([3, 8, 1]), beta=0.5, correct=True)",
        "without memory, for integers": "averages = ema(np.array([3, 8, 1]), 0.0, False)\naverages, np.asarray(averages).dtype.kind",
    }

    def plain(self, rng):
        "is right without correction"
        for beta in (0.3, 0.9, 0.99):
            self.agree(rng.normal(size=12), beta, False)

    def corrected(self, rng):
        "is right with correction"
        for beta in (0.3, 0.9, 0.99):
            self.agree(rng.normal(size=12) + 1, beta, True)

    def constants(self, rng):
        "gives a constant back from the first value on when corrected, and a share 1 - beta^t of it when not"
        c, t = rng.uniform(2, 5), np.arange(1, 9)
        self.close(self.learner(np.full(8, c), 0.8, True), np.full(8, c))
        self.close(self.learner(np.full(8, c), 0.8, False), c * (1 - 0.8**t))

    def one_value(self, rng):
        "is right for a single value"
        value = rng.uniform(1, 2, size=1)
        self.agree(value, 0.7, True)
        self.agree(value, 0.7, False)

    def no_memory(self, rng):
        "is the newest value when beta is 0, and hardly more when it is small"
        values = rng.normal(size=5)
        self.agree(values, 0.0, False)
        self.agree(values=values, beta=0.0, correct=True)
        self.agree(values, 0.02, False)

    def integers(self, rng):
        "gives floats for integers"
        values = rng.integers(1, 9, size=6)
        for correct in (True, False):
            for beta in (0.6, 0.0):
                assert np.asarray(self.agree(values, beta, correct)).dtype.kind == "f"

    def long(self, rng):
        "stays right over many values"
        self.agree(rng.normal(size=2000), 0.999, True)

    def keeps_values(self, rng):
        "leaves values unchanged"
        self.unchanged(rng.normal(size=5), 0.9, True)
        self.unchanged(rng.normal(size=5), 0.9, False)

    mistakes = [
        Mistake("correction counts from 0",
                "The first corrected value divides by zero. How many values have been averaged when the first one is in?",
                swap=("start=1", "start=0")),
        Mistake("correction counts from 2",
                "The correction is one step ahead of the average. How many values are in when the first one has come?",
                swap=("1 - beta**t)", "1 - beta ** (t + 1))")),
        Mistake("correction without the power",
                "You divide by the same number at every step. By how much are the weights short after t steps?",
                swap=("1 - beta**t)", "1 - beta)")),
        Mistake("stores the corrected value",
                "The corrected value goes back into the average, and is then corrected again. Which of the two is kept from step to step?",
                code='''
                def ema(values, beta, correct):
                    average, averages = 0.0, []
                    for t, value in enumerate(values, start=1):
                        average = beta * average + (1 - beta) * value
                        if correct:
                            average = average / (1 - beta**t)
                        averages.append(average)
                    return np.array(averages)
                '''),
        Mistake("never corrects",
                "The plain average is right, and you return it in both cases. What does `correct` ask for?",
                swap=("average / (1 - beta**t) if correct else average", "average")),
        Mistake("always corrects",
                "The corrected average is right, and you return it in both cases. What is asked for when `correct` is false?",
                swap=("average / (1 - beta**t) if correct else average", "average / (1 - beta**t)")),
        Mistake("corrects when it should not",
                "Both averages are right, but they have traded places.",
                swap=("if correct", "if not correct")),
        Mistake("multiplies by the correction",
                "The average starts too small, and your correction makes it smaller still.",
                swap=("average / (1 - beta**t)", "average * (1 - beta**t)")),
        Mistake("weights swapped",
                "The old average and the new value have traded weights. Which one gets the share beta?",
                swap=("beta * average + (1 - beta) * value", "(1 - beta) * average + beta * value")),
        Mistake("a sum instead of an average",
                "Each value enters with its whole weight, as in momentum. What share of a new value does an average let in?",
                swap=("(1 - beta) * value", "value")),
        Mistake("starts at the first value",
                "Your average begins at the first value. That is another way to deal with the start; here it begins at zero.",
                swap=("average, averages = 0.0, []", "average, averages = values[0], []")),
        Mistake("mean of all values so far",
                "This gives all values the same weight, however old they are. Where does beta come in?",
                code='''
                def ema(values, beta, correct):
                    return np.cumsum(values) / np.arange(1, len(values) + 1)
                '''),
        Mistake("only the last one",
                "This is the average at the end. The prompt asks for the average after each value.",
                swap=("return np.array(averages)", "return averages[-1]")),
        Mistake("starting zero included",
                "There is one entry too many: the zero you start from. How many averages are there for n values?",
                swap=("0.0, []", "0.0, [0.0]")),
        Mistake("an array of integers",
                "Right for floats, but whole numbers come out as whole numbers. Which type does the array have that you store the averages in?",
                code='''
                def ema(values, beta, correct):
                    averages, average = np.zeros_like(values), 0.0
                    for t in range(len(values)):
                        average = beta * average + (1 - beta) * values[t]
                        averages[t] = average / (1 - beta ** (t + 1)) if correct else average
                    return averages
                '''),
        Mistake("changes its input",
                "The numbers are right, but the caller's own array was overwritten on the way.",
                code='''
                def ema(values, beta, correct):
                    average, averages = 0.0, []
                    for t in range(len(values)):
                        average = beta * average + (1 - beta) * values[t]
                        averages.append(average / (1 - beta ** (t + 1)) if correct else average)
                        values[t] = average
                    return np.array(averages)
                '''),
    ]
