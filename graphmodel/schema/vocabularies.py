"""The default value lists. A study replaces any of them under ``[vocabularies]`` in study.toml.

A column names the list that its cells come from (``Column.vocabulary``). The list ``focus`` is
not here: it is ``[focus] values`` of the study itself, because only the study knows its focus.
"""

STEPS = (
    "impetus",
    "generation",
    "appraisal",
    "synthesis",
    "adaptation",
    "application",
    "contestation",
    "impact",
)
"""Steps of an evidence journey, in the order in which they come."""

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "step": STEPS,
    "polarity": ("affirms", "denies", "mixed"),
    "certainty": ("stated", "tentative", "normative"),
    "extent": ("one", "some", "most", "all"),
    "valence": ("barrier", "enabler", "neutral"),
    "level": ("evidence", "individual", "team", "organisation", "wider"),
    "use": ("instrumental", "conceptual", "persuasive", "symbolic"),
    "yes_no": ("yes", "no"),
    "presence": ("present", "lost", "neutral"),
    "instance": ("item", "class"),
    "scope": ("local", "regional", "national", "international"),
    "granularity": ("person", "role", "group"),
    "workstream_kind": ("operational", "strategic", "good_practice", "other"),
    "frequency": ("0", "1", "2", "3", "unknown"),
    "alignment": ("certain", "inferred"),
    "verdict": ("confirms", "contradicts", "elaborates", "unclear"),
    "dimension": ("power", "interest"),
    "basis": ("stated", "inferred"),
    "rating": ("high", "medium", "low", "supportive", "mixed", "resistant", "unclear"),
    "finding_status": ("confirm", "gap"),
}

FIXED = frozenset({"polarity", "certainty", "presence", "yes_no", "instance", "frequency", "verdict", "dimension"})
"""Lists whose words the analyses reckon with; a study cannot rename these."""
