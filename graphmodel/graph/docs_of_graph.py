"""The tables of a study and what becomes of them in the graph, as part of a page of Markdown.

``make docs`` writes it between two markers of the page; a test compares the page with the program, so
that the two cannot drift apart.
"""

from collections.abc import Iterable, Mapping

from graphmodel.schema import KINDS_BY_NAME, TABLES, VOCABULARIES, rules
from graphmodel.schema.columns import TableSchema, allowed
from graphmodel.schema.layout import (
    DERIVED_CLAIM,
    DERIVED_NODE,
    DERIVED_STATE,
    REFERENCE_EDGES,
    STATE_AT,
    TABLE_EDGES,
    PropertyType,
    claim_columns,
    coding_columns,
    layout,
    node_columns,
    profile_columns,
    table_edge_columns,
    verb_columns,
)
from graphmodel.schema.vocabularies import FIXED, default_verb_rows, default_verbs
from graphmodel.texts import markdown_table

BEGIN = "<!-- made from the schema: begin -->"
ON_CLAIM = {
    "note": "the coding notes on the claim",
    "acts_as": "the default verb that the claim's verb stands for",
    "presence": "presence of the verb: present, lost or neutral",
    "sign": "plus, minus or mixed: what the claim says of the evidence that it touches",
    "phase": "the phase that the stage belongs to",
    "step_basis": "where `step` comes from: claim, otherwise verb",
    "valence_acts_as": "barrier or enabler, where its word of valence acts as one; empty for other words",
    "level_basis": "where `level` comes from: claim, otherwise factor",
    "site_basis": "where `site` comes from: claim, otherwise workstream, otherwise source",
    "generation": "the claim says only that the evidence was produced or obtained",
    "loss": "a minus sign, or evidence that nobody asked for",
    "gap": "a loss where the evidence was never produced or commissioned",
    "effect": "impact, applied, partly applied, opposed, asked or unasked: what became of one evidence item",
    "effect_on": "id of that item",
    "relation": "joins, opposes or leaves_out: how the verb relates two different stakeholders",
    "symmetric": "the verb says the same of both stakeholders, as works with does",
    "joins": "the claim says of what is, wholly or in part, that two different stakeholders are joined",
    "involves": "the claim says of what is that its two ends have to do with each other, and does not deny it",
}
ON_EVIDENCE = {
    "outcome": "what became of it, by the table of outcomes: " + ", ".join(rules.OUTCOMES),
    "n_deciding": "claims that decide it; 1: it rests on one claim only",
    "outcome_certainty": "certainty of the surest of these claims",
    "opposed": "some claim says that it was contested or blocked",
    "lost_elsewhere": "used, and some claim says that it was lost",
    "kinds_of_use": "kinds of use that claims of impact name, and not said, where the outcome is impact",
    "outcome_claims": "ids of the claims that decide",
}
ON_FACTOR = {"valence_acts_as": "barrier or enabler, where its word of valence acts as one; empty for other words"}
ON_SOURCE = {
    "stands_alone": "it does not retell or sum up other sources: `independent`, otherwise every type but synthesis",
}
ON_STAKEHOLDER = {
    "is_class": "a sort of stakeholder: `instance` is class, or is empty and the label says (unspecified)",
    "is_crowd": "`granularity` is crowd: they speak in the study and are not stakeholders",
}
ON_STATE = {
    "scope": "study, source, site or workstream: which claims the state is counted from",
    "within": "id of that source, site or workstream; empty: all claims of the study, or those that name none",
    "state": "used, partly, disputed or not used",
    "generation_only": "used, and no claim says more than that it was produced or obtained",
    "part": "of not used: lost, after dispute, used elsewhere or never used",
    "used_before": "used or partly used at a phase before this one, by stated order, otherwise by the order of phases",
    "by_rank": "what came before is known by the order of phases alone",
    "claims": "ids of the claims with a sign on the item at the phase",
}
END = "<!-- made from the schema: end -->"


def as_markdown() -> str:
    """The tables with their columns, the value lists, the default verbs and the relationship types."""
    parts = [_section(schema) for schema in TABLES.values()]
    return "\n".join(["## Tables and columns\n", *parts, _vocabularies(), _verbs(), _relationships()])


