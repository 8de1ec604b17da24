"""Ends a server whose tests are gone: ``python neo4j_watch.py PID``.

Standard input is a pipe that only the process that started the server holds open. It closes when that
process ends, even when it was killed and could clean up nothing itself.
"""

import sys
from contextlib import suppress

import psutil

with suppress(psutil.NoSuchProcess):
    server = psutil.Process(int(sys.argv[1]))
    sys.stdin.read()
    server.kill()
