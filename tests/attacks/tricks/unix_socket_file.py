"""Send a datagram to a Unix socket in a folder outside."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Machine: open sockets"
STOCK = "socket"
HOSTILE = """
import socket
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'@STUDENT@', '@OUTSIDE@/listener')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
