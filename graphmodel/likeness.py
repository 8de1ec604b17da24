"""From where on two texts are taken to be alike: every cut-off of graphmodel, side by side.

Likeness goes from 0 to 100 (ratios of rapidfuzz). How high a cut-off is depends on what a wrong guess costs: low where
a person chooses among suggestions, high where two labels would pass for one thing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CutOff:
    """From where on two texts are alike.

    Attributes:
        least: their likeness.
        shortest: letters of the shorter one; of fewer letters, a single one is too large a part.
    """

    least: float
    shortest: int = 1


SUGGESTIONS = CutOff(70, shortest=3)
"""A known name and a mistyped one, which a message suggests: what is shorter is like a piece of nearly everything."""
SUMMARIES = CutOff(70)
"""Two summaries, in any order of words, of claims that have one id and one source: one claim, written again."""
INTERVIEWS = CutOff(85)
"""Two names of interviews with the same digits, which a remark names."""
HEADINGS = CutOff(88, shortest=5)
"""A heading of a sheet and a known one, of which it is a misspelling."""
LABELS = CutOff(93, shortest=8)
"""Two labels that are likely duplicates; shorter ones are so only where they are equal."""
SHORTEST_MISTYPED = 5
"""Letters from which two labels that differ in one are alike: of fewer, GP and GPs or aunt and haunt are two words."""
