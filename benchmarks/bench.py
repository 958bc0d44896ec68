"""A notebook open in JupyterLab with one picture in it, and what can be measured of that."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, WebSocket

from benchmarks.ways import Way
from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage, write_notebook

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
PATIENCE = 15_000.0  # milliseconds for anything to change
FIRST = 90_000.0  # and for the first pixels
PLAYED = 3000  # milliseconds over which frames are counted
PICTURE, COUNT = 1, 2  # cells
COMMS = "from comm import get_comm_manager\nprint(len(get_comm_manager().comms))"
# JupyterLab takes the arrow keys from a slider unless told not to; ours says so itself.
LEAVE_KEYS = "output => { output.dataset.lmSuppressShortcuts = 'true'; }"
# Asking ahead begins when a slider is looked at: without that every key goes to the kernel.
HOLD_BACK = """slider => {
    const signs = ["pointerenter", "pointerdown", "focus"];
    for (const sign of signs) document.addEventListener(
        sign, event => event.target === slider && event.stopImmediatePropagation(), true);
}"""


@dataclass
class Traffic:
    """What went over the page's sockets, and where else it asked."""

    bytes: int = 0
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Count from now on."""
        page.on("websocket", self._socket)
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)
        socket.on("framesent", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.bytes += len(payload)


class Bench:
    """A picture made in one way, in a page of its own; its cell has run."""

    def __init__(self, lab: Lab, way: Way, name: str, cells: list[str] | None = None):
        self.way, self.traffic = way, Traffic()
        file = lab.folder / f"{name}.ipynb"
        write_notebook(file, [way.setup, *(cells or [way.cell]), COMMS])
        self.page = lab.context(viewport={"width": 1400, "height": 1000}).new_page()
        self.page.add_init_script(PROBE)
        self.page.set_default_timeout(PATIENCE)
        self.traffic.watch(self.page)
        self.page.goto(f"{lab.url}/lab/tree/{file.name}?reset&token={lab.token}")
        self.notebook = NotebookPage(self.page, file)
        self.notebook.wait_ready()
        self.notebook.run_cell(0)
        self.kernel = int(self.notebook.output(0).locator("pre").inner_text())
        self.empty = self._size()
        self.output = self.notebook.output(PICTURE)
        self.first = self._run_first()

    def _run_first(self) -> float:
        """Milliseconds from running the cell to the first pixels."""
        self.aim(self.output, ".picture-map .picture-top" if self.way.ours else self.way.seen)
        self.page.evaluate("() => probe.timeFirst()")
        self.notebook.cell(PICTURE).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        first = self._wait(1, FIRST)[0]
        self.notebook.wait_idle()
        if not self.way.flat and self.way.ours:
            self.output.get_by_role("button", name="3-D", exact=True).click()
        self.aim(self.output, self.way.seen)
        self.output.evaluate(LEAVE_KEYS)
        return first

    def aim(self, output: Locator, seen: str) -> None:
        """Look at what matches ``seen`` in an output."""
        output.evaluate("(output, seen) => probe.aim(output, seen)", seen)

    @property
    def slider(self) -> Locator:
        """The slider of lr."""
        return self.output.locator(self.way.slider).first

    def time_slider(self) -> None:
        """Time every key on the slider from now on."""
        self.slider.evaluate("slider => probe.time(slider)")

    def hold_back(self) -> None:
        """Let every key go to the kernel."""
        self.slider.evaluate(HOLD_BACK)

    def know(self) -> None:
        """Let the picture ask for all positions of its slider ahead."""
        self.slider.focus()
        before = -1
        while before != self.traffic.bytes:
            before = self.traffic.bytes
            self.page.wait_for_timeout(1500)

    def press(self, key: str, times: int) -> list[float]:
        """Milliseconds to changed pixels of each press on the slider."""
        self.slider.focus()
        begun = int(self.page.evaluate("() => probe.samples.length"))
        for press in range(times):
            self.page.keyboard.press(key)
            self._wait(begun + press + 1)
            self.page.wait_for_timeout(40)
        return self._wait(begun + times)[begun:]

    def _wait(self, samples: int, patience: float = PATIENCE) -> list[float]:
        self.page.wait_for_function(f"() => probe.samples.length >= {samples}", timeout=patience)
        times: list[float] = self.page.evaluate("() => probe.samples")
        return times

    def pace(self) -> float:
        """Frames a second that this page could paint now, were there nothing to paint."""
        return float(self.page.evaluate("length => probe.pace(length)", PLAYED))

    def play(self) -> float:
        """Painted frames a second while it plays."""
        if self.way.ours:
            self.output.get_by_role("button", name="Back to the start").click()
        self.output.locator(self.way.play).click()
        frames = float(self.page.evaluate("length => probe.frames(length)", PLAYED))
        if self.way.ours:
            self.output.get_by_role("button", name="Pause").click()
        else:
            self.output.locator(self.way.play).click()
        self.page.wait_for_timeout(500)
        return frames

    def cost(self, work: Callable[[], Any]) -> tuple[float, int]:
        """Milliseconds of the kernel's processor, and bytes, that some work takes."""
        self.page.wait_for_timeout(500)
        cpu, sent = cpu_of(self.kernel), self.traffic.bytes
        work()
        self.page.wait_for_timeout(500)
        return cpu_of(self.kernel) - cpu, self.traffic.bytes - sent

    def saved(self) -> int:
        """Bytes that the picture adds to the notebook's file."""
        return self._size() - self.empty

    def _size(self) -> int:
        """Of the notebook's file, once it is saved and written."""
        self.notebook.save()
        self.page.wait_for_timeout(500)
        return self.notebook.file.stat().st_size

    def rerun(self, times: int) -> None:
        """Run the picture's cell again and again."""
        for _ in range(times):
            self.notebook.run_cell(PICTURE)
            self.page.wait_for_timeout(100)

    def holds(self) -> dict[str, float]:
        """What the page and the kernel hold, once the rubbish is out."""
        self.notebook.run_cell(COUNT)
        comms = float(self.notebook.output(COUNT).locator("pre").last.inner_text())
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Performance.enable")
        for _ in range(3):
            devtools.send("HeapProfiler.collectGarbage")
        found = devtools.send("Performance.getMetrics")["metrics"]
        metrics = {each["name"]: each["value"] for each in found}
        return {
            "JS heap, MB": metrics["JSHeapUsedSize"] / 1e6,
            "DOM nodes": metrics["Nodes"],
            "event listeners": metrics["JSEventListeners"],
            "comms": comms,
            "kernel memory, MB": memory_of(self.kernel) / 1e6,
        }

    def close(self) -> None:
        """Close the page."""
        self.page.context.close()


def cpu_of(process: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(process: int) -> int:
    """Bytes that a process holds in memory."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
