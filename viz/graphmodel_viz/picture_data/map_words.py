"""What ties of the stakeholder map and their states are called, as on the page."""

LAYERS = {
    "claim": "one is said to do something with the other",
    "same evidence": "both are involved with the same evidence",
    "same event": "both are involved in the same event",
    "same workstream": "both are involved in the same workstream",
}
"""The kinds of tie in words; they are never summed."""
TIE_STATES = {
    "joined": "said, wholly or in part",
    "apart": "only denied, or said to oppose or leave out",
    "ought": "only what ought to be",
}
"""What the claims of a tie come to; states are never set off against each other."""
