"""Run what a lesson shows of an answer: every picture, plot and table below it, in one process.

    python -m tests.lessons.shown [LESSON or EXERCISE ...]

sends all wrong answers that there are through all of them, and both ends of every slider, and
prints those that end in a traceback, a warning or a word on standard error. It takes half an hour
for all lessons; the tests take some answers of each kind.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import linecache
import logging
import pickle
import symtable
import sys
import traceback
import types
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import IO, Any

import matplotlib
import matplotlib.pyplot as plt

from authoring.lesson import lesson_names, read_lesson
from authoring.mistakes import Loaded
from course import data
from course.widget import bundle
from course.widget.live import Live
from course.widget.still import StillCanvas
from tests.authoring.lessons import loaded
from tests.lessons.wrong import known, odd, unforeseen

matplotlib.use("Agg")

# The same cells on less data and with fewer steps: what they show must not fail, not be right.
LESS: dict[str, list[tuple[str, str]]] = {
    "02-gradient-descent": [("1e-3, 3000)", "1e-3, 60)"), (", 81)", ", 9)")],
    "03-chain-rule": [("steps=2000", "steps=20")],
    "04-gd-variants": [("size=(4000, 2)", "size=(100, 2)"), ("zeros(4000)", "zeros(100)"),
                       ("2000", "100"), ("geomspace(1, 4000", "geomspace(1, 100")],
    "06-adam": [("swarm=1000", "swarm=50"), ("range(1700)", "range(60)"), ("T = 4000", "T = 1400"),
                ("steps=6000", "steps=200"), ("range(1, 1001)", "range(1, 60)")],
    "07-capstone": [("epochs=20", "epochs=2"), ("labels, 20, 32", "labels, 2, 32"),
                    ("training(my_run,", "training(my_run, epochs=2,")],
}  # fmt: skip
KINDS = ("waiting", "trouble", "diverges", "fine", "running")


@dataclass
class Cell:
    """A code cell: what it reads and binds, and, for an answer, the exercise."""

    source: str
    answers: str = ""
    reads: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)


@dataclass
class Shown:
    """What came out of cells: printed words, live pictures, and all that nobody should see."""

    said: str = ""
    pictures: list[Live] = field(default_factory=list)
    figures: int = 0
    bad: list[str] = field(default_factory=list)


@cache
def cells(lesson: str) -> list[Cell]:
    """The lesson's code cells but its checks, on less data."""
    answers = {one.exercise.answer.source: one for one in loaded(lesson)}
    found = []
    for cell in read_lesson(lesson).cells:
        if cell.cell_type != "code" or cell.metadata.get("nbgrader", {}).get("grade"):
            continue
        one = answers.get(cell.source)
        source = cell.source if one is None else one.exercise.solution
        for old, new in () if one else LESS.get(lesson, ()):
            source = source.replace(old, new)
        found.append(Cell(source, one.name if one else "", *_names(source)))
    return found


def _names(source: str) -> tuple[set[str], set[str]]:
    """The global names that a cell reads, its functions too, and those that it binds."""
    top = symtable.symtable(source, "a cell", "exec")
    binds = {one.get_name() for one in top.get_symbols() if one.is_assigned()}
    tables, reads = [top], set()
    for table in tables:  # grows while it is walked
        tables += table.get_children()
        found = table.get_symbols()
        reads |= {one.get_name() for one in found if one.is_referenced() and _is_global(one, top)}
    return reads, binds


def _is_global(symbol: symtable.Symbol, top: symtable.SymbolTable) -> bool:
    return symbol.is_global() or symbol in top.get_symbols()


def below(lesson: str, name: str) -> list[bool]:
    """For each cell whether it shows something of the exercise ``name``, directly or not."""
    touched, shows = {name}, []
    passed = False
    for cell in cells(lesson):
        passed |= cell.answers == name
        reads = bool((cell.reads - cell.binds) & touched)
        touched = touched | cell.binds if reads else touched - (cell.binds - {name})
        shows.append(passed and not cell.answers and reads)
    return shows


@cache
def reference(lesson: str) -> list[dict[str, Any]]:
    """The names that each cell binds when all answers are right."""
    names: dict[str, Any] = {}
    bound = []
    for cell in cells(lesson):
        before = dict(names)
        shown = Shown()
        run(cell.source, names, shown)
        if shown.bad:
            raise AssertionError(f"{lesson}: {shown.bad}")
        bound.append({key: value for key, value in names.items() if before.get(key) is not value})
    return bound


def show(one: Loaded, answer: str, ends: bool = False) -> Shown:
    """Run an answer's source after the right one, and all cells below that show something of it.

    With ``ends`` every slider is moved to both of its ends, too.
    """
    lesson, shown = one.exercise.lesson, Shown()
    names: dict[str, Any] = {}
    for cell, bound, uses in zip(
        cells(lesson), reference(lesson), below(lesson, one.name), strict=True
    ):
        if cell.answers == one.name:
            run(cell.source, names, Shown())
            run(answer, names, Shown())
        elif cell.answers:
            run(cell.source, names, Shown())
        elif uses:
            run(cell.source, names, shown, ends)
        else:
            names.update(bound)
    return shown


