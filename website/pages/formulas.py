"""Formulas, written out when the site is built: a reader's browser loads fonts and no program.

KaTeX writes each formula twice, as HTML to be seen and as MathML to be read aloud.
"""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from website import fetch
from website.trouble import SiteError

HERE = Path(__file__).parent
STYLE = "katex-swap.min.css"  # text is shown before the fonts have come
KATEX = {
    "package": "katex",
    "version": "0.19.1",
    "sha256": "24da5a599eb2fcede2e270b99a6ff48bca816beecc95feeb84e8cccbd1bb34fd",
}


class Writer:
    """Writes formulas as HTML, by a Node process that stays open.

    Parameters
    ----------
    home : Path
        KaTeX's folder.

    Raises
    ------
    SiteError
        When Node is missing.
    """

    def __init__(self, home: Path) -> None:
        node = shutil.which("node")
        if node is None:
            raise SiteError("Node is not installed, and the site is built with it.")
        self._process = subprocess.Popen(
            [node, HERE / "formulas.mjs", home / "katex.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def write(self, formula: str, display: bool) -> str:
        """A formula of LaTeX as HTML; ``display`` when it stands on lines of its own.

        Raises
        ------
        SiteError
            When KaTeX does not know what the formula says.
        """
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise SiteError("The process that writes formulas has no pipes.")
        asked.write(json.dumps({"formula": formula, "display": display}) + "\n")
        asked.flush()
        answer = answers.readline()
        if not answer:
            raise SiteError(f"KaTeX can't write {formula!r}: {self._process.communicate()[1]}")
        return str(json.loads(answer))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def setup(app: Sphinx) -> dict[str, bool]:
    """Let this room write all formulas of a Sphinx build."""
    app.add_config_value("site_kept", "", "env", str)
    app.add_html_math_renderer("katex", (_visit_inline, None), (_visit_block, None))
    app.add_css_file(f"katex/{STYLE}")
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


@functools.cache
def _home(kept: str) -> Path:
    return fetch.npm_package(**KATEX, kept=Path(kept)) / "dist"


@functools.cache
def _writer(kept: str) -> Writer:
    return Writer(_home(kept))


@functools.cache
def _html(kept: str, formula: str, display: bool) -> str:
    return _writer(kept).write(formula, display)


def _visit_inline(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(_html(self.config.site_kept, node.astext(), False))
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(
        f'<div class="formula">{_html(self.config.site_kept, node.astext(), True)}</div>'
    )
    raise nodes.SkipNode


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Put KaTeX's style and fonts beside the pages, and end its process."""
    if error is not None:
        return
    home, target = _home(app.config.site_kept), Path(app.outdir, "_static", "katex")
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(home / STYLE, target / STYLE)
    shutil.copyfile(home.parent / "LICENSE", target / "LICENSE")
    for font in (home / "fonts").glob("*.woff2"):
        shutil.copyfile(font, target / "fonts" / font.name)
    _writer(app.config.site_kept).close()
    for cached in (_writer, _html):
        cached.cache_clear()
