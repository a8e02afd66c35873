"""Puts the rooms together: devices, history and alarms in, one stream of updates out."""

from facemon.monitor.monitor import Monitor
from facemon.monitor.update import (
    Arrived,
    BackupChanged,
    GapChanged,
    KeepingChanged,
    StatusChanged,
    StillOpen,
    Unreadable,
    Update,
)

__all__ = [
    "Arrived",
    "BackupChanged",
    "GapChanged",
    "KeepingChanged",
    "Monitor",
    "StatusChanged",
    "StillOpen",
    "Unreadable",
    "Update",
]
