"""What goes into the graph of any valid study comes out of it, and nothing else.

Everything that is derived (sign, phase, step, site, loss, effect, states and so on) is worked out
again here, in plain Python from the words of the model.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import KINDS, TABLES, VOCABULARIES
from graphmodel.schema.dates import span
from tests.support.answers import plain
from tests.support.random_study import ODD_COLUMNS, RandomStudy, Row, packaged, random_studies
from tests.support.studies import rows_from, tiny_study
from tests.support.tiers import examples

Properties = dict[str, Any]

SLOW = settings(
    deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck)
)
"""A build takes a second: too long for Hypothesis to make a failing study simpler."""

LISTS = {
    "codes", "audience", "workshop", "reported_strengths", "reported_weaknesses", "raised_by", "tool", "actors",
    "stages", "resources", "knowledge", "objections", "objection_ids", "persuaded_by", "access_routes",
    "example_claims", "shortcomings",
}  # fmt: skip
DEFAULT_SUPPLY = ["solutions.supply"]
"""``stages.supply`` of the packaged study."""

REFERENCES = {
    ("actors", "organisation"): "MEMBER_OF",
    ("organisations", "part_of"): "PART_OF",
    ("stages", "parent"): "PART_OF",
    ("workstreams", "part_of"): "PART_OF",
    ("tools", "part_of"): "PART_OF",
    ("organisations", "site"): "AT",
    ("workstreams", "site"): "AT",
    ("sources", "site"): "AT",
    ("evidence", "site"): "AT",
    ("products", "site"): "AT",
    ("evidence", "evidence_type"): "OF_TYPE",
    ("evidence", "workstream"): "IN_WORKSTREAM",
    ("sources", "workstream"): "IN_WORKSTREAM",
    ("products", "workstream"): "IN_WORKSTREAM",
    ("evidence", "producer"): "PRODUCED_BY",
    ("objections", "raised_by"): "RAISED_BY",
    ("objections", "tool"): "ANSWERED_BY",
}
ROWS = {
    "LINKED": ("stakeholder_links", "from", "to"),
    "USED_AT": ("evidence_use", "evidence_type", "stage"),
    "VERDICT": ("verdicts", "site", "factor"),
    "RATES": ("ratings", "source", "actor"),
    "SUCCEEDED_BY": ("successors", "from_organisation", "to_organisation"),
}
DERIVED = {
    "Stage": {"rank", "supply"},
    "Source": {"stands_alone"},
    "Factor": {"valence_acts_as"},
    "Actor": {"is_class", "is_crowd"},
    "Organisation": {"is_class", "is_crowd"},
}
"""Properties of nodes that the build adds."""
ENDS = {"start", "end", "from", "to"}
CLAIM_ENDS = ENDS | {"subject", "object", "subject_kind", "object_kind", "start_label", "end_label"}


@pytest.mark.slow
@given(random_studies())
@settings(SLOW, max_examples=examples(16))
def test_what_goes_in_comes_out(study: RandomStudy) -> None:
    with _Built(study) as (opened, report):
        frames = opened.frames
        graph = _Expected(study)
        for kind in KINDS:
            assert _nodes(frames, kind.label) == graph.nodes[kind.label]
        assert _claims(frames) == graph.claims
        coded = {(row["claim"], row["coder"]) for row in study.rows("codings")}
        assert set(frames.nodes("Coding")[["claim", "coder"]].itertuples(index=False, name=None)) == coded
        found = {type_: _edges(frames, type_) for type_ in graph.edges}
        assert found == graph.edges
        assert {name: n for name, n in report.record.graph.items() if n} == {
            "Study": 1,
            "Verb": len(study.rows("predicates")),
            **({"Coding": len(study.rows("codings"))} if study.rows("codings") else {}),
            **{label: len(nodes) for label, nodes in graph.nodes.items() if nodes},
            **{type_: edges.total() for type_, edges in graph.edges.items() if edges},
            **({"CLAIM": len(graph.claims)} if graph.claims else {}),
        }
        for name, rows in study.tables.items():
            counts = {"read": len(rows), "taken": len(rows), "rejected": 0, "left_out": 0}
            assert report.record.rows[name] == counts
        _same_settings(study, opened)
        _same_funnel(opened)


def test_several_notes_on_a_claim_are_all_kept_in_their_order(tmp_path: Path) -> None:
    notes = rows_from("claim,note\nc4,unsure who is meant\nc5,said twice\nc4,asked again\nc4,settled")
    with gm.open_study(tiny_study(tmp_path, coding_notes=notes)) as study:
        noted = study.frames.claims.dropna(subset="note").set_index("claim")["note"].to_dict()
    assert noted == {"c4": "unsure who is meant; asked again; settled", "c5": "said twice"}


@pytest.mark.slow
@given(random_studies(), st.randoms(use_true_random=False))
@settings(SLOW, max_examples=examples(5))
def test_the_order_of_rows_and_columns_changes_no_answer(study: RandomStudy, random: Random) -> None:
    with _Built(study) as (opened, _), _Built(study.shuffled(random)) as (other, _):
        assert _whole(opened.frames) == _whole(other.frames)
        asked: list[tuple[str, dict[str, object]]] = [("stakeholders/ties", {}), ("dropout/by_phase", {})]
        asked += [
            ("journeys/of_evidence", {"evidence": item}) for item in opened.frames.nodes("EvidenceItem")["id"][:1]
        ]
        for question, needed in asked:
            pd.testing.assert_frame_equal(
                opened.ask(question, **needed).frame, other.ask(question, **needed).frame, check_like=False
            )


@pytest.mark.slow
@given(random_studies())
@settings(SLOW, max_examples=examples(3))
def test_same_input_same_graph(study: RandomStudy) -> None:
    with _Built(study) as (opened, report), _Built(study) as (again, same):
        # A workbook holds the time at which it was saved, so only the same file is the same input.
        if not study.form.workbook:
            assert report.record.content == same.record.content
        assert report.record.graph == same.record.graph
        assert _whole(opened.frames) == _whole(again.frames)


class _Built:
    """A study written, built and open; its folder goes in the end."""

    def __init__(self, study: RandomStudy) -> None:
        self._study = study

    def __enter__(self) -> tuple[gm.OpenStudy, gm.BuildReport]:
        import tempfile

        self._folder = Path(tempfile.mkdtemp(prefix="graphmodel-"))
        path = self._study.write(self._folder / "study")
        report = gm.build_study(path, db=self._folder / "db")
        self._opened = gm.open_study(path, db=self._folder / "db", build_first=False)
        return self._opened, report

    def __exit__(self, *_: object) -> None:
        self._opened.close()
        shutil.rmtree(self._folder)


class _Expected:
    """The graph that model.md asks for, from the rows of a study."""

    def __init__(self, study: RandomStudy) -> None:
        self._study = study
        self.nodes = {kind.label: self._nodes_of(kind.table, kind.label) for kind in KINDS}
        self._kind = {name: label for label, nodes in self.nodes.items() for name in nodes}
        self.claims = {row["claim"]: self._claim(row) for row in study.rows("claims")}
        self.edges = {type_: Counter[Any]() for type_ in [*REFERENCES.values(), "NEXT", "STATE_AT", *ROWS]}
        self._add_edges()
        self._add_states()
        self._add_states_in_workstreams()
        self._add_outcomes()

    def _nodes_of(self, table: str, label: str) -> dict[str, Properties]:
        schema = TABLES[table]
        known = {column.name: "type" if column.name == "kind" else column.name for column in schema.columns[1:]}
        taken = {"id", "kind", "label", *known.values()}
        stages = _cycle(self._study.rows("stages"))
        profiles = self._profiles() if label == "Actor" else {}
        taken |= DERIVED.get(label, set())
        if label == "Actor":
            taken |= set(self._no_profile())
        names = known | self._odd(table, taken)
        found = {}
        for row in self._study.rows(table):
            node = row[schema.id_column]
            made = {names[column]: _cell(column, text) for column, text in row.items() if column in names}
            made |= {"id": node, "kind": label, "label": row["label"]}
            if label == "Stage":
                made |= stages[node] | {"supply": node in self._supply()}
            if label == "Source":
                retells = made.get("type") == "synthesis" if made["independent"] is None else not made["independent"]
                made["stands_alone"] = not retells
            if label == "Factor":
                made["valence_acts_as"] = _valence(made["valence"])
            if label in {"Actor", "Organisation"}:
                stated = {"class": True, "item": False}.get(made.get("instance") or "")
                named = "(unspecified)" in made["label"].lower()
                made["is_class"] = named if stated is None else stated
                made["is_crowd"] = made.get("granularity") == "crowd"
            if label == "Actor":
                made |= profiles.get(node, self._no_profile())
            found[node] = made
        return found

    def _supply(self) -> list[str]:
        default = DEFAULT_SUPPLY if "stages" not in self._study.columns else []
        chosen: list[str] = self._study.settings.get("stages", {}).get("supply", default)
        return chosen

    def _odd(self, table: str, taken: set[str]) -> dict[str, str]:
        """Property of every column that the schema does not know."""
        names = {}
        header = self._study.columns.get(table, list(self._study.rows(table)[0]) if self._study.rows(table) else [])
        for column in header:
            if TABLES[table].column(column) is None:
                plain = ODD_COLUMNS[column]
                names[column] = f"study_{plain}" if plain in taken else plain
        return names

    def _no_profile(self) -> Properties:
        known = [column.name for column in TABLES["stakeholder_profiles"].columns[1:]]
        names = [*known, *self._odd_profile().values()]
        return {f"profile_{name}": None for name in names}

    def _odd_profile(self) -> dict[str, str]:
        if "stakeholder_profiles" not in self._study.columns:
            return {}
        known = {column.name for column in TABLES["stakeholder_profiles"].columns[1:]}
        return self._odd("stakeholder_profiles", known)

    def _profiles(self) -> dict[str, Properties]:
        odd = self._odd_profile()
        return {
            row["actor"]: {
                f"profile_{odd.get(column, column)}": _cell(column, text)
                for column, text in row.items()
                if column != "actor"
            }
            for row in self._study.rows("stakeholder_profiles")
        }

    def _claim(self, row: Row) -> Properties:
        known = {column.name for column in TABLES["claims"].columns} - {"subject", "object"}
        odd = self._odd("claims", known | {"sign"} | CLAIM_ENDS)  # of what is derived, odd columns have only this name
        verb = {r["predicate"]: r for r in self._study.rows("predicates")}[row["predicate"]]
        made = {odd.get(column, column): _cell(column, text) for column, text in row.items()}
        made |= {"subject": row["subject"], "subject_kind": self._kind[row["subject"]]}
        made |= {"object": row["object"], "object_kind": self._kind[row["object"]]}
        made["order"] = int(row["order"]) if row["order"] else None
        made["polarity"] = row["polarity"] or "affirms"
        made["certainty"] = row["certainty"] or "stated"
        made["valence_acts_as"] = _valence(made["valence"])
        defaults = {r["predicate"]: r for r in packaged("predicates")}
        made["acts_as"] = verb["acts_as"] or (verb["predicate"] if verb["predicate"] in defaults else None)
        default = defaults.get(made["acts_as"], dict.fromkeys(("presence", "step", "relation", "symmetric"), ""))
        made["presence"] = verb["presence"] or default["presence"] or None
        steps = {"claim": row["step"], "verb": verb["step"] or default["step"]}
        made["step"], made["step_basis"] = _first(steps)
        levels = [self.nodes["Factor"].get(row[end], {}).get("level") for end in ("object", "subject")]
        made["level"], made["level_basis"] = _first({"claim": row["level"], "factor": levels[0] or levels[1]})
        made["phase"] = self.nodes["Stage"][row["stage"]]["phase"] if row["stage"] else None
        made["sign"] = _sign(made)
        made["site"], made["site_basis"] = self._site(row)
        notes = [note["note"] for note in self._study.rows("coding_notes") if note["claim"] == row["claim"]]
        made["note"] = "; ".join(notes) or None
        relation = verb["relation"] or default["relation"] or "joins"
        return made | self._says(made) | self._relates(made, relation, verb["symmetric"] or default["symmetric"])

    def _says(self, claim: Properties) -> Properties:
        """What a claim says of evidence and of two stakeholders."""
        subject, object_ = (
            claim[end] if claim[f"{end}_kind"] == "EvidenceItem" else None for end in ("subject", "object")
        )
        verb, step, polarity = claim["acts_as"], claim["step"], claim["polarity"]
        actual, effect, on = claim["certainty"] != "normative", None, None
        at_impact = step in ("impact", "application") or not {"impact", "application"} & set(self._steps())
        if actual and subject and verb in ("influenced", "informs") and polarity != "denies" and at_impact:
            effect, on = ("impact" if polarity == "affirms" else "partly applied"), subject
        if actual and object_ and verb == "applied" and polarity != "denies":
            supplied = "impact" if claim["stage"] in self._supply() else "applied"
            effect, on = (supplied if polarity == "affirms" else "partly applied"), object_
        if actual and object_ and verb in ("contested", "blocks") and polarity != "denies":
            effect, on = "opposed", object_
        if actual and object_ and verb == "requested":
            effect, on = ("unasked" if polarity == "denies" else "asked"), object_
        loss = claim["sign"] == "minus" or effect == "unasked"
        made = verb in ("produced", "commissioned", "accessed", "shared", "withheld")
        return {
            "generation": bool(subject or object_) and (made or (verb is None and step == "generation")),
            "effect": effect,
            "effect_on": on,
            "loss": loss,
            "gap": loss and verb in ("produced", "commissioned") and polarity == "denies",
        }

    def _relates(self, claim: Properties, relation: str, symmetric: str) -> Properties:
        kinds = {claim["subject_kind"], claim["object_kind"]}
        ends = {claim["subject"], claim["object"]}
        actors = self.nodes["Actor"]
        of_crowd = any(actors[end]["is_crowd"] for end in ends if end in actors)
        two = kinds <= {"Actor", "Organisation"} and len(ends) == 2 and relation != "none" and not of_crowd
        actual = claim["certainty"] != "normative"
        apart = claim["presence"] == "lost" or relation == "leaves_out"
        return {
            "relation": relation if two else None,
            "symmetric": two and symmetric == "yes",
            "joins": two and relation == "joins" and actual and claim["polarity"] != "denies",
            "involves": actual and claim["polarity"] == "affirms" and not apart,
        }

    def _add_outcomes(self) -> None:
        touching: dict[str, list[Properties]] = {item: [] for item in self.nodes["EvidenceItem"]}
        for claim in self.claims.values():
            for item in {claim["subject"], claim["object"]} & set(touching):
                touching[item].append(claim)
        for item, claims in touching.items():
            outcome, deciding = _outcome(item, claims)
            has = {name for claim in claims for name in _kinds(claim, item)}
            certainties = [word for word in CERTAINTIES if any(one["certainty"] == word for one in deciding)]
            uses = {claim["use"] or "not said" for claim in deciding} if outcome == "reached impact" else None
            self.nodes["EvidenceItem"][item] |= {
                "outcome": outcome,
                "n_deciding": len(deciding),
                "outcome_certainty": certainties[0] if certainties else None,
                "opposed": "opposed" in has,
                "lost_elsewhere": "loss" in has and outcome in ("reached impact", "used and lost", "partly applied"),
                "kinds_of_use": sorted(uses) if uses else None,
                "outcome_claims": sorted(str(claim["claim"]) for claim in deciding) or None,
            }

    def _add_states_in_workstreams(self) -> None:
        """What is said in each workstream as a whole, claims without a stage included."""
        wholes: dict[tuple[str, str], list[Properties]] = {}
        for claim in self.claims.values():
            if claim["sign"] and claim["workstream"]:
                for item in {claim["subject"], claim["object"]} & set(self.nodes["EvidenceItem"]):
                    wholes.setdefault((item, claim["workstream"]), []).append(claim)
        for (item, workstream), here in wholes.items():
            made = {"scope": "workstream", "within": workstream, "state": _state({claim["sign"] for claim in here})}
            made |= dict.fromkeys(("part", "used_before", "by_rank"))
            made["generation_only"] = made["state"] == "used" and all(claim["generation"] for claim in here)
            made["claims"] = tuple(sorted(str(claim["claim"]) for claim in here))
            self.edges["STATE_AT"][(item, workstream, frozenset(made.items()))] += 1

    def _steps(self) -> list[str]:
        steps: list[str] = self._study.settings.get("vocabularies", {}).get("step", list(VOCABULARIES["step"]))
        return steps

    def _add_states(self) -> None:
        stages = self.nodes["Stage"]
        phases = sorted((s for s in stages if not stages[s]["parent"]), key=lambda s: stages[s]["rank"])
        groups: dict[tuple[str, str | None, str], dict[str, list[Properties]]] = {}
        for claim in self.claims.values():
            if claim["sign"]:
                scopes = {"study": None, **{scope: claim[scope] for scope in ("source", "site", "workstream")}}
                for item in {claim["subject"], claim["object"]} & set(self.nodes["EvidenceItem"]):
                    for scope, within in scopes.items():
                        groups.setdefault((scope, within, item), {}).setdefault(claim["phase"], []).append(claim)
        for (scope, within, item), claims in groups.items():
            for phase in phases:
                here = sorted(claims.get(phase, []), key=lambda claim: str(claim["claim"]))
                state = _state({claim["sign"] for claim in here})
                made = {"scope": scope, "within": within, "state": state} | _before(claims, phases, phase, state)
                made["generation_only"] = state == "used" and all(claim["generation"] for claim in here)
                if here:
                    made["claims"] = tuple(claim["claim"] for claim in here)
                    self.edges["STATE_AT"][(item, phase, frozenset(made.items()))] += 1

    def _site(self, row: Row) -> tuple[str | None, str | None]:
        """The claim's own site, else its workstream's, else its source's."""
        sites = {"claim": row["site"]}
        if row["workstream"]:
            sites["workstream"] = self.nodes["WorkStream"][row["workstream"]]["site"]
        sites["source"] = self.nodes["Source"][row["source"]]["site"]
        return _first(sites)

    def _add_edges(self) -> None:
        for (table, column), type_ in REFERENCES.items():
            for row in self._study.rows(table):
                ends = _cell(column, row[column]) if column in LISTS else [row[column]]
                for end in ends or []:
                    if end:
                        self.edges[type_][(row[TABLES[table].id_column], end, frozenset())] += 1
        for type_, (table, start, end) in ROWS.items():
            known = {column.name for column in TABLES[table].columns} - {start, end}
            odd = self._odd(table, ENDS | known) if table in self._study.columns else {}
            for row in self._study.rows(table):
                made = {
                    odd.get(column, column): text or None for column, text in row.items() if column not in {start, end}
                }
                if type_ == "USED_AT":
                    made["frequency"] = None if row["frequency"] == "unknown" else int(row["frequency"])
                    made["at_least"] = int(row["at_least"]) if row["at_least"] else None
                if not (row[start] and row[end]):
                    continue
                self.edges[type_][(row[start], row[end], frozenset(made.items()))] += 1
        stages = self.nodes["Stage"]
        ordered = sorted(stages, key=lambda stage: stages[stage]["rank"])
        for group in ([s for s in ordered if not stages[s]["parent"]], [s for s in ordered if stages[s]["parent"]]):
            self.edges["NEXT"].update((a, b, frozenset()) for a, b in pairwise(group))


