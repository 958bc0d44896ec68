"""Right answers to lesson 03, written differently from the reference."""

import math

import numpy as np


def chain__recursive(functions, derivatives, x):
    if not functions:
        return 1.0
    inner = x
    for function in reversed(functions[1:]):
        inner = function(inner)
    return derivatives[0](inner) * chain__recursive(functions[1:], derivatives[1:], x)


def chain__inputs_first(functions, derivatives, x):
    inputs = [x]
    for function in reversed(functions):
        inputs.append(function(inputs[-1]))
    inputs = inputs[:-1][::-1]
    return np.prod([slope(at) for slope, at in zip(derivatives, inputs, strict=True)])


def chain__indices(functions, derivatives, x):
    result, i = 1, len(functions) - 1
    while i >= 0:
        result *= derivatives[i](x)
        x = functions[i](x)
        i -= 1
    return result


def neuron_gradient__where(w, X, y):
    Z = np.dot(X, w)
    error = np.where(Z > 0, Z - y, 0.0)
    return (X * error[:, None]).mean(axis=0)


def neuron_gradient__loops(w, X, y):
    m, d = X.shape
    gradient = [0.0] * d
    for i in range(m):
        z = sum(X[i, j] * w[j] for j in range(d))
        if z > 0:
            for j in range(d):
                gradient[j] += (z - y[i]) * X[i, j] / m
    return gradient


def neuron_gradient__selected_rows(w, X, y):
    on = X @ w > 0
    return (X[on] @ w - y[on]) @ X[on] / X.shape[0]


def neuron_gradient__einsum(w, X, y):
    Z = np.einsum("ij,j->i", X, w)
    return np.einsum("ij,i->j", X, (Z.clip(min=0) - y) * np.heaviside(Z, 0.0)) / y.size


def neuron_gradient__float32(w, X, y):
    w, X, y = (np.asarray(one, dtype=np.float32) for one in (w, X, y))
    Z = X @ w
    return np.where(Z > 0, Z - y, 0) @ X / np.float32(len(y))


def affine_backward__float32(dZ, X, W):
    dZ, X, W = (np.asarray(one, dtype=np.float32) for one in (dZ, X, W))
    return np.matmul(dZ, W.T), np.matmul(X.T, dZ), np.sum(dZ, axis=0)


def affine_backward__einsum(dZ, X, W):
    return np.einsum("iq,jq->ij", dZ, W), np.einsum("ij,iq->jq", X, dZ), np.einsum("iq->q", dZ)


def affine_backward__transposed(dZ, X, W):
    return (W @ dZ.T).T, (dZ.T @ X).T, np.ones(len(dZ)) @ dZ


