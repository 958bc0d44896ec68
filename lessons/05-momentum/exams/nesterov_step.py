"""One step of Nesterov's method: where it asks for the gradient, and how often."""

import numpy as np

from exam import Exam, Mistake


class NesterovStepExam(Exam):
    results = ["theta", "velocity"]
    examples = {
        "on a quadratic": "nesterov_step(theta=np.array([1.5, -2.0, 0.5]), velocity=np.array([0.5, 0.25, -1.0]), grad_f=lambda theta: np.array([2.0, 10.0, 4.0]) * theta, lr=0.1, gamma=0.8)",
        "on a function that is no quadratic":
            "calls = []\n"
            "def grad_f(theta):\n"
            "    calls.append(theta)\n"
            "    return theta**3\n"
            "nesterov_step(np.array([2.0]), np.array([0.4]), grad_f, 0.1, 0.5), len(calls)",
        "when it is called again and grad_f returns the same array":
            "slope, theta, velocity = np.array([2.0, -0.5]), np.array([0.1, 0.7]), np.array([0.3, 90.1])\n"
            "nesterov_step(theta, velocity, lambda theta: slope, 0.1, 0.7)\n"
            "nesterov_step(theta, velocity, lambda theta: slope, 0.1, 0.7)",
    }

    def inputs(self, rng, d=2, **fixed):
        curvatures = rng.uniform(0.5, 4.0, size=d)
        drawn = dict(theta=rng.normal(size=d), velocity=rng.normal(size=d), grad_f=lambda theta: curvatures * theta)
        return drawn | dict(lr=rng.uniform(0.05, 0.3), gamma=rng.uniform(0.3, 0.95)) | fixed

    def in_motion(self, rng):
        "takes the right step on quadratics, in one dimension and in several"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d))

    def curved(self, rng):
        "takes the right step where the curvature changes"
        theta, velocity = rng.normal(size=3), rng.normal(size=3)
        self.agree(theta, velocity, lambda at: np.sin(at) + at**3, 0.1, 0.8)

    def from_rest(self, rng):
        "is a plain gradient step when the ball is at rest"
        self.agree(**self.inputs(rng, velocity=np.zeros(2)))

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        state = (rng.normal(size=2), np.zeros(2))
        for _ in range(6):
            moved = self.agree(*state, lambda theta: np.array([1.0, 6.0]) * theta, 0.1, 0.8)
            state = map(np.asarray, moved)

    def one_gradient(self, rng):
        "asks for the gradient once"
        calls, given = [], self.inputs(rng)
        slope = given["grad_f"]
        self.agree(**given | {"grad_f": lambda theta: slope(theta)})
        self.learner(**given | {"grad_f": lambda theta: (calls.append(1), slope(theta))[1]})
        assert len(calls) == 1

    def keeps_inputs(self, rng):
        "leaves theta and velocity unchanged"
        self.unchanged(**self.inputs(rng, 3))
        self.unchanged(**self.inputs(rng, 30, velocity=100 * rng.normal(size=30)))  # so that rounding shows

    def keeps_gradient(self, rng):
        "does not write into the array that grad_f returns"
        slope = rng.normal(size=2)
        slope.flags.writeable = False
        self.agree(**self.inputs(rng, grad_f=lambda theta: slope))

    mistakes = [
        Mistake("gradient at theta",
                "This is the heavy ball. Nesterov feels the slope somewhere else: where?",
                swap=("grad_f(ahead)", "grad_f(theta)")),
        Mistake("looks the wrong way",
                "You look behind the ball. The velocity is what we subtract: on which side of theta will it be?",
                swap=("theta - gamma * velocity", "theta + gamma * velocity")),
        Mistake("looks too far ahead",
                "You look where the whole velocity would carry the ball. How much of it is left after friction?",
                swap=("theta - gamma * velocity", "theta - velocity")),
        Mistake("looks ahead by lr",
                "You look ahead by a share lr of the velocity. The velocity holds the learning rate already; which share survives the step?",
                swap=("theta - gamma * velocity", "theta - lr * velocity")),
        Mistake("steps from the point ahead",
                "The gradient is right, but you leave from the point ahead, and so coast twice. From where does the step start?",
                swap=("return theta - velocity", "return ahead - velocity")),
        Mistake("no learning rate",
                "The gradient pushes with its full size. What sets how hard a push is?",
                swap=("lr * grad_f(ahead)", "grad_f(ahead)")),
        Mistake("no memory",
                "You look ahead, but the new velocity forgets the old one. What does the ball keep?",
                swap=("gamma * velocity + lr * grad_f(ahead)", "lr * grad_f(ahead)")),
        Mistake("no friction",
                "You look ahead with friction, but the new velocity keeps all of the old one.",
                swap=("gamma * velocity + lr * grad_f(ahead)", "velocity + lr * grad_f(ahead)")),
        Mistake("moves by the push only",
                "The velocity is right, but theta moves by the new push alone. What moves the ball?",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    push = lr * grad_f(theta - gamma * velocity)
                    return theta - push, gamma * velocity + push
                '''),
        Mistake("looks ahead of a whole step",
                "You make a whole momentum step and feel the slope at its end. Nesterov looks where the old velocity alone would carry the ball, before any push.",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    ahead = theta - (gamma * velocity + lr * grad_f(theta))
                    velocity = gamma * velocity + lr * grad_f(ahead)
                    return theta - velocity, velocity
                '''),
        Mistake("library's shortcut",
                "This is the rearranged form that some libraries use, with the gradient at theta: its theta is another point. Here the gradient is taken ahead of theta.",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    grad = grad_f(theta)
                    velocity = gamma * velocity + lr * grad
                    return theta - gamma * velocity - lr * grad, velocity
                '''),
        Mistake("averages",
                "The velocity is a running average here. Ours is a sum of pushes: look again at what multiplies the gradient.",
                swap=("lr * grad_f(ahead)", "(1 - gamma) * lr * grad_f(ahead)")),
        Mistake("uphill",
                "The ball climbs. Our velocity points uphill: look at the sign in front of it.",
                swap=("return theta - velocity", "return theta + velocity")),
        Mistake("velocity before the gradient",
                "The velocity is updated before you look ahead with it, so friction acts twice on what you look at. Which velocity says where the ball would go?",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    velocity = gamma * velocity
                    velocity = velocity + lr * grad_f(theta - gamma * velocity)
                    return theta - velocity, velocity
                '''),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("theta - velocity, velocity", "velocity, theta - velocity")),
        Mistake("only theta",
                "The next step will need the velocity too. How many things does one step return?",
                swap=("theta - velocity, velocity", "theta - velocity")),
        Mistake("two gradients",
                "The answer is right, but you ask for the gradient twice, and it is the expensive part. Where could you keep it?",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    ahead = theta - gamma * velocity
                    return theta - gamma * velocity - lr * grad_f(ahead), gamma * velocity + lr * grad_f(ahead)
                '''),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own arrays were changed. Operators like -= and *= write into the array that you were given.",
                code='''
                def nesterov_step(theta, velocity, grad_f, lr, gamma):
                    velocity *= gamma
                    velocity += lr * grad_f(theta - velocity)
                    theta -= velocity
                    return theta, velocity
                '''),
    ]
