"""Wrap the kernel's session so that errors are dropped and every reply says ok."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: forged messages"
STOCK = "full"
HOSTILE = """
session = get_ipython().kernel.session
honest = session.send

def lie(stream, message, content=None, *args, **kwargs):
    if message == 'execute_reply':
        content = {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}
    if message == 'error':
        return None
    return honest(stream, message, content, *args, **kwargs)

session.send = lie
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
