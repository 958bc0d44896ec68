"""Wrong answers to lesson 03, as students write them: `<exercise>__<what is wrong>`."""


def chain__pops(functions, derivatives, x):
    """Takes the functions from the caller's own lists."""
    slope = 1.0
    while functions:
        slope *= derivatives.pop()(x)
        x = functions.pop()(x)
    return slope


def chain__reverses_in_place(functions, derivatives, x):
    """reverse() turns the caller's lists around."""
    functions.reverse()
    derivatives.reverse()
    slope = 1.0
    for f, df in zip(functions, derivatives):
        slope *= df(x)
        x = f(x)
    return slope


def chain__takes_result_of_reverse(functions, derivatives, x):
    """reverse() returns None."""
    slope = 1.0
    for f, df in zip(functions.reverse(), derivatives.reverse()):
        slope *= df(x)
        x = f(x)
    return slope


def chain__x_before_slope(functions, derivatives, x):
    """x moves on before the slope is taken."""
    slope = 1.0
    for f, df in zip(reversed(functions), reversed(derivatives)):
        x = f(x)
        slope *= df(x)
    return slope


def chain__reverses_functions_only(functions, derivatives, x):
    """One list is turned around, the other not."""
    slope = 1.0
    for f, df in zip(functions[::-1], derivatives):
        slope *= df(x)
        x = f(x)
    return slope


def chain__return_in_loop(functions, derivatives, x):
    """The return stands inside the loop."""
    slope = 1.0
    for f, df in zip(functions[::-1], derivatives[::-1]):
        slope *= df(x)
        x = f(x)
        return slope


def chain__two_functions_only(functions, derivatives, x):
    """A chain of exactly two, as in the first formula."""
    A, B = functions
    dA, dB = derivatives
    return dA(B(x)) * dB(x)


def chain__three_functions_only(functions, derivatives, x):
    """A chain of exactly three, as in the lesson's text."""
    A, B, C = functions
    dA, dB, dC = derivatives
    return dA(B(C(x))) * dB(C(x)) * dC(x)


def chain__finite_difference(functions, derivatives, x):
    """Central differences of the composition, with a step of 0.01."""

    def f(x):
        for g in reversed(functions):
            x = g(x)
        return x

    return (f(x + 0.01) - f(x - 0.01)) / 0.02


def chain__does_not_call(functions, derivatives, x):
    """Multiplies the functions themselves."""
    slope = 1.0
    for df in derivatives:
        slope = slope * df
    return slope


def chain__starts_inside_twice(functions, derivatives, x):
    """The innermost derivative counts twice."""
    slope = derivatives[-1](x)
    for f, df in zip(functions[::-1], derivatives[::-1]):
        slope *= df(x)
        x = f(x)
    return slope


def chain__range_stops_early(functions, derivatives, x):
    """range(n - 1, 0, -1) never reaches 0, the outermost."""
    slope = 1.0
    for i in range(len(functions) - 1, 0, -1):
        slope *= derivatives[i](x)
        x = functions[i](x)
    return slope


def neuron_gradient__max_builtin(w, X, y):
    """max(Z, 0) of Python on an array."""
    Z = X @ w
    R = max(Z, 0)
    return X.T @ ((R - y) * (Z > 0)) / len(y)


def neuron_gradient__np_max(w, X, y):
    """np.max for np.maximum: 0 is taken for an axis, and one number is left."""
    Z = X @ w
    R = np.max(Z, 0)
    return X.T @ ((R - y) * (Z > 0)) / len(y)


def neuron_gradient__if_on_array(w, X, y):
    """if Z > 0 on a whole array."""
    Z = X @ w
    if Z > 0:
        slope = 1
    else:
        slope = 0
    R = np.maximum(Z, 0)
    return X.T @ ((R - y) * slope) / len(y)


def neuron_gradient__relu_of_prediction_only(w, X, y):
    """relu on the way forward only."""
    R = np.maximum(X @ w, 0)
    return (R - y) @ X / len(y)


def neuron_gradient__slope_from_residual(w, X, y):
    """relu's slope is asked at R - y."""
    Z = X @ w
    R = np.maximum(Z, 0)
    dZ = (R - y) * ((R - y) > 0)
    return X.T @ dZ / len(y)


def neuron_gradient__star(w, X, y):
    """* for @ in the last line, without a sum."""
    Z = X @ w
    dZ = (np.maximum(Z, 0) - y) * (Z > 0) / len(y)
    return X * dZ[:, None]


