"""What shows that a submission has reached out of its scratch folder."""

from __future__ import annotations

import hashlib
import os
import selectors
import socket
import threading
from pathlib import Path
from types import TracebackType

from tests.attacks.command import Places

USUAL = (
    "home/.cache/matplotlib/",
    "home/.jupyter/migrated",
    "home/.ipython/profile_default/startup/README",
)
"""What Jupyter, IPython and matplotlib leave in a home folder when they first run."""


class Listener:
    """A server on the loopback and on Unix sockets that remembers who has spoken to it."""

    def __init__(self, outside: Path) -> None:
        self.heard: set[str] = set()
        self._stop = threading.Event()
        self._selector = selectors.DefaultSelector()
        tcp = socket.create_server(("127.0.0.1", 0))
        self.port: int = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        abstract = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        abstract.bind(b"\0corpus-%d" % self.port)
        named = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        folder = os.open(outside, os.O_RDONLY)  # a socket's path is short; pytest's folders are not
        named.bind(f"/proc/self/fd/{folder}/listener")
        os.close(folder)
        for server in (tcp, udp, abstract, named):
            self._selector.register(server, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def _listen(self) -> None:
        while not self._stop.is_set():
            for key, _ in self._selector.select(timeout=0.2):
                server = key.fileobj
                assert isinstance(server, socket.socket)
                if server.type == socket.SOCK_STREAM:
                    connection, _ = server.accept()
                    connection.settimeout(2)
                    with connection:
                        self.heard.add(connection.recv(200).decode(errors="replace"))
                else:
                    self.heard.add(server.recv(200).decode(errors="replace"))

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            self._selector.unregister(key.fileobj)
            key.fileobj.close()  # type: ignore[union-attr]
        self._selector.close()


def processes(places: Places) -> dict[int, str]:
    """Every process that belongs to this run, by its command line, environment or folder."""
    found = {}
    mark = str(places.root).encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            seen = (
                command + (entry / "environ").read_bytes() + os.fsencode(os.readlink(entry / "cwd"))
            )
        except OSError:
            continue
        if mark in seen and int(entry.name) != os.getpid():
            found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def everything(places: Places) -> dict[str, str]:
    """Every file that grading must leave as it is, with a digest of its content."""
    found = {}
    for folder, names, files in os.walk(places.root):
        inside = Path(folder).relative_to(places.root)
        if inside == Path("course"):
            names[:] = [n for n in names if n not in ("autograded", "feedback", ".cache")]
        names[:] = [n for n in names if n != "__pycache__" and inside / n != Path("tmp")]
        if inside == Path():
            continue  # the logs of the runs themselves
        for name in (f for f in files if not f.startswith("gradebook.db")):
            path = Path(folder) / name
            if str(inside / name).startswith(USUAL):
                continue
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b"special"
            found[str(inside / name)] = hashlib.sha256(content).hexdigest()
    return found


def trophies(places: Places, before: dict[str, str]) -> set[str]:
    """The names of those who left a file, or a line in a file, where they must not."""
    after = everything(places)
    changed = [name for name, digest in after.items() if before.get(name) != digest]
    found = set()
    for name in changed:
        text = name + (places.root / name).read_bytes()[-100_000:].decode(errors="replace")
        found |= set(_students(text))
    for path in (places.course / "autograded").glob("*/*/trophy-*"):
        found |= {student for student in _students(path.name) if student != path.parts[-3]}
    return found


def _students(text: str) -> set[str]:
    pieces = text.split("trophy-")[1:]
    words = ("".join(c if c.isalnum() or c == "_" else " " for c in piece) for piece in pieces)
    return {word.split()[0] for word in words if word.split()}
