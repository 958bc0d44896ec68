"""One step of AdamW: Adam's step, and a decay beside it."""

import numpy as np

from exam import Exam, Mistake


class AdamwStepExam(Exam):
    results = ["theta", "m", "v"]
    examples = {
        "at t = 1": "adamw_step(theta=np.array([4.0, -2.0]), grad=np.array([3.0, -0.5]), m=np.array([0.0, 0.0]), v=np.array([0.0, 0.0]), t=1, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-8, weight_decay=0.5)",
        "at t = 3": "adamw_step(np.array([1.5, 3.0, -1.0]), np.array([0.5, -2.0, 1.0]), np.array([-0.4, 0.3, 0.1]), np.array([0.25, 0.64, 0.5]), 3, 0.2, 0.7, 0.8, 0.05, 0.3)",
    }

    def inputs(self, rng, d=3, **fixed):
        drawn = dict(theta=3 * rng.normal(size=d), grad=rng.normal(size=d), m=rng.normal(size=d), v=rng.uniform(0.2, 2, size=d))
        drawn |= dict(t=4, lr=rng.uniform(0.05, 0.4), beta1=0.8, beta2=0.95, eps=1e-6, weight_decay=rng.uniform(0.1, 0.6))
        return drawn | fixed

    def first(self, rng):
        "takes the right first step"
        self.agree(**self.inputs(rng, m=np.zeros(3), v=np.zeros(3), t=1))

    def later(self, rng):
        "takes the right step later on, in one dimension and in several"
        for d, t in ((1, 2), (2, 5), (5, 40)):
            self.agree(**self.inputs(rng, d, t=t))

    def without_decay(self, rng):
        "is Adam when weight_decay is 0"
        given = self.inputs(rng, weight_decay=0.0)
        theta, m, v = self.agree(**given)
        self.close(np.asarray(m), 0.8 * given["m"] + 0.2 * given["grad"])

    def same_share(self, rng):
        "shrinks every weight by the same share, however different the gradients are"
        given = self.inputs(rng, grad=np.array([1e4, 1.0, 1e-3]), m=np.zeros(3), v=np.zeros(3), t=1, eps=1e-12)
        moved = np.asarray(self.agree(**given)[0]) - given["theta"] + given["lr"]
        self.close(moved / given["theta"], np.full(3, -given["lr"] * given["weight_decay"]))

    def only_decay(self, rng):
        "still decays where the gradient is zero"
        given = self.inputs(rng, grad=np.zeros(3), m=np.zeros(3), v=np.zeros(3))
        theta, _, _ = self.agree(**given)
        self.close(theta, given["theta"] * (1 - given["lr"] * given["weight_decay"]))

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        state = (rng.normal(size=2), np.zeros(2), np.zeros(2))
        for t in range(1, 7):
            theta, m, v = state
            state = tuple(map(np.asarray, self.agree(theta, rng.normal(size=2), m, v, t, 0.1, 0.8, 0.9, 1e-6, 0.2)))

    def keeps_inputs(self, rng):
        "leaves theta, grad, m and v unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("decay inside the gradient",
                "The decay goes through the averages and is divided by the root, as an L2 penalty would be. What should m and v see?",
                swap=[("adam_step(theta, grad, m", "adam_step(theta, grad + weight_decay * theta, m"), ("moved - lr * weight_decay * theta", "moved")]),
        Mistake("decay twice",
                "The decay acts twice: once through the gradient and once directly. Which of the two is AdamW's?",
                swap=("adam_step(theta, grad, m", "adam_step(theta, grad + weight_decay * theta, m")),
        Mistake("decay in the numerator",
                "m and v are right. But the decay is divided by the root of v here: look at what the fraction covers.",
                swap=("moved - lr * weight_decay * theta",
                      "moved - lr * weight_decay * theta / (np.sqrt(v / (1 - beta2**t)) + eps)")),
        Mistake("no learning rate on the decay",
                "The decay is too strong. What multiplies the whole bracket in the formula?",
                swap=("lr * weight_decay * theta", "weight_decay * theta")),
        Mistake("learning rate squared",
                "The decay is too weak: the learning rate comes in twice.",
                swap=("lr * weight_decay * theta", "lr**2 * weight_decay * theta")),
        Mistake("decay of the new theta",
                "You shrink theta after it has moved. Which theta stands in the formula?",
                swap=("lr * weight_decay * theta", "lr * weight_decay * moved")),
        Mistake("grows instead of decaying",
                "The weights grow. Look at the sign of the decay.",
                swap=("moved - lr * weight_decay", "moved + lr * weight_decay")),
        Mistake("no decay",
                "This is plain Adam. What does weight_decay do to theta?",
                swap=("moved - lr * weight_decay * theta", "moved")),
        Mistake("only the decay",
                "theta shrinks, but it does not follow the gradient any more. Two things are subtracted from it.",
                swap=("return moved -", "return theta -")),
        Mistake("decays by the sign",
                "Every weight loses the same amount. That comes from an L1 penalty: what does decay take away from a large weight, and what from a small one?",
                swap=("weight_decay * theta", "weight_decay * np.sign(theta)")),
        Mistake("factor two",
                "The decay is twice as strong. The penalty has a one-half in front, so that its derivative has no 2.",
                swap=("lr * weight_decay * theta", "2 * lr * weight_decay * theta")),
        Mistake("decays by the average",
                "You shrink the step, not the weights. What is multiplied by weight_decay?",
                swap=("lr * weight_decay * theta", "lr * weight_decay * m")),
        Mistake("decays m as well",
                "theta is right, but the decay went into the m that you return. The averages know nothing of it.",
                swap=("* theta, m, v", "* theta, m + weight_decay * theta, v")),
        Mistake("no bias correction",
                "The decay is right. The averages are not corrected: see exercise 3.",
                code='''
                def adamw_step(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
                    m = beta1 * m + (1 - beta1) * grad
                    v = beta2 * v + (1 - beta2) * grad**2
                    return theta - lr * (m / (np.sqrt(v) + eps) + weight_decay * theta), m, v
                '''),
        Mistake("only theta",
                "The next step will need m and v too. How many things does one step return?",
                swap=("weight_decay * theta, m, v", "weight_decay * theta")),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own theta was changed. Operators like *= and -= write into the array that you were given.",
                code='''
                def adamw_step(theta, grad, m, v, t, lr, beta1, beta2, eps, weight_decay):
                    decay = lr * weight_decay * theta
                    theta[:], m, v = adam_step(theta, grad, m, v, t, lr, beta1, beta2, eps)
                    theta -= decay
                    return theta, m, v
                '''),
    ]
