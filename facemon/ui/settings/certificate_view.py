"""What a person needs to see of a certificate to judge it."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from facemon.device.status import Certificate
from facemon.ui import theme, words
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.breaking import breakable, distinguished
from facemon.ui.text import clean


def grouped(sha256: str, on_a_line: int = 8) -> str:
    """Return a fingerprint in groups of four, so many of them on a line."""
    digits = sha256.upper()
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    return "\n".join(" ".join(groups[start : start + on_a_line]) for start in range(0, len(groups), on_a_line))


def abbreviated(sha256: str) -> str:
    """Return the beginning and the end of a fingerprint, to recognise it by: A4 1F 09 … 7C."""
    digits = sha256.removeprefix("sha256:").replace(":", "").upper()
    return f"{digits[:2]} {digits[2:4]} {digits[4:6]} … {digits[-2:]}".replace(" ", "\N{NO-BREAK SPACE}")


class _Fingerprint(PlainLabel):
    """Two lines, or four where it is narrow: never broken elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sha256 = ""

    def show_digest(self, sha256: str) -> None:
        """Show this SHA-256, hexadecimal."""
        self._sha256 = sha256
        self._arrange()

    def restyle(self) -> None:
        self.setFont(theme.font(mono=True))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(4), self.fontMetrics().lineSpacing() * 2)

    def hasHeightForWidth(self) -> bool:
        return True  # the policy's flag would not stay: a label without word wrap takes it back

    def heightForWidth(self, width: int) -> int:
        lines = grouped(self._sha256, self._groups(width)).count("\n") + 1
        return self.fontMetrics().lineSpacing() * lines + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        text = grouped(self._sha256, self._groups(self.width()))
        if text != self.text():
            self.setText(text)

    def _groups(self, width: int) -> int:
        return 8 if self._width_of(8) <= width else 4

    def _width_of(self, groups: int) -> int:
        return self.fontMetrics().horizontalAdvance("0000 " * groups) + 2


class CertificateView(QWidget):
    """Shows fingerprint, subject, issuer and dates, to read, select and copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self.fingerprint = _Fingerprint()
        self._subject = PlainLabel()
        self._issuer = PlainLabel()
        self._names = PlainLabel()
        self._valid = PlainLabel()
        self._row(self.tr("Fingerprint (SHA-256)"), self.fingerprint)
        self._row(self.tr("Issued to"), self._subject)
        self._row(self.tr("Issued by"), self._issuer)
        self._names_label = self._row(self.tr("Host names"), self._names)
        self._row(self.tr("Valid"), self._valid)

    def set_certificate(self, certificate: Certificate) -> None:
        """Show this certificate."""
        self.fingerprint.show_digest(certificate.sha256)
        self._subject.setText(distinguished(clean(certificate.subject, 200)) or self.tr("not readable"))
        self._issuer.setText(distinguished(clean(certificate.issuer, 200)) or self.tr("not readable"))
        names = breakable(clean(", ".join(certificate.names), 300))
        self._names.setText(names)
        self._names.setVisible(bool(names))
        self._names_label.setVisible(bool(names))
        self._valid.setText(self._validity(certificate, time.time() * 1000))

    def _row(self, name: str, value: PlainLabel) -> PlainLabel:
        row = self._grid.rowCount()
        label = PlainLabel(name, dim=True)
        value.setAccessibleName(name)
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if value is not self.fingerprint:
            wrap(value)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        return label

    def _validity(self, certificate: Certificate, now_ms: float) -> str:
        if not certificate.not_after_ms:
            return self.tr("not readable")
        first, last = words.date(certificate.not_before_ms), words.date(certificate.not_after_ms)
        if certificate.not_after_ms < now_ms:
            return self.tr(
                "from {first} until {last}: expired. Devices come with such ones; what counts is the fingerprint."
            ).format(first=first, last=last)
        if certificate.not_before_ms > now_ms:
            return self.tr(
                "from {first} until {last}: not valid yet. Check this computer's clock and the device's."
            ).format(first=first, last=last)
        return self.tr("from {first} until {last}").format(first=first, last=last)
