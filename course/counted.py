"""How many there are of something, in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    Parameters
    ----------
    number : int
        How many there are.
    one : str
        What one is called, such as "part".
    many : str, optional
        What several are called; without it `one` with an s.

    Returns
    -------
    str
        The number and the noun.

    Examples
    --------
    >>> counted(1, "part"), counted(2, "part"), counted(0, "entry", "entries")
    ('1 part', '2 parts', '0 entries')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
