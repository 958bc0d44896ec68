"""Hand in modules that Python or Jupyter import when they start in the submission's folder."""

from pathlib import Path

ROW = "Machine: a module named like a library"
STOCK = "trophy"
NAMES = ("ipykernel_launcher", "sitecustomize", "usercustomize", "conftest", "grader", "bwrap")
MODULE = """
import sys
open('@OUTSIDE@/trophy-@STUDENT@', 'w').close()
sys.path = [p for p in sys.path if p not in ('', '.')]
from ipykernel import kernelapp
if __name__ == '__main__':
    kernelapp.launch_new_instance()
"""


def files(folder: Path) -> None:
    """The false start-up modules."""
    for name in NAMES:
        (folder / f"{name}.py").write_text(MODULE)
