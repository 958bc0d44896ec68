"""Connect to a server on this machine and tell it something."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: open sockets"
STOCK = "socket"
HOSTILE = """
import socket
with socket.create_connection(('127.0.0.1', @PORT@), timeout=2) as connection:
    connection.sendall(b'@STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
