"""The rate at which the ball settles, for complex, positive, negative and equal roots."""

from exam import Exam, Mistake


class HeavyBallRateExam(Exam):
    tolerance = 1e-6
    examples = {
        "when the roots are complex": "heavy_ball_rate(lr=0.1, gamma=0.81, lam=5.0)",
        "when the roots are real and positive": "heavy_ball_rate(lr=0.01, gamma=0.64, lam=2.0)",
        "when the roots are real and negative": "heavy_ball_rate(0.5, 0.36, 5.2)",
    }

    def swinging(self, rng):
        "is right where the ball swings (complex roots)"
        for gamma in rng.uniform(0.2, 0.95, size=4):
            push = rng.uniform((1 - gamma**0.5) ** 2 * 1.05, (1 + gamma**0.5) ** 2 * 0.95)
            self.agree(push / 3, gamma, 3.0)

    def same_pace(self, rng):
        "does not depend on the learning rate while the ball swings"
        for lr in rng.uniform(0.1, 0.5, size=3):
            self.agree(lr, 0.7, 5.0)

    def creeping(self, rng):
        "is right where the ball creeps (positive roots)"
        for gamma in rng.uniform(0.1, 0.8, size=4):
            self.agree(lr=rng.uniform(0.1, 0.9) * (1 - gamma**0.5) ** 2 / 2, gamma=gamma, lam=2.0)

    def zigzag(self, rng):
        "is right where the ball changes sides at every step (negative roots)"
        for gamma in rng.uniform(0.1, 0.5, size=4):
            low, high = (1 + gamma**0.5) ** 2, 2 * (1 + gamma)
            self.agree(low + rng.uniform(0.2, 0.9) * (high - low), gamma, 1.0)

    def diverging(self, rng):
        "is greater than 1 where momentum diverges"
        for gamma in (0.0, 0.5, 0.9):
            assert self.agree(2.1 * (1 + gamma), gamma, rng.uniform(1.0, 1.5)) > 1

    def double_root(self, rng):
        "is right where both roots are equal"
        for gamma in (0.25, 0.81):
            self.agree((1 - gamma**0.5) ** 2 / 4, gamma, 4.0)
            self.agree((1 + gamma**0.5) ** 2 / 4, gamma, 4.0)

    def plain(self, rng):
        "is gradient descent's rate when gamma is 0"
        for lam in rng.uniform(0.5, 12.0, size=4):
            self.agree(0.2, 0.0, lam)

    mistakes = [
        Mistake("absolute value of the real part",
                "You look at the real part alone. How far is a complex number from zero?",
                swap=("np.abs(roots)", "np.abs(roots.real)")),
        Mistake("real part",
                "You look at the real part with its sign. Both an imaginary part and a minus sign count: what is the size of a root?",
                swap=("np.abs(roots)", "roots.real")),
        Mistake("smaller root",
                "You take the root that dies out first. Which one is still there in the long run?",
                swap=("np.max(", "np.min(")),
        Mistake("plain gradient descent",
                "This is the rate without momentum. What does the velocity do to it?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    return abs(1 - lr * lam)
                '''),
        Mistake("always the square root of gamma",
                "That is the rate while the ball swings. What if the roots are real?",
                swap=("float(np.max(np.abs(roots)))", "float(np.sqrt(gamma))")),
        Mistake("the determinant",
                "This is the product of the two roots. How large is the larger one?",
                swap=("float(np.max(np.abs(roots)))", "float(abs(np.prod(roots)))")),
        Mistake("square root of a negative number",
                "Where the ball swings, the number under the root is negative, and a real square root gives NaN. Which kind of number do these roots need?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    trace = 1 + gamma - lr * lam
                    root = np.sqrt(trace**2 - 4 * gamma)
                    return max(abs(trace + root), abs(trace - root)) / 2
                '''),
        Mistake("only the root with plus",
                "You solved the quadratic, but kept one of its roots. Which one is larger when both are negative?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    trace = 1 + gamma - lr * lam
                    return abs(trace + np.emath.sqrt(trace**2 - 4 * gamma)) / 2
                '''),
        Mistake("quadratic formula not halved",
                "Twice too large: look again at the quadratic formula, all of it.",
                swap=("float(np.max(np.abs(roots)))", "2 * float(np.max(np.abs(roots)))")),
        Mistake("position moves by the old velocity",
                "In your matrix the position moves by the old velocity. Put the first rule into the second before you read off its rows.",
                swap=("[[1 - lr * lam, -gamma], [lr * lam, gamma]]", "[[1, -1], [lr * lam, gamma]]")),
        Mistake("position ignores gamma",
                "In your matrix the position subtracts the whole old velocity. How much of it is left in the new one?",
                swap=("-gamma], [", "-1], [")),
        Mistake("a sign in the matrix",
                "One of the two entries that tie theta and velocity together has the wrong sign. What does a positive velocity do to theta, and a positive theta to the velocity?",
                swap=("-gamma], [", "gamma], [")),
        Mistake("gamma missing in the trace",
                "Your quadratic has lost a gamma in its middle term. What is the trace of the matrix?",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    return float(np.max(np.abs(np.roots([1, -(1 - lr * lam), gamma]))))
                '''),
        Mistake("sign of the constant term",
                "The product of your roots is negative. Compare the constant term of your quadratic with the determinant.",
                code='''
                def heavy_ball_rate(lr, gamma, lam):
                    return float(np.max(np.abs(np.roots([1, -(1 + gamma - lr * lam), -gamma]))))
                '''),
        Mistake("largest stretch instead of largest eigenvalue",
                "This is how far one step can stretch the state, the matrix norm. What rules in the long run are the eigenvalues.",
                swap=("float(np.max(np.abs(roots)))", "float(np.linalg.norm(one_step, 2))")),
        Mistake("averages",
                "This is the rate of a velocity that averages, with 1 − gamma on the push. Which rule does this course use?",
                swap=("[[1 - lr * lam, -gamma], [lr * lam, gamma]]",
                      "[[1 - (1 - gamma) * lr * lam, -gamma], [(1 - gamma) * lr * lam, gamma]]")),
        Mistake("both roots",
                "These are both sizes. The rate is one number.",
                swap=("float(np.max(np.abs(roots)))", "np.abs(roots)")),
        Mistake("rate of the height",
                "This is the square of the rate: how fast the height shrinks. The rate here is about distance.",
                swap=("float(np.max(np.abs(roots)))", "float(np.max(np.abs(roots))) ** 2")),
    ]
