"""REFI-QDA: projects and codebooks as programs for qualitative research exchange them.

Facts: the standard's version 1.5 and its schema of 18 March 2019 (https://www.qdasoftware.org, MIT licence), and what
programs write in practice, as the issues of QualCoder tell (https://github.com/ccbogel/QualCoder).
"""
