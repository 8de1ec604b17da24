"""The mapping of a project that graphmodel itself wrote: its folders and attributes say what everything is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphmodel.coded_project import OWN_FOLDERS, OWN_PROGRAM, CodedProject
from graphmodel.formats import Row
from graphmodel.schema import KINDS
from graphmodel.wording import counted
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.mapping import OWN, Defaults, attribute_targets
from graphmodel_loaders.coded.rules import FOLDER, IGNORE, KIND_ROLES, Rule, literal

if TYPE_CHECKING:
    from graphmodel_loaders.coded.meaning import CodeMeaning

OWN_DEFAULTS = Defaults(subject="case")
"""Claims without a speaker have none."""
_KIND = "kind"
"""The attribute of a case that says whether it is an actor or an organisation."""
_COLUMNS = {"type": "kind"}
"""Properties of nodes whose column has another name."""


def is_own(project: CodedProject) -> bool:
    """Whether graphmodel wrote a project of a study: its folders are those of kinds."""
    tops = {code.path[0].casefold() for code in project.codes}
    return project.program == OWN_PROGRAM and tops <= _folders().keys()


def _folders() -> dict[str, str]:
    """What the codes in each folder are."""
    folders = {kind.plural.casefold(): kind.name for kind in KINDS if kind.name in KIND_ROLES}
    return folders | {folder.casefold(): role for role, folder in OWN_FOLDERS.items()}


def own_code_rules(project: CodedProject) -> Iterator[Rule]:
    """What codes are by their folders; folders of themes, which no passage carries, only group."""
    folders = _folders()
    tops = dict.fromkeys(code.path[0] for code in project.codes)
    only_group = [SEPARATOR.join(map(literal, code.path)) for code in project.codes if not code.is_codable]
    note = f"{counted(len(only_group), 'folder')} that graphmodel wrote"
    yield Rule("codes", {"path": tuple(only_group)}, FOLDER, note=note)
    for top in tops:
        role = folders.get(top.casefold())
        below = sum(code.path[0] == top and code.is_codable for code in project.codes)
        if role and below:
            yield Rule("codes", {"path": (f"{literal(top)}{SEPARATOR}**",)}, role, note=counted(below, "code"))


def own_case_rules(project: CodedProject) -> Iterator[Rule]:
    """What cases are by their attribute ``kind``."""
    kinds = sorted({case.attributes.get(_KIND, "") for case in project.cases})
    for kind in kinds:
        number = sum(case.attributes.get(_KIND, "") == kind for case in project.cases)
        role = "organisation" if kind.casefold() == "organisation" else "actor"
        yield Rule("cases", {}, role, where={_KIND: kind}, note=counted(number, "case"))


def own_codebook_row(one: "CodeMeaning") -> Row:
    """An entry of the codebook as it was: number, label and theme are in the path, such as ``8 Use / 8.1 Barriers``."""
    (theme, theme_label), (_, label) = (_parted(one.code.path[place]) for place in (1, -1))
    return {
        "code": one.number,
        "label": label,
        "theme": theme,
        "theme_label": "" if len(one.code.path) == 2 else theme_label,
        "description": one.code.description,
    }


def _parted(name: str) -> tuple[str, str]:
    """Number and label of a name, each on one line."""
    number, _, label = " ".join(name.split()).partition(" ")
    return number, label or number


def own_attributes(project: CodedProject) -> dict[str, str]:
    """Attributes are the columns that they were."""
    targets = set(attribute_targets())
    held = [case.attributes for case in project.cases] + [document.attributes for document in project.documents]
    names = sorted({name for attributes in held for name in attributes})
    found = {name: _COLUMNS.get(name, name) for name in names}
    found = {name: target if target in targets else OWN for name, target in found.items()}
    return {**found, _KIND: IGNORE} if _KIND in found else found
