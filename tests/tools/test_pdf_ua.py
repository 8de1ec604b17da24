"""Print keeps to PDF/UA-1, as a validator sees it."""

import pypdf
import pytest

from graphmodel.tools.handout import Handout, Lines, Section
from graphmodel_viz.sheets.handout import write_handout_paper
from graphmodel_viz.sheets.paper import write_large_print, write_paper
from tests.support.tool_copies import HOSTILE, sample_copy
from tests.support.verapdf import what_breaks
from tests.tools.test_filling import FORMS


@pytest.mark.exhaustive
@pytest.mark.process
def test_print_keeps_to_the_standard(bundled_copy, bundled_here, tmp_path):
    copies = [("sample", sample_copy()), *((f"{name}-{form}", bundled_copy(name, form)) for name, form in FORMS)]
    for name, copy in copies:
        write_paper(copy, tmp_path / f"{name}.pdf")
        write_large_print(copy, tmp_path / f"{name}-large.pdf")
    table = Section("Table", ("A line",), ("", "B"), (Lines("Of", (("1", HOSTILE),)),), (1, 2), ("graphmodel",))
    write_handout_paper(Handout(HOSTILE, "Of", (("A", "B"),), (table,), ("Note",)), tmp_path / "handout.pdf")
    bundled_here.poster(tmp_path / "poster.pdf")
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == 2 * len(copies) + 2
    assert what_breaks(files) == {file: [] for file in files}
    untagged = pypdf.PdfWriter()
    untagged.add_blank_page(200, 200)
    untagged.write(tmp_path / "untagged.pdf")
    assert what_breaks([tmp_path / "untagged.pdf"])[tmp_path / "untagged.pdf"]
