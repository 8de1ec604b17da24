"""Choices of single pictures; light, for help texts."""

SECTOR, HOLDER, ORGANISATION, SPEAKER = WHOSE = ("sector", "holder", "organisation", "speaker")
"""Whose view of a contested factor a mark is: of so many of a sector, of who is said to hold it, of their
organisation, of who said it."""

ONE_SOURCE, ONE_ACTOR, ONE_SPEAKER = RESTING_ON = ("source", "actor", "speaker")
"""On one of what evidence may rest: a source, an actor or organisation that does it, a speaker who says it."""

BY_SOURCE, BY_SPEAKER = MATRIX_ROWS = ("source", "speaker")
"""What a row of the framework matrix is."""
EVERY_THEME = "all"
"""The codes of all themes beside each other."""
