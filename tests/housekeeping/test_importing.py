"""Imports into a study: once is enough, newer ones update, and what was changed by hand stays."""

import copy
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.formats import Draft
from graphmodel.housekeeping.deciding import Decision, decide
from graphmodel.housekeeping.import_outcome import ImportOutcome
from graphmodel.housekeeping.import_records import (
    Import,
    KnownRow,
    imports_text,
    known_text,
    read_imports,
    read_known,
    stream_of,
)
from graphmodel.housekeeping.importing import bring, snapshot_of_tables
from graphmodel.housekeeping.kinds import ITEM_KINDS
from graphmodel.housekeeping.merging import merge
from graphmodel.housekeeping.renaming import rename
from graphmodel.problems import StudyError
from graphmodel.queue import asked, read_items, waiting, withdrawn
from graphmodel.snapshot import Row, Snapshot
from tests.support.full_study import full_tables, snapshot
from tests.support.studies import Rows
from tests.support.tiers import examples

Tables = dict[str, Rows]
STREAM = "format-project"
VERBS = [{"predicate": "praises", "label": "praises", "subject": "actor", "object": "factor"}]
ACTORS = [
    {"actor": "act.cook", "label": "School cook", "granularity": "role"},
    {"actor": "act.head", "label": "Head teacher", "granularity": "role"},
]
CLAIM = {"source": "src.new", "coder": "Ann", "subject": "act.cook", "predicate": "praises", "object": "fac.time"}


def claim(name: str, summary: str, **cells: str) -> dict[str, str]:
    return {"claim": name, **CLAIM, "summary": summary, **cells}


def project(*claims: dict[str, str]) -> Tables:
    """An import: its act.cook is not the one of the study, its claim c1 neither."""
    rows = list(claims) or [claim("c1", "Time helps"), claim("c2", "Time is short", polarity="denies")]
    return {
        "actors": copy.deepcopy(ACTORS),
        "factors": [{"factor": "fac.time", "label": "Time to read"}],
        "sources": [{"source": "src.new", "label": "Interview 9"}],
        "predicates": copy.deepcopy(VERBS),
        "claims": rows,
        "quotes": [{"quote": f"q_{row['claim']}", "claim": row["claim"], "text": row["summary"]} for row in rows],
        "coding_notes": [{"claim": rows[0]["claim"], "note": "unsure"}],
    }


def brought(study: Snapshot, tables: Tables, *, remove: bool = False, drafts: Sequence[Draft] = ()) -> ImportOutcome:
    whole = {name: (list(rows[0]) if rows else [], rows) for name, rows in tables.items()}
    known = read_known(study.records).get(STREAM, {})
    read = snapshot_of_tables(whole, {"focus.values": ["rural", "abroad"]})
    return bring(study, read, known, import_id="im_0", stream=STREAM, drafts=drafts, remove=remove)


def after(study: Snapshot, tables: Tables, *, remove: bool = False, drafts: Sequence[Draft] = ()) -> Snapshot:
    result = brought(study, tables, remove=remove, drafts=drafts)
    records = {"imports.csv": imports_text([Import("im_0", STREAM, "example", "", "", "")])}
    records |= {"imported.csv": known_text({**read_known(study.records), STREAM: result.rows})}
    records |= {name: text for name, text in asked(study.records, result.items).items() if text is not None}
    return study.changed(result.change("import", dict(records)))


def rows_of(study: Snapshot, table: str) -> dict[str, Row]:
    return {next(iter(row.values())): row for row in study.rows(table).values()}


def contents(study: Snapshot) -> dict[str, list[tuple[tuple[str, str], ...]]]:
    """Every table as a bag of rows, without what says which import they came with."""
    return {
        name: sorted(
            tuple(sorted((key, text) for key, text in row.items() if text and key != "import_id"))
            for row in table.rows.values()
        )
        for name, table in study.tables.items()
    }


def edited(study: Snapshot, table: str, name: str, **cells: str) -> Snapshot:
    number, row = next((n, row) for n, row in study.rows(table).items() if next(iter(row.values())) == name)
    own = study.tables[table]
    return Snapshot(
        {**study.tables, table: type(own)(own.columns, {**own.rows, number: {**row, **cells}})},
        study.settings,
        study.records,
    )


