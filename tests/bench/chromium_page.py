"""A page in Chromium that shows a device's stream as cards and keeps nothing: what a web client would cost."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import urllib.parse
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """Return the program, None where there is none on this machine."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class ChromiumPage:
    """`page.html` in a window of 1440x900, over the device at a port of this machine."""

    def __init__(self, program: str, port: int, display: str) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        asked = urllib.parse.urlencode({"device": f"wss://127.0.0.1:{port}/v1/event"})
        page = (Path(__file__).parent / "page.html").as_uri()
        self.process = subprocess.Popen(
            [program, "--no-sandbox", "--no-first-run", "--disable-extensions", "--ignore-certificate-errors",
             "--window-position=0,0", "--window-size=1440,900", f"--user-data-dir={self._folder.name}",
             f"--app={page}?{asked}"],
            env={"DISPLAY": display, "HOME": self._folder.name, "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._folder.cleanup()
