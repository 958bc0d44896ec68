"""Outputs from the learner's side, checked and made harmless before anyone stores or shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from grader.intake.printable import few_colours
from grader.limits import Limits
from grader.rpc.crossing import ERROR, RESULT, SHOWN, STREAM, Output

VERDICTS = (ERROR, RESULT)
"""Kinds of outputs that decide a test cell's mark."""
_TEXTS = ("text/plain", "text/latex")
_MARKUP = ("text/html", "text/markdown")
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_LONGEST_HTML = 500_000
_WIDGET = "application/vnd.jupyter.widget-view+json"
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,99}")
_LONGEST_KEPT, _MOST_KEPT = 10_000, 500
made_safe: dict[str, str] = {}
"""What `safe_html` made of shorter texts: most notebooks of a class show the same ones."""


def safe_html(text: str) -> str:
    """`text` without anything that runs, loads or leads away."""
    if len(text) > _LONGEST_HTML:
        return "<p>[left out: more HTML than is shown]</p>"
    if text in made_safe:
        return made_safe[text]
    from grader.intake.harmless import clean  # parses HTML: not needed by a notebook without any

    safe = clean(text)
    if len(text) <= _LONGEST_KEPT and len(made_safe) < _MOST_KEPT:
        made_safe[text] = safe
    return safe


class Budget:
    """How many bytes of outputs a submission may still show."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.submission_output_bytes

    def pay(self, size: int) -> bool:
        """Whether there is room for `size` more."""
        self.left -= size
        return self.left >= 0


def clean_outputs(outputs: Iterable[object], budget: Budget) -> list[Output]:
    """Those of `outputs` that are well formed, without anything that runs in a browser."""
    cleaned = []
    for output in outputs:
        made = _clean(output) if type(output) is dict else None
        if made is None:
            continue
        if not budget.pay(len(json.dumps(made, default=str))):
            cleaned.append(_stream("stdout", "[no room for more outputs of this notebook]\n"))
            break
        cleaned.append(made)
    return cleaned


def is_kind(output: Output, *kinds: str) -> bool:
    """Whether an output is of one of `kinds`; where a word should be, anything may have come."""
    kind = output.get("output_type")
    return type(kind) is str and kind in kinds


def _clean(output: Output) -> Output | None:
    if is_kind(output, STREAM):
        name = "stderr" if _text(output.get("name")) == "stderr" else "stdout"
        return _stream(name, _text(output.get("text")))
    if is_kind(output, ERROR):
        return _error(output)
    if is_kind(output, *SHOWN):
        data = output.get("data")
        kept = _bundle(data) if type(data) is dict else {}
        made = {"output_type": output["output_type"], "data": kept, "metadata": {}}
        return made if kept else None
    return None


def _stream(name: str, text: str) -> Output:
    return {"output_type": STREAM, "name": name, "text": text}


def _text(value: object) -> str:
    text = value if type(value) is str else ""
    plain = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return few_colours(plain)


def _error(output: Output) -> Output:
    name = _text(output.get("ename"))
    lines = output.get("traceback")
    return {
        "output_type": ERROR,
        "ename": name if _NAME.fullmatch(name) else "Error",
        "evalue": _text(output.get("evalue")),
        "traceback": [_text(line) for line in lines] if type(lines) is list else [],
    }


def _bundle(data: dict[object, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for kind, value in data.items():
        if type(kind) is not str:
            continue
        if kind == _WIDGET and type(value) is dict:
            kept[kind] = _widget(value)
        elif type(value) is not str:
            continue
        elif kind in _PICTURES and _BASE64.fullmatch(value):
            kept[kind] = value
        elif kind in _MARKUP:
            kept[kind] = safe_html(_text(value))
        elif kind in _TEXTS:
            kept[kind] = _text(value)
    return kept


def _widget(value: dict[object, object]) -> dict[str, object]:
    model = value.get("model_id")
    return {"model_id": _text(model)[:64], "version_major": 2, "version_minor": 0}