def without(study: Snapshot, table: str, name: str) -> Snapshot:
    own = study.tables[table]
    left = {n: row for n, row in own.rows.items() if next(iter(row.values())) != name}
    return Snapshot({**study.tables, table: type(own)(own.columns, left)}, study.settings, study.records)


def test_ids_that_others_have_are_made_free_and_everything_that_names_them_follows() -> None:
    study = snapshot()
    there = set(rows_of(study, "actors"))
    assert "act.cook" in there
    now = after(study, project())
    new = next(row for row in now.rows("actors").values() if row.get("label") == "School cook")
    assert new["actor"] not in there
    claims = [row for row in now.rows("claims").values() if row.get("import_id")]
    assert {row["subject"] for row in claims} == {new["actor"]}
    ids = {row["claim"] for row in claims}
    assert len(ids) == 2
    assert not ids & set(rows_of(study, "claims"))
    assert {row["claim"] for row in now.rows("quotes").values()} >= ids
    assert now.settings["focus.values"] == [*study.settings["focus.values"], "abroad"]  # type: ignore[misc]
    assert contents(study).items() >= {"stages": contents(now)["stages"]}.items()


def test_a_study_with_words_of_its_own_gets_those_of_the_model_that_an_import_uses() -> None:
    tables = project()
    tables["actors"][0]["granularity"] = "crowd"
    words = snapshot().settings["vocabularies.granularity"]
    assert isinstance(words, list)
    assert "crowd" not in words
    assert brought(snapshot(), tables).settings["vocabularies.granularity"] == [*words, "crowd"]
    assert "vocabularies.granularity" not in brought(snapshot(), project()).settings


def test_a_new_node_with_the_kind_and_label_of_one_node_is_that_node() -> None:
    study = snapshot()
    name, row = next(iter(rows_of(study, "actors").items()))
    tables = project()
    tables["actors"][1]["label"] = row["label"].upper()
    tables["claims"][0]["subject"] = "act.head"
    now = after(study, tables)
    assert len(now.rows("actors")) == len(study.rows("actors")) + 1
    assert next(one["subject"] for one in now.rows("claims").values() if one.get("import_id")) == name
    assert rows_of(now, "actors")[name]["label"] == row["label"]


@settings(max_examples=examples(25))
@given(st.randoms(use_true_random=False))
def test_importing_twice_is_importing_once_whatever_the_order_of_rows(chance: random.Random) -> None:
    tables = full_tables()
    for rows in tables.values():
        chance.shuffle(rows)
    once = after(snapshot({"actors": ACTORS, "claims": [], "sources": []}), full_tables())
    again = brought(once, tables)
    assert not again.tables
    assert not again.settings
    assert not again.items
    assert not again.vanished
    assert known_text({STREAM: again.rows}) == once.records["imported.csv"]
    for name, count in again.counts.items():
        assert count.same == len(full_tables()[name])


@settings(max_examples=examples(40))
@given(st.data())
def test_a_newer_export_leads_to_the_study_of_that_export_alone(data: st.DataObject) -> None:
    names = ["c1", "c2", "c3", "c4"]
    empty = snapshot({"actors": [], "claims": [], "sources": []})
    exports = []
    for _ in range(2):
        kept = data.draw(st.permutations(names))[: data.draw(st.integers(1, 4))]
        exports.append(
            project(*(claim(one, data.draw(st.sampled_from(["a", "b"])) + one, extent=one[1:]) for one in kept))
        )
    both = after(after(empty, exports[0]), exports[1], remove=True)
    assert contents(both) == contents(after(empty, exports[1]))


def test_what_was_changed_by_hand_stays_and_is_asked_about_where_the_file_changed_too() -> None:
    first = after(snapshot(), project())
    mine = [row["claim"] for row in first.rows("claims").values() if row.get("import_id")]
    hand = edited(edited(first, "claims", mine[0], summary="By hand"), "claims", mine[1], certainty="hedged")
    assert not brought(hand, project()).tables
    newer = project(claim("c1", "Time helps a lot"), claim("c2", "Time is very short", polarity="denies"))
    result = brought(hand, newer)
    now = after(hand, newer)
    assert rows_of(now, "claims")[mine[0]]["summary"] == "By hand"
    assert rows_of(now, "claims")[mine[1]]["summary"] == "Time is very short"
    assert rows_of(now, "claims")[mine[1]]["certainty"] == "hedged"
    assert (result.clashes, [one.kind for one in result.items]) == (1, ["clash"])
    decided = decide(now, ITEM_KINDS, [Decision(2, result.items[0].id, "Time helps a lot")])
    assert rows_of(decided.study, "claims")[mine[0]]["summary"] == "Time helps a lot"
    assert not brought(decided.study, newer).items


