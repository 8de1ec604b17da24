"""Small flat sheets for the tests, written by hand, and the claims of a study as plain rows."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

HEADINGS = ("Interview", "Who", "Did what", "To what", "Stage", "Said yes or no", "Summary", "Quote")
ROWS = (
    ("Int 1", "Commissioner", "ignored", "Audit of 2011", "Needs assessment", "yes", "They left it lying", "left it"),
    ("Int 1", "GP", "used", "Audit of 2011", "Needs assessment", "no", "The doctors never used it", ""),
    ("Int 2", "Public health team", "produced", "Needs profile", "Deciding priorities", "yes", "They made it", ""),
    ("Int 2", "GP", "uses", "Needs profile", "Deciding priorities", "partly", "They look at it at times", ""),
    ("Int 3", "Northern trust", "shared", "Needs profile", "Needs assessment", "", "It was sent round", "sent round"),
)


def write_sheet(path: Path, rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def table(study: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table of a study, read with nothing of the program."""
    file = study / f"{name}.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


NODES = ("actors", "organisations", "evidence", "factors", "products", "sources", "stages", "sites", "workstreams")


def labels(study: Path) -> dict[str, str]:
    """Label by id, of all nodes."""
    found = {}
    for name in NODES:
        for row in table(study, name):
            found[next(iter(row.values()))] = row["label"]
    return found


def said(study: Path) -> list[tuple[str, str, str, str]]:
    """Subject, verb, object (as labels) and polarity of each claim."""
    names = labels(study)
    return sorted(
        (names[row["subject"]], row["predicate"], names[row["object"]], row.get("polarity", ""))
        for row in table(study, "claims")
    )
