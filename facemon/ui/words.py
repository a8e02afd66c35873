"""Words for everything the core says in enums and numbers, in the program's language.

Plain functions: each translates at the moment of asking, so a change of language needs nothing more than asking again.
Texts from devices go through `facemon.ui.text.clean` here. Dates and numbers follow `QLocale()`, which the program sets
to its language; times of day are always 24 hours with seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from time import localtime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Happening, Mask, UnknownMessage
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.ui.text import clean

if TYPE_CHECKING:
    pass

SEPARATOR = " · "
FEVER = 37.3  # °C
_LAST_MS = 253_402_300_799_999  # the end of the year 9999: what a hostile clock sends beyond has no date
_CATEGORIES = {
    Category.STAFF: QT_TRANSLATE_NOOP("Words", "Staff"),
    Category.VISITOR: QT_TRANSLATE_NOOP("Words", "Visitor"),
    Category.STRANGER: QT_TRANSLATE_NOOP("Words", "Stranger"),
    Category.NONLIVE: QT_TRANSLATE_NOOP("Words", "Not live"),
    Category.BLACKLIST: QT_TRANSLATE_NOOP("Words", "Blacklist"),
    Category.UNKNOWN: QT_TRANSLATE_NOOP("Words", "Unknown"),
    Category.DEVICE: QT_TRANSLATE_NOOP("Words", "Device"),
}
_NAMELESS = {
    Category.STAFF: QT_TRANSLATE_NOOP("Words", "Staff without a name"),
    Category.VISITOR: QT_TRANSLATE_NOOP("Words", "Visitor without a name"),
    Category.STRANGER: QT_TRANSLATE_NOOP("Words", "Stranger"),
    Category.NONLIVE: QT_TRANSLATE_NOOP("Words", "Not a live face"),
    Category.BLACKLIST: QT_TRANSLATE_NOOP("Words", "Blacklisted person"),
    Category.UNKNOWN: QT_TRANSLATE_NOOP("Words", "Unknown event"),
    Category.DEVICE: QT_TRANSLATE_NOOP("Words", "Device alarm"),
}
_REASONS = {
    10001: QT_TRANSLATE_NOOP("Words", "Person does not match the ID document"),
    10002: QT_TRANSLATE_NOOP("Words", "Person does not match the card"),
    10003: QT_TRANSLATE_NOOP("Words", "Person does not match the QR code"),
    20001: QT_TRANSLATE_NOOP("Words", "Visitor outside the time of the visit"),
    20002: QT_TRANSLATE_NOOP("Words", "Outside permitted hours"),
    30001: QT_TRANSLATE_NOOP("Words", "Invalid ID document"),
    30002: QT_TRANSLATE_NOOP("Words", "Invalid card"),
    30003: QT_TRANSLATE_NOOP("Words", "Invalid QR code"),
    40001: QT_TRANSLATE_NOOP("Words", "Abnormal temperature"),
    70001: QT_TRANSLATE_NOOP("Words", "Wrong PIN"),
    70002: QT_TRANSLATE_NOOP("Words", "Too many wrong PINs"),
}


def category(kind: Category) -> str:
    """Return the word on a category's badge."""
    return QCoreApplication.translate("Words", _CATEGORIES[kind])


def category_icon(kind: Category) -> str:
    """Return the name of a category's icon in resources/icons, without ending."""
    return kind.value


def title(happening: Happening) -> str:
    """Return what a card is headed with: who it was, else what it was."""
    if isinstance(happening, DeviceAlarm):
        return device_alarm(happening.code)
    if isinstance(happening, Event) and happening.person is not None:
        name = clean(happening.person.name)
        if name:
            return name
    return QCoreApplication.translate("Words", _NAMELESS[happening.category])


