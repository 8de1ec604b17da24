"""The school-meals study with words behind its claims: invented ones, a canary in each that must not be handed on."""

from pathlib import Path

from tests.support.studies import Rows, tiny_study, tiny_tables

HOSTILE = '=HYPERLINK("x") <script>alert(1)</script>'

SECRETS = {
    "unasked": "zanzibarunasked",
    "no_quote": "zanzibarnoquote",
    "withdrawn": "zanzibarwithdrawn",
    "before": "zanzibarbefore",
    "left": "zanzibarleft",
    "of_the_left": "zanzibarsummary",
}
"""Words that no file for handing on may hold, by why not."""


def _quote(quote: str, claim: str, text: str, permission: str = "", **more: str) -> dict[str, str]:
    columns = ("source", "start", "end", "before", "after", "speaker")
    return {"quote": quote, "claim": claim, "text": text, **{name: more.get(name, "") for name in columns}} | {
        "permission": permission
    }


QUOTES: Rows = [
    _quote(
        "q1",
        "c1",
        "We rang up every one of the village schools",
        "quote_attributed",
        start="120",
        end="163",
        before="It took a fortnight.",
        after="Café staff helped.",
    ),
    _quote("q2", "c3", "The survey went straight into a drawer", "quote_anonymous"),
    _quote("q3", "c4", f"{SECRETS['unasked']} one keen cook did it all"),
    _quote("q4", "c5", f"{SECRETS['no_quote']} parents never asked", "no_quote", before=SECRETS["before"]),
    _quote("q5", "c5", f"{SECRETS['withdrawn']} take that out again", "withdrawn"),
    _quote("q6", "c6", "Someone ought to look at the other menus", "quote_anonymous"),
    _quote("q7", "", "Nobody has coded this village yet", "quote_anonymous", source="src.minutes"),
    _quote("q8", "c7", f"{SECRETS['left']} said and taken back", "quote_attributed"),
    _quote("q9", "", HOSTILE, "quote_attributed", source="src.minutes"),
]
"""By permission: q1, q9 attributed; q2, q6, q7 anonymous, q6 of a named person; q3 unasked; q4; q5, q8 withdrawn."""

PROFILES: Rows = [
    {"profile": "p1", "actor": "act.caterer", "source": "src.left", "quotes_attributed": "yes", "consent": "withdrawn"},
]


def study_with_words(folder: Path) -> Path:
    """Write the study; the source ``src.left`` and its claim c7 have withdrawn."""
    tables = tiny_tables()
    claims = tables["claims"]
    for row in claims:
        row["quoted"] = "yes" if row["claim"] != "c2" else "no"
    gone = {**claims[4], "claim": "c7", "source": "src.left", "speaker": "", "summary": SECRETS["of_the_left"]}
    sources = [*tables["sources"], {**tables["sources"][0], "source": "src.left", "label": f"Call {SECRETS['left']}"}]
    return tiny_study(folder, claims=[*claims, gone], sources=sources, quotes=QUOTES, profiles=PROFILES)
