"""Ask for a kernel of the submission's own making."""

from tests.attacks.notebook import NotebookNode

ROW = "Machine: odd files"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    blank.metadata.kernelspec = {
        "name": "../../evil",
        "display_name": "x",
        "language": "bash",
        "argv": ["touch", "@OUTSIDE@/trophy-@STUDENT@"],
    }
    blank.metadata.language_info = {"name": "bash", "version": "0"}
    return blank
