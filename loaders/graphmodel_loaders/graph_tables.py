"""A study's tables from a graph of it: the reverse of a build."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graphmodel.formats import ImportedStudy, Row
from graphmodel.problems import StudyError
from graphmodel.schema import KINDS, TABLES, VOCABULARIES, Kind
from graphmodel.schema.layout import (
    APART,
    BUILD_LABEL,
    CODING_LABEL,
    DERIVED_CLAIM,
    DERIVED_CODING,
    DERIVED_NODE,
    REFERENCE_EDGES,
    ROW_HASH,
    STATE_AT,
    STUDY_LABEL,
    STUDY_PROPERTIES,
    TABLE_EDGES,
    UNFINISHED,
    TableEdge,
    claim_columns,
    coding_columns,
    node_columns,
    profile_columns,
    property_names,
    table_edge_columns,
)
from graphmodel_loaders.graph_parts import (
    GraphNode,
    GraphRelationship,
    Key,
    LeftOut,
    cell,
    cells,
    entries,
    header,
    named,
)
from graphmodel_loaders.graph_vocabulary import (
    VerbUse,
    acting_words,
    is_built,
    marked_steps,
    own_words,
    rows_of_nodes,
    settings_of,
    verb_rows,
)
from graphmodel_loaders.loaded_study import DEFAULT_TABLES

_EDGES = {edge.type: edge for edge in TABLE_EDGES}
_CLAIM = {name: column for column, (name, _) in claim_columns(()).items()}
"""The column of each property of a claim."""
_CLAIM_COLUMNS = frozenset(column.name for column in TABLES["claims"].columns)
_KINDS = {kind.label: kind for kind in KINDS}
_PROFILE = {name: column for column, (name, _) in profile_columns(()).items()}
_PREFIX = "profile_"
_PROFILE_COLUMNS = frozenset(column.name for column in TABLES["stakeholder_profiles"].columns)


def study_tables(
    nodes: Mapping[Key, GraphNode], relationships: Iterable[GraphRelationship], default_id: str
) -> ImportedStudy:
    """The tables and settings that a build would turn into this graph.

    Args:
        nodes: every node, by a key of any kind.
        relationships: every relationship; their ends are keys of ``nodes``.
        default_id: id of the study if the graph has no node ``Study`` with one.

    Raises:
        StudyError: there are several nodes ``Study``, or a build of the graph is incomplete.
    """
    _refuse_unfinished(nodes)
    left_out = LeftOut()
    study = _study(nodes, left_out)
    rows = _Rows(nodes, left_out)
    for relationship in relationships:
        rows.add(relationship)
    settings = settings_of(study, default_id, rows.nodes.supply())
    built = is_built(study)
    all_rows = rows.tables(built, settings.get("vocabularies.step", VOCABULARIES["step"]))
    if built:
        settings |= own_words(all_rows)
        settings |= acting_words(study, settings)
    # If one of these were missing, the packaged table would replace it.
    always = {"claims", "sources", "predicates", *(DEFAULT_TABLES if built else ())}
    tables = {
        name: (header((column.name for column in TABLES[name].columns), table), table)
        for name, table in all_rows.items()
        if table or name in always
    }
    return ImportedStudy(tables, settings, left_out.account(_of_study(nodes), rows.read))


def _of_study(nodes: Mapping[Key, GraphNode]) -> int:
    """The number of nodes without the build's own record, which is not part of the study."""
    return sum(BUILD_LABEL not in node.labels for node in nodes.values())


def _refuse_unfinished(nodes: Mapping[Key, GraphNode]) -> None:
    states = {node.properties.get("state") for node in nodes.values() if BUILD_LABEL in node.labels}
    if UNFINISHED in states:
        raise StudyError("A build of this graph is incomplete. Finish it, then import the graph again.")


def _study(nodes: Mapping[Key, GraphNode], left_out: LeftOut) -> Mapping[str, Any]:
    """Properties of the node ``Study``; empty if there is no such node."""
    studies = [node.properties for node in nodes.values() if STUDY_LABEL in node.labels]
    if len(studies) > 1:
        raise StudyError(
            f"The graph has {len(studies)} nodes {STUDY_LABEL}; a study has one. Import the part that is one study."
        )
    study = studies[0] if studies else {}
    left_out.properties.update(f"{STUDY_LABEL}.{name}" for name in study.keys() - {*STUDY_PROPERTIES, ROW_HASH})
    return study


