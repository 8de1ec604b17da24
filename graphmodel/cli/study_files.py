"""Keeps results from being written over a study's own files: see :mod:`graphmodel.api.keep_out`."""

from graphmodel.api.keep_out import keep_out_of

__all__ = ["keep_out_of"]
