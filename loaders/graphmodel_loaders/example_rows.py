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
            "organisation": "org.health_board",
            "locator": "interview 1",
        },
        {
            "actor": "act.manager",
            "label": "Example: commissioning manager",
            "granularity": "role",
            "organisation": "org.health_board",
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
            "producer": "org.health_board",
            "workstream": "ws.clinics",
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
            "source": "src.interview_1",
            "speaker": "act.analyst",
            "coder": "coder.1",
            "subject": "act.analyst",
            "predicate": "produced",
            "object": "ev.travel_survey",
            "stage": "needs.assessment",
            "order": "1",
            "date": "2024-03",
            "workstream": "ws.clinics",
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
            "source": "src.interview_1",
            "speaker": "act.analyst",
            "coder": "coder.1",
            "subject": "act.manager",
            "predicate": "ignored",
            "object": "ev.travel_survey",
            "stage": "solutions.supply",
            "order": "2",
            "workstream": "ws.clinics",
            "reason": "fac.no_time",
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
            "source": "src.interview_1",
            "speaker": "act.analyst",
            "coder": "coder.1",
            "subject": "org.health_board",
            "predicate": "asserts",
            "object": "fac.no_time",
            "about": "org.health_board",
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
"""Rows by table; columns that are not named are empty."""
