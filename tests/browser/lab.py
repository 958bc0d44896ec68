"""A JupyterLab of its own for a folder, and the notebooks opened in it."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from tests.browser.notebook import NotebookPage

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds for JupyterLab to start on a busy machine
SETTINGS: dict[str, dict[str, Any]] = {
    "apputils-extension/notification": {"checkForUpdates": False, "fetchNews": "false"},
    "notebook-extension/tracker": {"windowingMode": "none"},  # cells out of sight exist too
}


class Lab:
    """A running JupyterLab; `open` shows a notebook of its folder in Chromium."""

    def __init__(self, browser: Browser, folder: Path, url: str, token: str, settings: Path):
        self.browser, self.folder, self.url, self.token = browser, folder, url, token
        self.settings = settings
        self._contexts: list[BrowserContext] = []

    def open(
        self, path: str, *, dark: bool = False, width: int = 1280, height: int = 900, **context: Any
    ) -> NotebookPage:
        """Open a notebook and wait until its kernel is ready.

        Parameters
        ----------
        path
            The notebook, relative to the folder.
        dark
            Which of JupyterLab's themes to use.
        width, height
            Of the window.
        **context
            For Playwright's `new_context`, such as ``reduced_motion="reduce"``.
        """
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        write_settings(self.settings, {"apputils-extension/themes": {"theme": theme}})
        size = {"width": width, "height": height}
        page = self.context(viewport=size, **context).new_page()
        page.goto(f"{self.url}/lab/tree/{path}?reset&token={self.token}")
        notebook = NotebookPage(page, self.folder / path)
        notebook.wait_ready()
        return notebook

    def context(self, **options: Any) -> BrowserContext:
        """A fresh browser context, closed with the lab: for pages other than notebooks."""
        context = self.browser.new_context(**options)
        self._contexts.append(context)
        return context

    def end_kernels(self) -> None:
        """Shut down every kernel, so that the next notebook has the machine to itself."""
        for session in json.loads(self._request("sessions") or b"[]"):
            self._request(f"sessions/{session['id']}", "DELETE")

    def _request(self, what: str, method: str = "GET") -> bytes:
        asked = urllib.request.Request(
            f"{self.url}/api/{what}",
            headers={"Authorization": f"token {self.token}"},
            method=method,
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return bytes(answer.read())

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()


@contextmanager
def open_lab(
    browser: Browser,
    folder: Path,
    env: Mapping[str, str] | None = None,
    *arguments: str,
    python: str = sys.executable,
) -> Iterator[Lab]:
    """JupyterLab on a free port with a token, serving ``folder``, with no settings but its own.

    ``env`` and ``arguments`` are added to the server's environment and command line; ``python``
    is that of the environment whose JupyterLab it is.
    """
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        settings = Path(own, "settings")
        write_settings(settings, SETTINGS)
        command = [python, "-m", "jupyterlab", *arguments]
        with _server(folder, Path(own), token, env or {}, command) as url:
            lab = Lab(browser, folder, url, token, settings)
            try:
                yield lab
            finally:
                lab.close()


def write_settings(folder: Path, settings: Mapping[str, Mapping[str, Any]]) -> None:
    """Write JupyterLab's user settings; keys are ``extension/plugin`` of @jupyterlab."""
    for name, values in settings.items():
        file = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")


@contextmanager
def _server(
    folder: Path, own: Path, token: str, env: Mapping[str, str], command: list[str]
) -> Iterator[str]:
    log = own / "log.txt"
    given = ["--no-browser", "--allow-root", "--ServerApp.port=0"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, *given, f"--ServerApp.root_dir={folder}"],
            cwd=folder,
            env=_environment(own, token) | dict(env),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield _wait_for(own / "runtime", server, token, log)
        finally:
            _stop(server)


def _environment(own: Path, token: str) -> dict[str, str]:
    return {
        **os.environ,
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "IPYTHONDIR": str(own / "ipython"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }


def _wait_for(runtime: Path, server: subprocess.Popen[bytes], token: str, log: Path) -> str:
    """The server's address, from the file it writes when it listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            try:
                url = str(json.loads(file.read_text(encoding="utf-8"))["url"]).rstrip("/")
                urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=5).close()
            except (OSError, ValueError):
                continue
            return url
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
