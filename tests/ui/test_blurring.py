"""Pictures that are blurred until somebody wants to see one."""

from __future__ import annotations

import io

from happenings import NORTH_GATE, arrived, event, usual_look
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.event import Category, Person
from facemon.monitor.enrolled import Photo, PhotoState
from facemon.settings import PicturePrivacy, PrivacySettings
from facemon.ui.detail import DetailPanel
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.privacy.blurring import SHOWN_S, Blurring

STAFF_BLURRED = PrivacySettings(staff=PicturePrivacy(blur=True))


def chequered() -> bytes:
    """Return a JPEG of black and white squares, which a blur makes grey."""
    board = Image.new("L", (30, 40))
    board.putdata([255 * ((at % 30 + at // 30) % 2) for at in range(30 * 40)])
    written = io.BytesIO()
    board.resize((480, 640), Image.Resampling.NEAREST).save(written, "JPEG")
    return written.getvalue()


def contrast(image: QImage) -> int:
    """Return how far the brightest and the darkest pixel are apart, looked at every few."""
    greys = [
        image.pixelColor(x, y).lightness() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    ]
    return max(greys) - min(greys)


class Watched:
    """A blurring whose time the test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0
        self.recorded: list[int] = []
        self.blurring = Blurring(self.recorded.append, clock=lambda: self.now)
        self.blurring.set_privacy(STAFF_BLURRED)

    def blurred(self, number: int = 7, category: Category = Category.STAFF) -> bool:
        return self.blurring.is_blurred(number, category)


def test_a_picture_is_shown_for_a_moment_and_it_goes_on_record(qtbot: QtBot) -> None:
    watched = Watched()
    assert watched.blurred()
    assert not watched.blurred(category=Category.VISITOR)
    watched.blurring.reveal(7)
    assert watched.recorded == [7]
    assert not watched.blurred()
    assert watched.blurred(8)
    watched.now = SHOWN_S + 0.1
    with qtbot.waitSignal(watched.blurring.changed):
        watched.blurring.end_shown()
    assert watched.blurred()


def test_the_picture_of_an_alarm_that_is_owed_is_never_blurred(qtbot: QtBot) -> None:
    watched = Watched()
    watched.blurring.set_owed([7])
    assert not watched.blurred()
    watched.blurring.set_owed([])
    assert watched.blurred()


def test_nothing_sharper_than_a_blur_is_decoded_until_the_picture_is_wanted(qtbot: QtBot) -> None:
    blurred = {1, 2}
    faces = Thumbnails()
    faces.set_size(120, 160)
    pictures = {number: chequered() for number in (1, 2, 3)}
    faces.want(pictures, pictures, blurred.__contains__)
    qtbot.waitUntil(lambda: all(faces.get(number) is not None for number in pictures))
    shown = {number: faces.get(number, blurred=number in blurred) for number in pictures}
    contrasts = {number: contrast(face.image) for number, face in shown.items() if face is not None and face.image}
    assert contrasts[1] < 40
    assert contrasts[2] < 40
    assert contrasts[3] > 200
    blurred.remove(1)
    faces.want(pictures, pictures, blurred.__contains__)
    qtbot.waitUntil(lambda: contrast(faces.get(1).image) > 200)  # type: ignore[union-attr, arg-type]  # it is there
    assert faces.get(1, blurred=True) is None  # once it is to be blurred again, nothing sharp is drawn meanwhile
    assert faces.stop()


def test_snapshot_and_enrolled_photo_are_blurred_and_shown_together_and_not_saved_unseen(qtbot: QtBot) -> None:
    usual_look()
    watched = Watched()
    panel = DetailPanel(blurring=watched.blurring)
    qtbot.addWidget(panel)
    panel.resize(360, 760)
    panel.show()
    panel.show_event(arrived(event(person=Person(name="Li Na", user_id="1")), 7), chequered(), NORTH_GATE)
    panel.show_enrolled(Photo(PhotoState.HERE, chequered()))
    both = panel.snapshot, panel.enrolled.picture
    qtbot.waitUntil(lambda: all(not picture.source_size.isEmpty() for picture in both))
    assert all(picture._image is not None and contrast(picture._image) < 40 for picture in both)
    assert panel.pictures.hint.isVisible()
    assert not panel.save_button.isEnabled()
    assert panel.shown[1] is None  # nor has the watch list's dialog it
    panel.save_picture()
    assert panel.told.text().startswith("The picture is blurred")
    panel.snapshot.setFocus()
    QTest.keyClick(panel.snapshot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(contrast(picture._image) > 200 for picture in both))  # type: ignore[arg-type]
    assert panel.save_button.isEnabled()
    assert panel.pictures.hint.isHidden()
    watched.now = SHOWN_S + 0.1
    watched.blurring.end_shown()
    assert all(picture._image is None for picture in both)
    qtbot.waitUntil(lambda: all(picture._image is not None for picture in both))
    assert all(contrast(picture._image) < 40 for picture in both)  # type: ignore[arg-type]
    panel.close_threads()
