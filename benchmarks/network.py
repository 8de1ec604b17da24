"""Seeded studies that are nothing but a large network of stakeholders, for the maps."""

import csv
from pathlib import Path
from random import Random

SETTINGS = """\
id = "network"
title = "A large network"

[focus]
values = ["first", "second"]
in_question = "second"
compared_with = "first"
"""
VERBS = ("works_with", "challenges", "excludes", "shared")
SOURCES, SECTORS, A_BODY = 30, 12, 400


def network(folder: Path, people: int, ties: int, seed: int = 1) -> Path:
    """Write a study of people, in organisations of about 400, with claims between two of them.

    Most claims join people of one body, and few people are named often.
    """
    draw = Random(seed)
    bodies = max(4, people // A_BODY)
    body_of = [draw.randrange(bodies) for _ in range(people)]
    members: list[list[int]] = [[] for _ in range(bodies)]
    for person, body in enumerate(body_of):
        members[body].append(person)
    claims = []
    for number in range(ties):
        start = int((draw.random() ** 1.6) * people)
        end = draw.choice(members[body_of[start]]) if draw.random() < 0.85 else draw.randrange(people)
        end = (start + 1) % people if end == start else end
        claims.append(
            {
                "claim": f"c{number}",
                "source": f"src.s{number % SOURCES}",
                "subject": f"act.a{start}",
                "predicate": draw.choice(VERBS),
                "object": f"act.a{end}",
                "focus": "second" if draw.random() < 0.4 else "first",
                "polarity": "denies" if draw.random() < 0.06 else "affirms",
                "summary": "One is said to do something with the other.",
            }
        )
    tables = {
        "actors": [
            {"actor": f"act.a{n}", "label": f"Person {n}", "granularity": "role", "organisation": f"org.o{body}"}
            for n, body in enumerate(body_of)
        ],
        "organisations": [
            {"organisation": f"org.o{n}", "label": f"Body {n}", "kind": f"sector {n % SECTORS}"} for n in range(bodies)
        ],
        "sources": [{"source": f"src.s{n}", "label": f"Interview {n}", "kind": "interview"} for n in range(SOURCES)],
        "claims": claims,
    }
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(SETTINGS, "utf-8")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder
