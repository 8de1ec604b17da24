"""How what a study says is worded on a sheet: words of vocabularies, lists, claims by their summaries, no persons."""

import re
from collections.abc import Mapping

from graphmodel.tools.definition import SLOT, ColumnDefinition
from graphmodel.tools.gate import Gate
from graphmodel.wording import visible

OUR_READING = "(our reading)"
"""Marks what is inferred."""
_VOCABULARY = re.compile(r"[a-z]+(_[a-z]+)+")


class Wordings:
    """Texts of a study as its gate lets them be printed."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def text(self, column: ColumnDefinition, record: Mapping[str, object]) -> str:
        """What a column prints of a row of an answer; empty where the row says nothing of it."""
        values = {name: self.value(record.get(name), column.most) for name in column.names}
        if column.names and not any(values.values()):
            return ""
        text = SLOT.sub(lambda match: values.get(match[1], ""), column.text).strip()
        inferred = column.inferred and str(record.get(column.inferred) or "") == "inferred"
        return f"{text} {OUR_READING}" if inferred and text else text

    def value(self, value: object, most: int = 0) -> str:
        """A value as it is printed, of a list the first entries."""
        if isinstance(value, list | tuple):
            texts = [str(one) for one in value if one not in (None, "")]
            if texts and all(self._gate.is_claim(text) for text in texts):
                texts = self._gate.best_first(texts)
            entries = [self._entry(text) for text in texts]
            kept = list(dict.fromkeys(entry for entry in entries if entry))
            cut = kept[:most] if most else kept
            return (" " if all(one.endswith(".") for one in cut) else "; ").join(cut)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return self._entry(str(value)) if value is not None else ""

    def _entry(self, text: str) -> str:
        """A value as it is printed: a claim by its summary, a person not at all."""
        if self._gate.is_claim(text):
            return self._gate.summary(text)
        return visible(in_words(self._gate.label(" ".join(text.split()))))


def in_words(text: str) -> str:
    """A word of a vocabulary as people read it: ``local_authority`` is "local authority"."""
    return text.replace("_", " ") if _VOCABULARY.fullmatch(text) else text


def heading(text: str) -> str:
    """The same as a heading: ``not_an_issue`` is "Not an issue"."""
    return in_words(text)[:1].upper() + in_words(text)[1:]
