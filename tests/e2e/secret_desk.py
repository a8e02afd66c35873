"""The real program with its window, which does what a technician does with secrets, and tells all that it shows.

    python secret_desk.py ARGUMENTS…      as of facemon

Takes lines of JSON on standard input, each `[word, argument…]`, and answers each with a line of JSON. A word is the
name of a method of `ToldWindow` behind its `do_`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from facemon import cli
from facemon.ui import app
from facemon.ui.delivery import guarded
from facemon.ui.device_panel.panel import DevicePanel
from facemon.ui.itself.fault_banner import FaultBanner
from facemon.ui.pin_entry import PinEntry
from facemon.ui.session import Session
from facemon.ui.window import MainWindow

PROPERTIES = ("text", "toolTip", "statusTip", "whatsThis", "windowTitle", "accessibleName", "accessibleDescription",
              "placeholderText", "plainText")  # fmt: skip


class ToldWindow(MainWindow):
    """The guard's window."""

    def fill(self, session: Session) -> Iterator[None]:
        yield from super().fill(session)
        self._told_session = session
        self._seen_texts: set[str] = set()
        self._noting = QTimer(self, interval=200)
        self._noting.timeout.connect(self._note_texts)
        self._noting.start()
        self._commands = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._commands.activated.connect(self._obey)
        self._unread = b""

    def _note_texts(self) -> None:
        for widget in QApplication.allWidgets():
            for name in PROPERTIES:
                text = widget.property(name)
                if isinstance(widget, QLineEdit) and name == "text":
                    text = widget.displayText()  # what is seen of a password are dots
                if isinstance(text, str) and text:
                    self._seen_texts.add(text)

    def _obey(self) -> None:
        read = os.read(sys.stdin.fileno(), 65536)
        if not read:
            self._commands.setEnabled(False)
        *lines, self._unread = (self._unread + read).split(b"\n")
        for line in lines:
            word, *arguments = json.loads(line)
            answer = getattr(self, f"do_{word}")(*arguments)
            print(json.dumps(answer), flush=True)

    def do_states(self) -> dict[str, list[str]]:
        """Return how the devices' connections stand."""
        statuses = self._told_session.statuses.values()
        return {status.device_id: [status.state.value, status.failure or ""] for status in statuses}

    def do_texts(self) -> list[str]:
        """Return every text that has been shown so far."""
        self._note_texts()
        return sorted(self._seen_texts)

    def do_type(self, what: str) -> bool:
        """Type into the box for a PIN or a passphrase that is open, and press Enter; return whether there is one."""
        for entry in self._visible(PinEntry):
            if entry.isEnabled() and not entry.busy:
                entry.box.setText(what)
                entry.try_pin()
                return True
        return False

    def do_boxes(self) -> int:
        """Return how many boxes for a PIN or a passphrase are open."""
        return len(self._visible(PinEntry))

    def do_shift(self) -> bool:
        """Begin the change of shift."""
        self._duty.open()
        return True

    def do_operator(self) -> str:
        return self._told_session.operator

    def do_settings(self) -> bool:
        """Open the settings; return whether they are open."""
        if self._settings.dialog is None:
            self.open_settings()
        return self._settings.dialog is not None

    def do_test(self) -> bool:
        """Try the connection to the selected device."""
        assert self._settings.dialog is not None
        self._settings.dialog.devices.test.start()
        return True

    def do_webhook(self) -> bool:
        """Try the supervisor's webhook."""
        assert self._settings.dialog is not None
        self._settings.dialog.attention.supervisor.send_test()
        return True

    def do_enter_password(self, password: str) -> bool:
        """Give the selected device another password, and save the settings."""
        from facemon.ui.settings.draft import Field

        dialog = self._settings.dialog
        assert dialog is not None
        box = dialog.devices.form.fields[Field.PASSWORD].box
        box.selectAll()
        box.insert(password)
        box.textEdited.emit(password)
        self._note_texts()
        dialog.accept()
        return True

    def do_support(self) -> str:
        """Return what “Copy for support” puts on the clipboard."""
        self._device_panels.open("gate")
        (panel,) = self._visible(DevicePanel)
        QTest.qWait(1000)  # the device is asked what it is
        panel.copy()
        self._note_texts()
        return QApplication.clipboard().text()

    def do_crash(self, secrets: list[str]) -> bool:
        """Fail in the window's thread and in another, as code does that names what it works with."""

        def fail() -> None:
            raise RuntimeError(f"cannot sign in: {secrets!r} {json.dumps(secrets)} {' '.join(secrets)}")

        QTimer.singleShot(0, fail)
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        guarded(fail)
        return True

    def do_fault_details(self) -> str:
        """Return what “Copy details” of the banner about facemon's own faults puts on the clipboard."""
        (banner,) = self._visible(FaultBanner)
        banner.copy()
        return QApplication.clipboard().text()

    @staticmethod
    def _visible(kind: type[QWidget]) -> list:  # type: ignore[type-arg]  # of that kind
        return [widget for widget in QApplication.allWidgets() if isinstance(widget, kind) and widget.isVisible()]


if __name__ == "__main__":
    app.MainWindow = ToldWindow  # type: ignore[attr-defined]
    sys.exit(cli.main())
