"""The rules of the model as data: what a claim says about evidence, and which state its signs give.

They are written only here. The build applies them to every claim
(:mod:`graphmodel.graph.claims`) and to every item and phase (:mod:`graphmodel.graph.states`) and
stores what follows, so that questions, analyses, figures and pages only group and count. If a
reader's filter makes a recount necessary, the recount reads these tables.

Verbs are those that a claim *acts as*: a study's own verb counts as the default verb that it
names under ``acts_as``.
"""

from dataclasses import dataclass

PLUS, MINUS, MIXED = SIGNS = ("plus", "minus", "mixed")
"""What a claim says about an evidence item: it was there or in use, it was not, or only in part."""

USED, PARTLY, DISPUTED, NOT_USED, SILENT = STATES = ("used", "partly", "disputed", "not used", "silent")
"""What the claims on one item say together, at one phase."""

AFFIRMS, DENIES, MIXED_POLARITY = POLARITIES = ("affirms", "denies", "mixed")
NORMATIVE = "normative"
"""Certainty of a claim about what ought to be, which says nothing about what is."""

PRESENT_PRESENCE, LOST_PRESENCE, NEUTRAL_PRESENCE = ("present", "lost", "neutral")
"""What a verb says of evidence: it was there or in use, it was not, or neither."""

SIGN_OF: dict[tuple[str, str], str] = {
    ("present", "affirms"): PLUS,
    ("present", "denies"): MINUS,
    ("present", "mixed"): MIXED,
    ("lost", "affirms"): MINUS,
    ("lost", "denies"): PLUS,
    ("lost", "mixed"): MIXED,
}
"""Presence of the verb and polarity of the claim give its sign.

Only claims that touch an evidence item and are not normative have a sign; a neutral verb gives none.
"""


STATE_OF_SIGNS: dict[frozenset[str], str] = {
    frozenset(): SILENT,
    frozenset({PLUS}): USED,
    frozenset({MINUS}): NOT_USED,
    frozenset({MIXED}): PARTLY,
    frozenset({PLUS, MIXED}): PARTLY,
    frozenset({PLUS, MINUS}): DISPUTED,
    frozenset({MINUS, MIXED}): DISPUTED,
    frozenset({PLUS, MINUS, MIXED}): DISPUTED,
}
"""State that each set of signs gives: a flat denial is never hidden behind a *rarely*."""

IN_USE = (USED, PARTLY)
"""States in which an item counts as used: it can be lost at a later phase."""
SAID_TO_BE_USED = (USED, PARTLY, DISPUTED)
"""States in which some claim says that the item was there or in use: a line of its journey ends at them."""
MENTIONED = (USED, PARTLY, DISPUTED, NOT_USED)
"""States in which an item counts as mentioned: some claim says that it was used there, or that it was not.

A request or an objection alone says neither; it has a mark, and is not counted.
"""
SIGNS_OF_PRESENCE = (PLUS, MIXED)
"""Signs that say that an item was there or in use, wholly or in part."""

GENERATION_STEP = "generation"
GENERATION_VERBS = ("produced", "commissioned", "accessed", "shared", "withheld")
"""Verbs that say how evidence was produced or obtained, and not that it was used."""
GAP_VERBS = ("produced", "commissioned")
"""Verbs whose denial is a gap: the evidence never existed."""
FACTOR_VERBS = ("asserts",)
"""Verbs that say that a barrier or enabler operates."""
BARRIER, ENABLER = FACTOR_SORTS = ("barrier", "enabler")
"""What a word of the list ``valence`` can act as. A study's own words act as one if its settings say so."""

LOST, AFTER_DISPUTE, USED_ELSEWHERE, NEVER_USED = PARTS = ("lost", "after dispute", "used elsewhere", "never used")
"""What *not used* at a phase can mean for an item; the first that holds.

*Lost*: used or partly at another phase, before. *After dispute*: disputed at another phase, before. What is before
goes by a stated order or dates, else by the order of phases. *Used elsewhere*: some claim says that it was there or in
use at another phase, or at none. *Never used*: no claim says so.
"""
PART_WORDS = {
    LOST: "not used: lost, used before at another phase",
    AFTER_DISPUTE: "not used: disputed before at another phase",
    USED_ELSEWHERE: "not used here, used elsewhere",
    NEVER_USED: "not used: never used, at any phase",
}
"""What each part of *not used* means, in a legend."""

IMPACT, APPLIED, PARTLY_APPLIED, OPPOSED, ASKED, UNASKED = EFFECTS = (
    "impact",
    "applied",
    "partly applied",
    "opposed",
    "asked",
    "unasked",
)
IMPACT_STEPS = ("impact", "application")
"""Steps at which influencing or informing something is impact.

In a study that names neither step, any step counts.
"""
NOT_SAID = "not said"
"""The kind of use of a claim of impact that names none."""


