"""`python -m tests.mutation [LESSON ...]` prints how many mutants each exercise's exam kills."""

from __future__ import annotations

import sys

from authoring.lesson import lesson_names
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.hunt import hunt_all

if __name__ == "__main__":
    every = hunt_all(sys.argv[1:] or lesson_names())
    print(f"{'exercise':28}{'mutants':>8}{'killed':>8}{'equal':>7}{'alive':>7}")
    for one in every:
        known = [name for name in one.survivors if name in EQUIVALENT.get(one.key, {})]
        alive = len(one.survivors) - len(known)
        killed = one.total - len(one.survivors)
        print(f"{one.key:28}{one.total:8}{killed:8}{len(known):7}{alive:7}")
        for name in one.survivors:
            print("" if name in known else f"    alive: {name}\n", end="")
    total, living = sum(one.total for one in every), sum(len(one.survivors) for one in every)
    print(f"{'all':28}{total:8}{total - living:8}")
