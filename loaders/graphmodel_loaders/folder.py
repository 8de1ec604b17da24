"""A study as a folder of CSV files with study.toml."""

from pathlib import Path

from graphmodel.problems import Problem, Problems
from graphmodel_loaders.csv_file import CsvTable, open_csv_table
from graphmodel_loaders.header import tidy_name

ENDINGS = (".csv", ".tsv")


def csv_files(folder: Path) -> list[Path]:
    """Files of a folder that may be tables, in the order of their names."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith((".", "~"))
    )


def open_folder(folder: Path, problems: Problems) -> dict[str, CsvTable]:
    """Open every CSV file of a folder; problems with headers and encodings are added."""
    tables: dict[str, CsvTable] = {}
    files: dict[str, Path] = {}
    for path in csv_files(folder):
        name = tidy_name(path.stem)
        if name in files:
            problems.add(
                Problem(
                    "error",
                    "doubled_table",
                    path.name,
                    f"{files[name].name} and {path.name} are both the table {name}.",
                    "Keep one of them in this folder.",
                    table=name,
                )
            )
            tables.pop(name, None)  # which of them is right, nobody can know
            continue
        files[name] = path
        try:
            table = open_csv_table(name, path, problems)
        except OSError as error:
            problems.add(
                Problem(
                    "error",
                    "unreadable",
                    path.name,
                    f"The file cannot be opened: {error.strerror or error}.",
                    "Close it in other programs and see whether you may read it.",
                    table=name,
                )
            )
            continue
        if table is not None:
            tables[name] = table
    return tables
