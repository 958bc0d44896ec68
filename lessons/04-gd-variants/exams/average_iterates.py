"""The mean of a path's rows after the burn-in."""

import numpy as np

from exam import Exam, Mistake


class AverageIteratesExam(Exam):
    examples = {
        "for burn_in = 2": "average_iterates(np.array([[9.5, 1.0, -2.0], [4.0, 3.0, 0.5], [2.0, -5.0, 1.0], [1.0, 0.0, 3.5], [-2.0, 7.0, 1.5]]), burn_in=2)",
        "for burn_in = 0": "average_iterates(path=np.array([[9.5, 1.0, -2.0], [4.0, 3.0, 0.5], [2.0, -5.0, 1.0], [1.0, 0.0, 3.5], [-2.0, 7.0, 1.5]]), burn_in=0)",
        "when one row is left": "average_iterates(np.array([[8.0], [5.0], [-1.0], [2.0]]), 3)",
    }

    def walk(self, rng, steps, d):
        return np.cumsum(rng.normal(size=(steps + 1, d)), axis=0)

    def after_burn_in(self, rng):
        "is the mean of the rows after the burn-in"
        for steps, d, burn_in in ((9, 2, 3), (20, 3, 1), (15, 1, 12), (6, 4, 2)):
            self.agree(self.walk(rng, steps, d), burn_in)

    def without_burn_in(self, rng):
        "counts every row, the start included, when burn_in is 0"
        for steps, d in ((7, 2), (12, 3), (3, 1)):
            self.agree(path=self.walk(rng, steps, d), burn_in=0)

    def last_row(self, rng):
        "is the last row when all others are left out, and a mean when two are left"
        self.agree(self.walk(rng, 8, 2), 8)
        self.agree(self.walk(rng, 8, 2), 7)

    def far_start(self, rng):
        "does not depend on the rows that are left out"
        path = self.walk(rng, 10, 2)
        far = path.copy()
        far[:4] += 1000.0
        self.close(self.agree(far, 4), self.agree(path, 4))

    def keeps_path(self, rng):
        "leaves path unchanged"
        self.unchanged(self.walk(rng, 9, 3), 2)
        self.unchanged(self.walk(rng, 9, 3), 0)

    mistakes = [
        Mistake("one row too few",
                "One row too many is left out. How many rows does burn_in = 0 leave out?",
                swap=("path[burn_in:]", "path[min(burn_in + 1, len(path) - 1):]")),
        Mistake("one row too many",
                "One row of the burn-in still counts. Which is the first row that stays?",
                swap=("path[burn_in:]", "path[max(burn_in - 1, 0):]")),
        Mistake("the burn-in itself",
                "You average the rows that should be left out.",
                swap=("path[burn_in:]", "path[:max(burn_in, 1)]")),
        Mistake("the last burn_in rows",
                "A minus sign counts from the end. How many rows should be left out, and where?",
                swap=("path[burn_in:]", "path[-burn_in:]")),
        Mistake("start always left out",
                "The start never counts here. At burn_in = 0 it should.",
                swap=("path[burn_in:]", "path[max(burn_in, 1):]")),
        Mistake("last row left out",
                "The end of the path does not count. Does a slice include its end?",
                swap=("path[burn_in:].mean(axis=0)", "path[burn_in:max(len(path) - 1, 1)].sum(axis=0) / max(len(path) - 1 - burn_in, 1)")),
        Mistake("burn-in ignored",
                "All rows count. Which should be left out?",
                swap=("path[burn_in:]", "path")),
        Mistake("divided by all rows",
                "The sum is right, but you divide by the number of all rows. How many were added?",
                swap=(".mean(axis=0)", ".sum(axis=0) / len(path)")),
        Mistake("divided by the steps",
                "The sum is right, but there is one row more than you divide by. Count the rows of path[burn_in:].",
                swap=(".mean(axis=0)", ".sum(axis=0) / max(len(path) - 1 - burn_in, 1)")),
        Mistake("sum",
                "These are the rows added up. What is missing to make it a mean?",
                swap=(".mean(axis=0)", ".sum(axis=0)")),
        Mistake("one number",
                "All coordinates are averaged into one number. Over which axis should the mean go?",
                swap=("mean(axis=0)", "mean()")),
        Mistake("other axis",
                "You average the coordinates of each position. Over which axis should the mean go?",
                swap=("mean(axis=0)", "mean(axis=1)")),
        Mistake("median",
                "This is the median. Noise that cancels does so in the mean.",
                swap=("path[burn_in:].mean(axis=0)", "np.median(path[burn_in:], axis=0)")),
        Mistake("last iterate",
                "This is where the walker stands at the end. What of the other positions?",
                swap=("path[burn_in:].mean(axis=0)", "path[-1]")),
        Mistake("halfway between the ends",
                "Only the first and the last position count. All of them should.",
                swap=("path[burn_in:].mean(axis=0)", "(path[burn_in] + path[-1]) / 2")),
        Mistake("running means",
                "You return a running mean for every step. The prompt asks for the last one.",
                swap=("path[burn_in:].mean(axis=0)",
                      "np.cumsum(path[burn_in:], axis=0) / np.arange(1, len(path) - burn_in + 1)[:, None]")),
    ]
