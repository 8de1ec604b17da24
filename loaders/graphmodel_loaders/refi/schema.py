"""What the published schema allows, as a table: which elements an element has, in which order, and which attributes.

Source: the schemas of projects (18 March 2019) and codebooks (1.0) at https://www.qdasoftware.org. Programs do not keep
to them in everything; what is otherwise is read where it can be, and reported as a warning.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graphmodel_loaders.refi.elements import Element

_PLAIN_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
GUID = re.compile(rf"{_PLAIN_GUID}|\{{{_PLAIN_GUID}\}}")
COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_PATTERNS = {
    **dict.fromkeys(
        ("guid", "targetGUID", "originGUID", "representedGUID", "creatingUser", "modifyingUser", "creatingUserGUID",
         "modifyingUserGUID", "fromSyncPoint", "toSyncPoint", "sourceVertex", "targetVertex"),
        GUID,
    ),
    **dict.fromkeys(("creationDateTime", "modifiedDateTime"), _TIME),
    **dict.fromkeys(
        ("startPosition", "endPosition", "firstX", "firstY", "secondX", "secondY", "page", "begin", "end", "timeStamp",
         "position"),
        _INTEGER,
    ),
    "color": COLOUR,
    "isCodable": re.compile("true|false|1|0"),
    "direction": re.compile("Associative|OneWay|Bidirectional"),
    "typeOfVariable": re.compile("Text|Boolean|Integer|Float|Date|DateTime"),
}  # fmt: skip
"""What the text of attributes must look like."""


@dataclass(frozen=True)
class _Rule:
    """What an element may have: children in their order (``*`` behind those that may repeat), attributes needed."""

    children: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    ordered: bool = True


_NAMED, _REFERENCE = ("guid", "name"), _Rule((), ("targetGUID",))
_CODED = ("Coding*", "NoteRef*")
_SELECTION = ("Description", *_CODED)
_SOURCE = (*_CODED, "VariableValue*")
_TEXT = _Rule(("Description", "PlainTextContent", "PlainTextSelection*", *_SOURCE), ("guid",))
_RECTANGLE = ("guid", "firstX", "firstY", "secondX", "secondY")
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_RULES = {
    "Project": _Rule(
        ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description",
         "NoteRef*"),
        ("name",),
    ),
    "Users": _Rule(("User*",)),
    "User": _Rule((), ("guid",)),
    "CodeBook": _Rule(("Codes", "Sets")),
    "Codes": _Rule(("Code*",)),
    "Code": _Rule(("Description", "NoteRef*", "Code*"), ("guid", "name", "isCodable")),
    "Variables": _Rule(("Variable*",)),
    "Variable": _Rule(("Description",), ("guid", "name", "typeOfVariable")),
    "Cases": _Rule(("Case*",)),
    "Case": _Rule(("Description", "CodeRef*", "VariableValue*", "SourceRef*", "SelectionRef*"), ("guid",)),
    "VariableValue": _Rule(("VariableRef", *VALUES)),
    "Sources": _Rule(
        ("TextSource*", "PictureSource*", "PDFSource*", "AudioSource*", "VideoSource*"), ordered=False
    ),
    **dict.fromkeys(("TextSource", "Note", "Representation", "TextDescription"), _TEXT),
    "PictureSource": _Rule(("Description", "TextDescription", "PictureSelection*", *_SOURCE), ("guid",)),
    "PDFSource": _Rule(("Description", "PDFSelection*", "Representation", *_SOURCE), ("guid",)),
    "AudioSource": _Rule(("Description", "Transcript*", "AudioSelection*", *_SOURCE), ("guid",)),
    "VideoSource": _Rule(("Description", "Transcript*", "VideoSelection*", *_SOURCE), ("guid",)),
    "Transcript": _Rule(
        ("Description", "PlainTextContent", "SyncPoint*", "TranscriptSelection*", "NoteRef*"), ("guid",)
    ),
    "PlainTextSelection": _Rule(_SELECTION, ("guid", "startPosition", "endPosition")),
    "PictureSelection": _Rule(_SELECTION, _RECTANGLE),
    "PDFSelection": _Rule(("Description", "Representation", *_CODED), (*_RECTANGLE, "page")),
    **dict.fromkeys(("AudioSelection", "VideoSelection"), _Rule(_SELECTION, ("guid", "begin", "end"))),
    "TranscriptSelection": _Rule(_SELECTION, ("guid",)),
    "SyncPoint": _Rule((), ("guid",)),
    "Coding": _Rule(("CodeRef", "NoteRef*"), ("guid",)),
    "Notes": _Rule(("Note*",)),
    "Links": _Rule(("Link*",)),
    "Link": _Rule(("NoteRef*",), ("guid",)),
    "Sets": _Rule(("Set*",)),
    "Set": _Rule(("Description", "MemberCode*", "MemberSource*", "MemberNote*"), _NAMED),
    "Graphs": _Rule(("Graph*",)),
    "Graph": _Rule(("Vertex*", "Edge*"), ("guid",)),
    "Vertex": _Rule((), ("guid", "firstX", "firstY")),
    "Edge": _Rule((), ("guid", "sourceVertex", "targetVertex")),
    **dict.fromkeys(
        ("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef", "MemberSource", "MemberNote"), _REFERENCE
    ),
    "MemberCode": _Rule(),  # guid in a codebook, targetGUID in a project
    **dict.fromkeys(("Description", "PlainTextContent", *VALUES), _Rule()),
}  # fmt: skip
_FEW = 12
"""Children of an element whose shape is worth remembering."""
_PLACES = {
    name: {child.rstrip("*"): number for number, child in enumerate(rule.children)} for name, rule in _RULES.items()
}


def faults(element: Element) -> Iterator[str]:
    """What the schema would have otherwise about an element and all that is in it."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield from _faults_of(one)
        waiting += one.children


def _faults_of(element: Element) -> Iterator[str]:
    names = tuple([child.name for child in element.children])
    if len(names) <= _FEW:
        yield from _shape_faults(element.name, frozenset(element.attributes), names)
    else:
        yield from _shape_faults.__wrapped__(element.name, frozenset(element.attributes), names)
    for name, value in element.attributes.items():
        pattern = _PATTERNS.get(name)
        if pattern and not pattern.fullmatch(value):
            yield f"the attribute {name} of {element.name} is not of its form"


@lru_cache(1000)
def _shape_faults(element: str, attributes: frozenset[str], names: tuple[str, ...]) -> tuple[str, ...]:
    """What is otherwise about the names of an element, its attributes and its children; most elements are alike."""
    rule = _RULES.get(element)
    if rule is None:
        return ()
    places = _PLACES[element]
    found = [f"{element} has no attribute {name}" for name in rule.required if name not in attributes]
    found += [f"{element} has the unknown element {name}" for name in names if name not in places]
    several = (name for name, number in Counter(names).items() if number > 1 and name in places)
    found += [f"{element} has several elements {name}" for name in several if f"{name}*" not in rule.children]
    if rule.ordered:
        known = [name for name in names if name in places]
        pairs = ((before, name) for before, name in pairwise(known) if places[name] < places[before])
        found += [f"{element} has {name} after {before}" for before, name in pairs]
    return tuple(found)


def is_known(name: str) -> bool:
    """Whether the schema has an element of that name."""
    return name in _RULES
