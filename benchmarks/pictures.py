"""How long from a key on a slider to changed pixels, through the kernel, in real Chromium.

Run it from the repository's folder: ``python -m benchmarks.pictures``. Each sample is one press
of an arrow key on the lr slider of a picture with 200 steps of a Python function; the time runs
from the browser's own stamp on the key press to the first frame in which the map has changed.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from tests.browser.chromium import open_browser
from tests.browser.lab import open_lab
from tests.browser.notebook import write_notebook
from tests.browser.picture import PicturePage

CELL = """\
from course import explore

def momentum_step(theta, velocity, grad, lr, gamma):
    velocity = gamma * velocity + lr * grad
    return theta - velocity, velocity

explore(momentum_step, steps=200)
"""
# A small copy of the map is looked at in every frame; it costs well under a millisecond.
WATCH = """slider => {
    const map = slider.closest('.course-picture').querySelector('.picture-map .picture-top');
    const small = new OffscreenCanvas(160, 120).getContext('2d', { willReadFrequently: true });
    const pixels = () => {
        small.clearRect(0, 0, 160, 120);
        small.drawImage(map, 0, 0, 160, 120);
        return small.getImageData(0, 0, 160, 120).data.join();
    };
    window.samples = [];
    slider.addEventListener('keydown', event => {
        const before = pixels();
        const look = () => {
            if (pixels() === before) requestAnimationFrame(look);
            else window.samples.push(performance.now() - event.timeStamp);
        };
        requestAnimationFrame(look);
    });
}"""


def measure(samples: int) -> list[float]:
    """Milliseconds of each of ``samples`` key presses, after a few to warm up."""
    warm_up = 10
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        write_notebook(Path(folder, "picture.ipynb"), [CELL])
        with open_lab(browser, Path(folder)) as lab:
            notebook = lab.open("picture.ipynb")
            notebook.run_all()
            picture = PicturePage(notebook.output(0))
            picture.wait_drawn()
            slider = picture.slider("lr")
            slider.evaluate(WATCH)
            slider.focus()
            for press in range(warm_up + samples):
                there_and_back = "ArrowLeft" if press // 40 % 2 == 0 else "ArrowRight"
                notebook.page.keyboard.press(there_and_back)
                notebook.page.wait_for_function(f"() => window.samples.length > {press}")
            times: list[float] = notebook.page.evaluate("() => window.samples")
    return times[warm_up:]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="slider to changed pixels, in Chromium")
    parser.add_argument("--samples", type=int, default=100)
    times = measure(parser.parse_args().samples)
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print("| slider to changed pixels | median | p95 | samples |")
    print("|---|---|---|---|")
    print(f"| explore, 200 Python steps | {median:.0f} ms | {p95:.0f} ms | {len(times)} |")


if __name__ == "__main__":
    main()
