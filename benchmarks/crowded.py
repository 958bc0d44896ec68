"""Six pictures open in one notebook: does the page still answer at once?"""

from __future__ import annotations

from benchmarks import table, ways
from benchmarks.bench import PICTURE, Bench
from benchmarks.table import Row
from tests.browser.lab import Lab

FIVE = [
    f"explore(momentum_step, steps={ways.STEPS})",
    f"explore(momentum_step, surfaces.himmelblau, steps={ways.STEPS}, swarm=1000)",
    "explore(momentum_step, surfaces.rosenbrock, lr=0.0005)",
    "explore({'momentum': momentum_step}, surfaces.beale, lr=0.001)",
    "explore(momentum_step, surfaces.saddle)",
]
KEYS = 40
EDITOR = PICTURE + 1 + len(FIVE)


def rows(lab: Lab) -> list[Row]:
    """Slider and typing with six pictures, of which a swarm plays."""
    bench = Bench(lab, ways.EXPLORE, "crowded", [ways.EXPLORE.cell, *FIVE])
    for cell in range(PICTURE + 1, EDITOR):
        bench.notebook.run_cell(cell)
        bench.notebook.output(cell).locator("canvas[style]").first.wait_for()
    bench.time_slider()
    bench.know()
    resting = bench.press("ArrowLeft", KEYS)
    bench.notebook.output(PICTURE + 2).locator(ways.SWARM.play).click()
    playing = bench.press("ArrowRight", KEYS)
    typed = _type(bench)
    bench.close()
    return [
        Row("slider, six pictures open", "ms", table.median(resting), {}),
        Row("— 95 of 100 below", "ms", table.p95(resting), {}),
        Row("slider, a swarm of 1000 playing beside", "ms", table.median(playing), {}),
        Row("— 95 of 100 below", "ms", table.p95(playing), {}),
        Row("a typed letter, the swarm playing", "ms", table.median(typed), {}),
        Row("— 95 of 100 below", "ms", table.p95(typed), {}),
    ]


def _type(bench: Bench) -> list[float]:
    """Milliseconds of each letter that is typed into a cell while the swarm plays."""
    bench.notebook.output(PICTURE + 2).get_by_role("button", name="Back to the start").click()
    bench.notebook.output(PICTURE + 2).locator(ways.SWARM.play).click()
    editor = bench.notebook.cell(EDITOR).locator(".cm-content")
    editor.click()
    editor.evaluate("editor => { probe.samples.length = 0; probe.timeTyping(editor); }")
    for _ in range(KEYS):
        bench.page.keyboard.press("a")
        bench.page.wait_for_timeout(60)
    times: list[float] = bench.page.evaluate("() => probe.samples")
    return times
