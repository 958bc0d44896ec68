"""The office's part: take one job in a fork of the trusted warm process, and report."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from .cell_source import code_of, parse
from .channel import Channel, ChannelClosed
from .learner import Learner
from .limits import Limits
from .namespaces import die_with_parent, mapped_bytes
from .outputs import made_safe, safe_html
from .pictures import Pictures
from .referee import Referee
from .sandbox import Guest
from .test_cell import FILENAME, noting_statements
from .wire import WireError, decode, encode

_FEW_MORE_SECONDS = 60


def _lay_files(folder: Path, files: dict[str, bytes], modules: list[str]) -> None:
    """Put the data files where the tests run, and the instructor's modules where they import.

    The learner's files are among the first, so nothing may ever be imported from that folder,
    and libraries find no settings there.
    """
    own = {name: files[name] for name in modules if name in files}
    for place, some in ((folder / "work", files), (folder / "modules", own)):
        place.mkdir()
        for name, content in some.items():
            target = place / name
            if target.name == "matplotlibrc" or target.name.startswith("."):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    os.chdir(folder / "work")
    sys.path.insert(0, str(folder / "modules"))


def learn(descriptor: int) -> None:
    """Read the instructor's cells of a notebook, or what it shows, so that forks need not.

    All of it is from the gradebook and the course's folders: nothing of a submission gets in here.
    """
    with open(descriptor, "rb", closefd=False) as file:
        job = decode(file.read(), Limits().for_files())
    for text in job.get("markup", ()):
        with contextlib.suppress(Exception):
            safe_html(text)
    for step in job.get("plan", ()):
        with contextlib.suppress(Exception):  # which the referee meets again, and can tell
            for node in parse(step["source"]).body:
                code_of(node)
    for cell in job.get("tests", ()):
        with contextlib.suppress(Exception):
            body = noting_statements(cell["source"])
            for node in body:
                code_of(node, FILENAME, node is body[-1])


def serve_job(descriptors: list[int], limits: Limits) -> None:
    """In a fork of the warm process: take one job, report, and end."""
    if os.fork():
        return
    try:
        die_with_parent()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        seconds = 2 * int(limits.submission_seconds) + _FEW_MORE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        office, channel, line = (socket.socket(fileno=number) for number in descriptors)
        wide = limits.for_files()
        report_to = Channel(office, wide)
        report_to.send(encode(os.getpid(), wide))
        job = decode(report_to.receive(), wide)
        for cell in job["cells"]:
            cell["hidden"] = cell["hidden"].tolist()
        memory = mapped_bytes() + limits.examiner_bytes
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        _lay_files(Path(job["folder"]), job["files"], job.get("modules", []))
        guest = Guest(Channel(channel, limits), line)
        report_to.send(encode(_examined(job, guest), wide))
    except (ChannelClosed, WireError):
        pass
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


def _examined(job: dict[str, Any], guest: Guest) -> dict[str, Any]:
    learner = Learner(guest)
    if "pictures" in job:
        learner.pictures = Pictures(job["pictures"], bool(job.get("collect")))
    with contextlib.ExitStack() as stack:
        stack.callback(learner.close)
        referee = Referee(job, learner)
        report: dict[str, Any] = {"cells": referee.examine(), "notes": referee.notes}
        report |= {"checks": referee.checks(), "processor_seconds": time.process_time()}
    if learner.pictures is not None and learner.pictures.collects:
        report |= {"drawn": learner.pictures.drawn, "markup": list(made_safe)}
    return report
