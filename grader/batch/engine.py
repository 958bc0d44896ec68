"""What nbgrader does anew for each submission, and a batch does once.

nbgrader opens the gradebook a dozen times for each submission. Each time SQLAlchemy would compile
every query anew, which was half of the time that recording a submission took, and look whether
every table and the course exist. It writes each mark to the disk by itself. And for every cell it
checks the schema of cells' metadata.
"""

from __future__ import annotations

import functools
import json
from typing import Any

from jsonschema.exceptions import best_match  # type: ignore[import-untyped]  # has no types
from jsonschema.validators import validator_for  # type: ignore[import-untyped]  # nor here
from nbgrader import api
from nbgrader.nbgraderformat import common

_cells: dict[Any, Any] = {}
"""The instructor's, by gradebook and names, for one batch."""


def share_engine() -> None:
    """Let this process open each gradebook through one engine, which keeps compiled queries."""
    _cells.clear()
    if not hasattr(api.create_engine, "cache_info"):
        api.create_engine = functools.cache(_kept_open(api.create_engine))
        api.Base.metadata.create_all = functools.cache(api.Base.metadata.create_all)
        api.sessionmaker = functools.cache(api.sessionmaker)
        api.inspect = _until_there_are_tables(api.inspect)
        _note_course_once()
        for name in ("find_source_cell", "find_graded_cell"):
            setattr(api.Gradebook, name, _remembering(getattr(api.Gradebook, name)))
        _write_at_once()


def _kept_open(create: Any) -> Any:
    """Let a gradebook's connections stay open when it is closed: the next one takes them."""

    @functools.wraps(create)
    def created(*where: Any, **how: Any) -> Any:
        engine = create(*where, **how)
        engine.dispose = lambda: None
        return engine

    return created


def _until_there_are_tables(inspect: Any) -> Any:
    """Let a gradebook's tables be asked for until there are any."""
    seen: dict[Any, Any] = {}

    @functools.wraps(inspect)
    def inspected(engine: Any) -> Any:
        if engine not in seen:
            found = inspect(engine)  # it remembers its answers
            if not found.get_table_names():
                return found
            seen[engine] = found
        return seen[engine]

    return inspected


def _note_course_once() -> None:
    check, known = api.Gradebook.check_course, set()

    @functools.wraps(check)
    def check_course(self: Any, course_id: str = "default_course", **about: Any) -> Any:
        if (self.engine, course_id) in known and not about:
            return None  # whose only caller wants nothing of it
        course = check(self, course_id, **about)
        known.add((self.engine, course_id))
        return course

    api.Gradebook.check_course = check_course


def _remembering(find: Any) -> Any:
    """Let the instructor's cells, which a batch does not change, be looked up once."""

    @functools.wraps(find)
    def found(self: Any, *names: str) -> Any:
        key = self.engine, find, names
        if key not in _cells:
            cell = _cells[key] = find(self, *names)
            self.db.expunge(cell)  # no other session's, and never to be loaded again
        return self.db.merge(_cells[key], load=False)

    return found


def _write_at_once() -> None:
    """Let what nbgrader writes while it has a gradebook open be written whole or not at all.

    ``with Gradebook(url) as gradebook:`` is one transaction then: an error in the block, or the
    end of this process, leaves the gradebook as it was.
    """
    enter, leave = api.Gradebook.__enter__, api.Gradebook.__exit__

    @functools.wraps(enter)
    def begin(self: Any) -> Any:
        self.db.commit = self.db.flush
        return enter(self)

    @functools.wraps(leave)
    def end(self: Any, kind: Any, error: Any, traceback: Any) -> Any:
        del self.db.commit
        try:
            if kind is None:
                self.db.commit()
        finally:
            leave(self, kind, error, traceback)

    api.Gradebook.__enter__, api.Gradebook.__exit__ = begin, end


class CheckedSchemas:
    """Stands for the module `jsonschema` where nbgrader validates cells; checks a schema once."""

    def __init__(self) -> None:
        self._validators: dict[str, Any] = {}

    def validate(self, instance: Any, schema: Any) -> None:
        """Raise jsonschema's ``ValidationError`` if `instance` does not follow `schema`."""
        content = json.dumps(schema)
        known = self._validators.get(content)
        if known is None:
            kind = validator_for(schema)
            kind.check_schema(schema)
            known = self._validators[content] = kind(schema)
        error = best_match(known.iter_errors(instance))
        if error is not None:
            raise error


def check_schemas_once() -> None:
    """Let nbgrader, in this process, check each schema once."""
    if not isinstance(common.jsonschema, CheckedSchemas):
        common.jsonschema = CheckedSchemas()
