"""The velocity that a steady slope leads to, with much friction and with little."""

import numpy as np

from exam import Exam, Mistake


class TerminalVelocityExam(Exam):
    examples = {
        "for gamma = 0.9, in two dimensions": "terminal_velocity(np.array([2.5, -1.0]), lr=0.1, gamma=0.9)",
        "for gamma = 0.99, in three dimensions": "terminal_velocity(grad=np.array([3.0, 4.0, 0.0]), lr=0.25, gamma=0.99)",
    }

    def several(self, rng):
        "is right in one dimension and in several"
        for d in (1, 2, 6):
            self.agree(rng.normal(size=d), rng.uniform(0.01, 0.5), rng.uniform(0.4, 0.9))

    def balance(self, rng):
        "is left as it is by one more step of momentum"
        for gamma in (0.3, 0.8, 0.95):
            grad = rng.normal(size=3)
            velocity = np.asarray(self.agree(grad=grad, lr=0.2, gamma=gamma))
            self.alike(gamma * velocity + 0.2 * grad, velocity)

    def long_memory(self, rng):
        "is right when there is hardly any friction"
        self.agree(rng.normal(size=2), 0.02, 0.99)

    def no_memory(self, rng):
        "is a single push when gamma is 0"
        self.agree(rng.normal(size=2), 0.3, 0.0)

    def keeps_grad(self, rng):
        "leaves grad unchanged"
        self.unchanged(rng.normal(size=3), 0.2, 0.6)

    mistakes = [
        Mistake("divides by gamma",
                "You divide by the share that is kept. In the balance of push and friction, which share does friction take?",
                swap=("(1 - gamma)", "gamma")),
        Mistake("forgets the learning rate",
                "The friction is right. How much does one push add to the velocity?",
                swap=("lr * grad", "grad")),
        Mistake("multiplies",
                "The result is smaller than a single push, yet pushes add up. On which side of the balance does the friction stand?",
                swap=("lr * grad / (1 - gamma)", "lr * grad * (1 - gamma)")),
        Mistake("one plus gamma",
                "This is the limit for pushes that change sides at every step (section 5). Here all pushes agree: look at the sign of the series.",
                swap=("(1 - gamma)", "(1 + gamma)")),
        Mistake("a single push",
                "This is the velocity after one step. What do all the older pushes still add?",
                swap=("lr * grad / (1 - gamma)", "lr * grad")),
        Mistake("downhill",
                "The size is right. In this course the velocity is what we subtract: which way does it point?",
                swap=("lr * grad / (1 - gamma)", "-lr * grad / (1 - gamma)")),
        Mistake("series without its first term",
                "One push is missing: the newest one has not lost anything to friction yet. What is the first term of the series?",
                swap=("lr * grad / (1 - gamma)", "gamma * lr * grad / (1 - gamma)")),
        Mistake("missing parentheses",
                "Python divides before it subtracts. Which part of the formula is the whole denominator?",
                swap=("lr * grad / (1 - gamma)", "lr * grad / 1 - gamma")),
        Mistake("too few steps",
                "Close, but not settled: the velocity still grows at the end of your run. How long is the memory, compared with your number of steps?",
                code='''
                def terminal_velocity(grad, lr, gamma):
                    velocity = 0 * grad
                    for _ in range(100):
                        velocity = gamma * velocity + lr * grad
                    return velocity
                '''),
        Mistake("hardly enough steps",
                "Settled for a short memory, but not for a long one. How many steps does the memory last at gamma = 0.99, and how many more until it has settled?",
                code='''
                def terminal_velocity(grad, lr, gamma):
                    velocity = 0 * grad
                    for _ in range(1000):
                        velocity = gamma * velocity + lr * grad
                    return velocity
                '''),
        Mistake("gamma squared",
                "The weights in the sum are 1, gamma, gamma squared and so on. By which factor does each one differ from the one before?",
                swap=("(1 - gamma)", "(1 - gamma**2)")),
        Mistake("lr and gamma swapped",
                "The learning rate and the momentum seem to have traded places. Which one is friction about?",
                swap=("lr * grad / (1 - gamma)", "gamma * grad / (1 - lr)")),
        Mistake("speed instead of velocity",
                "This is one number, the speed. A velocity has a direction: as many numbers as the gradient.",
                swap=("lr * grad / (1 - gamma)", "np.linalg.norm(lr * grad / (1 - gamma))")),
        Mistake("changes its input",
                "The numbers are right, but the caller's own grad was changed. Operators like *= and /= write into the array that you were given.",
                code='''
                def terminal_velocity(grad, lr, gamma):
                    grad *= lr
                    grad /= 1 - gamma
                    return grad
                '''),
    ]
