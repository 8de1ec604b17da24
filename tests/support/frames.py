"""Frames of made-up studies for tests of analyses: a few rows, everything else filled in."""

from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa

from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.graph.claims import meanings
from graphmodel.schema import KINDS as KINDS_OF_NODE
from graphmodel.schema.layout import CODING_LABEL, DERIVED_NODE
from graphmodel.schema.rules import FACTOR_SORTS, STAKEHOLDERS
from graphmodel.schema.tables import CODED
from graphmodel.schema.vocabularies import STEPS, default_verb_rows
from graphmodel.settings import Focus

STAGES = [("plan", 1, "plan"), ("plan.ask", 2, "plan"), ("plan.weigh", 3, "plan")]
STAGES += [("buy", 4, "buy"), ("buy.contract", 5, "buy"), ("check", 6, "check")]
"""Id, rank and phase of the stages; ``buy.contract`` is where services are contracted."""
SUPPLY = ("buy.contract",)
VERBS = {row["predicate"]: row for row in default_verb_rows()}
KINDS = {kind.prefix.rstrip("."): kind.label for kind in KINDS_OF_NODE if kind.prefix}
"""Kinds by what ids begin with: ``ev`` of ``ev.survey``."""
TEXT = ["claim", "source", "speaker", "event", "subject", "object", "subject_kind", "object_kind", "predicate"]
TEXT += [
    "acts_as",
    "presence",
    "relation",
    "stage",
    "phase",
    "step",
    "date",
    "workstream",
    "about",
    "reason",
    "polarity",
]
TEXT += ["certainty", "valence", "summary", "locator", "focus", "site", "level", "use"]

_EMPTY = {"text": "str", "integer": "Int64", "boolean": "boolean", "list": "object"}
FOCUS = Focus(("urban", "rural", "mixed"), "rural", "urban")


def claim(subject: str, verb: str, object_: str, **cells: object) -> dict[str, object]:
    """One claim; cells that are not given are filled in or missing."""
    return {"subject": subject, "predicate": verb, "object": object_, **cells}


