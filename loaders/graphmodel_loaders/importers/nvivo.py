r"""Tables of NVivo: coding references, reports of coding, the codebook, classification sheets, relationships.

Facts: the help of NVivo 9 to 15 on reports and extracts, classification sheets (the first cell is the classification,
the first column names its cases) and relationships. A full name begins with its folder: ``Codes\\Barriers\Money``.
"""

from pathlib import Path

from graphmodel.coded_project import CodedProject
from graphmodel.formats import Importer
from graphmodel.problems import StudyError
from graphmodel.wording import shown_name

NAME = "nvivo"
_UNREAD = "it is neither an NVivo table that graphmodel reads nor a classification sheet"
_COUNTS = "it holds counts, which follow from the coding references"


def read_nvivo(path: Path, *, study_id: str = "study") -> CodedProject:
    """The project whose tables a file or folder holds.

    Args:
        path: a workbook, a CSV or text file, or a folder of such files of one project.
        study_id: not needed.

    Raises:
        StudyError: it cannot be read, or holds no such table.
    """
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.nvivo_tables import NVivoReader, classification, is_classification, is_matrix
    from graphmodel_loaders.vendors.nvivo_texts import is_code_text, read_code_text
    from graphmodel_loaders.vendors.sheets import read_tables, take_tables

    project = ProjectBuilder("NVivo", path.stem)
    texts = [file for file in _files(path) if is_code_text(file)]
    tables = read_tables(path, NAME, project.account, texts)
    if any(table.kind or is_classification([cells for _, cells in table.grid.lines]) for table in tables):
        tables = [classification(table) or table for table in tables]
    reader = NVivoReader(project)
    readers = {
        "codes": reader.code,
        "classification": reader.classified,
        "references": reader.reference,
        "relationships": reader.relationship,
    }
    if not texts and not any(table.kind for table in tables):
        is_counted = any(is_matrix([cells for _, cells in table.grid.lines]) for table in tables)
        holds = (
            "only counts of codings and none of their words" if is_counted else "no NVivo table that graphmodel reads"
        )
        raise StudyError(
            f"{path.name} holds {holds}. Export a coding summary report from NVivo as an Excel"
            " workbook, or the whole project as REFI-QDA (.qdpx), which holds more."
        )
    take_tables(tables, readers, project.account)
    for table in tables:
        if table.kind == "report":
            reader.report(table)
        elif not table.kind:
            project.account.leave_out(
                "sheets", _COUNTS if is_matrix([cells for _, cells in table.grid.lines]) else _UNREAD, table.place
            )
    for file in texts:
        reader.text(*read_code_text(file), shown_name(file))
        project.account.take("files")
    reader.join_cases()
    return project.project()


def _is_nvivo(path: object) -> bool:
    from graphmodel_loaders.vendors.nvivo_tables import is_classification, is_matrix
    from graphmodel_loaders.vendors.nvivo_texts import is_code_text
    from graphmodel_loaders.vendors.sheets import first_rows, holds_tables

    if not isinstance(path, Path):
        return False
    if holds_tables(path, NAME) or any(is_classification(rows) or is_matrix(rows) for rows in first_rows(path)):
        return True
    return any(map(is_code_text, _files(path)))


def _files(path: Path) -> list[Path]:
    """The file, or the plain files of a folder."""
    if not path.is_dir():
        return [path]
    return [file for file in sorted(path.iterdir()) if not file.name.startswith((".", "~")) and not file.is_symlink()]


IMPORTER = Importer(
    NAME,
    "coding references, codebook, classifications and relationships that NVivo exports as workbooks or text files",
    read_nvivo,
    _is_nvivo,
    endings=(".xlsx", ".xls", ".csv", ".txt"),
    is_coded=True,
)
