"""Takes one job in a fork of the trusted fork server, and reports."""

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

from grader.cells.source import code_of, parse
from grader.examiner.processes import SandboxedProcesses
from grader.limits import Limits
from grader.proxies.figures import Pictures
from grader.proxies.learner import Learner
from grader.rpc.channel import Channel, ChannelClosed
from grader.rpc.codec import WireError, decode, encode
from grader.runner.graded_cell import FILENAME, noting_statements
from grader.runner.notebook import NotebookRunner
from grader.runner.outputs import made_safe, safe_html
from grader.sandbox.namespaces import die_with_parent, mapped_bytes

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
        with contextlib.suppress(Exception):  # which the runner meets again, and can tell
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
        examiner, channel, line = (socket.socket(fileno=number) for number in descriptors)
        wide = limits.for_files()
        report_to = Channel(examiner, wide)
        report_to.send(encode(os.getpid(), wide))
        job = decode(report_to.receive(), wide)
        for cell in job["cells"]:
            cell["hidden"] = cell["hidden"].tolist()
        memory = mapped_bytes() + limits.examiner_bytes
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        _lay_files(Path(job["folder"]), job["files"], job.get("modules", []))
        sandboxed = SandboxedProcesses(Channel(channel, limits), line)
        report_to.send(encode(_examined(job, sandboxed), wide))
    except (ChannelClosed, WireError):
        pass
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


def _examined(job: dict[str, Any], sandboxed: SandboxedProcesses) -> dict[str, Any]:
    learner = Learner(sandboxed)
    if "pictures" in job:
        learner.pictures = Pictures(job["pictures"], bool(job.get("collect")))
    with contextlib.ExitStack() as stack:
        stack.callback(learner.close)
        runner = NotebookRunner(job, learner)
        report: dict[str, Any] = {"cells": runner.examine(), "notes": runner.notes}
        report |= {"checks": runner.checks(), "processor_seconds": time.process_time()}
    if learner.pictures is not None and learner.pictures.collects:
        report |= {"drawn": learner.pictures.drawn, "markup": list(made_safe)}
    return report
