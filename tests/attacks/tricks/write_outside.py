"""Leave files in every folder that can be written."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: write what is not theirs"
STOCK = "trophy"
HOSTILE = """
for folder in ('@OUTSIDE@', '@HOME@', '@COURSE@', '/tmp', '/var/tmp', '/dev/shm', '/run'):
    try:
        open(folder + '/trophy-@STUDENT@.txt', 'w').write('trophy-@STUDENT@')
    except OSError:
        pass
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
