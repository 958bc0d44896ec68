"""The derivative of functions one in another, for any number of them and in the right order."""

import numpy as np

from exam import Exam, Mistake


class ChainExam(Exam):
    examples = {
        "for two functions": "chain([np.sin, np.exp], [np.cos, np.exp], 0.3)",
        "for three functions": "chain(functions=[lambda u: u**2, np.sin, lambda u: 3 * u], derivatives=[lambda u: 2 * u, np.cos, lambda u: 3.0], x=0.4)",
        "for one function": "chain([lambda u: u**3], [lambda u: 3 * u**2], 2.0)",
        "for four functions": "chain([np.sin, lambda u: u**2, np.exp, lambda u: 0.5 * u], [np.cos, lambda u: 2 * u, np.exp, lambda u: 0.5], 0.6)",
    }

    def stages(self, rng, count):
        # smooth functions with other slopes at other places, so that no two factors are alike
        functions, derivatives = [], []
        for scale, shift in rng.uniform(0.5, 1.5, size=(count, 2)):
            functions.append(lambda u, a=scale, b=shift: np.sin(a * u) + b * u)
            derivatives.append(lambda u, a=scale, b=shift: a * np.cos(a * u) + b)
        return functions, derivatives

    def one(self, rng):
        "is the derivative itself when there is one function, and more than that when there are two"
        self.agree(*self.stages(rng, 1), rng.normal())
        self.agree(*self.stages(rng, 2), rng.normal())

    def two(self, rng):
        "is right for two functions"
        for _ in range(3):
            self.agree(*self.stages(rng, 2), rng.normal())

    def many(self, rng):
        "is right for three functions and for eight"
        for count in (3, 8):
            functions, derivatives = self.stages(rng, count)
            self.agree(functions=functions, derivatives=derivatives, x=rng.normal())

    def order(self, rng):
        "takes the first function of the list as the outermost"
        lists = ([np.exp, lambda u: u**2, np.sin], [np.exp, lambda u: 2 * u, np.cos])
        self.agree(*lists, rng.uniform(0.3, 1.2))

    def by_differences(self, rng):
        "agrees with a finite difference"
        functions, derivatives = self.stages(rng, 4)

        def whole(u):
            for function in functions[::-1]:
                u = function(u)
            return u

        x = rng.normal()
        got = self.learner(functions, derivatives, x)
        self.close(got, (whole(x + 1e-6) - whole(x - 1e-6)) / 2e-6)

    def flat(self, rng):
        "is zero when one stage is flat at its input, and not elsewhere"
        lists = [np.exp, lambda u: (u - 4.0) ** 2, lambda u: u + 3.0], [np.exp, lambda u: 2 * (u - 4.0), lambda u: 1.0]
        assert abs(self.agree(*lists, 1.0)) < 1e-9
        self.agree(*lists, rng.uniform(1.2, 1.8))

    def keeps_lists(self, rng):
        "leaves both lists unchanged"
        self.unchanged(*self.stages(rng, 3), 0.7)

    mistakes = [
        Mistake("every derivative at x",
                "Every derivative is taken at x itself. What goes into the outer functions?",
                code='''
                def chain(functions, derivatives, x):
                    return float(np.prod([derivative(x) for derivative in derivatives]))
                '''),
        Mistake("sums",
                "The factors are added. What do rates do when one gear drives the next?",
                swap=[("slope = 1.0", "slope = 0.0"), ("derivative(x) * slope", "derivative(x) + slope")]),
        Mistake("innermost first",
                "You start with the first function of the list. Which one does x go into first?",
                swap=("zip(functions[::-1], derivatives[::-1])", "zip(functions, derivatives)")),
        Mistake("derivatives in the other order",
                "The values are passed on rightly, but each derivative meets another function's input. In which order do you go through the two lists?",
                swap=("derivatives[::-1]", "derivatives")),
        Mistake("drops the outermost",
                "The outermost factor is missing: you stop one stage too soon.",
                swap=("zip(functions[::-1], derivatives[::-1])", "zip(functions[:0:-1], derivatives[:0:-1])")),
        Mistake("drops the innermost",
                "The innermost factor is missing. How fast does the first gear turn?",
                code='''
                def chain(functions, derivatives, x):
                    slope = 1.0
                    for i in range(len(functions) - 1, -1, -1):
                        if i < len(functions) - 1:
                            slope *= derivatives[i](x)
                        x = functions[i](x)
                    return slope
                '''),
        Mistake("only the outermost",
                "This is the outermost derivative alone, at its input. The inner ones count as well.",
                swap=("derivative(x) * slope", "derivative(x)")),
        Mistake("at their outputs",
                "Each derivative is taken at what comes out of its function. What went in?",
                code='''
                def chain(functions, derivatives, x):
                    slope = 1.0
                    for function, derivative in zip(functions[::-1], derivatives[::-1]):
                        x = function(x)
                        slope = derivative(x) * slope
                    return slope
                '''),
        Mistake("derivatives passed on",
                "The next stage is given the derivative of the last one. What does a function pass on to the next?",
                swap=("x = function(x)", "x = derivative(x)")),
        Mistake("slope passed on",
                "You nest the derivatives like the functions. They are multiplied, not put into each other.",
                code='''
                def chain(functions, derivatives, x):
                    for derivative in derivatives[::-1]:
                        x = derivative(x)
                    return x
                '''),
        Mistake("values instead of derivatives",
                "The values of the stages are multiplied. Which lists did you use?",
                swap=("derivative(x) * slope", "function(x) * slope")),
        Mistake("value of f",
                "This is the value of the whole function, not its slope.",
                swap=("return slope", "return x")),
        Mistake("extra factor in front",
                "There is one factor too many: the outermost derivative comes in again, at the result. What is the derivative of f by itself?",
                swap=("return slope", "return derivatives[0](x) * slope")),
        Mistake("starts at zero",
                "The product is always zero. With which number does a product begin?",
                swap=("slope = 1.0", "slope = 0.0")),
        Mistake("starts at x",
                "There is a factor x too many. With which number does a product begin?",
                swap=("slope = 1.0", "slope = x")),
        Mistake("one nudge, too large",
                "This is a difference over a step that is too large to be a derivative. The exact factors are given to you.",
                code='''
                def chain(functions, derivatives, x):
                    def whole(u):
                        for function in functions[::-1]:
                            u = function(u)
                        return u
                    return (whole(x + 0.01) - whole(x)) / 0.01
                '''),
        Mistake("list of factors",
                "These are the factors. What is to be done with them?",
                code='''
                def chain(functions, derivatives, x):
                    factors = []
                    for function, derivative in zip(functions[::-1], derivatives[::-1]):
                        factors.append(derivative(x))
                        x = function(x)
                    return factors
                '''),
    ]
