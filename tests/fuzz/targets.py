"""What bytes from outside meet first, and what must hold for any of them. Whatever else is raised is a fault."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from facemon.device.message import decode, event_from_data
from facemon.device.payload import MessageError
from facemon.device.records import read_answer
from facemon.event import Happening
from facemon.picture import decode as decode_picture
from facemon.settings import Settings, SettingsError, load, save

NOW_MS = 1_795_600_000_000
LARGEST_EVENT = 200_000  # bytes that an event's facts may hold, the picture apart


def message(data: bytes) -> None:
    """A message of the event stream is an event of bounded size, or a documented error."""
    with contextlib.suppress(MessageError):
        _check(decode(data, device_id="gate", received_ms=NOW_MS))


def records(data: bytes) -> None:
    """An answer with records, whole or broken off, is read as far as it goes, and each item of it becomes an event."""
    for whole in (True, False):
        answer = read_answer(data, whole=whole)
        if answer is not None and answer.page is not None:
            for item in filter(None, answer.page.items()):
                _check(event_from_data(item, device_id="gate", received_ms=NOW_MS))


def picture(data: bytes) -> None:
    """A picture is pixels of the size that was asked for, or a problem; it is never more than was asked for."""
    for fit in ("cover", "contain"):
        found = decode_picture(data, 120, 160, "cover" if fit == "cover" else "contain")
        assert found.width <= 120
        assert found.height <= 160
        assert len(found.pixels) == found.width * found.height * 4


def settings(data: bytes) -> None:
    """A settings file is read, and written so that it is read the same; or what is wrong with it is said."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_bytes(data)
        try:
            found = load(path)
        except SettingsError:
            return
        finally:
            assert path.read_bytes() == data
        save(path, found)
        assert load(path) == found
        save(path, Settings())
        assert load(path) == Settings()


def _check(happening: Happening) -> None:
    assert happening.uuid
    assert happening.received_ms == NOW_MS
    assert len(happening.raw) <= LARGEST_EVENT
    repr(happening).encode()  # no lone surrogate, which no file and no window takes


TARGETS: dict[str, Callable[[bytes], None]] = {
    "message": message, "records": records, "picture": picture, "settings": settings,
}  # fmt: skip
