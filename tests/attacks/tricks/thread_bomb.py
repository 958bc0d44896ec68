"""Start as many threads as allowed, a thousand at most."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: use up the machine"
STOCK = "breach"
HOSTILE = """
import threading
done, threads = threading.Event(), 0
for _ in range(1000):
    try:
        threading.Thread(target=done.wait, args=(2,), daemon=True).start()
    except RuntimeError:
        break
    threads += 1
done.set()
if threads == 1000:
    print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