class _Rows:
    """The rows of all tables: those of the nodes, and those of relationships as they are added."""

    def __init__(self, nodes: Mapping[Key, GraphNode], left_out: LeftOut) -> None:
        self.nodes = _NodeRows(nodes, left_out)
        self.read = 0
        self._graph_nodes = nodes
        self._left_out = left_out
        self._claims: list[Row] = []
        self._notes: list[Row] = []
        self._uses: list[VerbUse] = []
        self._edges: dict[str, list[Row]] = {edge.table: [] for edge in TABLE_EDGES}

    def add(self, relationship: GraphRelationship) -> None:
        """Add one relationship to the table that it belongs to, or count it as left out."""
        self.read += 1
        properties = {name: value for name, value in relationship.properties.items() if name != ROW_HASH}
        if relationship.type == STATE_AT:
            return  # made again from the claims
        if relationship.type == "CLAIM":
            self._add_claim(relationship, properties)
        elif relationship.type in _EDGES:
            self._add_row(_EDGES[relationship.type], relationship, properties)
        elif relationship.type == "NEXT" and self._joins_stages(relationship):
            if not all(self.nodes.placed(key) for key in (relationship.start, relationship.end)):
                self._left_out.next += 1  # it is derived from the order of the stages, which is missing
        elif self.nodes.refer(relationship):
            self._left_out.properties.update(f"{relationship.type}.{name}" for name in properties)
        else:
            start, end = (named(self._graph_nodes[key].labels) for key in (relationship.start, relationship.end))
            self._left_out.relationships[f"{relationship.type} from {start} to {end}"] += 1

    def tables(self, built: bool, steps: Collection[str]) -> dict[str, list[Row]]:
        """Rows of every table. ``steps`` are the study's words for steps."""
        verbs = rows_of_nodes(self._graph_nodes.values())
        named = {row["predicate"] for row in verbs}
        if not named:
            verbs = verb_rows(self._uses, built, steps)
            marked = marked_steps(verbs)
            for claim in self._claims:
                if claim.get("step") == marked.get(claim.get("predicate", "")):
                    claim.pop("step", None)  # its verb says so
        codings = _codings_of(self._graph_nodes.values())
        unordered = {**self._edges, "claims": self._claims, "coding_notes": self._notes, "codings": codings}
        ordered = {name: sorted(rows, key=lambda row: _in_order(name, row)) for name, rows in unordered.items()}
        return {**self.nodes.tables(), "predicates": verbs, **ordered}

    def _add_claim(self, relationship: GraphRelationship, properties: Mapping[str, Any]) -> None:
        kept = {name: value for name, value in properties.items() if name not in DERIVED_CLAIM}
        for name in ("site", "step", "level"):
            if cell(properties.get(f"{name}_basis")) not in {"", "claim"}:
                kept.pop(name, None)  # derived from another node or the verb; the build derives it again
        subject, object_ = self.nodes.id(relationship.start), self.nodes.id(relationship.end)
        row = cells(kept, _CLAIM, _CLAIM_COLUMNS) | {"subject": subject, "object": object_}
        note, acts_as, presence = (cell(properties.get(name)) for name in ("note", "acts_as", "presence"))
        if not any(row.values()):
            self._left_out.blank["CLAIM"] += 1
            return
        self._claims.append(row)
        if note:
            self._notes.append({"claim": row.get("claim", ""), "note": note})
        subjects, objects = self.nodes.kinds(relationship.start), self.nodes.kinds(relationship.end)
        verb, step = row.get("predicate", ""), cell(properties.get("step"))
        self._uses.append(VerbUse(verb, subjects, objects, step, acts_as, presence))

    def _add_row(self, edge: TableEdge, relationship: GraphRelationship, properties: Mapping[str, Any]) -> None:
        columns = {column.name for column in TABLES[edge.table].columns}
        known = {name: column for column, (name, _) in table_edge_columns(edge, ()).items()}
        # No number in the graph means unknown, where the column has such a word.
        row = {name: "unknown" for name in edge.integers if "unknown" in VOCABULARIES[name]}
        row |= cells(properties, known, columns)
        ends = {edge.start: self.nodes.id(relationship.start), edge.end: self.nodes.id(relationship.end)}
        self._edges[edge.table].append(row | ends)

    def _joins_stages(self, relationship: GraphRelationship) -> bool:
        return all("Stage" in self._graph_nodes[key].labels for key in (relationship.start, relationship.end))


def _in_order(table: str, row: Row) -> list[str]:
    return [row.get(column.name, "") for column in TABLES[table].columns]


