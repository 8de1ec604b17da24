"""Cases: who or what documents and passages belong to, and what is known about them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.refi.places import Place
from graphmodel_loaders.refi.sources import WHOLE

MOST_COMPARED = 5_000_000
"""Comparisons of passages with cases in one document."""
_Ranges = list[tuple[int, int]]


@dataclass
class Membership:
    """Which cases a place belongs to: those that name it, and those whose own passages it lies in.

    NVivo codes what somebody says, or a whole interview, at the person's case; whatever is within belongs to it.
    """

    named: dict[tuple[str, int | None, int | None, str], list[str]] = field(default_factory=dict)
    ranges: dict[str, dict[str, _Ranges]] = field(default_factory=dict)
    not_compared: list[str] = field(default_factory=list)

    def add_range(self, place: Place, case: str) -> None:
        """A passage that belongs to a case by its code."""
        if place.start is not None and place.end is not None:
            self.ranges.setdefault(place.document, {}).setdefault(case, []).append((place.start, place.end))
        else:
            self.named.setdefault(place.where, []).append(case)

    def close(self, sizes: Mapping[str, int], names: Mapping[str, str]) -> None:
        """Join ranges that touch; give up where there are too many of them."""
        for document, ranges in list(self.ranges.items()):
            if len(ranges) * sizes[document] > MOST_COMPARED:
                self.not_compared.append(names[document])
                del self.ranges[document]
                continue
            for case, own in ranges.items():
                ranges[case] = _joined(own)

    def of(self, place: Place) -> tuple[str, ...]:
        """Keys of the cases of a place."""
        found = dict.fromkeys(self.named.get(place.where, ()))
        if place.start is not None and place.end is not None:
            for case, ranges in self.ranges.get(place.document, {}).items():
                number = bisect_right(ranges, (place.start, 1 << 60)) - 1
                if number >= 0 and ranges[number][1] >= place.end:
                    found[case] = None
        return tuple(found)


def _joined(ranges: _Ranges) -> _Ranges:
    joined: _Ranges = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def whole_documents(places: Sequence[Place], texts: Mapping[str, str]) -> list[bool]:
    """Whether each place is all of its document, but for white space."""
    edges = {key: (len(text) - len(text.lstrip()), len(text.rstrip())) for key, text in texts.items()}
    return [
        place.span == WHOLE
        or (
            place.start is not None
            and place.end is not None
            and place.document in edges
            and place.start <= edges[place.document][0]
            and place.end >= edges[place.document][1]
        )
        for place in places
    ]


def classified(attributes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The classification that all names of attributes begin with (``Person:Age``), and the names without it.

    NVivo writes attributes so; there is no classification where the names do not agree.
    """
    prefixes = {name.partition(":")[0] if ":" in name else "" for name in attributes}
    if len(prefixes) != 1 or "" in prefixes:
        return "", dict(attributes)
    return prefixes.pop().strip(), {name.partition(":")[2].strip(): value for name, value in attributes.items()}


def add_to_documents(builder: ProjectBuilder, documents: Sequence[str], attributes: Mapping[str, str]) -> None:
    """Give documents the variables of a case without a name, as MAXQDA and Quirkos have them."""
    for key in documents:
        document = builder.documents[key]
        builder.documents[key] = replace(document, attributes={**attributes, **document.attributes})
