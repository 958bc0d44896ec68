"""A right `Value`, as learners write it in lesson 03, and its source for notebooks."""

from __future__ import annotations

import inspect

import numpy as np


class Value:
    """A number that remembers how it was made. data: its value. grad: set by backward()."""

    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.parents = ()
        self.pass_back = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        total = Value(self.data + other.data)
        total.parents = (self, other)

        def pass_back():
            self.grad += total.grad
            other.grad += total.grad

        total.pass_back = pass_back
        return total

    def __mul__(self, other):

        other = other if isinstance(other, Value) else Value(other)
        product = Value(self.data * other.data)
        product.parents = (self, other)

        def pass_back():
            self.grad += other.data * product.grad
            other.grad += self.data * product.grad

        product.pass_back = pass_back
        return product

    def __pow__(self, exponent):

        power = Value(self.data**exponent)
        power.parents = (self,)

        def pass_back():
            self.grad += exponent * self.data ** (exponent - 1) * power.grad

        power.pass_back = pass_back
        return power

    def tanh(self):

        squashed = Value(np.tanh(self.data))
        squashed.parents = (self,)

        def pass_back():
            self.grad += (1 - squashed.data**2) * squashed.grad

        squashed.pass_back = pass_back
        return squashed

    def relu(self):

        cut = Value(max(self.data, 0.0))
        cut.parents = (self,)

        def pass_back():
            self.grad += (self.data > 0) * cut.grad

        cut.pass_back = pass_back
        return cut

    def exp(self):

        grown = Value(np.exp(self.data))
        grown.parents = (self,)

        def pass_back():
            self.grad += grown.data * grown.grad

        grown.pass_back = pass_back
        return grown

    def __neg__(self):

        return self * -1.0

    def __sub__(self, other):

        return self + (-other)

    def __radd__(self, other):

        return self + other

    def __rmul__(self, other):

        return self * other

    def __rsub__(self, other):

        return -self + other

    def backward(self):
        """Set grad to 1 here, and to the derivative of this Value in all it was made from."""

        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            value.pass_back()


SOURCE = "import numpy as np\n" + inspect.getsource(Value).replace(": Any", "")
