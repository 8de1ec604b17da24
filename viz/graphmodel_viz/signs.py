"""The one table of signs: what each shape, fill, dash and hatch means, on the page, in figures and on posters.

The table is ``signs.json``, in groups of what is said. The page's script is built with it
(``viz/page/src/draw/signs.js``) and figures read it here; both only know how a shape is drawn, and not what it says.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Sign:
    """How something looks wherever it is drawn, and the one thing that this means.

    Attributes:
        means: in words.
        shape: of a mark, a bar or a line.
        fill: full, pale, half, hollow; empty for what is hatched, or is lines alone.
        dash: of a line.
        hatch: of an area.
        colour: whose it is: of a focus, of a kind of node, of a sort of factor, or ink or grey.
    """

    means: str
    shape: str
    fill: str = ""
    dash: str = ""
    hatch: str = ""
    colour: str = ""

    def words(self) -> str:
        """How it looks, for a page of the documentation."""
        line = " ".join(filter(None, (self.fill, self.dash, self.shape)))
        line = line.replace("centre circle", "hollow circle with a dot in it")
        of = {"focus": "in the colour of its focus", "kind": "in the colour of its kind", "ink": "black"}
        return ", ".join(filter(None, (line, self.hatch, of.get(self.colour, self.colour))))

    def look(self) -> tuple[str, ...]:
        """All of it but the meaning."""
        return tuple(value for name, value in asdict(self).items() if name != "means")


SIGNS: dict[str, dict[str, Sign]] = {
    group: {name: Sign(**sign) for name, sign in signs.items()}
    for group, signs in json.loads((files("graphmodel_viz") / "signs.json").read_text("utf-8")).items()
}
"""By what they are said of, then by name."""
_TITLES = {
    "evidence": "What is said of evidence",
    "held": "What is said of a factor, or of what leads to what",
    "verdict": "Verdicts of sites",
    "nothing": "Nothing said",
    "rating": "Ratings",
    "grade": "Grades",
    "focus": "Focuses",
    "count": "Things counted one by one",
    "factor": "Factors",
    "kind": "Kinds of nodes on maps",
    "standing": "Pieces of bars and bubbles: what became of items",
    "focus bar": "Bars by focus",
    "factor bar": "Bars of factors",
    "number": "Other bars",
    "date": "Dates",
    "line": "Lines of a journey",
    "emphasis": "Lines that stand back",
    "tie": "Lines of maps, flows and causes",
}


def as_markdown() -> str:
    """The table as a page of Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Signs\n"
    yield (
        "What each sign means on the page, in figures and on posters. A sign is a shape with its fill, dash, hatch\n"
        "and colour; it means one thing wherever it stands, and no two signs of one group differ by hue alone. A line\n"
        "of a map that is about the focus in question has the colour of this focus in place of black or grey.\n"
    )
    for group, signs in SIGNS.items():
        yield f"## {_TITLES[group]}\n"
        yield "| Sign | What it means |\n|---|---|"
        yield from (f"| {sign.words()} | {sign.means} |" for sign in signs.values())
        yield ""