def test_renamed_and_merged_nodes_are_followed_and_deleted_claims_stay_deleted() -> None:
    first = after(snapshot(), project())
    cook = next(row["actor"] for row in first.rows("actors").values() if row["label"] == "School cook")
    mine = [row["claim"] for row in first.rows("claims").values() if row.get("import_id")]
    changed = first.changed(rename(first, cook, "act.canteen").change)
    changed = changed.changed(merge(changed, "act.parents", ["act.head"]).change)
    words = next(row["quote"] for row in changed.rows("quotes").values() if row.get("claim") == mine[1])
    changed = without(without(changed, "claims", mine[1]), "quotes", words)
    assert not brought(changed, project()).tables
    newer = project(
        claim("c1", "Time helps", subject="act.head"), claim("c2", "Changed"), claim("c9", "New", subject="act.cook")
    )
    result = brought(changed, newer)
    now = after(changed, newer)
    assert mine[1] not in rows_of(now, "claims")
    assert (result.counts["claims"].deleted, result.counts["quotes"].deleted) == (1, 1)
    assert rows_of(now, "claims")[mine[0]]["subject"] == "act.parents"
    assert rows_of(now, "claims")["c9"]["subject"] == "act.canteen"


def test_a_deleted_node_comes_back_only_where_something_new_names_it() -> None:
    first = without(after(snapshot(), project()), "actors", "act.head")
    assert not brought(first, project()).tables
    newer = project(claim("c1", "Time helps"), claim("c7", "Heads too", subject="act.head"))
    assert "act.head" in rows_of(after(first, newer), "actors")


def test_what_is_gone_stays_unless_it_is_to_go_and_then_takes_along_what_only_it_named() -> None:
    study = snapshot()
    first = after(study, project(claim("c1", "Time"), claim("c8", "Heads", subject="act.head")))
    newer = project(claim("c1", "Time"))
    newer["actors"] = newer["actors"][:1]
    kept = brought(first, newer)
    assert {(one.table, one.id) for one in kept.vanished} >= {("claims", "c8"), ("actors", "act.head")}
    assert not kept.tables
    assert {one.id for one in brought(after(first, newer), newer).vanished} == {one.id for one in kept.vanished}
    now = after(first, newer, remove=True)
    assert not {"c8", "q_c8"} & {*rows_of(now, "claims"), *rows_of(now, "quotes")}
    assert "act.head" not in rows_of(now, "actors")
    assert contents(now) == contents(after(study, newer))


def test_claims_whose_rows_were_numbered_with_new_numbers_are_found_by_what_they_say() -> None:
    one, two = claim("c1", "First", locator="row 2"), claim("c2", "Second", locator="row 3")
    first = after(snapshot({"actors": [], "claims": [], "sources": []}), project(one, two))
    newer = project(claim("c1", "Inserted", locator="row 2"), {**one, "claim": "c2"}, {**two, "claim": "c3"})
    result = brought(first, newer)
    assert [row.label for row in result.added if row.table == "claims"] == ["Inserted"]
    assert not [row for row in result.vanished if row.table == "claims"]
    recoded = project({**one, "claim": "c_other", "polarity": "denies"}, two)
    result = brought(first, recoded)
    assert [row.id for row in result.changed if row.table == "claims"] == ["c1"]
    assert not [row for row in result.added if row.table == "claims"]


def test_a_source_under_another_name_is_the_same_where_its_claims_are() -> None:
    first = after(snapshot(), project())
    newer = project()
    newer["sources"] = [{"source": "src.june", "label": "Interview 9, June"}]
    for row in newer["claims"]:
        row["source"] = "src.june"
    result = brought(first, newer)
    assert [(one.id, one.cells) for one in result.changed] == [
        ("src.new", (("label", "Interview 9", "Interview 9, June"),))
    ]
    assert not result.added
    assert not result.vanished
    other = project(claim("c5", "Of another interview", source="src.june"))
    other["sources"] = newer["sources"]
    assert [one.table for one in brought(first, other).added].count("sources") == 1


