"""Pages of one file that nothing can be smuggled into and that ask for nothing.

Data goes in as JSON that cannot end its element; the page's policy allows no address, no script
and no style but the very ones that are in it (named by their hashes), so that labels and summaries
are text and nothing else.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from graphmodel_viz.output.files import text_to

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def as_json(data: Any) -> str:
    """JSON for ``<script type="application/json">``: no character in it can end the element.

    Raises:
        ValueError: the data holds a number that JSON does not have (NaN, infinity).
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, written in _UNSAFE.items():
        text = text.replace(character, written)
    # A lone surrogate, which some exports leave in names, cannot be written as UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")


def page(template: str, *, title: str, language: str, style: str, script: str, data: Any) -> str:
    """Fill a template.

    Args:
        template: HTML with the fields ``{{language}}``, ``{{policy}}``, ``{{title}}``, ``{{style}}``,
            ``{{data}}`` and ``{{script}}``, once each and in this order.
        title: of the page, as text.
        language: of the page, a code such as ``en``.
        style: CSS of the page.
        script: JavaScript of the page, run at its end.
        data: what the script reads from the element ``data``.
    """
    style, script = _lines(style), _lines(script)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return _filled(
        _lines(template),
        {
            "language": escape(language),
            "policy": policy,
            "title": escape(title),
            "style": style,
            "data": as_json(data),
            "script": script,
        },
    )


def write_page(path: Path, html: str) -> None:
    """Write a page, whole or not at all, in UTF-8 with the line ends that its hashes were made of.

    Raises:
        OutputError: it cannot be written.
    """
    with text_to(path) as stream:
        stream.write(html)


def _filled(template: str, fields: Mapping[str, str]) -> str:
    """The template with its fields. Each is looked for once, so that no content is taken for a field."""
    parts, rest = [], template
    for name, content in fields.items():
        before, mark, rest = rest.partition("{{" + name + "}}")
        if not mark:
            raise ValueError(f"the template has no field {name} at its place")
        parts += [before, content]
    return "".join([*parts, rest])


def _lines(text: str) -> str:
    """One kind of line end: a browser makes all others into it before it computes a hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
