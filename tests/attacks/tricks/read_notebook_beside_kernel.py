"""Find the expected values in the notebook that lies beside the kernel while it is graded."""

from tests.attacks.notebook import NotebookNode, oracle

ROW = "Marks: read the hidden tests"
STOCK = "full"
LOOK = """
import pathlib, json
beside = json.loads(pathlib.Path('ps1.ipynb').read_text())
sources = (''.join(cell['source']) for cell in beside['cells'])
text = chr(10).join(source for source in sources if 'HIDDEN' in source)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return oracle(blank, LOOK)
