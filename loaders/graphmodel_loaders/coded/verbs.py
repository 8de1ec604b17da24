"""The verbs that claims use, as rows of the table of verbs."""

from collections import defaultdict
from collections.abc import Iterable

from graphmodel.formats import Row
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel_loaders.coded.mapping import Defaults
from graphmodel_loaders.coded.meaning import CodeMeaning
from graphmodel_loaders.coded.passages import PassageClaim
from graphmodel_loaders.coded.rules import VERB

_PLAIN_LABELS = {Defaults.verb: "speaks of", Defaults.verb_between: "is named in one passage with"}


class VerbBook:
    """Collects what verbs join.

    Args:
        plain: verbs of the defaults, which join nobody to anybody.
    """

    def __init__(self, plain: Iterable[str]) -> None:
        self._plain = frozenset(plain)
        self._kinds: dict[str, tuple[set[str], set[str]]] = {}
        self._labels: dict[str, set[str]] = defaultdict(set)
        self._directed: dict[str, set[bool]] = defaultdict(set)

    def use(self, claim: PassageClaim, said: str = "", *, is_directed: bool = True) -> None:
        """A claim with a verb, as the file says it, and whether it says the same of both ends."""
        starts, ends = self._kinds.setdefault(claim.verb, (set(), set()))
        starts.add(claim.subject.kind)
        ends.add(claim.object.kind)
        self._directed[claim.verb].add(is_directed)
        if said:
            self._labels[claim.verb].add(said)

    def rows(self, codes: Iterable[CodeMeaning]) -> list[Row]:
        """The verbs in use; the presence of new ones is neutral.

        Args:
            codes: codes, of which those for verbs give them their labels.
        """
        for code in codes:
            if code.role == VERB:
                self._labels[code.word].add(code.code.name)
        defaults = {row["predicate"]: row for row in default_verb_rows()}
        rows = []
        for verb, joined in sorted(self._kinds.items()):
            label = min(self._labels[verb], default=_PLAIN_LABELS.get(verb, verb.replace("_", " ")))
            row = dict(defaults.get(verb, {"predicate": verb, "label": label, "presence": "neutral"}))
            if verb not in defaults and verb in self._plain:
                row["relation"] = "none"
            if verb not in defaults and self._directed[verb] == {False}:
                row["symmetric"] = "yes"
            for end, kinds in zip(("subject", "object"), joined, strict=True):
                row[end] = "|".join(sorted((kinds | set(row.get(end, "").split("|"))) - {""}))
            rows.append(row)
        return rows
