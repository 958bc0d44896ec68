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
