"""The real program as `secret_desk.py` runs it, in a process of its own that a test tells what to do."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from day import HERE
from planted import ProcessWatch

PATIENCE = 60.0


class Program:
    """The real program, told what to do, a line of JSON each."""

    def __init__(self, *arguments: str | Path, environment: dict[str, str]) -> None:
        self._answers: queue.Queue[bytes] = queue.Queue()
        self.out = b""
        self.process = subprocess.Popen(
            [sys.executable, HERE / "secret_desk.py", *arguments],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.watch = ProcessWatch(self.process.pid)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def do(self, word: str, *arguments: object) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([word, *arguments]).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self._answers.get(timeout=PATIENCE))

    def type(self, secret: str) -> None:
        """Type into the box for a PIN or a passphrase as soon as there is one that takes it."""
        self.until(lambda: self.do("type", secret))

    def until(self, meant: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not meant():
            assert time.monotonic() < deadline, f"waited in vain; states: {self.do('states')}"
            time.sleep(0.05)

    def stands(self, state: str, failure: str = "", *, device_id: str = "gate") -> Callable[[], bool]:
        return lambda: bool(self.do("states").get(device_id) == [state, failure])

    def end(self) -> bytes:
        """End it in order, and return what it has written on standard error."""
        self.watch.stop()
        self.process.terminate()
        assert self.process.stderr is not None
        errors = self.process.stderr.read()
        assert self.process.wait(PATIENCE) == 0
        self._listener.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        return errors

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._answers.put(line)
