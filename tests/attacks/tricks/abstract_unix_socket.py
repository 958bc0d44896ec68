"""Send a datagram to an abstract Unix socket, which no file permission guards."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: open sockets"
STOCK = "socket"
HOSTILE = r"""
import socket
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'@STUDENT@', b'\0corpus-@PORT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
