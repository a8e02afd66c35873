"""What can be done with an alarm besides acknowledging it and writing a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from facemon.alarm import Alarm, AlarmState, Outcome, Priority

MenuExtra = Callable[[QMenu, Alarm], None]  # adds to the menu of an alarm


def may_be_shelved(alarm: Alarm) -> bool:
    """Return whether its kind may be shelved at its device: nothing critical, and no blacklisted person ever."""
    return alarm.priority < Priority.CRITICAL and alarm.rule != "blacklist" and bool(alarm.device_id)


def alarm_menu(
    alarm: Alarm,
    parent: QWidget,
    *,
    outcome: Callable[[Outcome], None],
    look: Callable[[], None],
    shelve: Callable[[], None],
    show: Callable[[], None],
) -> QMenu:
    """Return the menu of an alarm, its keys named in it."""
    translate = QCoreApplication.translate
    menu = QMenu(parent)
    for text, kind in (
        (translate("AlarmMenu", "Acknowledge as a real alarm\tR"), Outcome.REAL),
        (translate("AlarmMenu", "Acknowledge as a false alarm\tF"), Outcome.FALSE),
        (translate("AlarmMenu", "Acknowledge as a test\tT"), Outcome.TEST),
    ):
        menu.addAction(text).triggered.connect(lambda *_, kind=kind: outcome(kind))
    menu.addSeparator()
    looking = alarm.state is AlarmState.LOOKING
    text = translate("AlarmMenu", "I am not looking into it any more\tL")
    menu.addAction(text if looking else translate("AlarmMenu", "I am looking into it\tL")).triggered.connect(
        lambda *_: look()
    )
    shelving = menu.addAction(translate("AlarmMenu", "Shelve this kind here…\tS"))
    shelving.setEnabled(may_be_shelved(alarm))
    shelving.triggered.connect(lambda *_: shelve())
    menu.addSeparator()
    showing = menu.addAction(translate("AlarmMenu", "Show the event in the feed"))
    showing.setEnabled(bool(alarm.numbers))
    showing.triggered.connect(lambda *_: show())
    return menu
