"""What a monitor tells, collected."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from facemon.alarm import Alarm
from facemon.device.status import State
from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.event import Gap
from facemon.monitor import AlarmChanged, Arrived, GapChanged, Monitor, StatusChanged, Update
from facemon.settings import DEFAULT_ALARMS, AlarmRule, AttentionSettings, DeviceSettings, PrivacySettings
from facemon.simulator.device import SimulatedDevice


class Sink:
    """Collects updates; its `until` waits for what is meant."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self._changed = threading.Condition()

    def __call__(self, update: Update) -> None:
        with self._changed:
            self.updates.append(update)
            self._changed.notify_all()

    def until(self, meant: Callable[[], bool], timeout: float = 15) -> None:
        deadline = time.monotonic() + timeout
        with self._changed:
            while not meant():
                assert self._changed.wait(deadline - time.monotonic()), f"waited in vain; last: {self.updates[-3:]}"

    @property
    def gaps(self) -> dict[int, Gap]:
        """The gaps as they were last told of, by id."""
        return {update.gap.id: update.gap for update in list(self.updates) if isinstance(update, GapChanged)}

    @property
    def arrived(self) -> list[Arrived]:
        return [update for update in self.updates if isinstance(update, Arrived)]

    @property
    def alarms(self) -> list[Alarm]:
        """The alarms as they were last told of, in the order in which they were raised."""
        newest = {update.alarm.id: update.alarm for update in list(self.updates) if isinstance(update, AlarmChanged)}
        return [newest[alarm_id] for alarm_id in sorted(newest)]

    @property
    def owed(self) -> list[Alarm]:
        return [alarm for alarm in self.alarms if alarm.owed]

    def states(self, device_id: str) -> list[State]:
        return [
            update.status.state
            for update in self.updates
            if isinstance(update, StatusChanged) and update.status.device_id == device_id
        ]

    def live(self, device_id: str) -> bool:
        states = self.states(device_id)
        return bool(states) and states[-1] == State.LIVE


def monitor_in(
    folder: Path,
    sink: Sink,
    *,
    attention: AttentionSettings | None = None,
    privacy: PrivacySettings | None = None,
    timing: Timing | None = None,
    **rules: AlarmRule,
) -> Monitor:
    """Return a monitor that has been started, with the default rules but for these."""
    monitor = Monitor(
        folder / "history.sqlite3",
        privacy=lambda: privacy or PrivacySettings(),
        password=lambda _: None,
        rule=lambda name: rules.get(name) or DEFAULT_ALARMS[name],
        attention=lambda: attention or AttentionSettings(),
        sink=sink,
        unreadable=UnreadableLog(folder / "unreadable.log"),
        timing=timing or Timing(written=0.1, first_retry=0.1),
    )
    monitor.start()
    return monitor


def settings_for(device: SimulatedDevice, device_id: str = "gate") -> DeviceSettings:
    return DeviceSettings(
        id=device_id, name="Gate", host=device.host, port=device.port, certificate=device.certificate_sha256
    )
