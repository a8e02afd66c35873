"""What is done with the pictures of each category: blurred or not, and kept how long."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from facemon.event import Category
from facemon.settings import PicturePrivacy, PrivacySettings
from facemon.ui import theme, words
from facemon.ui.badge import Badge
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.number_box import NumberBox
from facemon.ui.settings.toggle import Toggle

_FACTS, _DAYS, _NEVER = "facts", "days", "never"
_MOST_DAYS = 36_500
_USUAL_DAYS = 30


class PrivacyRow(QObject):
    """The controls of one category."""

    def __init__(self, category: Category, parent: QObject) -> None:
        super().__init__(parent)
        name = words.category(category)
        self.badge = Badge()
        self.badge.set_category(category)
        self.blur = Toggle()
        self.blur.setAccessibleName(self.tr("{category}: blurred until clicked").format(category=name))
        self.keep = Choice(self.tr("{category}: pictures are kept").format(category=name))
        for word, value in (
            (self.tr("As long as events"), _FACTS),
            (self.tr("Fewer days"), _DAYS),
            (self.tr("Not at all"), _NEVER),
        ):
            self.keep.addItem(word, value)
        self.days = NumberBox(1, _MOST_DAYS)
        self.days.setAccessibleName(self.tr("{category}: days that pictures are kept").format(category=name))

    def show(self, privacy: PicturePrivacy) -> None:
        """Show what is set."""
        days = privacy.picture_days
        self.blur.setChecked(privacy.blur)
        self.keep.set_value(_FACTS if days is None else _DAYS if days else _NEVER)
        self.days.setValue(days or _USUAL_DAYS)
        self.enable()

    def enable(self) -> None:
        """Let the days be typed only where they count."""
        self.days.setEnabled(self.keep.value() == _DAYS)

    def value(self) -> PicturePrivacy:
        """Return what the controls say."""
        days = {_FACTS: None, _DAYS: self.days.value(), _NEVER: 0}[self.keep.value()]
        return PicturePrivacy(blur=self.blur.isChecked(), picture_days=days)


class PrivacyRows(QWidget):
    """A row a category."""

    changed = Signal()

    def __init__(self, settings: PrivacySettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {category: PrivacyRow(category, self) for category in Category}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(1.5 * theme.SPACE))
        grid.setVerticalSpacing(theme.SPACE)
        heads = ("", self.tr("Blurred"), self.tr("Pictures are kept"), self.tr("Days"))
        for column, head in enumerate(heads):
            grid.addWidget(PlainLabel(head, dim=True, size=0.95), 0, column)
        for number, (category, row) in enumerate(self.rows.items(), 1):
            row.show(settings.of(category))
            row.blur.toggled.connect(self.changed)
            row.keep.currentIndexChanged.connect(row.enable)
            row.keep.currentIndexChanged.connect(self.changed)
            row.days.valueChanged.connect(self.changed)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(row.badge, number, 0, left)
            grid.addWidget(row.blur, number, 1, left)
            grid.addWidget(row.keep, number, 2)
            grid.addWidget(row.days, number, 3, left)
        grid.setColumnStretch(2, 1)
        self.setFocusProxy(self.rows[Category.STAFF].blur)

    def value(self) -> PrivacySettings:
        """Return what the rows say."""
        return PrivacySettings(**{category.value: row.value() for category, row in self.rows.items()})

    def suggest(self) -> None:
        """Blur the pictures of those who come and go in the ordinary way: the guard has nothing to answer there."""
        for category in (Category.STAFF, Category.VISITOR):
            self.rows[category].blur.setChecked(True)
