"""The codebook and the profiles of a coded project as tables."""

from collections import defaultdict

from graphmodel.formats import Row
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.meaning import CodeMeaning, Meaning
from graphmodel_loaders.coded.nodes import shown
from graphmodel_loaders.coded.own_projects import is_own, own_codebook_row


def codebook_rows(meaning: Meaning) -> list[Row]:
    """All codes that the mapping neither ignores nor takes for folders, by number."""
    row = own_codebook_row if is_own(meaning.project) else _codebook_row
    rows = {one.number: row(one) for one in meaning.codes.values() if one.number}
    return [rows[number] for number in sorted(rows)]


def profile_rows(meaning: Meaning) -> list[Row]:
    """One profile for each person or document; where several cases are one person, cells that differ are joined."""
    merged: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in meaning.profiles:
        ends = {kind: meaning.book.id(kind, row[kind]) for kind in ("actor", "source", "site") if row.get(kind)}
        named = ".".join(sorted(id_ for kind, id_ in ends.items() if kind != "site"))
        for name, cell in {**row, **ends, "profile": f"prof.{named}"}.items():
            merged[f"prof.{named}"][name].add(cell)
    return [{name: "; ".join(sorted(cells)) for name, cells in merged[id_].items()} for id_ in sorted(merged)]


def _codebook_row(one: CodeMeaning) -> Row:
    code = one.code
    label = code.name.removeprefix(one.number).lstrip(".:) ") if code.name.startswith(one.number) else code.name
    row = {
        "code": one.number,
        "label": shown(label or code.name),
        "description": code.description,
        "colour": code.colour,
    }
    if code.key != one.number:
        return {**row, "theme": SEPARATOR.join(code.path[:-1])}
    # A number such as 2.13 is of theme 2; a label between the theme and the code belongs to the code.
    theme = one.number.partition(".")[0]
    top = code.path[0] if len(code.path) > 1 else ""
    named = top.removeprefix(theme).lstrip(".:) ") if top.startswith(f"{theme} ") else top
    return {**row, "label": ": ".join([*code.path[1:-1], row["label"]]), "theme": theme, "theme_label": named}