@dataclass(frozen=True)
class EffectRule:
    """One way in which a claim that is not normative has an effect on one evidence item.

    Attributes:
        effect: one of :data:`EFFECTS`.
        verbs: what the claim acts as.
        end: which end of the claim is the item: ``subject`` or ``object``.
        polarities: which the claim may have.
        at_impact_step: only at one of :data:`IMPACT_STEPS`.
        at_supply_stage: only at a stage that the study names as one of supply.
    """

    effect: str
    verbs: tuple[str, ...]
    end: str
    polarities: tuple[str, ...]
    at_impact_step: bool = False
    at_supply_stage: bool = False


EFFECT_RULES = (
    EffectRule(APPLIED, ("applied",), "object", (AFFIRMS,)),
    EffectRule(IMPACT, ("applied",), "object", (AFFIRMS,), at_supply_stage=True),
    EffectRule(IMPACT, ("influenced", "informs"), "subject", (AFFIRMS,), at_impact_step=True),
    EffectRule(PARTLY_APPLIED, ("influenced", "informs"), "subject", (MIXED_POLARITY,), at_impact_step=True),
    EffectRule(PARTLY_APPLIED, ("applied",), "object", (MIXED_POLARITY,)),
    EffectRule(OPPOSED, ("contested", "blocks"), "object", (AFFIRMS, MIXED_POLARITY)),
    EffectRule(ASKED, ("requested",), "object", (AFFIRMS, MIXED_POLARITY)),
    EffectRule(UNASKED, ("requested",), "object", (DENIES,)),
)
"""The last rule that a claim meets gives its effect, so a claim has one at most: what is applied at a
stage of supply is impact, and what is applied at any other stage or at none is applied."""


@dataclass(frozen=True)
class OutcomeRule:
    """One row of the table of outcomes: what the claims on an item must be for it.

    The names of sets of claims are columns of :func:`graphmodel.frames.evidence.evidence_claims`.

    Attributes:
        outcome: what became of the item.
        some: sets of which each must hold a claim; their claims decide.
        none: sets that must be empty.
    """

    outcome: str
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


ONLY_RECOMMENDED, REACHED_IMPACT, UNCLEAR, NO_CLAIMS = "only recommended", "reached impact", "unclear", "no claims"
USED_AND_LOST, STOPPED, CONTESTED = "used and lost", "stopped on the way", "contested"
NEVER_THERE, NOT_ASKED_FOR = "never there", "not asked for"
OUTCOME_RULES = (
    OutcomeRule(ONLY_RECOMMENDED, some=("normative",), none=("descriptive",)),
    OutcomeRule(REACHED_IMPACT, some=("impact",)),
    OutcomeRule(USED_AND_LOST, some=("applied", "loss")),
    OutcomeRule(APPLIED, some=("applied",)),
    OutcomeRule(PARTLY_APPLIED, some=("partly_applied",)),
    OutcomeRule(NEVER_THERE, some=("gap",), none=("loss_not_gap", "there")),
    OutcomeRule(NOT_ASKED_FOR, some=("unasked",), none=("loss_not_unasked", "there")),
    OutcomeRule(STOPPED, some=("loss", "there")),
    OutcomeRule(NOT_USED, some=("loss",)),
    OutcomeRule(CONTESTED, some=("opposed",)),
    OutcomeRule(UNCLEAR, some=("descriptive",)),
)
"""The first that holds is the outcome of an item; an item without claims has :data:`NO_CLAIMS`.

*Unclear*: nobody says what came later, so no claim decides it.
"""
OUTCOMES = (*(rule.outcome for rule in OUTCOME_RULES), NO_CLAIMS)


@dataclass(frozen=True)
class End:
    """Outcomes that readers see together.

    Attributes:
        name: of the end in data and in how it is drawn.
        words: what it is called, wherever it is said.
        outcomes: which items ended so.
    """

    name: str
    words: str
    outcomes: tuple[str, ...]


USED_IN_THE_END = End("in-use", "used in the end", (REACHED_IMPACT, APPLIED))
ALSO_LOST = End("lost", "used and lost", (USED_AND_LOST,))
USED_IN_PART = End("partly", "partly applied", (PARTLY_APPLIED,))
STOPPED_BEFORE_USE = End("stopped", "stopped before use", (NEVER_THERE, NOT_ASKED_FOR, STOPPED, NOT_USED))
ENDS = (
    USED_IN_THE_END,
    ALSO_LOST,
    USED_IN_PART,
    End("unclear", "nobody says what came of it", (UNCLEAR, ONLY_RECOMMENDED)),
    End("contested", "contested", (CONTESTED,)),
    STOPPED_BEFORE_USE,
)
"""What became of the items mentioned, from the left end of a bar. Every outcome but :data:`NO_CLAIMS` is in one.

What is said to be applied and said to be lost is an end of its own: neither cancels the other.
"""


