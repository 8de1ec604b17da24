"""Words that figures and the page share: tables of a name and what it is called, in the order of a legend.

They are in ``words.json``, which the page's script is built with (``viz/page/src/data/words.js``).
"""

import json
from importlib.resources import files
from typing import Any

_TABLES: dict[str, Any] = json.loads((files("graphmodel_viz") / "words.json").read_text("utf-8"))

LAYERS: dict[str, str] = _TABLES["layers"]
"""The kinds of tie of the stakeholder map; they are never summed."""
TIE_STATES: dict[str, str] = _TABLES["tie_states"]
"""What the claims of a tie come to; states are never set off against each other."""
FLOW_COLUMNS: dict[str, str] = _TABLES["flow_columns"]
"""The columns of the flows of evidence."""
FLOW_STATES: dict[str, str] = _TABLES["flow_states"]
"""What the claims of a flow come to."""
DEED_WORDS: dict[str, str] = _TABLES["deed_words"]
"""What is said of a deed."""
VERDICT_WORDS: dict[str, str] = _TABLES["verdict_words"]
"""The verdicts of sites."""
HELD_WORDS: dict[str, str] = _TABLES["held_words"]
"""What somebody is said to hold of a factor."""
RATING_WORDS: dict[str, str] = _TABLES["rating_words"]
"""How ratings are known."""
ALONE: dict[str, str] = _TABLES["alone"]
"""What a factor can rest on alone; it may rest alone on several."""
RESTING_WORDS: dict[str, dict[str, str]] = _TABLES["resting_words"]
"""What an item can rest on, by the basis: the one, what its claims have to do with it, the rows, their claims."""
RESTING_SHARE: dict[str, str] = _TABLES["resting_share"]
"""The bars of items that rest on one."""
BROKER_SHARE: dict[str, str] = _TABLES["broker_share"]
"""The bars of partners that are tied to one alone."""
DROPOUT_HEADS: dict[str, str] = _TABLES["dropout_heads"]
"""The two sides of the line from which the bars of drop-out go; for the right, also what fits less room."""
LANES: dict[str, str] = _TABLES["lanes"]
"""What stands on a timeline."""
DATE_WORDS: dict[str, str] = _TABLES["date_words"]
"""The days that a date may mean."""
UNSTATED: dict[str, str] = _TABLES["unstated"]
"""What stands in the place of what the study does not say."""
