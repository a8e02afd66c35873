"""Shows what a table of devices would change, before anything is changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facemon.credentials import Credentials
from facemon.settings.sheet.entry import entry
from facemon.settings.sheet.plan import Kind, Known, Plan, plan
from facemon.settings.sheet.reading import Sheet, read_sheet
from facemon.ui import error_text, theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.fleet.import_rows import ImportModel, import_rows
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.settings.task import Task
from facemon.ui.settings.toggle import Toggle
from facemon.ui.text import clean

Read = tuple[Sheet, Plan]
_LEAST_ROWS = 5  # in sight


class ImportDialog(RestyledDialog):
    """Accepted when the user wants what it shows: `plan`, with its `passwords` and with `removing`, or without.

    Args:
        path: the table.
        known: the devices as they stand.
        credentials: where passwords will be kept.
    """

    def __init__(
        self, path: Path, known: Sequence[Known], credentials: Credentials, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self._known = known
        self._credentials = credentials
        self._relay = Relay(self)
        self.setWindowTitle(self.tr("Import devices"))
        self.title = PlainLabel(breakable(clean(path.name, 120)), bold=True, size=1.05)
        self.summary = PlainLabel(self.tr("Reading…"))
        self.ignored = PlainLabel(dim=True)
        self.model = ImportModel()
        self.table = QTableView()
        self.details = PlainLabel(dim=True)
        self.details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.passwords = Toggle(self.tr("Take the passwords, too"))
        self.passwords.setChecked(True)
        self.advice = PlainLabel()
        self.advice.setProperty("warn", True)
        self.removing = Toggle()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.take = QPushButton(self.tr("Take over"))
        self.take.setProperty("primary", True)
        for label in (self.title, self.summary, self.ignored, self.details, self.advice):
            wrap(label)
        self._lay_out()
        self.removing.toggled.connect(self._show_plan)
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self.accept)
        self.cancel.setAutoDefault(False)
        self.take.setDefault(True)
        self.resize(roomy(56, 40))
        self._task: Task[Read] = Task(self._relay, self._work(path, known), self._show_read, self._show_failure)

    def done(self, result: int) -> None:
        """Close; what is being read is dropped."""
        self._task.drop()
        self._relay.close()
        super().done(result)

    def _work(
        self, path: Path, known: Sequence[Known]
    ) -> Callable[[threading.Event, Callable[[Callable[[], None]], None]], Read]:
        def work(_stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> Read:
            self._credentials.availability()  # so that it can be told where the passwords will go
            sheet = read_sheet(path)
            return sheet, plan([entry(line) for line in sheet.lines], known)

        return work

    def _show_read(self, read: Read) -> None:
        sheet, self.plan = read
        if sheet.ignored:
            names = clean(", ".join(f"“{clean(name, 30)}”" for name in sheet.ignored[:8]), 300)
            self.ignored.setText(breakable(self.tr("Not understood and left out: {names}.").format(names=names)))
        self._show_plan()
        for part in (self.table, self.details):
            part.show()
        self.table.selectRow(0)
        self.table.setFocus()

    def _show_plan(self) -> None:
        plan = self.plan
        if plan is None:
            return
        new, changed, refused = (len(plan.of(kind)) for kind in (Kind.NEW, Kind.CHANGED, Kind.REFUSED))
        self.summary.setText(
            ", ".join(
                (
                    self.tr("%n new", "", new),
                    self.tr("%n changed", "", changed),
                    self.tr("%n unchanged", "", len(plan.of(Kind.UNCHANGED))),
                    self.tr("%n rejected", "", refused),
                )
            )
        )
        self.model.show_rows(import_rows(plan, self._known, removing=self.removing.isChecked()))
        self.ignored.setVisible(bool(self.ignored.text()))
        self._show_passwords(plan.passwords)
        self.removing.setVisible(bool(plan.missing))
        # A row that cannot be read may be about any of them.
        self.removing.setEnabled(not refused)
        missing = self.tr("Remove the %n device(s) that are not in the table", "", len(plan.missing))
        self.removing.setText(missing if not refused else self.tr("To remove devices, correct the rejected rows first"))
        self.take.setEnabled(bool(new or changed or self.removing.isChecked()))
        self._show_details()

    def _show_passwords(self, count: int) -> None:
        for part in (self.passwords, self.advice):
            part.setVisible(bool(count))
        where = QCoreApplication.translate("Credentials", self._credentials.kept_where)
        told = self.tr(
            "The table has passwords for %n device(s). They go where the others are ({where}), "
            "never into the settings.",
            "",
            count,
        )
        advice = self.tr(
            "Delete the table when you have saved, also from the wastebasket and from e-mails: whoever has it can open "
            "the doors."
        )
        self.advice.setText(f"{told.format(where=where)} {advice}")

    def _show_failure(self, error: Exception) -> None:
        self.summary.take_tone("bad")
        self.summary.setText(breakable(clean(error_text.reason(error), 500)))

    def _show_details(self, *_: QModelIndex) -> None:
        number = self.table.currentIndex().row()
        row = self.model.rows[number] if 0 <= number < len(self.model.rows) else None
        self.details.setText(breakable(f"{row.device}: {row.details}") if row and row.details else "")

    def _restyle(self) -> None:
        super()._restyle()
        self._size_columns()

    def _size_columns(self) -> None:
        metrics = QFontMetrics(theme.font())
        row = theme.target(metrics.height() + round(1.5 * theme.SPACE))
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setMinimumHeight(_LEAST_ROWS * row)
        for column, sample in enumerate(("00000", "North gate, building", "Not in the table")):
            self.table.setColumnWidth(column, metrics.horizontalAdvance(sample) + 3 * theme.SPACE)

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("What the table changes"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.selectionModel().currentRowChanged.connect(self._show_details)
        self._size_columns()
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.take)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for part in (self.title, self.summary, self.ignored):
            layout.addWidget(part)
        layout.addWidget(table, 1)
        layout.addWidget(self.details)
        below: tuple[QWidget, ...] = (self.passwords, self.advice, self.removing)
        for widget in below:
            layout.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        whole.setSpacing(theme.SPACE)
        whole.addWidget(scrolling(QScrollArea(), inside), 1)
        whole.addLayout(buttons)
        for widget in (self.ignored, table, self.details, *below):
            widget.hide()
        self.take.setEnabled(False)