def _cell(column: str, text: str) -> Any:
    """Empty is null, lists are lists, whole numbers are numbers."""
    if column in LISTS:
        return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip())) or None
    if column in {"quoted", "independent"}:
        return {"yes": True, "no": False, "": None}[text]
    return text or None


def _cycle(rows: list[Row]) -> dict[str, Properties]:
    """Phase and rank of every stage: numbers by their parts, stages without one last, in the order listed."""
    parents = {row["stage"]: row["parent"] for row in rows}

    def top(stage: str) -> str:
        return top(parents[stage]) if parents[stage] else stage

    def place(row: Row) -> list[float]:
        return [int(part) for part in row["order"].split(".")] if row["order"] else [float("inf")]

    return {
        row["stage"]: {"phase": top(row["stage"]), "rank": rank}
        for rank, row in enumerate(sorted(rows, key=place), start=1)
    }


def _first(values: dict[str, Any]) -> tuple[str | None, str | None]:
    """The first value that there is, and where it comes from."""
    return next(((value, basis) for basis, value in values.items() if value), (None, None))


def _state(signs: set[str]) -> str:
    if not signs:
        return "silent"
    if "minus" in signs:
        return "disputed" if len(signs) > 1 else "not used"
    return "partly" if "mixed" in signs else "used"


