"""What facemon calls a happening, by what the device that it happened at says of it."""

from __future__ import annotations

from collections.abc import Mapping

from facemon.event import AlarmStatus


def name_of(data: Mapping[str, object]) -> str:
    """Return the uuid that facemon gives to a message's `data`, as `facemon.device.message` has it."""
    if "trace_id" not in data:
        return str(data["uuid"])
    return alarm_name(str(data["trace_id"]), data.get("status"), data.get("event_time"))


def alarm_name(trace_id: str, status: object, time_ms: object) -> str:
    """Return what facemon calls a device's alarm that is raised, cleared, or could not be cleared."""
    if status == AlarmStatus.RAISED:
        return trace_id
    return f"{trace_id}:{status}:{time_ms}" if status == AlarmStatus.CLEARING_FAILED else f"{trace_id}:{status}"
