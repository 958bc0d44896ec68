"""Change the functions that the examiner has lent, and what they can see."""

from tests.attacks.notebook import WORKER, NotebookNode, every_answer, first

ROW = "Machine: the examiner's own line"
STOCK = "nothing"
HOSTILE = """
REQUESTS = (
    ('set', ('__code__', None)), ('set', ('__defaults__', (0.0,))), ('set', ('__globals__', {})),
    ('operate', ('__setattr__', ('calls', 3))), ('operate', ('__setitem__', ('expected', []))),
    ('delete', ('__code__',)), ('call', ((), {'code': None})), ('bind', ('expected', [])),
    ('run', ('expected = []',)), ('run_plain', ('calls = 3',)), ('next', ()),
    ('look_up', ('expected',)),
)

def attack():
    loans = worker().loans
    for number in range(60):
        for request, rest in REQUESTS:
            try:
                got = loans.ask(request, number, *rest)
            except Exception:
                continue
            if request in ('set', 'delete', 'bind', 'run', 'run_plain', 'look_up') and number:
                print('BREACH @STUDENT@')
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return every_answer(first(blank, WORKER, HOSTILE), "attack()\nraise ValueError")