def neuron_gradient__mean_twice(w, X, y):
    """1/m in dZ and once more in the mean."""
    Z = X @ w
    dZ = (np.maximum(Z, 0) - y) * (Z > 0) / len(y)
    return np.mean(X * dZ[:, None], axis=0)


def neuron_gradient__relu_undefined(w, X, y):
    """Calls relu as if NumPy had it."""
    Z = X @ w
    return X.T @ ((np.relu(Z) - y) * (Z > 0)) / len(y)


def neuron_gradient__loop_breaks(w, X, y):
    """break at the first example that is off."""
    g = np.zeros(len(w))
    for i in range(len(y)):
        z = X[i] @ w
        if z <= 0:
            break
        g += (z - y[i]) * X[i]
    return g / len(y)


def neuron_gradient__keeps_off_examples(w, X, y):
    """For an example that is off, takes -y for the slope, as if relu let it through."""
    g = np.zeros(len(w))
    for i in range(len(y)):
        z = X[i] @ w
        if z > 0:
            g += (z - y[i]) * X[i]
        else:
            g += -y[i] * X[i]
    return g / len(y)


def neuron_gradient__and(w, X, y):
    """`and` between arrays."""
    Z = X @ w
    dZ = (np.maximum(Z, 0) - y) and (Z > 0)
    return X.T @ dZ / len(y)


def neuron_gradient__tanh(w, X, y):
    """Another activation, of the section on tanh."""
    R = np.tanh(X @ w)
    return X.T @ ((R - y) * (1 - R**2)) / len(y)


def affine_backward__db_sum_of_all(dZ, X, W):
    """np.sum without an axis."""
    return dZ @ W.T, X.T @ dZ, np.sum(dZ)


def affine_backward__order_of_parameters(dZ, X, W):
    """In the order of the chain: weights first."""
    dW = X.T @ dZ
    db = np.sum(dZ, 0)
    dX = dZ @ W.T
    return dW, db, dX


def affine_backward__dict(dZ, X, W):
    """A dict with names."""
    return {"dX": dZ @ W.T, "dW": X.T @ dZ, "db": dZ.sum(axis=0)}


def affine_backward__mean_over_batch(dZ, X, W):
    """Mean for sum in both parameters."""
    m = len(X)
    return dZ @ W.T, X.T @ dZ / m, dZ.mean(axis=0)


def affine_backward__star(dZ, X, W):
    """* for @ in dX."""
    return dZ * W.T, X.T @ dZ, dZ.sum(axis=0)


def affine_backward__db_loop(dZ, X, W):
    """Overwrites db in the loop: the last row is left."""
    db = np.zeros(dZ.shape[1])
    for row in dZ:
        db = row
    return dZ @ W.T, X.T @ dZ, db


def affine_backward__needs_b(dZ, X, W):
    """Asks for b, which is not given."""
    db = np.zeros_like(b)
    db += dZ.sum(axis=0)
    return dZ @ W.T, X.T @ dZ, db


def affine_backward__keepdims(dZ, X, W):
    """keepdims leaves a row."""
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0, keepdims=True)


def affine_backward__reshapes_until_it_fits(dZ, X, W):
    """(dZ.T @ X).reshape: the right shape, the wrong places."""
    return dZ @ W.T, (dZ.T @ X).reshape(W.shape), dZ.sum(axis=0)


def affine_backward__solves(dZ, X, W):
    """Undoes the layer: the pseudo-inverse of W for its transpose."""
    return dZ @ np.linalg.pinv(W), X.T @ dZ, dZ.sum(axis=0)


def affine_backward__overwrites_W(dZ, X, W):
    """Updates W before dX is computed."""
    dW = X.T @ dZ
    W = W - 0.1 * dW
    return dZ @ W.T, dW, dZ.sum(axis=0)


class Value__tanh_keeps_no_parents(Value):
    """tanh makes a number without parents."""

    def tanh(self):
        return Value(np.tanh(self.data))


class Value__pow_keeps_no_parents(Value):
    """A power makes a number without parents."""

    def __pow__(self, exponent):
        return Value(self.data**exponent)


class Value__exp_overwrites(Value):
    """= for += in exp."""

    def exp(self):
        out = Value(np.exp(self.data))
        out.parents = (self,)

        def pass_back():
            self.grad = out.data * out.grad

        out.pass_back = pass_back
        return out


