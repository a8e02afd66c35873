"""What a device sends, as frozen data: bytes to `Event`, `DeviceAlarm` or `UnknownMessage`. No I/O.

The fields are those of the vendor's event subscription document; the quirks are those seen across its firmware versions
(API 1.0 to 1.3). A field that cannot be used costs only itself: it is None or empty, and its name is in `flaws`.

A message is read without a schema: measured with a picture of 53 KB, a typed decoder saves no more than 1 of 14 µs, and
one way for good and for odd messages cannot disagree with itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from facemon.device.field import Fields
from facemon.device.payload import MessageError, parse, raw_text
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Group, Happening, Mask, Person, UnknownMessage
from facemon.phrase import QT_TRANSLATE_NOOP

__all__ = ["MessageError", "decode", "event_from_data"]

NO_DATA = QT_TRANSLATE_NOOP("Message", "The message is a recognition event without data.")

# Ten thousand events are held at once, so each must stay small whatever the device sends. The document sets a bound
# for the remark alone, 256 bytes; no name of a person or a group comes near these.
MOST_GROUPS = 16
LONGEST_NAME = 128  # characters, ids as well
LONGEST_PROSE = 512  # characters of a remark or a description
LONGEST_UUID = 128  # characters

_INT64 = 2**63 - 1
LAST_MS = 253_402_300_799_999  # the end of the year 9999, the last that Python's datetime knows
_MILLISECONDS_FROM = 10**12  # 13 digits: milliseconds; as seconds it would be far beyond the year 9999

_CATEGORIES = {
    0: Category.UNKNOWN,
    1: Category.STAFF,
    2: Category.VISITOR,
    3: Category.STRANGER,
    4: Category.NONLIVE,
    5: Category.BLACKLIST,
}
_VISITOR = 2  # in `user.type`, as in recognitionType
# recognizeStatus of API 1.0 and 1.1
_STATUS_NONLIVE = 1
_STATUS_STRANGER = 3
_STATUS_FAILED = 6
_STATUSES_OF_A_PERSON = frozenset({2, 4, 5, _STATUS_FAILED})


def decode(data: bytes, *, device_id: str, received_ms: int) -> Happening:
    """Return what the message says has happened.

    Args:
        data: the message as received, UTF-8 JSON, without the framing of the WebSocket.
        device_id: the id of the device in the settings.
        received_ms: Unix milliseconds of the arrival by this computer's clock.

    Raises:
        MessageError: the bytes are no message at all. Nothing else is raised, whatever the bytes.
    """
    message = parse(data)
    flaws: list[str] = []
    fields = Fields(message, flaws)
    number = fields.integer("type", -_INT64, _INT64)
    content = message.get("data")
    if number == 0:
        if not isinstance(content, dict):
            raise MessageError(NO_DATA, data)
        return _event(Fields(content, flaws), message, device_id, received_ms)
    if number == 1:
        # An alarm is shown even when nothing more than that is known of it.
        inner = fields.nested("data")
        if inner is None:
            fields.flaw("data")
        return _alarm(Fields(inner.values if inner else {}, flaws), message, device_id, received_ms)
    return _unknown(number, message, flaws, device_id, received_ms, data)


def event_from_data(data: Mapping[str, object], *, device_id: str, received_ms: int) -> Event:
    """Return the recognition event that a message's `data`, or an item of the device's records, describes.

    `data` holds plain JSON values without lone surrogates, as `facemon.device.payload.parse` returns them, and becomes
    the event's `raw`. Never raises.
    """
    return _event(Fields(data, []), dict(data), device_id, received_ms)


def _event(fields: Fields, whole: dict[str, object], device_id: str, received_ms: int) -> Event:
    user = fields.nested("user")
    person = _person(user, fields)
    category, failed = _category(fields, user, person)
    passed = fields.truth("pass")
    if passed is None and failed:
        passed = False
    time_ms = _time(fields, "timestamp", received_ms)
    device_sn = fields.text("deviceSN", LONGEST_NAME)
    picture, picture_size = fields.picture("rgb_image")
    mask = fields.integer("mask", 0, 2)
    uuid = _identity(fields, "uuid") or _digest(
        (device_sn or device_id, time_ms, category, *_identifying(person)), picture
    )
    return Event(
        uuid=uuid,
        device_id=device_id,
        device_sn=device_sn,
        time_ms=time_ms,
        received_ms=received_ms,
        category=category,
        passed=passed,
        score=fields.number("recognizeScore", 0, 1),
        liveness=fields.number("livenessScore", 0, 1),
        temperature=_temperature(fields),
        mask=None if mask is None else Mask(mask),
        mode=fields.integer("mode", 0, 10),
        entry_mode=fields.integer("entry_mode", 0, 12) or None,
        abnormal_type=fields.integer("abnormal_type", 0, 2**31 - 1),
        person=person,
        picture=picture,
        picture_size=picture_size,
        raw=raw_text(whole),
        flaws=tuple(fields.flaws),
    )


def _alarm(fields: Fields, whole: dict[str, object], device_id: str, received_ms: int) -> DeviceAlarm:
    code = fields.integer("code", 0, 2**31 - 1)
    number = fields.integer("status", 0, 2**31 - 1)
    status = AlarmStatus(number) if number in tuple(AlarmStatus) else None
    if number is not None and status is None:
        fields.flaw("status")
    time_ms = _time(fields, "event_time", received_ms)
    device_sn = fields.text("deviceSN", LONGEST_NAME)
    description = fields.text("description", LONGEST_PROSE)
    user_id = fields.text("user_id", LONGEST_NAME)
    picture, picture_size = fields.picture("alarm_photo")
    uuid = _identity(fields, "trace_id") or _digest(
        (device_sn or device_id, "alarm", time_ms, code, description, user_id), picture
    )
    if number is not None and status is not AlarmStatus.RAISED:
        # Raised and cleared share a trace_id: the second must not pass for a repetition of the first.
        uuid = f"{uuid}:{number}"
    if status is AlarmStatus.CLEARING_FAILED and "event_time" not in fields.flaws:
        # Which may happen to an alarm more than once. Its time tells one from the next, even where it is that of the
        # arrival: the clocks of the two agree, then.
        uuid = f"{uuid}:{time_ms}"
    return DeviceAlarm(
        uuid=uuid,
        device_id=device_id,
        device_sn=device_sn,
        time_ms=time_ms,
        received_ms=received_ms,
        code=code,
        status=status,
        description=description,
        user_id=user_id,
        picture=picture,
        picture_size=picture_size,
        raw=raw_text(whole),
        flaws=tuple(fields.flaws),
    )


def _unknown(
    number: int | None, message: dict[str, object], flaws: list[str], device_id: str, received_ms: int, data: bytes
) -> UnknownMessage:
    content = message.get("data")
    fields = Fields(content if isinstance(content, dict) else message, flaws)
    named = next((name for name in ("timestamp", "event_time") if fields.values.get(name) is not None), None)
    return UnknownMessage(
        uuid=_digest((device_id,), data),
        device_id=device_id,
        device_sn=fields.text("deviceSN", LONGEST_NAME),
        time_ms=received_ms if named is None else _time(fields, named, received_ms),
        received_ms=received_ms,
        type=number,
        raw=raw_text(message),
        flaws=tuple(flaws),
    )


def _person(user: Fields | None, data: Fields) -> Person | None:
    groups = _groups(user) if user else ()
    if not groups:
        groups = _groups(data)
    if user is None:
        return Person(groups=groups) if groups else None
    person = Person(
        name=user.text("name", LONGEST_NAME),
        user_id=user.text("user_id", LONGEST_NAME),
        type=user.integer("type", 0, 2**31 - 1),
        ic_number=user.text("ic_number"),
        job_number=user.text("job_number"),
        id_number=user.text("id_number"),
        guest_start_ms=user.integer("guest_time_start", 0, LAST_MS) or None,
        guest_end_ms=user.integer("guest_time_end", 0, LAST_MS) or None,
        remark=user.text("remark", LONGEST_PROSE),
        groups=groups,
    )
    # A stranger comes with a user whose every field is blank: that is nobody, whatever its type.
    return None if msgspec.structs.replace(person, type=None) == _NOBODY else person


_NOBODY = Person()


def _groups(fields: Fields) -> tuple[Group, ...]:
    values = fields.values.get("groups")
    if values is None or values == "":
        return ()
    if not isinstance(values, list):
        fields.flaw("groups")
        return ()
    groups = []
    flaws: list[str] = []
    for value in values[:MOST_GROUPS]:
        if isinstance(value, dict):
            item = Fields(value, flaws)
            groups.append(Group(id=item.text("id", LONGEST_NAME), name=item.text("name", LONGEST_NAME)))
        elif isinstance(value, str):
            groups.append(Group(id="", name=Fields({"name": value}, flaws).text("name", LONGEST_NAME)))
        else:
            fields.flaw("groups")
    if flaws or len(values) > MOST_GROUPS:
        fields.flaw("groups")
    return tuple(groups)


def _category(fields: Fields, user: Fields | None, person: Person | None) -> tuple[Category, bool]:
    """Return the category, and whether the device says that authentication failed."""
    number = fields.integer("recognitionType", 0, 5)
    status = fields.integer("recognizeStatus", 0, 6)
    failed = status == _STATUS_FAILED
    if number:
        return _CATEGORIES[number], failed
    if status == _STATUS_NONLIVE:
        return Category.NONLIVE, failed
    if status == _STATUS_STRANGER or (failed and person is None):
        return Category.STRANGER, failed
    if status in _STATUSES_OF_A_PERSON:
        kind = user.integer("type", 0, 2**31 - 1) if user else None
        return (Category.VISITOR if kind == _VISITOR else Category.STAFF), failed
    return Category.UNKNOWN, failed


def _time(fields: Fields, name: str, received_ms: int) -> int:
    """Return the device's time in Unix milliseconds; the arrival, and a flaw, where it has none that can be used."""
    value = fields.number(name, 0, LAST_MS)
    if value is not None:
        time_ms = round(value if value >= _MILLISECONDS_FROM else value * 1000)
        if 0 < time_ms <= LAST_MS:
            return time_ms
    fields.flaw(name)
    return received_ms


def _temperature(fields: Fields) -> float | None:
    """Return °C; 0 means not measured, and a body outside 10 to 60 °C is a fault of the sensor."""
    value = fields.number("bodyTemperature", 0, 60)
    if value and value < 10:
        fields.flaw("bodyTemperature")
        return None
    return value or None


def _identity(fields: Fields, name: str) -> str:
    """Return the device's own id of the record; empty where it has none that is safe to tell records apart by."""
    value = fields.text(name).strip()
    if len(value) <= LONGEST_UUID:
        return value
    fields.flaw(name)
    return ""


def _identifying(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    return person.user_id, person.name, person.job_number, person.ic_number, person.id_number


def _digest(parts: tuple[object, ...], content: bytes) -> str:
    digest = hashlib.sha256(msgspec.json.encode(parts))
    digest.update(content)
    return f"digest:{digest.hexdigest()}"