def run(source: str, names: dict[str, Any], shown: Shown, ends: bool = False) -> None:
    """Run one cell as a notebook does: its last value is shown, then its figures are drawn."""
    names.setdefault("__name__", "__main__")
    file = f"<ipython-input-{hash(source)}>"
    linecache.cache[file] = len(source), None, source.splitlines(True), file
    out, err = io.StringIO(), io.StringIO()
    before = set(map(id, names.values()))
    handler = _Notes(shown)
    logging.getLogger().addHandler(handler)
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            warnings.catch_warnings(record=True) as caught,
            _in_a_notebook(),
        ):
            warnings.simplefilter("always")
            _show(_evaluated(source, file, names), shown, ends)
            for value in list(names.values()):  # a training shows itself, and is kept by name
                if isinstance(value, Live) and id(value) not in before:
                    shown.pictures.append(value)
                    _look_at(value, shown)
            for number in plt.get_fignums():
                plt.figure(number).canvas.draw()
                shown.figures += 1
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{last.filename}:{last.lineno}"
        shown.bad.append(f"{type(error).__name__}: {error} at {place}")
        if isinstance(error, KeyboardInterrupt):
            raise
    finally:
        plt.close("all")
        logging.getLogger().removeHandler(handler)
    shown.said += out.getvalue()
    shown.bad += [f"{one.category.__name__}: {one.message}" for one in caught]
    if err.getvalue():
        shown.bad.append(f"on standard error: {err.getvalue()}")


class _Notes(logging.Handler):
    """A log's warnings are written on standard error where nobody listens."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(logging.WARNING)
        self.shown = shown

    def emit(self, record: logging.LogRecord) -> None:
        self.shown.bad.append(f"logged: {record.getMessage()}")


def _evaluated(source: str, file: str, names: dict[str, Any]) -> Any:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), file, "eval"), names)


@contextlib.contextmanager
def _in_a_notebook() -> Iterator[None]:
    """Pictures show themselves, to nobody."""
    before = bundle.display, bundle.get_ipython
    shell: Any = types.SimpleNamespace(execution_count=1)
    bundle.display, bundle.get_ipython = (lambda *_, **__: None), (lambda: shell)  # type: ignore[assignment]
    StillCanvas.print_png = _print_png_once  # type: ignore[method-assign]
    try:
        yield
    finally:
        bundle.display, bundle.get_ipython = before  # type: ignore[assignment]
        StillCanvas.print_png = PRINT_PNG  # type: ignore[method-assign]


PRINT_PNG = StillCanvas.print_png
_drawn: dict[bytes, bytes] = {}


def _print_png_once(canvas: StillCanvas, file: IO[bytes], **more: Any) -> None:
    """Draw no still twice: equal content gives equal pixels, and wrong answers share many."""
    content = hashlib.sha256(pickle.dumps(canvas.content)).digest()
    if content not in _drawn:
        drawn = io.BytesIO()
        PRINT_PNG(canvas, drawn, **more)
        _drawn[content] = drawn.getvalue()
    file.write(_drawn[content])


def _show(value: Any, shown: Shown, ends: bool) -> None:
    if not isinstance(value, Live):
        repr(value)
        return
    shown.pictures.append(value)
    _look_at(value, shown)
    for slider in value.sliders if ends else ():
        for end in (slider.low, slider.high):
            value.move(**{slider.name: end})
            _look_at(value, shown)
        value.move(**{slider.name: slider.value})
    value.close()


def _look_at(picture: Live, shown: Shown) -> None:
    """Its outputs in the notebook, and what the browser gets: plain JSON, with words."""
    picture._ipython_display_()
    json.dumps([picture.scene, picture.state], allow_nan=False)
    if not picture.message or picture.look.kind not in KINDS:
        shown.bad.append(f"a picture of kind {picture.look.kind!r} says {picture.message!r}")


def fewer_digits() -> data.Digits:
    """Every eighth digit, for trainings whose result does not matter."""
    X, labels, X_test, labels_test = DIGITS
    return data.Digits(X[::8], labels[::8], X_test[::8], labels_test[::8])


DIGITS = data.digits()


def wrong(one: Loaded) -> dict[str, str]:
    """All wrong answers that there are to an exercise, by name."""
    return dict([*odd(one), *known(one), *unforeseen(one)])


def main(wanted: list[str]) -> int:
    """Print what goes wrong, and how many answers there were."""
    count = failed = 0
    for one in [one for lesson in lesson_names() for one in loaded(lesson)]:
        if wanted and one.exercise.lesson not in wanted and one.name not in wanted:
            continue
        for name, source in wrong(one).items():
            count += 1
            if bad := show(one, source, ends=True).bad:
                failed += 1
                print(f"{one.exercise.lesson}, {one.name}, {name}: {bad[0]}", flush=True)
    print(f"{count} wrong answers, {failed} of them end in a traceback or a warning")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
