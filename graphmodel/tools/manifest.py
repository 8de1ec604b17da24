"""What a copy of a tool says of itself: which it is, what its codes stand for, and what it prints.

It is JSON that is kept in the file, whatever its medium; so a filled copy is read without the study that it was made
from.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.texts import short_hash
from graphmodel.tools.copies import CODE, Identity, ToolCopy, fields_of
from graphmodel.tools.definition import AnswerKind

PROPERTY = "graphmodel"
"""Name of the property of an office file that says which copy it is; long ones are ``graphmodel.1``, and so on."""
_CHUNK = 240
"""Characters in one property: programs cut longer ones."""


def mark(text: str) -> str:
    """Tells a printed text from one that somebody typed, whatever became of its spaces and of signs without a shape."""
    return short_hash("".join(sign for sign in text if sign.isprintable() and sign != " "), 4)


@dataclass(frozen=True)
class Asked:
    """What a code asks: the part, the name and kind of the answer, the nodes of its row and sheet, its choices."""

    part: str
    name: str
    kind: AnswerKind
    node: str = ""
    choices: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself."""

    identity: Identity
    asked: Mapping[str, Asked]
    printed: frozenset[str]


def written_manifest(copy: ToolCopy) -> str:
    """What the codes of a copy stand for, as JSON that is kept in it; programs that trim spaces find none in it."""
    asked: dict[str, Asked] = {}
    for part in copy.parts:
        sheet = part.sheet.node if part.sheet else ""
        for one, row in fields_of(part):
            node = row.node if row else sheet
            asked[one.code] = Asked(part.name, one.name, one.kind, node, one.choices, sheet)
    marks = ",".join(sorted({mark(text) for text in copy.printed() if text}))
    content = {"identity": list(_identity_cells(copy.identity)), "asked": _packed(asked), "printed": marks}
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")).replace(" ", r"\u0020")


def read_manifest(text: str) -> Manifest:
    """The manifest of a copy.

    Raises:
        ValueError: it is none, or damaged.
    """
    try:
        content = json.loads(text)
        cells = content["identity"]
        if len(cells) != len(Identity.__dataclass_fields__):
            raise ValueError("another number of facts")
        identity = Identity(*(str(cell)[:200] for cell in cells))
        asked = {code: _asked(entry) for code, entry in _unpacked(content["asked"])}
        return Manifest(identity, asked, frozenset(str(content["printed"]).split(",")))
    except (KeyError, TypeError, AttributeError, RecursionError, IndexError) as error:
        raise ValueError("not a list of what the codes stand for") from error


def _identity_cells(identity: Identity) -> Sequence[str]:
    return [getattr(identity, name) for name in Identity.__dataclass_fields__]


def _packed(asked: Mapping[str, Asked]) -> list[tuple[list[str], list[list[str]]]]:
    """Each sort of question once, with its codes and nodes: a third of the length."""
    sorts: dict[tuple[str, ...], list[list[str]]] = {}
    for code, one in asked.items():
        more = ["|".join(one.choices), one.sheet]
        while more and not more[-1]:
            more.pop()
        sorts.setdefault((one.part, one.name, one.kind, *more), []).append([code, one.node] if one.node else [code])
    return [(list(sort), codes) for sort, codes in sorts.items()]


def _unpacked(content: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]) -> Iterator[tuple[str, list[str]]]:
    for sort, codes in content:
        part, name, kind, *choices = map(str, sort)
        for entry in codes:
            code, *node = map(str, entry)
            if not CODE.fullmatch(f"[{code}]"):
                raise ValueError(f"{code!r} is not a code")
            yield code, [part, name, kind, node[0] if node else "", *choices]


def _asked(entry: Sequence[str]) -> Asked:
    part, name, kind, node, choices, sheet, *_ = (*map(str, entry), "", "")
    return Asked(part, name, kind, node, tuple(choices.split("|")) if choices else (), sheet)  # type: ignore[arg-type]


def in_chunks(text: str) -> dict[str, str]:
    """A long text as properties of an office file, which hold short ones."""
    pieces = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    return {f"{PROPERTY}.{number}": piece for number, piece in enumerate(pieces, 1)}


def from_chunks(properties: Mapping[str, str]) -> str:
    """The text that :func:`in_chunks` cut up; empty where there is none."""
    names = [f"{PROPERTY}.{number}" for number in range(1, len(properties) + 1)]
    return "".join(properties.get(name, "") for name in names)
