"""Every key of the main window, once: the window makes its shortcuts from this list, the help window its table."""

from __future__ import annotations

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP


class Key(msgspec.Struct, frozen=True):
    """One thing that keys do.

    `sequences` are as QKeySequence reads them, each alone enough; `text` is in English, marked for translation in the
    context "Keys". What the feed or a widget with the focus does by itself has an empty `action`.
    """

    action: str
    sequences: tuple[str, ...]
    text: str


KEYS = (
    Key("", ("Up", "Down"), QT_TRANSLATE_NOOP("Keys", "Select the event above or below")),
    Key("", ("PgUp", "PgDown"), QT_TRANSLATE_NOOP("Keys", "Go up or down by a page")),
    Key("newest", ("Home",), QT_TRANSLATE_NOOP("Keys", "Go to the newest event and follow new ones")),
    Key("oldest", ("End",), QT_TRANSLATE_NOOP("Keys", "Go to the oldest event")),
    Key("search", ("Ctrl+F",), QT_TRANSLATE_NOOP("Keys", "Search by name, number, group or device")),
    Key(
        "chip",
        ("1", "2", "3", "4", "5", "6", "7"),
        QT_TRANSLATE_NOOP("Keys", "Show or hide a category; the first shows all"),
    ),
    Key("escape", ("Esc",), QT_TRANSLATE_NOOP("Keys", "Clear the search, close a window")),
    Key("acknowledge", ("Space",), QT_TRANSLATE_NOOP("Keys", "Acknowledge the selected alarm")),
    Key("next_alarm", ("Ctrl+Down", "J"), QT_TRANSLATE_NOOP("Keys", "Select the next alarm")),
    Key("previous_alarm", ("Ctrl+Up", "K"), QT_TRANSLATE_NOOP("Keys", "Select the alarm before")),
    Key("note", ("N",), QT_TRANSLATE_NOOP("Keys", "Write a note to the selected alarm; a number takes a quick note")),
    Key("real", ("R",), QT_TRANSLATE_NOOP("Keys", "Acknowledge as a real alarm")),
    Key("false", ("F",), QT_TRANSLATE_NOOP("Keys", "Acknowledge as a false alarm")),
    Key("test", ("T",), QT_TRANSLATE_NOOP("Keys", "Acknowledge as a test")),
    Key("look", ("L",), QT_TRANSLATE_NOOP("Keys", "I am looking into it, or not any more")),
    Key("shelve", ("S",), QT_TRANSLATE_NOOP("Keys", "Shelve this kind of alarm at its device, or end that")),
    Key("unfold", ("E",), QT_TRANSLATE_NOOP("Keys", "Show the alarms that a row folds, or fold them")),
    Key("group", ("G",), QT_TRANSLATE_NOOP("Keys", "Acknowledge all alarms of low priority")),
    Key("undo", ("Ctrl+Z",), QT_TRANSLATE_NOOP("Keys", "Take the last acknowledgement back, within ten seconds")),
    Key("strip", ("F8",), QT_TRANSLATE_NOOP("Keys", "Go to the alarms from any other window or dialog")),
    Key("mute", ("M",), QT_TRANSLATE_NOOP("Keys", "Mute the sound for five minutes, or unmute it")),
    Key("copy", ("Ctrl+C",), QT_TRANSLATE_NOOP("Keys", "Copy all fields of the selected event")),
    Key("save", ("Ctrl+S",), QT_TRANSLATE_NOOP("Keys", "Save the picture of the selected event")),
    Key("reveal", ("V",), QT_TRANSLATE_NOOP("Keys", "Show a blurred picture for a moment, which goes on record")),
    Key("retry", ("F5",), QT_TRANSLATE_NOOP("Keys", "Retry all devices that are not connected")),
    Key("", ("Return",), QT_TRANSLATE_NOOP("Keys", "On a device at the top: show all there is to know of it")),
    Key("", ("Menu",), QT_TRANSLATE_NOOP("Keys", "On a device at the top: what can be done with it")),
    Key("fullscreen", ("F11",), QT_TRANSLATE_NOOP("Keys", "Full screen on and off")),
    Key("history", ("Ctrl+H",), QT_TRANSLATE_NOOP("Keys", "History: find again what happened")),
    Key("watchlist", ("Ctrl+L",), QT_TRANSLATE_NOOP("Keys", "Watch list: who is to be watched for")),
    Key("report", ("Ctrl+R",), QT_TRANSLATE_NOOP("Keys", "Report of this shift or another")),
    Key("duty", ("Ctrl+D",), QT_TRANSLATE_NOOP("Keys", "Change of shift: another operator takes over")),
    Key("lock", ("Ctrl+Shift+L",), QT_TRANSLATE_NOOP("Keys", "Ask for the administrator's PIN again")),
    Key("settings", ("Ctrl+,",), QT_TRANSLATE_NOOP("Keys", "Settings")),
    Key("help", ("F1",), QT_TRANSLATE_NOOP("Keys", "The guide, at what is before you")),
    Key("keys", ("Shift+F1",), QT_TRANSLATE_NOOP("Keys", "This list")),
    Key("quit", ("Ctrl+Q",), QT_TRANSLATE_NOOP("Keys", "Quit facemon")),
)


def sequences(action: str) -> tuple[str, ...]:
    """Return the keys of an action. Raises KeyError for one that has none."""
    for key in KEYS:
        if key.action == action:
            return key.sequences
    raise KeyError(action)
