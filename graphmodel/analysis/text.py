"""Text as it is compared in searches: without upper case and accents."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def folded(texts: pd.Series) -> pd.Series:
    """Texts in lower case without accents and other marks; missing stays missing."""
    cells = pa.array(texts, pa.string(), from_pandas=True)
    plain = pc.string_is_ascii(cells)
    if not pc.all(plain).as_py():
        # Compatibility forms too, so that a ligature or a full-width letter matches the plain one.
        spread = pc.utf8_normalize(cells, "NFKD")
        cells = pc.if_else(plain, cells, pc.replace_substring_regex(spread, r"\p{M}+", ""))
    return pd.Series(pc.utf8_lower(cells).to_pandas(), dtype="str").set_axis(texts.index)
