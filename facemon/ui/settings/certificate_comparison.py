"""An approved certificate and the one that is shown instead, side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from facemon.device import tls
from facemon.device.status import Certificate
from facemon.ui import theme, words
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.breaking import breakable, distinguished
from facemon.ui.settings.fingerprint import Fingerprint, groups
from facemon.ui.text import clean


class CertificateComparison(QWidget):
    """Shows both, and says of each line whether it is the same.

    Args:
        former: the approved one; None where nothing but its fingerprint is known.
        pin: the setting that approves it.
        now: the one that the device shows.
    """

    def __init__(self, former: Certificate | None, pin: str, now: Certificate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE // 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._head(self.tr("Approved"), self.tr("Shown now"))
        self._fingerprints(tls.pinned(pin), now.sha256)
        if former is None:
            self._wide(
                self.tr(
                    "Nothing more is known of the approved certificate: an older facemon approved it, which did not "
                    "keep it, or the device was never connected since."
                )
            )
        self._pair(self.tr("Issued to"), None if former is None else _name(former.subject), _name(now.subject))
        self._pair(self.tr("Issued by"), None if former is None else _name(former.issuer), _name(now.issuer))
        self._pair(self.tr("Valid"), None if former is None else self._dates(former), self._dates(now))
        self._pair(self.tr("Host names"), None if former is None else _names(former), _names(now))
        if former is not None and former.key_sha256 and now.key_sha256:
            self._key(same=former.key_sha256 == now.key_sha256)

    def as_text(self) -> str:
        """Return all of it as plain text, for the clipboard."""
        return "\n".join(self._lines)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for label in self.findChildren(PlainLabel):
            label.restyle()
        for fingerprint in self.findChildren(Fingerprint):
            fingerprint.restyle()

    def _head(self, *titles: str) -> None:
        for column, title in enumerate(titles):
            self._grid.addWidget(PlainLabel(title, bold=True), 0, column)

    def _fingerprints(self, before: str, now: str) -> None:
        title = self.tr("Fingerprint (SHA-256)")
        self._title(title, same=before == now)
        row = self._grid.rowCount()
        for column, (sha256, other, colour) in enumerate(((before, now, "warn"), (now, before, "bad"))):
            part = Fingerprint(sha256, other, colour)
            part.setAccessibleName(f"{title}: {(self.tr('Approved'), self.tr('Shown now'))[column]}")
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._note(title, " ".join(groups(before)), " ".join(groups(now)))

    def _pair(self, title: str, before: str | None, now: str) -> None:
        if not before and not now:
            return
        self._title(title, same=None if before is None else before == now)
        row = self._grid.rowCount()
        unknown = self.tr("not known")
        for column, text in enumerate((before, now)):
            shown = unknown if text is None else text or self.tr("none")
            label = PlainLabel(shown, dim=text is None)
            wrap(label)
            label.setAccessibleName(title)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._note(title, unknown if before is None else before, now)

    def _key(self, *, same: bool) -> None:
        title = self.tr("Key")
        self._title(title, same=same)
        told = (
            self.tr(
                "The same key as before: whoever shows it has the device's private key. Most likely it was renewed."
            )
            if same
            else self.tr("Another key: the device was given a new one or replaced, or this is not the device.")
        )
        self._wide(told)
        self._lines.append(f"{title}: {told}")

    def _title(self, title: str, *, same: bool | None) -> None:
        told = {None: title, True: self.tr("{title}: the same"), False: self.tr("{title}: different")}[same]
        label = PlainLabel(told.format(title=title), dim=same is not False, bold=same is False)
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, 0)
        label.setContentsMargins(0, theme.SPACE // 2, 0, 0)
        self._grid.addWidget(label, row, 0, 1, 2)

    def _wide(self, text: str) -> None:
        label = PlainLabel(text)
        wrap(label)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _note(self, title: str, before: str, now: str) -> None:
        plain = (text.replace("\N{ZERO WIDTH SPACE}", "") for text in (before, now))
        approved, shown = plain
        self._lines += [
            f"{title}, {self.tr('Approved')}: {approved}",
            f"{title}, {self.tr('Shown now')}: {shown}",
        ]

    def _dates(self, certificate: Certificate) -> str:
        if not certificate.not_after_ms:
            return self.tr("not readable")
        first, last = words.date(certificate.not_before_ms), words.date(certificate.not_after_ms)
        return self.tr("from {first} until {last}").format(first=first, last=last)


def _name(name: str) -> str:
    return distinguished(clean(name, 200))


def _names(certificate: Certificate) -> str:
    return breakable(clean(", ".join(certificate.names), 300))
