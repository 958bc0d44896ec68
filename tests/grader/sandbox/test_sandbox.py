"""What the sandbox is, seen from inside."""

import errno
import os
import platform
import socket
import struct
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.examiner.processes import NAMESPACES, available_tier
from grader.limits import Limits
from grader.sandbox import seccomp
from tests.grader.conftest import job


def test_it_is_the_strong_tier():
    assert available_tier() == (NAMESPACES, "")


def test_it_sees_only_the_python_environment(holds):
    here = Path(__file__).resolve()
    python = {Path(prefix).parts[1] for prefix in (sys.prefix, sys.base_prefix)}
    holds(
        """
        import os
        def seen(path):
            try:
                os.stat(path)
            except OSError:
                return False
            return True
        def top(): return sorted(os.listdir('/'))
        def home(): return os.path.expanduser('~')
        def variables(): return sorted(os.environ)
        """,
        f"""
        assert not seen({str(here)!r}) and not seen("/etc/passwd") and not seen("/etc/shadow")
        assert not any(seen(p) for p in ("/home", "/mnt", "/sys", "/run", "/var", "/proc/1"))
        system = {{"bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "usr"}}
        assert set(top()) <= system | {{"opt", "scratch", "tmp"}} | {python!r}, top()
        assert home() == "/scratch/home"
        assert not [v for v in variables() if "TOKEN" in v or "KEY" in v]
        """,
    )


def test_it_writes_only_to_its_scratch_disk(holds):
    holds(
        """
        import os, sys, numpy
        def can_write(folder):
            try:
                with open(os.path.join(folder, 'x'), 'w') as f:
                    f.write('x')
            except OSError:
                return False
            return True
        places = ['/', '/usr', '/etc', '/opt/examiner', '/dev', '/proc']
        places += [sys.prefix, numpy.__path__[0]]
        """,
        """
        assert not [place for place in places if can_write(place)]
        assert can_write(".") and can_write("/dev/shm")
        """,
    )


