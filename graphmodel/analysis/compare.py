"""Compare two groups of claims, table by table.

Two sources, sites, kinds of speaker or of organisation side by side: the same tables for each, the differences, what
they rest on, and a test over sources where there are enough.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.folding import folded
from graphmodel.frames.attributes import attribute
from graphmodel.frames.counting import support
from graphmodel.frames.evidence import evidence_claims, focus_of, focus_order, item_states
from graphmodel.frames.factors import asserting_claims
from graphmodel.frames.find import folded_texts
from graphmodel.frames.item_journeys import outcomes
from graphmodel.frames.slices import with_claims
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import sources_left_out
from graphmodel.measures.comparison import FEWEST, holm, interval, sign_flip_test
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.schema import rules
from graphmodel.suggest import did_you_mean
from graphmodel.wording import counted


@analysis(
    tables=("groups", "factors", "outcomes", "phases", "codes", "use_by_source"),
    examples=(
        "graphmodel compare my-copy pct third_sector --by organisation_kind",
        "graphmodel compare my-copy site.1 site.2 --by site --table factors",
    ),
)
def compare(frames: StudyFrames, one: str, other: str, *, by: str = "source") -> Result:
    """Compare the claims of two groups.

    Args:
        frames: the study.
        one: a value of the attribute, or its label: the claims that have it are the first group.
        other: another value of it: the second group.
        by: an attribute of claims: source, source_type, site, workstream, speaker, speaker_organisation, speaker_kind,
            organisation, organisation_kind, stage, phase, focus, certainty, coder, code, theme and the others of
            crosstab.

    Returns:
        Each table has columns of both groups, ending in ``_one`` and ``_other``; ``difference`` is one less other.

        - ``groups``: claims, speakers, claims without one, sources; of both groups, and claims that are in both.
        - ``factors``: affirming and denying claims on each factor, sources and speakers that affirm it.
        - ``outcomes``: items by focus and outcome, of those that the group mentions, and the share.
        - ``phases``: items by focus, phase and state, of those that the group mentions there, and the share.
        - ``codes``: claims and sources of each code.
        - ``use_by_source``: per phase, the share of items used in each group, over sources that hold claims of both
          (sources that retell others left out), with the exact sign-flip test where six or more of them differ and
          *too few sources* where not; ``p_holm`` over the phases tested.

    Raises:
        NotFound: there is no such attribute, or no claim has the value.
    """
    values = attribute(frames, by)
    names = [_value(values, text, by) for text in (one, other)]
    if names[0] == names[1]:
        raise NotFound(f"Both names mean {names[0]}. Name two values of {by}.", names[:1])
    ids = [set(values.loc[values["value"].eq(name), "claim"]) for name in names]
    labels = [str(values.loc[values["value"].eq(name), "label"].iloc[0]) for name in names]
    parts = [
        with_claims(frames, frames.claims["claim"].isin(of), f"{by} {name}.")
        for of, name in zip(ids, names, strict=True)
    ]
    tables = {
        "groups": _groups(parts, names, labels),
        "factors": _factors(frames, parts),
        "outcomes": _outcomes(frames, parts),
        "phases": _phases(frames, parts),
        "codes": _codes(frames, parts),
        "use_by_source": _use_by_source(frames, parts),
    }
    shared = len(ids[0] & ids[1])
    sizes = "; ".join(f"{label}: {counted(len(of), 'claim')}" for label, of in zip(labels, ids, strict=True))
    counts = (
        f"{sizes}; in both: {shared:,}. A group that does not mention something is silent on it, which is not a no."
    )
    notes = [f"One is {labels[0]} ({names[0]}), other is {labels[1]} ({names[1]}), by {by.replace('_', ' ')}."]
    without = len(frames.claims) - values["claim"].nunique()
    if without:
        notes.append(
            f"{counted(without, 'claim')} of {len(frames.claims):,} have no {by.replace('_', ' ')} and are in no group."
        )
    left_out = sources_left_out(frames)
    if left_out:
        notes.append(f"Left out of use_by_source, because they retell or sum up other sources: {', '.join(left_out)}.")
    return Result("compare", f"{labels[0]} beside {labels[1]}", counts, tables, tuple(notes))


def _value(values: pd.DataFrame, text: str, by: str) -> str:
    """The value that a text means: itself, else its label, else the only one with the text as a piece of its label."""
    known = values.drop_duplicates("value")
    if known["value"].eq(text).any():
        return text
    plain = folded(text.strip())
    labels = folded_texts(known["label"])
    for matching in (labels.eq(plain), labels.str.contains(plain, regex=False) if plain else labels.eq(plain)):
        if matching.sum() == 1:
            return str(known.loc[matching, "value"].iloc[0])
    names = sorted(known["value"])
    listed = f" Values: {', '.join(names[:30])}{', ...' if len(names) > 30 else ''}."
    raise NotFound(f"No claim has the {by.replace('_', ' ')} {text!r}.{did_you_mean(text, names)}{listed}", names)


def _groups(parts: Sequence[StudyFrames], names: Sequence[str], labels: Sequence[str]) -> pd.DataFrame:
    rows = []
    for part, group, name, label in zip(parts, ("one", "other"), names, labels, strict=True):
        claims = part.claims
        counts = (
            len(claims),
            claims["speaker"].nunique(),
            int(claims["speaker"].isna().sum()),
            claims["source"].nunique(),
        )
        rows.append((group, name, label, *counts, claims["claim"].tolist()))
    columns = ["group", "value", "label", "n_claims", "n_speakers", "unattributed", "n_sources", "claims"]
    return pd.DataFrame(rows, columns=columns)


def _beside(
    tables: Sequence[pd.DataFrame], keys: Sequence[str], numbers: Sequence[str], of: str, *, share: str = ""
) -> pd.DataFrame:
    """Two tables side by side.

    Args:
        tables: with the keys, the numbers and ``claims``.
        keys: what makes a row.
        numbers: columns of numbers; zero where a group has no row.
        of: the number whose difference is shown.
        share: the number that ``of`` is a share of; the difference is one of shares then.
    """
    one, other = (
        table.set_index(list(keys))[[*numbers, "claims"]].add_suffix(f"_{group}")
        for table, group in zip(tables, ("one", "other"), strict=True)
    )
    both = one.join(other, how="outer")
    for name in numbers:
        for group in ("one", "other"):
            both[f"{name}_{group}"] = both[f"{name}_{group}"].fillna(0).astype("Int64")
    for group in ("one", "other"):
        lists = [ids if isinstance(ids, list) else [] for ids in both[f"claims_{group}"]]
        both[f"claims_{group}"] = pd.Series(lists, index=both.index, dtype=object)
    if share:
        for group in ("one", "other"):
            whole = both[f"{share}_{group}"].astype("Float64").mask(both[f"{share}_{group}"].eq(0))
            both[f"share_{group}"] = both[f"{of}_{group}"] / whole
        both["difference"] = both["share_one"] - both["share_other"]
    else:
        both["difference"] = both[f"{of}_one"] - both[f"{of}_other"]
    shares = ["share_one", "share_other"] if share else []
    ordered = [f"{name}_{group}" for name in numbers for group in ("one", "other")]
    return both.reset_index()[[*keys, *ordered, *shares, "difference", "claims_one", "claims_other"]]


def _factors(frames: StudyFrames, parts: Sequence[StudyFrames]) -> pd.DataFrame:
    labels = frames.labels("Factor")
    tables = []
    for part in parts:
        claims = asserting_claims(part)
        affirmed = claims[claims["polarity"].eq(rules.AFFIRMS)].groupby("factor")
        groups = claims.groupby("factor")
        table = pd.DataFrame(
            {
                "affirms": affirmed.size(),
                "denies": claims["polarity"].eq(rules.DENIES).groupby(claims["factor"]).sum(),
                "affirming_sources": affirmed["source"].nunique(),
                "affirming_speakers": affirmed["speaker"].nunique(),
                "claims": groups["claim"].agg(sorted),
            }
        )
        tables.append(table.rename_axis("factor").reset_index())
    numbers = ["affirming_sources", "affirming_speakers", "affirms", "denies"]
    both = _beside(tables, ["factor"], numbers, "affirms")
    both.insert(1, "label", both["factor"].map(labels).astype("str"))
    most = both[["affirming_sources_one", "affirming_sources_other"]].max(axis=1)
    order = both.assign(most=most).sort_values(["most", "label"], ascending=[False, True], kind="stable").index
    return both.loc[order].reset_index(drop=True)


def _outcomes(frames: StudyFrames, parts: Sequence[StudyFrames]) -> pd.DataFrame:
    tables = []
    for part in parts:
        rows = evidence_claims(part)
        items = sorted(rows["evidence"].unique())
        found = outcomes(rows, items)
        found["focus"] = focus_of(frames).reindex(found.index)
        groups = found.groupby(["focus", "outcome"])
        table = pd.DataFrame({"items": groups.size(), "claims": groups["outcome_claims"].agg(_ids)}).reset_index()
        table["mentioned"] = table["focus"].map(found["focus"].value_counts())
        tables.append(table)
    tables = _with_wholes(tables, ["focus"], "mentioned")
    both = _beside(tables, ["focus", "outcome"], ["items", "mentioned"], "items", share="mentioned")
    return _in_order(both, {"focus": focus_order(frames), "outcome": rules.OUTCOMES})


def _phases(frames: StudyFrames, parts: Sequence[StudyFrames]) -> pd.DataFrame:
    tables = []
    for part in parts:
        states = item_states(part)
        told = states[states["state"].ne(rules.SILENT)]
        groups = told.groupby(["focus", "phase", "state"])
        table = pd.DataFrame({"items": groups.size(), "claims": groups["claims"].agg(_ids)}).reset_index()
        sizes = told.groupby(["focus", "phase"]).size()
        table["mentioned"] = [
            sizes.get((focus, phase), 0) for focus, phase in zip(table["focus"], table["phase"], strict=True)
        ]
        tables.append(table)
    tables = _with_wholes(tables, ["focus", "phase"], "mentioned")
    both = _beside(tables, ["focus", "phase", "state"], ["items", "mentioned"], "items", share="mentioned")
    return _in_order(both, {"focus": focus_order(frames), "phase": frames.phases, "state": rules.STATES})


def _with_wholes(tables: Sequence[pd.DataFrame], keys: list[str], whole: str) -> list[pd.DataFrame]:
    """Rows of the other group that one lacks, with its own whole: none of the items it mentions is so."""
    rest = ["outcome" if "outcome" in tables[0] else "state"]
    every = pd.concat([table[[*keys, *rest]] for table in tables]).drop_duplicates()
    filled = []
    for table in tables:
        sizes = table[[*keys, whole]].drop_duplicates(keys)
        made = every.merge(sizes, on=keys, how="left").merge(table.drop(columns=whole), on=[*keys, *rest], how="left")
        filled.append(made.assign(**{whole: made[whole].fillna(0), "items": made["items"].fillna(0)}))
    return filled


def _codes(frames: StudyFrames, parts: Sequence[StudyFrames]) -> pd.DataFrame:
    tables = []
    for part in parts:
        rows = attribute(part, "code").merge(part.claims[["claim", "source", "speaker"]], on="claim")
        tables.append(support(rows, ["value"]).rename(columns={"value": "code"}))
    both = _beside(tables, ["code"], ["n_claims", "n_sources"], "n_claims")
    both.insert(1, "label", both["code"].map(frames.labels("Code")).astype("str"))
    places = {code: n for n, code in enumerate(frames.nodes("Code")["id"])}
    return both.sort_values("code", key=lambda codes: codes.map(places), ignore_index=True, kind="stable")


def _use_by_source(frames: StudyFrames, parts: Sequence[StudyFrames]) -> pd.DataFrame:
    shares = [_shares(part) for part in parts]
    behind = pd.concat(shares)
    rows: list[dict[str, Any]] = []
    for phase in frames.phases:
        wide = pd.concat([one[one["phase"].eq(phase)].set_index("source")["share"] for one in shares], axis=1).dropna()
        differences = (wide.iloc[:, 0] - wide.iloc[:, 1]).tolist()
        n_differ = sum(value != 0 for value in differences)
        row: dict[str, Any] = {"phase": phase, "n_sources": len(differences), "n_differ": n_differ}
        if differences:
            row |= {"share_one": wide.iloc[:, 0].mean(), "share_other": wide.iloc[:, 1].mean()}
            row["difference"] = row["share_one"] - row["share_other"]
        if n_differ >= FEWEST:
            row["p"], row["mid_p"] = sign_flip_test(differences)
            row["lower"], row["upper"] = interval(differences) or (None, None)
        row["sources"] = sorted(wide.index)
        row["claims"] = _ids(behind.loc[behind["phase"].eq(phase) & behind["source"].isin(wide.index), "claims"])
        row["verdict"] = (
            f"tested over {n_differ} sources that differ"
            if n_differ >= FEWEST
            else f"too few sources ({len(differences)} hold both, {n_differ} of them differ; {FEWEST} are needed)"
        )
        rows.append(row)
    tested = [row for row in rows if row.get("p") is not None]
    for row, adjusted in zip(tested, holm([row["p"] for row in tested]), strict=True):
        row["p_holm"] = adjusted
    numbers = ["share_one", "share_other", "difference", "lower", "upper", "p", "mid_p", "p_holm"]
    table = pd.DataFrame(rows, columns=["phase", "n_sources", "n_differ", *numbers, "verdict", "sources", "claims"])
    return table.astype(dict.fromkeys(numbers, "Float64") | dict.fromkeys(["n_sources", "n_differ"], "Int64"))


def _shares(part: StudyFrames) -> pd.DataFrame:
    """Share of items used, of those mentioned, in each source that stands alone, with the claims behind it."""
    states = item_states(part, by_source=True)
    states = states[~states["source"].isin(sources_left_out(part))]
    groups = states.assign(share=states["state"].eq(rules.USED)).groupby(["source", "phase"])
    return pd.DataFrame({"share": groups["share"].mean(), "claims": groups["claims"].agg(_ids)}).reset_index()


def _ids(lists: "pd.Series[Any]") -> list[str]:
    return sorted({claim for ids in lists for claim in ids})


def _in_order(table: pd.DataFrame, orders: dict[str, Sequence[str]]) -> pd.DataFrame:
    places = {name: {word: n for n, word in enumerate(words)} for name, words in orders.items()}
    return table.sort_values(
        list(orders), key=lambda column: column.map(places[str(column.name)]), ignore_index=True, kind="stable"
    )
