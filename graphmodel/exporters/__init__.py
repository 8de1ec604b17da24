"""Formats that studies are exported to, one module each (see :mod:`graphmodel.formats`)."""
