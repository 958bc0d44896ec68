"""The two-layer network of lesson 03, for lesson 07: where it starts, its loss and gradients."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Params = dict[str, Array]

__all__ = ["initial_params", "mlp_gradients"]


def initial_params(sizes: tuple[int, int, int], rng: np.random.Generator) -> Params:
    """Draw the weights that training starts from.

    Each weight is normal with variance 1 / (number of inputs), so that the values that go into
    the next layer are about as large as those that came in (LeCun et al., "Efficient BackProp",
    1998, section 4.6). Biases are zero.

    Parameters
    ----------
    sizes
        Numbers of inputs, hidden units and classes.
    rng
        Where the randomness comes from.

    Returns
    -------
    dict of arrays
        ``W1 (inputs, hidden)``, ``b1 (hidden,)``, ``W2 (hidden, classes)``, ``b2 (classes,)``.

    Examples
    --------
    >>> params = initial_params((64, 16, 10), np.random.default_rng(0))
    >>> {name: array.shape for name, array in params.items()}
    {'W1': (64, 16), 'b1': (16,), 'W2': (16, 10), 'b2': (10,)}
    """
    inputs, hidden, classes = sizes
    return {
        "W1": rng.normal(size=(inputs, hidden)) / np.sqrt(inputs),
        "b1": np.zeros(hidden),
        "W2": rng.normal(size=(hidden, classes)) / np.sqrt(hidden),
        "b2": np.zeros(classes),
    }


def mlp_gradients(params: Params, X: Array, labels: NDArray[np.int64]) -> tuple[float, Params]:
    """Mean cross-entropy of ``softmax(tanh(X @ W1 + b1) @ W2 + b2)``, and its gradients.

    Parameters
    ----------
    params
        ``W1 (d, h)``, ``b1 (h,)``, ``W2 (h, k)``, ``b2 (k,)``.
    X, labels
        Examples ``(m, d)``, and their classes ``(m,)``, whole numbers from 0 to k − 1.

    Returns
    -------
    loss
        The mean over the m examples.
    grads
        Its gradient with respect to each of ``params``, by the same names.

    Examples
    --------
    With weights of zero each of ten classes is as likely as any other:

    >>> params = {"W1": np.zeros((64, 16)), "b1": np.zeros(16)}
    >>> params |= {"W2": np.zeros((16, 10)), "b2": np.zeros(10)}
    >>> loss, grads = mlp_gradients(params, np.ones((3, 64)), np.array([0, 1, 2]))
    >>> round(loss - float(np.log(10)), 12)
    0.0
    """
    rows = np.arange(len(labels))
    hidden = np.tanh(X @ params["W1"] + params["b1"])  # (m, h)
    scores = hidden @ params["W2"] + params["b2"]  # (m, k)
    shifted = scores - scores.max(axis=1, keepdims=True)  # exp can't overflow
    log_share = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -float(log_share[rows, labels].mean())
    dscores = np.exp(log_share)
    dscores[rows, labels] -= 1
    dscores /= len(labels)
    dZ1 = (dscores @ params["W2"].T) * (1 - hidden**2)  # (m, h)
    grads = {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": hidden.T @ dscores,
        "b2": dscores.sum(axis=0),
    }
    return loss, grads
