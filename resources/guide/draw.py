"""Makes the guide's pictures, in each language and theme, from the real windows over simulated devices.

python resources/guide/draw.py [FOLDER]     writes FOLDER/<language>/pictures, and in it a folder with those of the
                                            light theme; without FOLDER, beside the guide's texts

Needs no screen. To be run again where a window in them has changed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QRect, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from facemon.device.status import Certificate, State
from facemon.event import Category
from facemon.limit import Limit
from facemon.operators import Edit
from facemon.profile import Profile
from facemon.settings import AlarmRule, DeviceSettings, Settings, UiSettings, save
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED, STAFF, VISITORS
from facemon.ui.alarms.rows import alarm_key
from facemon.ui.banner import Banner
from facemon.ui.session import Session
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.settings.dialog import PAGES
from facemon.ui.window import MainWindow

SIZE = QSize(1120, 700)
_COLOURS = 160  # of a picture: enough for drawn windows and small faces
_PATIENCE_S = 30.0
_SHOWN_PAGES = ("devices", "alarms", "lock", "history", "privacy", "appearance")
_WORDS = {
    "en": ("North gate", "South gate", "Keep the door shut.\n- Call the supervisor", "Li Na", "2 visitors at 15:00."),
    "zh_CN": ("北门", "南门", "保持大门关闭。\n- 通知主管", "李娜", "15:00 有两位访客到访。"),
}


def draw(language: str, look: str, folder: Path) -> None:
    """Write all pictures in a language and a theme into a folder. Raises TimeoutError where a window does not come."""
    folder.mkdir(parents=True, exist_ok=True)
    north, south, steps, operator, _ = _WORDS[language]
    with tempfile.TemporaryDirectory() as kept, SimulatedDevice() as one, SimulatedDevice(seed=2) as other:
        devices = tuple(
            DeviceSettings(id=id_, name=name, host="127.0.0.1", port=device.port, certificate=device.certificate_sha256)
            for id_, name, device in (("north", north, one), ("south", south, other))
        )
        alarms = {**Settings().alarm}
        alarms["blacklist"] = AlarmRule(raise_=True, priority="critical", instruction=steps)
        profile = Profile(Path(kept))
        save(
            Path(kept) / "settings.toml",
            Settings(devices=devices, alarm=alarms, ui=UiSettings(language=language, theme=look)),
        )
        session = Session(profile)
        session.duty.operators.apply([Edit(operator, "2468")])
        session.read_settings()
        _until(lambda: session.settings_read)
        session.duty.read()
        window = MainWindow(session)
        window.resize(SIZE)
        window.show()
        session.start()
        try:
            _until(lambda: sum(status.state == State.LIVE for status in session.statuses.values()) == len(devices))
            session.duty.take_over(operator)
            _happen(one, other)
            _until(lambda: len(session.board.alarms()) >= 3)
            _settle(2.5)
            _draw_all(window, session, folder)
        finally:
            session.view = None
            limit = Limit(_PATIENCE_S)
            session.close(limit)
            window.close_panels(limit)
            window.hide()
            window.deleteLater()


def _happen(one: SimulatedDevice, other: SimulatedDevice) -> None:
    for number, person in enumerate((*STAFF[:4], *VISITORS[:2])):
        device = (one, other)[number % 2]
        device.emit(Category.STAFF if person in STAFF else Category.VISITOR, person)
        _settle(0.2)
    one.emit(Category.STRANGER)
    other.emit(Category.NONLIVE)
    other.raise_alarm(10002)
    one.emit(Category.STAFF, STAFF[5])
    _settle(0.2)
    one.emit(Category.BLACKLIST, BLACKLISTED)


def _draw_all(window: MainWindow, session: Session, folder: Path) -> None:
    def keep(name: str, widget: QWidget, part: QRect | None = None) -> None:
        _keep(widget, folder / f"{name}.png", part)

    for gap in list(session.offers.values()):
        session.decline(gap)
    most_pressing = session.board.alarms()[0]
    window._lane.select(alarm_key(most_pressing.id))
    window._columns.show_detail()
    window._bar.sound.set_problem("")  # there need be no loudspeaker where this is drawn
    _settle(1.0)
    keep("window", window)
    lane = window._lane
    keep("alarms", lane, QRect(0, 0, lane.width(), min(lane.height(), 520)))
    window._devices.details.emit("north")
    keep("device", _came("DevicePanel"), None)
    _came("DevicePanel").close()
    window._duty.open()
    keep("shift", _came("ShiftDialog"))
    _came("ShiftDialog").close()
    window._handover.write()
    keep("handover", _came("HandoverDialog"))
    _came("HandoverDialog").close()
    window._history.open()
    history = _came("HistoryWindow")
    history.resize(SIZE)
    _settle(1.0)
    keep("history", history)
    history.close()
    for page in _SHOWN_PAGES:
        window.open_settings(page if page in PAGES else "devices")
        keep(f"settings-{page}", _came("SettingsDialog"))
        _came("SettingsDialog").close()
        _settle(0.2)
    now = round(time.time() * 1000)
    year = 365 * 86_400_000
    shown = Certificate(
        sha256=session.devices[0].certificate.removeprefix("sha256:"), subject="CN=SenseNebula Pass",
        issuer="CN=SenseNebula Pass", not_before_ms=now - year, not_after_ms=now + 9 * year,
    )  # fmt: skip
    dialog = CertificateDialog(shown, session.devices[0].name, None, window)
    dialog.show()
    keep("certificate", _came("CertificateDialog"))
    dialog.close()
    blind = window._standing.blind
    changed = [
        msgspec.structs.replace(device, port=9 + number)  # where nothing answers
        for number, device in enumerate(session.devices)
    ]
    session.change(msgspec.structs.replace(session.settings, devices=tuple(changed)), {})
    _until(lambda: isinstance(blind, Banner) and blind.isVisible())
    _settle(2.0)
    keep("banner", blind)


def _came(kind: str) -> QWidget:
    """Return the window of a class once it is shown and has settled."""

    def shown() -> list[QWidget]:
        return [
            widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ == kind and widget.isVisible()
        ]

    _until(lambda: bool(shown()))
    _settle(0.5)
    return shown()[0]


def _keep(widget: QWidget, path: Path, part: QRect | None) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    grabbed = widget.grab() if part is None else widget.grab(part)
    grabbed.save(buffer, "PNG")
    drawn = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    drawn.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _settle(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError
        _settle(0.05)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    application.setStyle("Fusion")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for spoken in _WORDS:
        draw(spoken, "dark", target / spoken / "pictures")
        draw(spoken, "light", target / spoken / "pictures" / "light")
