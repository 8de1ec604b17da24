"""One line on what could identify somebody in what is handed on: pages, maps and exports."""

from collections.abc import Mapping, Sequence

import pandas as pd

from graphmodel.frames.own_columns import CLAIM, CODER, held_back
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.layout import TABLE_EDGES
from graphmodel.schema.reading import YES_NO
from graphmodel.wording import counted

PERSON = "person"
"""The granularity of an actor that is one known person."""
_IN_QUOTATION_MARKS = r"“[^”]{12,}”|\"[^\"]{12,}\"|«[^»]{12,}»"
"""Words in quotation marks, long enough not to be a term."""


_OF_GRAPH = frozenset(
    {kind.table for kind in KINDS}
    | {edge.table for edge in TABLE_EDGES}
    | {"claims", "coding_notes", "predicates", "stakeholder_profiles"}
)
_OF_PEOPLE = frozenset({"informants", "profiles", "workshops"})
"""Tables outside the graph that say who took part."""
_LISTED = 12


def identifying(frames: StudyFrames, *, quotations: int = 0) -> str:
    """What pages made from these frames hold that could identify somebody.

    It counts named persons (actors whose granularity is ``person``), sites with one speaker, claims that rest
    on a quotation or have words in quotation marks, and quotations; it names the study's own columns and the coder's.

    Args:
        frames: the study.
        quotations: how many quotations the page holds.
    """
    claims = frames.claims
    notes = claims[["claim", "note"]] if "note" in claims else pd.DataFrame(columns=["claim", "note"])
    tables = [(CLAIM, claims), *((kind.label, frames.nodes(kind.label)) for kind in KINDS)]
    columns = [name for type_, frame in tables for name in held_back(frame, type_) if frame[name].notna().any()]
    return _line(frames.nodes("Actor"), claims, notes, list(dict.fromkeys(columns)), quotations)


def identifying_in_tables(tables: Mapping[str, pd.DataFrame], *, graph_alone: bool = False) -> str:
    """The same of the tables of a study, as its files have them.

    Args:
        tables: text in every cell.
        graph_alone: what is handed on has only what the graph has of them.
    """
    filled = {name: table.replace("", pd.NA) for name, table in tables.items() if len(table)}
    columns = []
    for name, table in filled.items():
        if name in _OF_GRAPH:
            own = [str(column) for column in table.columns if table[column].notna().any()]
            columns += [f"{name}.{column}" for column in own if _is_held_back(name, column)]
        elif not graph_alone and (name in _OF_PEOPLE or name not in TABLES):
            columns.insert(0, f"the table {name}")
    claims = filled.get("claims", pd.DataFrame()).reindex(
        columns=["claim", "site", "workstream", "source", "speaker", "quoted", "summary"]
    )
    for name in ("workstream", "source"):
        places = filled.get(f"{name}s", pd.DataFrame()).reindex(columns=[name, "site"]).dropna()
        site = claims[name].map(places.drop_duplicates(name).set_index(name)["site"])
        claims["site"] = claims["site"].where(claims["site"].notna(), site)
    claims["quoted"] = claims["quoted"].map(_is_yes)
    notes = filled.get("coding_notes", pd.DataFrame()).reindex(columns=["claim", "note"])
    actors = filled.get("actors", pd.DataFrame()).reindex(columns=["granularity"])
    return _line(actors, claims, notes, columns, 0 if graph_alone else len(filled.get("quotes", ())))


def _line(
    actors: pd.DataFrame, claims: pd.DataFrame, notes: pd.DataFrame, columns: Sequence[str], quotations: int
) -> str:
    persons = int(actors["granularity"].astype("str").str.casefold().eq(PERSON).sum())
    speakers = claims.groupby("site")["speaker"].nunique()
    quoted = claims["quoted"].eq(True).fillna(value=False).astype(bool) | _quotes(claims["summary"])
    quoted |= claims["claim"].isin(notes["claim"][_quotes(notes["note"])])
    parts = [
        counted(persons, "named person"),
        f"{counted(int((speakers == 1).sum()), 'site')} with only one speaker",
        f"{counted(int(quoted.sum()), 'claim')} backed by or with a quotation",
        f"{counted(quotations, 'quotation')} in full",
    ]
    # The coder is a person in any case; a column may be anything.
    columns = sorted(columns, key=lambda name: name not in {CODER, f"claims.{CODER}"})
    more = f" and {len(columns) - _LISTED:,} more" if len(columns) > _LISTED else ""
    also = f"it also holds {', '.join(columns[:_LISTED])}{more}" if columns else "no columns of your own, no coder"
    return f"What could identify people: {', '.join(parts)}; {also}."


def _quotes(texts: "pd.Series[str]") -> "pd.Series[bool]":
    return texts.astype("str").str.contains(_IN_QUOTATION_MARKS, regex=True, na=False).astype(bool)


def _is_held_back(table: str, column: str) -> bool:
    return TABLES[table].column(column) is None or (table == "claims" and column == CODER)


def _is_yes(cell: object) -> bool:
    word = str(cell).casefold()
    return YES_NO.get(word, word) == "yes"
