"""Devices as a table for a spreadsheet. Never with a password."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facemon.settings.model import DeviceSettings
from facemon.settings.sheet.column import WRITTEN, Column
from facemon.spreadsheet import table_header, table_line


def written(devices: Iterable[DeviceSettings], heads: Sequence[str], words: tuple[str, str]) -> bytes:
    """Return the table: UTF-8 with the mark that spreadsheets know it by, a row a device.

    Args:
        heads: the names of the columns `WRITTEN`, in the user's language.
        words: for yes and no.
    """
    yes, no = words

    def cell(device: DeviceSettings, column: str) -> object:
        value = getattr(device, column)
        return (yes if value else no) if isinstance(value, bool) else value

    names = ["host" if column is Column.ADDRESS else column.value for column in WRITTEN]
    lines = [table_line([cell(device, name) for name in names]) for device in devices]
    return table_header(heads) + b"".join(lines)
