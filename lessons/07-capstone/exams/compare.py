"""A fair race of optimizers: the same start, the same batches, and each history drawn once."""

import numpy as np

from course.network import initial_params, mlp_gradients
from exam import Exam, Mistake


class Mute:
    """Takes any call that a figure takes, and does nothing."""

    def __getattr__(self, wanted):
        if wanted.startswith("_"):
            raise AttributeError(wanted)
        return silence


class Sheet(Mute):
    """Stands for the axes: notes each line that is drawn, with its label."""

    def __init__(self, drawn=()):
        self.drawn = list(drawn)

    def plot(self, *given, **style):
        numbers = [one for one in given if type(one) is not str]
        self.drawn.append((style.get("label"), np.asarray(numbers[-1], dtype=float)))
        return [Mute()]

    def semilogy(self, *given, **style):
        return self.plot(*given, **style)


def silence(*given, **named):
    return None


class CompareExam(Exam):
    examples = {
        "when three optimizers are compared on ten examples":
            "from course.network import initial_params\n"
            "class Paper:  # stands for the axes, and notes what is drawn\n"
            "    def __init__(self):\n"
            "        self.drawn = []\n"
            "    def plot(self, *given, label=None, **style):\n"
            "        self.drawn += [(label, list([one for one in given if not isinstance(one, str)][-1]))]\n"
            "        return [self]\n"
            "    semilogy = plot\n"
            "    def __getattr__(self, name):\n"
            "        if name.startswith('_'):\n"
            "            raise AttributeError(name)\n"
            "        return lambda *given, **named: None\n"
            "def sgd(lr):\n"
            "    return lambda params, grads, state: ({name: params[name] - lr * grads[name] for name in params}, state)\n"
            "rng = np.random.default_rng(1)\n"
            "given = initial_params((3, 4, 2), rng), rng.normal(size=(10, 3)), rng.integers(2, size=10)\n"
            "steps, paper = {'slow': sgd(0.1), 'fast': sgd(0.5), 'slow too': sgd(0.1)}, Paper()\n"
            "def told(paper, seed):\n"
            "    returned = compare(paper, steps, *given, epochs=2, batch_size=5, seed=seed)\n"
            "    return {name: list(run) for name, run in returned.items()} if returned is not None else dict.fromkeys(steps, [None])\n"
            "runs, others = told(paper, 3), told(Paper(), 4)\n"
            "{'losses': {name: len(run) for name, run in runs.items()},\n"
            " 'same start and batches for all': runs['slow'] == runs['slow too'],\n"
            " 'same first loss': runs['slow'][0] == runs['fast'][0],\n"
            " 'each optimizer has its own run': runs['slow'] != runs['fast'],\n"
            " 'the same again for the same seed': runs['slow'] == told(Paper(), 3)['slow'],\n"
            " 'other batches for another seed': runs['slow'] != others['slow'],\n"
            " 'drawn': [label for label, _ in paper.drawn],\n"
            " 'first line as returned': [line == runs['slow'] for _, line in paper.drawn[:1]],\n"
            " 'all lines as returned': all(label in runs and line == runs[label] for label, line in paper.drawn)}",
        "when two optimizers are compared on one batch":
            "from course.network import initial_params\n"
            "params, X, labels = initial_params((2, 3, 2), np.random.default_rng(2)), np.array([[1.0, 2.0], [0.5, -1.0]]), np.array([0, 1])\n"
            "class Paper:\n"
            "    def __getattr__(self, name):\n"
            "        if name.startswith('_'):\n"
            "            raise AttributeError(name)\n"
            "        return lambda *given, **named: [self]\n"
            "def step(params, grads, state):\n"
            "    return {name: params[name] - grads[name] for name in params}, state\n"
            "compare(Paper(), {'GD': step, 'again': step}, params, X, labels, 3, 2, 0)",
    }

    def steps(self):
        def plain(lr):
            return lambda at, slopes, state: ({name: at[name] - lr * slopes[name] for name in at}, state)

        def counting(params, grads, state):
            count = state.get("count", 0) + 1
            return {name: params[name] - 0.1 * count * grads[name] for name in params}, {"count": count}

        return {"slow": plain(0.1), "fast": plain(0.6), "counting": counting, "twin": plain(0.1), "still": plain(0.0)}

    def problem(self, rng, m=10):
        return initial_params((3, 4, 2), rng), rng.normal(size=(m, 3)), rng.integers(2, size=m)

    def run(self, rng, epochs=2, batch_size=5, seed=5, paper=None):
        params, X, labels = self.problem(rng)
        runs = self.learner(paper or Sheet(), self.steps(), params, X, labels, epochs, batch_size, seed)
        runs = {name: self.numbers(run) for name, run in runs.items()}
        if len(X) % batch_size == 0:  # batches of one size: where nothing moves, they add up to the whole
            self.close(np.mean(runs["still"]), mlp_gradients(params, X, labels)[0])
        return runs

    def whole_batches(self, rng):
        "gives the right losses when a batch is everything"
        given = self.problem(rng)
        runs = [one(Sheet(), self.steps(), *given, epochs=4, batch_size=10, seed=1) for one in (self.learner, self.reference)]
        self.close(runs[0], runs[1])

    def lengths(self, rng):
        "has a loss for every update of every optimizer"
        for epochs, batch_size, count in ((2, 4, 6), (3, 5, 6), (1, 1, 10)):
            runs = self.run(rng, epochs, batch_size)
            self.close({name: len(run) for name, run in runs.items()}, dict.fromkeys(self.steps(), count))

    def fair(self, rng):
        "gives all optimizers the same start and the same batches"
        runs = self.run(rng)
        assert runs["slow"] == runs["twin"] and runs["slow"] != runs["fast"]
        assert len({run[0] for run in runs.values()}) == 1

    def seeded(self, rng):
        "takes its batches from the seed"
        from copy import deepcopy
        once, again, other = (self.run(deepcopy(rng), batch_size=1, seed=seed) for seed in (5, 5, 6))
        assert len(once["slow"]) == 20 and once == again and once["slow"] != other["slow"]

    def draws(self, rng):
        "draws each history once, under its name"
        paper = Sheet()
        runs = self.run(rng, paper=paper)
        assert [label for label, _ in paper.drawn] == list(self.steps())
        for label, line in paper.drawn:
            self.close(line, np.array(runs[label]))

    def keeps_inputs(self, rng):
        "leaves params, X and labels unchanged"
        self.unchanged(Sheet(), self.steps(), *self.problem(rng), 2, 10, 7)

    mistakes = [
        Mistake("one generator for all",
                "The second optimizer gets other batches than the first. From which generator does each run draw, and how and where is it made?",
                code='''
                def compare(ax, steps, params, X, labels, epochs, batch_size, seed):
                    histories, rng = {}, np.random.default_rng(seed)
                    for name, step in steps.items():
                        _, histories[name] = train(params, X, labels, step, epochs, batch_size, rng)
                        ax.plot(histories[name], label=name)
                    return histories
                '''),
        Mistake("starts where the last one ended",
                "The second optimizer starts from the weights that the first one has trained. From where should it start?",
                swap=("_, history = train", "params, history = train")),
        Mistake("seed not used",
                "Another seed gives the same batches. Which seed were you given?",
                swap=("default_rng(seed)", "default_rng(0)")),
        Mistake("no seed",
                "Nothing ties the batches to the seed: each run is another one.",
                swap=("default_rng(seed)", "default_rng()")),
        Mistake("only the first optimizer",
                "There is only one run. Does the return stand inside the loop?",
                swap=("histories[name] = history\n        ax.plot(history, label=name)",
                      "histories[name] = history\n        ax.plot(history, label=name)\n        return histories")),
        Mistake("one optimizer for all",
                "All histories are the same: every run uses the same step. Which step belongs to which name?",
                swap=("labels, step, epochs", "labels, list(steps.values())[0], epochs")),
        Mistake("only the last losses",
                "These are the losses at the end. The figure needs all of them on the way.",
                swap=("histories[name] = history", "histories[name] = history[-1:]")),
        Mistake("parameters instead of histories",
                "These are the trained parameters. What does train return besides them?",
                swap=("_, history = train", "history, _ = train")),
        Mistake("all that train returns",
                "Each name holds the whole pair that train returns. Which part of it is the history?",
                swap=[("_, history = train(params, X, labels, step, epochs, batch_size, rng)",
                       "both = train(params, X, labels, step, epochs, batch_size, rng); history = both[1]"),
                      ("histories[name] = history", "histories[name] = both")]),
        Mistake("epochs and batch size swapped",
                "The number of losses is not right: epochs and batch size seem to have traded places.",
                swap=("epochs, batch_size, rng)", "batch_size, epochs, rng)")),
        Mistake("nothing drawn",
                "The histories are right, but nothing is drawn on `ax`.",
                swap=("ax.plot(history, label=name)", "pass")),
        Mistake("lines without names",
                "The lines are drawn, but without their names. What does a legend need to know?",
                swap=("ax.plot(history, label=name)", "ax.plot(history)")),
        Mistake("the same line each time",
                "Every line shows the history of the first optimizer.",
                swap=("ax.plot(history, label", "ax.plot(list(histories.values())[0], label")),
        Mistake("line of averages",
                "The lines are not the losses that you return: they have been smoothed on the way. Draw them as they are.",
                swap=("ax.plot(history, label", "ax.plot(np.cumsum(history) / np.arange(1, len(history) + 1), label")),
        Mistake("nothing returned",
                "The figure is drawn, and the histories are lost. What is asked for besides the picture?",
                swap=("    return histories", "    return None")),
        Mistake("a list",
                "The histories are there, without their names. What ties a history to its optimizer?",
                swap=("return histories", "return list(histories.values())")),
    ]
