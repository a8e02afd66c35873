"""The real program with its window, run by a test in a process of its own that it may kill."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from day import HERE

PATIENCE = 60.0


class Program:
    """The real program with its window, in a process of its own."""

    def __init__(self, profile: Path, environment: dict[str, str], *arguments: str | Path) -> None:
        self._said = threading.Condition()
        self.last: dict[str, Any] = {"owed": [], "sounding": None}
        self.sounded: set[str | None] = set()
        self.owed: set[int] = set()  # the alarms that were owed at any time
        self.process = subprocess.Popen(
            [sys.executable, HERE / "told_desk.py", "--profile", profile, *arguments],
            env=environment | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def until(self, meant: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        with self._said:
            while not meant(self.last):
                assert self._said.wait(deadline - time.monotonic()), f"waited in vain; last: {self.last}"
            return self.last

    def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def end(self) -> None:
        self.process.terminate()
        assert self._end() == 0

    def _end(self) -> int:
        code = self.process.wait(PATIENCE)
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        return code

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self.last = json.loads(line)
                self.sounded.add(self.last["sounding"])
                self.owed |= {int(alarm["id"]) for alarm in self.last["owed"]}
                self._said.notify_all()
