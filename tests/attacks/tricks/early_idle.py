"""Tell the client from inside a test that the cell is done, ok and idle."""

from tests.attacks.notebook import NotebookNode, every_answer, first

ROW = "Marks: forged messages"
STOCK = "full"
HOSTILE = """
import time

def done():
    kernel = get_ipython().kernel
    parent, identities = kernel.get_parent(), kernel._parent_ident['shell']
    ok = {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}
    kernel.session.send(kernel.shell_stream, 'execute_reply', ok, parent=parent, ident=identities)
    kernel.session.send(kernel.iopub_socket, 'status', {'execution_state': 'idle'}, parent=parent)
    time.sleep(0.3)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, HOSTILE), "done()\nraise ValueError")
