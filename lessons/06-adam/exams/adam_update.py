"""Adam for a dictionary of arrays: parameters, state, and the count of steps."""

import numpy as np

from exam import Exam, Mistake


class AdamUpdateExam(Exam):
    results = ["params", "state"]
    examples = {
        "in the first step":
            "params = {'W': np.array([[1.0, -2.0], [0.5, 3.0]]), 'b': np.array([0.0, 1.0])}\n"
            "grads = {'W': np.array([[4.0, -1.0], [0.25, 2.0]]), 'b': np.array([-0.5, 8.0])}\n"
            "params, state = adam_update(params, grads, {}, lr=0.1, beta1=0.9, beta2=0.99, eps=0.01)\n"
            "params, state['t'], state['m'], state['v']",
        "over three steps":
            "params, state = {'b': np.array([1.0, 2.0]), 'W': np.array([[3.0], [-1.0]])}, {}\n"
            "for k in (1.0, -3.0, 0.5):\n"
            "    grads = {'b': k * np.array([1.0, 0.25]), 'W': k * np.array([[2.0], [5.0]]) - 1}\n"
            "    params, state = adam_update(params, grads, state, 0.1, 0.7, 0.8, 0.02)\n"
            "params, state['t'], state['m'], state['v']",
        "when it is looked at what the caller's dict holds afterwards":
            "start = {'w': np.array([1.0, -1.0])}\n"
            "returned = adam_update(start, {'w': np.array([2.0, 0.5])}, {}, 0.1, 0.9, 0.999, 1e-8)\n"
            "len(returned), returned if isinstance(returned, dict) else returned[0], start",
        "when grads come in another order than params":
            "params, grads = {'W': np.array([[1.0, -2.0]]), 'b': np.array([0.5])}, {'b': np.array([-3.0]), 'W': np.array([[4.0, 0.25]])}\n"
            "params, state = adam_update(params, grads, {}, 0.1, 0.9, 0.99, 0.01)\n"
            "params, state['t'], state['m'], state['v']",
    }

    def arrays(self, rng):
        shapes = dict(W=(3, 2), b=(2,), kernel=(2, 2, 2))
        return {name: rng.normal(size=shape) for name, shape in shapes.items()}

    def steps(self, answer, rng, count, **hyper):
        given = dict(lr=0.1, beta1=0.8, beta2=0.95, eps=1e-3) | hyper
        params, state = self.arrays(rng), {}
        for _ in range(count):
            params, state = answer(params, self.arrays(rng), state, **given)
        return dict(params), int(state["t"]), dict(state["m"]), dict(state["v"])

    def same(self, rng, count, part=slice(None), **hyper):
        seed = int(rng.integers(1000))
        runs = [self.steps(one, np.random.default_rng(seed), count, **hyper) for one in (self.learner, self.reference)]
        self.close(runs[0][part], runs[1][part])

    def first(self, rng):
        "moves every entry of every array by lr on the first step"
        params, grads = self.arrays(rng), self.arrays(rng)
        new, _ = self.learner(params, grads, {}, 0.3, 0.9, 0.999, 1e-10)
        self.close(new, {name: params[name] - 0.3 * np.sign(grads[name]) for name in params})

    def parameters(self, rng):
        "gives the right parameters after several steps"
        for count in (2, 5, 30):
            self.same(rng, count, part=0)

    def counts(self, rng):
        "counts the steps, whatever the number of arrays"
        for count in (1, 4):
            self.close(self.steps(self.learner, rng, count)[1], count)

    def averages(self, rng):
        "keeps the uncorrected averages of each array under its own name"
        for count in (1, 3):
            self.same(rng, count, part=2)
            self.same(rng, count, part=3)

    def one_array(self, rng):
        "agrees with Adam on a single array"
        params, state = {"theta": rng.normal(size=4)}, {}
        theta, m, v = params["theta"], np.zeros(4), np.zeros(4)
        for t in range(1, 6):
            grad = rng.normal(size=4)
            params, state = self.learner(params, {"theta": grad}, state, 0.1, 0.9, 0.99, 1e-4)
            m, v = 0.9 * m + 0.1 * grad, 0.99 * v + 0.01 * grad**2
            theta = theta - 0.1 * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.99**t)) + 1e-4)
        self.close(np.asarray(params["theta"]), theta)

    def by_name(self, rng):
        "finds each array by its name, in whatever order the dictionaries have them"
        turned = lambda arrays: dict(reversed(arrays.items()))
        params, grads, hyper = self.arrays(rng), self.arrays(rng), (0.1, 0.8, 0.95, 1e-3)
        _, state = self.reference(params, self.arrays(rng), {}, *hyper)
        state = {"t": state["t"], "m": turned(state["m"]), "v": turned(state["v"])}
        self.close(self.learner(params, grads, state, *hyper)[0], self.reference(params, grads, state, *hyper)[0])
        self.close(self.learner(params, turned(grads), {}, *hyper)[0], self.reference(params, grads, {}, *hyper)[0])

    def numbers(self, rng):
        "uses lr, both betas and eps as they are given"
        for hyper in (dict(lr=0.01), dict(beta1=0.3), dict(beta2=0.6), dict(eps=0.4)):
            self.same(rng, 3, **hyper)

    def two_runs(self, rng):
        "starts afresh from an empty state, whatever ran before"
        first, grads = self.arrays(rng), self.arrays(rng)
        once, _ = self.learner(first, grads, {}, 0.1, 0.9, 0.99, 1e-8)
        again, state = self.learner(first, grads, {}, 0.1, 0.9, 0.99, 1e-8)
        self.close(again, self.reference(first, grads, {}, 0.1, 0.9, 0.99, 1e-8)[0])
        self.close(once, {name: np.asarray(again[name]) for name in first})
        assert state["t"] == 1

    def keeps_inputs(self, rng):
        "leaves params, grads and state unchanged"
        params, grads = self.arrays(rng), self.arrays(rng)
        self.close(self.learner(params, grads, {}, 0.1, 0.9, 0.99, 1e-8)[0], self.reference(params, grads, {}, 0.1, 0.9, 0.99, 1e-8)[0])
        self.learner(params, grads, self.reference(params, grads, {}, 0.1, 0.9, 0.99, 1e-8)[1], 0.1, 0.9, 0.99, 1e-8)
        self.kept()

    mistakes = [
        Mistake("t advanced once per array",
                "The number of the step grows with every array. How many steps does one call make?",
                code='''
                def adam_update(params, grads, state, lr, beta1, beta2, eps):
                    t = state.get("t", 0)
                    new, m, v = {}, {}, {}
                    for name, grad in grads.items():
                        t = t + 1
                        m[name] = beta1 * (state["m"][name] if state else 0) + (1 - beta1) * grad
                        v[name] = beta2 * (state["v"][name] if state else 0) + (1 - beta2) * grad**2
                        new[name] = params[name] - lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)
                    return new, {"t": t, "m": m, "v": v}
                '''),
        Mistake("one state shared by all arrays",
                "Arrays take over each other's averages on the way through the loop. Whose m and v should each one go on from?",
                code='''
                def adam_update(params, grads, state, lr, beta1, beta2, eps):
                    t = state.get("t", 0) + 1
                    last_m = last_v = 0.0
                    new, m, v = {}, {}, {}
                    for name, grad in grads.items():
                        last_m = beta1 * np.mean(last_m) + (1 - beta1) * grad
                        last_v = beta2 * np.mean(last_v) + (1 - beta2) * grad**2
                        m[name], v[name] = last_m, last_v
                        new[name] = params[name] - lr * last_m / (1 - beta1**t) / (np.sqrt(last_v / (1 - beta2**t)) + eps)
                    return new, {"t": t, "m": m, "v": v}
                '''),
        Mistake("t never advances",
                "Every call thinks it is the first step. Where does the number of steps come from, and where does it go?",
                swap=("state.get(\"t\", 0) + 1", "1")),
        Mistake("t counts from 0",
                "The first step has the number 0, and its correction divides by zero.",
                swap=("state.get(\"t\", 0) + 1", "state.get(\"t\", -1) + 1")),
        Mistake("returned t is one too small",
                "The step is right, but the count that comes back is the old one. How many steps are made after the first call?",
                swap=("{\"t\": t,", "{\"t\": t - 1,")),
        Mistake("averages start anew at each call",
                "The averages of the last call are not used. What is in `state` when it is not empty?",
                swap=[("state[\"m\"][name] if state else np.zeros_like(grad)", "np.zeros_like(grad)"),
                      ("state[\"v\"][name] if state else np.zeros_like(grad)", "np.zeros_like(grad) + 0")]),
        Mistake("v starts anew at each call",
                "m is remembered from call to call, and v is not.",
                swap=("state[\"v\"][name] if state else np.zeros_like(grad)", "np.zeros_like(grad)")),
        Mistake("returns corrected averages",
                "The parameters are right after the first step. But the averages in the state are the corrected ones, and the next step corrects them again.",
                swap=("new, {\"t\": t, \"m\": m, \"v\": v}",
                      "new, {\"t\": t, \"m\": {k: m[k] / (1 - beta1**t) for k in m}, \"v\": {k: v[k] / (1 - beta2**t) for k in v}}")),
        Mistake("no bias correction",
                "The first step is several times too long: both averages start at zero.",
                swap=[("m[name] / (1 - beta1**t)", "m[name]"), ("v[name] / (1 - beta2**t)", "v[name]")]),
        Mistake("only m corrected",
                "You correct one of the two averages. Both of them start at zero.",
                swap=("v[name] / (1 - beta2**t)", "v[name]")),
        Mistake("eps inside the root",
                "eps is inside the root. Where does the formula put it?",
                swap=("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat + eps)")),
        Mistake("betas swapped",
                "The two memories seem to have traded places. Which one belongs to the gradients, which to their squares?",
                swap=[("m[name] = beta1 * old_m + (1 - beta1)", "m[name] = beta2 * old_m + (1 - beta2)"),
                      ("v[name] = beta2 * old_v + (1 - beta2)", "v[name] = beta1 * old_v + (1 - beta1)"),
                      ("m[name] / (1 - beta1**t)", "m[name] / (1 - beta2**t)"), ("v[name] / (1 - beta2**t)", "v[name] / (1 - beta1**t)")]),
        Mistake("one size for a whole array",
                "All entries of an array get the same step size. Adam squares and averages entry by entry.",
                swap=("(1 - beta2) * grad**2", "(1 - beta2) * np.mean(grad**2) * np.ones_like(grad)")),
        Mistake("uphill",
                "The parameters climb. Look at the sign in front of the step.",
                swap=("params[name] - lr", "params[name] + lr")),
        Mistake("no learning rate",
                "Every step has about size 1. What sets the size of a step?",
                swap=("lr * m_hat", "m_hat")),
        Mistake("returns the old parameters",
                "The state is right, but the parameters that come back are the ones that went in.",
                swap=("return new,", "return params,")),
        Mistake("only the parameters",
                "The next call will need the state. How many things does one call return?",
                swap=("return new, {\"t\": t, \"m\": m, \"v\": v}", "return new")),
        Mistake("only the last array",
                "Some of the arrays are missing in what you return. Is the dictionary made anew inside the loop?",
                swap=("new[name] = params[name]", "new = {}; new[name] = params[name]")),
        Mistake("changes params",
                "The numbers are right, but the caller's own arrays in params were changed. What does -= do to an array in a dictionary?",
                swap=("new[name] = params[name] - lr * m_hat / (np.sqrt(v_hat) + eps)",
                      "params[name] -= lr * m_hat / (np.sqrt(v_hat) + eps); new[name] = params[name].copy()")),
        Mistake("changes the state",
                "The numbers are right, but the caller's own state was changed: a dictionary that you were given is still the caller's when you write into it.",
                code='''
                def adam_update(params, grads, state, lr, beta1, beta2, eps):
                    state.setdefault("m", {name: np.zeros_like(grad) for name, grad in grads.items()})
                    state.setdefault("v", {name: np.zeros_like(grad) for name, grad in grads.items()})
                    state["t"] = t = state.get("t", 0) + 1
                    new = {}
                    for name, grad in grads.items():
                        m = state["m"][name] = beta1 * state["m"][name] + (1 - beta1) * grad
                        v = state["v"][name] = beta2 * state["v"][name] + (1 - beta2) * grad**2
                        new[name] = params[name] - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
                    return new, state
                '''),
    ]
