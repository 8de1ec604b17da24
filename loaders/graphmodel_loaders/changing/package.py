"""An Excel file as a package of parts: parts replaced and added, every other one as it was."""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from graphmodel_loaders.changing.xml_edit import Element, ascii_bytes, elements, inside, spliced, walk

_TYPES = "[Content_Types].xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


class Relation(NamedTuple):
    """A relationship of a part: its id, its type and the part that it leads to."""

    id: str
    type: str
    part: str


@dataclass
class Package:
    """The parts of a workbook; ``changed`` are those with new content, ``added`` those that are new."""

    data: bytes
    changed: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(BytesIO(self.data)) as archive:
            self.names = archive.namelist()

    def read(self, part: str) -> bytes:
        """The content of a part, with its changes."""
        if part in self.changed:
            return self.changed[part]
        if part in self.added:
            return self.added[part]
        with zipfile.ZipFile(BytesIO(self.data)) as archive:
            return archive.read(part)

    def relations(self, part: str) -> list[Relation]:
        """What a part leads to inside the package."""
        name = _relations_of(part)
        if name not in self.names:
            return []
        found = []
        for one in elements(self.read(name)):
            if one.path[-1] == "Relationship" and one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), one.get("Target")))
                found.append(Relation(one.get("Id"), one.get("Type"), target.lstrip("/")))
        return found

    @property
    def workbook(self) -> str:
        """The part with the list of sheets."""
        return next(one.part for one in self.relations("") if one.type.endswith("/officeDocument"))

    def rich_texts(self) -> set[str]:
        """Numbers of the shared texts in which some words have a format of their own."""
        part = next((one.part for one in self.relations(self.workbook) if one.type.endswith("/sharedStrings")), "")
        if part not in self.names:
            return set()
        numbers, rich = count(), set()
        is_rich = False

        def closed(element: Element) -> None:
            nonlocal is_rich
            if element.path[1:] == ("si", "r"):
                is_rich = True
            elif element.path[1:] == ("si",):
                number = next(numbers)
                if is_rich:
                    rich.add(str(number))
                is_rich = False

        walk(self.read(part), None, closed)
        return rich

    def add_sheet(self, title: str, content: bytes) -> None:
        """Add a sheet behind all others: its part, and its entries in the lists of sheets, relations and types."""
        workbook = self.workbook
        folder = posixpath.dirname(workbook)
        taken = {name.lower() for name in [*self.names, *self.added]}
        parts = (posixpath.join(folder, "worksheets", f"sheet{number}.xml") for number in range(1, 1 << 20))
        part = next(name for name in parts if name.lower() not in taken)
        relations = self.relations(workbook)
        ids = {one.id for one in relations}
        new_id = next(name for n in range(1, 1 << 20) if (name := f"rId{n}") not in ids)
        kind = next(one.type for one in relations if one.type.endswith("/worksheet"))
        self._add_to(workbook, "sheets", _sheet_entry(self.read(workbook), title, new_id))
        target = posixpath.relpath(part, folder or ".")
        entry = f'Relationship Id="{new_id}" Type={quoteattr(kind)} Target={quoteattr(target)}'
        self._add_to(_relations_of(workbook), "Relationships", entry)
        self._add_to(_TYPES, "Types", f'Override PartName="/{part}" ContentType="{_SHEET_TYPE}"')
        self.added[part] = content

    def _add_to(self, part: str, parent: str, entry: str) -> None:
        data = self.read(part)
        element = next(one for one in elements(data) if one.path[-1] == parent)
        self.changed[part] = spliced(data, [inside(element, data, ascii_bytes(f"<{element.prefix}{entry}/>"))])

    def written(self) -> bytes:
        """The package as a file."""
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(self.data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            new.comment = old.comment
            for info in old.infolist():
                same = zipfile.ZipInfo(info.filename, info.date_time)
                same.compress_type = zipfile.ZIP_STORED if info.compress_type == 0 else zipfile.ZIP_DEFLATED
                same.external_attr, same.create_system = info.external_attr, info.create_system
                content = self.changed.get(info.filename)
                new.writestr(same, old.read(info) if content is None else content)
            for name, content in self.added.items():
                new.writestr(name, content)
        return out.getvalue()


def _relations_of(part: str) -> str:
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def _sheet_entry(workbook: bytes, title: str, new_id: str) -> str:
    sheets = [one for one in elements(workbook) if one.path[-2:] == ("sheets", "sheet")]
    numbers = [int(one.get("sheetId")) for one in sheets if one.get("sheetId").isdigit()]
    name = next(name for name in sheets[0].attributes if name.endswith(":id"))
    # Some writers declare the prefix on each sheet instead of once above them.
    declared = re.search(rb"xmlns:" + name.removesuffix(":id").encode() + rb"\s*=\s*([\"'][^\"']*[\"'])", workbook)
    space = f" xmlns:{name.removesuffix(':id')}={declared[1].decode('ascii')}" if declared else ""
    return f'sheet{space} name={quoteattr(title)} sheetId="{max(numbers, default=0) + 1}" {name}="{new_id}"'
