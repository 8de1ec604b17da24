"""Words in sheets that say what a row, a column or a cell is, in the spelling of :func:`key_of`.

A data file holds them.
"""

import re
import tomllib
from importlib.resources import files

_LISTS: dict[str, list[str]] = tomllib.loads(
    files("graphmodel_loaders.framework").joinpath("words.toml").read_text("utf-8")
)

CASES = tuple(_LISTS["cases"])
CODES = frozenset(_LISTS["codes"])
ATTRIBUTES = frozenset(_LISTS["attributes"])
NOTES = frozenset(_LISTS["notes"])
CODERS = frozenset(_LISTS["coders"])
TOTALS = frozenset(_LISTS["totals"])
SUMMARIES = frozenset(_LISTS["summaries"])
EMPTY = frozenset(_LISTS["empty"])
JOINING = frozenset(_LISTS["joining"])
PASSAGES = frozenset(_LISTS["passages"])

NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})+[a-z]?)\)?[.:)]?(?:[\s:–-]+(\S.*))?", re.DOTALL)
"""A code number (``8.3``), alone or before its label."""
WHOLE = re.compile(r"\(?(\d{1,3})[.:)]?\)?")
"""A number of a code within its theme."""
LETTERED = re.compile(r"(?:[A-Z]{1,3}|\d{1,5}) : (\S.*)", re.DOTALL)
"""How NVivo marks rows and columns: ``A : Name``."""
GENERIC = re.compile(
    r"(?:sheet|worksheet|tabelle|feuil|hoja|blatt|table|theme|thema|summary|matrix|framework|framework matrix)?\s*\d*",
    re.IGNORECASE,
)
"""Names of sheets that say nothing."""
