"""A training in JupyterLab: it grows while its cell runs, and can be replayed and looked into."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab
from tests.browser.live import LivePage, live, turn
from tests.browser.notebook import SECOND, NotebookPage, write_notebook
from tests.browser.picture import PIXELS
from tests.course.pictures.training import functions

SLOW = """\
import time

def slow(lr, seconds):
    inner = sgd(lr)
    def step(params, grads, state):
        time.sleep(seconds)
        return inner(params, grads, state)
    return step

def unwritten(params, X, labels, step, epochs, batch_size, rng):
    raise NotImplementedError

def transposing(params, grads, state):
    return {**params, "W1": params["W1"].T}, state
"""
RACE = """\
runners = {"SGD": sgd(0.1), "momentum": momentum(0.1)}
training(train, START, runners, plane=loss_on_plane, epochs=5)"""
CELLS = [
    inspect.getsource(functions) + SLOW + "from course import training",
    "training(train, START, slow(0.1, 0.03), accuracy=accuracy, epochs=5)",
    RACE,
    "training(unwritten, START, sgd(0.1), plane=loss_on_plane)",
    "training(train, START, transposing)",
    "training(my_run, epochs=3)",
]
GROWING, RACING, UNWRITTEN, WRONG, OWN = 1, 2, 3, 4, 5


@pytest.fixture(scope="module")
def notebook(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NotebookPage]:
    """A notebook of trainings; only its functions have run."""
    folder = tmp_path_factory.mktemp("trainings")
    write_notebook(folder / "trainings.ipynb", CELLS)
    with lab(folder) as jupyter:
        notebook = jupyter.open("trainings.ipynb", width=1400)
        notebook.run_cell(0)
        yield notebook


@pytest.fixture(scope="module")
def race(notebook: NotebookPage) -> LivePage:
    """The race, run and watched to its end."""
    notebook.run_cell(RACING)
    picture = live(notebook, RACING)
    expect(picture.message).to_contain_text("Mean loss of the last epoch", timeout=60 * SECOND)
    return picture


def begin(notebook: NotebookPage, index: int) -> None:
    """Press Ctrl+Enter in a cell, and do not wait."""
    notebook.cell(index).locator(".cm-content").click()
    notebook.page.keyboard.press("Control+Enter")


def update(picture: LivePage) -> int:
    """At which update the player says it is."""
    return int(picture.root.locator(".picture-count").inner_text().split()[1])


def wait_updates(picture: LivePage, count: int) -> None:
    """Wait until more updates than that are shown."""
    picture.page.wait_for_function(
        "([el, count]) => Number(el.textContent.split(' ')[1]) > count",
        arg=[picture.root.locator(".picture-count").element_handle(), count],
    )


def ground(picture: LivePage, kind: str, layer: str) -> Locator:
    """A layer of the map or of the relief of the plane that is shown."""
    return picture.root.locator(f".training-plane:not([hidden]) .picture-{kind} .picture-{layer}")


def digits(picture: LivePage) -> Locator:
    return picture.root.locator(".training-digits li")


def test_curve_grows_while_the_cell_runs(notebook: NotebookPage) -> None:
    """Long before the kernel is done there are losses, accuracies and digits; then all of them."""
    begin(notebook, GROWING)
    picture = live(notebook, GROWING)
    prompt = notebook.cell(GROWING).locator(".jp-InputPrompt")
    wait_updates(picture, 20)
    seen = update(picture), picture.pixels("top", "losses"), picture.pixels("top", "shares")
    expect(prompt).to_contain_text("*")
    expect(picture.message).to_have_text("train is training …")
    picture.screenshot("training-growing")
    picture.wait_repainted("losses", seen[1])
    picture.wait_repainted("shares", seen[2])
    assert 20 < seen[0] < update(picture)
    notebook.wait_idle()
    expect(picture.message).to_contain_text("230 updates.", timeout=20 * SECOND)
    expect(picture.message).to_contain_text("of the 179 new digits are right")
    wait_updates(picture, 229)


def test_interrupted_cell_leaves_its_curve(notebook: NotebookPage) -> None:
    """Stopped by the notebook's own button, it says after how many updates."""
    begin(notebook, GROWING)
    picture = live(notebook, GROWING)
    wait_updates(picture, 20)
    notebook.menu("Kernel", "kernelmenu:interrupt")
    notebook.wait_idle()
    expect(picture.message).to_contain_text("was stopped by you after", timeout=20 * SECOND)
    assert 0 < update(picture) < 230
    assert picture.pixels("top", "losses") != 0
    picture.screenshot("training-stopped")


def test_digits_that_are_read_wrong_are_counted_and_shown(race: LivePage) -> None:
    """As many as the title says, each with what it is and what it is taken for."""
    title = race.root.locator(".training-misread-title")
    for name in ("SGD", "momentum"):
        race.button(name).click()
        expect(title).to_contain_text(f"of 179 new digits are read wrong by {name}")
        count = int(title.inner_text().split()[0])
        shown = digits(race).count()
        assert 0 < shown <= count
        for words in digits(race).locator("span").all_inner_texts():
            is_, as_ = words.split(" as ")
            assert is_ != as_
    assert (
        digits(race)
        .first.locator("canvas")
        .evaluate(
            "c => [...c.getContext('2d').getImageData(0, 0, 8, 8).data].some((value) => value > 0)"
        )
    )


