"""A learning rate that falls like 1/t, from its first value on."""

from exam import Exam, Mistake


class InverseTimeLrExam(Exam):
    examples = {
        "for t = 0, 1, 2 and 6": "[inverse_time_lr(t, lr0=0.8, decay=0.5) for t in (0, 1, 2, 6)]",
        "for t = 30": "inverse_time_lr(30, 2, 1)",
        "for t = 0 and 1, with whole numbers": "[inverse_time_lr(t, 3, 1) for t in (0, 1)]",
        "without decay": "[inverse_time_lr(t=t, lr0=0.3, decay=0.0) for t in (0, 9)]",
        "for t = 5000": "inverse_time_lr(5000, 0.5, 2.0)",
    }

    def some(self, rng):
        "is right for any t, lr0 and decay"
        for t in (1, 2, 7, 40):
            self.agree(t, rng.uniform(0.05, 2.0), rng.uniform(0.01, 1.5))

    def first(self, rng):
        "is lr0 at the first update, t = 0, and less at the next one"
        for decay in rng.uniform(0.1, 2.0, size=3):
            self.agree(t=0, lr0=rng.uniform(0.1, 1.0), decay=decay)
            self.agree(t=1, lr0=rng.uniform(0.1, 1.0), decay=decay)

    def constant(self, rng):
        "is constant when decay is 0, and only then"
        for t in (0, 1, 500):
            self.agree(t, 0.37, 0.0)
        self.agree(9, 0.37, 0.2)

    def late(self, rng):
        "falls like 1/t after many updates"
        for t in (10_000, 1_000_000):
            self.agree(t, rng.uniform(0.1, 1.0), rng.uniform(0.5, 1.0))

    def whole_numbers(self, rng):
        "is right when all its arguments are whole numbers"
        for t in (1, 4, 9):
            self.agree(t, 3, 2)

    def any_order(self, rng):
        "depends on t alone, not on which t was asked for before"
        for t in (5, 2, 9, 2):
            self.agree(t, 0.6, 0.3)

    mistakes = [
        Mistake("compounds",
                "The factor is applied again at each update, so the rate falls geometrically. Here t stands inside the denominator.",
                swap=("(1 + decay * t)", "(1 + decay) ** t")),
        Mistake("starts at t = 1",
                "The first update is off already. What is t there, and what should the rate be?",
                swap=("decay * t", "decay * (t + 1)")),
        Mistake("one update late",
                "The schedule lags one update behind. What is t at the first update?",
                swap=("decay * t", "decay * max(t - 1, 0)")),
        Mistake("forgets the 1",
                "At t = 0 you divide by zero. What keeps the denominator at 1 there?",
                swap=("(1 + decay * t)", "(decay * t)")),
        Mistake("missing parentheses",
                "Division binds more tightly than addition. What is the whole denominator?",
                swap=("lr0 / (1 + decay * t)", "lr0 / 1 + decay * t")),
        Mistake("exponential",
                "This falls exponentially, so that the steps can reach only a finite distance. Look at the schedule's formula again.",
                swap=("lr0 / (1 + decay * t)", "lr0 * np.exp(-decay * t)")),
        Mistake("linear",
                "This falls on a straight line and turns negative. How does 1/(1 + kt) behave for large t?",
                swap=("lr0 / (1 + decay * t)", "lr0 * (1 - decay * t)")),
        Mistake("square root of t",
                "This falls with the square root of t. Which power does the formula have?",
                swap=("decay * t", "decay * np.sqrt(t)")),
        Mistake("square root of all",
                "There is a square root too many around the denominator.",
                swap=("(1 + decay * t)", "np.sqrt(1 + decay * t)")),
        Mistake("square of t",
                "This falls with the square of t, so that the steps can reach only a finite distance.",
                swap=("decay * t", "decay * t**2")),
        Mistake("grows",
                "Your learning rate grows with t. Multiply or divide?",
                swap=("lr0 / (1 + decay * t)", "lr0 * (1 + decay * t)")),
        Mistake("whole-number division",
                "Everything behind the decimal point is dropped, as // and int() do it. Which division keeps it?",
                swap=("lr0 / (", "lr0 // (")),
        Mistake("no decay",
                "The decay does not come in. How fast should the rate fall?",
                swap=("decay * t", "t")),
        Mistake("divides t by decay",
                "A larger decay should make the rate fall faster, and yours makes it fall more slowly. (For decay = 0 there must be an answer too.)",
                swap=("decay * t", "t / max(decay, 1e-300)")),
        Mistake("no lr0",
                "The first learning rate is missing.",
                swap=("lr0 / (", "1 / (")),
        Mistake("factor only",
                "The decay multiplies lr0 as well. Put t = 0 in: does lr0 come out?",
                swap=("lr0 / (", "decay * lr0 / (")),
    ]
