"""The settings file: typed, validated, saved atomically."""

from facemon.settings.address import AddressError, format_address, parse_address
from facemon.settings.device_id import new_device_id
from facemon.settings.file import load, save
from facemon.settings.mistake import SettingsError
from facemon.settings.model import (
    DEFAULT_ALARMS,
    PRIORITIES,
    RULES,
    AlarmRule,
    AttentionSettings,
    DeskSettings,
    DeviceSettings,
    HistorySettings,
    PicturePrivacy,
    PrivacySettings,
    Settings,
    SoundSettings,
    UiSettings,
    UpdateSettings,
)

__all__ = [
    "DEFAULT_ALARMS",
    "PRIORITIES",
    "RULES",
    "AddressError",
    "AlarmRule",
    "AttentionSettings",
    "DeskSettings",
    "DeviceSettings",
    "HistorySettings",
    "PicturePrivacy",
    "PrivacySettings",
    "Settings",
    "SettingsError",
    "SoundSettings",
    "UiSettings",
    "UpdateSettings",
    "format_address",
    "load",
    "new_device_id",
    "parse_address",
    "save",
]
