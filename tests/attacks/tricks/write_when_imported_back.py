"""Leave a pickle and a module for a trusting reader in the kernel's own folder."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "nothing"
HOSTILE = r"""
import pathlib
write = "open('@OUTSIDE@/trophy-@STUDENT@', 'w')"
pathlib.Path('result.pkl').write_text(f'cbuiltins\nexec\n(V{write}\ntR.')
for name in ('numpy', 'sitecustomize', 'conftest', 'nbgrader_config'):
    pathlib.Path(name + '.py').write_text(write)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
