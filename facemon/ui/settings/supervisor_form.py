"""How a supervisor is reached when nobody answers: by a command, by a webhook, or by both; and a try of it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from facemon.credentials import WEBHOOK, Credentials
from facemon.device.deadline import StoppedError
from facemon.monitor.notice import Told
from facemon.monitor.supervisor import try_once, ways
from facemon.settings import AttentionSettings, check
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.icon_button import IconButton
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task
from facemon.ui.supervisor_words import supervisor_words
from facemon.ui.text import clean

_LONGEST = 4096
_LINES = 3
Try = Callable[..., tuple[Told, ...]]


class SupervisorForm(QWidget):
    """Changes `attention` as the user does. The webhook's secret is in no settings: `secret` has it.

    Args:
        attention: the settings as they are.
        credentials: whether a secret is stored, and what it is for a test.
        try_: sends the test; a test gives its own.
    """

    changed = Signal()

    def __init__(
        self,
        attention: AttentionSettings,
        credentials: Credentials,
        relay: Relay,
        try_: Try = try_once,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.attention = attention
        self.secret: str | None = None  # None leaves the stored one; "" gives it up
        self._credentials = credentials
        self._relay = relay
        self._try = try_
        self._task: Task[tuple[Told, ...]] | None = None
        self._stored = bool(attention.webhook_header)  # until it is known
        self.command = QPlainTextEdit()
        self.command.setTabChangesFocus(True)
        self.command.setPlaceholderText("/usr/local/bin/call-supervisor\n--urgent")
        self.command.setPlainText("\n".join(attention.command))
        self.command_note = PlainLabel(size=0.92)
        self.webhook, self.header, self.value = FormField(_LONGEST), FormField(100), FormField(_LONGEST)
        self.webhook.box.setText(attention.webhook)
        self.header.box.setText(attention.webhook_header)
        self.value.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.forget = IconButton("remove", "")
        self.value.line.addWidget(self.forget)
        self.test = QPushButton(self.tr("Send a test"))
        self.test.setAutoDefault(False)
        self.outcome = PlainLabel()
        for label in (self.command_note, self.outcome):
            wrap(label)
        self._name()
        self._lay_out()
        self._connect()
        self._show()
        if self._stored:
            threading.Thread(target=self._look_up, name="stored secret", daemon=True).start()

    def mistakes(self) -> dict[QWidget, str]:
        """Return what is wrong, by the box to put it right in."""
        found: dict[QWidget, str] = {}
        for box, key, name in (
            (self.command, "command", self.tr("The command")),
            (self.webhook.box, "webhook", self.tr("The webhook's address")),
            (self.header.box, "webhook_header", self.tr("The header's name")),
        ):
            if template := check.wrong(check.ATTENTION, key, getattr(self.attention, key)):
                found[box] = QCoreApplication.translate("Settings", template).format(field=name)
        if self.secret and not (self.secret.isascii() and self.secret.isprintable()):
            found[self.value.box] = self.tr("A header's value has only unaccented letters, digits and signs.")
        return found

    def new_secret(self) -> str | None:
        """Return the secret to be stored, "" to give the stored one up, None to leave it."""
        if not self.attention.webhook_header:
            return "" if self._stored else None
        return self.secret

    def close_work(self) -> None:
        """Send nothing more."""
        if self._task is not None:
            self._task.drop()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.forget.restyle()
        self.command.setFixedHeight(_LINES * QFontMetrics(theme.font()).lineSpacing() + 3 * theme.SPACE)

    def send_test(self) -> None:
        """Tell the supervisor that this is a test, as it is set up here, and say how it went."""
        self.outcome.setText(self.tr("Sending…"))
        self.test.setEnabled(False)
        attention, typed = self.attention, self.secret

        def secret() -> str | None:
            return typed or None if typed is not None else self._credentials.demand(WEBHOOK)

        def work(stop: threading.Event, _say: object) -> tuple[Told, ...]:
            with contextlib.suppress(StoppedError):
                return self._try(attention, secret=secret, stop=stop.is_set)
            return ()

        self._task = Task(self._relay, work, self._tried, self._failed)

    def _tried(self, told: tuple[Told, ...]) -> None:
        self._task = None
        self._say_outcome(
            "\n".join(clean(supervisor_words(one.text)) for one in told), well=all(t.reached for t in told)
        )

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._say_outcome(self.tr("The test failed: {reason}").format(reason=type(error).__name__), well=False)

    def _say_outcome(self, text: str, *, well: bool) -> None:
        self.outcome.setText(breakable(text))
        self.outcome.take_tone(("good" if well else "bad") if text else "")
        self._show()

    def _change(self, **changes: object) -> None:
        self.attention = msgspec.structs.replace(self.attention, **changes)
        if self._task is None:
            self.outcome.setText("")  # it was about something else
        self._show()
        self.changed.emit()

    def _type_command(self) -> None:
        lines = self.command.toPlainText().splitlines()
        self._change(command=tuple(line for line in lines if line.strip()))

    def _type_secret(self, text: str) -> None:
        self.secret = text or None
        self._change()

    def _forget_secret(self) -> None:
        self.value.box.clear()
        self.secret = None if self.secret == "" else ""
        self._change()

    def _look_up(self) -> None:
        found = self._credentials.has(WEBHOOK)
        self._relay.call(partial(self._take_stored, found))

    def _take_stored(self, found: bool) -> None:  # noqa: FBT001 - an answer to the one question asked
        self._stored = found
        self._show()

    def _show(self) -> None:
        mistakes = self.mistakes()
        for field in (self.webhook, self.header, self.value):
            field.say(mistakes.get(field.box, ""))
        wrong = mistakes.get(self.command, "")
        self.command_note.setText(wrong or self.tr("one a line: the program with its whole path, then each argument"))
        self.command_note.setProperty("bad", bool(wrong))
        self.command_note.setProperty("dim", not wrong)
        self.command_note.style().polish(self.command_note)
        self.command_note.restyle()
        self.command.setAccessibleDescription(self.command_note.text())
        named = bool(self.attention.webhook_header)
        self.value.setEnabled(named)
        giving_up = self.secret == ""
        kept = QCoreApplication.translate("Credentials", self._credentials.kept_where)
        self.value.set_hint(kept if self._credentials.kept_where else "")
        self.value.box.setPlaceholderText(
            self.tr("will be forgotten")
            if giving_up
            else "••••••••  " + self.tr("unchanged")
            if self._stored and named
            else ""
        )
        self.forget.setVisible(named and (giving_up or (self._stored and not self.secret)))
        words = self.tr("Keep the stored value") if giving_up else self.tr("Forget the stored value")
        self.forget.show_as("retry" if giving_up else "remove", words)
        if named and not self.secret and (giving_up or not self._stored) and not mistakes:
            self.value.say(self.tr("No value is stored for this header yet."), wrong=False)
        self.test.setEnabled(self._task is None and not mistakes and bool(ways(self.attention)))

    def _name(self) -> None:
        self.command.setAccessibleName(self.tr("Command"))
        self.webhook.set_words(self.tr("Webhook"), self.tr("an https address that gets a message as JSON"), "https://…")
        self.header.set_words(self.tr("Name of a secret header"), self.tr("empty: none is sent"), "Authorization")
        self.value.set_words(self.tr("Value of that header"), "")

    def _connect(self) -> None:
        self.command.textChanged.connect(self._type_command)
        self.webhook.box.textEdited.connect(lambda text: self._change(webhook=text.strip()))
        self.header.box.textEdited.connect(lambda text: self._change(webhook_header=text.strip()))
        self.value.box.textEdited.connect(self._type_secret)
        self.forget.clicked.connect(self._forget_secret)
        self.test.clicked.connect(self.send_test)

    def _lay_out(self) -> None:
        caption = PlainLabel(self.tr("Command"), size=0.95, dim=True)
        caption.setBuddy(self.command)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.test)
        foot.addWidget(self.outcome, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE // 2)
        for part in (caption, self.command, self.command_note):
            rows.addWidget(part)
        for field in (self.webhook, self.header, self.value):
            rows.addSpacing(theme.SPACE // 2)
            rows.addWidget(field)
        rows.addSpacing(theme.SPACE // 2)
        rows.addLayout(foot)
        self.restyle()