def secondary(happening: Happening) -> str:
    """Return the line under the title: what a guard wants to know next. May be empty."""
    translate = QCoreApplication.translate
    if isinstance(happening, DeviceAlarm):
        described = clean(happening.description)
        news = described if described.casefold() != title(happening).casefold() else ""
        return joined(news, alarm_status(happening.status))
    if isinstance(happening, UnknownMessage):
        if happening.type is None:
            return translate("Words", "A message without a type")
        return translate("Words", "Message of type {number}").format(number=happening.type)
    person = happening.person
    if happening.category == Category.STRANGER:
        return translate("Words", "Not enrolled · no match")
    if happening.category == Category.NONLIVE:
        return translate("Words", "Photo or screen suspected")
    if person is None:
        return translate("Words", "The device did not say who it was") if happening.category == Category.UNKNOWN else ""
    remark = clean(person.remark)
    if happening.category == Category.BLACKLIST:
        return remark
    if happening.category == Category.VISITOR:
        return joined(_visitor_until(happening.time_ms, person.guest_end_ms), remark)
    names = (clean(group.name, 60) for group in person.groups)
    return joined(listed(names), clean(person.job_number, 60))


def joined(*parts: str) -> str:
    """Return the parts that are not empty, a dot between them."""
    return SEPARATOR.join(part for part in parts if part)


def listed(parts: Iterable[str]) -> str:
    """Return the parts that are not empty as the language in use lists them."""
    return QCoreApplication.translate("Words", ", ", "between the items of a list").join(part for part in parts if part)


def rule(name: str) -> str:
    """Return what an alarm rule (of `facemon.settings.RULES`) is called."""
    translate = QCoreApplication.translate
    own = {
        "watchlist": translate("Words", "Watch list"),
        "not_kept": translate("Words", "Events not kept"),
        "offline": translate("Words", "Device not connected"),
        "fever": translate("Words", "Fever"),
        "denied": translate("Words", "Denied repeatedly"),
        "visitor_time": translate("Words", "Visitor outside the visit"),
        "no_mask": translate("Words", "No mask"),
    }
    return own.get(name) or category(Category(name))


def kind_icon(kind: str) -> str:
    """Return the icon for an alarm rule (of `facemon.settings.RULES`)."""
    own = {
        "watchlist": "watch",
        "not_kept": "warning",
        "fever": "thermometer",
        "denied": "cross",
        "visitor_time": "clock",
        "no_mask": "mask",
    }
    return own.get(kind, kind)


def alarm_title(kind: str, happening: Happening | None) -> str:
    """Return what an alarm is headed with; `happening` is its latest event, where that is still at hand."""
    if happening is not None:
        return title(happening)
    return rule(kind)


def mode(number: int | None) -> str:
    """Return a verification mode in words; empty for None."""
    translate = QCoreApplication.translate
    if number is None:
        return ""
    known = {
        0: translate("Words", "Face"),
        1: translate("Words", "Face or card"),
        2: translate("Words", "Face and card"),
        3: translate("Words", "Face, card, QR code or PIN"),
        4: translate("Words", "ID document"),
        5: translate("Words", "Face or ID document"),
        6: translate("Words", "Face and ID document"),
        7: translate("Words", "Face and PIN"),
        8: translate("Words", "Face, card and PIN"),
        9: translate("Words", "Card and PIN"),
    }
    return known.get(number) or translate("Words", "Mode {number}").format(number=number)


def entry_mode(number: int | None) -> str:
    """Return what opened the door in words; empty for None."""
    translate = QCoreApplication.translate
    if number is None:
        return ""
    known = {
        1: translate("Words", "Face"),
        2: translate("Words", "QR code"),
        3: translate("Words", "Card"),
        4: translate("Words", "Face and card"),
        5: translate("Words", "ID document"),
        6: translate("Words", "Face and ID document"),
        7: translate("Words", "Health code"),
        8: translate("Words", "Face and PIN"),
        9: translate("Words", "Card and PIN"),
        10: translate("Words", "Face, card and PIN"),
        11: translate("Words", "Exit button"),
        12: translate("Words", "Job number and PIN"),
    }
    return known.get(number) or translate("Words", "Entry {number}").format(number=number)


def abnormal(number: int | None) -> str:
    """Return an `abnormal_type` in words; empty for None and 0."""
    translate = QCoreApplication.translate
    if not number:
        return ""
    known = _REASONS.get(number)
    if known is not None:
        return translate("Words", known)
    return translate("Words", "Reason {number}").format(number=number)


