"""Pictures of figures that the instructor's notebook draws, on the trusted side."""

from __future__ import annotations

from collections.abc import Mapping

from grader.rpc.codec import WireError

_MOST = 1000


class Pictures:
    """Known pictures by their figures' fingerprints.

    Parameters
    ----------
    known
        From a run of the instructor's own notebook.
    collects
        Whether this is such a run; only then is a picture learned.
    """

    def __init__(self, known: Mapping[str, bytes], collects: bool) -> None:
        self.known, self.collects = known, collects
        self.drawn: dict[str, bytes] = {}

    def serve(self, request: str, arguments: tuple[object, ...]) -> bytes | None:
        """Answer the learner's side: a picture it names, or take one that was drawn."""
        if not arguments or type(arguments[0]) is not str:
            raise WireError("a picture's name came in no known form")
        if request == "picture":
            return self.known.get(arguments[0])
        if self.collects and len(arguments) == 2 and type(arguments[1]) is bytes:
            if len(self.drawn) < _MOST:
                self.drawn[arguments[0]] = arguments[1]
            return None
        raise WireError("a picture came that nobody asked for")
