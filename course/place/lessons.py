"""Look at lessons in this very process, where no other can be had."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def look_here(
    folders: Sequence[Path], scratch: Path, look: Callable[[Path, Path], None]
) -> Iterator[tuple[str, bool]]:
    """Look at each lesson, and leave this process as it was found.

    Parameters
    ----------
    folders : sequence of Path
        The lessons.
    scratch : Path
        Where the results go, into files named like the lessons.
    look : callable
        ``look(folder, results)`` looks at one lesson, under limits of its own.

    Yields
    ------
    name, in_time : str, bool
        As each one ends; here none is ended from outside.
    """
    for folder in folders:
        with _as_it_was():
            os.chdir(folder)
            look(folder, scratch / folder.name)
        yield folder.name, True


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Put back the main module, the folders of imports, the folder we are in, and the figures."""
    from matplotlib import pyplot as plt

    main, paths, here = sys.modules["__main__"], list(sys.path), Path.cwd()
    figures = set(plt.get_fignums())
    try:
        yield
    finally:
        for made in set(plt.get_fignums()) - figures:
            plt.close(made)
        sys.modules["__main__"], sys.path[:] = main, paths
        os.chdir(here)
