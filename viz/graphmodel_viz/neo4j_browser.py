"""What Neo4j Browser takes by drag and drop: a style for the graph, and questions as favourites.

A ``.grass`` file is a style sheet: colour, size and caption by label and type. A ``.zip`` of
``.cypher`` files becomes favourites, a folder for each theme; the first comment of a file is the
name of the favourite, and its ``:param`` lines set the options before the question is asked.
"""

import json
import zipfile
from collections.abc import Iterable
from io import BytesIO
from itertools import takewhile

from graphmodel.queries.parameters import default_of
from graphmodel.queries.question import Question, Value
from graphmodel.schema.kinds import COLOURS, OUTLINE
from graphmodel.settings import Focus

_GREY = "#A5ABB6"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same questions make the same bytes."""

_ADVICE = (
    "// To ask in Neo4j Browser, change the values below and run. What names something takes its id; '' stands for\n"
    "// all, and null for what must be given."
)


def style() -> str:
    """The style sheet: each kind in its colour with its label as caption, claims with their verb."""
    rules = [_rule("node", _GREY, "{label}"), _rule("relationship", _GREY, "<type>")]
    rules += [_rule(f"node.{label}", colour, "{label}") for label, colour in COLOURS.items()]
    rules.append(_rule("relationship.CLAIM", OUTLINE, "{predicate}"))
    return "\n".join(rules)


def _rule(selector: str, colour: str, caption: str) -> str:
    kind = selector.partition(".")[0]
    shape = {"node": {"diameter": "50px"}, "relationship": {"shaft-width": "1px", "font-size": "8px"}}[kind]
    lines = {
        **shape,
        "color": colour,
        "border-color": OUTLINE,
        "text-color-internal": text_on(colour),
        "caption": f'"{caption}"',
    }
    return "".join([f"{selector} {{\n", *(f"  {name}: {value};\n" for name, value in lines.items()), "}\n"])


def text_on(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour (WCAG's relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#FFFFFF"


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def favourites(questions: Iterable[Question], focus: Focus) -> bytes:
    """The questions as an archive of favourites.

    Args:
        questions: which ones.
        focus: of the study, for options that it is the default of.
    """
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        for question in questions:
            file = zipfile.ZipInfo(f"{question.name}.cypher", _LONG_AGO)
            files.writestr(file, _favourite(question, focus), zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _favourite(question: Question, focus: Focus) -> str:
    """The file of a question, with its options set between the comments and the statement."""
    lines = question.path.read_text("utf-8-sig").splitlines()
    comments = list(takewhile(lambda line: line.startswith("//"), lines))
    if question.own:
        comments[0] = f"// Own question of the study: {question.title}"
    options = [f":param {p.name} => {_literal(default_of(p, focus))};" for p in question.parameters]
    return "\n".join([*comments, *([_ADVICE] if options else []), *options, question.statement, ""])


def _literal(value: Value | None) -> str:
    """A value as Cypher writes it; null for an option that must be given."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return json.dumps(value)
