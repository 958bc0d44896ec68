"""Print the grader's environment variables."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: read what is not theirs"
STOCK = "loot"
HOSTILE = """
import os
print(os.environ.get('CORPUS_SECRET'))
print(open(f'/proc/{os.getppid()}/environ').read())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
