"""Ask the examiner for the globals of the functions and objects that it has lent."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
def attack():
    loans = worker().loans
    for number in range(60):
        for name in ('globals', 'code', 'closure', 'dict', 'self', 'builtins', 'class', 'func'):
            name = f'__{name}__'
            try:
                got = loans.ask('get', number, name)
            except Exception:
                continue
            if '__globals__' in name or 'expected' in str(got):
                print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