def affine_backward__loops(dZ, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i, row in enumerate(dZ):
        for q, share in enumerate(row):
            dX[i] += share * W[:, q]
            dW[:, q] += share * X[i]
            db[q] += share
    return [dX, dW, db]


def affine_backward__outer_products(dZ, X, W):
    dW = sum(np.outer(x, share) for x, share in zip(X, dZ, strict=True))
    return np.array([W @ share for share in dZ]), dW, np.sum(dZ, 0)


class Value__tape:
    """Each Value keeps its parents with the slopes; the order is made without recursion."""

    def __init__(self, data, made_from=()):
        self.data, self.grad, self.made_from = data, 0.0, made_from

    @classmethod
    def wrap(cls, other):
        return other if isinstance(other, cls) else cls(float(other))

    def __add__(self, other):
        other = self.wrap(other)
        return Value__tape(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = self.wrap(other)
        return Value__tape(self.data * other.data, [(self, other.data), (other, self.data)])

    def __sub__(self, other):
        other = self.wrap(other)
        return Value__tape(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return self.wrap(other) - self

    def __neg__(self):
        return Value__tape(-self.data, [(self, -1.0)])

    def __pow__(self, n):
        return Value__tape(self.data**n, [(self, n * self.data ** (n - 1))])

    def tanh(self):
        return Value__tape(math.tanh(self.data), [(self, 1 / math.cosh(self.data) ** 2)])

    def relu(self):
        on = self.data > 0
        return Value__tape(self.data if on else 0.0, [(self, float(on))])

    def exp(self):
        return Value__tape(math.exp(self.data), [(self, math.exp(self.data))])

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        waiting, stack, seen = {}, [self], {id(self)}
        while stack:
            for parent, _ in stack.pop().made_from:
                waiting[id(parent)] = waiting.get(id(parent), 0) + 1
                if id(parent) not in seen:
                    seen.add(id(parent))
                    stack.append(parent)
        self.grad, ready = 1.0, [self]
        while ready:
            value = ready.pop()
            for parent, slope in value.made_from:
                parent.grad += slope * value.grad
                waiting[id(parent)] -= 1
                if not waiting[id(parent)]:
                    ready.append(parent)


class Value__numbered:
    """Values count themselves when they are made: a number is above those of its parents."""

    made = 0

    def __init__(self, data, parents=(), slopes=()):
        self.data = np.float64(data)
        self.grad = np.float64(0)
        self.parents, self.slopes = parents, slopes
        Value__numbered.made += 1
        self.number = Value__numbered.made

    def __add__(self, other):
        if not isinstance(other, Value__numbered):
            return Value__numbered(self.data + other, (self,), (1.0,))
        return Value__numbered(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        if not isinstance(other, Value__numbered):
            return Value__numbered(self.data * other, (self,), (other,))
        return Value__numbered(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return other + (-self)

    def __pow__(self, n):
        return Value__numbered(self.data**n, (self,), (n * self.data**n / self.data,))

    def tanh(self):
        r = np.tanh(self.data)
        return Value__numbered(r, (self,), (1 - r * r,))

    def relu(self):
        return Value__numbered(np.maximum(0, self.data), (self,), (np.heaviside(self.data, 0),))

    def exp(self):
        r = np.exp(self.data)
        return Value__numbered(r, (self,), (r,))

    def backward(self):
        found, new = {self}, [self]
        while new:
            new = [p for value in new for p in value.parents if p not in found]
            found.update(new)
        self.grad = np.float64(1)
        for value in sorted(found, key=lambda value: -value.number):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad = parent.grad + slope * value.grad


class Value__in_the_style_of_micrograd:
    """Closures and a recursive order, as in Karpathy's micrograd."""

    def __init__(self, data, _children=(), _op=""):
        self.data = data
        self.grad = 0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op

    def _unary(self, data, slope, op):
        out = type(self)(data, (self,), op)

        def _backward():
            self.grad += slope * out.grad

        out._backward = _backward
        return out

    def __add__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        out = type(self)(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        out = type(self)(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, other):
        assert isinstance(other, int | float)
        return self._unary(self.data**other, other * self.data ** (other - 1), f"**{other}")

    def tanh(self):
        e = math.exp(2 * self.data)
        t = (e - 1) / (e + 1)
        return self._unary(t, 1 - t**2, "tanh")

    def relu(self):
        return self._unary(0 if self.data < 0 else self.data, int(self.data > 0), "relu")

    def exp(self):
        return self._unary(math.exp(self.data), math.exp(self.data), "exp")

    def backward(self):
        topo, visited = [], set()

        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)

        build_topo(self)
        self.grad = 1
        for v in reversed(topo):
            v._backward()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other


def softmax_cross_entropy__one_hot(logits, labels):
    m, k = logits.shape
    Y = np.eye(k)[labels]
    top = np.max(logits, axis=1)
    log_sum = top + np.log(np.sum(np.exp(logits - top[:, None]), axis=1))
    loss = np.mean(log_sum - np.sum(Y * logits, axis=1))
    return loss, (np.exp(logits - log_sum[:, None]) - Y) / m


def softmax_cross_entropy__logaddexp(logits, labels):
    log_sum = np.logaddexp.reduce(logits, axis=1, keepdims=True)
    log_p = logits - log_sum
    loss = -np.take_along_axis(log_p, labels[:, None], axis=1).sum() / len(labels)
    dlogits = np.exp(log_p) / len(labels)
    np.add.at(dlogits, (np.arange(len(labels)), labels), -1 / len(labels))
    return float(loss), dlogits


def softmax_cross_entropy__loops(logits, labels):
    m, loss, rows = len(labels), 0.0, []
    for z, c in zip(logits.tolist(), labels.tolist(), strict=True):
        top = max(z)
        powers = [math.exp(one - top) for one in z]
        total = sum(powers)
        loss += (top + math.log(total) - z[c]) / m
        rows.append([(power / total - (q == c)) / m for q, power in enumerate(powers)])
    return loss, rows


def mlp_gradients__by_hand(params, X, labels):
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    m = len(X)
    H = np.tanh(X @ W1 + b1)
    Z = H @ W2 + b2
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(m), labels]).mean()
    E_O = (P - np.eye(len(b2))[labels]) / m
    E_H = (E_O @ W2.T) / np.cosh(X @ W1 + b1) ** 2
    return loss, {"b2": E_O.sum(0), "W2": H.T @ E_O, "b1": E_H.sum(0), "W1": X.T @ E_H}


def mlp_gradients__biases_as_weights(params, X, labels):
    ones = np.ones((len(X), 1))
    first = np.vstack([params["b1"], params["W1"]])
    second = np.vstack([params["b2"], params["W2"]])
    inputs = np.hstack([ones, X])
    hidden = np.tanh(inputs @ first)
    middle = np.hstack([ones, hidden])
    loss, E_O = softmax_cross_entropy__one_hot(middle @ second, labels)
    E_H = (E_O @ second.T)[:, 1:] * (1 - hidden**2)
    d_first, d_second = inputs.T @ E_H, middle.T @ E_O
    return loss, {"W1": d_first[1:], "b1": d_first[0], "W2": d_second[1:], "b2": d_second[0]}


def mlp_gradients__example_by_example(params, X, labels):
    grads = {name: np.zeros(array.shape) for name, array in params.items()}
    total = 0.0
    for x, c in zip(X, labels, strict=True):
        h = np.tanh(x @ params["W1"] + params["b1"])
        z = h @ params["W2"] + params["b2"]
        log_sum = np.logaddexp.reduce(z)
        total += log_sum - z[c]
        e_out = np.exp(z - log_sum)
        e_out[c] -= 1
        e_hidden = params["W2"] @ e_out * (1 - h * h)
        for name, share in (
            ("W1", np.outer(x, e_hidden)),
            ("b1", e_hidden),
            ("W2", np.outer(h, e_out)),
            ("b2", e_out),
        ):
            grads[name] += share / len(X)
    return total / len(X), grads


def chain__reduce(functions, derivatives, x):
    from functools import reduce

    def pass_on(state, stage):
        at, slope = state
        function, derivative = stage
        return function(at), slope * derivative(at)

    stages = list(zip(functions, derivatives, strict=True))[::-1]
    return reduce(pass_on, stages, (x, 1.0))[1]


def chain__generator(functions, derivatives, x):
    def factors():
        at = x
        for k in reversed(range(len(functions))):
            yield derivatives[k](at)
            at = functions[k](at)

    return math.prod(factors())


def chain__dual_numbers(functions, derivatives, x):
    class Dual:
        def __init__(self, value, slope):
            self.value, self.slope = value, slope

        def through(self, function, derivative):
            return Dual(function(self.value), derivative(self.value) * self.slope)

    dual = Dual(x, 1)
    for pair in list(zip(functions, derivatives, strict=True))[::-1]:
        dual = dual.through(*pair)
    return dual.slope


def neuron_gradient__mask(w, X, y):
    z = X.dot(w)
    return np.dot(np.where(z > 0, np.clip(z, 0, None) - y, 0), X) * (1 / X.shape[0])


def affine_backward__ones(dZ, X, W):
    return np.inner(dZ, W), np.dot(np.transpose(X), dZ), np.ones(len(dZ)) @ dZ


class Value__operation_table:
    """One way to make every operation: a value, its parents and their slopes."""

    def __init__(self, data, edges=()):
        self.data, self.grad, self.edges = data, 0.0, edges

    def combine(self, other, value, slopes):
        if isinstance(other, type(self)):
            return type(self)(value, ((self, slopes[0]), (other, slopes[1])))
        return type(self)(value, ((self, slopes[0]),))

    def __add__(self, other):
        return self.combine(other, self.data + getattr(other, "data", other), (1, 1))

    def __mul__(self, other):
        factor = getattr(other, "data", other)
        return self.combine(other, self.data * factor, (factor, self.data))

    def __sub__(self, other):
        return self.combine(other, self.data - getattr(other, "data", other), (1, -1))

    def __rsub__(self, other):
        return self.combine(None, other - self.data, (-1,))

    def __neg__(self):
        return self.combine(None, -self.data, (-1,))

    def __pow__(self, n):
        return self.combine(None, self.data**n, (n * self.data ** (n - 1),))

    def tanh(self):
        t = math.tanh(self.data)
        return self.combine(None, t, (1 - t * t,))

    def relu(self):
        return self.combine(None, self.data * (self.data > 0), (float(self.data > 0),))

    def exp(self):
        e = math.exp(self.data)
        return self.combine(None, e, (e,))

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order, stack, seen = [], [(self, False)], set()
        while stack:
            value, is_done = stack.pop()
            if is_done:
                order.append(value)
            elif id(value) not in seen:
                seen.add(id(value))
                stack.append((value, True))
                stack += [(parent, False) for parent, _ in value.edges]
        self.grad = 1.0
        for value in order[::-1]:
            for parent, slope in value.edges:
                parent.grad += slope * value.grad


class Value__gradients_in_a_dict:
    """backward() works out all gradients in a dict, and hands them out at the end."""

    def __init__(self, data, parents=(), rule=None):
        self.data, self.grad, self.parents, self.rule = float(data), 0.0, parents, rule

    def __add__(self, other):
        other = other if hasattr(other, "parents") else type(self)(other)
        return type(self)(self.data + other.data, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        other = other if hasattr(other, "parents") else type(self)(other)
        a, b = self.data, other.data
        return type(self)(a * b, (self, other), lambda g: (g * b, g * a))

    def __pow__(self, n):
        slope = n * self.data ** (n - 1)
        return type(self)(self.data**n, (self,), lambda g: (g * slope,))

    def tanh(self):
        out = np.tanh(self.data)
        return type(self)(out, (self,), lambda g: (g * (1 - out**2),))

    def relu(self):
        is_on = self.data > 0
        return type(self)(self.data if is_on else 0, (self,), lambda g: (g if is_on else 0.0,))

    def exp(self):
        out = np.exp(self.data)
        return type(self)(out, (self,), lambda g: (g * out,))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return self * -1 + other

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        grads = dict.fromkeys(order, 0.0) | {self: 1.0}
        for value in reversed(order):
            for parent, share in zip(
                value.parents, value.rule(grads[value]) if value.rule else (), strict=True
            ):
                grads[parent] += share
        for value, grad in grads.items():
            value.grad = grad


class Value__subtraction_first:
    """Built on subtraction: a sum is a difference with a minus."""

    def __init__(self, data):
        self.data, self.grad = data, 0.0
        self.before, self.push = [], lambda: None

    @classmethod
    def of(cls, other):
        return other if isinstance(other, cls) else cls(other)

    def made(self, data, before, push):
        out = type(self)(data)
        out.before, out.push = before, lambda: push(out.grad)
        return out

    def __sub__(self, other):
        other = self.of(other)

        def push(g):
            self.grad += g
            other.grad -= g

        return self.made(self.data - other.data, [self, other], push)

    def __mul__(self, other):
        other = self.of(other)

        def push(g):
            self.grad += g * other.data
            other.grad += g * self.data

        return self.made(self.data * other.data, [self, other], push)

    def _of_one(self, data, slope):
        def push(g):
            self.grad += g * slope

        return self.made(data, [self], push)

    def __neg__(self):
        return 0 - self

    def __rsub__(self, other):
        return self.of(other) - self

    def __add__(self, other):
        return self - (0 - self.of(other))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        return self._of_one(self.data**n, n * self.data ** (n - 1))

    def tanh(self):
        return self._of_one(np.tanh(self.data), 1 / np.cosh(self.data) ** 2)

    def relu(self):
        return self._of_one(max(0.0, self.data), 1.0 if self.data > 0 else 0.0)

    def exp(self):
        return self._of_one(np.exp(self.data), np.exp(self.data))

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if id(value) not in seen:
                seen.add(id(value))
                for one in value.before:
                    visit(one)
                order.insert(0, value)

        visit(self)
        self.grad = 1.0
        for value in order:
            value.push()


def softmax_cross_entropy__margins(logits, labels):
    m = logits.shape[0]
    margins = logits - logits[np.arange(m), labels][:, None]
    top = margins.max(axis=1, keepdims=True)
    powers = np.exp(margins - top)
    total = powers.sum(axis=1, keepdims=True)
    one_hot = np.arange(logits.shape[1]) == labels[:, None]
    return np.mean(top + np.log(total)), (powers / total - one_hot) / m


def softmax_cross_entropy__rows_in_lists(logits, labels):
    losses, rows = [], []
    for row, label in zip(logits.tolist(), labels.tolist(), strict=True):
        top = max(row)
        powers = [math.exp(z - top) for z in row]
        losses.append(math.log(sum(powers)) - (row[label] - top))
        shares = [power / sum(powers) for power in powers]
        rows.append([(s - (k == label)) / len(labels) for k, s in enumerate(shares)])
    return sum(losses) / len(losses), rows


def softmax_cross_entropy__take_along_axis(logits, labels):
    Z = logits - np.amax(logits, axis=-1)[:, np.newaxis]
    log_sum = np.log(np.einsum("ij->i", np.exp(Z)))
    true = np.take_along_axis(Z, labels.reshape(-1, 1), axis=1).ravel()
    D = np.exp(Z - log_sum[:, np.newaxis])
    np.subtract.at(D, (np.arange(len(Z)), labels), 1)
    return (log_sum - true).mean(), np.divide(D, len(Z))


def mlp_gradients__einsum(params, X, labels):
    W1, b1, W2, b2 = map(params.get, ("W1", "b1", "W2", "b2"))
    H = np.tanh(np.einsum("md,dh->mh", X, W1) + b1)
    loss, E = softmax_cross_entropy__margins(np.einsum("mh,hk->mk", H, W2) + b2, labels)
    back = np.einsum("mk,hk,mh->mh", E, W2, 1 - H * H)
    return loss, {
        "W1": np.einsum("md,mh->dh", X, back),
        "b1": np.einsum("mh->h", back),
        "W2": np.einsum("mh,mk->hk", H, E),
        "b2": np.einsum("mk->k", E),
    }


def mlp_gradients__layers(params, X, labels):
    class Layer:
        def __init__(self, name):
            self.W, self.b, self.name = params[f"W{name}"], params[f"b{name}"], name

        def forward(self, values):
            self.values = values
            return values @ self.W + self.b

        def backward(self, error):
            self.grads = {f"W{self.name}": self.values.T @ error, f"b{self.name}": sum(error)}
            return error @ self.W.T

    first, second = Layer(1), Layer(2)
    hidden = np.tanh(first.forward(X))
    loss, error = softmax_cross_entropy__margins(second.forward(hidden), labels)
    first.backward(second.backward(error) * (1 - np.square(hidden)))
    return loss, first.grads | second.grads


def mlp_gradients__float32(params, X, labels):
    small = {name: np.asarray(value, dtype=np.float32) for name, value in params.items()}
    return mlp_gradients__einsum(small, X.astype(np.float32), labels)