def refreshed(page: str) -> str:
    """A page with the part between its markers generated again.

    Raises:
        ValueError: the page has no such markers.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"The page needs the lines {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{as_markdown()}\n{END}{after}"


def _section(schema: TableSchema) -> str:
    properties = _properties(schema)
    rows = [
        [
            f"`{column.name}`" + (" (needed)" if column.required else ""),
            allowed(column),
            column.note,
            properties.get(column.name, "") or "not in the graph",
        ]
        for column in schema.columns
    ]
    header = ["Column", "May hold", "What it is", "In the graph"]
    if not any(properties.values()):
        header, rows = header[:3], [row[:3] for row in rows]
    what = schema.note[:1].upper() + schema.note[1:]
    return f"### {schema.name}\n\n{what}. {_becomes(schema)}\n\n{markdown_table(header, rows)}"


def _becomes(schema: TableSchema) -> str:
    if schema.kind:
        kind = KINDS_BY_NAME[schema.kind]
        ids = f"; ids begin with `{kind.prefix}`" if kind.prefix else ""
        return f"Each row becomes a node `{kind.label}`{ids}."
    for edge in TABLE_EDGES:
        if edge.table == schema.name:
            return f"Each row becomes a relationship `{edge.type}`."
    return {
        "claims": "Each row becomes a relationship `CLAIM` from subject to object.",
        "predicates": "Each row becomes a node `Verb`. A claim has `acts_as`, `presence` and, where it names none, "
        "`step` from its verb.",
        "codings": "Each row becomes a node `Coding`, which nothing joins and no question counts; `sign`, `phase` and "
        "whatever else is derived for a claim are derived for it too.",
        "stakeholder_profiles": "The columns join the Actor.",
        "coding_notes": "The note joins its claim.",
    }.get(schema.name, "Not part of the graph; `graphmodel table STUDY " + schema.name + "` shows it.")


def _properties(schema: TableSchema) -> dict[str, str]:
    """What becomes of each column."""
    if schema.kind:
        found = {schema.id_column: "`id`", "label": "`label`"}
        found |= _named(node_columns(schema, ()))
        for edge in REFERENCE_EDGES:
            if edge.table == schema.name:
                found[edge.column] += f", `{edge.type}`"
        return found
    for table_edge in TABLE_EDGES:
        if table_edge.table == schema.name:
            ends = {table_edge.start: "where it starts", table_edge.end: "where it ends"}
            return ends | _named(table_edge_columns(table_edge, ()))
    if schema.name == "claims":
        return {"subject": "where it starts", "object": "where it ends"} | _named(claim_columns(()))
    joined = {
        "predicates": {"predicate": "`id`", "label": "`label`"} | _named(verb_columns(())),
        "codings": _named(coding_columns(())),
        "stakeholder_profiles": {"actor": "the Actor"} | _named(profile_columns(())),
        "coding_notes": {"claim": "the claim", "note": "`note`"},
    }
    return joined.get(schema.name, {})


def _named(columns: Mapping[str, tuple[str, PropertyType]]) -> dict[str, str]:
    return {column: f"`{name}`" for column, (name, _) in columns.items()}


def _vocabularies() -> str:
    rows = [[f"`{name}`", ", ".join(words), "no" if name in FIXED else "yes"] for name, words in VOCABULARIES.items()]
    said = "A study replaces a list under `[vocabularies]`, except those whose words the analyses use."
    return f"## Allowed words\n\n{said}\n\n{markdown_table(['List', 'Words by default', 'May be replaced'], rows)}"


def _verbs() -> str:
    columns = ("predicate", "label", "subject", "object", "step", "presence", "relation", "symmetric")
    rows = [[row[name].replace("|", " or ") for name in columns] for row in default_verb_rows()]
    header = ["Verb", "Meaning", "From", "To", "Step", "Presence", "Relation", "Symmetric"]
    return f"## The default verbs\n\n{markdown_table(header, [[f'`{verb}`', *rest] for verb, *rest in rows])}"


def _relationships() -> str:
    sources = {edge.type: f"`{edge.table}`" for edge in TABLE_EDGES}
    for edge in REFERENCE_EDGES:
        said = f"`{edge.table}.{edge.column}`"
        sources[edge.type] = f"{sources[edge.type]}, {said}" if edge.type in sources else said
    sources |= {"NEXT": "order of `stages`: phases among themselves, functions among themselves", "CLAIM": "`claims`"}
    sources[STATE_AT] = "`claims`: states of evidence, derived"
    rows = []
    for name, edge_type in layout({}, default_verbs().values()).edges.items():
        pairs = "any kinds that its verb may join" if name == "CLAIM" else _pairs(edge_type.pairs)
        rows.append([f"`{name}`", pairs, sources[name]])
    derived = "; ".join(f"{label} has {', '.join(f'`{n}`' for n in names)}" for label, names in DERIVED_NODE.items())
    return (
        f"## Relationship types\n\n{markdown_table(['Type', 'From → to', 'Made from'], rows)}\n"
        f"Every node has `id`, `kind` (its label) and `label` (what people read). Derived: {derived}.\n\n"
        f"### Derived of an evidence item\n\n{_derived(DERIVED_NODE['EvidenceItem'], ON_EVIDENCE)}\n"
        f"### Derived of an actor or organisation\n\n{_derived(DERIVED_NODE['Actor'], ON_STAKEHOLDER)}\n"
        f"### Derived of a source\n\n{_derived(DERIVED_NODE['Source'], ON_SOURCE)}\n"
        f"### Derived of a factor\n\n{_derived(DERIVED_NODE['Factor'], ON_FACTOR)}\n"
        f"### Derived of a claim\n\n{_derived(DERIVED_CLAIM, ON_CLAIM)}\n"
        f"### Derived of an item at a phase\n\n`STATE_AT` leads from an `EvidenceItem` to each phase at which a claim "
        f"with a sign mentions it; an item without one is silent there. It also leads to each workstream in which such "
        f"claims mention the item: that is its state there as a whole, claims without a stage included.\n\n"
        f"{_derived(DERIVED_STATE, ON_STATE)}"
    )


def _derived(properties: Mapping[str, PropertyType], notes: Mapping[str, str]) -> str:
    kinds = {"text": "text", "boolean": "yes or no", "list": "list of text", "integer": "whole number"}
    rows = [[f"`{name}`", kinds[of], notes[name]] for name, of in properties.items()]
    return markdown_table(["Property", "Type", "What it says"], rows)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    ends: dict[str, list[str]] = {}
    for start, end in pairs:
        ends.setdefault(end, []).append(start)
    return "; ".join(f"{', '.join(starts)} → {end}" for end, starts in ends.items())
