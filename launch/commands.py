"""The commands behind `make`."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from launch import debian
from launch.environment import ensure
from launch.jupyter import lab_command, learner_variables
from launch.lessons import copy_lessons
from launch.locks import lock
from launch.places import Places
from launch.rights import is_root
from launch.steps import Runner
from launch.trouble import SetupError, explain_os
from launch.variables import settings

# A file's tests stay together, so that each browser and each kernel is started once. Three at once
# on two cores: many tests wait for a limit of time, a browser or a kernel to start. Which file is
# begun first, tests/order.py says. Notebooks in tests/ are there to be wrong.
TESTS = """
    -m pytest -n 3 --dist loadfile --no-loadscope-reorder
    --nbval --nbval-cell-timeout=120 --ignore-glob=tests/*.ipynb
"""
EVERYTHING = ("tests", "source")


def start(places: Places, arguments: Sequence[str]) -> None:
    """Open JupyterLab on your own copies of the lessons."""
    command = lab_command(places.python, places.learner, arguments, os.environ)
    ensure(places, "course")
    lessons(places, ())
    if is_root():
        print("You are the administrator here, so JupyterLab gets --allow-root.")
    print("Opening JupyterLab in my-lessons; Ctrl-C ends it. Its address:", flush=True)
    os.environ.update(learner_variables(places.learner_settings, os.environ))
    become(command, places, places.learner)


def lessons(places: Places, arguments: Sequence[str]) -> None:
    """Copy new lessons into my-lessons/ and nothing else."""
    copied = str(copy_lessons(places.released, places.learner))
    if not any(places.learner.glob("*/*.ipynb")):
        copied = "There is no lesson in release/ yet: get the newest course, or run make build."
    if copied:
        print(copied, flush=True)


def env(places: Places, arguments: Sequence[str]) -> None:
    """Make the environment in .venv/ and nothing else."""
    ensure(places, "course")
    print(f"Its interpreter is {places.python}")


def test(places: Places, arguments: Sequence[str]) -> None:
    """Run every test, and every lesson from top to bottom."""
    ensure(places, "test")
    debian.provide(_runner(places))
    named = any(Path(part.split("::")[0]).exists() for part in arguments)
    here = [part for part in EVERYTHING if (places.root / part).exists()]
    where = () if named else here
    become([str(places.python), *TESTS.split(), *where, *arguments], places, places.root)


def build(places: Places, arguments: Sequence[str]) -> None:
    """Make source/ and release/ from lessons/."""
    ensure(places, "course")
    become([str(places.python), "-m", "authoring", "build", *arguments], places, places.root)


def site(places: Places, arguments: Sequence[str]) -> None:
    """Make the site, with the course in a browser: a folder for any static host."""
    ensure(places, "test")
    become([str(places.python), "-m", "website", "build", *arguments], places, places.root)


def serve_site(places: Places, arguments: Sequence[str]) -> None:
    """Show the site on this machine."""
    ensure(places, "test")
    become([str(places.python), "-m", "website", "serve", *arguments], places, places.root)


def make_locks(places: Places, arguments: Sequence[str]) -> None:
    """Write requirements/*.txt anew from pyproject.toml."""
    ensure(places, "course")
    lock(places, _runner(places), arguments)


COMMANDS: dict[str, Callable[[Places, Sequence[str]], None]] = {
    "start": start,
    "test": test,
    "env": env,
    "build": build,
    "lock": make_locks,
    "lessons": lessons,
    "site": site,
    "serve-site": serve_site,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; whatever goes wrong is one sentence on stderr and a status above 0."""
    places = Places(Path(__file__).resolve().parent.parent)
    if not arguments or arguments[0] not in COMMANDS:
        print(overview())
        return 0 if not arguments or arguments[0] in ("help", "-h", "--help") else 2
    try:
        COMMANDS[arguments[0]](places, arguments[1:])
    except SetupError as trouble:
        return _say(str(trouble), 1)
    except KeyboardInterrupt:
        return _say("Stopped; the same command goes on from here.", 130)
    except BrokenPipeError:  # nobody reads what we say: leave without a word
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _say(explain_os(error), 1)
    except Exception:
        places.log.parent.mkdir(exist_ok=True)
        places.log.write_text(traceback.format_exc(), encoding="utf-8")
        return _say(f"Something went wrong that we did not foresee: please send us {places.log}", 1)
    return 0


def overview() -> str:
    """Return one line for each command."""
    lines = [f"  {name:10} {command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["make COMMAND, or python launch COMMAND:", *lines])


def become(command: Sequence[str], places: Places, folder: Path) -> NoReturn:
    """Hand this process over to `command`, which then answers signals and sets the exit status."""
    os.chdir(folder)
    if os.name == "posix":
        os.execve(command[0], list(command), settings(places))
    sys.exit(subprocess.call(list(command), env=settings(places)))


def _runner(places: Places) -> Runner:
    return Runner(places.root, settings(places), places.log)


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return status
