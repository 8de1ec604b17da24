"""One self-contained HTML page that loads nothing and runs only its own scripts.

Styles and scripts are inside the page, and its Content-Security-Policy allows only those, by their
hashes. Data is JSON that cannot end its element, as it is or compressed. Line ends are fixed, so that
the hashes are right wherever the file is written.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from graphmodel.output.cells import plain

_COMPRESSED = "application/zlib"  # its media type, RFC 6713


def self_contained(
    title: str,
    body: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    data: Mapping[str, Any],
    language: str = "en",
    compressed: bool = False,
) -> str:
    """A whole page.

    Args:
        title: plain text.
        body: trusted HTML without styles, scripts or handlers.
        styles: CSS, one element each.
        scripts: JavaScript, one element each at the end of the page, in this order.
        data: what :func:`as_json` accepts, by the id of the element that will hold it.
        language: the language of the content, a code such as ``en``.
        compressed: hold the data as zlib's deflate in base64, about two fifths of the size;
            ``viz/page/src/embedded.js`` and :func:`uncompressed` read it.
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
    data_elements = [_element(id_, as_json(one), compressed) for id_, one in data.items()]
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
            *data_elements,
            *(f"<script>{text}</script>" for text in code),
            "</body>",
            "</html>",
            "",
        ]
    )


def uncompressed(page: str) -> str:
    """A page with its data as JSON that can be read and searched, as if it had not been compressed."""

    def as_text(element: re.Match[str]) -> str:
        text = zlib.decompress(base64.b64decode(element[2])).decode("utf-8")
        return f'<script type="application/json" id="{element[1]}">{text}</script>'

    return re.sub(rf'<script type="{_COMPRESSED}" id="([^"]*)">([^<]*)</script>', as_text, page)


def _element(id_: str, text: str, compressed: bool) -> str:
    kind = _COMPRESSED if compressed else "application/json"
    content = base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode() if compressed else text
    return f'<script type="{kind}" id="{escape(id_)}">{content}</script>'


def as_json(value: Any) -> str:
    """JSON that is safe inside a script element.

    Numpy values become plain; missing values, NaN and infinity become null.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # In JSON these occur only inside strings, where an escape means the same.
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        # Half a surrogate pair has no UTF-8 form.
        return value.encode("utf-8", "replace").decode("utf-8")
    known = plain(value)
    if isinstance(known, str):
        raise TypeError(f"A page cannot hold {value!r} as data.")
    return known


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hashes(texts: Sequence[str]) -> str:
    hashes = [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in texts]
    return " ".join(f"'sha256-{one}'" for one in hashes) or "'none'"