CERTAINTIES = ("stated", "tentative", "normative")


def _kinds(claim: Properties, item: str) -> set[str]:
    """What a claim counts as for one item that it touches."""
    if claim["certainty"] == "normative":
        return {"normative"}
    effect = claim["effect"] if claim["effect_on"] == item else None
    kinds = {"told", effect, "loss" if claim["loss"] else None, "there" if claim["sign"] in ("plus", "mixed") else None}
    if claim["loss"]:
        kinds |= {"gap" if claim["gap"] else "no gap", "unasked" if effect == "unasked" else "asked for"}
    return {kind for kind in kinds if kind}


def _outcome(item: str, claims: list[Properties]) -> tuple[str, list[Properties]]:
    of = [(claim, _kinds(claim, item)) for claim in claims]
    has = {kind for _, kinds in of for kind in kinds}

    def those(*wanted: str) -> list[Properties]:
        return [claim for claim, kinds in of if kinds & set(wanted)]

    if not claims:
        return "no claims", []
    if "told" not in has:
        return "only recommended", claims
    if "impact" in has:
        return "reached impact", those("impact")
    if "applied" in has:
        return ("used and lost", those("applied", "loss")) if "loss" in has else ("applied", those("applied"))
    if "partly applied" in has:
        return "partly applied", those("partly applied")
    if "loss" in has and "there" not in has:
        word = "not used" if "no gap" in has else "never there"
        word = word if word == "never there" or "asked for" in has else "not asked for"
        return word, those("loss")
    if "loss" in has:
        return "stopped on the way", those("loss", "there")
    return ("contested", those("opposed")) if "opposed" in has else ("unclear", [])


