"""A notebook open in JupyterLab, with what a person does to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
SECOND = 1000.0  # milliseconds, as Playwright counts
START = 120 * SECOND
RUN = 180 * SECOND

PROMPTS = """() => [...document.querySelectorAll(
        ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")]
    .filter(cell => cell.querySelector('.cm-content')?.textContent.trim())
    .map(cell => cell.querySelector('.jp-InputPrompt'))"""
# A wiped prompt is written again when its cell starts, has run, or is passed over after an error.
WIPE = f"() => ({PROMPTS})().forEach(prompt => {{ prompt.textContent = ''; }})"
IDLE = f"""() => "idle" ===
        document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status
    && ({PROMPTS})().every(({{ textContent }}) => textContent && !textContent.includes('*'))"""


def write_notebook(file: Path, cells: Sequence[str]) -> None:
    """Write a notebook of code cells, for the kernel that JupyterLab would choose."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    code = [new_code_cell(cell) for cell in cells]
    nbformat.write(new_notebook(cells=code, metadata={"kernelspec": kernel}), file)


def screenshot(what: Locator | Page, name: str) -> Path:
    """Save what is seen to the git-ignored ``artefacts/``."""
    ARTEFACTS.mkdir(exist_ok=True)
    file = ARTEFACTS / f"{name}.png"
    what.screenshot(path=str(file))
    return file


class NotebookPage:
    """A notebook in a browser tab; ``page`` is Playwright's own."""

    def __init__(self, page: Page, file: Path):
        self.page, self.file = page, file

    def wait_ready(self) -> None:
        """Wait until the notebook is shown and its kernel idle."""
        self.page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=START)
        # The notebook's own indicator says idle even before there is a kernel: cells run then
        # would silently not be run. The status bar knows better.
        self.page.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=START)

    def wait_idle(self) -> None:
        """Wait until no cell is running."""
        self.page.wait_for_function(IDLE, timeout=RUN)

    def run_all(self) -> None:
        """Run > Run All Cells, and wait until that is done."""
        self.page.evaluate(WIPE)
        self.menu("Run", "runmenu:run-all")
        self.wait_idle()

    def run_cell(self, index: int) -> None:
        """Click into a cell, press Ctrl+Enter, and wait until it has run."""
        self.cell(index).locator(".cm-content").click()
        prompt = self.cell(index).locator(".jp-InputPrompt")
        prompt.evaluate("prompt => { prompt.textContent = ''; }")
        self.page.keyboard.press("Control+Enter")
        self.wait_idle()

    def write(self, index: int, source: str) -> None:
        """Replace what stands in a cell, as if it were pasted."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(source)

    def cell(self, index: int) -> Locator:
        """The cell at a place in the notebook, markdown cells counted."""
        return self.page.locator(".jp-NotebookPanel .jp-Cell").nth(index)

    def output(self, index: int) -> Locator:
        """A cell's output area."""
        return self.cell(index).locator(".jp-Cell-outputArea")

    def menu(self, name: str, command: str) -> None:
        """Choose a command from a menu of the menu bar."""
        bar = self.page.locator(".lm-MenuBar-itemLabel", has_text=name)
        bar.filter(has_text=name).first.click()
        self.page.locator(f'.lm-Menu-item[data-command="{command}"]').first.click()

    def save(self) -> None:
        """Save the notebook, and wait until the server has answered: then its file is whole."""
        with self.page.expect_response(
            lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url
        ) as answered:
            self.menu("File", "docmanager:save")
        if not answered.value.ok:
            raise RuntimeError(f"JupyterLab did not save {self.file.name}: {answered.value.status}")

    def restart_kernel(self) -> None:
        """Kernel > Restart Kernel…, confirmed."""
        self.menu("Kernel", "kernelmenu:restart")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.wait_ready()

    def screenshot(self, name: str, what: Locator | None = None) -> Path:
        """Save what is seen, of the page or of a part of it, to the git-ignored ``artefacts/``."""
        return screenshot(what or self.page, name)
