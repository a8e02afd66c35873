"""Asks a person, once, whether a certificate is the device's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facemon.device.status import Certificate
from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.lock import Guard, unguarded
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.certificate_view import CertificateView, abbreviated
from facemon.ui.settings.sign import Sign
from facemon.ui.text import clean

_ICON = 40


class CertificateDialog(QDialog):
    """Shows the certificate that a device offers; accepted when a person who may do so approves it.

    Args:
        certificate: the one offered.
        device_name: whose it should be.
        changed_from: what was approved before ("sha256:…" or "ca"); None at first contact.
        guard: asks whether the person may approve it.
    """

    def __init__(
        self,
        certificate: Certificate,
        device_name: str,
        changed_from: str | None,
        parent: QWidget | None = None,
        *,
        guard: Guard = unguarded,
    ) -> None:
        super().__init__(parent)
        # A style sheet reaches the parts after the dialog, and sets their fonts: they are restyled when all have it.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._restyle)
        name = breakable(clean(device_name, 80))
        changed = bool(changed_from)
        self.setWindowTitle(
            self.tr("The certificate has changed") if changed else self.tr("Approve the device's certificate")
        )
        title = PlainLabel(
            (
                self.tr("“{name}” presents a different certificate from the approved one")
                if changed
                else self.tr("Is this the certificate of “{name}”?")
            ).format(name=name),
            size=1.2,
            bold=True,
        )
        reason = PlainLabel(self._changed(changed_from or "") if changed else self._first())
        self.view = CertificateView()
        self.view.set_certificate(certificate)
        self.approve = QPushButton(self.tr("Approve this certificate"))
        self.approve.setProperty("danger", changed)
        self.approve.clicked.connect(lambda: guard(self, self.tr("Approve a certificate"), self.accept))
        self.later = QPushButton(self.tr("Not now"))
        self.later.setDefault(True)
        self.later.clicked.connect(self.reject)
        for label in (title, reason):
            wrap(label)
        texts = QVBoxLayout()
        texts.setSpacing(theme.SPACE)
        texts.addWidget(title)
        texts.addWidget(reason)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.SPACE)
        head.addWidget(
            Sign("refused" if changed else "certificate", "bad" if changed else "accent", _ICON),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        head.addLayout(texts, 1)
        box = QWidget()
        box.setObjectName("box")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        inside.addWidget(self.view)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.approve)
        buttons.setContentsMargins(3 * theme.SPACE, theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(3 * theme.SPACE, 3 * theme.SPACE, 3 * theme.SPACE, theme.SPACE)
        rows.setSpacing(2 * theme.SPACE)
        rows.addLayout(head)
        rows.addWidget(box)
        rows.addStretch(1)
        scroll = QScrollArea()  # where the font is large and the screen small, the buttons stay
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)
        room = roomy(48, 60)
        height = rows.heightForWidth(room.width()) + buttons.sizeHint().height()
        self.resize(room.boundedTo(QSize(room.width(), height)))
        self.later.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._settled.start()
        super().changeEvent(event)

    def _restyle(self) -> None:
        for label in self.findChildren(PlainLabel):
            label.restyle()

    def _first(self) -> str:
        return self.tr(
            "Compare the fingerprint with the one on the device's own display or on the installer's sheet. Nothing is "
            "sent to the device before you approve it, and afterwards facemon talks to no other."
        )

    def _changed(self, changed_from: str) -> str:
        if changed_from == "ca":
            before = self.tr("Until now it had to be one that the system's authorities vouch for.")
        else:
            before = self.tr("The approved one was {fingerprint}.").format(fingerprint=abbreviated(changed_from))
        return (
            before
            + " "
            + self.tr(
                "Either somebody has given the device a new one, or this is another device in its place. Ask who looks "
                "after it before you approve. Nothing was sent to it."
            )
        )
