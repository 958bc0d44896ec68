"""The computation graph in JupyterLab: by mouse, by keyboard, in both themes, in every trouble."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.live import LivePage, live
from tests.browser.notebook import NotebookPage, write_notebook
from tests.course.pictures.graph.values import SOURCE

NEURON = """\
from course import graph

def neuron(w, x, b):
    z = w * x + b
    r = z.tanh()
    return (r - 0.5) ** 2 + 0.1 * w**2
"""
CELLS = [
    SOURCE + NEURON,
    "graph(neuron, w=Value(0.8), x=Value(1.5), b=Value(-0.6))",
    "class Half(Value):\n    def tanh(self):\n        raise NotImplementedError\n"
    "def squash(w):\n    return w.tanh()\n"
    "graph(squash, w=Half(0.8))",
    "graph(sum(Value(i) ** 2 for i in range(40)) + 0.0)",
]
MAIN, UNWRITTEN, LONG = 1, 2, 3


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """JupyterLab on a folder with a notebook of graphs."""
    folder = tmp_path_factory.mktemp("graphs")
    write_notebook(folder / "graphs.ipynb", CELLS)
    write_notebook(folder / "dark.ipynb", CELLS[:2])
    with lab(folder) as jupyter:
        yield jupyter


@pytest.fixture(scope="module")
def notebook(jupyter: Lab) -> NotebookPage:
    """The notebook, run."""
    notebook = jupyter.open("graphs.ipynb", width=1400)
    notebook.run_all()
    return notebook


@pytest.fixture
def picture(notebook: NotebookPage) -> LivePage:
    """The graph of a neuron, in view."""
    return live(notebook, MAIN)


def box(picture: LivePage, title: str) -> list[str]:
    """The three lines of the box with a title."""
    named = picture.page.get_by_text(title, exact=True)
    return picture.root.locator(".graph-box").filter(has=named).locator("text").all_text_contents()


def test_graph_is_whole_at_first(picture: LivePage) -> None:
    """Every box has its value and its gradient, and the words tell the inputs' gradients."""
    expect(picture.root.locator(".graph-box")).to_have_count(13)
    assert box(picture, "w")[1:] == ["→ 0.8", "← 0.239"]
    assert box(picture, "neuron")[1:] == ["→ 0.0654", "← 1"]
    expect(picture.message).to_contain_text("The gradients: w 0.239, x 0.0422, b 0.0527.")
    picture.screenshot("graph-light")


def test_story_is_told_step_by_step(picture: LivePage) -> None:
    """Back to the start nothing is computed; each step computes one box or passes one back."""
    picture.button("Back to the start").click()
    assert box(picture, "z")[1:] == ["→ …", "← 0"]
    assert picture.step == "step 0 of 17"
    picture.button("One step").click()
    picture.button("One step").click()
    assert box(picture, "z")[1:] == ["→ 0.6", "← 0"]
    caption = picture.root.locator(".graph-caption")
    expect(caption).to_have_text("Forward: z = 0.6, from w · x and b.")
    expect(picture.root.locator(".graph-told")).to_have_text("Forward: z = 0.6, from w · x and b.")
    picture.screenshot("graph-forward")
    scrub = picture.root.get_by_label("Step", exact=True)
    scrub.focus()
    picture.page.keyboard.press("End")
    expect(caption).to_contain_text("0.0791 to w, which has 0.239 now")
    assert picture.root.locator(".graph-pill text").all_text_contents() == ["+0.0791", "+0.0422"]
    picture.page.keyboard.press("ArrowLeft")
    assert box(picture, "w")[2] == "← 0.16"
    picture.page.keyboard.press("End")


def test_play_moves_dots_along_the_lines(picture: LivePage) -> None:
    """While it plays, numbers travel; when paused, the step is whole again after one click."""
    picture.button("Back to the start").click()
    picture.root.get_by_label("Speed").select_option("4×")
    picture.button("Play").click()
    dots = picture.root.locator(".graph-dots > *")
    picture.page.wait_for_function(
        "dots => dots.children.length > 0", arg=picture.root.locator(".graph-dots").element_handle()
    )
    expect(picture.button("Play")).to_be_visible(timeout=20_000)  # back again: it has ended
    expect(dots).to_have_count(0)
    assert picture.step == "step 17 of 17"


def test_slider_runs_the_learners_code(picture: LivePage) -> None:
    """By mouse and by keyboard an input's value changes, and with it every box."""
    before = box(picture, "neuron")
    picture.slide("w", 0.3)
    expect(picture.message).not_to_contain_text("neuron = 0.0654")
    assert box(picture, "neuron") != before
    picture.slider("w").focus()
    picture.page.keyboard.press("Home")
    expect(picture.message).to_contain_text("neuron = 2.65")
    assert box(picture, "w")[1] == "→ −2"
    assert picture.value("w") == "w = −2"


def test_every_control_has_a_name(picture: LivePage) -> None:
    """Nothing that takes the focus is nameless to a screen reader."""
    controls = picture.controls()
    assert len(controls) == 9  # four buttons, scrub, speed, three sliders
    assert all(re.match(r' "[^"]+', rest) for _, rest in controls)


def test_unwritten_operation_is_told(notebook: NotebookPage) -> None:
    """What is not written yet is waited for by name, and the sliders stay."""
    picture = live(notebook, UNWRITTEN)
    words = "This picture waits for Half.tanh, which is not written yet."
    expect(picture.message).to_have_text(words)
    expect(picture.root.locator(".picture-waiting")).to_be_visible()
    expect(picture.button("Play")).to_be_disabled()
    picture.screenshot("graph-unwritten")


def test_long_graph_scrolls_by_keyboard(notebook: NotebookPage) -> None:
    """Of many boxes the last 60 are drawn, and said to be; the area scrolls by arrow keys."""
    picture = live(notebook, LONG)
    expect(picture.message).to_contain_text("A picture can show 60: here are the last ones made.")
    expect(picture.root.locator(".graph-box")).to_have_count(60)
    area = picture.root.get_by_role("region", name="Graph, scrolls")
    left = area.evaluate("area => area.scrollLeft")
    area.focus()
    for _ in range(5):
        picture.page.keyboard.press("ArrowRight")
    picture.page.wait_for_function(
        "([area, left]) => area.scrollLeft > left", arg=[area.element_handle(), left]
    )
    picture.screenshot("graph-long")


def test_dark_and_narrow(jupyter: Lab) -> None:
    """In the dark theme and on a narrow page the graph stays readable, and nothing spills."""
    notebook = jupyter.open("dark.ipynb", dark=True, width=1400, reduced_motion="reduce")
    notebook.run_all()
    picture = live(notebook, MAIN)
    picture.screenshot("graph-dark")
    notebook.page.set_viewport_size({"width": 700, "height": 900})
    expect(picture.root.get_by_role("region", name="Graph, scrolls")).to_be_visible()
    assert picture.root.evaluate("el => el.scrollWidth <= el.clientWidth")
    picture.screenshot("graph-dark-narrow")
