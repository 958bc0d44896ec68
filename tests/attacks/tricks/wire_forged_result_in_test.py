"""Show a result of full marks whenever the examiner asks what a test cell has shown."""

from tests.attacks.notebook import WORKER, NotebookNode, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
taken = worker()
if taken:
    data = {'text/plain': '2.0'}
    taken.do_outputs = lambda: [
        {'output_type': 'execute_result', 'data': data, 'metadata': {}, 'execution_count': 1}
    ]
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, WORKER, HOSTILE)
