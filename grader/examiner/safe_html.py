"""HTML of a submission without anything that runs, loads or leads away."""

from __future__ import annotations

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner

_TAGS = frozenset(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre s samp small span strong sub summary sup "
    "table tbody td tfoot th thead tr u ul var".split()
)
_STYLES = frozenset(
    "background background-color border border-bottom border-collapse border-color border-left "
    "border-radius border-right border-spacing border-top color display font-family font-size "
    "font-style font-weight height line-height margin margin-bottom margin-left margin-right "
    "margin-top max-width min-width padding padding-bottom padding-left padding-right padding-top "
    "text-align text-decoration vertical-align white-space width".split()
)


def _attribute(tag: str, name: str, value: str) -> bool:
    if name in ("class", "style", "title", "colspan", "rowspan", "scope", "align", "width", "height"):
        return True
    if tag == "img" and name == "src":
        return value.startswith("data:image/") and not value.startswith("data:image/svg")
    return tag == "img" and name == "alt"


_cleaner = Cleaner(
    tags=_TAGS,
    attributes=_attribute,
    protocols=frozenset({"data"}),
    css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES),
    strip=True,
    strip_comments=True,
)


def safe_html(text: str) -> str:
    """`text` with an allowed handful of tags, attributes and styles; the rest is dropped."""
    return str(_cleaner.clean(text))
