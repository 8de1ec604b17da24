"""The words behind the claims of an open study: they are read from its tables, because no database holds them."""

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graphmodel.argument_types import checks_types
from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, Problems, QuestionError
from graphmodel.results import Result
from graphmodel.schema.consent import ANONYMOUS, ATTRIBUTED, PERMISSIONS, SHARED, WITHDRAWN
from graphmodel.schema.tables import QUOTES
from graphmodel.wording import counted
from graphmodel_loaders import read_study

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.check.words import QuotedWords
    from graphmodel.frames.words import SharedWords
    from graphmodel.study import TableSource

WhichWords = Literal["permitted", "all", "none"]
"""Which words a page holds: those that may be handed on, all except those of people who have withdrawn, or none."""
SHOWN = (
    *("quote", "claim", "hit", "text", "before", "after", "source", "source_label", "speaker", "speaker_label"),
    *("permission", "decided_by", "start", "end"),
)
"""Columns of quotations in results."""


def read_words(study: Path) -> "QuotedWords | None":
    """The quotations of a study and who has withdrawn, from its tables as they are now.

    Returns:
        The words; None where the study has neither quotations, profiles nor a consent of sources.

    Raises:
        StudyError: it cannot be read as a study.
    """
    from graphmodel.check.study import StudyCheck  # noqa: PLC0415 - most studies need no second check

    source = read_study(study)
    said = (("quotes", ""), ("profiles", ""), ("sources", "consent"))
    if not any(_has_rows(source.tables.get(table), column) for table, column in said):
        return None
    checking = StudyCheck(source)
    checking.run()
    return checking.words


def _has_rows(table: "TableSource | None", filled: str) -> bool:
    """Whether a table has rows; where a column is named, rows with something in it."""
    if table is None or (filled and filled not in table.columns):
        return False
    for batch in table.batches(Problems(), lambda _: None):
        if batch.left_out or (any(batch.data[filled].to_pylist()) if filled else batch.data.num_rows):
            return True
    return False


class HandedOn:
    """What may be handed on of the rows of a study's tables (a ``take`` of :func:`read_tables`).

    Words go by the strictest consent; anonymous ones lose their speaker and the columns of the study's own, and those
    that may be of one known person are left out. Profiles are left out, and so is whatever is of somebody who has
    withdrawn.

    Args:
        words: of the study.
    """

    def __init__(self, words: "QuotedWords") -> None:
        from graphmodel.frames.words import shared_words, words_frame  # noqa: PLC0415

        rows = words_frame(list(words.rows()))
        self._withdrawn, self._gone = words.withdrawn, words.claims_withdrawn
        self._anonymous = set(rows.loc[rows["apart"].ne("") & rows["permission"].eq(ANONYMOUS), "_row"])
        self._kept = {row["_row"]: row for row in shared_words(rows).rows.to_dict("records")}

    def __call__(self, table: str, number: int, row: dict[str, str]) -> dict[str, str] | str:
        """The row as it is handed on, or why it is left out."""
        if table == "profiles":
            return "profiles of people stay with the team"
        if number in self._withdrawn.get(table, ()):
            return "the source or the speaker has withdrawn, or may have"
        if table == "quotes":
            return self._quotation(str(number), row)
        if table == "objections" and self._gone & set(claims := row.get("example_claims", "").split(";")):
            return {**row, "example_claims": ";".join(one for one in claims if one.strip() not in self._gone)}
        return row

    def _quotation(self, number: str, row: dict[str, str]) -> dict[str, str] | str:
        if (kept := self._kept.get(number)) is not None:
            # Profiles are no longer beside it, so the row itself must say what they come to.
            known = {*row} if kept["permission"] == ATTRIBUTED else {one.name for one in QUOTES.columns} - {"speaker"}
            held = {name: kept[name] for name in ("permission", "before", "after")}
            return {name: held.get(name, cell) if name in known else "" for name, cell in row.items()} | {
                "permission": kept["permission"]
            }
        if number in self._anonymous:
            return "anonymous words whose claim or source may tell who said them"
        return "words that may not be handed on"


