"""One step of Adam: both averages, their corrections, and the place of eps."""

import numpy as np

from exam import Exam, Mistake


class AdamStepExam(Exam):
    results = ["theta", "m", "v"]
    examples = {
        "at t = 1": "adam_step(theta=np.array([1.0, -2.0]), grad=np.array([4.0, -0.5]), m=np.array([0.0, 0.0]), v=np.array([0.0, 0.0]), t=1, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-8)",
        "at t = 3": "adam_step(np.array([1.5, 3.0, -1.0]), np.array([0.5, -2.0, 1.0]), np.array([-0.4, 0.3, 0.1]), np.array([0.25, 0.64, 0.5]), 3, 0.1, 0.7, 0.8, 0.05)",
        "when the gradient is 0": "adam_step(np.array([5.0]), np.array([0.0]), np.array([0.0]), np.array([0.0]), 1, 0.1, 0.9, 0.999, 0.01)",
    }

    def inputs(self, rng, d=3, **fixed):
        drawn = dict(theta=rng.normal(size=d), grad=rng.normal(size=d), m=rng.normal(size=d), v=rng.uniform(0.2, 2, size=d))
        drawn |= dict(t=4, lr=rng.uniform(0.05, 0.4), beta1=rng.uniform(0.6, 0.9), beta2=rng.uniform(0.91, 0.98), eps=1e-8)
        return drawn | fixed

    def first(self, rng):
        "moves every parameter by lr on the first step, whatever the gradient's size"
        grad = np.array([3e3, -2.0, 5e-3])
        given = self.inputs(rng, grad=grad, m=np.zeros(3), v=np.zeros(3), t=1, eps=1e-12)
        theta, _, _ = self.agree(**given)
        self.close(theta, given["theta"] - given["lr"] * np.sign(grad))

    def later(self, rng):
        "takes the right step later on, in one dimension and in several"
        for d, t in ((1, 2), (2, 5), (5, 40)):
            self.agree(**self.inputs(rng, d, t=t))

    def late(self, rng):
        "hardly corrects after thousands of steps"
        self.agree(**self.inputs(rng, t=5000))

    def large_eps(self, rng):
        "puts eps where it belongs"
        for eps in (0.01, 0.3):
            self.agree(**self.inputs(rng, eps=eps))

    def flat(self, rng):
        "coasts where the gradient is zero, and stands still if it was never anything else"
        self.agree(**self.inputs(rng, grad=np.zeros(3)))
        self.agree(**self.inputs(rng, grad=np.zeros(3), m=np.zeros(3), v=np.zeros(3), t=1))

    def any_scale(self, rng):
        "makes the same step when the surface is stretched a thousand times"
        given = self.inputs(rng, eps=0.0)
        stretched = given | dict(grad=1e3 * given["grad"], m=1e3 * given["m"], v=1e6 * given["v"])
        self.close(self.agree(**stretched)[0], self.agree(**given)[0])

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        state = (rng.normal(size=2), np.zeros(2), np.zeros(2))
        for t in range(1, 8):
            theta, m, v = state
            state = tuple(map(np.asarray, self.agree(theta, rng.normal(size=2), m, v, t, 0.1, 0.8, 0.9, 1e-6)))

    def keeps_inputs(self, rng):
        "leaves theta, grad, m and v unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("no bias correction",
                "Without correction the first step is several times too long. What are the averages divided by?",
                swap=[("m / (1 - beta1**t)", "m"), ("v / (1 - beta2**t)", "v")]),
        Mistake("only m corrected",
                "You correct one of the two averages. Both of them start at zero.",
                swap=("v / (1 - beta2**t)", "v")),
        Mistake("only v corrected",
                "The sizes are corrected and the direction is not. Which other average starts at zero?",
                swap=("m / (1 - beta1**t)", "m")),
        Mistake("correction without the power",
                "You divide by the same numbers at every step. How much weight is missing after t steps?",
                swap=[("1 - beta1**t", "1 - beta1"), ("1 - beta2**t", "1 - beta2")]),
        Mistake("correction counts from 0",
                "On the first step you divide by zero. Which number does the first step have?",
                swap=[("1 - beta1**t", "1 - beta1 ** (t - 1)"), ("1 - beta2**t", "1 - beta2 ** (t - 1)")]),
        Mistake("correction counts from 2",
                "The correction is one step ahead. Which number does the first step have?",
                swap=[("1 - beta1**t", "1 - beta1 ** (t + 1)"), ("1 - beta2**t", "1 - beta2 ** (t + 1)")]),
        Mistake("multiplies by the correction",
                "The averages start too small, and your correction makes them smaller still.",
                swap=[("m / (1 - beta1**t)", "m * (1 - beta1**t)"), ("v / (1 - beta2**t)", "v * (1 - beta2**t)")]),
        Mistake("one correction for both",
                "Both averages are corrected with the same beta. Each has its own memory.",
                swap=("1 - beta2**t", "1 - beta1**t")),
        Mistake("eps inside the root",
                "eps is inside the root. Where does the formula put it?",
                swap=("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat + eps)")),
        Mistake("eps beside the uncorrected root",
                "You moved the corrections into the learning rate to save work. That is almost the same, but now eps is added to the uncorrected root.",
                swap=("lr * m_hat / (np.sqrt(v_hat) + eps)",
                      "lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps)")),
        Mistake("no eps",
                "Where all gradients were zero, you divide zero by zero. What does the formula add to the denominator?",
                swap=("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat)")),
        Mistake("betas swapped",
                "The two memories seem to have traded places. Which one belongs to the gradients, which to their squares?",
                code='''
                def adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps):
                    m = beta2 * m + (1 - beta2) * grad
                    v = beta1 * v + (1 - beta1) * grad**2
                    return theta - lr * m / (1 - beta2**t) / (np.sqrt(v / (1 - beta1**t)) + eps), m, v
                '''),
        Mistake("gradient not squared",
                "Your v averages the gradients themselves, so signs cancel, and a root of a negative number may come out. What is v an average of?",
                swap=("grad**2", "grad")),
        Mistake("square of the average",
                "Your v averages the squares of m. A mean of squares and a square of means are two things: which one is in the formula?",
                swap=("(1 - beta2) * grad**2", "(1 - beta2) * m**2")),
        Mistake("no square root",
                "v is a mean of squares. What must you do to it to get a typical size, in the gradient's own unit?",
                swap=("np.sqrt(v_hat)", "v_hat")),
        Mistake("gradient instead of its average",
                "You divide the gradient of now, as RMSProp does. Which average gives Adam its direction?",
                swap=("lr * m_hat", "lr * grad")),
        Mistake("sums instead of averages",
                "New values enter m and v with their whole weight, as in lesson 05's velocity. What share does an average let in?",
                swap=[("(1 - beta1) * grad\n", "grad\n"), ("(1 - beta2) * grad**2", "grad**2")]),
        Mistake("weights swapped",
                "In both averages the old value and the new one have traded weights.",
                swap=[("beta1 * m + (1 - beta1) * grad\n", "(1 - beta1) * m + beta1 * grad\n"),
                      ("beta2 * v + (1 - beta2) * grad**2", "(1 - beta2) * v + beta2 * grad**2")]),
        Mistake("old moments",
                "theta moves by the averages of the step before. When does the new gradient come in?",
                code='''
                def adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps):
                    theta = theta - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
                    return theta, beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
                '''),
        Mistake("returns corrected moments",
                "theta is right. But the averages that come back are the corrected ones, and the next step would correct them again.",
                swap=("+ eps), m, v", "+ eps), m_hat, v_hat")),
        Mistake("returns the moments it was given",
                "theta is right. But the averages that come back are the old ones: the next step would not know of this gradient.",
                code='''
                def adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps):
                    m_hat = (beta1 * m + (1 - beta1) * grad) / (1 - beta1**t)
                    v_hat = (beta2 * v + (1 - beta2) * grad**2) / (1 - beta2**t)
                    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
                '''),
        Mistake("no learning rate",
                "Every step has about size 1. What sets the size of a step?",
                swap=("lr * m_hat", "m_hat")),
        Mistake("learning rate in m",
                "The learning rate is inside m here, as in lesson 05's velocity. Adam's m is an average of gradients and nothing else.",
                swap=[("(1 - beta1) * grad\n", "(1 - beta1) * lr * grad\n"), ("lr * m_hat", "m_hat")]),
        Mistake("uphill",
                "theta climbs. The gradient points uphill: look at the sign in front of the step.",
                swap=("theta - lr", "theta + lr")),
        Mistake("m and v in the other order",
                "All three results are right, but the two averages have traded places.",
                swap=("+ eps), m, v", "+ eps), v, m")),
        Mistake("only theta",
                "The next step will need m and v too. How many things does one step return?",
                swap=("+ eps), m, v", "+ eps)")),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own arrays were changed. Operators like *= and += write into the array that you were given.",
                code='''
                def adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps):
                    m *= beta1
                    m += (1 - beta1) * grad
                    v *= beta2
                    v += (1 - beta2) * grad**2
                    theta -= lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
                    return theta, m, v
                '''),
    ]
