"""Run an answer without its prints and warnings, where they would bury what is to be read."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator

import numpy as np


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Swallow what the block prints, and its Python and NumPy warnings."""
    with unwarned(), contextlib.redirect_stdout(io.StringIO()):
        yield


@contextlib.contextmanager
def unwarned() -> Iterator[None]:
    """Swallow what the block writes as errors, and its Python and NumPy warnings."""
    with (
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield
