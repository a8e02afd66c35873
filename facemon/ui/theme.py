"""Colour, spacing and fonts: here and nowhere else."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication

if TYPE_CHECKING:  # the first frame needs the colours, and nothing of what they are for
    from collections.abc import Mapping

    from facemon.alarm import Priority
    from facemon.event import Category

SPACE = 8  # pixels at scale 1; margins and gaps are multiples and halves of it
RADIUS = 6
TOUCH = 40  # pixels a side that a finger hits
# Asked for by name, since on a system in another language Chinese would be drawn in its Japanese forms.
_CHINESE = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC")


class Theme(NamedTuple):
    """One set of colours. Names say what a colour is for, not what it looks like."""

    name: str
    window: str  # behind everything
    panel: str  # side panels
    bar: str  # top and status bar
    card: str
    selected: str  # a selected card
    control: str  # a button
    control_hover: str
    entry: str  # a text box
    line: str  # hairlines
    border: str  # around controls
    text: str
    dim: str  # second in rank, still AA on every background above
    faint: str  # decoration and disabled controls only
    accent: str  # selection, focus, the primary button
    on_accent: str
    good: str  # live, granted
    warn: str
    bad: str  # denied, refused
    category: Mapping[str, str]  # by `Category`


# The categories' colours are the design's where those stay apart for people with two kinds of cones; moved, and no
# further than it takes, where they did not. tests/ui/test_theme.py measures it.
DARK = Theme(
    name="dark", window="#14171c", panel="#171b21", bar="#1a1e25", card="#1d222a", selected="#222a36",
    control="#2a313d", control_hover="#343d4b", entry="#1d222a", line="#242a34", border="#333b48",
    text="#e7eaf0", dim="#aab2c0", faint="#6b7482", accent="#4f8cff", on_accent="#10141b",
    good="#7ee8a8", warn="#ffb347", bad="#ff7a7a",
    category={
        "staff": "#55d18b", "visitor": "#a2dbff", "stranger": "#ffb347",
        "nonlive": "#c48fe8", "blacklist": "#ff5c5c",
        "device": "#ff78b4", "unknown": "#aab2c0",
    },
)  # fmt: skip

LIGHT = Theme(
    name="light", window="#f3f5f8", panel="#fafbfc", bar="#ffffff", card="#ffffff", selected="#e6effe",
    control="#e4e8ee", control_hover="#d8dee7", entry="#ffffff", line="#e1e5eb", border="#c3cad5",
    text="#1a1f27", dim="#4c5666", faint="#8b94a3", accent="#1f5fd6", on_accent="#ffffff",
    good="#17703f", warn="#8f5200", bad="#b3261e",
    category={
        "staff": "#17703f", "visitor": "#0a4a78", "stranger": "#512501",
        "nonlive": "#7838c0", "blacklist": "#b3261e",
        "device": "#964664", "unknown": "#4c5666",
    },
)  # fmt: skip


class _Current:
    theme: Theme = DARK
    usual_font: QFont | None = None  # the application's, before any theme
    touch: bool = False
    applied: tuple[Theme, int, bool] | None = None  # and the font's size in per cent, and whether it is touched


def theme() -> Theme:
    """Return the theme in use. Ask at each paint: it changes while the program runs."""
    return _Current.theme


def target(side: int) -> int:
    """Return how long a side of what is pressed is, `side` for a mouse: for a finger at least what that needs."""
    return max(side, TOUCH) if _Current.touch else side


def touched() -> bool:
    """Return whether all that is pressed is as large as a finger."""
    return _Current.touch


def colour(name: str) -> QColor:
    """Return a colour of the theme in use by the name of its field."""
    return QColor(getattr(_Current.theme, name))


def category_colour(category: Category) -> QColor:
    """Return the colour of a category in the theme in use."""
    return QColor(_Current.theme.category[category])


def rule_colour(rule: str, of: Theme | None = None) -> QColor:
    """Return the colour of an alarm rule (of `facemon.settings.RULES`): its category's, where it is named after one.

    Args:
        of: the theme; None: that in use.
    """
    used = of or _Current.theme
    own = {"watchlist": "blacklist", "visitor_time": "visitor"}
    return QColor(used.category.get(own.get(rule, rule), used.warn))


def priority_colour(priority: Priority, of: Theme | None = None) -> QColor:
    """Return the colour of an alarm's priority, in the theme in use or another one."""
    used = of or _Current.theme
    return QColor(
        {
            "critical": used.category["blacklist"],
            "high": used.warn,
            "medium": used.accent,
            "low": used.faint,
        }[priority.word]
    )


def font(size: float = 1.0, *, bold: bool = False, mono: bool = False) -> QFont:
    """Return the application's font, `size` times as large."""
    result = QFont("monospace") if mono else QFont(QApplication.font())
    if mono:
        result.setStyleHint(QFont.StyleHint.Monospace)
    result.setPointSizeF(QApplication.font().pointSizeF() * size)
    result.setBold(bold)
    return result


def chosen(name: str) -> Theme:
    """Return the theme for a setting: "dark", "light", or "system" (which follows the desktop's colour scheme)."""
    if name == "system":
        from PySide6.QtCore import Qt  # all its names at once, which takes a tenth of the time until the first frame

        return LIGHT if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
    return LIGHT if name == "light" else DARK


def sized(percent: int) -> QFont:
    """Return the application's font as a setting of so many per cent makes it."""
    if _Current.usual_font is None:
        _Current.usual_font = QFont(QApplication.font())
        _Current.usual_font.setFamilies([QFontInfo(_Current.usual_font).family(), *_CHINESE])
    result = QFont(_Current.usual_font)
    result.setPointSizeF(max(6.0, result.pointSizeF() * percent / 100))
    return result


def begin(app: QApplication, name: str, font_percent: int = 100) -> None:
    """Have the theme's colours and the font there, for what is painted before there is anything to give a theme to."""
    _Current.theme = chosen(name)
    app.setFont(sized(font_percent))


def apply(app: QApplication, name: str, font_percent: int = 100, *, touch: bool = False) -> None:
    """Give the whole application a theme ("dark", "light", "system") and a font size in per cent, at once.

    Args:
        touch: all that is pressed is as large as a finger, for which windows are laid out less densely.
    """
    _Current.theme = current = chosen(name)
    regrown = touch != _Current.touch
    _Current.touch = touch
    look = current, font_percent, touch
    if look == _Current.applied and app.styleSheet():
        return  # every widget would be gone through for nothing
    _Current.applied = look
    palette = QPalette()
    for role, value in {
        QPalette.ColorRole.Window: current.window, QPalette.ColorRole.Base: current.entry,
        QPalette.ColorRole.AlternateBase: current.card, QPalette.ColorRole.Button: current.control,
        QPalette.ColorRole.Text: current.text, QPalette.ColorRole.WindowText: current.text,
        QPalette.ColorRole.ButtonText: current.text, QPalette.ColorRole.PlaceholderText: current.dim,
        QPalette.ColorRole.Highlight: current.accent, QPalette.ColorRole.HighlightedText: current.on_accent,
        QPalette.ColorRole.ToolTipBase: current.bar, QPalette.ColorRole.ToolTipText: current.text,
        QPalette.ColorRole.Link: current.accent, QPalette.ColorRole.Mid: current.border,
    }.items():  # fmt: skip
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(current.faint))
    app.setFont(sized(font_percent))
    app.setPalette(palette)
    app.setStyleSheet(_style_sheet(current) + (_touch_sheet(current) if touch else _MOUSE_SHEET))
    if regrown:
        for widget in app.allWidgets():
            if isinstance(widget, QAbstractButton):
                widget.setIcon(widget.icon())  # else Qt goes on with the size that it has once found out


# What is pressed in a hurry is large whatever it is pressed with.
_MOUSE_SHEET = f'QPushButton[touch="true"], QToolButton[touch="true"] {{ min-height: {TOUCH - 14}px; }}'


def _touch_sheet(t: Theme) -> str:
    """Return what makes the controls that Qt draws as large as a finger.

    By padding, which grows what a control asks for: a least height would take the place of that.
    """
    line = QFontMetrics(QApplication.font()).height()
    least = TOUCH - 2  # within its border

    def around(usual: int) -> int:
        return max(usual, ceil((least - line) / 2))

    slider = TOUCH - 4
    return f"""
QPushButton, QToolButton {{ padding-top: {around(6)}px; padding-bottom: {around(6)}px; }}
QPushButton[pill="true"] {{ padding-top: {around(3)}px; padding-bottom: {around(3)}px; }}
QPushButton[day="true"] {{ padding: {around(4)}px 13px; }}
QLineEdit QToolButton {{ padding: 0; border: none; }}
QTreeView::item {{ min-height: {TOUCH}px; }}
QLineEdit, QSpinBox, QDateTimeEdit, QComboBox {{ padding-top: {around(6)}px; padding-bottom: {around(6)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {TOUCH}px; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ width: {TOUCH}px; }}
QHeaderView::section {{ padding-top: {around(6)}px; padding-bottom: {around(6)}px; }}
QCalendarWidget QToolButton {{ padding: {around(4)}px 12px; }}
QSlider:horizontal {{ min-height: {TOUCH}px; }}
QSlider::handle:horizontal {{ width: {slider}px; height: {slider}px; margin: -{slider // 2}px 0; border: none;
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {t.text}, stop: 0.6 {t.text},
    stop: 0.64 transparent, stop: 1 transparent); }}
QSlider::handle:horizontal:focus {{
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {t.text}, stop: 0.5 {t.text},
    stop: 0.54 {t.accent}, stop: 0.66 {t.accent}, stop: 0.7 transparent, stop: 1 transparent); }}
QMenu::item {{ padding: {around(11) + 1}px 20px; }}
QScrollBar:vertical {{ width: 16px; }}
QScrollBar:horizontal {{ height: 16px; }}
QScrollBar::handle:vertical {{ min-height: {TOUCH}px; border-radius: 7px; }}
QScrollBar::handle:horizontal {{ min-width: {TOUCH}px; border-radius: 7px; }}
"""


