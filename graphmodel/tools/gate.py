"""What of a study may be printed on a sheet that goes to people outside the team.

A tool is handed out, so these rules hold for every copy: nothing that rests on fewer than three voices, no person, no
role together with a site, no quotation. A voice is a speaker; a claim without a speaker adds its source, and one that
is said of most or all people counts as three.
"""

import re
from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames

FEWEST = 3
PERSON = "person"
_MANY = ("most", "all")
_QUOTATION = re.compile(r"“[^”]{12,}”|\"[^\"]{12,}\"|«[^»]{12,}»|‘[^’]{24,}’")


class Gate:
    """The rules, applied to one study."""

    def __init__(self, frames: StudyFrames) -> None:
        self._frames = frames

    def has_voices(self, claims: Iterable[str]) -> bool:
        """Whether claims rest on enough voices to be printed."""
        voices: set[tuple[str, str]] = set()
        for source, speaker, extent in (self._voices[claim] for claim in claims if claim in self._voices):
            if extent in _MANY:
                return True
            voices.add(("speaker", speaker) if speaker else ("source", source))
        return len(voices) >= FEWEST

    def summary(self, claim: str) -> str:
        """The summary of a claim, without who said it and where; empty where it quotes or names a site or person."""
        if claim not in self._claims.index:
            return ""
        text = str(self._claims.at[claim, "summary"])
        hidden = bool(_QUOTATION.search(text)) or any(label in text.casefold() for label in self._hidden)
        return "" if hidden else text

    def best_first(self, claims: Iterable[str]) -> list[str]:
        """Claims in the order in which they serve as examples: affirmed by a speaker, on the focus, longest first."""
        rows = self._claims.reindex(list(claims)).dropna(subset=["source"])
        focus = self._frames.settings.focus.in_question
        order = pd.DataFrame(
            {
                "affirms": rows["polarity"] == "affirms",
                "stated": rows["certainty"] == "stated",
                "speaker": rows["speaker"].notna(),
                "focus": rows["focus"] == focus,
                "length": rows["summary"].str.len(),
                "text": rows["summary"],
            }
        )
        ascending = [False] * 5 + [True]
        return [str(claim) for claim in order.sort_values(list(order.columns), ascending=ascending).index]

    def over_sources(self, claims: Iterable[str]) -> list[str]:
        """Claims, the best of each source first, then the second of each, and so on."""
        best = self.best_first(claims)
        turn = self._claims.loc[best].groupby("source", sort=False).cumcount()
        return [claim for _, claim in sorted(zip(turn, best, strict=True), key=lambda pair: pair[0])]

    def is_claim(self, text: str) -> bool:
        """Whether a text is the id of a claim."""
        return text in self._claims.index

    def label(self, text: str) -> str:
        """A label as it is printed: a person has none."""
        return "" if self.is_person(text) else text

    def is_person(self, text: str) -> bool:
        """Whether a text is the id or the label of one person."""
        return text in self._ids_of_persons or text.casefold() in self._persons

    def without_persons(self, text: str) -> str:
        """A text with *a person* for every label and id of one."""
        return self._naming.sub("a person", text) if self._naming else text

    def without_sites_beside_roles(self, texts: Iterable[str]) -> list[str]:
        """Texts with *a site* for every site, where any of them names a role too."""
        given = list(texts)
        whole = " ".join(given).casefold()
        if not self._places or not any(role.casefold() in whole for role in self._roles if len(role) > 1):
            return given
        return [self._places.sub("a site", text) for text in given]

    def is_role(self, text: str) -> bool:
        """Whether a text is the label of a role or group."""
        return text in self._roles

    def is_site(self, text: str) -> bool:
        """Whether a text is the label of a site."""
        return text.casefold() in self._sites

    @cached_property
    def _voices(self) -> dict[str, tuple[str, str, str]]:
        """Source, speaker and extent of each claim; empty where there is none. Every row of a copy asks for them."""
        rows = self._claims.dropna(subset=["source"])[["source", "speaker", "extent"]].astype(object).fillna("")
        return dict(zip(rows.index, zip(rows["source"], rows["speaker"], rows["extent"], strict=True), strict=True))

    @cached_property
    def _claims(self) -> pd.DataFrame:
        columns = ["claim", "source", "speaker", "extent", "summary", "polarity", "certainty", "focus"]
        return self._frames.claims.reindex(columns=columns).set_index("claim")

    @cached_property
    def _known_persons(self) -> pd.DataFrame:
        actors = self._frames.nodes("Actor").reindex(columns=["id", "label", "granularity"])
        return actors[actors["granularity"].astype("str").str.casefold() == PERSON]

    @cached_property
    def _persons(self) -> frozenset[str]:
        return frozenset(str(label).casefold() for label in self._known_persons["label"])

    @cached_property
    def _ids_of_persons(self) -> frozenset[str]:
        return frozenset(map(str, self._known_persons["id"]))

    @cached_property
    def _naming(self) -> re.Pattern[str] | None:
        """What finds a person in a text: any label of two letters and more, or any id."""
        return _finding({*self._persons, *self._ids_of_persons})

    @cached_property
    def _places(self) -> re.Pattern[str] | None:
        """The same for sites."""
        return _finding({*self._sites, *map(str, self._frames.nodes("Site")["id"])})

    @cached_property
    def _roles(self) -> frozenset[str]:
        return frozenset(str(label) for label in self._frames.nodes("Actor")["label"])

    @cached_property
    def _sites(self) -> frozenset[str]:
        return frozenset(str(label).casefold() for label in self._frames.nodes("Site")["label"])

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(label for label in self._sites | self._persons if len(label) > 2)


def _finding(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these names in a text, longer ones first."""
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if listed else None
