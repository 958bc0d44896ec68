"""Make one file of many packages: without what a browser never uses, and with bytecode."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

LEFT_OUT = (
    "tests", "test", "numpy/testing", "matplotlib/testing", "__pycache__", "sample_data", "bin",
    "include", "share",
    "backends/web_backend", "mpl-data/images", "mpl-data/plot_directive", "mpl-data/fonts/afm",
    "mpl-data/fonts/pdfcorefonts", "f2py", "distutils", "pyparsing/diagram",
    "anywidget/labextension", "anywidget/nbextension",
    "jedi", "parso", "prompt_toolkit", "wcwidth", "tzdata", "widgetsnbextension",
    "jupyterlab_widgets",
)  # fmt: skip
"""Folders of packages that nothing in the course's notebooks opens."""

FILES_LEFT_OUT = (
    "mpl-data/fonts/ttf/DejaVuSerif*", "_tkagg.*", "*.dist-info/RECORD",
    "mpl-data/fonts/ttf/DejaVuSansMono-*", "_webp.*", "_imagingcms.*", "_imagingtk.*",
)  # fmt: skip

LEXERS = (
    "__init__", "_mapping", "shell", "javascript", "jvm", "_css_builtins", "css", "ruby", "html",
    "perl", "python", "_scheme_builtins", "lisp", "_lilypond_builtins", "lilypond", "data",
    "markup", "special",
)  # fmt: skip
"""The modules of Pygments that IPython's colours import."""

ENDINGS_LEFT_OUT = (".pyi", ".pyx", ".pxd", ".c", ".h", ".a", ".typed", ".map", ".md", ".rst")
DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file: the same content gives the same archive."""


def is_left_out(path: PurePosixPath) -> bool:
    """Whether a file of a package is not needed to run it."""
    folders = "/".join(path.parts[:-1])
    if path.match("pygments/lexers/*.py"):
        return path.stem not in LEXERS
    return (
        path.suffix in ENDINGS_LEFT_OUT
        or any(f"/{name}/" in f"/{folders}/" for name in LEFT_OUT)
        or any(path.match(pattern) for pattern in FILES_LEFT_OUT)
    )


def unpack(wheel: bytes, into: Path) -> None:
    """Unpack a wheel, but for what is left out."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        for name in packed.namelist():
            if not name.endswith("/") and not is_left_out(PurePosixPath(name)):
                packed.extract(name, into)


def prune(folder: Path) -> None:
    """Remove what is left out from a folder of installed packages."""
    for path in sorted(folder.rglob("*"), reverse=True):
        inner = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_file() and is_left_out(inner):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def zipped(folder: Path) -> bytes:
    """Pack a folder; the same content gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, path.read_bytes())
    return written.getvalue()


def empty() -> bytes:
    """A package with nothing in it."""
    written = io.BytesIO()
    zipfile.ZipFile(written, "w").close()
    return written.getvalue()


def modules_in(folder: Path) -> tuple[str, ...]:
    """The names of modules and packages at a folder's top."""
    return tuple(sorted({_module(path) for path in folder.iterdir()} - {""}))


def _module(path: Path) -> str:
    if path.is_dir():
        return "" if path.suffix in (".dist-info", ".libs", ".data") else path.name
    return path.name.partition(".")[0] if path.suffix in (".py", ".pyc", ".so") else ""
