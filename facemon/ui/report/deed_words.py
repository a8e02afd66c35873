"""What was done with an alarm, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.alarm import Action, Deed, Outcome
from facemon.ui import words
from facemon.ui.report import shift_words
from facemon.ui.supervisor_words import supervisor_words
from facemon.ui.text import clean


def deed(action: Action) -> str:
    """Return when something was done, what, by whom, and what was said with it."""
    by = clean(action.by, shift_words.NAME)
    done = f"{words.time(action.at_ms)} {_what(action.deed)}"
    if by:
        done = QCoreApplication.translate("Deed", "{done} by {name}").format(done=done, name=by)
    said = _said(action)
    return QCoreApplication.translate("Deed", "{done}: {said}").format(done=done, said=said) if said else done


def _said(action: Action) -> str:
    if action.deed is Deed.SPLIT:
        return ""  # the number of the other alarm, which nobody sees
    if action.deed is Deed.JUDGED:
        judged = next((outcome for outcome in Outcome if outcome.value == action.text), None)
        return shift_words.outcome(judged)
    text = supervisor_words(action.text) if action.deed is Deed.SUPERVISOR else action.text
    return clean(text, shift_words.TEXT)


def _what(of: Deed) -> str:
    translate = QCoreApplication.translate
    return {
        Deed.RAISED: translate("Deed", "raised"),
        Deed.LOOKING: translate("Deed", "looked into"),
        Deed.LOOKED: translate("Deed", "open again"),
        Deed.SHELVED: translate("Deed", "shelved"),
        Deed.UNSHELVED: translate("Deed", "off the shelf"),
        Deed.ACKNOWLEDGED: translate("Deed", "acknowledged"),
        Deed.SELF_ACKNOWLEDGED: translate("Deed", "acknowledged itself by its rule"),
        Deed.UNDONE: translate("Deed", "acknowledgement taken back"),
        Deed.NOTED: translate("Deed", "noted"),
        Deed.JUDGED: translate("Deed", "judged"),
        Deed.TICKED: translate("Deed", "ticked"),
        Deed.UNTICKED: translate("Deed", "tick taken away"),
        Deed.CLEARED: translate("Deed", "its condition is over"),
        Deed.RETURNED: translate("Deed", "its condition is back"),
        Deed.LOUDER: translate("Deed", "sound grown louder"),
        Deed.SUPERVISOR: translate("Deed", "supervisor"),
        Deed.SPLIT: translate("Deed", "came while an earlier one was acknowledged"),
        Deed.ERASED: translate("Deed", "its person was erased"),
    }[of]
