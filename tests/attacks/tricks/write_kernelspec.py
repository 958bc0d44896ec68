"""Leave a kernelspec that later kernels are started from."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
import os
folder = '@HOME@/.local/share/jupyter/kernels/trophy-@STUDENT@'
os.makedirs(folder, exist_ok=True)
spec = '{"argv": ["true"], "display_name": "trophy", "language": "python"}'
open(folder + '/kernel.json', 'w').write(spec)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
