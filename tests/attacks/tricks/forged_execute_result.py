"""Send an `execute_result` of full marks before the test fails."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Marks: forged messages"
STOCK = "full"
HOSTILE = """
def forge():
    kernel = get_ipython().kernel
    content = {'data': {'text/plain': '2.0'}, 'metadata': {}, 'execution_count': 1}
    kernel.session.send(kernel.iopub_socket, 'execute_result', content, parent=kernel.get_parent())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, HOSTILE), "forge()\nraise ValueError")
