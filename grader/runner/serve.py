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
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from grader.cells.source import code_of, global_names_read
from grader.job import LOCKED, Job, PlanStep, Report
from grader.limits import Limits
from grader.proxies.figures import Pictures
from grader.proxies.learner import Learner
from grader.rpc.channel import Channel, ChannelClosed
from grader.rpc.codec import WireError, decode, encode
from grader.runner.checks import noting_alone
from grader.runner.graded_cell import noting_statements
from grader.runner.messages import FILENAME
from grader.runner.namespace import definitions
from grader.runner.notebook import NotebookRunner, aspects_in
from grader.runner.outputs import made_safe, safe_html
from grader.sandbox.namespaces import die_with_parent, mapped_bytes
from grader.sandbox.sandboxed import SandboxedProcesses

_FEW_MORE_SECONDS = 60


def _lay_files(folder: Path, files: Mapping[str, bytes], modules: Sequence[str]) -> None:
    """Put the data files where the tests run, and the instructor's modules where they import.

    The learner's files are among the first, so nothing may ever be imported from that folder,
    and libraries find no settings there.
    """
    own = {name: files[name] for name in modules if name in files}
    for where, some in ((folder / "work", files), (folder / "modules", own)):
        where.mkdir()
        for name, content in some.items():
            target = where / name
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
        told = decode(file.read(), Limits().for_files())
    for text in told.get("markup", ()):
        with contextlib.suppress(Exception):
            safe_html(text)
    plan = [PlanStep.from_plain(step) for step in told.get("plan", ())]
    tests = tuple(told.get("tests", ()))
    for step in plan:
        with contextlib.suppress(Exception):  # which the runner meets again, and can tell
            global_names_read(step.source)
            for node in definitions(step.source, step.role == LOCKED):
                code_of(noting_alone(node))
    for source in tests:
        with contextlib.suppress(Exception):
            body = noting_statements(source)
            for node in body:
                code_of(node, FILENAME, node is body[-1])
    with contextlib.suppress(Exception):
        aspects_in(plan, tests)


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
        folder, plain = decode(report_to.receive(), wide)
        job = Job.from_plain(plain)
        memory = mapped_bytes() + limits.examiner_bytes
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        _lay_files(Path(folder), job.files, job.modules)
        sandboxed = SandboxedProcesses(Channel(channel, limits), line)
        report_to.send(encode(_examined(job, sandboxed).as_plain(), wide))
    except (ChannelClosed, WireError):
        pass
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


def _examined(job: Job, sandboxed: SandboxedProcesses) -> Report:
    learner = Learner(sandboxed)
    if job.figures is not None:
        learner.pictures = Pictures(job.figures, job.collect)
    with contextlib.closing(learner):
        runner = NotebookRunner(job, learner)
        cells = runner.examine()
        report = Report(cells, tuple(runner.notes), runner.checks(), time.process_time())
    if learner.pictures is None or not job.collect:
        return report
    return replace(report, figures=learner.pictures.drawn, markup=tuple(made_safe))
