"""The digits are the ones that were published, and everybody gets the same split."""

from __future__ import annotations

import hashlib
from importlib import resources

import numpy as np

from course import data

# The class counts that UCI publishes for its test set, which scikit-learn ships.
PUBLISHED = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_digits_are_the_published_ones_bit_for_bit() -> None:
    with np.load(str(resources.files("course.data") / "digits.npz")) as file:
        pixels, labels = file["pixels"], file["labels"]
    assert pixels.shape == (1797, 64) and pixels.dtype == np.uint8 and pixels.max() == 16
    assert np.bincount(labels).tolist() == PUBLISHED
    assert pixels[0, :8].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    digest = hashlib.sha256(pixels.tobytes() + labels.tobytes()).hexdigest()
    assert digest == "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"


def test_split_is_fixed_and_covers_every_digit_once() -> None:
    X, labels, X_test, labels_test = data.digits()
    assert (X.shape, labels.shape) == ((1442, 64), (1442,))
    assert (X_test.shape, labels_test.shape) == ((355, 64), (355,))
    assert X.min() == X_test.min() == 0 and X.max() == X_test.max() == 1
    both = np.bincount(labels) + np.bincount(labels_test)
    assert both.tolist() == PUBLISHED
    assert np.bincount(labels_test).tolist() == [count // 5 for count in PUBLISHED]
    with np.load(str(resources.files("course.data") / "digits.npz")) as file:
        everything = np.sort(np.column_stack([file["pixels"] / 16, file["labels"]]), axis=0)
    split = np.column_stack([np.concatenate([X, X_test]), np.concatenate([labels, labels_test])])
    np.testing.assert_array_equal(np.sort(split, axis=0), everything)
    assert not {row.tobytes() for row in X} & {row.tobytes() for row in X_test}


def test_parts_are_the_training_digits_and_half_of_the_others() -> None:
    everything, parts = data.digits(), data.parts()
    np.testing.assert_array_equal(parts.X_train, everything.X_train)
    np.testing.assert_array_equal(parts.labels_train, everything.labels_train)
    others = {row.tobytes(): label for row, label in zip(*everything[2:], strict=True)}
    known = [others[row.tobytes()] for row in parts.X_validation]
    assert parts.labels_validation.tolist() == known and len(known) == 179
    counts = np.bincount(parts.labels_validation)
    assert counts.min() >= 17 and counts.max() <= 18


def test_final_share_is_measured_on_what_is_in_neither_part() -> None:
    """A network that answers by one pixel, counted by hand."""
    X, labels = data.digits()[2:]
    seen = {row.tobytes() for row in data.parts().X_validation}
    locked = np.array([row.tobytes() not in seen for row in X])
    W1, W2 = np.zeros((64, 1)), np.zeros((1, 10))
    W1[20], W2[0, 1] = 1.0, 1.0
    params = {"W1": W1, "b1": np.array([-0.5]), "W2": W2, "b2": np.zeros(10)}
    right = np.where(X[:, 20] > 0.5, 1, 0) == labels
    assert 0 < right[locked].mean() < 1
    assert data.final_share(params) == right[locked].mean()


def test_digits_are_new_arrays_at_each_call() -> None:
    first = data.digits()
    first.X_train[:] = 0
    assert data.digits().X_train.max() == 1


def test_readme_names_source_and_licence() -> None:
    text = (resources.files("course.data") / "README.md").read_text(encoding="utf-8")
    for words in ("Alpaydin", "Kaynak", "UCI", "CC BY 4.0", "creativecommons.org/licenses/by/4.0"):
        assert words in text
