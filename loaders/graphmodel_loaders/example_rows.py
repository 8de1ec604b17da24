"""The worked example that a new study begins with; every name in it is made up."""

from graphmodel.schema.reading import EXAMPLE_TITLE

SETTINGS: dict[str, str | list[str]] = {
    "id": "my_study",
    "title": EXAMPLE_TITLE,
    "language": "en",
    "focus.values": ["general", "rural", "mixed"],
    "focus.in_question": "rural",
    "focus.compared_with": "general",
    "stages.supply": ["solutions.supply"],
}

SETTINGS_NOTES = {
    "id": "a short name without spaces",
    "title": "what people read",
    "focus.values": "words that the column focus may hold",
    "focus.in_question": "whose evidence the study asks after; delete both names and nothing is compared",
    "focus.compared_with": "what it is compared with",
    "stages.supply": "stages at which services are specified and contracted: evidence used there has reached impact",
}

ExampleRows = list[dict[str, str]]

EXAMPLE: dict[str, ExampleRows] = {
    "actors": [
        {
            "actor": "act.analyst",
            "label": "Example: public health analyst",
            "granularity": "role",
            "organisation": "Example: health board",
            "locator": "interview 1",
        },
        {
            "actor": "act.manager",
            "label": "Example: commissioning manager",
            "granularity": "role",
            "organisation": "Example: health board",
            "locator": "interview 1",
        },
    ],
    "organisations": [
        {"organisation": "org.health_board", "label": "Example: health board", "kind": "commissioner", "level": "local"}
    ],
    "evidence": [
        {
            "evidence": "ev.travel_survey",
            "label": "Example: survey of travel to clinics",
            "evidence_type": "own_research",
            "instance": "item",
            "focus": "rural",
            "scope": "local",
            "producer": "Example: health board",
            "workstream": "Example: where clinics are held",
            "date": "2024-03",
            "locator": "interview 1, line 40",
        }
    ],
    "factors": [
        {
            "factor": "fac.no_time",
            "label": "Example: managers have no time to read reports",
            "valence": "barrier",
            "level": "individual",
        }
    ],
    "workstreams": [{"workstream": "ws.clinics", "label": "Example: where clinics are held", "kind": "operational"}],
    "sources": [{"source": "src.interview_1", "label": "Example: interview 1", "kind": "interview"}],
    "codebook": [
        {"code": "1", "label": "Producing evidence", "theme": "1", "theme_label": "Evidence"},
        {"code": "2", "label": "Using evidence", "theme": "1", "theme_label": "Evidence"},
        {"code": "3", "label": "Time", "theme": "2", "theme_label": "Barriers"},
    ],
    "claims": [
        {
            "claim": "c1",
            "source": "Example: interview 1",
            "speaker": "Example: public health analyst",
            "coder": "coder.1",
            "subject": "Example: public health analyst",
            "predicate": "produced",
            "object": "Example: survey of travel to clinics",
            "stage": "Needs assessment",
            "order": "1",
            "date": "2024-03",
            "workstream": "Example: where clinics are held",
            "codes": "1",
            "focus": "rural",
            "polarity": "affirms",
            "certainty": "stated",
            "summary": "The analyst surveyed how people in villages reach clinics.",
            "quoted": "no",
            "locator": "line 40",
        },
        {
            "claim": "c2",
            "source": "Example: interview 1",
            "speaker": "Example: public health analyst",
            "coder": "coder.1",
            "subject": "Example: commissioning manager",
            "predicate": "ignored",
            "object": "Example: survey of travel to clinics",
            "stage": "Shaping structure of supply (specification and contracting)",
            "order": "2",
            "workstream": "Example: where clinics are held",
            "reason": "Example: managers have no time to read reports",
            "codes": "2;3",
            "focus": "rural",
            "polarity": "affirms",
            "certainty": "stated",
            "summary": "The manager had the survey and awarded the contract without it, because there was no time.",
            "quoted": "yes",
            "locator": "line 52",
        },
        {
            "claim": "c3",
            "source": "Example: interview 1",
            "speaker": "Example: public health analyst",
            "coder": "coder.1",
            "subject": "Example: health board",
            "predicate": "asserts",
            "object": "Example: managers have no time to read reports",
            "about": "Example: health board",
            "codes": "3",
            "focus": "general",
            "polarity": "affirms",
            "certainty": "tentative",
            "valence": "barrier",
            "level": "individual",
            "summary": "Managers perhaps have no time to read reports.",
            "quoted": "no",
            "locator": "line 60",
        },
    ],
}
"""Rows by table, where claims name nodes by their labels; columns that are not named are empty."""