def _before(claims: dict[str, list[Properties]], phases: list[str], here: str, state: str) -> Properties:
    """What not used means at a phase, and what came before, by every pair of claims."""
    states = {phase: _state({claim["sign"] for claim in claims.get(phase, [])}) for phase in phases}
    known: dict[str, list[bool]] = {"lost": [], "after dispute": []}
    for there in phases:
        if there != here and states[there] in ("used", "partly", "disputed"):
            uses = [claim for claim in claims[there] if claim["sign"] != "minus"]
            told = [_earlier(use, claim) for use in uses for claim in claims.get(here, [])]
            compared = [answer for answer in told if answer is not None]
            if any(compared) or (not compared and phases.index(there) < phases.index(here)):
                known["after dispute" if states[there] == "disputed" else "lost"].append(not compared)
    first = next((name for name, ranked in known.items() if ranked), None)
    use = any(claim["sign"] != "minus" for rows in claims.values() for claim in rows)
    part = first or ("used elsewhere" if use else "never used")
    by_rank = first is not None and all(known[first])
    return {"part": part if state == "not used" else None, "used_before": bool(known["lost"]), "by_rank": by_rank}


def _earlier(use: Properties, claim: Properties) -> bool | None:
    """Is the one before the other? None if neither order nor date says so."""
    if use["order"] is not None and claim["order"] is not None:
        return bool(use["order"] < claim["order"])
    if use["date"] and claim["date"]:
        one, other = span(use["date"]), span(claim["date"])
        assert one
        assert other
        return True if one[1] < other[0] else False if other[1] < one[0] else None
    return None


