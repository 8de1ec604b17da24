"""The home folder of a Neo4j server: its settings and, where bolt is encrypted, its certificate."""

import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path


def prepare_home(home: Path, port: int, heap: str, more: Mapping[str, str], *, tls: bool) -> None:
    """Make the folders that the server expects and write ``conf/neo4j.conf``.

    Args:
        home: the folder; made if need be, and must not hold a server yet.
        port: where bolt listens, on this machine only.
        heap: memory of the server, as Java writes it.
        more: further settings.
        tls: bolt demands an encrypted connection.
    """
    for name in ("conf", "data", "logs", "plugins", "run", "import", "licenses"):
        (home / name).mkdir(parents=True)
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.heap.max_size": heap,
        "server.memory.pagecache.size": "128m",
        "dbms.usage_report.enabled": "false",
        "db.tx_log.preallocate": "false",  # else every home takes half a gigabyte
        "dbms.cypher.min_replan_interval": "1h",  # one study after the other: planning again takes longer than asking
        **more,
    }
    if tls:
        folder = home / "certificates"
        _make_certificate(folder)
        settings |= {
            "server.bolt.tls_level": "REQUIRED",
            "dbms.ssl.policy.bolt.enabled": "true",
            "dbms.ssl.policy.bolt.base_directory": str(folder),
            "dbms.ssl.policy.bolt.private_key": "private.key",
            "dbms.ssl.policy.bolt.public_certificate": "public.crt",
            "dbms.ssl.policy.bolt.client_auth": "NONE",
        }
    lines = [f"{name}={value}\n" for name, value in settings.items()]
    (home / "conf" / "neo4j.conf").write_text("".join(lines), "utf-8")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make_certificate(folder: Path) -> None:
    """A key and a certificate for 127.0.0.1 that is signed by nobody but itself."""
    folder.mkdir()
    command = [shutil.which("openssl") or "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
    subprocess.run(command, check=True, capture_output=True)
