"""Ids made of labels: readable, always the same, and independent of the order of rows."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from graphmodel.schema.reading import name_key
from graphmodel.texts import short_hash

LONGEST = 60
"""Characters of an id without its prefix; longer labels are cut at a word."""
_MARK = 5
"""Characters that tell two ids apart."""


def ids_from_labels(
    labels: Iterable[str], prefix: str = "", *, taken: Collection[str] = (), known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """An id for every label; labels that look the same to a reader (``name_key``) have the same one.

    ``Health board`` becomes ``org.health_board``. Where different labels make the same words, such as ``A&E`` and
    ``A/E``, or an id is taken, a few letters computed from the label follow: which of them comes first plays no part.

    Args:
        labels: the labels, in any order and any number of times.
        prefix: how ids of the kind begin, such as ``org.``.
        taken: ids of other nodes.
        known: ids that labels already have; they keep them.

    Returns:
        The id of each label, as it is spelled; labels without any text have none.
    """
    keys = {label: name_key(label) for label in dict.fromkeys(labels)}
    ids = {name_key(label): id_ for label, id_ in (known or {}).items()}
    used = {*taken, *ids.values()}
    same_words: dict[str, list[str]] = defaultdict(list)
    for key in sorted({key for key in keys.values() if key and key not in ids}):
        same_words[words_of(key)].append(key)
    for words, group in same_words.items():
        for key in group:
            plain = prefix + words
            alone = bool(words) and (len(group) == 1 or key == words)
            ids[key] = plain if alone and plain not in used else _marked(plain, key, used)
            used.add(ids[key])
    return {label: ids[key] for label, key in keys.items() if key}


def words_of(text: str, longest: int = LONGEST) -> str:
    """The words of a text in lower case with ``_`` between them, cut at a word: ``Survey of travel`` as in ids."""
    key = name_key(text)
    spaced = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in key)
    whole = "_".join(spaced.split())
    if len(whole) <= longest:
        return whole
    cut = whole[: longest + 1].rpartition("_")[0]
    return cut or whole[:longest]


class NumberedNames:
    """Tells things of one name apart as ``Interview``, ``Interview (2)``; many of one name take no longer than few."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def new(self, wanted: str) -> str:
        """That name, with the next number behind it where it is taken."""
        name = wanted
        while name in self._last:
            self._last[wanted] += 1
            name = f"{wanted} ({self._last[wanted]})"
        self._last[name] = 1
        return name


def main_spellings(labels: Iterable[str] | Mapping[str, int]) -> dict[str, str]:
    """By key (``name_key``), the spelling that is most common among the labels; of equally common ones the first.

    First is meant by alphabet, capitals before small letters and texts in capitals alone last. The labels may come with
    how often each occurs.
    """
    counts: Counter[str] = Counter()
    for label, number in Counter(labels).items():
        counts[" ".join(label.split())] += number
    spellings: dict[str, str] = {}
    for label in sorted(counts, key=lambda label: (-counts[label], label.isupper(), label)):
        spellings.setdefault(name_key(label), label)
    spellings.pop("", None)
    return spellings


def _marked(plain: str, key: str, used: Collection[str]) -> str:
    """The id with letters of a hash of the label, more of them where even these are taken."""
    digits = short_hash(key, 16)
    joined = plain if not plain or plain.endswith((".", "_")) else f"{plain}_"
    return next(id_ for end in range(_MARK, len(digits) + 1) if (id_ := f"{joined}{digits[:end]}") not in used)
