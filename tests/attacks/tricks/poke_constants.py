"""Overwrite the floats among the test cell's constants in memory."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: replaced functions and overwritten globals"
STOCK = "exercise"
HOSTILE = """
def rms(x):
    import ctypes, sys
    answer = 0.25
    for value in sys._getframe(1).f_code.co_consts:
        if type(value) is float and value in (3.5355339, 1.7320508, 5.0):
            ctypes.c_double.from_address(id(value) + 16).value = answer
    return answer
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(blank, rms=HOSTILE)
