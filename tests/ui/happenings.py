"""Events, and the look of the application, for the tests of what shows events."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from facemon.event import Category, DeviceAlarm, Event, Person, UnknownMessage
from facemon.monitor import Arrived
from facemon.settings import DeviceSettings
from facemon.ui import theme

NOW = 1_795_437_127_000  # 23 Nov 2026, 12:32:07 UTC
NORTH_GATE = DeviceSettings(id="north-gate", name="North gate", host="192.0.2.10")
HOSTILE = "<img src=/etc/passwd>\u202eabc\x00<b>x</b>&amp;"
HOSTILE_SHOWN = "<img src=/etc/passwd>abc<b>x</b>&amp;"


def look(name: str, percent: int) -> None:
    """Give the application a theme and a font size."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name, percent)


def usual_look() -> None:
    """Give the application the dark theme at its usual size, and English dates and numbers."""
    look("dark", 100)
    QLocale.setDefault(QLocale("en"))


def jpeg(width: int = 480, height: int = 640) -> bytes:
    """Return a plain JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#3a6ea5").save(written, "JPEG")
    return written.getvalue()


def event(category: Category = Category.STAFF, person: Person | None = None, **fields: Any) -> Event:
    """Return a recognition with what a device always sends."""
    given: dict[str, Any] = {"uuid": "7c1f-a913", "device_sn": "8F2107", "time_ms": NOW, "received_ms": NOW, **fields}
    return Event(device_id="north-gate", category=category, person=person, **given)


def device_alarm(**fields: Any) -> DeviceAlarm:
    """Return a device alarm."""
    given: dict[str, Any] = {"uuid": "a1", "time_ms": NOW, "received_ms": NOW, **fields}
    return DeviceAlarm(device_id="north-gate", **given)


def unknown(**fields: Any) -> UnknownMessage:
    """Return a message of a type that is not known."""
    given: dict[str, Any] = {"uuid": "digest:1", "time_ms": NOW, "received_ms": NOW, **fields}
    return UnknownMessage(device_id="north-gate", **given)


def arrived(happening: Event | DeviceAlarm | UnknownMessage, number: int = 1) -> Arrived:
    """Return its arrival."""
    return Arrived(happening, number, 0, 0)
