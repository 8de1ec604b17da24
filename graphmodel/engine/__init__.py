"""Engines: where the graph is kept and asked.

``contract`` says what an engine supplies; ``embedded`` is the one that needs no server. The rest
of the program speaks to the contract only. A statement from outside passes the guard (``statement``) and has
``limits``; the embedded engine runs it in another process (``limited`` here, ``child`` there).
"""
