"""Where a study's database lies, and whether the study's files look as they did."""

from pathlib import Path

from graphmodel.problems import BuildError

FOLDER = ".graphmodel"
_READ = frozenset({".csv", ".tsv", ".toml", ".xlsx", ".xlsm"})
"""Endings of files that a study in a folder is read from; a folder may hold a workbook instead of tables."""
_PACKAGE = Path(__file__).resolve().parent.parent


def database_folder(study: Path, db: Path | None = None) -> Path:
    """The folder of a study's databases.

    ``STUDY/.graphmodel`` for a folder; ``.graphmodel/NAME`` beside a workbook; ``db`` where given.

    Raises:
        BuildError: the study lies inside the installed program, which is never written to.
    """
    if db is not None:
        return db.expanduser().resolve()
    study = study.expanduser().resolve()
    if study.is_relative_to(_PACKAGE):
        raise BuildError(
            "This study lies inside the program itself, which is never written to. "
            "Make a copy with `graphmodel example FOLDER`, or name a folder for the database with --db."
        )
    return study / FOLDER if study.is_dir() else study.parent / FOLDER / study.stem


def look_at(study: Path) -> dict[str, list[int]]:
    """Size and time of change (nanoseconds) of every file that the graph may be built from."""
    study = study.expanduser().resolve()
    if study.is_dir():
        files = [path for path in study.iterdir() if path.suffix.lower() in _READ]
    else:
        files = [study, study.parent / "study.toml"]
    seen = {}
    for path in sorted(files):
        if path.is_file():
            found = path.stat()
            seen[path.name] = [found.st_size, found.st_mtime_ns]
    return seen
