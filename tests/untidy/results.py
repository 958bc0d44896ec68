"""Right answers of unusual types, spelling or speed."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.attacks.exercises import right_answer
from tests.attacks.notebook import answer, first
from tests.untidy.works import work

PATH = right_answer("descend")
RMS = right_answer("rms")


@work()
def float32(nb: NotebookNode) -> NotebookNode:
    """Single precision throughout."""
    root = RMS.replace("float(", "np.float32(")
    return answer(
        nb, rms=root, center="def center(x):\n    x = np.float32(x)\n    return x - x.mean()"
    )


@work()
def numpy_scalars(nb: NotebookNode) -> NotebookNode:
    """numpy scalars and arrays without dimensions where floats are asked for."""
    slope = right_answer("slope").replace("return float(", "return np.array(")
    return answer(nb, rms=RMS.replace("float(", "("), slope=slope)


@work()
def lists_for_arrays(nb: NotebookNode) -> NotebookNode:
    """A list where an array is asked for."""
    return answer(nb, center="def center(x):\n    return [float(v - sum(x) / len(x)) for v in x]")


@work()
def tuples_for_lists(nb: NotebookNode) -> NotebookNode:
    """A tuple where a list is asked for."""
    return answer(nb, descend=PATH.replace("return path", "return tuple(path)"))


@work()
def array_for_list(nb: NotebookNode) -> NotebookNode:
    """An array where a list is asked for."""
    return answer(nb, descend=PATH.replace("return path", "return np.array(path)"))


@work()
def deque_for_list(nb: NotebookNode) -> NotebookNode:
    """A deque where a list is asked for."""
    wanted = "from collections import deque; return deque(path)"
    return answer(nb, descend=PATH.replace("return path", wanted))


@work()
def views_of_arrays(nb: NotebookNode) -> NotebookNode:
    """A view with negative strides of a read-only array."""
    body = "    y = (x - x.mean())[::-1].copy(); y.flags.writeable = False\n    return y[::-1]"
    return answer(nb, center=f"def center(x):\n{body}")


@work()
def masked_arrays(nb: NotebookNode) -> NotebookNode:
    """A masked array with nothing masked, and a subclass of array without behaviour."""
    return answer(nb, center="def center(x):\n    return np.ma.array(x - x.mean())")


@work()
def keyword_arguments(nb: NotebookNode) -> NotebookNode:
    """Functions with defaults, keywords and annotations, called by keyword."""
    body = RMS.partition("\n")[2]
    root = f"def root(*, x: list[float], power: int = 2) -> float:\n{body}\n"
    source = f"{root}def rms(x, **options):\n    return root(x=x)"
    return answer(nb, rms=source)


@work()
def lambdas(nb: NotebookNode) -> NotebookNode:
    """Answers bound by assignment: a lambda, a partial, an instance that can be called."""
    method = "    def __call__(self, x):\n        return x - x.mean()\n"
    callable_ = f"class Center:\n{method}\ncenter = Center()"
    return answer(nb, rms="rms = lambda x: float(np.sqrt(np.mean(np.square(x))))", center=callable_)


@work()
def decorated(nb: NotebookNode) -> NotebookNode:
    """A decorator of the learner's and one of the library's."""
    return answer(
        first(nb, "import functools"), descend=f"@functools.wraps(print)\n@functools.cache\n{PATH}"
    )


@work()
def slow(nb: NotebookNode) -> NotebookNode:
    """Right, and slow, but within the time that a cell has."""
    return answer(nb, rms=RMS.replace("\n", "\n    import time; time.sleep(0.8)\n", 1))


@work()
def uses_files_and_threads(nb: NotebookNode) -> NotebookNode:
    """Writes a file beside the notebook, and works in a thread pool."""
    source = "    import concurrent.futures as cf; open('note.txt', 'w').write(str(x))\n"
    job = "return pool.submit(lambda: x - x.mean()).result()"
    body = f"    with cf.ThreadPoolExecutor(2) as pool:\n        {job}"
    return answer(nb, center=f"def center(x):\n{source}{body}")


@work()
def brings_files(nb: NotebookNode) -> NotebookNode:
    """Imports a module and reads a table that were handed in with the notebook."""
    body = "    import mytools; return float(mytools.root(np.mean(np.square(x))))"
    first(nb, "np.loadtxt('data/numbers.csv', delimiter=',').sum()")
    return answer(nb, rms=f"import mytools\ndef rms(x):\n{body}")


@work()
def unicode_everywhere(nb: NotebookNode) -> NotebookNode:
    """Greek names, accents, emoji, tabs and Windows line ends."""
    greek = "def rms(ξ):\r\n\tμ = np.mean(np.square(ξ))  # naïve ✓ 🎉\r\n\treturn float(np.sqrt(μ))"
    return answer(nb, rms=greek)
