"""One step of RMSProp: the average of squares, each entry's step, and the place of eps."""

import numpy as np

from exam import Exam, Mistake


class RmspropStepExam(Exam):
    results = ["theta", "v"]
    examples = {
        "when v holds earlier gradients": "rmsprop_step(theta=np.array([1.5, -2.0, 0.25]), grad=np.array([4.0, -0.5, 1.0]), v=np.array([9.0, 0.16, 0.25]), lr=0.1, rho=0.8, eps=0.05)",
        "when v is still 0": "rmsprop_step(np.array([1.0, 3.0]), np.array([0.25, 0.0]), np.array([0.0, 0.0]), 0.1, 0.75, 0.01)",
    }

    def inputs(self, rng, d=3, **fixed):
        drawn = dict(theta=rng.normal(size=d), grad=rng.normal(size=d), v=rng.uniform(0.2, 2.0, size=d))
        return drawn | dict(lr=rng.uniform(0.05, 0.4), rho=rng.uniform(0.6, 0.95), eps=1e-8) | fixed

    def usual(self, rng):
        "takes the right step, in one dimension and in several"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d))

    def from_zero(self, rng):
        "takes the right first step, when v is still zero"
        given = self.inputs(rng, v=np.zeros(3))
        theta, _ = self.agree(**given)
        jump = given["lr"] / np.sqrt(1 - given["rho"])
        self.close(np.abs(theta - given["theta"]), np.full(3, jump))

    def large_eps(self, rng):
        "puts eps where it belongs"
        for eps in (0.01, 0.3):
            self.agree(**self.inputs(rng, eps=eps))

    def flat(self, rng):
        "stands still, and forgets, where the gradient is zero"
        self.agree(**self.inputs(rng, grad=np.zeros(3)))
        self.agree(**self.inputs(rng, grad=np.zeros(3), v=np.zeros(3)))

    def each_its_own(self, rng):
        "gives each parameter its own step size, however different the gradients are"
        self.agree(**self.inputs(rng, d=4, grad=np.array([1e4, 1.0, 1e-3, -20.0])))

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        theta, v = rng.normal(size=2), np.zeros(2)
        for _ in range(6):
            theta, v = map(np.asarray, self.agree(theta, rng.normal(size=2), v, 0.1, 0.8, 1e-6))

    def keeps_inputs(self, rng):
        "leaves theta, grad and v unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("sums the squares",
                "Your v only grows, so the steps only shrink. That is AdaGrad. What does an average do with its old value?",
                swap=("rho * v + (1 - rho) * grad**2", "v + grad**2")),
        Mistake("sums with memory",
                "The new square enters with its whole weight. What share of a new value does an average let in?",
                swap=("(1 - rho) * grad**2", "grad**2")),
        Mistake("weights swapped",
                "The old v and the new square have traded weights. Which one gets the share rho?",
                swap=("rho * v + (1 - rho) * grad**2", "(1 - rho) * v + rho * grad**2")),
        Mistake("no square root",
                "v is a mean of squares. What must you do to it to get a typical size, in the gradient's own unit?",
                swap=("np.sqrt(v)", "v")),
        Mistake("eps inside the root",
                "eps is inside the root. Where does the formula put it?",
                swap=("(np.sqrt(v) + eps)", "np.sqrt(v + eps)")),
        Mistake("eps after the division",
                "eps is added to the quotient, so it can't keep the division from going wrong. What is it meant to protect?",
                swap=("grad / (np.sqrt(v) + eps)", "(grad / np.sqrt(v) + eps)")),
        Mistake("no eps",
                "Where all gradients were zero, you divide zero by zero. What does the formula add to the denominator?",
                swap=("(np.sqrt(v) + eps)", "np.sqrt(v)")),
        Mistake("gradient not squared",
                "Your v averages the gradients themselves, so signs cancel. What is it an average of?",
                swap=("grad**2", "grad")),
        Mistake("absolute values",
                "Your v averages sizes, not squares. Root and mean are there: what does the S in RMS stand for?",
                swap=("grad**2", "np.abs(grad)")),
        Mistake("old v",
                "theta moves before the new gradient has reached v. Which of the two lines comes first?",
                code='''
                def rmsprop_step(theta, grad, v, lr, rho, eps):
                    return theta - lr * grad / (np.sqrt(v) + eps), rho * v + (1 - rho) * grad**2
                '''),
        Mistake("one size for all",
                "All parameters get the same step size here, from the length of the whole gradient. Which of these operations should be entry by entry?",
                swap=("(1 - rho) * grad**2", "(1 - rho) * np.sum(grad**2)")),
        Mistake("no learning rate",
                "Every step has about size 1. What sets the size of a step?",
                swap=("lr * grad /", "grad /")),
        Mistake("learning rate in v",
                "v should know nothing of the learning rate: it measures the gradients only.",
                swap=("(1 - rho) * grad**2", "lr * grad**2")),
        Mistake("only the sign",
                "This moves every parameter by the same amount. The gradient of now is divided by the typical size of recent ones: they need not be equal.",
                swap=("lr * grad / (np.sqrt(v) + eps)", "lr * np.sign(grad)")),
        Mistake("uphill",
                "theta climbs. The gradient points uphill: look at the sign in front of the step.",
                swap=("theta - lr", "theta + lr")),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("return theta - lr * grad / (np.sqrt(v) + eps), v", "return v, theta - lr * grad / (np.sqrt(v) + eps)")),
        Mistake("only theta",
                "The next step will need v too. How many things does one step return?",
                swap=("(np.sqrt(v) + eps), v", "(np.sqrt(v) + eps)")),
        Mistake("corrects the bias",
                "You correct v as Adam does on its first step. RMSProp leaves its average as it is.",
                swap=("np.sqrt(v)", "np.sqrt(v / (1 - rho))")),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own arrays were changed. Operators like *= and += write into the array that you were given.",
                code='''
                def rmsprop_step(theta, grad, v, lr, rho, eps):
                    v *= rho
                    v += (1 - rho) * grad**2
                    theta -= lr * grad / (np.sqrt(v) + eps)
                    return theta, v
                '''),
    ]
