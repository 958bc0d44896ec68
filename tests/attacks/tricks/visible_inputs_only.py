"""Answer the visible inputs and nothing else."""

from tests.attacks.notebook import NotebookNode, answer

ROW = "Marks: answers for the tests that are seen"
STOCK = "nothing"


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(
        blank,
        rms="def rms(x):\n    return 3.5355339",
        center="def center(x):\n    return np.array([-2.0, -1.0, 3.0])",
        descend="def descend(grad_f, theta, lr, steps):\n    return [1.0, 0.5, 0.25]",
    )
