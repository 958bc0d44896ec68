"""A seccomp filter that refuses the learner's processes system calls that no notebook needs.

Refused calls answer "operation not permitted". They are the ways to new namespaces and mounts,
to other processes' memory, to kernel parsers with a history of holes, to memory that no limit
counts, and to what the whole machine has a fixed number of. Calls newer than this list answer "no
such call", as on an older kernel. Written as classic BPF because it needs nothing but `prctl`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_LOAD, _JUMP_EQUAL, _JUMP_FROM, _RETURN = 0x20, 0x15, 0x35, 0x06
_JUMP_SET = 0x45
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_UNKNOWN = 0x00050000 | errno.ENOSYS
_X32 = 0x40000000
_NEW_NAMESPACE = 0x7E020080  # every CLONE_NEW… flag

# name: (x86_64, aarch64); None where the machine has no such call
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "open_tree_attr": (467, 467),
    "listns": (470, 470),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_setup": (206, 0),
    "io_destroy": (207, 1),
    "io_submit": (209, 2),
    "io_cancel": (210, 3),
    "io_getevents": (208, 4),
    "io_pgetevents": (333, 292),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "personality": (135, 92),
    "vhangup": (153, 58),
    "syslog": (103, 116),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "name_to_handle_at": (303, 264),
    "process_madvise": (440, 440),
    "move_pages": (279, 239),
    "vmsplice": (278, 75),
    "modify_ldt": (154, None),
}
_NEWEST_KNOWN = 456  # futex_requeue, of Linux 6.7
_SOCKET = (41, 198)
_FAMILIES = (1, 2, 10, 16)  # Unix, IPv4, IPv6, netlink: a network namespace holds these, not vsock
_CLONE = (56, 220)
_CLONE3 = 435
_ARCHES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def _step(code: int, value: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, when_true, when_false, value)


def _program(column: int, audit_arch: int) -> bytes:
    number, first_argument, arch = 0, 16, 4
    steps = [
        _step(_LOAD, arch),
        _step(_JUMP_EQUAL, audit_arch, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_LOAD, number),
        _step(_JUMP_FROM, _X32, 0, 1),
        _step(_RETURN, _REFUSE),
        _step(
            _JUMP_EQUAL, _CLONE3, 0, 1
        ),  # its flags lie in memory: C libraries fall back to clone
        _step(_RETURN, _UNKNOWN),
    ]
    for numbers in _REFUSED.values():
        if (call := numbers[column]) is not None:
            steps += [_step(_JUMP_EQUAL, call, 0, 1), _step(_RETURN, _REFUSE)]
    steps += [_step(_JUMP_FROM, _NEWEST_KNOWN + 1, 0, 1), _step(_RETURN, _UNKNOWN)]
    known = len(_FAMILIES)
    steps += [_step(_JUMP_EQUAL, _SOCKET[column], 0, known + 3), _step(_LOAD, first_argument)]
    steps += [_step(_JUMP_EQUAL, f, known - place, 0) for place, f in enumerate(_FAMILIES)]
    steps += [_step(_RETURN, _REFUSE), _step(_RETURN, _ALLOW)]
    steps += [
        _step(_JUMP_EQUAL, _CLONE[column], 0, 3),
        _step(_LOAD, first_argument),
        _step(_JUMP_SET, _NEW_NAMESPACE, 0, 1),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]
    return b"".join(steps)


def refuse_dangerous_calls() -> None:
    """Filter this process's system calls for good; needs no_new_privs to be set.

    Raises
    ------
    OSError
        When the kernel or the machine's architecture does not take the filter.
    """
    machine = platform.machine()
    if machine not in _ARCHES:
        raise OSError(errno.ENOSYS, f"no system call filter is written for {machine}")
    program = _program(*_ARCHES[machine])
    buffer = ctypes.create_string_buffer(program)
    head = struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(head), 0, 0):
        code = ctypes.get_errno()
        raise OSError(code, f"the system call filter was not taken: {os.strerror(code)}")