class Value__relu_overwrites(Value):
    """= for += in relu."""

    def relu(self):
        out = Value(max(0.0, self.data))
        out.parents = (self,)

        def pass_back():
            self.grad = (self.data > 0) * out.grad

        out.pass_back = pass_back
        return out


class Value__tanh_overwrites(Value):
    """= for += in tanh."""

    def tanh(self):
        out = Value(np.tanh(self.data))
        out.parents = (self,)

        def pass_back():
            self.grad = (1 - out.data**2) * out.grad

        out.pass_back = pass_back
        return out


class Value__calls_pass_back_at_once(Value):
    """pass_back() is called when the product is made, not stored."""

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data)
        out.parents = (self, other)

        def pass_back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.pass_back = pass_back()
        return out


class Value__grad_of_mul_uses_grads(Value):
    """Multiplies by the other's grad in place of its data."""

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data)
        out.parents = (self, other)

        def pass_back():
            self.grad += other.grad * out.grad
            other.grad += self.grad * out.grad

        out.pass_back = pass_back
        return out


class Value__returns_numbers(Value):
    """tanh and exp return plain numbers."""

    def tanh(self):
        return np.tanh(self.data)

    def exp(self):
        return np.exp(self.data)


class Value__math_tanh_of_self(Value):
    """np.tanh of the Value itself."""

    def tanh(self):
        out = Value(np.tanh(self))
        out.parents = (self,)

        def pass_back():
            self.grad += (1 - out.data**2) * out.grad

        out.pass_back = pass_back
        return out


class Value__sub_forgets_other(Value):
    """The gradient of b in a - b has the wrong sign."""

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data - other.data)
        out.parents = (self, other)

        def pass_back():
            self.grad += out.grad
            other.grad += out.grad

        out.pass_back = pass_back
        return out


class Value__backward_without_recursion(Value):
    """backward passes on to the parents, and not to theirs."""

    def backward(self):
        self.grad = 1.0
        self.pass_back()
        for parent in self.parents:
            parent.pass_back()


class Value__backward_forgets_seed(Value):
    """grad stays 0 at the end of the graph."""

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        for value in reversed(order):
            value.pass_back()


class Value__not_written_exp(Value):
    """exp is not written yet, all else is."""

    def exp(self):
        raise NotImplementedError("exp")


class Value__pow_of_value(Value):
    """Expects a Value as exponent."""

    def __pow__(self, exponent):
        out = Value(self.data**exponent.data)
        out.parents = (self, exponent)

        def pass_back():
            self.grad += exponent.data * self.data ** (exponent.data - 1) * out.grad

        out.pass_back = pass_back
        return out


class Value__rsub_like_sub(Value):
    """3 - x is taken for x - 3, by way of __sub__."""

    def __rsub__(self, other):
        return self.__sub__(other)


class Value__in_place_sum(Value):
    """+ changes the left operand and returns it."""

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        self.data = self.data + other.data
        self.parents = (self, other)
        return self


class Value__neg_flips_data(Value):
    """Minus flips the sign of the Value itself."""

    def __neg__(self):
        self.data = -self.data
        return self


class Value__relu_leaks(Value):
    """A leaky relu's slope below zero."""

    def relu(self):
        out = Value(self.data if self.data > 0 else 0.0)
        out.parents = (self,)

        def pass_back():
            self.grad += (1.0 if self.data > 0 else 0.01) * out.grad

        out.pass_back = pass_back
        return out


def softmax_cross_entropy__no_keepdims(logits, labels):
    """Sums without keepdims."""
    e = np.exp(logits - logits.max(axis=1))
    P = e / e.sum(axis=1)
    m = len(labels)
    loss = -np.log(P[np.arange(m), labels]).mean()
    P[np.arange(m), labels] -= 1
    return loss, P / m


def softmax_cross_entropy__axis_zero(logits, labels):
    """Normalises over the examples."""
    z = logits - logits.max(axis=0)
    P = np.exp(z) / np.exp(z).sum(axis=0)
    m = len(labels)
    loss = -np.log(P[np.arange(m), labels]).mean()
    d = P.copy()
    d[np.arange(m), labels] -= 1
    return loss, d / m


