"""What facemon is, what it is made of, and under which licences."""

from __future__ import annotations

import platform
from importlib import metadata

import msgspec
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from facemon.licence import Licence, licences
from facemon.program import program_version
from facemon.ui import icons, theme
from facemon.ui.fitting import roomy
from facemon.ui.label import PlainLabel
from facemon.ui.licences import LicencesDialog

_ICON = 72


class Part(msgspec.Struct, frozen=True):
    """Something of others that facemon is made of."""

    name: str
    licence: str  # an SPDX expression
    package: str = ""  # the installed distribution's name, where it is not `name`

    @property
    def version(self) -> str:
        """The installed version; empty where nothing tells it, as in a bundle without metadata."""
        try:
            return metadata.version(self.package or self.name)
        except metadata.PackageNotFoundError:
            return ""


PARTS = (
    Part("PySide6, Qt", "LGPL-3.0-only", "PySide6_Essentials"),
    Part("websocket-client", "Apache-2.0"),
    Part("Pillow", "MIT-CMU"),
    Part("msgspec", "BSD-3-Clause"),
    Part("pybase64", "BSD-2-Clause"),
    Part("platformdirs", "MIT"),
    Part("aiohttp", "Apache-2.0 AND MIT"),
    Part("cryptography", "Apache-2.0 OR BSD-3-Clause"),
    Part("tomlkit", "MIT"),
    Part("jeepney", "MIT"),
    Part("keyring", "MIT"),
    Part("pypinyin", "MIT"),
    Part("filelock", "MIT"),
    Part("Python", "PSF-2.0"),
)


class AboutDialog(QDialog):
    """Shows the versions and the licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About facemon"))
        names = QVBoxLayout()
        names.addStretch(1)
        names.addWidget(PlainLabel(_name_and_version(), bold=True, size=1.5))
        names.addWidget(PlainLabel(self.tr("A monitor for guard desks"), dim=True))
        names.addWidget(
            PlainLabel(
                f"Qt {qVersion()} · Python {platform.python_version()} · Pillow {Part('Pillow', '').version}", dim=True
            )
        )
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.SPACE)
        head.addWidget(_Icon())
        head.addLayout(names, 1)
        terms = PlainLabel(
            self.tr(
                "facemon is free software under the MIT licence. It uses Qt and PySide6 under the GNU Lesser General "
                "Public License, version 3: they are separate files, and you may replace them with your own builds."
            )
        )
        terms.setWordWrap(True)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, theme.SPACE, 0)
        grid.setHorizontalSpacing(2 * theme.SPACE)
        for row, part in enumerate(PARTS):
            number = platform.python_version() if part.name == "Python" else part.version
            grid.addWidget(PlainLabel(part.name), row, 0)
            grid.addWidget(PlainLabel(number, dim=True), row, 1)
            grid.addWidget(PlainLabel(part.licence, dim=True), row, 2)
        grid.setColumnStretch(2, 1)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Parts of facemon and their licences"))
        scroll.setWidget(table)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())  # the style's is made for light
        buttons.rejected.connect(self.reject)
        self.licences_button = buttons.addButton(self.tr("Licences"), QDialogButtonBox.ButtonRole.ActionRole)
        self.licences_button.clicked.connect(lambda: LicencesDialog(_find_licences, self).open())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(2 * theme.SPACE)
        layout.addLayout(head)
        layout.addWidget(terms)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        self.resize(roomy(40, 42))


def _find_licences() -> list[Licence]:
    return licences(("facemon", *(part.package or part.name for part in PARTS)))


def _name_and_version() -> str:
    version = program_version()
    return "facemon" if version == "unknown" else f"facemon {version}"


class _Icon(QWidget):
    """The program's icon, sharp at any scale."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(_ICON, _ICON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "facemon", theme.theme().text, 0, 0, _ICON)
