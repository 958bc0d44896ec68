"""Every limit a submission runs under, in one place.

Wall times are enforced from outside the sandbox; the rest by the kernel, or where messages are
decoded.
An instructor changes one with, say, ``c.IsolatedExecute.limits = {"cell_seconds": 60}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

MEBI = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    cell_seconds
        Wall time of one cell, a test cell included. Then the learner's code is interrupted.
    call_seconds
        Wall time of one call that a test makes of the learner's code.
    grace_seconds
        Time an interrupted cell has to stop before the whole sandbox is ended.
    submission_seconds
        Wall time of a whole notebook.
    cpu_seconds
        Processor time of one process.
    memory_bytes
        Address space of one process beyond what the warm process had mapped.
    total_memory_bytes
        Resident memory of all processes of the submission together.
    examiner_bytes
        Address space of the trusted process that runs the submission's tests, beyond what it
        had mapped: what a submission can make it hold.
    processes
        Processes and threads at once, snapshots not counted.
    snapshots
        Snapshots of a notebook, one for each test with a hidden part. A test beyond them meets
        the notebook as it is at its end.
    open_files
        File descriptors of one process.
    scratch_bytes
        Size of the private scratch disk; ``/tmp`` and ``/dev/shm`` are parts of it.
    file_bytes
        Size of one file.
    output_bytes
        Outputs kept of one cell; the rest is cut with a word about it.
    submission_output_bytes
        Outputs kept of a whole notebook.
    message_bytes
        Size of one message between the learner's side and ours, either way.
    message_depth
        Nesting of one message.
    message_items
        Values in one message.
    integer_bits
        Size of one whole number.
    messages
        Messages in one submission.
    notebook_bytes
        Size of a submitted notebook file.
    cells
        Cells in a submitted notebook.
    source_bytes
        Letters in the cells of a submitted notebook, without outputs and pictures.
    reading_seconds
        Processor time that reading a submitted notebook may take.
    reading_bytes
        Address space that reading it may take, in a process of its own.
    """

    cell_seconds: float = 30.0
    call_seconds: float = 10.0
    grace_seconds: float = 2.0
    submission_seconds: float = 300.0
    cpu_seconds: int = 300
    memory_bytes: int = 2048 * MEBI
    total_memory_bytes: int = 3072 * MEBI
    examiner_bytes: int = 2048 * MEBI
    processes: int = 64
    snapshots: int = 250
    open_files: int = 256
    scratch_bytes: int = 256 * MEBI
    file_bytes: int = 128 * MEBI
    output_bytes: int = 4 * MEBI
    submission_output_bytes: int = 24 * MEBI
    message_bytes: int = 128 * MEBI
    message_depth: int = 64
    message_items: int = 2_000_000
    integer_bits: int = 65_536
    messages: int = 5_000_000
    notebook_bytes: int = 32 * MEBI
    cells: int = 2_000
    source_bytes: int = 8 * MEBI
    reading_seconds: float = 10.0
    reading_bytes: int = 1024 * MEBI

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                raise ValueError(f"limit `{name}` must be a number above 0, got {value!r}")

    @classmethod
    def from_config(cls, changes: Mapping[str, object]) -> Limits:
        """Defaults with `changes`; an unknown name says which names there are.

        Examples
        --------
        >>> limits = Limits.from_config({"cell_seconds": 60})
        >>> limits.cell_seconds, limits.call_seconds
        (60, 10.0)
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(changes) - known)
        if unknown:
            raise ValueError(f"no limit is called {unknown}; there are: {', '.join(sorted(known))}")
        # a config's values; what is no number is refused when the limits are made
        return cls(**changes)  # type: ignore[arg-type]

    @classmethod
    def from_timeout(cls, seconds: int | None, changes: Mapping[str, object]) -> Limits:
        """Limits for nbgrader's timeout of a cell, with `changes`, which win.

        A course that sets the timeout gives as much to each call that a test makes, and to a whole
        notebook at least two cells' time. None or a number not above 0 means no limit of a cell's
        own, as in nbgrader: then only the notebook's time counts.

        Parameters
        ----------
        seconds
            nbgrader's ``c.Execute.timeout``, which may be set by ``c.ExecutePreprocessor.timeout``.
        """
        limits = cls.from_config(changes)
        if seconds == cls.cell_seconds:
            return limits
        endless = seconds is None or seconds <= 0
        cell = limits.submission_seconds if endless else float(seconds or 0)
        whole = max(limits.submission_seconds, 2 * cell) if not endless else cell
        from_timeout = {
            "cell_seconds": cell,
            "call_seconds": max(limits.call_seconds, cell),
            "submission_seconds": whole,
            "cpu_seconds": max(limits.cpu_seconds, int(whole)),
        }
        new = {name: value for name, value in from_timeout.items() if name not in changes}
        return cls.from_config(dict(changes) | new)

    def told(self, seconds: float) -> str:
        """A limit of time in words, with the name by which an instructor can raise it."""
        timed = ("call_seconds", "cell_seconds", "submission_seconds")
        names = [f"`{name}`" for name in timed if getattr(self, name) == seconds]
        return f"{seconds:g} s ({', '.join(names)})" if names else f"{seconds:g} s"

    def for_files(self) -> Limits:
        """The same, for messages of our own that carry an assignment's data files."""
        return replace(self, message_bytes=self.message_bytes + 2 * self.scratch_bytes)

    def as_plain(self) -> dict[str, float]:
        """As plain data, to cross a process boundary."""
        return asdict(self)
