"""The instructor's cells of a notebook, looked up once for all submissions of a run."""

from __future__ import annotations

import weakref

from nbgrader.api import Gradebook

from grader.nbgrader.folders import owner_of, source_notebook
from grader.nbgrader.plan import Step, instructor_steps
from grader.nbgrader.stock import About, Part

_known: weakref.WeakKeyDictionary[object, dict[tuple[str, ...], list[Step]]] = (
    weakref.WeakKeyDictionary()
)


def steps_for(preprocessor: Part, about: About) -> list[Step]:
    """The instructor's cells in order, as they were when the run first asked.

    Parameters
    ----------
    preprocessor
        One of nbgrader's steps: it tells which run this is.
    about
        ``db_url``, ``assignment`` and ``notebook``, as in nbgrader's resources.
    """
    known = _known.setdefault(owner_of(preprocessor), {})
    name = about["db_url"], about["assignment"], about["notebook"]
    if name not in known:
        source = source_notebook(preprocessor, about["assignment"], about["notebook"])
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(about["notebook"], about["assignment"])
            known[name] = instructor_steps(notebook, source)
    return known[name]
