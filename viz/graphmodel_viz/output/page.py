"""One self-contained HTML page that asks nothing of anybody and runs nothing but its own script.

Styles and scripts stand in the page, and its policy (Content-Security-Policy) lets only those run,
by their hashes. Data is JSON that cannot end its element. Line ends are fixed, so that the hashes
are right wherever the file is written.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from math import isfinite
from typing import Any


def self_contained(
    title: str,
    body: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    data: Mapping[str, Any],
    language: str = "en",
) -> str:
    """A whole page.

    Args:
        title: plain text.
        body: HTML of our own, without styles, scripts or handlers in it.
        styles: CSS, each an element.
        scripts: JavaScript, each an element at the end of the page, in this order.
        data: by the id of the element that holds it: what :func:`as_json` takes.
        language: of what the page holds, a code such as ``en``.
    """
    css, code = [_unix(text) for text in styles], [_unix(text) for text in scripts]
    for text in (*css, *code):
        if any(sign in text.lower() for sign in ("</script", "</style", "<!--")):
            raise ValueError("A style or script holds the end of its own element.")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(code)}",
            f"style-src {_hashes(css)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    held = [f'<script type="application/json" id="{escape(id_)}">{as_json(one)}</script>' for id_, one in data.items()]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            *(f"<style>{text}</style>" for text in css),
            "</head>",
            "<body>",
            _unix(body),
            *held,
            *(f"<script>{text}</script>" for text in code),
            "</body>",
            "</html>",
            "",
        ]
    )


def as_json(value: Any) -> str:
    """JSON that stands safely inside a script element.

    Numbers of numpy become plain; what is not a number (NaN, infinity, pandas' NA) becomes null.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Inside JSON these stand only in strings, where an escape means the same.
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        # Half of a surrogate pair has no place in UTF-8.
        return value.encode("utf-8", "replace").decode("utf-8")
    return value if isinstance(value, bool | int) else _number(value)


def _number(value: Any) -> Any:
    """A number of any library as one of Python; None for what is not known."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if not isinstance(value, bool | int | float):
        raise TypeError(f"{value!r} has no place in the data of a page.")
    return value if isfinite(value) else None


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hashes(texts: Sequence[str]) -> str:
    found = [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in texts]
    return " ".join(f"'sha256-{one}'" for one in found) or "'none'"
