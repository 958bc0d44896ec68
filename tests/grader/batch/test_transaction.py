"""What nbgrader writes into the gradebook in one transaction is written whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Course, Gradebook, InvalidEntry
from sqlalchemy import event

from grader.batch import transaction
from grader.batch.transaction import Transaction
from grader.nbgrader.configuration import find_tools

find_tools()  # nbgrader starts alembic by its bare name


def students(file: Path) -> set[str]:
    """As another process sees them."""
    with closing(sqlite3.connect(file)) as other:
        return {name for (name,) in other.execute("select id from student")}


def write(url: str, *names: str) -> None:
    """As nbgrader's steps do: a commit for each, the gradebook opened anew."""
    for name in names:
        with Gradebook(url) as gradebook:
            gradebook.add_student(name)
        with Gradebook(url, "a") as gradebook:
            assert gradebook.find_student(name).id == name


def test_others_see_nothing_before_the_end_and_nothing_after_an_error(tmp_path: Path) -> None:
    file, url = tmp_path / "one.db", f"sqlite:///{tmp_path}/one.db"
    whole = Transaction(url, "a")
    assert whole.fits, "nbgrader's Gradebook is another than it was"
    with whole.begin():
        write(url, "ada", "emmy")
        assert students(file) == set()
    assert students(file) == {"ada", "emmy"}
    with pytest.raises(InvalidEntry), whole.begin():
        write(url, "sofia", "ada")
    assert students(file) == {"ada", "emmy"}
    with whole.begin():  # and the next one works
        write(url, "sofia")
    assert students(file) == {"ada", "emmy", "sofia"}


def test_an_error_that_somebody_swallows_is_none_the_less_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one.db"
    whole = Transaction(url, "a")
    with pytest.raises(Exception, match="transaction"), whole.begin():
        write(url, "ada")
        with pytest.raises(InvalidEntry):
            write(url, "ada")
    assert students(tmp_path / "one.db") == set()


def test_a_gradebook_opened_again_asks_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one.db"
    whole, statements = Transaction(url, "a"), list[str]()
    event.listen(whole._engine, "before_cursor_execute", lambda *all: statements.append(all[2]))
    with whole.begin():
        for _ in range(3):
            with Gradebook(url, "a"), Gradebook(url):
                pass
    assert not statements


def test_courses_and_other_gradebooks_are_as_ever(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two")]
    with Transaction(urls[0], "a").begin():
        with Gradebook(urls[1], "b") as other:
            other.add_student("ada")
        assert students(tmp_path / "two.db") == {"ada"}
    with Gradebook(urls[0], "a") as gradebook:
        assert {one.id for one in gradebook.db.query(Course)} == {"a", "default_course"}


def test_where_it_does_not_fit_nbgrader_writes_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "ATTRIBUTES", transaction.ATTRIBUTES | {"another"})
    url, stock = f"sqlite:///{tmp_path}/one.db", Gradebook.__init__
    whole: Any = Transaction(url, "a")
    with whole.begin():
        assert Gradebook.__init__ is stock
        write(url, "ada")
        assert students(tmp_path / "one.db") == {"ada"}
