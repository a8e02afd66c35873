"""The devices of a check as the rows of a table, in words."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from facemon.device.verdict import Finding
from facemon.settings import DeviceSettings, format_address
from facemon.ui import theme, words
from facemon.ui.settings import step_words
from facemon.ui.settings.certificate_view import grouped
from facemon.ui.settings.fleet.checking import Checking
from facemon.ui.text import clean

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_FINGERPRINT = 3  # column
_TWINS_NAMED = 3


class CheckRow(msgspec.Struct, frozen=True):
    """One row; texts are clean."""

    device: str
    address: str
    result: str
    fingerprint: str  # in groups of four, on two lines
    serial: str
    model: str
    colour: str  # of the result: the name of a field of the theme


def check_row(key: str, device: DeviceSettings | None, checking: Checking, name: Callable[[str], str]) -> CheckRow:
    """Return a device's row.

    Args:
        device: as it would be tried; None where its address is wrong.
        name: gives a device's name.
    """
    found = checking.verdict(key)
    result, colour = _result(key, device, checking)
    twins = _twins(key, checking, name) if key in checking.done else ""
    parts = (result, twins) if colour == "bad" else (twins, result)
    return CheckRow(
        device=name(key),
        address=clean(format_address(device.host, device.port), 120) if device else "",
        result=words.SEPARATOR.join(part for part in parts if part),
        fingerprint=grouped(found.certificate.sha256) if found.certificate else "",
        serial=clean(found.serial, 60),
        model=clean(found.model, 60),
        colour="warn" if twins and colour != "bad" else colour,
    )


def _result(key: str, device: DeviceSettings | None, checking: Checking) -> tuple[str, str]:
    if device is None:
        return translate("CheckRows", "its address is wrong"), "bad"
    if key in checking.running:
        return step_words.attempt(checking.trying(key)) + "…", "accent"
    if key not in checking.done:
        if checking.is_refused(key):
            return translate("CheckRows", "not tried: it has refused this password. Enter another one first"), "bad"
        return translate("CheckRows", "not checked yet"), "dim"
    found = checking.verdict(key)
    if key in checking.broken or found.step is None:
        return translate("CheckRows", "the check itself failed; the log file says why"), "bad"
    if found.finding is Finding.APPROVE:
        return translate("CheckRows", "new: compare the fingerprint"), "warn"
    if found.finding is Finding.GOOD:
        return translate("CheckRows", "in order"), "good"
    said, behind = step_words.outcome(found.step, device)
    return f"{said} {behind}".strip(), "bad" if found.finding is Finding.FAILED else "warn"


def _twins(key: str, checking: Checking, name: Callable[[str], str]) -> str:
    same_certificate, same_serial = checking.same_certificate(key), checking.same_serial(key)
    if same_certificate:
        told = translate("CheckRows", "the same certificate as {others}: each could pass for the other")
        return told.format(others=_named(same_certificate, name))
    if same_serial:
        told = translate("CheckRows", "the same serial number as {others}: perhaps one device twice")
        return told.format(others=_named(same_serial, name))
    return ""


def _named(keys: tuple[str, ...], name: Callable[[str], str]) -> str:
    named = [f"“{name(key)}”" for key in keys[:_TWINS_NAMED]]
    return words.listed(named + ["…"] * (len(keys) > _TWINS_NAMED))


class CheckModel(QAbstractTableModel):
    """The rows for a table view. A certificate that can be approved has a box to tick."""

    ticked = Signal()

    def __init__(self, checking: Checking, row: Callable[[str], CheckRow]) -> None:
        super().__init__()
        self._checking = checking
        self._row = row
        self._known: dict[str, CheckRow] = {}

    def row(self, number: int) -> CheckRow:
        """Return what stands in a row."""
        key = self._checking.keys[number]
        if key not in self._known:
            self._known[key] = self._row(key)
        return self._known[key]

    def refresh(self) -> None:
        """Say anew how each stands."""
        self._known.clear()
        if self._checking.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def toggle(self, number: int) -> None:
        """Tick a row, or no longer; nothing where there is no box."""
        key = self._checking.keys[number]
        if self._checking.approvable(key):
            self._checking.ticked ^= {key}
            self.dataChanged.emit(self.index(number, 0), self.index(number, 0))
            self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._checking.keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (
            translate("CheckRows", "Device"),
            translate("CheckRows", "Address"),
            translate("CheckRows", "Result"),
            translate("CheckRows", "Fingerprint (SHA-256)"),
            translate("CheckRows", "Serial number"),
            translate("CheckRows", "Model"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == 0 and self._checking.approvable(self._checking.keys[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.row(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.device, row.address, row.result, row.fingerprint, row.serial, row.model)[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == 2:
            return QColor(theme.colour(row.colour))
        if role == Qt.ItemDataRole.FontRole and column == _FINGERPRINT:
            return QFont(theme.font(0.85, mono=True))
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            key = self._checking.keys[index.row()]
            if self._checking.approvable(key):
                return Qt.CheckState.Checked if key in self._checking.ticked else Qt.CheckState.Unchecked
        return None
