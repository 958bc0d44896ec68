"""Weave each reference solution into its hidden tests, and take it out again.

People write the solution once, in the answer cell. The generated notebook's hidden tests carry a
copy, so that they are complete in themselves wherever nbgrader runs them.
"""

from __future__ import annotations

import ast
import re
from itertools import takewhile

from nbformat import NotebookNode

from authoring.errors import LessonError
from authoring.exams import HIDDEN
from authoring.lesson import Exercise, exercises

WOVEN = "# Woven in by `make build` from the answer cell; edit it there."


def weave(lesson: str, notebook: NotebookNode) -> None:
    """Append to each check cell's exam the call that grades against the reference."""
    found = exercises(lesson, notebook)
    imports = import_lines(notebook)
    for exercise in found:
        call = _grade_call(exercise, references(exercise, found, imports))
        lends = f"{exercise.exam_name}.lends = {lent(exercise, found)!r}"
        woven = f"{WOVEN}\n{lends}\n{call}\n{HIDDEN[1]}"
        exercise.check.source = exercise.check.source.replace(HIDDEN[1], woven)


def unweave(notebook: NotebookNode) -> None:
    """Take out what `weave` put in."""
    pattern = re.compile(re.escape(WOVEN) + r".*?(?=" + re.escape(HIDDEN[1]) + ")", re.DOTALL)
    for cell in notebook.cells:
        cell.source = pattern.sub("", cell.source)


def references(exercise: Exercise, others: list[Exercise], imports: dict[str, str]) -> str:
    """Return source that defines the reference, and all it needs from imports and exercises."""
    by_name = {other.name: other for other in others}
    needed = [exercise.name]
    for name in needed:  # grows while it is walked: what an earlier exercise needs is needed too
        used = _names(by_name[name].solution) | set(lent(by_name[name], others))
        needed += [other for other in by_name if other in used and other not in needed]
    sources = [by_name[name].solution for name in by_name if name in needed]
    bound = set().union(*map(_names, sources))
    lines = dict.fromkeys(line for name, line in imports.items() if name in bound)
    return "\n".join([*lines, "", *sources] if lines else sources)


def _grade_call(exercise: Exercise, solution: str) -> str:
    if "'''" in solution:
        raise LessonError(
            f"{exercise.lesson}, the answer cell of {exercise.name}: a solution may not hold "
            "''', since it is copied into the hidden tests as a string; write the docstring "
            'with """.'
        )
    points = f"{exercise.points:g}"
    return (
        f"{exercise.exam_name}.grade({exercise.name}, name={exercise.name!r}, points={points}, "
        f"solution=r'''\n{solution}''')"
    )


def lent(exercise: Exercise, others: list[Exercise]) -> list[str]:
    """Return the exercises of which the answer gets correct ones while it is examined.

    They are those that its exam names in `lends`, which is read without running it; by default
    all functions among the lesson's earlier exercises. A class or a value gets none.
    """
    earlier = list(takewhile(lambda other: other.name != exercise.name, others))
    for node in ast.walk(ast.parse(exercise.hidden)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "lends":
            return _only(ast.literal_eval(node.value), exercise, earlier)
    return [other.name for other in earlier if other.is_function and exercise.is_function]


def _only(names: list[str], exercise: Exercise, earlier: list[Exercise]) -> list[str]:
    """Refuse to lend what is still to be answered: an answer could ask it what is right."""
    later = [name for name in names if name not in {other.name for other in earlier}]
    if later:
        raise LessonError(
            f"{exercise.lesson}, the exam of {exercise.name}: `lends` names {', '.join(later)}, "
            "but only exercises that stand before it may be lent."
        )
    return names


def _names(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def import_lines(notebook: NotebookNode) -> dict[str, str]:
    """Return the lesson's top-level imports, by the name that each binds."""
    lines = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or "nbgrader" in cell.metadata:
            continue
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    lines[alias.asname or alias.name] = _one_import(node, alias)
    return lines


def _one_import(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    single = ast.ImportFrom(node.module, [alias], 0) if isinstance(node, ast.ImportFrom) else None
    return ast.unparse(single or ast.Import([alias]))