def reason(happening: Happening) -> str:
    """Return why access was denied; empty when it was granted or the device gave no reason."""
    if not isinstance(happening, Event) or happening.passed:
        return ""
    return abnormal(happening.abnormal_type)


def access(passed: bool | None) -> str:  # noqa: FBT001 - the one thing the question is about
    """Return whether access was granted; empty when the device did not say."""
    translate = QCoreApplication.translate
    if passed is None:
        return ""
    return translate("Words", "Granted") if passed else translate("Words", "Denied")


def device_alarm(code: int | None) -> str:
    """Return a device alarm's code in words."""
    translate = QCoreApplication.translate
    if code is None:
        return translate("Words", "Device alarm")
    known = {
        10001: translate("Words", "Device tampering"),
        10002: translate("Words", "Door forced open"),
        10003: translate("Words", "Door held open"),
        10004: translate("Words", "Password attack"),
        20003: translate("Words", "Fire alarm"),
    }
    return known.get(code) or translate("Words", "Device alarm {number}").format(number=code)


def alarm_status(status: AlarmStatus | None) -> str:
    """Return what became of a device alarm; empty while it is simply raised."""
    translate = QCoreApplication.translate
    if status == AlarmStatus.CLEARED:
        return translate("Words", "cleared")
    if status == AlarmStatus.CLEARING_FAILED:
        return translate("Words", "clearing failed")
    return ""


def mask(worn: Mask | None) -> str:
    """Return whether a mask was worn; empty when the device did not say."""
    translate = QCoreApplication.translate
    if worn is None:
        return ""
    return {
        Mask.OFF: translate("Words", "Not checked"),
        Mask.NOT_WORN: translate("Words", "Not worn"),
        Mask.WORN: translate("Words", "Worn"),
    }[worn]


def score(value: float) -> str:
    """Return a match score or a liveness (0 to 1) with two decimals."""
    return QLocale().toString(float(value), "f", 2)


def temperature(celsius: float) -> str:
    """Return a body temperature (°C) with its unit."""
    return QCoreApplication.translate("Words", "{number} °C").format(number=QLocale().toString(float(celsius), "f", 1))


def is_fever(celsius: float) -> bool:
    """Return whether a body temperature (°C), as it is shown, counts as fever: from 37.3.

    Chinese clinical teaching lets low-grade fever begin there (37.3 to 38 °C), and gates went by it: Wuhan's order of
    20 February 2020 ("two measurements, two reports", printed by People's Daily that day) has everyone above it
    reported. A device may have its own limit; it then says so with `abnormal_type` 40001.
    """
    return math.isfinite(celsius) and round(celsius, 1) >= FEVER


def clock(ms: int) -> str:
    """Return the time of day without seconds of a moment (Unix milliseconds)."""
    return _formatted(ms, "HH:mm")


def time(ms: int) -> str:
    """Return the time of day with seconds of a moment (Unix milliseconds)."""
    return _formatted(ms, "HH:mm:ss")


def date(ms: int) -> str:
    """Return the day of a moment (Unix milliseconds)."""
    return _formatted(ms, _date_format())


def date_time(ms: int) -> str:
    """Return the day and the time with seconds of a moment (Unix milliseconds)."""
    return _formatted(ms, _date_format() + " HH:mm:ss")


def since(ms: int, now_ms: int) -> str:
    """Return the time of a moment (Unix milliseconds) with its day where that is not today's."""
    return time(ms) if same_day(ms, now_ms) else date_time(ms)


def day(ms: int, now_ms: int) -> str:
    """Return the day of a moment (Unix milliseconds) as a heading, with its year where that is not this one."""
    translate = QCoreApplication.translate
    if 0 <= ms <= _LAST_MS and _day(ms)[0] == _day(now_ms)[0]:
        return _formatted(ms, translate("Words", "dddd, d MMMM", "a day as QLocale.toString formats it"))
    return _formatted(ms, translate("Words", "dddd, d MMMM yyyy", "a day as QLocale.toString formats it"))


def same_day(first_ms: int, second_ms: int) -> bool:
    """Return whether two moments (Unix milliseconds) are of the same day."""
    if not (0 <= first_ms <= _LAST_MS and 0 <= second_ms <= _LAST_MS):
        return False
    return _day(first_ms) == _day(second_ms)