def softmax_cross_entropy__colon_for_rows(logits, labels):
    """d[:, labels] subtracts from whole columns."""
    z = logits - logits.max(axis=1, keepdims=True)
    logP = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    m = len(labels)
    loss = -logP[np.arange(m), labels].mean()
    d = np.exp(logP)
    d[:, labels] -= 1
    return loss, d / m


def softmax_cross_entropy__minus_labels(logits, labels):
    """P - labels, with class numbers in place of a one-hot table."""
    z = logits - logits.max(axis=1, keepdims=True)
    logP = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    m = len(labels)
    loss = -logP[np.arange(m), labels].mean()
    return loss, (np.exp(logP) - labels) / m


def softmax_cross_entropy__loss_alone(logits, labels):
    """The gradient is missing."""
    z = logits - logits.max(axis=1, keepdims=True)
    logP = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -logP[np.arange(len(labels)), labels].mean()


def softmax_cross_entropy__takes_columns_as_loss(logits, labels):
    """logP[:, labels] picks a table, whose mean is taken."""
    z = logits - logits.max(axis=1, keepdims=True)
    logP = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    m = len(labels)
    loss = -logP[:, labels].mean()
    d = np.exp(logP)
    d[np.arange(m), labels] -= 1
    return loss, d / m


def softmax_cross_entropy__no_shift(logits, labels):
    """The softmax as it stands on paper."""
    P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    m = len(labels)
    onehot = np.eye(logits.shape[1])[labels]
    return -np.sum(onehot * np.log(P)) / m, (P - onehot) / m


def softmax_cross_entropy__epsilon(logits, labels):
    """A small number inside the logarithm."""
    z = logits - logits.max(axis=1, keepdims=True)
    P = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    m = len(labels)
    onehot = np.eye(logits.shape[1])[labels]
    return -np.sum(onehot * np.log(P + 1e-12)) / m, (P - onehot) / m


def softmax_cross_entropy__binary(logits, labels):
    """The loss of a sigmoid for each class."""
    P = 1 / (1 + np.exp(-logits))
    m = len(labels)
    onehot = np.eye(logits.shape[1])[labels]
    loss = -np.mean(onehot * np.log(P) + (1 - onehot) * np.log(1 - P))
    return loss, (P - onehot) / m


def softmax_cross_entropy__argmax(logits, labels):
    """Compares the predicted class with the label."""
    predicted = logits.argmax(axis=1)
    loss = np.mean(predicted != labels)
    return loss, (predicted - labels) / len(labels)


def softmax_cross_entropy__aliases_probabilities(logits, labels):
    """The gradient is written into P before the loss is read from it."""
    z = logits - logits.max(axis=1, keepdims=True)
    P = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    d = P
    d[rows, labels] -= 1
    loss = -np.log(P[rows, labels]).mean()
    return loss, d / len(labels)


def softmax_cross_entropy__loop_over_classes(logits, labels):
    """The loss of the last example, by = for +=."""
    m = len(labels)
    d = np.zeros_like(logits)
    for i in range(m):
        z = logits[i] - logits[i].max()
        p = np.exp(z) / np.exp(z).sum()
        loss = np.log(np.exp(z).sum()) - z[labels[i]]
        d[i] = p
        d[i, labels[i]] -= 1
    return loss, d / m


def mlp_gradients__params_as_attributes(params, X, labels):
    """params.W1, as of an object."""
    H = np.tanh(X @ params.W1 + params.b1)
    loss, dZ = softmax_cross_entropy(H @ params.W2 + params.b2, labels)
    dH, dW2, db2 = affine_backward(dZ, H, params.W2)
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, params.W1)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def mlp_gradients__unpacks_dict(params, X, labels):
    """Unpacking a dict gives its keys."""
    W1, b1, W2, b2 = params
    H = np.tanh(X @ W1 + b1)
    loss, dZ = softmax_cross_entropy(H @ W2 + b2, labels)
    dH, dW2, db2 = affine_backward(dZ, H, W2)
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, W1)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def mlp_gradients__keys_with_d(params, X, labels):
    """The keys are called dW1 and so on."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dH, dW2, db2 = affine_backward(dZ, H, params["W2"])
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, params["W1"])
    return loss, {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def mlp_gradients__W1_backwards(params, X, labels):
    """The hidden layer's error goes back through W1."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dW2 = H.T @ dZ
    dH = dZ @ params["W1"].T * (1 - H**2)
    grads = {"W1": X.T @ dH, "b1": dH.sum(axis=0), "W2": dW2, "b2": dZ.sum(axis=0)}
    return loss, grads


