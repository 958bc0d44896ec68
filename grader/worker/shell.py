"""The learner's IPython: magics, displays, figures and `await` work as in a notebook."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import ExecutionResult
from traitlets import Type
from traitlets.config import Config

from grader.limits import Limits
from grader.rpc.crossing import ERROR
from grader.worker.commands import Commands
from grader.worker.outputs import Formatter, Hook, Publisher, Record, Stream
from grader.worker.rehearsal import rehearse

_shell: LearnerShell | None = None


class Transformer(TransformerManager):
    """IPython's, which splits cells into tokens only where there can be magics among them."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # IPython's
        self._own = list(self.token_transformers)

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """`lines` without magics; none of them is Python, so what is needs no look."""
        if self.token_transformers == self._own and _is_python("".join(lines)):
            return lines
        # IPython gives it no types
        transformed: list[str] = super().do_token_transforms(lines)  # type: ignore[no-untyped-call]  # IPython's
        return transformed


def _is_python(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # running it tells them
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


class LearnerShell(Commands):
    """An interactive shell whose displays and errors go to a record."""

    record: Record
    display_pub: Publisher
    displayhook: Hook
    display_formatter: Formatter
    run_cell: Callable[..., ExecutionResult]
    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)

    def init_display_formatter(self) -> None:
        """Make one that can fall silent."""
        made: Any = Formatter(parent=self)  # annotated, it would be no member of a list of shells
        self.display_formatter = made
        self.configurables.append(made)

    def should_run_async(
        self, raw_cell: str, *, transformed_cell: str | None = None, **about: object
    ) -> bool:
        """Whether a cell awaits anything, which it cannot do without the words."""
        written = transformed_cell or raw_cell
        worth_a_look = "await" in written or "async" in written
        return worth_a_look and bool(
            super().should_run_async(raw_cell, transformed_cell=transformed_cell, **about)
        )

    def enable_gui(self, gui: object = None) -> None:
        """Nothing: figures come out inline."""

    def _showtraceback(self, etype: object, evalue: object, stb: Sequence[object]) -> None:
        name, lines = str(getattr(etype, "__name__", etype)), [str(line) for line in stb]
        self.record.add(
            {"output_type": ERROR, "ename": name, "evalue": _text(evalue), "traceback": lines}
        )


def _text(error: object) -> str:
    try:
        return str(error)
    except Exception:
        return "(its message could not be made)"


def warm(figures: bool = True) -> LearnerShell:
    """The one shell, made in the warm process so that forks need not make it."""
    global _shell
    if _shell is None:
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryAccessor.enabled = False
        config.InteractiveShell.colors = "nocolor"
        record = Record()
        shell = LearnerShell.instance(config=config)
        shell.input_transformer_manager = Transformer()
        shell.record = shell.display_pub.record = shell.displayhook.record = record
        shell.display_formatter.record = record
        if figures:
            _warm_figures(shell)
        shell.run_cell("None", store_history=False)
        _shell = shell
    return _shell


def _warm_figures(shell: LearnerShell) -> None:
    """Let pyplot's figures appear after a cell, as in a notebook; without pyplot, nothing."""
    try:
        from IPython.core.pylabtools import print_figure
        from matplotlib_inline import backend_inline
        from matplotlib_inline.config import InlineBackend
    except ImportError:
        return
    import matplotlib
    import matplotlib.pyplot as plt

    matplotlib.use("module://matplotlib_inline.backend_inline")
    InlineBackend.instance(parent=shell)
    show_inline: Callable[..., None] = backend_inline.configure_inline_support
    show_inline(shell, "inline")
    plt.ion()  # without it, no figure is shown after a cell
    rehearse(print_figure)
    plt.uninstall_repl_displayhook()  # it draws every figure once more, for a window


def start(limits: Limits) -> LearnerShell:
    """The shell, with its streams caught."""
    shell = warm()
    sys.stdout = Stream("stdout", shell.record)
    sys.stderr = Stream("stderr", shell.record)
    shell.user_ns["__name__"] = "__main__"
    shell.record.begin(limits.output_bytes)
    return shell
