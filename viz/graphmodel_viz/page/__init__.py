"""The explorer: one self-contained page in which a study can be seen, questioned and printed.

``data`` gathers what the page shows, ``columns`` packs it, ``write`` makes the file; the page's own
script and style are built from ``viz/page`` into ``assets``.
"""
