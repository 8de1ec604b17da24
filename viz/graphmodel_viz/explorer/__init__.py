"""The explorer: one self-contained page in which a study can be seen, questioned and printed.

``contents`` gathers what the page shows (its ``tables`` and ``map_layers``), ``packing`` packs it by
column, ``write`` makes the file. The page's script and style are built from ``viz/page`` into ``assets``.
"""
