"""What an import would change, as the rows of a table to look through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from facemon.settings.sheet.column import HEADS, NO, YES, Column
from facemon.settings.sheet.entry import Refused
from facemon.settings.sheet.plan import Change, Item, Kind, Known, Plan
from facemon.ui import theme, words
from facemon.ui.settings.certificate_view import abbreviated
from facemon.ui.text import clean

translate = QCoreApplication.translate
_LONGEST = 120  # characters of one value
_ORDER = (Kind.REFUSED, Kind.CHANGED, Kind.NEW, Kind.UNCHANGED)
_COLOURS = {Kind.REFUSED: "bad", Kind.CHANGED: "warn", Kind.NEW: "good", Kind.UNCHANGED: "dim"}
Index = QModelIndex | QPersistentModelIndex


class ImportRow(msgspec.Struct, frozen=True):
    """One row; texts are clean."""

    number: str  # in the file; empty for a device that is not in it
    device: str
    kind: str
    details: str
    colour: str  # the name of a field of the theme


def import_rows(plan: Plan, known: Sequence[Known], *, removing: bool) -> list[ImportRow]:
    """Return the rows of a plan: first what wants to be looked at, last what stays as it is."""
    names: Mapping[str, str] = {each.key: each.device.name for each in known}
    rows = [_row(item) for kind in _ORDER[:-1] for item in plan.of(kind)]
    rows += [_missing(names.get(key, ""), removing=removing) for key in plan.missing]
    return rows + [_row(item) for item in plan.of(Kind.UNCHANGED)]


def refusal_text(refusal: Refused) -> str:
    """Return why a row is refused, in the program's language."""
    fields = {name: clean(text, _LONGEST) for name, text in refusal.fields.items()}
    if "field" in fields:
        fields["field"] = translate("DeviceSheet", fields["field"])
    return translate(refusal.context, refusal.template).format(**fields)


def _row(item: Item) -> ImportRow:
    kind = {
        Kind.REFUSED: translate("ImportRows", "Rejected"),
        Kind.CHANGED: translate("ImportRows", "Changed"),
        Kind.NEW: translate("ImportRows", "New"),
        Kind.UNCHANGED: translate("ImportRows", "Unchanged"),
    }[item.kind]
    if item.refusal is not None:
        details = refusal_text(item.refusal)
    else:
        said = [_change(change) for change in item.changes] if item.key else [_whole(item)]
        details = "; ".join(said + [translate("DeviceSheet", remark) for remark in item.remarks])
    return ImportRow(str(item.row), clean(item.label, _LONGEST), kind, details, _COLOURS[item.kind])


def _missing(name: str, *, removing: bool) -> ImportRow:
    kind = translate("ImportRows", "Removed") if removing else translate("ImportRows", "Not in the table")
    details = "" if removing else translate("ImportRows", "stays as it is")
    return ImportRow("", clean(name, _LONGEST), kind, details, "bad" if removing else "dim")


def _whole(item: Item) -> str:
    """Return what a new device is like."""
    device = item.device
    if device is None:
        return ""
    parts = [clean(device.group, 60), clean(f"{device.host}:{device.port}", _LONGEST), clean(device.username, 60)]
    if item.password is not None:
        parts.append(translate("ImportRows", "with a password"))
    if device.certificate:
        parts.append(translate("ImportRows", "with an approved certificate"))
    return words.SEPARATOR.join(part for part in parts if part)


def _change(change: Change) -> str:
    head = translate("DeviceSheet", HEADS[change.column])
    if change.column is Column.PASSWORD:
        return translate("ImportRows", "{field}: a new one").format(field=head)
    return translate("ImportRows", "{field}: {old} → {new}").format(
        field=head, old=_value(change.column, change.old), new=_value(change.column, change.new)
    )


def _value(column: Column, value: object) -> str:
    if isinstance(value, bool):
        word = YES if value else NO
        return translate("DeviceSheet", word)
    text = str(value)
    if column is Column.CERTIFICATE and text.startswith("sha256:"):
        return abbreviated(text)
    return clean(text, _LONGEST) or translate("ImportRows", "nothing")


class ImportModel(QAbstractTableModel):
    """The rows for a table view."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ImportRow] = []

    def show_rows(self, rows: list[ImportRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (
            translate("ImportRows", "Row"),
            translate("ImportRows", "Device"),
            translate("ImportRows", "Becomes"),
            translate("ImportRows", "What changes"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.number, row.device, row.kind, row.details)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return QColor(theme.colour(row.colour))
        return None
