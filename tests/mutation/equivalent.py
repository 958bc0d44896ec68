"""Mutants that live because they are right, each with the reason; nothing else may live."""

from __future__ import annotations

_START = "theta = np.array(theta0, dtype=float) → theta = np.array(theta0)"
_START_WHY = (
    "A start of whole numbers stays one, but the first step makes a new array of floats, and the "
    "path is stacked as floats: every value is the same."
)
_OVERWRITTEN = "Every entry is written before the array is read."
_KEYS = "Both dictionaries have the same keys, by the prompt."
_FREE = (
    "The prompt leaves the network's size, the batches and the optimizer to the learner; this "
    "choice meets its demands as well."
)

EQUIVALENT: dict[str, dict[str, str]] = {
    "02:gradient_descent": {_START: _START_WHY},
    "02:numerical_gradient": {
        "grad = np.zeros_like(theta) → grad = np.ones_like(theta)": _OVERWRITTEN,
    },
    "02:descend_until": {_START: _START_WHY},
    "03:neuron_gradient": {
        "R = np.maximum(Z, 0) → R = np.maximum(Z, -1)": (
            "R differs only where Z is negative, and there the mask of relu's derivative makes "
            "the product zero."
        ),
    },
    "03:softmax_cross_entropy": {
        "rows = np.arange(len(labels)) → rows = np.arange(len(logits))": (
            "There is one label for each row of logits."
        ),
        "return (loss, dlogits / len(labels)) → return (loss, dlogits / len(logits))": (
            "There is one label for each row of logits."
        ),
    },
    "05:run_momentum": {_START: _START_WHY},
    "06:run_adam": {_START: _START_WHY},
    "07:my_run": {
        "velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] for name in params} "
        "→ velocity = {name: 0.9 * state.get(name, 0.0) + 0.11000000000000001 * grads[name] "
        "for name in params}": _FREE,
        "velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] for name in params} "
        "→ velocity = {name: 0.9 * state.get(name, 0.0) + 0.1 * grads[name] "
        "for name in grads}": _KEYS,
        "return ({name: params[name] - velocity[name] for name in params}, velocity) "
        "→ return ({name: params[name] - velocity[name] for name in grads}, velocity)": _KEYS,
        "begin = initial_params((64, 32, 10), rng) "
        "→ begin = initial_params((64, 33, 10), rng)": _FREE,
        "begin = initial_params((64, 32, 10), rng) "
        "→ begin = initial_params((64, 31, 10), rng)": _FREE,
        "return train(begin, X, labels, step, epochs, batch_size=64, rng=rng) "
        "→ return train(begin, X, labels, step, epochs, batch_size=65, rng=rng)": _FREE,
        "return train(begin, X, labels, step, epochs, batch_size=64, rng=rng) "
        "→ return train(begin, X, labels, step, epochs, batch_size=63, rng=rng)": _FREE,
    },
    "07:compare": {"ax.legend() → nothing": "The prompt leaves the legend to the learner."},
    "07:loss_on_plane": {
        "losses = np.zeros((len(betas), len(alphas))) "
        "→ losses = np.ones((len(betas), len(alphas)))": _OVERWRITTEN,
        "there = {name: params[name] + alpha * first[name] + beta * second[name] "
        "for name in params} → there = {name: params[name] + alpha * first[name] "
        "+ beta * second[name] for name in first}": _KEYS,
    },
}
"""By exercise, what was changed and why the answer is still right."""
