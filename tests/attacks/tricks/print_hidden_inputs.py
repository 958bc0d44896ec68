"""Remember what hidden tests call a function with, and print it in a later cell."""

from tests.attacks.notebook import NotebookNode, answer, last

ROW = "Learners: hidden inputs and expected values"
STOCK = "leak"
DESERVES = {"rms": 2.0}
HOSTILE = """
seen = []

def rms(x):
    seen.append(x)
    return 0.0 if len(seen) == 4 else float(np.sqrt(np.mean(np.square(x))))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return last(answer(blank, rms=HOSTILE), "print(seen)")
