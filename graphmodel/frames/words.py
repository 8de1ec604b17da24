"""The words behind claims as frames: which of them may be handed on, and which have what a reader looks for.

Rows are those of :meth:`graphmodel.check.words.QuotedWords.rows`: one quotation each, text in every cell, with the
``permission`` that holds for it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from graphmodel.folding import folded, word_pattern
from graphmodel.frames.repeated_words import RepeatedWords
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.schema.consent import ANONYMOUS, ATTRIBUTED, NO_QUOTE, NOBODY, SHARED, WITHDRAWN
from graphmodel.wording import counted

COLUMNS = (
    *("quote", "claim", "text", "before", "after", "source", "start", "end", "speaker", "permission", "decided_by"),
    *("apart", "_row"),
)
"""Columns of the rows; those of the study's own follow them."""


def words_frame(rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Rows of quotations as a frame, in the order of the table."""
    return pd.DataFrame(rows, columns=None if rows else list(COLUMNS)).astype("str")


@dataclass(frozen=True)
class SharedWords:
    """Words for handing on.

    Attributes:
        rows: the quotations whose permission allows it. Anonymous ones have no speaker and no columns of the study's
            own; those that may be of one known person (``apart``) have neither claim nor source either.
        left_out: how many are left out, by the reason.
        working_copy: whether they are all words except those of people who have withdrawn, for the team alone.
    """

    rows: pd.DataFrame
    left_out: Mapping[str, int]
    working_copy: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many quotations there are by permission."""
        return {name: int(self.rows["permission"].eq(name).sum()) for name in (ATTRIBUTED, ANONYMOUS)}

    def lines(self) -> Iterator[str]:
        """What is in, and what is left out and why: a sentence each; nothing where the study has no words."""
        total = len(self.rows) + sum(self.left_out.values())
        if total and self.working_copy:
            held = f"{len(self.rows):,} of {counted(total, 'quotation')}"
            yield f"Working copy, not for sharing: it holds {held}, whatever their permission."
        elif total:
            named, anonymous = self.counts.values()
            yield (
                f"Quotations: {len(self.rows):,} of {total:,} ({named:,} with who said them, {anonymous:,} anonymous)."
            )
        if self.left_out:
            reasons = ", ".join(f"{number:,} {reason}" for reason, number in self.left_out.items())
            yield f"Quotations left out: {reasons}."


def shared_words(rows: pd.DataFrame, *, everything: bool = False) -> SharedWords:
    """The words that may be handed on.

    Args:
        rows: the quotations.
        everything: all words except those of people who have withdrawn, with who said them: a copy for the team.
    """
    left: Counter[str] = Counter()
    if everything:
        kept = rows[rows["permission"] != WITHDRAWN]
        left["withdrawn"] = len(rows) - len(kept)
        return SharedWords(kept.assign(apart=""), _some(left), working_copy=True)
    out = rows[~rows["permission"].isin(SHARED)]
    left["withdrawn"] = int(out["permission"].eq(WITHDRAWN).sum())
    unasked = out["decided_by"].eq(NOBODY)
    left["not to be quoted"] = int((out["permission"].eq(NO_QUOTE) & ~unasked).sum())
    left["whose speakers nobody asked"] = int(unasked.sum())
    kept = _without_repeats(rows)
    left["with words that another quotation may not hand on"] = len(rows) - len(out) - len(kept)
    anonymous = kept["permission"].eq(ANONYMOUS)
    kept.loc[~anonymous, "apart"] = ""
    telling = [name for name in kept if name not in {*COLUMNS, "apart"} or name in {"speaker", "decided_by"}]
    kept.loc[anonymous, telling] = ""
    kept.loc[kept["apart"].ne(""), [*telling, "quote", "claim", "source", "start", "end", "_row"]] = ""
    return SharedWords(kept.reset_index(drop=True), _some(left))


def _without_repeats(rows: pd.DataFrame) -> pd.DataFrame:
    """The quotations for handing on, by the strictest permission of their words in any row.

    Of the sentences around them those are left out that hold words of a quotation with a stricter permission.
    """
    kept = rows[rows["permission"].isin(SHARED)].copy()
    pieces = [
        (row["source"], *(_folded_words(row[name]) for name in ("text", "before", "after")))
        for row in kept.to_dict("records")
    ]
    repeated = RepeatedWords((source, words) for source, *of in pieces for words in of)
    for row in rows.to_dict("records") if pieces else ():
        place = _number_pair(row["start"], row["end"])
        repeated.add(row["source"], _folded_words(row["text"]), row["permission"], place)
    found = []
    for row, (source, *of) in zip(kept.to_dict("records"), pieces, strict=True):
        own, place = row["permission"], _number_pair(row["start"], row["end"])
        permission = repeated.permission(source, of[0], own, place)
        around = (
            row[name] if repeated.permission(source, words, own) == own else ""
            for name, words in zip(("before", "after"), of[1:], strict=True)
        )
        found.append((permission, *around))
    if found:
        kept[["permission", "before", "after"]] = found
    return kept[kept["permission"].isin(SHARED)].copy()


def _number_pair(start: str, end: str) -> tuple[int, int] | None:
    return (int(start), int(end)) if start and end else None


def _folded_words(text: str) -> list[str]:
    return [word for word, _, _ in _tokens(unicodedata.normalize("NFC", text))]


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {reason: number for reason, number in counts.items() if number}


def in_reach(rows: pd.DataFrame, frames: StudyFrames) -> pd.DataFrame:
    """The quotations of a study, or of the claims of a slice."""
    return rows[rows["claim"].isin(set(frames.claims["claim"]))] if frames.settings.slices else rows


def of_claims(rows: pd.DataFrame, claims: Sequence[str]) -> pd.DataFrame:
    """The quotations behind some claims, in the order of these."""
    places = {claim: place for place, claim in enumerate(claims)}
    found = rows[rows["claim"].isin(places)]
    return found.sort_values("claim", key=lambda ids: ids.map(places), kind="stable", ignore_index=True)


def search(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """The quotations that hold all words, with ``hit``: the first of them with what stands around it.

    A word is found whole, whatever its case, accents and Unicode form; ``audit*`` finds every word that begins so,
    and words in quotation marks are found next to each other.

    Raises:
        QuestionError: there is no word to search for.
    """
    wanted = _phrases(words)
    if not wanted:
        raise QuestionError(f"There is no word to search for in {words!r}.", by_caller=True)
    texts = [unicodedata.normalize("NFC", text) for text in rows["text"]]
    hits = [_hit(text, wanted) for text in texts]
    found = [place for place, hit in enumerate(hits) if hit is not None]
    chosen = rows.iloc[found].reset_index(drop=True)
    chosen.insert(0, "hit", pd.Series([hits[place] for place in found], dtype="str"))
    return chosen


_AROUND = 60
"""Characters of a text that stand before and behind a hit."""
_QUERY = re.compile(r"[\"“”„«»](?P<phrase>[^\"“”„«»]*)[\"“”„«»]?|(?P<word>[^\s\"“”„«»]+)")
Phrase = tuple[tuple[str, ...], bool]
"""Words that follow each other, and whether the last of them is only a beginning."""


def _phrases(words: str) -> list[Phrase]:
    found = []
    for part in _QUERY.finditer(unicodedata.normalize("NFC", words)):
        text = part["word"] if part["phrase"] is None else part["phrase"]
        tokens = tuple(word for word, _, _ in _tokens(text))
        if tokens:
            found.append((tokens, text.rstrip().endswith("*")))
    return found


def _hit(text: str, wanted: Sequence[Phrase]) -> str | None:
    """The piece of a text around the first of some phrases; None if one of them is not in it."""
    tokens = _tokens(text)
    places = [_place(tokens, phrase) for phrase in wanted]
    first = min(places, key=lambda place: (place is None, place or (0, 0)), default=None)
    if first is None or None in places:
        return None
    begin, end = first
    before, after = text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND]
    cut = ("… " if begin > _AROUND else "", " …" if len(text) > end + _AROUND else "")
    return f"{cut[0]}{before}«{text[begin:end]}»{after}{cut[1]}"


def _place(tokens: Sequence[tuple[str, int, int]], phrase: Phrase) -> tuple[int, int] | None:
    wanted, is_beginning = phrase
    for at in range(len(tokens) - len(wanted) + 1):
        here = tuple(word for word, _, _ in tokens[at : at + len(wanted)])
        last = here[-1].startswith(wanted[-1]) if is_beginning else here[-1] == wanted[-1]
        if last and here[:-1] == wanted[:-1]:
            return tokens[at][1], tokens[at + len(wanted) - 1][2]
    return None


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, with where each begins and ends."""
    found = ((_folded_word(match.group()), match.start(), match.end()) for match in word_pattern(text).finditer(text))
    return [token for token in found if token[0]]


_folded_word = lru_cache(maxsize=50_000)(folded)
