"""Climb from a lent object to `object.__subclasses__`, and from there to the file system."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
PATHS = (
    ('__class__', '__base__', '__subclasses__'), ('__init__', '__globals__'), ('__reduce_ex__',),
    ('__func__', '__globals__'), ('__wrapped__', '__globals__'), ('__module__',), ('__format__',),
    ('gi_frame', 'f_globals'), ('cr_frame', 'f_builtins'), ('func', '__globals__'),
)

def attack():
    loans = worker().loans
    for number in range(60):
        for path in PATHS:
            try:
                value = loans.ask('get', number, path[0])
                for name in path[1:]:
                    value = getattr(value, name)
                found = value() if path[-1] == '__subclasses__' else value
            except Exception:
                continue
            if 'Popen' in str(found) or '__builtins__' in str(found):
                print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
