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