def _valence(valence: str | None) -> str | None:
    """What a valence acts as in a study that gives no other values of its own for it."""
    return valence if valence in {"barrier", "enabler"} else None


def _sign(claim: Properties) -> str | None:
    if "EvidenceItem" not in (claim["subject_kind"], claim["object_kind"]):
        return None
    if claim["certainty"] == "normative" or claim["presence"] not in ("present", "lost"):
        return None
    if claim["polarity"] == "mixed":
        return "mixed"
    there = {("present", "affirms"), ("lost", "denies")}
    return "plus" if (claim["presence"], claim["polarity"]) in there else "minus"


def _records(frame: pd.DataFrame) -> Iterable[Properties]:
    for row in frame.to_dict("records"):
        yield {str(name): plain(value) for name, value in row.items()}


def _nodes(frames: StudyFrames, label: str) -> dict[str, Properties]:
    rows = list(_records(frames.nodes(label)))
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


def _claims(frames: StudyFrames) -> dict[str, Properties]:
    rows = list(_records(frames.claims))
    assert len({row["claim"] for row in rows}) == len(rows)
    return {row["claim"]: row for row in rows}


def _edges(frames: StudyFrames, type_: str) -> Counter[Any]:
    found = Counter[Any]()
    for row in _records(frames.edges(type_)):
        cells = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
        found[(cells.pop("start"), cells.pop("end"), frozenset(cells.items()))] += 1
    return found


