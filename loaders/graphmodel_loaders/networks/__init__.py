"""Networks of other programs as studies: what their readers share."""
