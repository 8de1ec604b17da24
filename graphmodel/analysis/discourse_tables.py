"""The tables of who affirms and who denies factors."""

from collections.abc import Sequence

import pandas as pd

from graphmodel.analysis.counting import SUPPORT, lists, support, with_support

POLARITIES = {"affirms": "affirming", "denies": "denying", "mixed": "mixed"}
"""The polarities of a claim, and how columns of their ids end."""
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
    """One row for each factor that a claim asserts, whoever's view it is; contested ones first."""
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
    """Put beside each row its claims of each polarity: how many count, and all their ids."""
    keys = list(by)
    for word, end in POLARITIES.items():
        number = counting[counting["polarity"].eq(word)].groupby(keys).size().rename(word).reset_index()
        frame = frame.merge(number, on=keys, how="left")
        frame[word] = frame[word].astype("Int64").fillna(0)
        frame = _list(frame, claims[claims["polarity"].eq(word)].sort_values("claim"), by, "claim", f"claims_{end}")
    return frame


def _list(frame: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str], column: str, name: str) -> pd.DataFrame:
    """Put a list of values beside each row; an empty one where there are none."""
    found = frame.merge(lists(rows, by, column).rename(name).reset_index(), on=list(by), how="left")
    values = [of if isinstance(of, list) else [] for of in found[name]]
    return found.assign(**{name: pd.Series(values, index=found.index, dtype=object)})
