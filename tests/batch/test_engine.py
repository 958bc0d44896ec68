"""What a batch does once instead of for each submission comes to the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from nbgrader import api
from nbgrader.nbgraderformat import common
from sqlalchemy import event

from grader.batch.engine import CheckedSchemas, check_schemas_once, share_engine
from grader.nbgrader.configuration import find_tools

SCHEMA = {"type": "object", "properties": {"points": {"type": "number"}}, "required": ["points"]}


@pytest.mark.parametrize("instance", [{"points": 1}, {"points": "one"}, {}, [], None])
def test_cells_are_judged_as_by_jsonschema(instance: Any) -> None:
    def words(validate: Any) -> str:
        try:
            validate(instance, SCHEMA)
        except jsonschema.ValidationError as error:
            return str(error)
        return ""

    ours = CheckedSchemas()
    assert words(ours.validate) == words(jsonschema.validate) == words(ours.validate)


def test_a_schema_is_checked_once_and_a_wrong_one_every_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = jsonschema.validators.validator_for(SCHEMA)
    checked: list[Any] = []
    check = kind.check_schema
    monkeypatch.setattr(kind, "check_schema", lambda one: (checked.append(one), check(one)))
    ours = CheckedSchemas()
    for _ in range(3):
        ours.validate({"points": 1}, dict(SCHEMA))
    assert len(checked) == 1
    for _ in range(2):
        with pytest.raises(jsonschema.SchemaError):
            ours.validate({}, {"type": "nothing"})


def test_nbgraders_own_validation_goes_that_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "jsonschema", common.jsonschema)
    check_schemas_once()
    assert isinstance(common.jsonschema, CheckedSchemas)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch's way to open gradebooks, whatever ran before in this process."""
    for name in ("create_engine", "sessionmaker", "inspect"):
        monkeypatch.setattr(api, name, _plain(getattr(api, name)))
    monkeypatch.setattr(api.Gradebook, "check_course", _plain(api.Gradebook.check_course))
    for name in ("__enter__", "__exit__", "find_source_cell", "find_graded_cell"):
        monkeypatch.setattr(api.Gradebook, name, _plain(getattr(api.Gradebook, name)))
    metadata = api.Base.metadata
    monkeypatch.setattr(metadata, "create_all", _plain(metadata.create_all))
    find_tools()  # nbgrader starts alembic by its bare name
    share_engine()


def _plain(function: Any) -> Any:
    return getattr(function, "__wrapped__", function)


@pytest.mark.usefixtures("shared")
def test_every_gradebook_has_its_tables_and_its_courses(tmp_path: Path) -> None:
    """Opened again and again, for two courses, and two files in turn."""
    files = [f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two")]
    for course in ("a", "b", "a"):
        for file in files:
            with api.Gradebook(file, course) as gradebook:
                gradebook.update_or_create_student("ada", last_name=course)
    for file in files:
        with api.Gradebook(file, "a") as gradebook:
            assert gradebook.find_student("ada").last_name == "a"
            assert {one.id for one in gradebook.db.query(api.Course)} == {"a", "b"}


@pytest.mark.usefixtures("shared")
def test_a_gradebook_opened_again_asks_nothing(tmp_path: Path) -> None:
    file = f"sqlite:///{tmp_path}/one.db"
    for _ in range(2):  # the first makes the tables, the second finds them
        with api.Gradebook(file, "a"):
            pass
    statements: list[str] = []
    engine = api.create_engine(file, echo=False, future=True)
    event.listen(engine, "before_cursor_execute", lambda *all: statements.append(all[2]))
    with api.Gradebook(file, "a"):
        pass
    assert not statements


@pytest.mark.usefixtures("shared")
def test_a_file_without_tables_gets_them(tmp_path: Path) -> None:
    """It was looked at before, when it had none."""
    file = f"sqlite:///{tmp_path}/one.db"
    engine = api.create_engine(file, echo=False, future=True)
    assert not api.inspect(engine).get_table_names()
    for _ in range(2):
        with api.Gradebook(file) as gradebook:
            gradebook.update_or_create_student("ada")
    with closing(sqlite3.connect(tmp_path / "one.db")) as other:
        assert len(other.execute("select * from alembic_version").fetchall()) == 1


@pytest.mark.usefixtures("shared")
def test_what_is_written_while_a_gradebook_is_open_is_written_whole(tmp_path: Path) -> None:
    """As another process sees it: all of it at the end, or nothing if the end is an error."""
    file = f"sqlite:///{tmp_path}/one.db"

    def seen() -> set[str]:
        with closing(sqlite3.connect(tmp_path / "one.db")) as other:
            return {name for (name,) in other.execute("select id from student")}

    def write(gradebook: Any, *names: str) -> None:
        for name in names:
            gradebook.add_student(name)
            assert gradebook.find_student(name) and name not in seen()

    with api.Gradebook(file) as gradebook:
        write(gradebook, "ada", "emmy")
    assert seen() == {"ada", "emmy"}
    with pytest.raises(api.InvalidEntry), api.Gradebook(file) as gradebook:
        write(gradebook, "sofia")
        gradebook.add_student("ada")
    assert seen() == {"ada", "emmy"}
    with api.Gradebook(file) as gradebook:  # and the next one works
        write(gradebook, "sofia")
    assert seen() == {"ada", "emmy", "sofia"}


@pytest.mark.usefixtures("shared")
def test_the_instructors_cells_are_looked_up_once(tmp_path: Path) -> None:
    """And are as good as found: in another session, with all that hangs on them."""
    file = f"sqlite:///{tmp_path}/one.db"
    with api.Gradebook(file) as gradebook:
        gradebook.add_assignment("lesson")
        gradebook.add_notebook("book", "lesson")
        gradebook.add_source_cell("cell", "book", "lesson", source="x = 1", cell_type="code")
        gradebook.add_grade_cell("cell", "book", "lesson", max_score=3, cell_type="code")
    statements: list[str] = []
    for number in range(3):
        with api.Gradebook(file) as gradebook:
            cell = gradebook.find_source_cell("cell", "book", "lesson")
            graded = gradebook.find_graded_cell("cell", "book", "lesson")
            assert (cell.name, cell.source, cell.cell_type) == ("cell", "x = 1", "code")
            assert (graded.max_score, graded.notebook.name) == (3, "book")
            assert gradebook.find_source_cell("cell", "book", "lesson") is cell
            with pytest.raises(api.MissingEntry):
                gradebook.find_source_cell("another", "book", "lesson")
        if number == 0:
            engine = api.create_engine(file, echo=False, future=True)
            event.listen(engine, "before_cursor_execute", lambda *all: statements.append(all[2]))
    assert sum("FROM source_cell" in each for each in statements) == 2  # the missing one, twice
    with closing(sqlite3.connect(tmp_path / "one.db")) as other:
        other.execute("update source_cell set source = 'x = 2'")
        other.commit()
    share_engine()  # for the next batch
    with api.Gradebook(file) as gradebook:
        assert gradebook.find_source_cell("cell", "book", "lesson").source == "x = 2"
