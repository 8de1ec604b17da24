"""The tables of a study and what becomes of them in the graph, as part of a page of Markdown.

``make docs`` writes it between two markers of the page; a test compares the page with the program, so
that the two cannot drift apart.
"""

from collections.abc import Iterable

from graphmodel.schema import KINDS_BY_NAME, TABLES, VOCABULARIES
from graphmodel.schema.columns import TableSchema, allowed
from graphmodel.schema.layout import (
    DERIVED_NODE,
    REFERENCE_EDGES,
    TABLE_EDGES,
    claim_columns,
    layout,
    node_columns,
    profile_columns,
    table_edge_columns,
)
from graphmodel.schema.vocabularies import FIXED, default_verb_rows, default_verbs

BEGIN = "<!-- made from the schema: begin -->"
END = "<!-- made from the schema: end -->"


def as_markdown() -> str:
    """The tables with their columns, the value lists, the default verbs and the relationship types."""
    parts = [_section(schema) for schema in TABLES.values()]
    return "\n".join(["## Tables and columns\n", *parts, _vocabularies(), _verbs(), _relationships()])


def refreshed(page: str) -> str:
    """A page with the part between its markers made anew.

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
    return f"### {schema.name}\n\n{what}. {_becomes(schema)}\n\n{_table(header, rows)}"


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
        "predicates": "Of a claim's verb, the claim gets `acts_as`, `presence` and, where it names none, `step`.",
        "stakeholder_profiles": "The columns join the Actor.",
        "coding_notes": "The note joins its claim.",
    }.get(schema.name, "No part of the graph; `graphmodel table STUDY " + schema.name + "` shows it.")


def _properties(schema: TableSchema) -> dict[str, str]:
    """What becomes of each column."""
    if schema.kind:
        found = {schema.id_column: "`id`", "label": "`label`"}
        found |= {column: f"`{name}`" for column, (name, _) in node_columns(schema, ()).items()}
        for edge in REFERENCE_EDGES:
            if edge.table == schema.name:
                found[edge.column] += f", `{edge.type}`"
        return found
    for table_edge in TABLE_EDGES:
        if table_edge.table == schema.name:
            found = {column: f"`{name}`" for column, (name, _) in table_edge_columns(table_edge, ()).items()}
            return {table_edge.start: "where it starts", table_edge.end: "where it ends"} | found
    if schema.name == "claims":
        found = {column: f"`{name}`" for column, (name, _) in claim_columns(()).items()}
        return {"subject": "where it starts", "object": "where it ends"} | found
    if schema.name == "stakeholder_profiles":
        return {"actor": "the Actor"} | {column: f"`{name}`" for column, (name, _) in profile_columns(()).items()}
    if schema.name == "coding_notes":
        return {"claim": "the claim", "note": "`note`"}
    return {}


def _vocabularies() -> str:
    rows = [[f"`{name}`", ", ".join(words), "no" if name in FIXED else "yes"] for name, words in VOCABULARIES.items()]
    said = "A study replaces a list under `[vocabularies]`, but for those whose words the analyses reckon with."
    return f"## Allowed words\n\n{said}\n\n{_table(['List', 'Words by default', 'May be replaced'], rows)}"


def _verbs() -> str:
    columns = ("predicate", "label", "subject", "object", "step", "presence")
    rows = [[row[name].replace("|", " or ") for name in columns] for row in default_verb_rows()]
    header = ["Verb", "Meaning", "From", "To", "Step", "Presence"]
    return f"## The default verbs\n\n{_table(header, [[f'`{verb}`', *rest] for verb, *rest in rows])}"


def _relationships() -> str:
    sources = {edge.type: f"`{edge.table}`" for edge in TABLE_EDGES}
    for edge in REFERENCE_EDGES:
        said = f"`{edge.table}.{edge.column}`"
        sources[edge.type] = f"{sources[edge.type]}, {said}" if edge.type in sources else said
    sources |= {"NEXT": "order of `stages`: phases among themselves, functions among themselves", "CLAIM": "`claims`"}
    rows = []
    for name, edge_type in layout({}, default_verbs().values()).edges.items():
        pairs = "any kinds that its verb may join" if name == "CLAIM" else _pairs(edge_type.pairs)
        rows.append([f"`{name}`", pairs, sources[name]])
    derived = "; ".join(f"{label} has {', '.join(f'`{n}`' for n in names)}" for label, names in DERIVED_NODE.items())
    return (
        f"## Relationship types\n\n{_table(['Type', 'From → to', 'Made from'], rows)}\n"
        f"Every node has `id`, `kind` (its label) and `label` (what people read). Derived beside: {derived}.\n"
    )


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    ends: dict[str, list[str]] = {}
    for start, end in pairs:
        ends.setdefault(end, []).append(start)
    return "; ".join(f"{', '.join(starts)} → {end}" for end, starts in ends.items())


def _table(header: list[str], rows: Iterable[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
