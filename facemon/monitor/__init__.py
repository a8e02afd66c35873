"""Puts the rooms together: devices, history and alarms in, one stream of updates out."""

from facemon.monitor.monitor import Monitor
from facemon.monitor.update import (
    AlarmChanged,
    Arrived,
    BackupChanged,
    BoardUpdate,
    DoorTold,
    FloodsChanged,
    GapChanged,
    KeepingChanged,
    OnDuty,
    PhotoCame,
    SerialTold,
    ShelvesChanged,
    StatusChanged,
    TodayTold,
    Unreadable,
    Update,
    WatchListChanged,
)

__all__ = [
    "AlarmChanged",
    "Arrived",
    "BackupChanged",
    "BoardUpdate",
    "DoorTold",
    "FloodsChanged",
    "GapChanged",
    "KeepingChanged",
    "Monitor",
    "OnDuty",
    "PhotoCame",
    "SerialTold",
    "ShelvesChanged",
    "StatusChanged",
    "TodayTold",
    "Unreadable",
    "Update",
    "WatchListChanged",
]
