"""The question bank: one file, one question.

``question`` reads a file, ``bank`` finds them all, ``parameters`` reads a user's options,
``run`` asks an engine and checks the answer.
"""
