"""Checks many devices at once, and lets a person approve the certificates of those that are new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facemon.device.probe import Step
from facemon.device.rounds import Round, Visit
from facemon.device.verdict import Finding
from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.label import PlainLabel
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.breaking import breakable, distinguished
from facemon.ui.settings.certificate_view import grouped
from facemon.ui.settings.fleet.check_rows import CheckModel, CheckRow
from facemon.ui.settings.fleet.check_table import CheckTable
from facemon.ui.settings.fleet.checking import Checking
from facemon.ui.settings.probe_run import Probe
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.text import clean

_SHOWN_MS = 150  # between two looks at what has come


class CheckDialog(RestyledDialog):
    """Begins at once. What is approved is in `approved`; it counts when the settings are saved.

    Args:
        checking: the devices, and how they stand.
        row: gives a device's row.
        visit: gives what is to be tried of a device; None where its address is wrong.
        approve: takes the SHA-256 of approved certificates by key, before those devices are tried again.
        learnt: takes the key and the serial number of a device that was approved here and signed in to.
    """

    def __init__(
        self,
        checking: Checking,
        *,
        row: Callable[[str], CheckRow],
        visit: Callable[[str], Visit | None],
        approve: Callable[[Mapping[str, str]], None],
        learnt: Callable[[str, str], None],
        probe: Probe,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.checking = checking
        self.approved: set[str] = set()
        self._visit = visit
        self._approve_them = approve
        self._learnt = learnt
        self._probe = probe
        self._relay = Relay(self)
        self._round: Round | None = None
        self._left: set[str] = set()  # of the round that is under way
        self._begun = 0  # devices of it
        self.setWindowTitle(self.tr("Check devices"))
        self.model = CheckModel(checking, row)
        self.model.ticked.connect(self._judge)
        self.table = CheckTable(self.model)
        self.summary = PlainLabel(bold=True)
        self._advice = PlainLabel(
            self.tr(
                "Compare each new fingerprint with the device's own display or the installer's sheet, tick those that "
                "agree, and approve them. Before that, nothing is sent to a device. A password is tried once only."
            ),
            dim=True,
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.details = PlainLabel(dim=True)
        self.details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.again = QPushButton()
        self.tick_all = QPushButton(self.tr("Tick all new"))
        self.approve = QPushButton()
        self.approve.setProperty("primary", True)
        self.close_button = QPushButton(self.tr("Close"))
        for label in (self.summary, self._advice, self.details):
            wrap(label)
        self._looking = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._looking.timeout.connect(self._show)
        self._lay_out()
        self.again.clicked.connect(self._press_again)
        self.tick_all.clicked.connect(self._tick_all)
        self.approve.clicked.connect(self._approve)
        self.close_button.clicked.connect(self.accept)
        for button in (self.again, self.tick_all, self.approve, self.close_button):
            button.setAutoDefault(False)
        self.resize(roomy(74, 44))
        self.table.selectRow(0)
        self.table.setFocus()
        self._begin(checking.keys)

    @property
    def running(self) -> bool:
        """Whether devices are being tried."""
        return self._round is not None

    def done(self, result: int) -> None:
        """Close, with everything ended that goes on."""
        self._stop()
        self._relay.close()
        super().done(result)

    def _begin(self, keys: Sequence[str]) -> None:
        visits = [visit for key in self.checking.may_be_tried(keys) if (visit := self._visit(key)) is not None]
        self._left = {visit.key for visit in visits}
        self._begun = len(visits)
        relay = self._relay
        if visits:
            self._round = Round(
                visits,
                on_begin=lambda key: relay.call(partial(self._take_begin, key)),
                on_step=lambda key, step: relay.call(partial(self._take_step, key, step)),
                on_end=lambda key, broken: relay.call(partial(self._take_end, key, broken=broken)),
                probe=self._probe,
            )
        self._show()

    def _stop(self) -> None:
        if self._round is not None:
            self._round.stop()
            self._round = None
            self._left.clear()
            self.checking.stop()

    def _take_begin(self, key: str) -> None:
        if key in self._left:
            self.checking.begin(key)
            self._look_soon()

    def _take_step(self, key: str, step: Step) -> None:
        if key in self._left:
            self.checking.take(key, step)
            self._look_soon()

    def _take_end(self, key: str, *, broken: bool) -> None:
        if key not in self._left:
            return  # stopped meanwhile
        self._left.discard(key)
        self.checking.end(key, broken=broken)
        found = self.checking.verdict(key)
        if key in self.approved and found.serial and found.finding in (Finding.GOOD, Finding.CAUTION):
            self._learnt(key, found.serial)
        if not self._left:
            self._round = None
        self._look_soon()

    def _look_soon(self) -> None:
        if not self._looking.isActive():
            self._looking.start()

    def _press_again(self) -> None:
        if self.running:
            self._stop()
            self._show()
        else:
            self._begin(self.checking.keys)

    def _tick_all(self) -> None:
        self.checking.tick_all()
        self._show()

    def _approve(self) -> None:
        chosen = self.checking.take_ticked()
        if not chosen or self.running:
            return
        self.approved |= chosen.keys()
        self._approve_them(chosen)
        self._begin(list(chosen))
        self.table.setFocus()

    def _show(self) -> None:
        self.model.refresh()
        checking = self.checking
        found = [checking.verdict(key).finding for key in checking.done]
        total = len(checking.keys)
        parts = [
            self.tr("{done} of {all} checked").format(
                done=QLocale().toString(len(checking.done)), all=QLocale().toString(total)
            ),
            self.tr("%n in order", "", found.count(Finding.GOOD) + found.count(Finding.CAUTION)),
            self.tr("%n to be approved", "", found.count(Finding.APPROVE)),
            self.tr("%n with a fault", "", found.count(Finding.FAILED)),
        ]
        passed_over = sum(checking.is_refused(key) for key in checking.keys if key not in checking.done)
        if passed_over:
            parts.append(self.tr("%n not tried", "", passed_over))
        self.summary.setText(", ".join(parts))
        self.bar.setMaximum(max(1, self._begun))
        self.bar.setValue(self._begun - len(self._left))
        self.bar.setVisible(self.running)
        self.again.setText(self.tr("Stop") if self.running else self.tr("Check again"))
        self._judge()
        self._show_details()

    def _judge(self) -> None:
        ticked = len(self.checking.ticked)
        self.approve.setText(self.tr("Approve %n certificate(s)", "", ticked))
        self.approve.setEnabled(bool(ticked) and not self.running)
        self.tick_all.setEnabled(any(self.checking.approvable(key) for key in self.checking.keys))

    def _show_details(self, *_: QModelIndex) -> None:
        number = self.table.currentIndex().row()
        if not 0 <= number < len(self.checking.keys):
            self.details.setText("")
            return
        row = self.model.row(number)
        certificate = self.checking.verdict(self.checking.keys[number]).certificate
        issued = ""
        if certificate is not None:
            subject = distinguished(clean(certificate.subject, 200)) or self.tr("not readable")
            issued = self.tr("{fingerprint}, issued to {subject}").format(
                fingerprint=grouped(certificate.sha256, 16), subject=subject
            )
        said = breakable(f"{row.device}: {row.result}")
        self.details.setText("\n".join(part for part in (said, issued) if part))

    def _restyle(self) -> None:
        super()._restyle()
        self.table.size_columns()

    def _lay_out(self) -> None:
        self.table.setAccessibleName(self.tr("Devices"))
        self.table.setAccessibleDescription(self.tr("The space bar ticks a new certificate"))
        self.table.selectionModel().currentRowChanged.connect(self._show_details)
        buttons = FlowLayout(spacing=theme.SPACE)
        buttons.addWidget(self.again)
        buttons.addWidget(self.tick_all)
        buttons.addWidget(stretching())
        buttons.addWidget(self.approve)
        buttons.addWidget(self.close_button)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for part in (self.summary, self.bar, self._advice):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        whole.setSpacing(theme.SPACE)
        whole.addWidget(scrolling(QScrollArea(), inside), 1)
        whole.addLayout(buttons)
