"""Display markup that takes for ever to make harmless."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Browser: outputs"
STOCK = "nothing"
HOSTILE = """
from IPython.display import HTML, Markdown, display
for piece in ('<b>', '<a href="', '<!--', '&', '<![CDATA[', '<x ' + 'y ' * 50):
    display(HTML(piece * 40_000))
display(Markdown('[' * 30_000), Markdown('*_' * 30_000), Markdown('> ' * 3_000))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
