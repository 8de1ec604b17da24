"""What pages say of the coding: numbers from the raw tables, nobody named, and unknown where it is unknown."""

import re

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.frames.how_coded import how_coded
from graphmodel.frames.shareable import shareable
from tests.support import raw
from tests.support.frames import claim, made_frames


@pytest.mark.slow
def test_pages_say_how_many_coders_and_how_far_they_agree_and_name_none(bundled_here: OpenStudy) -> None:
    frames = shareable(bundled_here.frames)
    coders, agreement = how_coded(frames)
    names = {row["coder"] for row in raw.table("claims")}
    assert f"coded by {len(names)} coder." in coders
    fields = bundled_here.agreement()["fields"]
    (row,) = fields[fields["field"].eq("sign_and_phase") & fields["basis"].eq("blind")].to_dict("records")
    assert f"kappa is {row['kappa']:.2f} ({95} % interval" in agreement
    assert re.search(rf"On {row['n']} claims that 2 coders .* agree in {row['percent']:.0f} %", agreement)
    both = {*names, *(row["coder"] for row in raw.table("codings"))}
    assert not any(name in note for name in both for note in (coders, agreement))
    assert "coder" not in frames.claims


def test_what_is_not_stated_is_not_known() -> None:
    frames = made_frames([claim("org.x", "applied", "ev.a")], {"ev.a": "rural"})
    coders, agreement = how_coded(frames)
    assert "not stated" in coders
    assert "not known" in agreement