def _style_sheet(t: Theme) -> str:
    return f"""
QToolTip {{ background: {t.bar}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}
QPushButton, QToolButton {{
    background: {t.control}; color: {t.text}; border: 1px solid {t.control}; border-radius: {RADIUS}px;
    padding: 6px 12px; font-weight: 600; outline: 0; }}
QDialogButtonBox, QMessageBox {{ button-layout: 3; }}  /* what is done at the right, the way back beside it */
QPushButton:hover, QToolButton:hover {{ background: {t.control_hover}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {t.accent}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.border}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.faint}; }}
QPushButton[primary="true"] {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent}; }}
QPushButton[primary="true"]:disabled {{ background: {t.control}; border-color: {t.control}; color: {t.faint}; }}
QPushButton[primary="true"]:focus {{ border-color: {t.text}; }}
QPushButton[danger="true"] {{ background: {t.category["blacklist"]};
    border-color: {t.category["blacklist"]}; color: {t.on_accent}; }}
QPushButton[danger="true"]:disabled {{ background: {t.control}; border-color: {t.control}; color: {t.faint}; }}
QPushButton[danger="true"]:focus {{ border-color: {t.text}; }}
QPushButton[choice="true"] {{ background: {t.entry}; border-color: {t.border}; font-weight: 400;
    text-align: left; }}
QPushButton[quick="true"] {{ text-align: left; }}
QPushButton[choice="true"]:hover {{ background: {t.control}; }}
QPushButton[choice="true"]:focus {{ border-color: {t.accent}; }}
QPushButton[pill="true"] {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent};
    border-radius: 10px; padding: 3px 12px; }}
QPushButton[pill="true"]:focus {{ border-color: {t.text}; }}
QPushButton[day="true"] {{ background: {t.entry}; border-color: {t.border}; font-weight: 400; padding: 4px 7px; }}
QPushButton[day="true"]:hover {{ background: {t.control}; }}
QPushButton[day="true"]:focus {{ border-color: {t.accent}; }}
QPushButton[day="true"]:checked {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent}; }}
QPushButton[day="true"]:checked:focus {{ border-color: {t.text}; }}
QLineEdit, QSpinBox, QDateTimeEdit, QComboBox, QPlainTextEdit {{ background: {t.entry}; color: {t.text};
    border: 1px solid {t.border}; border-radius: {RADIUS}px; padding: 6px 8px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {t.dim}; }}
QSpinBox:disabled, QDateTimeEdit:disabled {{ color: {t.faint}; }}
QLineEdit:focus, QSpinBox:focus, QDateTimeEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{
    border-color: {t.accent}; }}
QLineEdit[bad="true"] {{ border-color: {t.bad}; }}
QComboBox QAbstractItemView {{ background: {t.bar}; color: {t.text}; border: 1px solid {t.border};
    selection-background-color: {t.selected}; selection-color: {t.text}; }}
QLabel {{ background: transparent; }}
QLabel[dim="true"] {{ color: {t.dim}; }}
QLabel[bad="true"] {{ color: {t.bad}; }}
QLabel[warn="true"] {{ color: {t.warn}; }}
QLabel[good="true"] {{ color: {t.good}; }}
#box {{ background: {t.card}; border: 1px solid {t.line}; border-radius: {RADIUS}px; }}
#line {{ background: {t.line}; border: none; min-height: 1px; max-height: 1px; }}
#left {{ border: none; border-right: 1px solid {t.line}; }}
QTableView {{ background: {t.card}; alternate-background-color: {t.card}; color: {t.text}; outline: 0;
    border: 1px solid {t.line}; border-radius: {RADIUS}px; selection-background-color: {t.selected};
    selection-color: {t.text}; }}
QTableView:focus {{ border-color: {t.accent}; }}
QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {t.line}; }}
QHeaderView {{ background: {t.card}; }}
QHeaderView::section {{ background: {t.card}; color: {t.dim}; border: none; border-bottom: 1px solid {t.border};
    padding: 6px 8px; }}
QListView[plain="true"] {{ background: transparent; border: none; outline: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: none; width: 26px; }}
QDateTimeEdit::down-arrow {{ image: none; }}
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {{ width: 0; border: none; }}
QCalendarWidget QToolButton {{ padding: 4px 8px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ background: {t.bar}; color: {t.text}; alternate-background-color: {t.card};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QCalendarWidget #qt_calendar_navigationbar {{ background: {t.bar}; }}
QProgressBar {{ background: {t.border}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QSlider:horizontal {{ min-height: 22px; }}
QSlider::groove:horizontal {{ background: {t.border}; height: 4px; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {t.text}; border: 2px solid {t.text}; border-radius: 9px;
    width: 14px; height: 14px; margin: -7px 0; }}
QSlider::handle:horizontal:focus {{ border-color: {t.accent}; }}
QMenu {{ background: {t.bar}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; menu-scrollable: 1; }}
QMenu::item {{ padding: 11px 20px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {t.selected}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 0; }}
QSplitter::handle {{ background: {t.line}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.border}; border-radius: 5px; min-height: 32px; margin: 1px; }}
QScrollBar::handle:vertical:hover {{ background: {t.faint}; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {t.border}; border-radius: 5px; min-width: 32px; margin: 1px; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