def mlp_gradients__slope_after_layer(params, X, labels):
    """The slope of tanh is applied to the output layer's error."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    Z = H @ params["W2"] + params["b2"]
    loss, dZ = softmax_cross_entropy(Z, labels)
    dZ = dZ * (1 - np.tanh(Z) ** 2)
    dH, dW2, db2 = affine_backward(dZ, H, params["W2"])
    _, dW1, db1 = affine_backward(dH, X, params["W1"])
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def mlp_gradients__second_layer_only(params, X, labels):
    """Half finished: the first layer's gradients are zero."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dH, dW2, db2 = affine_backward(dZ, H, params["W2"])
    return loss, {
        "W1": np.zeros_like(params["W1"]),
        "b1": np.zeros_like(params["b1"]),
        "W2": dW2,
        "b2": db2,
    }


def mlp_gradients__result_order_of_affine(params, X, labels):
    """Takes affine_backward's results in the order dW, db, dX."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dW2, db2, dH = affine_backward(dZ, H, params["W2"])
    dW1, db1, _ = affine_backward(dH * (1 - H**2), X, params["W1"])
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def mlp_gradients__tuple_of_grads(params, X, labels):
    """A tuple of gradients in place of a dict."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dH, dW2, db2 = affine_backward(dZ, H, params["W2"])
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, params["W1"])
    return loss, (dW1, db1, dW2, db2)


def mlp_gradients__five_results(params, X, labels):
    """Loss and gradients side by side."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dH, dW2, db2 = affine_backward(dZ, H, params["W2"])
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, params["W1"])
    return loss, dW1, db1, dW2, db2


def mlp_gradients__overwrites_params(params, X, labels):
    """The gradients are written into params itself."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dZ = softmax_cross_entropy(H @ params["W2"] + params["b2"], labels)
    dH, dW2, db2 = affine_backward(dZ, H, params["W2"])
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, params["W1"])
    grads = params
    grads["W1"], grads["b1"], grads["W2"], grads["b2"] = dW1, db1, dW2, db2
    return loss, grads


def mlp_gradients__loss_of_hidden(params, X, labels):
    """The hidden layer goes into the softmax."""
    H = np.tanh(X @ params["W1"] + params["b1"])
    loss, dH = softmax_cross_entropy(H, labels)
    _, dW1, db1 = affine_backward(dH * (1 - H**2), X, params["W1"])
    return loss, {"W1": dW1, "b1": db1, "W2": params["W2"] * 0, "b2": params["b2"] * 0}


def chain__cases_up_to_three(functions, derivatives, x):
    """A case each for one, two and three functions."""
    if len(functions) == 1:
        return derivatives[0](x)
    if len(functions) == 2:
        return derivatives[0](functions[1](x)) * derivatives[1](x)
    inner = functions[2](x)
    return derivatives[0](functions[1](inner)) * derivatives[1](inner) * derivatives[2](x)


class Value__whole_powers(Value):
    """A power by repeated multiplication, which only whole exponents have."""

    def __pow__(self, exponent):
        out = Value(1.0)
        for _ in range(abs(int(exponent))):
            out = out * self
        if exponent < 0:
            inverse = Value(1 / out.data)
            inverse.parents = (out,)

            def pass_back():
                out.grad += -(inverse.data**2) * inverse.grad

            inverse.pass_back = pass_back
            return inverse
        return out


def softmax_cross_entropy__shift_by_mean(logits, labels):
    """Shifts by the mean of the logits, which does not keep them small."""
    z = logits - logits.mean(axis=1, keepdims=True)
    log_P = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    d = np.exp(log_P)
    d[rows, labels] -= 1
    return -log_P[rows, labels].mean(), d / len(labels)


def softmax_cross_entropy__shift_by_first_class(logits, labels):
    """Shifts by the first logit of each example, whatever the largest is."""
    z = logits - logits[:, :1]
    log_P = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    d = np.exp(log_P)
    d[rows, labels] -= 1
    return -log_P[rows, labels].mean(), d / len(labels)


def affine_backward__squeezed(dZ, X, W):
    """np.squeeze takes out the dimensions of length 1."""
    return dZ @ W.T, X.T @ dZ, np.squeeze(dZ.sum(axis=0))
