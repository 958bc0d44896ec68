"""`__main__` as a notebook's tests see it: the module whose names are theirs and the learner's."""

from __future__ import annotations

import sys
import types
from collections.abc import MutableMapping
from typing import Any


class MainModule(types.ModuleType):
    """The names of test cells as a module, for `mock.patch("__main__.f")` and `import __main__`."""

    def __init__(self, names: MutableMapping[str, object]) -> None:
        super().__init__("__main__")
        object.__setattr__(self, "_names", names)

    @property  # a module's own is writeable, says typeshed; nobody may replace this one
    def __dict__(self) -> object:  # type: ignore[override]
        """The names themselves; `dataclass` and `mock.patch` look there."""
        return self._names

    def __getattr__(self, name: str) -> Any:
        try:
            return self._names[name]
        except KeyError:
            raise AttributeError(f"module `__main__` has no attribute `{name}`") from None

    def __setattr__(self, name: str, value: object) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._names[name]
        except KeyError:
            raise AttributeError(name) from None


def use_as_main(names: MutableMapping[str, object]) -> None:
    """Let `names` be what this process calls `__main__` from now on."""
    sys.modules["__main__"] = MainModule(names)
