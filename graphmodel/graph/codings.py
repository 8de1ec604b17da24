"""Each coder's own coding of a unit as a node, with everything derived that is derived of a claim."""

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.claims import ClaimDeriver
from graphmodel.graph.columns import ARROW, typed
from graphmodel.schema.layout import CODING_LABEL, DERIVED_CODING, Layout, coding_columns


class CodingCollector:
    """Remembers, while claims stream by, which of the units that codings name are taken.

    Args:
        codings: the checked table, whose units are not checked yet; None if the study has none.
    """

    def __init__(self, codings: pa.Table | None) -> None:
        self._codings = codings if codings is not None and codings.num_rows else None
        self._units = None if self._codings is None else pc.unique(self._codings["claim"])
        self._taken: list[pa.Array] = []

    def see(self, claims: pa.Table) -> None:
        """Take note of derived claims."""
        if self._units is not None:
            ids = claims["claim"]
            self._taken.append(pc.filter(ids, pc.is_in(ids, value_set=self._units)))

    def nodes(self, derive: ClaimDeriver, claim_header: tuple[str, ...], layout: Layout) -> pa.Table:
        """The nodes of all codings whose unit is a claim that was taken.

        Args:
            derive: what derives claims.
            claim_header: the header of ``claims``.
            layout: of the graph.
        """
        properties = layout.nodes[CODING_LABEL]
        if self._codings is None:
            return pa.table({name: pa.array([], ARROW[of]) for name, of in properties.items()})
        taken = [chunk for ids in self._taken for chunk in (ids.chunks if isinstance(ids, pa.ChunkedArray) else [ids])]
        known = pc.is_in(self._codings["claim"], value_set=pa.concat_arrays(taken or [pa.array([], pa.string())]))
        rows = self._codings.filter(known).combine_chunks()
        derived = derive(_as_claims(rows, claim_header))
        claims, coders = (rows[name].combine_chunks() for name in ("claim", "coder"))
        columns = {
            # No id holds a space, so that no two codings share one.
            "id": pc.binary_join_element_wise(claims, coders, " "),
            "kind": pa.repeat(pa.scalar(CODING_LABEL), len(rows)),
            "label": pc.binary_join_element_wise(claims, coders, ", "),
            "subject": typed(rows["subject"], "text"),
            "object": typed(rows["object"], "text"),
        }
        for column, (name, of) in coding_columns(rows.column_names).items():
            if column == "note" or column not in derived.column_names:
                columns.setdefault(name, typed(rows[column], of))
            else:
                columns[name] = derived[column]
        for name, of in DERIVED_CODING.items():
            columns[name] = pc.fill_null(derived[name], False) if of == "boolean" else derived[name]
        return pa.table({name: columns[name] for name in properties})


def _as_claims(rows: pa.Table, header: tuple[str, ...]) -> pa.RecordBatch:
    """Codings with the columns of claims; what no coder decides is empty."""
    empty = pa.repeat(pa.scalar(""), len(rows))
    coded = [rows[name].combine_chunks() if name in rows.column_names else empty for name in header]
    return pa.RecordBatch.from_arrays(coded, list(header))
