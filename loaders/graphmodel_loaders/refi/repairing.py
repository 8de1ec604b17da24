"""XML that a program wrote with what XML cannot hold: control characters, numbers of halves of characters, bare ``&``.

Text of PDFs often has such characters, and writers that do not check hand them on. Each becomes one character that says
so, so that offsets stay.
"""

import re
from html import unescape
from typing import IO

REPLACEMENT = "&#xFFFD;"
_LONGEST = 80
"""Bytes at the end of a block in which something may begin that ends in the next."""
_BEGUN = re.compile(rb"(?:&#x[dD][89abAB][0-9a-fA-F]{2};(?:&[#\w.:-]{0,32})?|&[#\w.:-]{0,32}|\xef\xbf?)\Z")
_ODD = re.compile(
    rb"&#x([dD][89abAB][0-9a-fA-F]{2});&#x([dD][c-fC-F][0-9a-fA-F]{2});"
    rb"|&#(?:x0*([0-9a-fA-F]{1,8})|0*([0-9]{1,10}));"
    rb"|&(?:([A-Za-z][A-Za-z0-9]{0,12});)?"
    rb"|[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
)
_PLAIN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


class Repaired:
    """A stream of XML, in UTF-8 or another encoding that has ASCII as it is, without what XML cannot hold."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        while True:
            block = self._stream.read(size)
            data = self._held + block
            begun = _BEGUN.search(data, max(len(data) - _LONGEST, 0)) if block else None
            self._held = data[begun.start() :] if begun else b""
            done = _ODD.sub(_repaired, data[: begun.start()] if begun else data)
            if done or not block:
                return done


def _repaired(match: re.Match[bytes]) -> bytes:
    high, low, hexadecimal, decimal, name = match.groups()
    if high and low:
        code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
        return f"&#x{code:X};".encode()
    if hexadecimal or decimal:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return match[0] if _is_allowed(code) else REPLACEMENT.encode()
    if name:
        text = unescape(f"&{name.decode()};")
        is_known = name in _PLAIN or len(text) != 1
        return match[0] if name in _PLAIN else b"&amp;" + match[0][1:] if is_known else f"&#{ord(text)};".encode()
    return b"&amp;" if match[0] == b"&" else REPLACEMENT.encode()


def _is_allowed(code: int) -> bool:
    return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
