"""Write workbooks and texts so that the same words give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

STAMP = (2020, 1, 1, 0, 0, 0)
WHEN = "2020-01-01T00:00:00Z"
# Times, and the name of the program's build, are all that differ between two runs.
CHANGING = re.compile(
    rb"(<(dcterms:created|dcterms:modified|meta:creation-date|dc:date)\b[^>]*>)[^<]*(</)|<meta:editing-duration>[^<]*</meta:editing-duration>"
)


def settle(path: Path) -> None:
    """Write the archive again with one time for everything, the first part first."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info), info.compress_type) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data, how in parts:
            if "Thumbnails/" in name:
                continue
            text = data
            if name in {"docProps/core.xml", "meta.xml"}:
                text = CHANGING.sub(lambda m: m[1] + WHEN.encode() + m[3] if m[1] else b"", data)
            if name == "META-INF/manifest.xml":
                text = re.sub(rb"\s*<manifest:file-entry[^>]*Thumbnails/[^>]*/>", b"", data)
            archive.writestr(zipfile.ZipInfo(name, STAMP), text, how)


def save(book: Workbook, path: Path) -> None:
    """Save an Excel workbook."""
    book.save(path)
    settle(path)


def convert(path: Path, ending: str, to: Path) -> None:
    """Let LibreOffice open a file and save it in another form, with what its formulas give."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        to.write_bytes((out / f"{path.stem}.{ending}").read_bytes())
    settle(to)


def save_by_libreoffice(book: Workbook, path: Path) -> None:
    """Save a workbook in the form that LibreOffice gives the ending of its name."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{path.stem}.xlsx"
        book.save(made)
        convert(made, path.suffix[1:], path)


def plain(rows: list[list[Any]], title: str | None) -> Workbook:
    """A workbook with one sheet and nothing but cells; dates are dates."""
    book = Workbook()
    sheet = book.active
    sheet.title = title or "Sheet1"
    for row in rows:
        sheet.append(row)
    return book


def text_file(path: Path, rows: list[list[Any]], encoding: str, delimiter: str, quoting: int, end: str) -> None:
    """Save rows as delimited text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    path.write_bytes(out.getvalue().encode(encoding))
