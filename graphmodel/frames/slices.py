"""Slices: a study with some of its claims, on which everything else works unchanged.

A slice is taken once, before an analysis: frames in, frames out. It never drops nodes, so what it does not mention
is silent. States and outcomes of evidence are derived again from the claims that are kept, by the functions that the
build uses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict

import pandas as pd
import pyarrow as pa

from graphmodel.frames.evidence import FOCUS_OF, focus_frame, touching_table
from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.graph.outcomes import OUTCOME_COLUMNS, item_outcomes
from graphmodel.graph.states import state_edges
from graphmodel.problems import NotFound, QuestionError
from graphmodel.schema import rules
from graphmodel.schema.layout import DERIVED_NODE, STATE_AT
from graphmodel.suggest import did_you_mean
from graphmodel.wording import counted

NOT = "not_"
"""What the names of options that leave out values begin with."""


@dataclass(frozen=True)
class SliceOption:
    """One way to choose claims: the kind of node that it names (none: a word), and what is chosen."""

    kinds: tuple[str, ...]
    help: str


SLICE_OPTIONS: dict[str, SliceOption] = {
    "source": SliceOption(("Source",), "claims from this source"),
    "source_kind": SliceOption((), "claims from sources of this kind, such as tool_response"),
    "site": SliceOption(
        ("Site",), "claims that hold at this site (the claim's, otherwise its workstream's or source's)"
    ),
    "workstream": SliceOption(("WorkStream",), "claims in this workstream"),
    "speaker": SliceOption(("Actor",), "claims that this speaker made"),
    "speaker_organisation": SliceOption(("Organisation",), "claims whose speaker belongs to this organisation"),
    "organisation": SliceOption(
        ("Organisation",), "claims whose subject or object is this organisation or belongs to it"
    ),
    "coder": SliceOption((), "claims that this coder coded"),
    "focus": SliceOption((), "claims of this focus (the claim's own)"),
    "certainty": SliceOption((), "claims of this certainty: stated, tentative or normative"),
    "polarity": SliceOption((), "claims of this polarity: affirms, denies or mixed"),
    "code": SliceOption(("Code",), "claims with this code or one of its sub-codes"),
    "stage": SliceOption(("Stage",), "claims at this stage or one of its functions"),
}
"""Values of one option are joined by *or*, options by *and*."""
Values = str | Iterable[str] | None


class SliceNames(TypedDict, total=False):
    """The same options, and those that leave out, as keyword arguments that editors and type checkers know."""

    source: Values
    source_kind: Values
    site: Values
    workstream: Values
    speaker: Values
    speaker_organisation: Values
    organisation: Values
    coder: Values
    focus: Values
    certainty: Values
    polarity: Values
    code: Values
    stage: Values
    not_source: Values
    not_source_kind: Values
    not_site: Values
    not_workstream: Values
    not_speaker: Values
    not_speaker_organisation: Values
    not_organisation: Values
    not_coder: Values
    not_focus: Values
    not_certainty: Values
    not_polarity: Values
    not_code: Values
    not_stage: Values


@dataclass(frozen=True)
class Slice:
    """Which claims to take.

    Attributes:
        keep: values by option (:data:`SLICE_OPTIONS`); a claim must have one of each option's.
        leave_out: values by option; a claim may have none of them, and claims without a value stay.
        with_parts: an organisation includes its parts.
        min_sources: of what a result counts (a tie, a factor, a cell), only what has this many sources.
    """

    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    with_parts: bool = False
    min_sources: int = 0

    @classmethod
    def of(cls, *, with_parts: bool = False, min_sources: int = 0, **options: object) -> "Slice":
        """A slice from options: ``source="src.a"``, ``not_site=["site.1", "site.2"]``.

        Raises:
            QuestionError: there is no such option, or a value is of another kind.
        """
        keep: dict[str, tuple[str, ...]] = {}
        leave_out: dict[str, tuple[str, ...]] = {}
        for name, given in options.items():
            values = (given,) if isinstance(given, str) else given
            plain = name.removeprefix(NOT)
            if plain not in SLICE_OPTIONS:
                known = [*SLICE_OPTIONS, *(f"{NOT}{option}" for option in SLICE_OPTIONS), "with_parts", "min_sources"]
                raise QuestionError(f"A slice has no option {name}.{did_you_mean(name, known)}", by_caller=True)
            if values is None:
                continue
            if not isinstance(values, Iterable) or not all(isinstance(value, str) and value for value in values):
                raise QuestionError(f"{name} of a slice takes a name or several, not {given!r}.", by_caller=True)
            if found := tuple(str(value) for value in values):
                (leave_out if name != plain else keep)[plain] = found
        if not isinstance(with_parts, bool):
            raise QuestionError(f"with_parts is True or False, not {with_parts!r}.", by_caller=True)
        if isinstance(min_sources, bool) or not isinstance(min_sources, int) or min_sources < 0:
            raise QuestionError(f"min_sources takes a whole number from 0 up, not {min_sources!r}.", by_caller=True)
        return cls(keep, leave_out, with_parts, min_sources)

    def __bool__(self) -> bool:
        """Does it leave out anything?"""
        return bool(self.keep or self.leave_out or self.min_sources)


def sliced(frames: StudyFrames, chosen: Slice) -> StudyFrames:
    """The same study with the claims of a slice.

    Nodes, and relationships other than claims and what is derived of them, stay as they are.

    Raises:
        NotFound: a value is no node, or no word, of the study.
    """
    claims = frames.claims
    mask = pd.Series(True, index=claims.index)
    words = []
    for values_by_option, wanted in ((chosen.keep, True), (chosen.leave_out, False)):
        for option, values in values_by_option.items():
            ids = [_resolved(frames, option, value) for value in values]
            has = _has(frames, claims, option, _widened(frames, option, ids, chosen.with_parts))
            mask &= has if wanted else ~has
            shown = " or ".join(_shown(frames, option, id_) for id_ in ids)
            words.append(f"{'' if wanted else 'not '}{option.replace('_', ' ')} {shown}")
    if chosen.with_parts:
        words.append("organisations with their parts")
    if chosen.min_sources:
        words.append(f"only what at least {counted(chosen.min_sources, 'source')} report, where sources are counted")
    said = f"Slice: {'; '.join(words)}. {int(mask.sum()):,} of {counted(len(claims), 'claim')}."
    return with_claims(frames, mask, said)


def with_claims(frames: StudyFrames, mask: "pd.Series[bool]", said: str) -> StudyFrames:
    """The same study with some of its claims, and what is derived of them.

    Args:
        frames: the study.
        mask: which of its claims.
        said: what every result then says of it.
    """
    kept = frames.claims[mask]
    settings = replace(frames.settings, slices=(*frames.settings.slices, said))

    def read_edges(type_: str) -> pd.DataFrame:
        if type_ == "CLAIM":
            return kept.rename(columns={"subject": "start", "object": "end"})
        return _states(frames, kept) if type_ == STATE_AT else frames.edges(type_)

    def read_nodes(label: str) -> pd.DataFrame:
        nodes = frames.nodes(label)
        return _with_outcomes(nodes, kept) if label == rules.EVIDENCE else nodes

    taken = StudyFrames(read_nodes, read_edges, settings)
    taken.keep(FOCUS_OF, frames.once(FOCUS_OF, focus_frame))
    return taken


def _resolved(frames: StudyFrames, option: str, value: str) -> str:
    """The id, code or word that a value means."""
    kinds = SLICE_OPTIONS[option].kinds
    if option == "code" and _sub_codes(frames, value):
        return value  # a theme, such as 8, which the codebook need not list
    if kinds:
        return find_node(frames, value, kinds)
    known = {
        "focus": (*frames.settings.focus.values, *frames.claims["focus"].dropna().unique()),
        "polarity": rules.POLARITIES,
        "certainty": ("stated", "tentative", rules.NORMATIVE, *frames.claims["certainty"].dropna().unique()),
        "source_kind": tuple(frames.nodes("Source")["type"].dropna().unique()),
        "coder": tuple(frames.claims["coder"].dropna().unique()) if "coder" in frames.claims else (),
    }[option]
    if value not in known:
        listed = ", ".join(sorted(set(known))) or "none"
        said = f"No claim has the {option.replace('_', ' ')} {value!r}.{did_you_mean(value, known)}"
        raise NotFound(f"{said} The study has: {listed}.")
    return value


def _shown(frames: StudyFrames, option: str, id_: str) -> str:
    for kind in SLICE_OPTIONS[option].kinds:
        if label := frames.labels(kind).get(id_):
            return f"{label} ({id_})"
    return id_


def _sub_codes(frames: StudyFrames, code: str) -> set[str]:
    codes = frames.nodes("Code")["id"]
    return set(codes[codes.str.startswith(f"{code}.")])


def _widened(frames: StudyFrames, option: str, ids: list[str], with_parts: bool) -> set[str]:
    """The values with what they stand for: sub-codes, functions of a stage, parts of an organisation."""
    if option == "code":
        return {*ids, *(code for id_ in ids for code in _sub_codes(frames, id_))}
    if option == "stage" or (with_parts and option in {"organisation", "speaker_organisation"}):
        return _with_descendants(frames, ids)
    return set(ids)


def _with_descendants(frames: StudyFrames, ids: Iterable[str]) -> set[str]:
    part_of = frames.edges("PART_OF")
    found, new = set(ids), set(ids)
    while new:
        new = set(part_of.loc[part_of["end"].isin(new), "start"]) - found
        found |= new
    return found


def _has(frames: StudyFrames, claims: pd.DataFrame, option: str, ids: set[str]) -> "pd.Series[bool]":
    """Which claims have one of these values."""
    if option == "code":
        has = [codes is not None and not ids.isdisjoint(codes) for codes in claims["codes"]]
        return pd.Series(has, index=claims.index, dtype=bool)
    if option in {"organisation", "speaker_organisation"}:
        member = frames.edges("MEMBER_OF")
        ids = ids | set(member.loc[member["end"].isin(ids), "start"])
        ends = ["speaker"] if option == "speaker_organisation" else ["subject", "object"]
        return claims[ends].isin(ids).any(axis=1)
    if option == "source_kind":
        sources = frames.nodes("Source")
        return claims["source"].isin(sources.loc[sources["type"].isin(ids), "id"])
    return claims[option].isin(ids)


def _states(frames: StudyFrames, claims: pd.DataFrame) -> pd.DataFrame:
    tables = [edge.rows for edge in state_edges(touching_table(claims), frames.phases)]
    whole = frames.edges(STATE_AT)
    return _as_read(pa.concat_tables(tables), whole)


def _with_outcomes(nodes: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    derived = item_outcomes(touching_table(claims), pa.array(nodes["id"], pa.string()))
    fresh = _as_read(derived, nodes[list(OUTCOME_COLUMNS)])
    return nodes.assign(**{name: fresh[name].to_numpy() for name in OUTCOME_COLUMNS}).astype(
        {name: nodes[name].dtype for name in DERIVED_NODE[rules.EVIDENCE]}
    )


def _as_read(table: pa.Table, like: pd.DataFrame) -> pd.DataFrame:
    """A table of Arrow as a frame with the columns and types of another."""
    return pd.DataFrame(
        {str(name): pd.Series(table[name].to_pylist(), dtype=like[name].dtype) for name in like.columns}
    )
