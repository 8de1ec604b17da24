"""The glossary: what the field's words mean in this program, kept as data in ``glossary.toml``.

The page of terms (``docs/glossary.md``) and the hover texts of the pages are made from it, so that a
word means the same wherever it is read.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """One word or phrase.

    Attributes:
        term: as it is written within a sentence.
        definition: one or two sentences of plain text.
        aliases: other words for the same.
        avoid: words that the program does not use for it.
        see: other terms to read beside it.
    """

    term: str
    definition: str
    aliases: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@cache
def glossary() -> dict[str, tuple[Term, ...]]:
    """The terms by the title of their group, in the order of the file."""
    data = tomllib.loads(files("graphmodel.schema").joinpath("glossary.toml").read_text("utf-8"))
    return {group["title"]: tuple(_term(row) for row in group["term"]) for group in data["group"]}


def definitions() -> dict[str, str]:
    """The definition of every term and of every alias."""
    terms = [term for group in glossary().values() for term in group]
    return {word: term.definition for term in terms for word in (term.term, *term.aliases)}


def as_markdown() -> str:
    """The glossary as a page of Markdown, a heading for each term."""
    return "\n".join(_lines())


def _term(row: dict[str, str | list[str]]) -> Term:
    lists = {name: tuple(row.get(name, ())) for name in ("aliases", "avoid", "see")}
    return Term(str(row["term"]), str(row["definition"]), **lists)


def _lines() -> Iterator[str]:
    yield "# Glossary\n"
    yield "The words of the field, as graphmodel uses them in its answers, its pages and its documentation.\n"
    for title, terms in glossary().items():
        yield f"## {title}\n"
        for term in sorted(terms, key=lambda term: term.term):
            yield f"### {term.term[:1].upper()}{term.term[1:]}\n"
            yield f"{term.definition}{_notes(term)}\n"


def _notes(term: Term) -> str:
    notes = f" Also: {', '.join(term.aliases)}." if term.aliases else ""
    links = ", ".join(f"[{word}](#{word.replace(' ', '-')})" for word in term.see)
    return f"{notes} See {links}." if links else notes