def a_draft(question: str = "Which one?") -> Draft:
    options = {
        "the cook": (claim("d1", "Draft"),),
        "both": (claim("d1", "Draft"), claim("d2", "Draft", subject="act.head")),
        "neither": (),
    }
    return Draft("place 1", question, options, "the cook", "Interview 9", ("q_place",))


def test_a_draft_waits_and_a_decision_makes_its_claims_with_their_words() -> None:
    tables = project()
    tables["quotes"].append({"quote": "q_place", "text": "Both of them", "source": "src.new"})
    study = after(snapshot(), tables, drafts=[a_draft()])
    (item,) = [one for one in waiting(study.records) if one.kind == "draft_of_claim"]
    cook = next(row["actor"] for row in study.rows("actors").values() if row["label"] == "School cook")
    study = study.changed(rename(study, cook, "act.canteen").change)
    done = decide(study, ITEM_KINDS, [Decision(2, item.id, "both")]).study
    claims = rows_of(done, "claims")
    assert [claims[name]["subject"] for name in ("d1", "d2")] == ["act.canteen", "act.head"]
    assert claims["d1"]["import_id"] == "im_0"
    assert sorted(row["claim"] for row in done.rows("quotes").values() if row["text"] == "Both of them") == ["d1", "d2"]
    again = brought(done, tables, drafts=[a_draft()])
    assert not again.tables
    assert not again.vanished
    assert not asked(done.records, again.items)
    solved = project(*tables["claims"], claim("d1", "Draft", subject="act.cook"))
    result = brought(done, solved)
    assert not [row for row in result.added if row.table == "claims"]
    assert [row.id for row in result.vanished if row.table == "claims"] == ["d2"]


def test_a_draft_that_is_gone_is_no_longer_asked_about() -> None:
    study = after(snapshot(), project(), drafts=[a_draft()])
    (item,) = [one for one in waiting(study.records) if one.kind == "draft_of_claim"]
    assert brought(study, project()).stale == [item.id]
    done = decide(study, ITEM_KINDS, [Decision(2, item.id, "neither")]).study
    assert contents(done) == contents(study)


def test_a_draft_of_a_passage_that_changed_is_asked_again() -> None:
    study = after(snapshot(), project(), drafts=[a_draft()])
    (item,) = [one for one in waiting(study.records) if one.kind == "draft_of_claim"]
    assert brought(study, project(), drafts=[a_draft()]).stale == []
    changed = brought(study, project(), drafts=[a_draft("“Other words” Which one?")])
    assert changed.stale == [item.id]
    left = {**study.records, **{name: text or "" for name, text in withdrawn(study.records, changed.stale).items()}}
    text = asked(left, changed.items)["queue.csv"]
    assert [one.question for one in read_items(text)] == ["“Other words” Which one?"]


def test_a_stream_is_found_by_name_or_by_what_it_shares() -> None:
    def rows(*names: str) -> dict[tuple[str, str], KnownRow]:
        return {("claims", name): KnownRow("claims", name, name, own=True, written={}) for name in names}

    imports = [Import("im_1", "a", "kumu", "Food", "f", ""), Import("im_2", "b", "kumu", "", "g", "")]
    streams = {"a": rows("c1", "c2", "c3"), "b": rows("d1", "d2", "d3")}

    def found(format_: str, name: str, *keys: str) -> str:
        return stream_of(imports, streams, format_, name, [("claims", key) for key in keys])

    assert found("kumu", "Food", "c1", "x", "y", "z") == "a"
    assert found("kumu", "Other", "d1", "d2", "d4") == "b"
    assert found("kumu", "Food", "x", "y") == ""
    assert found("kumu", "", "d1", "x", "y") == ""
    assert found("refi", "Food", "c1", "c2", "c3") == ""


def test_records_read_back_and_damaged_ones_are_refused() -> None:
    imports = [Import("im_1", "a", "kumu", 'Food, \n"fresh"', "f.xlsx", "2026-01-01T00:00:00Z")]
    assert read_imports({"imports.csv": imports_text(imports)}) == imports
    for records in ({"imports.csv": imports_text(imports)}, {"imported.csv": "claim,row\nc1,2\n"}):
        with pytest.raises(StudyError, match=r"import(s|ed)\.csv"):
            read_known(records)
    with pytest.raises(StudyError, match=r"imports\.csv"):
        read_imports({"imports.csv": "a,b\n1,2\n"})
