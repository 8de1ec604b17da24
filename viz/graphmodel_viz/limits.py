"""Limits that figures and the page share: how many of something are shown, named or worked out.

They are in ``limits.json``, which the page's script is built with (``viz/page/src/data/limits.js``).
"""

import json
from importlib.resources import files

_LIMITS: dict[str, int] = json.loads((files("graphmodel_viz") / "limits.json").read_text("utf-8"))

MOST_ROWS = _LIMITS["most_rows"]
"""A sector of the map has so many rows; of more, the others share one."""
MOST_LINES = _LIMITS["most_lines"]
"""Above so many lines of the map, those between the same two sectors are one band."""
MOST_DRAWN = _LIMITS["most_drawn"]
"""So many bands are drawn, those of the pairs with most claims."""
MOST_KINDS = _LIMITS["most_kinds"]
"""So many kinds of evidence have a row; the others share one."""
MOST_ORDERED = _LIMITS["most_ordered"]
"""Of more claims in a column of a story the order is not worked out: nobody follows so many."""
MOST_SAID = _LIMITS["most_said"]
"""So many verbs, or things shared, stand under a partner of one stakeholder."""
MOST_THROUGH = _LIMITS["most_through"]
"""So many of those through whom evidence passes are named."""
MOST_SECTORS_NAMED = _LIMITS["most_sectors_named"]
"""So many sectors that are alike are named in a title; of more, it says how many they are."""
MOST_LINKS_NAMED = _LIMITS["most_links_named"]
"""So many links that are alike are named in a title; of more, it says how many they are."""
FIRST_RESTING = _LIMITS["first_resting"]
"""Rows of those on whom items rest that are shown where nobody says how many."""
FIRST_BROKERS = _LIMITS["first_brokers"]
"""Rows of partners of others that are shown where nobody says how many."""
