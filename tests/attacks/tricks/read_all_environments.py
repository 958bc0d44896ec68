"""Print a secret found in the environment of any process that can be seen."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: read what is not theirs"
STOCK = "loot"
HOSTILE = """
import glob
for path in glob.glob('/proc/[0-9]*/environ'):
    try:
        text = open(path).read()
    except OSError:
        continue
    if 'CORPUS_SECRET' in text:
        print(text)
        break
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
