"""The Python front: everything that ``import graphmodel as gm`` offers.

This package and ``graphmodel.cli`` are the only ones that see loaders and pictures alike.
"""
