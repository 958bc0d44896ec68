"""Ask the examiner for the globals of the functions and objects that it has lent."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    loans = worker().loans
    for number in range(60):
        for name in ('__globals__', '__code__', '__closure__', '__dict__', '__self__', '__builtins__', '__class__'):
            try:
                got = loans.ask('get', number, name)
            except Exception:
                continue
            if '__globals__' in name or 'expected' in str(got):
                print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    attack = "attack()\n_ = [args[0](1.0) for _ in range(args[3])] if len(args) == 4 else None\nraise ValueError"
    return every_answer(first(blank, WORKER, HOSTILE), attack)
