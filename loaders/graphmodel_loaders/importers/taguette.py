"""Projects of Taguette: its database, and the tables that it exports.

Facts: Taguette 1.5 (``database/models.py``, ``export.py``, ``extract.py`` and ``static/js/taguette.js``).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.coded_project import CodedProject, Words
from graphmodel.formats import FormatOption, Importer
from graphmodel.problems import StudyError
from graphmodel.wording import shown_name

if TYPE_CHECKING:
    from graphmodel_loaders.vendors.sheets import Table

NAME = "taguette"


def read_taguette(path: Path, *, study_id: str = "study", project: str = "") -> CodedProject:
    """The project in a file of Taguette.

    Args:
        path: a database, a workbook or CSV file of highlights or tags, or a folder of both.
        study_id: not needed.
        project: name or number of the project, where a database holds several.

    Raises:
        StudyError: it cannot be read, or holds several projects and none is named.
    """
    from graphmodel_loaders.sqlite_file import is_sqlite

    if is_sqlite(path):
        from graphmodel_loaders.databases.taguette_project import read_database

        return read_database(path, project)
    return _read_tables(path)


def _read_tables(path: Path) -> CodedProject:
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.databases.taguette_project import add_tags
    from graphmodel_loaders.vendors.sheets import Record, leave_out_tables, read_tables, take_tables

    made = ProjectBuilder("Taguette", path.stem)
    tables = read_tables(path, NAME, made.account)
    if not any(table.kind for table in tables):
        raise StudyError(
            f"{shown_name(path)} holds neither highlights nor tags of Taguette. Export the highlights there as a"
            " spreadsheet; it has the columns id, document, tag and content."
        )
    add_tags(made, _tags(tables))
    segments: dict[tuple[str, str], str] = {}

    def highlight(record: Record) -> str:
        document, content = record["document"], record["content"]
        if not document or not content:
            return f"the row has no {'content' if document else 'document'}"
        known = segments.setdefault((record["id"], document), content)
        if known != content:
            return "another row with the same id has other content"
        made.segment(
            made.document(document),
            [record["tag"]] if record["tag"] else [],
            words=[Words(content)],
            span=f"highlight {record['id']}" if record["id"] else "",
            place=record.place,
        )
        return ""

    def tag(record: Record) -> str:
        return "" if record["tag"] else "the row has no tag"

    take_tables(tables, {"highlights": highlight, "tags": tag}, made.account)
    leave_out_tables(tables, made.program, made.account)
    return made.project()


def _tags(tables: Iterable["Table"]) -> dict[str, str]:
    """All tags with their descriptions."""
    tags: dict[str, str] = {}
    for table in tables:
        for record in table.records() if table.kind else ():
            if tag := record["tag"]:
                tags[tag] = tags.get(tag, "") or record["description"]
    return tags


def _is_taguette(path: object) -> bool:
    from graphmodel_loaders.databases.taguette_project import TABLES
    from graphmodel_loaders.sqlite_file import has_tables
    from graphmodel_loaders.vendors.sheets import holds_tables

    return isinstance(path, Path) and (has_tables(path, TABLES) or holds_tables(path, NAME))


IMPORTER = Importer(
    NAME,
    "a project of Taguette: its database, or highlights and tags exported as CSV files or workbooks",
    read_taguette,
    _is_taguette,
    endings=(".sqlite3", ".csv", ".xlsx"),
    options=(FormatOption("project", "name or number of the project, where a database holds several"),),
    is_coded=True,
)
