"""What other editors make of a notebook: changes to the file itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Save = Callable[[dict[str, Any]], bytes]
SAVES: dict[str, Save] = {}


def save(write: Save) -> Save:
    """Enter a way of saving a right notebook into `SAVES`."""
    SAVES[write.__name__] = write
    return write


def _plain(notebook: dict[str, Any], **options: Any) -> bytes:
    return json.dumps(notebook, **options).encode()


@save
def vs_code(notebook: dict[str, Any]) -> bytes:
    """VS Code: ids changed, language ids in metadata, its own kernelspec."""
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"{number:08x}"
        cell["metadata"]["vscode"] = {"languageId": "python"}
    notebook["metadata"] = {
        "kernelspec": {"display_name": ".venv (3.12.1)", "language": "python", "name": "venv312"},
        "language_info": {"name": "python", "version": "3.12.1", "pygments_lexer": "ipython3"},
    }
    return _plain(notebook, indent=2, ensure_ascii=False)


@save
def colab(notebook: dict[str, Any]) -> bytes:
    """Colab: format 4.0, ids in metadata, a colab section, no kernel language."""
    for cell in notebook["cells"]:
        cell["metadata"] |= {
            "id": cell.pop("id"),
            "colab": {"base_uri": "about:blank"},
            "outputId": "x",
        }
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "accelerator": "GPU",
    }
    return _plain(notebook | {"nbformat_minor": 0}, indent=1)


@save
def older_jupyterlab(notebook: dict[str, Any]) -> bytes:
    """JupyterLab 2: format 4.4, no ids."""
    for cell in notebook["cells"]:
        del cell["id"]
    return _plain(notebook | {"nbformat_minor": 4}, indent=1)


@save
def no_ids_in_the_current_format(notebook: dict[str, Any]) -> bytes:
    """Format 4.5 that lacks the ids it should have."""
    for cell in notebook["cells"]:
        del cell["id"]
    return _plain(notebook)


@save
def equal_ids(notebook: dict[str, Any]) -> bytes:
    """Every cell has the same id."""
    for cell in notebook["cells"]:
        cell["id"] = "same"
    return _plain(notebook)


@save
def sources_as_lines(notebook: dict[str, Any]) -> bytes:
    """Sources as lists of lines, keys sorted, a newline at the end."""
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return _plain(notebook, sort_keys=True, indent=1) + b"\n"


@save
def byte_order_mark(notebook: dict[str, Any]) -> bytes:
    """Saved on Windows: a byte order mark and CR LF."""
    return b"\xef\xbb\xbf" + _plain(notebook, indent=1).replace(b"\n", b"\r\n")


@save
def widget_state(notebook: dict[str, Any]) -> bytes:
    """Saved with widget state, and with trust and collapse marks."""
    state = {"version_major": 2, "version_minor": 0, "state": {"a" * 32: {"model_name": "X"}}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}
    for cell in notebook["cells"]:
        cell["metadata"] |= {
            "trusted": True,
            "collapsed": False,
            "scrolled": True,
            "tags": ["mine"],
        }
    return _plain(notebook)


@save
def missing_fields(notebook: dict[str, Any]) -> bytes:
    """A script has dropped outputs, counts, and the notebook's metadata."""
    for cell in notebook["cells"]:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return _plain(notebook | {"metadata": {}})


def _with_outputs(notebook: dict[str, Any], *outputs: Any) -> bytes:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = list(outputs)
    return _plain(notebook)


@save
def an_output_without_metadata(notebook: dict[str, Any]) -> bytes:
    """A picture without the metadata that its output should have."""
    return _with_outputs(notebook, {"output_type": "display_data", "data": {"text/plain": "x"}})


@save
def a_stream_without_name(notebook: dict[str, Any]) -> bytes:
    """A printed line that does not say whether it is stdout or stderr."""
    return _with_outputs(notebook, {"output_type": "stream", "text": ["old\n"]})


@save
def an_error_without_traceback(notebook: dict[str, Any]) -> bytes:
    """An error of which only the name was saved."""
    return _with_outputs(notebook, {"output_type": "error", "ename": "ValueError"})


@save
def a_number_in_data(notebook: dict[str, Any]) -> bytes:
    """A result that was saved as a number, with one that JSON does not have."""
    result = {"output_type": "execute_result", "data": {"text/plain": 3, "x": float("nan")}}
    return _with_outputs(notebook, result | {"metadata": {}, "execution_count": "7"})


