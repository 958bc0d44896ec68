"""Show a built site on this machine, as a static host would."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import mimetypes
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

PACKED = frozenset({".whl", ".zip", ".png", ".woff2", ".woff", ".gz"})
"""Files that do not get smaller by being compressed once more."""

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("application/json", ".ipynb")


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder at a free port of this machine, or at a given one."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Raise `OSError` when the port is taken."""
        handler = functools.partial(_Handler, directory=str(folder))
        super().__init__(("127.0.0.1", port), handler)

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Compress what gets smaller by it, if the browser takes it, as hosts do."""
        path = Path(self.translate_path(self.path))
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or not path.is_file() or path.suffix in PACKED:
            return super().send_head()
        content = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        """Let the browser ask whether a file is still the same."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


@functools.lru_cache(maxsize=256)
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)
