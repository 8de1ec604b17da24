"""Show who affirms and who denies each factor.

The two-mode discourse network (Leifeld 2017): actors by factors, with the polarity of the claim as the
qualifier. Affirming, denying and mixed claims are side by side and are subtracted only if you ask
for it. Claims without a speaker are nobody's view and are counted separately.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import SUPPORT, lists, support, with_support
from graphmodel.frames.factors import asserting_claims, not_asserting
from graphmodel.frames.groups import actors_and_organisations, organisation_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.results import Result
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted

POLARITIES = {"affirms": "affirming", "denies": "denying", "mixed": "mixed"}
"""The polarities of a claim, and how columns of their ids end."""


@dataclass(frozen=True)
class _Options:
    by: str
    who: str
    value: str
    normalise: str
    duplicates: str

    def __post_init__(self) -> None:
        if self.value == "combine" and self.normalise != "none":
            raise QuestionError(
                "A pattern of levels (combine) is not a number, so it cannot be normalised.", by_caller=True
            )


@analysis(
    tables=("views", "factors", "who"),
    examples=(
        "graphmodel discourse my-copy --table factors",
        "graphmodel discourse my-copy --who organisation --value subtract",
    ),
)
def discourse(
    frames: StudyFrames,
    *,
    by: Literal["speaker", "subject"] = "speaker",
    who: Literal["actor", "organisation"] = "actor",
    value: Literal["ignore", "subtract", "combine"] = "ignore",
    normalise: Literal["none", "activity", "prominence"] = "none",
    duplicates: Literal["keep", "source"] = "keep",
) -> Result:
    """Who affirms, and who denies, that each factor operates.

    Claims that assert a factor, normative ones left out. Affirming, denying and mixed claims are
    counted side by side; nothing is subtracted unless ``value`` asks for it.

    Args:
        frames: the study.
        by: whose view a claim is: its ``speaker``, or its ``subject`` (who is said to hold it).
        who: rows are each ``actor`` (or organisation, where one is named) as named, or the
            ``organisation`` that it belongs to.
        value: what the column ``value`` holds: ``ignore`` (number of claims of any polarity),
            ``subtract`` (affirming minus denying), ``combine`` (no number: the levels that occur, which
            the column ``pattern`` always has).
        normalise: divide ``value`` by nothing, by the ``activity`` (all claims of the same row's
            holder) or by the ``prominence`` (all claims of anybody on the same factor).
        duplicates: ``keep`` all claims, or count one for each holder, factor, polarity and
            ``source``. Support columns and ids have all claims either way.

    Returns:
        ``views``: one row for each holder and factor: ``who``, ``label``, ``kind``, ``factor``,
        ``factor_label``, ``level``, ``valence`` (of the factor), ``affirms``, ``denies``, ``mixed``,
        ``pattern``, ``value``, support columns, ``claims_affirming``, ``claims_denying``,
        ``claims_mixed``.

        ``factors``: one row for each factor that anybody asserts: ``factor``, ``label``, ``level``,
        ``valence``; ``affirms``, ``denies``, ``mixed`` (all claims, also those that are nobody's);
        ``n_who_affirms``, ``n_who_denies``, ``n_who_mixed`` (holders) and ``who_affirms``,
        ``who_denies``, ``who_mixed`` (their ids; one may be in several);
        ``contested`` (some claim affirms it and some denies it); ``nobody_affirms``,
        ``nobody_denies``, ``nobody_mixed`` (claims without a holder), support columns,
        ``claims_affirming``, ``claims_denying``, ``claims_mixed``.

        ``who``: one row for each holder: ``who``, ``label``, ``kind``, ``n_factors``, ``affirms``,
        ``denies``, ``mixed``, support columns.

    Raises:
        QuestionError: an option has no such choice.
    """
    options = _Options(by, who, value, normalise, duplicates)
    claims = _with_holder(frames, options)
    # A crowd is no stakeholder, but what it says is a view.
    people = actors_and_organisations(frames).rename(columns={"id": "who"})
    factors = frames.nodes("Factor").rename(columns={"id": "factor"})
    factors = factors.reindex(columns=["factor", "label", "level", "valence"])
    held = claims.dropna(subset="who")
    counting = _once(held, duplicates)
    views = views_table(held, counting, people, factors)
    tables = {
        "views": views.assign(value=_value(views, options)),
        "factors": factors_table(claims, _once(claims, duplicates), factors),
        "who": _holders(views, held, people),
    }
    tables["views"] = tables["views"][_VIEWS]
    counts = (
        f"Counts are of claims that a factor operates ({len(claims):,}; claims of what ought to be are left out), "
        f"by {'who says so' if by == 'speaker' else 'who is said to hold it'}. Affirming, denying and mixed claims "
        "are side by side. A claim is not a person."
    )
    title = f"Who affirms and who denies a factor, by {by}, each {who}"
    return Result("discourse", title, counts, tables, _notes(frames, claims, tables["factors"], options))


_VIEWS = ["who", "label", "kind", "factor", "factor_label", "level", "valence", *POLARITIES, "pattern", "value"]
_VIEWS += ["n_claims", "n_speakers", "unattributed", "n_sources", "claims"]
_VIEWS += ["claims_affirming", "claims_denying", "claims_mixed"]


def _with_holder(frames: StudyFrames, options: _Options) -> pd.DataFrame:
    """Claims that assert a factor, with whose view each is; missing: nobody's."""
    claims = asserting_claims(frames)
    holder = claims["speaker"] if options.by == "speaker" else claims["subject"].where(_is_stakeholder(claims))
    if options.who == "organisation":
        holder = holder.map(organisation_of(frames)).astype("str")
    return claims.assign(named=claims["speaker"].notna() if options.by == "speaker" else True, who=holder)


def _is_stakeholder(claims: pd.DataFrame) -> "pd.Series[bool]":
    return claims["subject_kind"].isin(STAKEHOLDERS)


def _once(claims: pd.DataFrame, duplicates: str) -> pd.DataFrame:
    """The claims that count: all, or one for each holder, factor, polarity and source."""
    if duplicates == "keep":
        return claims
    # Claims that are nobody's may be of many, so none of them is a duplicate.
    again = claims.duplicated(["who", "factor", "polarity", "source"]) & claims["who"].notna()
    return claims[~again]


def _value(views: pd.DataFrame, options: _Options) -> "pd.Series[float]":
    every = views[list(POLARITIES)].sum(axis=1).astype("Float64")
    if options.value == "combine":
        return pd.Series(pd.NA, index=views.index, dtype="Float64")
    values = every if options.value == "ignore" else (views["affirms"] - views["denies"]).astype("Float64")
    if options.normalise == "activity":
        return values / every.groupby(views["who"]).transform("sum")
    if options.normalise == "prominence":
        return values / every.groupby(views["factor"]).transform("sum")
    return values


def _holders(views: pd.DataFrame, held: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    groups = views.groupby("who", sort=True)
    frame = groups[list(POLARITIES)].sum().astype("Int64")
    frame.insert(0, "n_factors", groups.size().astype("Int64"))
    frame = people.merge(frame.reset_index(), on="who")
    frame = with_support(frame, support(held, ["who"]), ["who"])
    return frame.sort_values(["n_claims", "who"], ascending=[False, True], ignore_index=True)


def _notes(frames: StudyFrames, claims: pd.DataFrame, factors: pd.DataFrame, options: _Options) -> tuple[str, ...]:
    nobody, named = claims["who"].isna(), claims["named"]
    notes = []
    unsaid, unplaced = int((nobody & ~named).sum()), int((nobody & named).sum())
    if unsaid:
        notes.append(
            f"{unsaid:,} of {counted(len(claims), 'claim')} have no speaker (the authors' narrative, observations). "
            "They are nobody's view and are only in the table of factors."
        )
    if unplaced:
        ends = claims.loc[nobody & named, options.by].dropna()
        shown = ", ".join(sorted(set(ends))[:5]) + (", ..." if ends.nunique() > 5 else "")
        lacking = "has no organisation" if options.who == "organisation" else "is not an actor or organisation"
        notes.append(
            f"{counted(unplaced, 'claim')} whose {options.by} {lacking} ({shown}): nobody's view here, as none is "
            "guessed."
        )
    contested = int(factors["contested"].sum())
    notes.append(
        f"Factors that some claim affirms and some denies (contested): {contested:,} of {len(factors):,}. That nobody "
        "denies a factor does not mean that all agree."
    )
    if options.duplicates == "source":
        notes.append("Each holder counts once for a factor, polarity and source; the ids are those of all claims.")
    if options.value == "subtract":
        notes.append(
            "value is affirming minus denying claims: zero may mean that there are none of either, or as many of each."
        )
    if options.value == "combine":
        notes.append("The combination of levels is in the column pattern; it is not a number.")
    if options.normalise != "none":
        of = "the holder's claims" if options.normalise == "activity" else "all holders' claims on the factor"
        notes.append(f"value is divided by the number of {of}.")
    others = not_asserting(frames)
    if others:
        notes.append(
            f"Also left out: {counted(others, 'claim')} with a factor at an end that say something else about it than "
            "that it operates."
        )
    return tuple(notes)


_FACTORS = ["factor", "label", "level", "valence", *POLARITIES, "contested"]
_FACTORS += [*(f"n_who_{word}" for word in POLARITIES), *(f"who_{word}" for word in POLARITIES)]
_FACTORS += [*(f"nobody_{word}" for word in POLARITIES), *SUPPORT, *(f"claims_{end}" for end in POLARITIES.values())]


def views_table(
    held: pd.DataFrame, counting: pd.DataFrame, people: pd.DataFrame, factors: pd.DataFrame
) -> pd.DataFrame:
    """One row for each holder and factor, most claims first within a factor.

    Args:
        held: the claims that are somebody's: ``who``, ``factor``, ``polarity``.
        counting: those of them that count, duplicates left out where asked.
        people: ``who``, ``label`` and ``kind`` of all stakeholders.
        factors: ``factor``, ``label``, ``level``, ``valence`` of all factors.
    """
    by = ["who", "factor"]
    frame = support(held, by)
    frame = _polarities(frame, held, counting, by)
    words = zip(*(frame[word].gt(0) for word in POLARITIES), strict=True)
    patterns = [" + ".join(word for word, has in zip(POLARITIES, of, strict=True) if has) for of in words]
    frame["pattern"] = pd.Series(patterns, index=frame.index, dtype="str")
    frame = frame.merge(people, on="who", how="left")
    frame = frame.merge(factors.rename(columns={"label": "factor_label"}), on="factor", how="left")
    frame = frame.astype({"who": "str", "factor": "str", "level": "str", "valence": "str"})
    return frame.sort_values(["factor", "n_claims", "who"], ascending=[True, False, True], ignore_index=True)


def factors_table(claims: pd.DataFrame, counting: pd.DataFrame, factors: pd.DataFrame) -> pd.DataFrame:
    """One row for each factor that a claim asserts, whosever view it is; contested ones first."""
    by = ["factor"]
    frame = factors.merge(claims[by].drop_duplicates(), on="factor")
    frame = _polarities(frame, claims, counting, by)
    frame = with_support(frame, support(claims, by), by)
    held = claims.dropna(subset="who").drop_duplicates(["who", "factor", "polarity"]).sort_values("who")
    for word in POLARITIES:
        frame = _list(frame, held[held["polarity"].eq(word)], by, "who", f"who_{word}")
        frame[f"n_who_{word}"] = frame[f"who_{word}"].map(len).astype("Int64")
        nobody = counting[counting["who"].isna() & counting["polarity"].eq(word)]
        frame[f"nobody_{word}"] = frame["factor"].map(nobody.groupby("factor").size()).astype("Int64").fillna(0)
    frame["contested"] = (frame["affirms"].gt(0) & frame["denies"].gt(0)).astype("boolean")
    frame = frame.astype(dict.fromkeys(["factor", "label", "level", "valence"], "str"))
    frame = frame.sort_values(["contested", "n_claims", "factor"], ascending=[False, False, True], ignore_index=True)
    return frame[_FACTORS]


def _polarities(frame: pd.DataFrame, claims: pd.DataFrame, counting: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add to each row its claims of each polarity: how many count, and all their ids."""
    keys = list(by)
    for word, end in POLARITIES.items():
        number = counting[counting["polarity"].eq(word)].groupby(keys).size().rename(word).reset_index()
        frame = frame.merge(number, on=keys, how="left")
        frame[word] = frame[word].astype("Int64").fillna(0)
        frame = _list(frame, claims[claims["polarity"].eq(word)].sort_values("claim"), by, "claim", f"claims_{end}")
    return frame


def _list(frame: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str], column: str, name: str) -> pd.DataFrame:
    """Add a list of values to each row; an empty one if there are none."""
    found = frame.merge(lists(rows, by, column).rename(name).reset_index(), on=list(by), how="left")
    values = [of if isinstance(of, list) else [] for of in found[name]]
    return found.assign(**{name: pd.Series(values, index=found.index, dtype=object)})
