"""Display JSON with keys and numbers that JSON does not have."""

from tests.attacks.notebook import WORKER, NotebookNode, first

ROW = "Machine: odd results"
STOCK = "nothing"
HOSTILE = """
taken = worker()
if taken:
    odd = {b'bytes': 1, ('a', 1): float('nan'), None: [1e400, 1j, {1, 2}], 'x': np.float32(1)}
    taken.do_run = lambda source: {'outputs': [
        {'output_type': 'display_data', 'data': {'application/json': odd, 7: 8}, 'metadata': {}},
        {'output_type': 'stream', 'name': 'stdout', 'text': chr(0xd800)},
    ]}
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, WORKER, HOSTILE)
