"""One step of momentum: the new velocity and parameters, from rest and in motion."""

import numpy as np

from exam import Exam, Mistake


class MomentumStepExam(Exam):
    results = ["theta", "velocity"]
    examples = {
        "in motion": "momentum_step(theta=np.array([1.5, -2.0, 0.5]), velocity=np.array([0.5, -0.25, 1.0]), grad=np.array([4.0, -1.0, 2.5]), lr=0.1, gamma=0.8)",
        "from rest, in one dimension": "momentum_step(np.array([3.0]), np.array([0.0]), np.array([2.0]), 0.5, 0.9)",
    }

    def inputs(self, rng, d=3, **fixed):
        drawn = dict(theta=rng.normal(size=d), velocity=rng.normal(size=d), grad=rng.normal(size=d))
        return drawn | dict(lr=rng.uniform(0.05, 0.4), gamma=rng.uniform(0.3, 0.95)) | fixed

    def from_rest(self, rng):
        "takes the right first step, from rest"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d, velocity=np.zeros(d)))

    def in_motion(self, rng):
        "takes the right step when the ball is already moving"
        for d in (1, 2, 5):
            self.agree(**self.inputs(rng, d))

    def on_flat_ground(self, rng):
        "coasts and slows down where the ground is flat"
        self.agree(**self.inputs(rng, 2, grad=np.zeros(2)))

    def without_memory(self, rng):
        "is plain gradient descent when gamma is 0, whatever the old velocity"
        self.agree(**self.inputs(rng, gamma=0.0))

    def step_after_step(self, rng):
        "stays right over several steps, each starting from the last one's results"
        state = (rng.normal(size=2), np.zeros(2))
        for _ in range(6):
            state = map(np.asarray, self.agree(*state, rng.normal(size=2), 0.3, 0.7))

    def keeps_inputs(self, rng):
        "leaves theta, velocity and grad unchanged"
        self.unchanged(**self.inputs(rng))

    mistakes = [
        Mistake("no memory",
                "The ball forgets how fast it was. Which part of the new velocity comes from the old one?",
                swap=("gamma * velocity + lr * grad", "lr * grad")),
        Mistake("negative memory",
                "The old velocity is turned around here. A ball that rolls keeps its direction: look at the sign of what it keeps.",
                swap=("gamma * velocity + lr * grad", "-gamma * velocity + lr * grad")),
        Mistake("no friction",
                "The ball keeps all of its old velocity. Where does friction come in?",
                swap=("gamma * velocity + lr * grad", "velocity + lr * grad")),
        Mistake("no learning rate",
                "The gradient pushes with its full size. What sets how hard a push is?",
                swap=("lr * grad", "grad")),
        Mistake("learning rate outside",
                "This is another library's spelling: the learning rate scales the whole velocity. In this course it scales only the push (section 8 compares them).",
                swap=[("lr * grad", "grad"), ("theta - velocity, velocity", "theta - lr * velocity, velocity")]),
        Mistake("learning rate twice",
                "The learning rate comes in twice on the way to theta. It is inside the velocity already.",
                swap=("theta - velocity, velocity", "theta - lr * velocity, velocity")),
        Mistake("averages, learning rate inside",
                "This velocity is an average: old and new share a weight of 1. A ball adds the whole push to what it kept.",
                swap=("lr * grad", "(1 - gamma) * lr * grad")),
        Mistake("averages, learning rate outside",
                "This is a running average of gradients, the kind that Adam uses. Our velocity is a sum of pushes. Look again at what multiplies the gradient.",
                swap=[("lr * grad", "(1 - gamma) * grad"), ("theta - velocity, velocity", "theta - lr * velocity, velocity")]),
        Mistake("friction on the push too",
                "Friction acts on the velocity the ball had. Here it weakens the new push as well.",
                swap=("gamma * velocity + lr * grad", "gamma * (velocity + lr * grad)")),
        Mistake("moves by the push only",
                "The velocity is right, but theta does not use it. What moves the ball?",
                swap=("theta - velocity, velocity", "theta - lr * grad, velocity")),
        Mistake("moves by the old velocity",
                "theta moves before the push has reached the velocity. Which of the two lines comes first?",
                code='''
                def momentum_step(theta, velocity, grad, lr, gamma):
                    return theta - velocity, gamma * velocity + lr * grad
                '''),
        Mistake("counts the memory twice",
                "The part that the ball remembers acts twice on theta. The new velocity holds it already.",
                swap=("theta - velocity, velocity", "theta - (gamma * velocity + lr * grad), velocity")),
        Mistake("uphill",
                "The ball climbs. The gradient points uphill, and so does our velocity: look at the sign in front of it.",
                swap=("theta - velocity", "theta + velocity")),
        Mistake("velocity points downhill",
                "theta is right, but your velocity points the other way: in this course it is what we subtract, so it points uphill.",
                swap=[("gamma * velocity + lr * grad", "gamma * -velocity - lr * grad"), ("theta - velocity", "theta + velocity")]),
        Mistake("velocity points downhill, read as such",
                "Your velocity is meant to be added. Here the given velocity points uphill and is subtracted: look again at the sign convention in section 2.",
                swap=[("gamma * velocity + lr * grad", "gamma * velocity - lr * grad"), ("theta - velocity", "theta + velocity")]),
        Mistake("lr and gamma swapped",
                "The learning rate and the momentum seem to have traded places. Which one belongs to the memory?",
                swap=("gamma * velocity + lr * grad", "lr * velocity + gamma * grad")),
        Mistake("results in the wrong order",
                "Both results are right, but in the other order. The prompt says which comes first.",
                swap=("theta - velocity, velocity", "velocity, theta - velocity")),
        Mistake("only theta",
                "The next step will need the velocity too. How many things does one step return?",
                swap=("theta - velocity, velocity", "theta - velocity")),
        Mistake("returns the old velocity",
                "theta is right, but the velocity that comes back is the old one. What will the next step remember?",
                code='''
                def momentum_step(theta, velocity, grad, lr, gamma):
                    return theta - (gamma * velocity + lr * grad), velocity
                '''),
        Mistake("changes its inputs",
                "The numbers are right, but the caller's own arrays were changed. Operators like *= and -= write into the array that you were given.",
                code='''
                def momentum_step(theta, velocity, grad, lr, gamma):
                    velocity *= gamma
                    velocity += lr * grad
                    theta -= velocity
                    return theta, velocity
                '''),
    ]