def test_replay_by_keyboard_takes_all_parts_along(race: LivePage) -> None:
    """Back at the start hardly a digit is right; the arrow keys move curves, path and table."""
    wrong = race.root.locator(".training-misread-title")
    end = int(wrong.inner_text().split()[0])
    race.button("Back to the start").focus()
    race.page.keyboard.press("Enter")
    expect(race.root.locator(".picture-count")).to_have_text("update 0 of 230")
    assert int(wrong.inner_text().split()[0]) > 100 > end
    path = ground(race, "map", "top")
    before = race.pixels("top", "losses"), path.evaluate(PIXELS)
    scrub = race.root.get_by_role("slider", name="Update")
    scrub.focus()
    for _ in range(40):
        race.page.keyboard.press("ArrowRight")
    expect(scrub).to_be_focused()
    expect(scrub).to_have_attribute("aria-valuetext", "update 40 of 230")
    race.wait_repainted("losses", before[0])
    assert path.evaluate(PIXELS) != before[1]
    expect(race.root.locator(".picture-table tbody tr").first).to_contain_text("–")
    race.page.keyboard.press("End")
    expect(race.root.locator(".picture-table tbody tr").first).not_to_contain_text("–")


def test_landscape_turns_and_its_planes_change(race: LivePage) -> None:
    """2-D, 3-D turned by keys, and the random plane look different; the words say which it is."""
    words = race.root.locator(".training-plane-words")
    expect(words).to_contain_text("that holds the most of the paths")
    assert ground(race, "map", "base").evaluate(PIXELS) != 0
    race.screenshot("training-race")
    race.button("3-D").click()
    relief = race.root.locator(".training-plane:not([hidden]) .picture-relief .picture-top")
    base = race.root.locator(".training-plane:not([hidden]) .picture-relief .picture-base")
    before = base.evaluate("c => c.toDataURL()")
    relief.focus()
    race.page.keyboard.press("ArrowLeft")
    race.page.wait_for_function(
        "([c, b]) => c.toDataURL() !== b", arg=[base.element_handle(), before]
    )
    race.screenshot("training-race-3d")
    race.button("random").click()
    expect(words).to_contain_text("A random plane")
    race.screenshot("training-random-3d")
    race.button("2-D").click()
    race.button("paths").click()


def test_every_control_has_a_name(race: LivePage) -> None:
    """Nothing that takes the focus is nameless to a screen reader."""
    controls = race.controls()
    assert len(controls) == 3 + 2 + 6 + 1  # the last one saves
    assert all('"' in rest for _, rest in controls)


def test_dark_and_narrow(race: LivePage) -> None:
    """The dark theme has its own colours, digits too; on a narrow page all stands in a column."""
    before = race.pixels("base", "losses")
    digit = digits(race).first.locator("canvas")
    light = digit.evaluate("c => c.toDataURL()")
    turn(race, dark=True)
    race.wait_repainted("losses", before, "base")
    assert digit.evaluate("c => c.toDataURL()") != light
    race.screenshot("training-dark")
    race.page.set_viewport_size({"width": 700, "height": 1000})
    expect(race.root.and_(race.page.locator(".wide"))).to_have_count(0)
    assert race.root.evaluate("el => el.scrollWidth <= el.clientWidth")
    race.screenshot("training-dark-narrow")
    turn(race, dark=False)
    race.page.set_viewport_size({"width": 1400, "height": 900})


def test_what_is_missing_or_wrong_is_said(notebook: NotebookPage) -> None:
    """Not written yet, and a step that returns the wrong shape: words, and the controls live."""
    notebook.run_cell(UNWRITTEN)
    picture = live(notebook, UNWRITTEN)
    waits = "This picture waits for unwritten, which is not written yet."
    expect(picture.message).to_have_text(waits)
    expect(picture.root.locator(".picture-waiting")).to_have_text(waits)
    picture.screenshot("training-unwritten")
    notebook.run_cell(WRONG)
    picture = live(notebook, WRONG)
    shapes = "transposing gave W1 the shape (16, 64), where it had (64, 16)."
    expect(picture.message).to_have_text(shapes)
    expect(picture.root).to_have_attribute("data-kind", "trouble")


def test_seen_once_it_is_not_shown_from_its_beginning_again(notebook: NotebookPage) -> None:
    """After a reload of the page the training is there at once, at its end."""
    notebook.run_cell(OWN)
    picture = live(notebook, OWN)
    expect(picture.message).to_contain_text("69 updates.", timeout=30 * SECOND)
    notebook.save()
    notebook.page.reload()
    notebook.wait_ready()
    picture = live(notebook, OWN)
    assert update(picture) == 69
    expect(picture.message).to_contain_text("69 updates.")


def test_asleep_it_leaves_a_still(notebook: NotebookPage) -> None:
    """Opened again without a kernel's memory: words, and the picture as it was at the end."""
    notebook.restart_kernel()
    notebook.page.reload()
    notebook.wait_ready()
    output = notebook.output(OWN)
    expect(output).to_contain_text("This picture is asleep: run its cell to bring it to life.")
    expect(output.locator(".jp-RenderedImage img")).to_be_visible()
    notebook.run_cell(0)
    notebook.run_cell(OWN)
    live(notebook, OWN)
    expect(output.locator(".jp-RenderedImage img")).to_be_hidden()
