"""What an import would make of a project, as tables, before anything is written."""

from collections import Counter
from collections.abc import Mapping as Map
from dataclasses import dataclass

from graphmodel_loaders.coded.accounting import QUEUED, SegmentFate, where
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.claims import Made
from graphmodel_loaders.coded.mapping import Mapping
from graphmodel_loaders.coded.rules import SECTIONS, UNMAPPED


@dataclass(frozen=True)
class Preview:
    """What would come in; each table is a list of rows with the same keys.

    Attributes:
        rules: each rule: ``section``, ``rule``, what it becomes (``as``), how many codes, cases, links or documents it
            ``takes``, the ``passages`` coded with them, the ``claims`` it makes, and an ``example``. A rule that
            takes nothing is listed too.
        passages: what becomes of passages: ``outcome``, ``reason``, ``passages``, and an ``example`` of a place.
        unmapped: codes, cases and links that no rule takes: ``what``, ``name``, ``passages``.
        queue: what would wait for a decision: ``where``, ``question``, ``options``.
        tables: rows of each table of the study: ``table``, ``rows``.
        made: the study itself.
    """

    rules: list[dict[str, str | int]]
    passages: list[dict[str, str | int]]
    unmapped: list[dict[str, str | int]]
    queue: list[dict[str, str | int]]
    tables: list[dict[str, str | int]]
    made: Made


def preview(made: Made) -> Preview:
    """What a mapping makes of a project."""
    meaning = made.meaning
    uses = Counter(code for segment in meaning.project.segments for code in dict.fromkeys(segment.codes))
    return Preview(
        _rules(made, meaning.mapping, uses),
        _passages(made),
        unmapped(made, uses),
        [
            {"where": draft.where, "question": draft.question, "options": "; ".join(draft.options)}
            for draft in made.study.drafts
        ],
        [{"table": name, "rows": len(rows)} for name, (_, rows) in made.study.tables.items()],
        made,
    )


def unmapped(made: Made, uses: Map[str, int]) -> list[dict[str, str | int]]:
    """Codes, cases and links that no rule takes, those of most passages first."""
    meaning = made.meaning
    codes = [
        (SEPARATOR.join(one.code.path), uses.get(key, 0)) for key, one in meaning.codes.items() if one.role == UNMAPPED
    ]
    cases = Counter(one.case.name for one in meaning.cases.values() if one.role == UNMAPPED)
    links = Counter(link.name for link, rule in made.links if not rule)
    rows: list[dict[str, str | int]] = [
        {"what": "code", "name": name, "passages": number}
        for name, number in sorted(codes, key=lambda one: (-one[1], one[0]))
    ]
    rows += [{"what": "case", "name": name, "passages": 0} for name in sorted(cases)]
    rows += [{"what": "link", "name": name, "passages": 0} for name in sorted(links)]
    return rows


def _rules(made: Made, mapping: Mapping, uses: Map[str, int]) -> list[dict[str, str | int]]:
    meaning = made.meaning
    takes = Counter(("codes", one.rule) for one in meaning.codes.values())
    takes += Counter(("cases", one.rule) for one in meaning.cases.values())
    takes += Counter(("documents", one.rule) for one in meaning.documents.values())
    takes += Counter(("links", rule) for _, rule in made.links)
    passages: Counter[str] = Counter()
    for key, code in meaning.codes.items():
        passages[code.rule] += uses.get(key, 0)
    _, claims = made.study.tables["claims"]
    number = Counter(claim.get("import_rule", "") for claim in claims)
    examples = {claim.get("import_rule", ""): claim["summary"] for claim in reversed(claims)}
    return [
        {
            "section": section,
            "rule": rule.name,
            "as": rule.role,
            "takes": takes[section, rule.name],
            "passages": passages[rule.name] if section == "codes" else 0,
            "claims": number[rule.name] if section in {"codes", "links"} else 0,
            "example": examples.get(rule.name, "") if section in {"codes", "links"} else "",
        }
        for section in SECTIONS
        for rule in getattr(mapping, section)
    ]


def _passages(made: Made) -> list[dict[str, str | int]]:
    first: dict[tuple[str, str], SegmentFate] = {}
    numbers: Counter[tuple[str, str]] = Counter()
    for fate in made.fates:
        numbers[fate.outcome, fate.reason] += 1
        first.setdefault((fate.outcome, fate.reason), fate)
    order = {"taken": 0, "left out": 1, "rejected": 2}
    keys = sorted(numbers, key=lambda key: (order[key[0]], key[1] == QUEUED, -numbers[key], key))
    return [
        {
            "outcome": outcome,
            "reason": reason,
            "passages": numbers[outcome, reason],
            "example": where(made.meaning, first[outcome, reason].segment),
        }
        for outcome, reason in keys
    ]
