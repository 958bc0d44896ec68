"""A number that records its operations: their values, their derivatives, and the way back."""

from exam import Exam, Mistake


class ValueExam(Exam):
    examples = {
        "for a product and a sum":
            "a, b = Value(2.0), Value(-3.0)\n"
            "c = a * b + a\n"
            "c.backward()\n"
            "{'c': c.data, 'dc/dc': c.grad, 'dc/da': a.grad, 'dc/db': b.grad}",
        "for a Value that is used several times":
            "x = Value(1.5)\n"
            "u = x * x\n"
            "f = u * x + u * u * u\n"
            "f.backward()\n"
            "{'f': f.data, 'df/du': u.grad, 'df/dx': x.grad}",
        "for plain numbers on either side":
            "x = Value(0.5)\n"
            "f = (3 - x) * (2 * x + 1) + (1.5 + x) * 4.0 - 7\n"
            "f.backward()\n"
            "{'f': f.data, 'df/dx': x.grad}",
        "for differences and the unary minus":
            "a, b = Value(2.0), Value(5.0)\n"
            "f = -(a - b) * a\n"
            "f.backward()\n"
            "{'f': f.data, 'df/da': a.grad, 'df/db': b.grad}",
        "for powers":
            "x = Value(2.0)\n"
            "f = 0.5 * x ** 3 + (x * x) ** -2\n"
            "f.backward()\n"
            "{'f': f.data, 'df/dx': x.grad}",
        "for tanh":
            "x = Value(0.4)\n"
            "f = 3 * (2 * x).tanh() + x.tanh() * x\n"
            "f.backward()\n"
            "{'f': f.data, 'df/dx': x.grad}",
        "for exp":
            "x = Value(0.7)\n"
            "f = 2 * (3 * x).exp() + x.exp() * x\n"
            "f.backward()\n"
            "{'f': f.data, 'df/dx': x.grad}",
        "for relu":
            "on, off, corner = Value(3.0), Value(-2.0), Value(0.0)\n"
            "f = 2 * (0.25 * on).relu() + on.relu() * on + 5 * off.relu() + 7 * corner.relu()\n"
            "f.backward()\n"
            "{'f': f.data, 'slopes': [on.grad, off.grad, corner.grad]}",
        "for powers that are no whole numbers":
            "x = Value(2.0)\n"
            "f = 3 * x ** 0.5 + x ** -1.5\n"
            "f.backward()\n"
            "{'f': f.data, 'df/dx': x.grad}",
    }

    def same(self, build, *numbers):
        # value, and gradients of the result, of the leaves and of all that build keeps
        outcomes = []
        for kind in (self.reference, self.learner):
            leaves = [kind(float(number)) for number in numbers]
            last, *others = build(*leaves)
            last.backward()
            outcomes.append([last.data, last.grad] + [one.grad for one in (*leaves, *others)])
        for expected, got in zip(*outcomes, strict=True):
            self.close(got, expected)

    def sums_and_products(self, rng):
        "adds and multiplies two Values"
        for _ in range(3):
            self.same(lambda a, b: [a + b], *rng.normal(size=2))
            self.same(lambda a, b: [a * b], *rng.normal(size=2))
            self.same(lambda a, b, c: [(a + b) * c + a * c], *rng.normal(size=3))

    def differences(self, rng):
        "subtracts, and has a unary minus"
        for _ in range(3):
            self.same(lambda a, b: [a - b], *rng.normal(size=2))
            self.same(lambda a, b: [-a * (b - a * a)], *rng.normal(size=2))

    def powers(self, rng):
        "takes powers with whole and other exponents"
        for exponent in (2, 3, -1, 1, 4):
            self.same(lambda a, n=exponent: [2 * a**n], rng.uniform(0.5, 2.0))
            self.same(lambda a, n=exponent: [a * a**n + a], -rng.uniform(0.5, 2.0))
        for exponent in (0.5, -1.5, 2.7):
            self.same(lambda a, n=exponent: [a**n * a], rng.uniform(0.5, 2.0))

    def tanhs(self, rng):
        "has tanh with its derivative"
        for number in rng.normal(size=4):
            self.same(lambda a: [3 * (2 * a).tanh()], number)

    def exps(self, rng):
        "has exp with its derivative"
        for number in rng.normal(size=4):
            self.same(lambda a: [-0.5 * (a * a).exp()], number)

    def relus(self, rng):
        "has relu, with slope 1, 0 and, at the corner, 0"
        for number in (1.3, -0.7, 0.0, *rng.normal(size=3)):
            self.same(lambda a: [4 * (2 * a).relu() + a], number)
            self.same(lambda a: [a.relu() * a], number)

    def numbers_on_the_right(self, rng):
        "takes plain numbers on the right of + - *"
        for number in (2, 0.5, -3):
            self.same(lambda a, n=number: [(a + n) * a], rng.normal())
            self.same(lambda a, n=number: [(a - n) * a], rng.normal())
            self.same(lambda a, n=number: [a * n + a], rng.normal())

    def numbers_on_the_left(self, rng):
        "takes plain numbers on the left of + - *"
        for number in (2, 0.5, -3):
            self.same(lambda a, n=number: [(n + a) * a], rng.normal())
            self.same(lambda a, n=number: [(n - a) * a], rng.normal())
            self.same(lambda a, n=number: [n * a + a], rng.normal())

    def used_twice(self, rng):
        "adds the shares of a Value that is used more than once"
        self.same(lambda a: [a + a], rng.normal())
        self.same(lambda a: [a * a * a], rng.normal())
        self.same(lambda a, b: [a.tanh() * a + a.exp() * b - a.relu() - a**2], *rng.uniform(0.2, 1.0, size=2))

    def waits_for_all_shares(self, rng):
        "passes a gradient on only when it is complete"

        def diamond(a):
            near = a * a
            far = ((near + 1.0) * 0.5).tanh()
            return [near * far + near, near, far]

        def ladder(a):
            rungs = [a]
            for _ in range(10):
                rungs.append(rungs[-1] * 0.6 + rungs[-1] * rungs[-1] * 0.1)
            return [rungs[-1], *rungs[1:-1]]

        for number in rng.uniform(0.4, 1.5, size=3):
            self.same(diamond, number)
            self.same(ladder, number)

    def on_the_way(self, rng):
        "knows the gradient of every Value on the way, and leaves the others at 0"

        def neuron(w, x, b, stranger):
            product = w * x
            stranger.tanh()
            z = product + b
            return [(z.tanh() - 0.3) ** 2 + 0.1 * w**2, product, z]

        self.same(neuron, *rng.normal(size=4))

    def deep(self, rng):
        "works on graphs of 500 operations, one after another"

        def tower(a):
            top = a
            for _ in range(250):
                top = top * 0.99 + a
            return [top]

        self.same(tower, rng.uniform(0.5, 1.0))

    mistakes = [
        Mistake("overwrites in a product",
                "A Value that is used twice keeps only one of its shares. What should a box do with a share when others have come in before?",
                swap=[("self.grad += other.data * product.grad", "self.grad = other.data * product.grad"),
                      ("other.grad += self.data * product.grad", "other.grad = self.data * product.grad")]),
        Mistake("overwrites everywhere",
                "Shares overwrite each other, in sums as well. What does the chain rule do with several paths?",
                swap=[("self.grad += other.data * product.grad", "self.grad = other.data * product.grad"),
                      ("other.grad += self.data * product.grad", "other.grad = self.data * product.grad"),
                      ("self.grad += total.grad", "self.grad = total.grad"),
                      ("other.grad += total.grad", "other.grad = total.grad"),
                      ("self.grad += exponent", "self.grad = exponent"),
                      ("self.grad += (1 - squashed", "self.grad = (1 - squashed"),
                      ("self.grad += (self.data > 0)", "self.grad = (self.data > 0)"),
                      ("self.grad += grown.data", "self.grad = grown.data")]),
        Mistake("no topological order",
                "Some Values pass their gradient on before all shares are in. Which boxes must have had their turn before?",
                code='''
                class Value(Value):
                    def backward(self):
                        self.grad, queue, seen = 1.0, [self], {self}
                        while queue:
                            value = queue.pop(0)
                            value.pass_back()
                            for parent in value.parents:
                                if parent not in seen:
                                    seen.add(parent)
                                    queue.append(parent)
                '''),
        Mistake("in depth first",
                "You follow one path to its end before the others. A box in which paths meet must wait for all of them.",
                code='''
                class Value(Value):
                    def backward(self):
                        self.grad, seen = 1.0, set()
                        def go(value):
                            if value in seen:
                                return
                            seen.add(value)
                            value.pass_back()
                            for parent in value.parents:
                                go(parent)
                        go(self)
                '''),
        Mistake("passes on once for each visit",
                "A box that is reached on two paths passes its whole gradient on twice. How often should it have its turn?",
                code='''
                class Value(Value):
                    def backward(self):
                        self.grad = 1.0
                        def go(value):
                            value.pass_back()
                            for parent in value.parents:
                                go(parent)
                        go(self)
                '''),
        Mistake("from the front",
                "Only the parents of the result get a gradient. From which end do the turns begin, and who asks the parents' parents?",
                swap=("in reversed(order)", "in order")),
        Mistake("boxes stand twice in the order",
                "A box that is used twice stands in your order twice, and passes on twice. Which boxes should a visit skip?",
                swap=("if value not in seen:", "if True:")),
        Mistake("seed 0",
                "All gradients are 0. What is the derivative of the result by itself?",
                swap=("self.grad = 1.0", "self.grad = 0.0")),
        Mistake("seed is the value",
                "All gradients are too large by the value of the result. What is the derivative of the result by itself?",
                swap=("self.grad = 1.0", "self.grad = self.data")),
        Mistake("factors not crossed",
                "In a product, each factor gets its own value as slope. How fast does a·b change when a is nudged?",
                swap=[("self.grad += other.data * product.grad", "self.grad += self.data * product.grad"),
                      ("other.grad += self.data * product.grad", "other.grad += other.data * product.grad")]),
        Mistake("product forgets what came back",
                "A product passes on the slope alone. Times what?",
                swap=[("other.data * product.grad", "other.data"), ("self.data * product.grad", "self.data")]),
        Mistake("product tells one parent only",
                "The second factor of a product never hears of its gradient.",
                swap=("            other.grad += self.data * product.grad\n", "")),
        Mistake("numbers on the right fail",
                "A product with a plain number stops with an error: a number has no data. How does the given + deal with that?",
                swap=[("        other = other if isinstance(other, Value) else Value(other)\n        product", "        product")]),
        Mistake("numbers on the left of a product fail",
                "2 * x stops with an error. What does Python call when the number on the left does not know what to do?",
                code='''
                class Value(Value):
                    __rmul__ = None
                '''),
        Mistake("numbers on the left of a sum fail",
                "1.5 + x stops with an error, and the rest is right. Whom does Python ask when the number on the left of a sum does not know what to do?",
                code='''
                class Value(Value):
                    __radd__ = None
                '''),
        Mistake("number minus Value the wrong way round",
                "3 - x gives x - 3. On which side does the plain number stand when Python calls __rsub__?",
                swap=("return -self + other", "return self - other")),
        Mistake("minus forgotten in a difference",
                "A difference comes out as a sum.",
                swap=("return self + (-other)", "return self + other")),
        Mistake("difference without memory",
                "A difference has the right value, but does not know what it was made of. Which Values should hear of its gradient?",
                swap=("return self + (-other)", "return Value(self.data - (other.data if isinstance(other, Value) else other))")),
        Mistake("minus without memory",
                "-x has the right value, but does not know what it was made of.",
                swap=("return self * -1.0", "return Value(-self.data)")),
        Mistake("minus only in the gradient",
                "The unary minus does not change the sign of the value.",
                swap=("return self * -1.0", "return self * 1.0")),
        Mistake("power keeps its exponent",
                "In the slope of a power the exponent does not go down.",
                swap=("self.data ** (exponent - 1)", "self.data ** exponent")),
        Mistake("power without its exponent",
                "In the slope of a power the factor in front is missing.",
                swap=("exponent * self.data **", "self.data **")),
        Mistake("power forgets what came back",
                "A power passes on the slope alone. Times what?",
                swap=("(exponent - 1) * power.grad", "(exponent - 1)")),
        Mistake("tanh's slope at the input",
                "The slope of tanh is made from its output, not from its input.",
                swap=("(1 - squashed.data**2)", "(1 - self.data**2)")),
        Mistake("tanh's slope without the square",
                "Look at the slope of tanh again: what is subtracted from 1?",
                swap=("(1 - squashed.data**2)", "(1 - squashed.data)")),
        Mistake("tanh's slope upside down",
                "The slope of tanh should be largest, 1, at 0. Is yours?",
                swap=("(1 - squashed.data**2)", "squashed.data**2")),
        Mistake("tanh forgets what came back",
                "tanh passes on its slope alone. Times what?",
                swap=("(1 - squashed.data**2) * squashed.grad", "(1 - squashed.data**2)")),
        Mistake("sigmoid's slope",
                "This is the slope of the sigmoid, r(1 − r). Which function is squashing here?",
                swap=("(1 - squashed.data**2)", "squashed.data * (1 - squashed.data)")),
        Mistake("relu always open",
                "relu passes the gradient on even where it is off.",
                swap=("(self.data > 0) * cut.grad", "cut.grad")),
        Mistake("relu open at the corner",
                "All is right but the corner of relu. Which slope did we agree on at 0?",
                swap=("(self.data > 0)", "(self.data >= 0)")),
        Mistake("relu passes on its value",
                "relu multiplies the gradient by its output. The chain rule asks for its slope.",
                swap=("(self.data > 0)", "cut.data")),
        Mistake("relu the other way round",
                "relu passes the gradient on where it is off. On which side is its slope 1?",
                swap=("(self.data > 0)", "(self.data < 0)")),
        Mistake("relu without memory",
                "relu has the right value and slope, but what it was made of never has its turn. What does every new Value need to know?",
                swap=("        cut.parents = (self,)\n", "")),
        Mistake("exp's slope at the input",
                "The slope of exp is made from its output. What is special about this function?",
                swap=("grown.data * grown.grad", "self.data * grown.grad")),
        Mistake("exp's slope is 1",
                "exp passes the gradient on as it came. What is its slope?",
                swap=("grown.data * grown.grad", "grown.grad")),
        Mistake("exp forgets what came back",
                "exp passes on its slope alone. Times what?",
                swap=("grown.data * grown.grad", "grown.data")),
    ]