def made_frames(
    claims: Sequence[Mapping[str, object]],
    evidence: Mapping[str, str | None],
    *,
    focus: Focus = FOCUS,
    sources: Mapping[str, str] | None = None,
    used_at: Sequence[Mapping[str, object]] = (),
    steps: Sequence[str] = STEPS,
    supply: Sequence[str] = SUPPLY,
    valences: Mapping[str, str] | None = None,
) -> StudyFrames:
    """Frames of a study with these claims and evidence items (id: focus).

    ``sources`` gives the type of a source; ``src.one`` is where claims come from otherwise. What
    the rules make of a claim (its sign, whether it is a loss) is derived as at a build.
    """
    rows = [_filled(number, row) for number, row in enumerate(claims, start=1)]
    table = pd.DataFrame(rows, columns=[*TEXT, "order"]).astype(dict.fromkeys(TEXT, "str") | {"order": "Int64"})
    table["codes"] = pd.Series([row.get("codes") for row in rows], index=table.index, dtype="object")
    table = _with_meanings(table, steps, supply)
    ends = set(table["subject"]) | set(table["object"])
    named = {kind: sorted(id_ for id_ in ends if KINDS[id_.split(".")[0]] == kind) for kind in KINDS.values()}
    named["Factor"] = sorted({*named["Factor"], *table["reason"].dropna()})
    types = dict.fromkeys(sorted(set(table["source"])), "interview") | dict(sources or {})
    stage_rows = [(id_, id_.title(), rank, phase) for id_, rank, phase in STAGES]
    nodes = {kind: pd.DataFrame({"id": ids, "label": ids, "kind": kind}, dtype="str") for kind, ids in named.items()}
    nodes["EvidenceItem"] = pd.DataFrame(
        {"id": list(evidence), "label": [f"Label of {id_}" for id_ in evidence], "focus": list(evidence.values())},
        dtype="str",
    )
    derived = {name: _EMPTY[of] for name, of in DERIVED_NODE["EvidenceItem"].items()}
    nodes["EvidenceItem"] = nodes["EvidenceItem"].assign(**{name: pd.Series(dtype=of) for name, of in derived.items()})
    nodes["Factor"]["valence"] = pd.Series(valences or {}, dtype="str").reindex(nodes["Factor"]["id"]).to_numpy()
    nodes["Factor"]["valence_acts_as"] = nodes["Factor"]["valence"].where(nodes["Factor"]["valence"].isin(FACTOR_SORTS))
    coded = ["claim", "coder", *CODED, "sign", "phase", "step_basis", "level_basis"]
    nodes[CODING_LABEL] = pd.DataFrame({name: [] for name in ["id", "label", "kind", *coded]}, dtype="str")
    nodes["Stage"] = pd.DataFrame(stage_rows, columns=["id", "label", "rank", "phase"])
    nodes["Source"] = pd.DataFrame({"id": list(types), "label": list(types), "type": list(types.values())}, dtype="str")
    nodes["Source"]["stands_alone"] = nodes["Source"]["type"].ne("synthesis")
    nodes["EvidenceType"] = pd.DataFrame(
        {"id": sorted({str(row["start"]) for row in used_at}), "label": "A type"}, dtype="str"
    )
    used = pd.DataFrame(used_at, columns=["start", "end", "focus", "frequency", "at_least", "alignment", "locator"])
    texts = dict.fromkeys(["start", "end", "focus", "alignment", "locator"], "str")
    used = used.astype(texts | {"frequency": "Int64", "at_least": "Int64"})
    for label in [*(kind.label for kind in KINDS_OF_NODE), "Verb", "Coding"]:
        nodes.setdefault(label, pd.DataFrame({"id": [], "label": [], "kind": []}, dtype="str"))
    for kind in STAKEHOLDERS:
        nodes[kind] = nodes[kind].assign(is_class=False, is_crowd=False)
    rated = pd.DataFrame(columns=["start", "end", "dimension", "value", "basis", "locator"], dtype="str")
    edges = {"RATES": rated, "CLAIM": table.rename(columns={"subject": "start", "object": "end"}), "USED_AT": used}
    settings = StudySettings("made", "Made up", focus, tuple(steps), tuple(supply))
    return StudyFrames(nodes.__getitem__, edges.__getitem__, settings)


def _of_verb(verb: str) -> dict[str, object]:
    row = VERBS.get(verb, {"presence": "present", "step": "", "relation": ""})
    return {name: row[name] or None for name in ("presence", "step", "relation")}


def _filled(number: int, row: Mapping[str, object]) -> dict[str, object]:
    verb = str(row["predicate"])
    filled = {"claim": f"c{number:03}", "source": "src.one", "polarity": "affirms", "certainty": "stated"}
    filled |= {"acts_as": verb, **_of_verb(verb), "summary": "Told."}
    filled |= {f"{end}_kind": KINDS[str(row[end]).split(".")[0]] for end in ("subject", "object")}
    made: dict[str, object] = dict.fromkeys([*TEXT, "order"]) | filled | dict(row)
    made["phase"] = {id_: phase for id_, _, phase in STAGES}.get(str(made["stage"]))
    return made


def _with_meanings(table: pd.DataFrame, steps: Sequence[str], supply: Sequence[str]) -> pd.DataFrame:
    names = {"subject": "start", "object": "end", "subject_kind": "start_label", "object_kind": "end_label"}
    needed = [*names, "acts_as", "presence", "relation", "polarity", "certainty", "stage", "step"]
    rows = {names.get(name, name): pa.array(table[name], pa.string(), from_pandas=True) for name in needed}
    symmetric = [VERBS.get(verb, {}).get("symmetric") == "yes" for verb in table["predicate"]]
    rows["symmetric"] = pa.array(symmetric, pa.bool_())
    table["valence_acts_as"] = table["valence"].where(table["valence"].isin(FACTOR_SORTS)).astype("str")
    for name, cells in meanings(rows, steps, supply).items():
        table[name] = cells.to_pandas().astype("boolean" if pa.types.is_boolean(cells.type) else "str")
    return table