def test_it_has_no_privilege(holds):
    holds(
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        def tries():
            return [libc.unshare(0x10000000), libc.mount(b'x', b'/tmp', b'tmpfs', 0, None),
                    libc.ptrace(0, 0, 0, 0), libc.setuid(0), libc.syscall(319, b'x', 0)]
        def who(): return os.getuid(), os.getpid()
        """,
        "assert tries() == [-1] * 5 and who() == (1000, 2)",
    )


DOORS = {  # by their numbers on x86_64; where other numbers hold, others have these names
    "io_uring_setup": 425,
    "userfaultfd": 323,
    "keyctl": 250,
    "add_key": 248,
    "bpf": 321,
    "ptrace": 101,
    "process_vm_readv": 310,
    "pidfd_getfd": 438,
    "kcmp": 312,
    "setns": 308,
    "perf_event_open": 298,
    "syslog": 103,
    "memfd_create": 319,
    "shmget": 29,
    "mq_open": 240,
    "open_by_handle_at": 304,
    "name_to_handle_at": 303,
    "fsopen": 430,
    "personality": 135,
    "modify_ldt": 154,
    "vmsplice": 278,
    "move_pages": 279,
    "process_madvise": 440,
    "io_setup": 206,
    "io_submit": 209,
    "io_pgetevents": 333,
    "inotify_init": 253,
    "inotify_init1": 294,
    "fspick": 433,
    "statmount": 457,
    "listmount": 458,
    "open_tree_attr": 467,
    "listns": 470,
    "kexec_file_load": 320,
    "quotactl_fd": 443,
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are those of x86_64")
def test_dangerous_system_calls_are_refused(holds):
    answer = """
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    def call(number): return libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno()
    """
    holds(
        answer,
        f"doors = {DOORS}\nassert {{n: call(doors[n]) for n in doors if "
        "call(doors[n]) != (-1, 1)} == {}",
    )


def answers(program: bytes, number: int, arch: int = 0xC000003E) -> int:
    """What a filter answers to a system call, worked out step by step."""
    steps = [struct.unpack_from("<HBBI", program, 8 * place) for place in range(len(program) // 8)]
    data = struct.pack("<IIQ6Q", number, arch, 0, *[1] * 6)
    loaded = place = 0
    while True:
        code, yes, no, value = steps[place]
        if code == 0x06:
            return int(value)
        if code == 0x20:
            loaded = struct.unpack_from("<I", data, value)[0]
            place += 1
            continue
        holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}
        assert code in holds, hex(code)
        place += 1 + (yes if holds[code] else no)


def test_system_calls_that_are_newer_than_the_list_do_not_exist():
    """What no one has looked at yet is not let through: neither by number nor by another ABI."""
    program = seccomp._program(0, 0xC000003E)
    allow, nosys, refuse = 0x7FFF0000, 0x50000 | errno.ENOSYS, 0x50000 | errno.EPERM
    assert answers(program, 0) == answers(program, 456) == allow
    assert {answers(program, number) for number in range(471, 1024)} == {nosys}
    assert allow not in {answers(program, number) for number in range(457, 1024)}
    assert answers(program, 0x40000000) == answers(program, 0, arch=0x40000003) == refuse
    for name, number in DOORS.items():
        assert answers(program, number) == refuse, name


def test_commands_of_a_notebook_need_no_terminal(grade):
    """As in Jupyter, a command shows what it says, and its lines can be kept."""
    answer = "!echo shown; false\nkept = !echo one; echo two\nword = 'x'\nmore = !echo {word}"
    shown, outputs = grade(answer, "assert kept == ['one', 'two'] and more == ['x']")
    assert [o["text"] for o in shown] == ["shown\n"]
    assert outputs == []


def test_only_sockets_that_a_namespace_holds_can_be_made(holds):
    answer = """
    import errno, socket
    def make(family, kind):
        try:
            socket.socket(family, kind).close()
        except OSError as error:
            return errno.errorcode[error.errno]
        return 'made'
    """
    test = """
    assert [make(family, 1) for family in (1, 2, 10)] == ["made"] * 3
    others = dict(vsock=40, alg=38, packet=17, bluetooth=31, qipcrtr=42, xdp=44)
    assert {make(f, k) for f in others.values() for k in (1, 2, 5)} == {"EPERM"}
    """
    holds(answer, test)


def test_it_has_no_terminal_and_one_line_out(holds):
    answer = """
    import os, stat
    def terminals():
        found = [os.isatty(number) for number in range(256)]
        for name in ('/dev/tty', '/dev/console', '/dev/pts/0', '/dev/tty0', '/dev/ptmx'):
            try:
                found.append(os.open(name, os.O_RDWR | os.O_NOCTTY) >= 0)
            except OSError:
                pass
        return found
    def open_now():
        kinds = []
        for number in range(256):
            try:
                mode = os.fstat(number).st_mode
            except OSError:
                continue
            kinds.append('socket' if stat.S_ISSOCK(mode) else os.major(os.fstat(number).st_rdev))
        return sorted(map(str, kinds))
    """
    test = """
    assert not any(terminals())
    found = open_now()
    assert found.count("socket") == 1 and set(found) == {"1", "socket"}, found  # 1: /dev/null
    """
    holds(answer, test)


def test_a_crash_is_of_no_interest_to_the_hosts_crash_handler(holds):
    holds(
        "import resource\ncore = resource.getrlimit(resource.RLIMIT_CORE)", "assert core == (1, 1)"
    )


def test_it_reaches_no_socket(holds):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        holds(
            f"""
            import socket
            def reach():
                try:
                    socket.create_connection(('127.0.0.1', {port}), 1)
                except OSError:
                    return False
                return True
            """,
            "assert not reach()",
        )


@pytest.mark.parametrize(
    ("what", "code"),
    {
        "memory": "x = bytearray(3 << 30)",
        "disk": "open('x', 'wb').write(b'x' * (300 << 20))",
        "processes": "import os, time\nfor _ in range(200): os.fork() or time.sleep(60)",
        "files": "import os\nx = [os.open('/dev/null', 0) for _ in range(400)]",
    }.items(),
)
def test_a_greedy_cell_gets_an_error_and_the_next_one_runs(what, code, grade):
    shown, after = grade(code, "### next\nassert True")
    assert shown[-1]["output_type"] == "error"
    assert after == []


def test_a_loop_is_interrupted_and_the_next_cell_runs(grade):
    answer = "def f(): return 1\nwhile True: pass"
    shown, after = grade(answer, "assert f() == 1")
    assert "longer than" in shown[-1]["evalue"]
    assert after == []


def test_a_loop_that_swallows_interrupts_ends_the_process(grade):
    answer = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    started = time.monotonic()
    shown, after = grade(answer, "assert f() == 1")
    assert time.monotonic() - started < 15
    assert "longer than" in shown[-1]["evalue"]
    assert "not defined" in after[-1]["evalue"], "the notebook went on without that cell"


def test_a_loop_in_a_tested_function_costs_only_that_test(grade):
    answer = "def f():\n    while True: pass\ndef g(): return 1"
    _, first, second = grade(answer, "f()", "assert g() == 1")
    assert "2 s" in first[-1]["evalue"] or "4 s" in first[-1]["evalue"]
    assert second == []


def test_a_flood_of_output_is_cut(grade):
    limits = Limits(cell_seconds=10, output_bytes=100_000)
    [shown] = grade("for _ in range(10**4): print('x' * 100)", limits=limits)
    assert len(str(shown)) < 150_000
    assert "cut" in shown[-1]["text"]


def test_nothing_stays_behind(examiner, grade):
    before = _children(examiner.sandbox.process.pid)
    grade(
        """
        import os, subprocess
        for _ in range(5):
            if not os.fork():
                os.setsid()
                if not os.fork():
                    import time; time.sleep(600)
                os._exit(0)
        subprocess.Popen(['sleep', '600'], start_new_session=True)
        """
    )
    deadline = time.monotonic() + 5
    while _children(examiner.sandbox.process.pid) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _children(examiner.sandbox.process.pid) - before == set()


def _children(root: int) -> set[str]:
    """Commands below a process, by number."""
    table = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    ).stdout
    parents = {
        pid: parent for pid, parent, state in map(str.split, table.splitlines()) if state[0] != "Z"
    }
    found, wanted = set(), {str(root)}
    while wanted:
        wanted = {pid for pid, parent in parents.items() if parent in wanted}
        found |= wanted
    return found


def test_no_descriptor_leaks_in_the_host(grade):
    grade("x = 1")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        grade("x = 1")
    assert len(os.listdir("/proc/self/fd")) == before


def test_submissions_do_not_meet(grade):
    grade("open('/dev/shm/note', 'w').write('x'); open('/scratch/note', 'w').write('x')")
    [shown] = grade("import os\nprint(os.listdir('/dev/shm'), os.path.exists('/scratch/note'))")
    assert shown[0]["text"] == "[] False\n"


FLOOD = """
import gc
worker = [o for o in gc.get_objects() if type(o).__name__ == 'Worker'][0]
worker.do_run = lambda source: {n * (2**61 - 1): 0 for n in range(200_000)}
"""


def test_an_answer_that_takes_long_to_read_ends_only_its_submission(examiner):
    cells = job(FLOOD, ["assert True"], None, {})
    answer, test = cells.cells
    cells = replace(cells, cells=(answer, replace(answer, source="1"), test))
    limits = Limits(cell_seconds=2, grace_seconds=1)
    started = time.monotonic()
    report = examiner.examine(cells, limits)
    assert time.monotonic() - started < 20
    assert len(report.cells) == 3


def test_slow_markup_is_left_out(grade):
    [shown] = grade("from IPython.display import HTML\nHTML('<b>' * 120_000)")
    assert len(str(shown)) < 200_000


def test_loops_in_every_call_use_up_one_cell_only(grade):
    answer = "def f():\n    while True: pass\ndef g(): return 1"
    looping = """
    for _ in range(5):
        try:
            f()
        except TimeoutError:
            pass
    """
    _, first, second = grade(answer, looping, "assert g() == 1")
    assert second == [], first


def test_a_test_that_loops_itself_is_ended_and_the_next_one_runs(grade):
    answer = "def f(g): return g()\ndef g(): return 1"
    looping = "def spin():\n    while True: pass\nf(spin)"
    _, first, second = grade(answer, looping, "assert g() == 1")
    assert "2 s" in first[-1]["evalue"] or "4 s" in first[-1]["evalue"]
    assert second == []
