"""A page is made in bounded time, whatever a submission wrote on it."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grader.nbgrader.feedback import pages
from grader.nbgrader.feedback.sanitise import Sanitise


def test_code_that_is_slow_to_colour_is_shown_in_plain_letters() -> None:
    """pygments alone takes minutes for this cell; its text stands on the page all the same."""
    pages.begin_page()
    source, began = "a." * 50_000 + "<b>", time.process_time()
    made = pages.safe_code(source)
    assert time.process_time() - began < 5
    assert BeautifulSoup(made, "html.parser").get_text() == source


def test_ordinary_cells_are_coloured_and_rendered() -> None:
    """What is done in time looks as nbconvert makes it."""
    pages.begin_page()
    code = BeautifulSoup(pages.safe_code("def f():\n    return 1"), "html.parser")
    assert code.find("span", class_="k") is not None
    assert code.get_text().strip() == "def f():\n    return 1"
    made = pages.safe_markdown({"cell": {}}, "# A *title* <script>x</script>")
    text = BeautifulSoup(made, "html.parser")
    assert text.h1 is not None and text.em is not None and text.script is None


def test_a_page_has_one_clock_for_all_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand slow cells take no longer than a few: the rest are shown in plain letters."""
    monkeypatch.setattr(pages, "PAGE_SECONDS", 0.0)
    pages.begin_page()
    asked: list[str] = []
    monkeypatch.setattr(pages.reader, "ask", lambda task, *_, **__: asked.append(task))
    assert pages.safe_markdown({"cell": {}}, "# <a>") == "<pre># &lt;a&gt;</pre>"
    assert asked == []


def test_colour_codes_and_long_outputs_are_cut_before_they_are_turned_into_html() -> None:
    """nbconvert takes the square of their number."""
    texts = ["\x1b[m" * 300_000 + "end", "x" * 3_000_000, "\x1b[31mred\x1b[0m"]
    outputs = [new_output("stream", text=text) for text in texts]
    outputs.append(new_output("error", ename="E", evalue="", traceback=texts))
    notebook = new_notebook(cells=[new_code_cell("1", outputs=outputs)])
    made, _ = Sanitise().preprocess(notebook, {})
    found = made.cells[0].outputs
    assert found[0].text == "end"
    assert len(found[1].text) < 300_000 and "[cut here" in found[1].text
    assert found[2].text == texts[2]
    assert "\x1b" not in "".join(found[3].traceback)
