"""Return an array whose `__array_ufunc__` answers every comparison with true."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Liar(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        shape = np.broadcast_shapes(*(np.shape(value) for value in inputs))
        return np.ones(shape, dtype=bool) if ufunc.nout == 1 else (np.zeros(shape),) * ufunc.nout

    def __array_function__(self, function, types, args, kwargs):
        return np.ones(self.shape, dtype=bool)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(first(blank, HOSTILE), center="def center(x):\n    return np.zeros(len(x)).view(Liar)")
