"""The page “Appearance”: theme, language, font size, how the window stands at this desk; who tells newer versions."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSlider, QVBoxLayout, QWidget

from facemon.settings import UiSettings, UpdateSettings, check
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.desk_box import DeskBox
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.preview import Preview
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.settings.toggle import Toggle

_STEP = 10  # per cent
_LONGEST = 2_000  # characters of an address


class AppearancePage(QWidget):
    """Lets the user choose, and shows in a preview of its own what comes of it."""

    changed = Signal()  # what is wrong

    def __init__(
        self, settings: UiSettings, update: UpdateSettings, desk: DeskBox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._update = update
        self.desk = desk
        self.theme = Choice(self.tr("Theme"))
        for name, value in (
            (self.tr("Dark"), "dark"),
            (self.tr("Light"), "light"),
            (self.tr("Follow the system"), "system"),
        ):
            self.theme.addItem(name, value)
        self.language = Choice(self.tr("Language"))
        # Each language is called what its readers call it.
        for name, value in ((self.tr("Follow the system"), "auto"), ("English", "en"), ("简体中文", "zh_CN")):
            self.language.addItem(name, value)
        self.font_size = QSlider(Qt.Orientation.Horizontal)
        self.font_size.setRange(80, 200)
        self.font_size.setSingleStep(_STEP)
        self.font_size.setPageStep(2 * _STEP)
        self.font_size.setAccessibleName(self.tr("Font size"))
        self._percent = PlainLabel()
        self.still = Toggle(self.tr("No motion: nothing flashes by itself"))
        self.still.setChecked(not settings.motion)
        self.preview = Preview()
        self.newest = FormField(_LONGEST)
        self.newest.set_words(
            self.tr("Newer versions"),
            self.tr("Asked once a day which version is the newest. Empty: nobody is asked. Nothing is installed."),
            "https://…",
        )
        self.newest.box.setText(update.address)
        self.newest.box.textEdited.connect(self._judge)
        self.theme.set_value(settings.theme)
        self.language.set_value(settings.language)
        self.font_size.setValue(settings.font_size)
        self.theme.currentIndexChanged.connect(self._show)
        self.font_size.valueChanged.connect(self._show)
        self.setFocusProxy(self.theme)
        self._lay_out()
        self._show()

    def settings(self) -> UiSettings:
        """Return the settings with what the page says."""
        return msgspec.structs.replace(
            self._settings,
            theme=self.theme.value(),
            language=self.language.value(),
            font_size=self.font_size.value(),
            motion=not self.still.isChecked(),
        )

    def update_settings(self) -> UpdateSettings:
        """Return those of newer versions, likewise."""
        return msgspec.structs.replace(self._update, address=self.newest.box.text().strip())

    def is_right(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.mistake_text()

    def mistake_text(self) -> str:
        """Return what is wrong; empty for nothing."""
        template = check.wrong(check.UPDATE, "address", self.update_settings().address)
        field = self.tr("The address of newer versions")
        return QCoreApplication.translate("Settings", template).format(field=field) if template else ""

    def go_to_mistake(self) -> None:
        """Let the user type there."""
        self.newest.box.setFocus()

    def close_work(self) -> None:
        """End what goes on behind it."""
        self.desk.close_work()

    def _judge(self) -> None:
        self.newest.say(self.mistake_text())
        self.changed.emit()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.desk.restyle()
        self._show()

    def _show(self) -> None:
        percent = self.font_size.value()
        self._percent.setText(self.tr("{number} %").format(number=percent))
        self.preview.set_look(self.theme.value(), percent)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(self._controls.minimumSizeHint().width() + bar)

    def _lay_out(self) -> None:
        self._controls = controls_part = QWidget()
        left = QVBoxLayout(controls_part)
        left.setContentsMargins(0, 0, theme.SPACE, 0)
        left.setSpacing(theme.SPACE)
        size = QHBoxLayout()
        size.setSpacing(2 * theme.SPACE)
        size.addWidget(self.font_size, 1)
        size.addWidget(self._percent)
        controls = ((self.tr("Theme"), self.theme), (self.tr("Language"), self.language), (self.tr("Font size"), size))
        for name, control in controls:
            label = PlainLabel(name, dim=True, size=0.95)
            left.addWidget(label)
            if isinstance(control, QHBoxLayout):
                label.setBuddy(self.font_size)
                left.addLayout(control)
            else:
                label.setBuddy(control)
                left.addWidget(control)
            left.addSpacing(theme.SPACE)
        left.addWidget(self.still)
        left.addSpacing(theme.SPACE)
        note = PlainLabel(self.tr("Takes effect when you save; no restart needed."), dim=True)
        wrap(note)
        left.addWidget(note)
        left.addSpacing(theme.SPACE)
        left.addWidget(PlainLabel(self.tr("At this desk"), bold=True))
        left.addWidget(self.desk)
        left.addSpacing(2 * theme.SPACE)
        left.addWidget(self.newest)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE)
        right.addWidget(PlainLabel(self.tr("Preview"), dim=True, size=0.95))
        right.addWidget(self.preview, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        layout.setSpacing(3 * theme.SPACE)
        self._scroll = scrolling(QScrollArea(), controls_part)
        layout.addWidget(self._scroll, 2)
        layout.addLayout(right, 3)
