"""Asks a person whether a certificate is the device's own: at first contact, and where it has changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facemon.device.status import Certificate
from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.lock import Guard, unguarded
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.certificate_comparison import CertificateComparison
from facemon.ui.settings.certificate_view import CertificateView
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.settings.sign import Sign
from facemon.ui.text import clean

_ICON = 40
_WIDE, _HIGH = 52, 60  # lines
_COPIED_MS = 6_000


class CertificateDialog(RestyledDialog):
    """Shows the certificate that a device offers; accepted when a person who may do so approves it.

    Args:
        certificate: the one offered.
        device_name: whose it should be.
        changed_from: what was approved before ("sha256:…" or "ca"); None at first contact.
        former: the certificate that was approved before, as far as it is known.
        guard: asks whether the person may approve it.
    """

    def __init__(
        self,
        certificate: Certificate,
        device_name: str,
        changed_from: str | None,
        parent: QWidget | None = None,
        *,
        former: Certificate | None = None,
        guard: Guard = unguarded,
    ) -> None:
        super().__init__(parent)
        name = breakable(clean(device_name, 80))
        changed = bool(changed_from)
        self.setWindowTitle(
            self.tr("The certificate has changed") if changed else self.tr("Approve the device's certificate")
        )
        title = (
            self.tr("“{name}” presents a different certificate from the approved one")
            if changed
            else self.tr("Is this the certificate of “{name}”?")
        )
        self.approve = QPushButton(
            self.tr("Accept the new certificate") if changed else self.tr("Approve this certificate")
        )
        self.approve.setProperty("danger", changed)
        self.approve.clicked.connect(lambda: guard(self, self.tr("Approve a certificate"), self.accept))
        self.later = QPushButton(self.tr("Leave it refused") if changed else self.tr("Not now"))
        self.later.setDefault(True)
        self.later.clicked.connect(self.reject)
        self.copy = QPushButton(self.tr("Copy both"))
        self.copy.setAutoDefault(False)
        self.copy.setVisible(changed)
        self.comparison: CertificateComparison | None = None
        self.view: CertificateView | None = None
        if changed_from:
            shown: QWidget = self._compared(former, changed_from, certificate)
        else:
            shown = self._alone(certificate)
        self._lay_out(title.format(name=name), shown, changed=changed)
        self.later.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now do the parts know how tall they are.
        height = self._rows.heightForWidth(self.width()) + self._buttons.sizeHint().height()
        self.resize(roomy(_WIDE, _HIGH).boundedTo(QSize(self.width(), height)))

    def _restyle(self) -> None:
        super()._restyle()
        if self.comparison is not None:
            self.comparison.restyle()

    def _alone(self, certificate: Certificate) -> CertificateView:
        self.view = CertificateView()
        self.view.set_certificate(certificate)
        return self.view

    def _compared(self, former: Certificate | None, pin: str, certificate: Certificate) -> CertificateComparison:
        comparison = self.comparison = CertificateComparison(former, pin, certificate)
        copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        copied.timeout.connect(lambda: self.copy.setText(self.tr("Copy both")))

        def copy() -> None:
            QGuiApplication.clipboard().setText(comparison.as_text())
            self.copy.setText(self.tr("Copied"))
            copied.start()

        self.copy.clicked.connect(copy)
        return comparison

    def _first(self) -> str:
        return self.tr(
            "Compare the fingerprint with the one on the device's own display or on the installer's sheet. Nothing is "
            "sent to the device before you approve it, and afterwards facemon talks to no other."
        )

    def _refused(self) -> str:
        return self.tr(
            "Until this is settled, facemon sends it nothing, neither a password nor a request, and shows none of its "
            "events: watch this door in another way."
        )

    def _meaning(self) -> str:
        return self.tr(
            "What it may mean: after work on the device (a reset, new firmware, a replacement, a new certificate) this "
            "is to be expected. Where nobody has done any, somebody may be answering in its place, to learn the "
            "password or to show you false events."
        )

    def _to_do(self) -> str:
        return self.tr(
            "What to do:\n"
            "1. Ask whoever looks after the devices whether anything was done to this one.\n"
            "2. Have the new fingerprint compared with the one on the device's own display or the installer's sheet.\n"
            "3. Accept it only where both agree. Otherwise leave it refused, and report it."
        )

    def _lay_out(self, title: str, shown: QWidget, *, changed: bool) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(theme.SPACE)
        for label in (
            PlainLabel(title, size=1.2, bold=True),
            PlainLabel(self._refused() if changed else self._first()),
        ):
            wrap(label)
            texts.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.SPACE)
        sign = Sign("refused" if changed else "certificate", "bad" if changed else "accent", _ICON)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        box = QWidget()
        box.setObjectName("box")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        inside.addWidget(shown)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(3 * theme.SPACE, 3 * theme.SPACE, 3 * theme.SPACE, theme.SPACE)
        rows.setSpacing(2 * theme.SPACE)
        rows.addLayout(head)
        rows.addWidget(box)
        for text in (self._meaning(), self._to_do()) if changed else ():
            label = PlainLabel(text)
            wrap(label)
            rows.addWidget(label)
        rows.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.approve)
        buttons.setContentsMargins(3 * theme.SPACE, theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolling(QScrollArea(), inner), 1)  # beside it the buttons stay
        layout.addLayout(buttons)
        self._rows, self._buttons = rows, buttons
        self.resize(roomy(_WIDE, _HIGH))