@save
def outputs_of_no_kind(notebook: dict[str, Any]) -> bytes:
    """Outputs that are none, as a script has left them."""
    return _with_outputs(notebook, None, 7, "text", {}, {"output_type": "pyout"})


@save
def outputs_that_are_no_list(notebook: dict[str, Any]) -> bytes:
    """A script has emptied the outputs in its own way."""
    for cell in notebook["cells"]:
        cell |= {"outputs": None, "execution_count": "*"} if cell["cell_type"] == "code" else {}
    return _plain(notebook)


@save
def a_kernel_of_another_name(notebook: dict[str, Any]) -> bytes:
    """A conda environment's kernel, with fields that nobody else writes."""
    notebook["metadata"] = {
        "kernelspec": {"name": "conda-env-ml-py", "display_name": "Python [conda env:ml]"},
        "language_info": {"name": "python", "codemirror_mode": "ipython", "version": 3},
        "toc": {"nav_menu": {}, "sideBar": True},
        "varInspector": {"cols": {"lenName": 16}},
        "vscode": {"interpreter": {"hash": "31f2aee4e71d21fb"}},
        "authors": [{"name": "ada"}],
        "title": 7,
    }
    return _plain(notebook)


@save
def no_kernel(notebook: dict[str, Any]) -> bytes:
    """The notebook's metadata say that there is no kernel."""
    return _plain(notebook | {"metadata": {"kernelspec": None, "language_info": None}})


@save
def metadata_that_is_none(notebook: dict[str, Any]) -> bytes:
    """A converter has written null wherever there was nothing."""
    for cell in notebook["cells"]:
        if not cell["metadata"]:
            cell["metadata"] = None
    return _plain(notebook | {"metadata": None})


@save
def format_4_0(notebook: dict[str, Any]) -> bytes:
    """The first format of this kind: no ids."""
    for cell in notebook["cells"]:
        del cell["id"]
    return _plain(notebook | {"nbformat_minor": 0})


@save
def a_later_minor_format(notebook: dict[str, Any]) -> bytes:
    """A format of next year, with fields that nobody knows yet."""
    for cell in notebook["cells"]:
        cell["provenance"] = {"by": "somebody"}
    return _plain(notebook | {"nbformat_minor": 9, "signature": "x"})


@save
def no_word_about_the_format(notebook: dict[str, Any]) -> bytes:
    """A script has kept the cells alone."""
    return _plain({"cells": notebook["cells"]})


def _worksheets(notebook: dict[str, Any], source: str) -> list[dict[str, Any]]:
    """The cells as formats 2 and 3 had them; `source` is what code was called there."""
    cells = []
    for cell in notebook["cells"]:
        made = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        text = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            outputs = [{"output_type": "pyout", "text": "old", "prompt_number": 3}]
            more = {"language": "python", "collapsed": False, "prompt_number": 3}
            cells.append(made | more | {source: text, "outputs": outputs})
        else:
            cells.append(made | {"source": text})
    heading = {"cell_type": "heading", "level": 2, "metadata": {}, "source": "A\nheading"}
    return [{"cells": [heading, *cells[:2]], "metadata": {}}, {"cells": cells[2:]}]


@save
def format_3(notebook: dict[str, Any]) -> bytes:
    """IPython 2's format: worksheets, headings, `input`."""
    sheets = _worksheets(notebook, "input")
    about = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0}
    return _plain(about | {"worksheets": sheets})


@save
def format_2(notebook: dict[str, Any]) -> bytes:
    """IPython 0.12's format."""
    sheets = _worksheets(notebook, "input")
    return _plain({"metadata": {"name": "x"}, "nbformat": 2, "worksheets": sheets})


@save
def utf_16(notebook: dict[str, Any]) -> bytes:
    """Saved by a Windows program as UTF-16 with a byte order mark."""
    return json.dumps(notebook, ensure_ascii=False).encode("utf-16")


@save
def doubled_keys(notebook: dict[str, Any]) -> bytes:
    """A merge has left a key twice; the last counts, as in every reader of JSON."""
    return _plain(notebook).replace(b'{"cells":', b'{"cells": [], "cells":', 1)