class _NodeRows:
    """The rows of all nodes.

    The ``id`` identifies a node: several nodes with the same label and id, which are common in graphs
    made by hand, are one row; if they contradict each other, the check reports them.

    Args:
        nodes: every node of the graph.
        left_out: counts what has no place in a table.
    """

    def __init__(self, nodes: Mapping[Key, GraphNode], left_out: LeftOut) -> None:
        self._nodes = nodes
        self._left_out = left_out
        self._tables: dict[str, list[Row]] = {kind.table: [] for kind in KINDS}
        self._profiles: list[Row] = []
        self._rows: dict[tuple[str, Key], Row] = {}
        self._by_id: dict[tuple[str, str], Row] = {}
        self._ranks: dict[str, int] = {}
        for key, node in nodes.items():
            if not node.labels & {*APART, BUILD_LABEL}:
                self._add(key, node)

    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table, in the order of their ids; stages in the order of the cycle."""
        tables = {
            name: sorted(rows, key=lambda row: row.get(_id_column(name), "")) for name, rows in self._tables.items()
        }
        last = len(self._ranks) + 1
        tables["stages"].sort(key=lambda row: self._ranks.get(row.get("stage", ""), last))
        return {**tables, "stakeholder_profiles": sorted(self._profiles, key=lambda row: row.get("actor", ""))}

    def id(self, key: Key) -> str:
        """The id of a node; empty if it has none."""
        return cell(self._nodes[key].properties.get("id"))

    def kinds(self, key: Key) -> tuple[str, ...]:
        """The kinds of a node."""
        return tuple(kind.name for label, kind in _KINDS.items() if label in self._nodes[key].labels)

    def supply(self) -> list[str]:
        """Stages that are marked as ``supply``."""
        return sorted(
            self.id(key)
            for key, node in self._nodes.items()
            if "Stage" in node.labels and cell(node.properties.get("supply")) == "yes"
        )

    def refer(self, relationship: GraphRelationship) -> bool:
        """Put the end of a relationship into the column that holds it.

        Returns:
            Whether there is such a column, and an id.
        """
        start, end = relationship.start, self.id(relationship.end)
        has_column = False
        for reference in REFERENCE_EDGES:
            row = self._rows.get((reference.table, start))
            if reference.type == relationship.type and row is not None and end:
                listed = entries(row.get(reference.column, ""))
                if end not in listed:
                    # Two ids in a column for one are a contradiction, which the check reports.
                    row[reference.column] = ";".join([*listed, end])
                has_column = True
        return has_column

    def placed(self, key: Key) -> bool:
        """Whether a stage has a place in the cycle."""
        row = self._rows.get(("stages", key), {})
        return "order" in row or row.get("stage") in self._ranks

    def _add(self, key: Key, node: GraphNode) -> None:
        kinds = [_KINDS[label] for label in sorted(node.labels & _KINDS.keys())]
        if not kinds:
            self._left_out.nodes[named(node.labels)] += 1
            return
        self._left_out.labels.update(node.labels - _KINDS.keys())
        for kind in kinds:
            derived = {ROW_HASH, *DERIVED_NODE.get(kind.label, {})}
            properties = {name: value for name, value in node.properties.items() if name not in derived}
            if properties.get("kind") == kind.label:
                del properties["kind"]
            row = self._row(kind, properties)
            if not row:
                self._left_out.blank[kind.label] += 1
                continue
            self._rows[kind.table, key] = self._merged(kind.table, row)
            rank = cell(node.properties.get("rank"))
            if kind.label == "Stage" and rank.isdecimal():
                self._ranks[row.get("stage", "")] = int(rank)

    def _row(self, kind: Kind, properties: Mapping[str, Any]) -> Row:
        schema = TABLES[kind.table]
        columns = {column.name for column in schema.columns}
        known = {name: column for column, (name, _) in node_columns(schema, ()).items()}
        known |= {"id": schema.id_column, "label": "label"}
        if "kind" in columns and "type" not in properties:
            known["kind"] = "kind"  # the graph calls this column type
        if kind.label == "Actor":
            own = {name: value for name, value in properties.items() if _profile_column(name)}
            properties = {name: value for name, value in properties.items() if name not in own}
            profile = cells(own, {name: _profile_column(name) for name in own}, ())
            if profile:
                self._profiles.append({"actor": cell(properties.get("id")), **profile})
        return cells(properties, known, columns)

    def _merged(self, table: str, row: Row) -> Row:
        """The earlier row with the same id, if the two agree; otherwise the new row."""
        at = (table, row.get(_id_column(table), ""))
        there = self._by_id.get(at)
        if at[1] and there is not None and all(there.get(column, text) == text for column, text in row.items()):
            there.update(row)
            return there
        self._tables[table].append(row)
        return self._by_id.setdefault(at, row) if there is None else row


def _id_column(table: str) -> str:
    return TABLES[table].id_column


def _profile_column(name: str) -> str:
    """The column of ``stakeholder_profiles`` that becomes this property of an actor; empty if none does."""
    if name in _PROFILE:
        return _PROFILE[name]
    column = name.removeprefix(_PREFIX)
    if column == name or column in _PROFILE_COLUMNS or property_names((), [column])[column] != column:
        return ""
    return column


def _codings_of(nodes: Iterable[GraphNode]) -> list[Row]:
    """Each coder's own coding of each unit; none in a graph without such nodes."""
    known = {name: column for column, (name, _) in coding_columns(()).items()}
    columns = {column.name for column in TABLES["codings"].columns}
    derived = {"id", "kind", "label", ROW_HASH, *DERIVED_CODING}
    rows = []
    for node in nodes:
        if CODING_LABEL in node.labels:
            kept = {name: value for name, value in node.properties.items() if name not in derived}
            for name in ("step", "level"):
                if cell(node.properties.get(f"{name}_basis")) not in {"", "claim"}:
                    kept.pop(name, None)  # derived from the verb or the factor; the build derives it again
            rows.append(cells(kept, known, columns))
    return rows
