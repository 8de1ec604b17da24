"""What sites say in the bundled study, worked out from its tables and claims another way."""

from collections import Counter, defaultdict

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from tests.support import raw


def verdicts_in_tables() -> dict[tuple[str, str], set[str]]:
    """The findings by site and verdict; a comparison between sites is none."""
    comparisons = {row["site"] for row in raw.table("sites") if row["kind"] == "comparison"}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in raw.table("verdicts"):
        if row["site"] not in comparisons:
            found[row["site"], row["verdict"]].add(row["factor"])
    return found


def items_by_mark(frames: StudyFrames) -> dict[tuple[str, str], int]:
    """How many items have which mark at each site, from claims that do not give away their speaker."""
    claims = frames.claims.dropna(subset=["site"])
    items = set(frames.nodes(rules.EVIDENCE)["id"])
    named = claims.groupby("site")["speaker"].nunique()
    alone = claims["site"].map(named).eq(1) & claims["speaker"].notna()
    signs: dict[tuple[str, str], set[str]] = defaultdict(set)
    produced: dict[tuple[str, str], bool] = defaultdict(lambda: True)
    for row in claims[~alone].dropna(subset=["sign"]).itertuples():
        for item in {row.subject, row.object} & items:
            signs[row.site, item].add(row.sign)
            if row.sign == "plus":
                produced[row.site, item] &= bool(row.generation)
    found: Counter[tuple[str, str]] = Counter()
    for (site, item), said in signs.items():
        state = rules.STATE_OF_SIGNS[frozenset(said)]
        found[site, rules.MARK_OF_STATE[state, state == rules.USED and produced[site, item]]] += 1
    return dict(found)
