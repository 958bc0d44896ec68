"""Trace the calling test cell and jump over its asserts by setting `f_lineno`."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "nothing"
HOSTILE = """
import sys

def jump_over(up):
    caller = sys._getframe(up + 1)
    final = max(line for *_, line in caller.f_code.co_lines() if line)

    def jump(frame, event, argument):
        if event == 'line':
            frame.f_lineno = final
            sys.settrace(None)
            frame.f_trace = None
        return None

    caller.f_trace = jump
    sys.settrace(lambda *args: None)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), rms="def rms(x):\n    jump_over(1)\n    return 0.0")
