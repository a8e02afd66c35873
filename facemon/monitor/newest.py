"""Which version of facemon is the newest, asked at an address that the settings name. Nothing is installed.

The answer is JSON of at most 4 kB: `{"version": "1.2.0", "page": "https://…"}`. The page tells people more, and may be
left out. The certificate is verified by the system's authorities; no redirect and no proxy is followed; nothing about
this desk is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from facemon.device import tls
from facemon.device.deadline import Deadline
from facemon.device.exchange import exchange
from facemon.device.failure import LinkError
from facemon.device.timing import Timing
from facemon.device.upgrade import host_header
from facemon.settings.address import split_https

LARGEST = 4096  # bytes of the answer
LONGEST_PAGE = 300  # characters
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")


class Newest(msgspec.Struct, frozen=True):
    """What the address tells."""

    version: str
    page: str = ""


class NotTold(Exception):
    """The address does not tell it; the text says why, in English."""


def ask_newest(address: str, *, stop: Callable[[], bool], timing: Timing | None = None) -> Newest:
    """Return the newest version as the address tells it. Waits for the network.

    Raises:
        NotTold: it does not.
        StoppedError: told to stop.
    """
    timing = timing or Timing()
    try:
        host, port, path = split_https(address)
        headers = {
            "Host": host_header(host, port).removesuffix(":443"),
            "Accept": "application/json",
            "User-Agent": "facemon",
            "Connection": "close",
        }
        sock = tls.open_tls(host, port, certificate="ca", stop=stop, timing=timing)
        try:
            deadline = Deadline(timing.answer, stop)
            answer = exchange(sock, "GET", path, None, headers, deadline=deadline, stall=timing.stall, most=LARGEST)
        finally:
            sock.close()
    except (LinkError, OSError, ValueError) as error:
        raise NotTold(f"{type(error).__name__}: {error}"[:200]) from None
    if answer.status != 200:
        raise NotTold(f"HTTP {answer.status}")
    return read_newest(answer.body)


def read_newest(body: bytes) -> Newest:
    """Return what an answer says. Raises NotTold."""
    try:
        told = msgspec.json.decode(body, type=Newest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise NotTold("it is not the JSON that is expected") from None
    if _VERSION.fullmatch(told.version) is None:
        raise NotTold("its version is not numbers with dots between")
    page = told.page if re.fullmatch(r"https://[!-~]{1,290}", told.page) else ""
    return Newest(told.version, page)


def is_newer(version: str, than: str) -> bool:
    """Return whether a version is newer than the one in use; False where that one is none of a release."""
    if _VERSION.fullmatch(version) is None or _VERSION.fullmatch(than) is None:
        return False
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    return numbers + [0] * (4 - len(numbers))
