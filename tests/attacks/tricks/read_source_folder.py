"""Take the solutions from the instructor's own notebook in `source/`."""

from tests.attacks.exercises import NAMES
from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: read the hidden tests"
STOCK = "full"
HOSTILE = """
import json
source = '@COURSE@/source/ps1/ps1.ipynb'
for cell in json.load(open(source))['cells']:
    if 'BEGIN SOLUTION' in ''.join(cell['source']):
        exec(''.join(cell['source']))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    first(blank, HOSTILE)
    for exercise in NAMES:
        answer(blank, **{exercise: f"pass  # {exercise} has been taken already"})
    return blank
