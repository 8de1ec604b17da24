"""Copies of tools as files: a page, print, Word and Excel."""