def duration(seconds: float) -> str:
    """Return a length of time in its two largest units."""
    translate = QCoreApplication.translate
    whole = max(0, int(seconds))
    minutes, hours, days = whole // 60, whole // 3600, whole // 86400
    if whole < 60:
        return translate("Words", "{seconds} s").format(seconds=whole)
    if whole < 3600:
        return translate("Words", "{minutes} min").format(minutes=minutes)
    if whole < 86400:
        return translate("Words", "{hours} h {minutes} min").format(hours=hours, minutes=minutes % 60)
    return translate("Words", "{days} d {hours} h").format(days=days, hours=hours % 24)


def flaw(name: str) -> str:
    """Return the name of a field that could not be read in words; `name` as the device or as `Event` spells it."""
    translate = QCoreApplication.translate
    known = {
        "devicesn": translate("Words", "Serial number"),
        "uuid": translate("Words", "Event id"),
        "traceid": translate("Words", "Event id"),
        "recognitiontype": translate("Words", "Category"),
        "recognizestatus": translate("Words", "Category"),
        "category": translate("Words", "Category"),
        "recognizescore": translate("Words", "Match score"),
        "score": translate("Words", "Match score"),
        "livenessscore": translate("Words", "Liveness"),
        "liveness": translate("Words", "Liveness"),
        "mask": translate("Words", "Mask"),
        "mode": translate("Words", "Verification"),
        "entrymode": translate("Words", "Entry"),
        "abnormaltype": translate("Words", "Reason"),
        "rgbimage": translate("Words", "Picture"),
        "alarmphoto": translate("Words", "Picture"),
        "picture": translate("Words", "Picture"),
        "bodytemperature": translate("Words", "Temperature"),
        "temperature": translate("Words", "Temperature"),
        "pass": translate("Words", "Access"),
        "passed": translate("Words", "Access"),
        "timestamp": translate("Words", "Time"),
        "eventtime": translate("Words", "Time"),
        "timems": translate("Words", "Time"),
        "user": translate("Words", "Person"),
        "person": translate("Words", "Person"),
        "name": translate("Words", "Name"),
        "userid": translate("Words", "User id"),
        "type": translate("Words", "User type") if "." in name else translate("Words", "Message type"),
        "data": translate("Words", "Content"),
        "icnumber": translate("Words", "Card number"),
        "jobnumber": translate("Words", "Job number"),
        "idnumber": translate("Words", "ID number"),
        "guesttimestart": translate("Words", "Visitor from"),
        "gueststartms": translate("Words", "Visitor from"),
        "guesttimeend": translate("Words", "Visitor until"),
        "guestendms": translate("Words", "Visitor until"),
        "remark": translate("Words", "Remark"),
        "groups": translate("Words", "Groups"),
        "code": translate("Words", "Alarm code"),
        "status": translate("Words", "Alarm status"),
        "description": translate("Words", "Description"),
    }
    key = name.rpartition(".")[2].replace("_", "").casefold()
    return known.get(key) or clean(name, 40)


def _visitor_until(event_ms: int, end_ms: int | None) -> str:
    if not end_ms:
        return ""
    end = clock(end_ms) if same_day(event_ms, end_ms) else f"{date(end_ms)} {clock(end_ms)}"
    return QCoreApplication.translate("Words", "Visitor until {time}").format(time=end)


def _date_format() -> str:
    return QCoreApplication.translate("Words", "d MMM yyyy", "a date as QLocale.toString formats it")


def _formatted(ms: int, form: str) -> str:
    if not 0 <= ms <= _LAST_MS:
        return QCoreApplication.translate("Words", "no valid time")
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(ms), form)


def _day(ms: int) -> tuple[int, int]:
    """Return the year and the day in it."""
    try:
        local = localtime(ms / 1000)  # Qt would look each time whether the computer's zone is still the same
    except OSError:  # Windows goes no further than the year 3000; a visitor may be let in until 9999
        date = QDateTime.fromMSecsSinceEpoch(ms).date()
        return date.year(), date.dayOfYear()
    return local.tm_year, local.tm_yday
