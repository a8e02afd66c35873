"""What all cards of a category have in common is drawn once."""

from __future__ import annotations

import pytest
from happenings import event, usual_look
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.ui import theme
from facemon.ui.feed import card_ground
from facemon.ui.feed.card import CardDelegate
from facemon.ui.feed.card_ground import CardGround, Look
from facemon.ui.feed.card_layout import CardFonts
from facemon.ui.feed.card_picture import PictureState, Standing
from facemon.ui.feed.card_text import card_text
from facemon.ui.feed.thumbnails import Thumbnails


@pytest.fixture
def drawings(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[Category]:
    usual_look()
    drawn: list[Category] = []
    paint = card_ground._paint_ground

    def counted(painter: QPainter, rect: QRect, category: Category, look: Look) -> None:
        drawn.append(category)
        paint(painter, rect, category, look)

    monkeypatch.setattr(card_ground, "_paint_ground", counted)
    return drawn


def test_the_ground_of_a_category_is_drawn_once_for_all_its_cards(drawings: list[Category]) -> None:
    ground = CardGround(CardFonts())
    for _ in range(5):
        ground.card(Category.STAFF, Look(400, 1.0))
        ground.card(Category.VISITOR, Look(400, 1.0))
    assert drawings == [Category.STAFF, Category.VISITOR]


def test_a_selected_card_has_a_ground_of_its_own(drawings: list[Category]) -> None:
    ground = CardGround(CardFonts())
    plain = ground.card(Category.STAFF, Look(400, 1.0)).toImage()
    chosen = ground.card(Category.STAFF, Look(400, 1.0, selected=True)).toImage()
    assert plain.pixelColor(200, 40) != chosen.pixelColor(200, 40)
    assert len(drawings) == 2


def test_what_is_drawn_on_a_card_is_not_on_the_next(drawings: list[Category]) -> None:
    ground = CardGround(CardFonts())
    first = ground.card(Category.STAFF, Look(400, 1.0))
    clean = first.toImage()
    first.fill("red")
    assert ground.card(Category.STAFF, Look(400, 1.0)).toImage() == clean


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_badge_has_the_pixels_of_its_place(drawings: list[Category], ratio: float) -> None:
    place = QRect(33, 7, 81, 20)
    badge: QPixmap = CardGround(CardFonts()).badge(Category.STAFF, "Staff", place, Look(400, ratio))
    assert (badge.width(), badge.height()) == (round(81 * ratio), round(20 * ratio))
    assert badge.devicePixelRatio() == 1.0


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_card_has_its_badge_whole_and_at_its_place_at_every_scale(drawings: list[Category], ratio: float) -> None:
    delegate = CardDelegate(Thumbnails())
    happening = event(category=Category.BLACKLIST)
    drawn = delegate._draw(card_text(happening, "Gate"), Look(600, ratio), PictureState(Standing.NONE))
    badge, red = drawn.layout.badge, theme.category_colour(Category.BLACKLIST)
    assert drawn.pixmap is not None
    image = drawn.pixmap.toImage()
    for x in (badge.left() + 3, badge.right() - 3):  # beside the word
        assert image.pixelColor(round(x * ratio), round((badge.center().y() + 0.5) * ratio)) == red
    assert image.pixelColor(round((badge.right() + 4) * ratio), round(badge.center().y() * ratio)) != red
