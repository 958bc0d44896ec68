"""The learner's global names, as a mapping that asks the learner's side."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from grader.proxies.asker import Asker
from grader.proxies.proxy import CannotCross


class Names(MutableMapping[str, object]):
    """The learner's global names, as `f.__globals__` of one of their functions shows them."""

    def __init__(self, line: Asker) -> None:
        self._line = line

    def __getitem__(self, name: str) -> object:
        found = self._line.ask("look_up", name)
        if type(found) is tuple and len(found) == 2 and found[0] == "value":
            return found[1]
        raise KeyError(name)

    def __setitem__(self, name: str, value: object) -> None:
        self._line.ask("bind", name, value)

    def update(self, *names: object, **more: object) -> None:  # what `dict` takes
        """Give several names their values, all at once."""
        values = dict(*names, **more)
        if values:
            self._line.ask("bind_all", values)

    def __delitem__(self, name: str) -> None:
        self._line.ask("unbind", name)

    def __iter__(self) -> Iterator[str]:
        raise CannotCross("the learner's names can be looked up, not listed")

    def __len__(self) -> int:
        raise CannotCross("the learner's names can be looked up, not counted")
