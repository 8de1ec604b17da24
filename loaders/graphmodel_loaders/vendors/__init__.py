"""Tables that programs for coding export: found by their headings, and read row by row."""
