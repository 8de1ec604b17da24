"""Did you mean ...? Near names for messages."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

MOST = 300
"""Look-ups in one check; beyond it messages do without, so that a ruined table stays quick."""


class Near:
    """Finds names near a wrong one; remembers what it has looked up."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}

    def remedy(self, value: str, group: str, names: Iterable[str], otherwise: str) -> str:
        """``Is ev.audit meant?`` or, where nothing is near, ``otherwise``.

        Args:
            value: the wrong name.
            group: a name for the list of names, to remember answers under.
            names: the right names.
            otherwise: what to say where none is near.
        """
        key = (group, value)
        if key not in self._found:
            if len(self._found) >= MOST:
                return otherwise
            pool = list(names)
            near = [n for n, _, _ in process.extract(value.lower(), pool, scorer=fuzz.ratio, score_cutoff=75, limit=3)]
            self._found[key] = f"Is {' or '.join(near)} meant? If not: {_lower(otherwise)}" if near else otherwise
        return self._found[key]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
