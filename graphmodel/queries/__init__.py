"""The question bank: one file, one question.

``question`` reads a file, ``bank`` finds them all, ``parameters`` reads what a user gives,
``run`` asks an engine and checks what comes back.
"""
