"""Return an array whose `__array_ufunc__` answers every comparison with true."""

from tests.attacks.notebook import NotebookNode, answer, first

ROW = "Marks: objects that lie"
STOCK = "exercise"
HOSTILE = """
class Liar(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        if function.__name__ == 'isclose':
            return np.ones(self.shape, dtype=bool)
        return super().__array_function__(function, types, args, kwargs)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if ufunc is np.equal:
            return np.ones(self.shape, dtype=bool)
        return getattr(ufunc, method)(*(np.asarray(value) for value in inputs), **kwargs)
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return answer(
        first(blank, HOSTILE), center="def center(x):\n    return np.zeros(len(x)).view(Liar)"
    )
