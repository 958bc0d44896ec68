"""Answer that every cell was a success with outputs of the attacker's choice."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    pass

taken = worker()
data = {'text/plain': '2.0'}
forged = [{'output_type': 'execute_result', 'data': data, 'metadata': {}, 'execution_count': 1},
          {'output_type': 'error', 'ename': 7, 'evalue': [], 'traceback': 'x'},
          {'output_type': 'stream', 'name': 'stderr" onclick="x', 'text': 'BREACH'},
          {'output_type': 'evil'}, 7, None]
if taken:
    taken.do_run = lambda source: {'outputs': forged, 'success': True}
    taken.do_outputs = lambda: forged
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
