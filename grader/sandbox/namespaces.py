"""What a fork of the warm process does to lock itself in, before any learner's code runs."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from collections.abc import Mapping
from pathlib import Path

from grader.limits import Limits
from grader.sandbox.seccomp import refuse_dangerous_calls

LEARNER = 1000
UNPRIVILEGED = 64_901  # an id no account of a usual machine has; used only when started as root
SCRATCH = Path("/scratch")
WORK = SCRATCH / "work"

_NEWNS, _NEWUTS, _NEWIPC = 0x00020000, 0x04000000, 0x08000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_NOSUID_NODEV = 2 | 4
_READ_ONLY = 1
_BIND = 4096
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_SET_DUMPABLE, _SET_NO_NEW_PRIVS, _CAPBSET_DROP = 4, 38, 24
_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, doing: str) -> None:
    if result:
        code = ctypes.get_errno()
        raise OSError(code, f"{doing}: {os.strerror(code)}")


def die_with_parent() -> None:
    """Let the kernel end this process when the one that forked it is gone, killed say."""
    _check(_libc.prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "being tied to the parent")


def become_reaper() -> None:
    """Take over processes of this one's descendants whose own parent has ended."""
    _check(_libc.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "taking over orphaned processes")


def become_unprivileged() -> None:
    """As root: take an id that owns nothing, because limits on processes do not bind root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        _check(_libc.prctl(_SET_DUMPABLE, 1, 0, 0, 0), "becoming readable to itself")


def new_namespaces() -> None:
    """Own user, mount, network, ipc and host name now; own processes from the next fork on."""
    uid, gid = os.getuid(), os.getgid()
    flags = _NEWUSER | _NEWNS | _NEWPID | _NEWNET | _NEWIPC | _NEWUTS
    _check(_libc.unshare(flags), "making namespaces")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{LEARNER} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{LEARNER} {gid} 1")


def _mount(kind: str, target: str, options: str, flags: int = _NOSUID_NODEV) -> None:
    _check(
        _libc.mount(kind.encode(), target.encode(), kind.encode(), flags, options.encode()),
        f"mounting {target}",
    )


def private_disk(limits: Limits) -> None:
    """A scratch disk of limited size is the only place to write; no view of processes."""
    _mount("tmpfs", "/proc", "size=4k,nr_inodes=2,mode=0555", _NOSUID_NODEV | _READ_ONLY)
    _mount("tmpfs", str(SCRATCH), f"size={limits.scratch_bytes},nr_inodes=20000,mode=0755")
    for name in ("work", "tmp", "shm", "home", "home/matplotlib"):
        (SCRATCH / name).mkdir()
    _bind("shm", "/dev/shm")
    _no_terminals()
    if not os.listdir("/tmp"):  # a Python environment may lie there
        _bind("tmp", "/tmp")


def _no_terminals() -> None:
    """Let no terminal be made: `/dev/ptmx` leads into this folder."""
    if os.path.isdir("/dev/pts"):
        options = "size=4k,nr_inodes=1,mode=0555"
        _mount("tmpfs", "/dev/pts", options, _NOSUID_NODEV | _READ_ONLY)


def _bind(name: str, target: str) -> None:
    source = str(SCRATCH / name).encode()
    _check(_libc.mount(source, target.encode(), None, _BIND, None), f"mounting {target}")


def lay_files(files: Mapping[str, bytes]) -> None:
    """Write a submission's data files into its scratch folder."""
    for name, content in files.items():
        target = WORK / name
        if ".." in target.parts or not target.is_relative_to(WORK):
            raise ValueError(f"a data file must stay in its folder, got {name!r}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    os.chdir(WORK)


def _set_limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def mapped_bytes() -> int:
    """Address space this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def limit_resources(limits: Limits, mapped: int) -> None:
    """Kernel limits of this process and its children."""
    _set_limit(resource.RLIMIT_CORE, 1)  # a handler that the host has for crashes ignores 0
    _set_limit(resource.RLIMIT_AS, mapped + limits.memory_bytes)
    _set_limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    _set_limit(resource.RLIMIT_FSIZE, limits.file_bytes)
    _set_limit(resource.RLIMIT_NOFILE, limits.open_files)
    _set_limit(resource.RLIMIT_NPROC, limits.processes + limits.snapshots)
    _set_limit(resource.RLIMIT_MEMLOCK, 1 << 16)
    _set_limit(resource.RLIMIT_MSGQUEUE, 1 << 16)
    _set_limit(resource.RLIMIT_SIGPENDING, 1024)


class _CapHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def drop_everything() -> None:
    """No capability, no way to gain one, no dangerous system call: the last step."""
    for capability in range(64):
        if _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0):
            break
    header = _CapHeader(0x20080522, 0)
    _check(_libc.capset(ctypes.byref(header), (ctypes.c_uint32 * 6)()), "dropping capabilities")
    _check(_libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "giving up new privileges")
    refuse_dangerous_calls()
