"""A notebook open in JupyterLab, with what a person does to it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
SECOND = 1000.0  # milliseconds, as Playwright counts
START = 120 * SECOND
RUN = 300 * SECOND

COUNTS = """() => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')]
    .filter(cell => cell.querySelector('.cm-content')?.textContent.trim())
    .map(cell => cell.querySelector('.jp-InputPrompt')?.textContent ?? '')"""
IDLE = f"""before => {{
    const prompts = ({COUNTS})();
    const status = document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status;
    return status === 'idle' && prompts.every(text => !text.includes('*'))
        && (before === null || prompts.every(text => Number(text.match(/\\d+/)?.[0] ?? 0) > before));
}}"""


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
        self.page.wait_for_function(IDLE, arg=None, timeout=RUN)

    def run_all(self) -> None:
        """Run > Run All Cells, and wait until every code cell has run."""
        before = self._highest_count()
        self.menu("Run", "runmenu:run-all")
        self.page.wait_for_function(IDLE, arg=before, timeout=RUN)

    def run_cell(self, index: int) -> None:
        """Click into a cell, press Ctrl+Enter, and wait until it has run."""
        before = self._count(index)
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            "([index, before]) => { const text = document.querySelectorAll('.jp-Cell')[index]"
            ".querySelector('.jp-InputPrompt').textContent;"
            " return text !== before && /\\d/.test(text); }",
            arg=[index, before],
            timeout=RUN,
        )
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
        """Save the notebook, and wait until its file has changed."""
        before = self.file.stat().st_mtime_ns
        self.menu("File", "docmanager:save")
        for _ in range(600):
            if self.file.stat().st_mtime_ns != before:
                return
            self.page.wait_for_timeout(50)
        raise TimeoutError(f"JupyterLab did not save {self.file.name}")

    def restart_kernel(self) -> None:
        """Kernel > Restart Kernel…, confirmed."""
        self.menu("Kernel", "kernelmenu:restart")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.wait_ready()

    def screenshot(self, name: str, what: Locator | None = None) -> Path:
        """Save what is seen, of the page or of a part of it, to the git-ignored ``artefacts/``."""
        ARTEFACTS.mkdir(exist_ok=True)
        file = ARTEFACTS / f"{name}.png"
        (what or self.page).screenshot(path=str(file))
        return file

    def _count(self, index: int) -> str:
        return self.cell(index).locator(".jp-InputPrompt").inner_text()

    def _highest_count(self) -> int:
        prompts: list[str] = self.page.evaluate(f"({COUNTS})()")
        digits = ["".join(c for c in text if c.isdigit()) for text in prompts]
        return max((int(text) for text in digits if text), default=0)
