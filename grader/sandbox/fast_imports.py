"""Leaves out what takes time while modules are imported and serves nothing here."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator


def skip_address_parser() -> None:
    """Keep jsonschema from building a parser of web addresses; notebooks have no such field.

    Call it before nbformat is imported. jsonschema takes the parser for an option that is not
    installed, and the check of an ``iri`` format, which nothing in a notebook's schema asks for,
    is left out.
    """
    # None is import's own mark for "not to be found"; the stubs of `sys.modules` do not know it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@contextlib.contextmanager
def no_garbage() -> Iterator[None]:
    """Look for no garbage while modules are imported: hardly anything that they make is any."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
