"""Causal Map: links between factors, each with the words and the source behind it.

Facts: the guides of Causal Map on its tables and on uploading links (https://guide.causalmap.app,
https://garden.causalmap.app). A workbook has the sheets ``links``, ``factors``, ``statements``, ``sources`` and
``questions``, of which only ``links`` is needed; older files name the ends ``from_label`` and ``to_label``, or
``from`` and ``to`` (labels, or numbers of factors), newer ones ``cause`` and ``effect``. In a label, ``;`` separates
levels: ``Health; Better diet`` lies within ``Health``.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from graphmodel.account import Account
from graphmodel.coded_project import Document as Coded
from graphmodel.formats import ImportedStudy, Importer
from graphmodel.problems import StudyError
from graphmodel.schema import TABLES
from graphmodel.schema.reading import name_key
from graphmodel_loaders.networks.builder import Network, all_attributes
from graphmodel_loaders.networks.edges import Edge, Key, Quote
from graphmodel_loaders.networks.tables import Record, Table, open_tables

VERB = "causes"
"""The verb of the model from one factor to another."""
_LEVELS = ";"
_ENDS = (("from_label", "to_label"), ("cause", "effect"), ("from", "to"), ("cause_label", "effect_label"))
_SIGNS = frozenset(
    {"statement_id", "source_id", "quote", "selected_text", "hashtags", "link_id", "link_memo", "question_id"}
    | {"statement", "before_id", "bundle", "simple_bundle", "sentiment", "citation_count", "source_count"}
)
"""Columns by which links are known where their ends have names that other programs use too."""
_QUOTE = ("quote", "selected_text", "text", "statement")
_SOURCE = ("source_id", "source", "participant", "case_id")
_SIDE = ("factors", "statements", "sources")
_NO_PLACE = {"questions": "a study has no questions of a questionnaire as nodes; claims keep their question_id"}


def read_causal_map(path: Path, *, study_id: str = "study") -> ImportedStudy:
    """A study whose nodes are the factors of a causal map and whose claims are its links.

    Args:
        path: a workbook, a folder of CSV files named after the tables, or a CSV file of links.
        study_id: id of the study.

    Raises:
        StudyError: the file cannot be read, or has no links.
    """
    account = Account()
    tables = open_tables(path)
    links = [table for table in tables if is_links(table)]
    if not links:
        raise StudyError(
            f"{path.name} has no table of links: one with the columns from_label and to_label, or cause and effect. "
            "Download the file from Causal Map again."
        )
    map_ = _Map(Network(path, "Causal Map", account), _side_tables(tables, links, account))
    for table in links:
        if ends := _ends_of(table):
            for record in table.rows("links", account):
                map_.add_link(record, ends)
    map_.remark()
    return map_.network.study(study_id)


class _Map:
    """Factors and sources by their names, as they are added to the network."""

    def __init__(self, network: Network, side: Mapping[str, Mapping[str, Record]]) -> None:
        self.network = network
        self._factors, self._statements, self._sources = (side[name] for name in _SIDE)
        for record in self._factors.values():
            self._factor(record.first("label", "factor_label", "name"), record)

    def remark(self) -> None:
        """Say what is not taken of the sources."""
        texts = sum(bool(record.first("text")) for record in self._sources.values())
        if texts:
            what = "Whole texts of sources, which are not taken; links keep the words behind them: {:,}."
            self.network.account.remarks.append(what.format(texts))

    def add_link(self, record: Record, ends: tuple[str, str]) -> None:
        """Make a claim of a link."""
        labels = [self._label(record.first(end)) for end in ends]
        if not all(map(name_key, labels)):
            reason = "the link has no cause or no effect"
            self.network.account.reject("links", reason, record.place)
            return
        cause, effect = (self._factor(label) for label in labels)
        number = record.first("statement_id")
        statement = self._statements.get(number, Record({}, ""))
        source = self._source(record.first(*_SOURCE) or statement.first(*_SOURCE))
        words = record.first(*_QUOTE) or statement.first("text", "statement")
        known = {*ends, *_QUOTE, *_SOURCE, "statement_id", "link_id", "link_memo"}
        own = {**all_attributes(statement.cells, known), **all_attributes(record.cells, known)}
        if record.first("from_label") and ends[0] == "from_label":
            own = all_attributes(own, ("from", "to"))  # numbers of the factors, which change from file to file
        edge = Edge(
            cause,
            effect,
            VERB,
            record.place,
            source=source,
            columns={"summary": record.first("link_memo"), "locator": f"statement {number}" if number else ""},
            own=self.network.own_columns("claims", own),
            quotes=(Quote(words),) if words else (),
        )
        self.network.add_edge("links", edge)

    def _label(self, named: str) -> str:
        """A label, which a link may name by the number of its factor."""
        listed = self._factors.get(named)
        return listed.first("label", "factor_label", "name") or named if listed else named

    def _factor(self, label: str, record: Record | None = None) -> Key:
        levels = [level for part in label.split(_LEVELS) if (level := " ".join(part.split()))]
        key = tuple(map(name_key, levels))
        own = all_attributes(record.cells, ("label", "factor_label", "name", "factor_id")) if record else {}
        if name_key(label) and (key not in self.network or own):
            self.network.add_node(key, f"{_LEVELS} ".join(levels) or label, kind="factor", attributes=own)
            if len(levels) > 1:
                self.network.set_column(key, "area", f"{_LEVELS} ".join(levels[:-1]))
        return key

    def _source(self, name: str) -> Key | None:
        from graphmodel_loaders.coded.meaning import text_hash

        if not name_key(name):
            return None
        key = (name_key(name),)
        listed = self._sources.get(name)
        own = all_attributes(listed.cells, ("source_id", "text")) if listed else {}
        # Whole texts are no columns: words are kept as quotes, which have rules of who may read them.
        text = listed.first("text") if listed else ""
        hash_ = text_hash(Coded(name, name, text=text)) if text else ""
        self.network.add_source(key, name, "source of a causal map", own, hash_)
        return key


def is_links(table: Table) -> bool:
    """Whether a table holds links of a causal map; tables of Kumu, with a direction or types, hold none."""
    if table.has("from_label", "to_label"):
        return True
    plain = table.has("from", "to") and table.has_any("direction", "type", "connection_type")
    return _ends_of(table) is not None and table.has_any(*_SIGNS) and not plain


def _ends_of(table: Table) -> tuple[str, str] | None:
    """The columns of cause and effect; None if it has none."""
    return next((ends for ends in _ENDS if table.has(*ends)), None)


def _side_tables(tables: Iterable[Table], links: Iterable[Table], account: Account) -> dict[str, dict[str, Record]]:
    """Factors, statements and sources by their ids."""
    from graphmodel_loaders.rows import tidy_name

    side: dict[str, dict[str, Record]] = {name: {} for name in _SIDE}
    for table in tables:
        name = tidy_name(table.title)
        if table in links:
            continue
        if name not in side or not table.columns:
            reason = _NO_PLACE.get(name, "it is none of the tables of a causal map")
            account.leave_out("sheets" if table.is_sheet else "files", reason, table.title)
            continue
        for record in table.rows(name, account):
            account.take(name)
            key = record.first(f"{name.removesuffix('s')}_id", "id") or record.first("label", "factor_label", "name")
            side[name][key] = record
    return side


def is_causal_map(path: object) -> bool:
    """Whether a file or folder holds a causal map; its sheets ``factors`` and ``sources`` are no tables of a study."""
    from graphmodel_loaders.rows import tidy_name

    if not isinstance(path, Path) or path.stem.lower() in TABLES:
        return False
    tables = open_tables(path)
    return any(map(is_links, tables)) and "claims" not in {tidy_name(table.title) for table in tables}


IMPORTER = Importer(
    "causal_map",
    "links of Causal Map, with their sources and quotations, as a workbook or CSV",
    read_causal_map,
    is_causal_map,
    endings=(".xlsx", ".csv"),
)
