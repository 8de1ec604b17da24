"""A real Firefox for pages that a reader opens, driven by WebDriver BiDi.

Playwright drives a Firefox of its own, which is downloaded; the Firefox that people have speaks the W3C protocol
WebDriver BiDi (https://w3c.github.io/webdriver-bidi/) without a driver between.
"""

import base64
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

SECONDS = 30
"""How long an answer may take."""


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Firefox"]:
    """Firefox as the system has it; none is downloaded."""
    program = next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), None)
    if program is None:
        missing = "No Firefox was found. Install it (Debian: apt-get install firefox-esr)."
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_FIREFOX"):
            pytest.fail(missing)
        pytest.skip(missing)
    # Pings would come from a thread that takes random numbers, of which Hypothesis warns in whatever test is running.
    with (
        _running(program, tmp_path_factory.mktemp("firefox")) as address,
        connect(address, max_size=None, ping_interval=None) as socket,
    ):
        yield Firefox(socket)


class Firefox:
    """One window, and what its pages reported that they must not."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)
        self.faults: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._window = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, file: Path, size: tuple[int, int]) -> None:
        """Open a page in a window of a size, and wait until it says that it is ready."""
        self._ask("browsingContext.setViewport", context=self._window, viewport={"width": size[0], "height": size[1]})
        self._ask("browsingContext.navigate", context=self._window, url=file.resolve().as_uri(), wait="complete")
        self.evaluate(
            """new Promise((done) => {
              const look = () => document.documentElement.dataset.ready ? done(true) : setTimeout(look, 20);
              look();
            })"""
        )

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, awaited; anything that JSON can hold."""
        answer = self._ask(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))",
            target={"context": self._window},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def print(self) -> bytes:
        """The page on A4 paper, as PDF."""
        paper = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self._ask("browsingContext.print", context=self._window, page=paper)["data"])

    def _ask(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv(SECONDS))
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] in {"error", "warn"}:
                self.faults.append(f"{answer['params']['type']}: {answer['params']['text']}")
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['message']}")
                result: dict[str, Any] = answer["result"]
                return result


@contextmanager
def _running(program: str, profile: Path) -> Iterator[str]:
    """The address at which a Firefox without a window listens."""
    command = [program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
    environment = os.environ | {"HOME": str(profile), "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
    with Popen(command, env=environment, stdout=DEVNULL, stderr=PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stderr
            found = (re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in process.stderr)
            address = next((match[1] for match in found if match), None)
            assert address, "Firefox ended before it listened."
            yield f"{address}/session"
        finally:
            process.terminate()
            process.communicate()
