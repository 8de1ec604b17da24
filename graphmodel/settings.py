"""The settings of a study: what ``study.toml`` says, with defaults, as frozen data."""

from dataclasses import dataclass, field

from graphmodel.schema.rules import BARRIER, ENABLER
from graphmodel.schema.vocabularies import VOCABULARIES

AGREED = "agreed"
"""Value of ``[coding] of_record``: where several coders coded one passage, the claims that all of them made count."""


@dataclass(frozen=True)
class Focus:
    """The focus in question and the focus that it is compared with.

    ``values`` are the words that the column ``focus`` may hold. Two empty names mean that the
    study compares nothing.
    """

    values: tuple[str, ...] = ()
    in_question: str = ""
    compared_with: str = ""


@dataclass(frozen=True)
class Settings:
    """Settings of one study.

    ``supply`` lists the stages at which services are specified and contracted: evidence applied
    there has reached impact. ``barriers`` and ``enablers`` list the words of ``valence`` that act as
    one. ``vocabularies`` holds every value list, including the study's own. ``keep`` lists words that
    would otherwise be read as an empty cell, ``own_columns`` columns that resemble one of the model's
    and are not. ``coders`` lists who coded, ``of_record`` is whose claims count where several coded one
    passage: a coder, or ``agreed``. ``day_first`` says how to read 03/11/2012; None: not at all.
    """

    id: str
    title: str
    focus: Focus = field(default_factory=Focus)
    supply: tuple[str, ...] = ()
    barriers: tuple[str, ...] = (BARRIER,)
    enablers: tuple[str, ...] = (ENABLER,)
    vocabularies: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(VOCABULARIES))
    language: str = "en"
    citation: dict[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    own_columns: tuple[str, ...] = ()
    day_first: bool | None = None
    coders: tuple[str, ...] = ()
    of_record: str = ""

    def words(self, vocabulary: str) -> tuple[str, ...]:
        """The words of one value list; empty: any word is allowed."""
        return self.focus.values if vocabulary == "focus" else self.vocabularies.get(vocabulary, ())

    @property
    def valence_acts_as(self) -> dict[str, str]:
        """What each word of ``valence`` that is a barrier or an enabler acts as."""
        return dict.fromkeys(self.barriers, BARRIER) | dict.fromkeys(self.enablers, ENABLER)

    @property
    def steps(self) -> tuple[str, ...]:
        """Steps of an evidence journey in their order."""
        return self.vocabularies["step"]