def _whole(frames: StudyFrames) -> dict[str, Any]:
    """Everything in the graph, in no order."""
    nodes = {label: _nodes(frames, label) for label in ["Verb", *(kind.label for kind in KINDS)]}
    edges = {type_: _edges(frames, type_) for type_ in {*REFERENCES.values(), "NEXT", "STATE_AT", *ROWS}}
    return {**nodes, **edges, "CLAIM": _claims(frames)}


def _same_settings(study: RandomStudy, opened: gm.OpenStudy) -> None:
    said, focus = opened.settings, study.settings.get("focus", {})
    assert said.id == study.settings[""]["id"]
    assert said.title == study.settings[""]["title"]
    assert list(said.focus.values) == focus.get("values", [])
    assert said.focus.in_question == focus.get("in_question", "")
    assert said.focus.compared_with == focus.get("compared_with", "")
    assert list(said.steps) == study.settings.get("vocabularies", {}).get("step", list(VOCABULARIES["step"]))
    assert set(said.supply) == set(_Expected(study)._supply())


def _same_funnel(opened: gm.OpenStudy) -> None:
    """The analysis, which counts in Python, and the question, which the engine answers, count alike."""
    if not opened.settings.focus.in_question:
        return  # the analysis then counts all items together
    named = [
        "used",
        "used_generation_only",
        "partly",
        "disputed",
        "not_used",
        "silent",
        "lost",
        "after_dispute",
        "never_used",
    ]
    asked, computed = (
        {(row["focus"], row["phase"]): [row[name] for name in named] for row in _records(frame)}
        for frame in (opened.ask("dropout/by_phase").frame, opened.dropout()["funnel"])
    )
    nothing = [0] * len(named)
    assert asked == {key: counts for key, counts in computed.items() if key in asked or counts != nothing}
