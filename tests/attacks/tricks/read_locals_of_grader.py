"""Find the expected values by walking the frames of every thread of the process."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
import sys
texts = []
for frame in sys._current_frames().values():
    while frame is not None:
        texts += [v for v in frame.f_locals.values() if type(v) is str and 'HIDDEN' in v]
        frame = frame.f_back
text = chr(10).join(texts)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
