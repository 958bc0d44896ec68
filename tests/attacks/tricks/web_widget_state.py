"""Hand in widget state that closes the script element which holds it."""

from tests.attacks.notebook import NotebookNode

ROW = "Browser: metadata"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    state = {
        "state": {"</script><script>window.__owned = 1</script>": {}},
        "version_major": 2,
        "version_minor": 0,
    }
    blank.metadata.widgets = {"application/vnd.jupyter.widget-state+json": state}
    return blank