class WordsOfStudy(ABC):
    """The words behind the claims of an open study. Its part of :class:`~graphmodel.api.opened.OpenStudy`."""

    path: Path | None

    @property
    @abstractmethod
    def frames(self) -> StudyFrames:
        """The whole study."""

    @abstractmethod
    def _with_notes(self, result: Result) -> Result:
        """A result with the notes that every result carries."""

    @cached_property
    def _words(self) -> "pd.DataFrame":
        """All quotations without an error, with the permission that holds for each."""
        from graphmodel.frames.words import words_frame  # noqa: PLC0415

        words = None if self.path is None else read_words(self.path)
        return words_frame(list(words.rows()) if words else [])

    @property
    def has_words(self) -> bool:
        """Whether the study has quotations that this one may ask for."""
        return not self._words.empty

    @checks_types
    def words_to_share(self, which: WhichWords = "permitted") -> "SharedWords":
        """The quotations that a page of the study holds, and how many are left out and why.

        Raises:
            QuestionError: there is no such choice.
        """
        from graphmodel.frames.words import in_reach, shared_words  # noqa: PLC0415

        if which not in {"permitted", "all", "none"}:
            raise QuestionError(f"quotes={which!r} is not one of: permitted, all, none.", by_caller=True)
        rows = self._words.head(0) if which == "none" else in_reach(self._words, self.frames)
        return shared_words(rows, everything=which == "all")

    @checks_types
    def quotes(
        self,
        words: str = "",
        *,
        claim: str | None = None,
        source: str | None = None,
        speaker: str | None = None,
        permission: str | None = None,
    ) -> Result:
        """Search the words behind the claims.

        Args:
            words: what to look for: all of several words, whole, whatever their case and accents; ``"two words"`` in
                quotation marks next to each other; ``audit*`` for every word that begins so. Empty: everything.
            claim: only the words behind this claim.
            source: only from this source: an id or a piece of its label.
            speaker: only of this actor: an id or a piece of the label.
            permission: only with this permission; only ``withdrawn`` finds words of people who have withdrawn.

        Returns:
            ``quotes``: a row for each quotation, with the sentences around it, where it is from, the permission that
            holds for it (the strictest of all that is said) and what decides it.

        Raises:
            NotFound: there is no such claim, source, speaker or permission, or the study was opened without its files.
            QuestionError: there is no word to look for.
        """
        from graphmodel.frames import words as of  # noqa: PLC0415

        if self.path is None:
            raise NotFound("A server holds the graph of a study and not its words. Open the study's folder.")
        rows = of.in_reach(self._words, self.frames)
        total = len(rows)
        if permission is not None and permission not in PERMISSIONS:
            raise NotFound(
                f"There is no permission {permission!r}. Choose one of: {', '.join(PERMISSIONS)}.", PERMISSIONS
            )
        rows = rows[rows["permission"] == permission] if permission else rows[rows["permission"] != WITHDRAWN]
        withdrawn = 0 if permission else total - len(rows)
        if claim is not None:
            if claim not in set(self.frames.claims["claim"]) | set(self._words["claim"]):
                raise NotFound(f"There is no claim {claim!r} in this study.", ())
            rows = rows[rows["claim"] == claim]
        for column, kind, name in (("source", "Source", source), ("speaker", "Actor", speaker)):
            if name is not None:
                rows = rows[rows[column] == find_node(self.frames, name, (kind,))]
        rows = of.search(rows, words) if words.strip() else rows
        return self._with_notes(self._quoted(rows.reset_index(drop=True), total, withdrawn))

    def with_quotes(self, result: Result) -> Result:
        """A result with a further table, ``quotes``: the words behind the claims of its main table.

        Words of people who have withdrawn are never in it. All others are, so it is for the team alone.

        Raises:
            QuestionError: the main table does not list claims.
        """
        from graphmodel.frames import words as of  # noqa: PLC0415

        frame = result.frame
        if "claim" not in frame:
            raise QuestionError("Only a result that lists claims can have the words behind them.", by_caller=True)
        rows = self._words[self._words["permission"] != WITHDRAWN]
        found = self._quoted(of.of_claims(rows, list(frame["claim"])), len(rows), 0)
        notes = (*result.notes, found.counts, *found.notes)
        return replace(result, tables={**result.tables, "quotes": found.frame}, notes=notes)

    def _quoted(self, rows: "pd.DataFrame", total: int, withdrawn: int) -> Result:
        import pandas as pd  # noqa: PLC0415

        table = rows.replace("", pd.NA)
        for column, kind in (("source", "Source"), ("speaker", "Actor")):
            table[f"{column}_label"] = table[column].map(self.frames.labels(kind)).astype("str")
        for column in ("start", "end"):
            table[column] = pd.to_numeric(table[column]).astype("Int64")
        own = [name for name in table if name not in {*SHOWN, "apart", "_row"}]
        table = table[[*(name for name in SHOWN if name in table), *own]]
        notes = []
        kept_back = int((~rows["permission"].isin(SHARED)).sum())
        if kept_back:
            notes.append(f"For the team only: {counted(kept_back, 'quotation')} of these may not be handed on.")
        if withdrawn:
            notes.append(f"Not listed: {counted(withdrawn, 'quotation')} of people who have withdrawn.")
        counts = (
            f"One row is one quotation. Quotations: {len(table):,} of {total:,}; claims that they are behind: "
            f"{table['claim'].nunique():,}; speakers: {table['speaker'].nunique():,}; sources: "
            f"{table['source'].nunique():,}."
        )
        return Result("quotes", "Words behind the claims", counts, {"quotes": table}, tuple(notes))
