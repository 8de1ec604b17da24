"""Results out: tables, workbooks, pictures and pages."""
