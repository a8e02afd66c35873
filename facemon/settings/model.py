"""What can be set, as frozen data. The file that keeps it is `facemon.settings.file`."""

from __future__ import annotations

import msgspec

SOUND_CATEGORIES = ("blacklist", "nonlive", "device", "stranger", "visitor", "staff", "unknown", "offline")


class DeviceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One door device as the technician set it up."""

    id: str  # stable and unique in the file
    name: str
    host: str
    port: int = 8000
    username: str = ""  # empty: no sign-in
    certificate: str = ""  # "sha256:" and 64 hexadecimal digits; "ca"; empty: ask once
    enabled: bool = True
    door_control: bool = False


class AlarmRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"raise_": "raise"}):
    """What an event of one category does besides appearing in the feed."""

    raise_: bool = False  # it needs attention until acknowledged
    sound: str = ""  # a file of resources/sounds without ending, a path, or "" for none
    repeat: bool = False  # the sound goes on until acknowledged


class HistorySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long and how much is kept."""

    keep_days: int = 90
    keep_gb: int = 20
    backup_folder: str = ""  # an absolute path; every day's first run copies the history there. Empty: no backup


class UiSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the program looks and sounds at this desk."""

    language: str = "auto"  # auto, en, zh_CN
    theme: str = "dark"  # dark, light, system
    font_size: int = 100  # per cent of the usual size, 80 to 200
    volume: int = 80  # per cent, 0 to 100


DEFAULT_ALARMS = {
    "blacklist": AlarmRule(raise_=True, sound="blacklist", repeat=True),
    "nonlive": AlarmRule(raise_=True, sound="nonlive"),
    "device": AlarmRule(raise_=True, sound="device"),
    "stranger": AlarmRule(sound="stranger"),
    "visitor": AlarmRule(),
    "staff": AlarmRule(),
    "unknown": AlarmRule(),
    "offline": AlarmRule(),
}


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"devices": "device"}):
    """The whole file. Immutable: a change makes a new one."""

    devices: tuple[DeviceSettings, ...] = ()
    alarm: dict[str, AlarmRule] = msgspec.field(default_factory=lambda: dict(DEFAULT_ALARMS))
    history: HistorySettings = HistorySettings()
    ui: UiSettings = UiSettings()

    def device(self, device_id: str) -> DeviceSettings | None:
        """Return the device with this id, or None."""
        return next((device for device in self.devices if device.id == device_id), None)

    def rule(self, category: str) -> AlarmRule:
        """Return the rule for a category (or "offline"), the default where the file has none."""
        return self.alarm.get(category) or DEFAULT_ALARMS.get(category, AlarmRule())
