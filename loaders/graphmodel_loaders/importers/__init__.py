"""Formats that studies are imported from, one module each (see :mod:`graphmodel.formats`)."""
