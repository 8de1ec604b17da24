"""The colour of each kind of node, wherever nodes are drawn.

The bright ones are those of Okabe and Ito, which colour-blind readers tell apart; kinds that go
with another are a tint of its colour, and what is neither actor nor claim is grey. Orange, sky
blue and yellow are too light on white by themselves: draw nodes with ``OUTLINE``.
"""

OUTLINE = "#333333"

COLOURS: dict[str, str] = {
    "Actor": "#0072B2",
    "Organisation": "#E69F00",
    "EvidenceItem": "#009E73",
    "EvidenceType": "#99D8C7",
    "Stage": "#56B4E9",
    "Factor": "#D55E00",
    "Objection": "#EEBF99",
    "WorkStream": "#CC79A7",
    "Product": "#EBC9DC",
    "Tool": "#F0E442",
    "Site": "#595959",
    "Source": "#999999",
    "Code": "#CCCCCC",
}
"""By label."""
