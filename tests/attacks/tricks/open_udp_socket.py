"""Send a datagram to a server on this machine."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: open sockets"
STOCK = "socket"
HOSTILE = """
import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'@STUDENT@', ('127.0.0.1', @PORT@))
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
