"""Remember hidden inputs in a file, in an attribute and in a thread, and show them later."""

from tests.attacks.notebook import NotebookNode, answer, last

ROW = "Learners: hidden inputs and expected values"
STOCK = "leak"
DESERVES = {"rms": 2.0}
HOSTILE = """
import threading
late = []

def rms(x):
    open('seen.txt', 'a').write(str(x))
    np.seen = getattr(np, 'seen', []) + [x]
    threading.Timer(0.05, late.append, [x]).start()
    return float(np.sqrt(np.mean(np.square(x))))
"""
SHOW = """
import time
time.sleep(0.2)
print(open('seen.txt').read(), np.seen, late)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(answer(blank, rms=HOSTILE), SHOW)