@dataclass(frozen=True)
class Band:
    """Items with about as many claims: more claims are more chances to be stopped.

    Attributes:
        name: in tables.
        words: in titles.
        least: the fewest claims.
        most: the most; None where there is no end.
    """

    name: str
    words: str
    least: int
    most: int | None

    def holds(self, number: int) -> bool:
        """Is an item with so many claims in it?"""
        return self.least <= number and (self.most is None or number <= self.most)


BANDS = (Band("1", "1 claim", 1, 1), Band("2", "2 claims", 2, 2), Band("3 and more", "3 claims and more", 3, None))
"""Each number of claims is in one. Focuses compare within them."""
FEWEST_COMPARED = 5
"""Items, claims, sources or pairs from which a sentence compares or ranks; of fewer, it says that they are too few."""
FEWEST_SHARED = 10
"""Items from which a count is shown as a share besides; of fewer, a share says little."""
APPLIED_OUTCOMES = (APPLIED, USED_AND_LOST, PARTLY_APPLIED)
"""Outcomes of items that are applied without a word of what they changed."""
USES = (REACHED_IMPACT, USED_AND_LOST, PARTLY_APPLIED)
"""Outcomes beside which a loss is shown: the item was used in one place and lost in another."""

PRODUCED = "produced"
MARKS = {
    USED: "used",
    PRODUCED: "produced or obtained, no use mentioned",
    PARTLY: "partly or rarely used",
    DISPUTED: "disputed: some say used, some say not",
    NOT_USED: "said to be left out",
    UNASKED: "held, and never asked for",
    OPPOSED: "contested or blocked",
    ASKED: "asked for",
}
"""Marks of an item at a column of its journey, with what each means, in the order of a legend.

Where nobody spoke there is none. In every medium a mark has the shape of its name and no other meaning.
"""
STANDINGS = (NEVER_USED, USED_ELSEWHERE, AFTER_DISPUTE, LOST, DISPUTED, PARTLY, PRODUCED, USED)
"""What an item mentioned at a phase can be, from the left end of a bar: what drops out comes first.

They add up to all that are mentioned.
"""
STANDING_WORDS = {name: PART_WORDS.get(name) or MARKS[name] for name in STANDINGS}
"""What each standing means, in a legend."""
MARK_OF_STATE: dict[tuple[str, bool], str] = {
    (USED, False): USED,
    (USED, True): PRODUCED,
    (PARTLY, False): PARTLY,
    (DISPUTED, False): DISPUTED,
    (NOT_USED, False): NOT_USED,
}
"""The mark of a state, and of whether it rests on production alone."""
MARKS_OF_EFFECTS = (UNASKED, OPPOSED, ASKED)
"""Effects that have a mark of their own, in the order in which they stand behind that of the state."""

JOINED, GAP = LINES = ("joined", "gap")
LINE_WORDS = {JOINED: "there or in use at both columns", GAP: "not mentioned in between"}
"""Lines of a journey, with what each says.

A line leads from one column where the item is said to be used (:data:`SAID_TO_BE_USED`) to the next: it is
*joined* between neighbours, and a *gap* across columns without any mark. Any other mark in between breaks it.
"""

JOINS, OPPOSES, LEAVES_OUT, NO_RELATION = RELATIONS = ("joins", "opposes", "leaves_out", "none")
"""How a verb relates two stakeholders. A verb that does not say so, of its own or by what it acts as, joins them."""
DEEDS: dict[str, tuple[str, ...]] = {
    "makes it": ("produced",),
    "holds it": ("holds",),
    "asks for it": ("requested", "commissioned"),
    "gets it": ("accessed",),
    "passes it on": ("shared", "presented", "adapted"),
    "weighs it": ("appraised", "synthesised"),
    "backs it": ("supported", "champions", "initiated"),
    "contests it": ("contested", "blocks"),
    "uses it": ("applied",),
}
"""What a stakeholder does with evidence, in the order of its journey, with the default verbs that say so."""
UNDONE = {"withheld": "passes it on", "ignored": "uses it"}
"""Verbs that say of a stakeholder that it does not do this; a denial of one says that it does."""
GIVES = ("makes it", "holds it", "passes it on")
"""Deeds of those whom evidence comes from."""
TAKES = ("asks for it", "gets it", "weighs it", "uses it")
"""Deeds of those to whom it goes."""
EVIDENCE = "EvidenceItem"
"""Label of the nodes whose use the claims are about."""
STAKEHOLDERS = ("Actor", "Organisation")
"""Labels of the nodes that a verb can relate in this way."""

CLASS, ITEM = "class", "item"
"""Values of ``instance``: a stakeholder is a sort of them, or one of them."""
CLASS_LABEL = "(unspecified)"
"""Part of the label of a class, where ``instance`` is empty."""
CROWD = "crowd"
"""Granularity of those who speak in a study, such as its informants: they are no stakeholders in what it studies."""

SYNTHESIS = "synthesis"
"""Type of the sources that only repeat others. Where ``independent`` is empty, it stands for *no*."""
