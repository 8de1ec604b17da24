"""Formats in: folders of tables and workbooks become the tables of a study."""
