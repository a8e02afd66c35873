"""The page “Privacy”: pictures by category, and what is kept of people in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from settings_desk import Desk, press, usual_look

from facemon.event import Category
from facemon.settings import (
    AttentionSettings,
    HistorySettings,
    PicturePrivacy,
    PrivacySettings,
    Settings,
)
from facemon.ui.privacy.kept_words import KeptWords

SET = Settings(
    privacy=PrivacySettings(staff=PicturePrivacy(blur=True, picture_days=7), visitor=PicturePrivacy(picture_days=0)),
    history=HistorySettings(keep_days=60, keep_gb=5, backup_folder="/copies"),
    attention=AttentionSettings(
        webhook="https://duty.example.com/alarms?key=1", supervisor_after=60, notification_names=False
    ),
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(qtbot, tmp_path)
    usual_look()


def said(settings: Settings, history: Path = Path("/profile/history.sqlite3")) -> str:
    sections = KeptWords(history).sections(settings)
    return "\n".join(sentence for section in sections for sentence in section.sentences)


def test_what_is_kept_is_told_as_it_is_set(qtbot: QtBot) -> None:
    text = said(SET)
    for sentence in (
        "Kept for 60 day(s), or until all that is kept takes 5 GB",
        "Staff: kept for 7 day(s).",
        "Visitor: not kept.",
        "Stranger, Not live, Blacklist, Unknown, Device: kept as long as the events, 60 day(s).",
        "shown for 15 seconds and goes on record: Staff.",
        "Where: /profile/history.sqlite3",
        "Where: /profile/operators.json",
        "3 MB at most, then the oldest goes. Where: /profile/administration.jsonl, /profile/settings-changes.jsonl",
        "copied every day to /copies",
        "without names, by way of: duty.example.com.",
    ):
        assert sentence in text
    assert "key=1" not in text
    usual = said(Settings())
    assert "No pictures are blurred." in usual
    assert "No daily backup is set up." in usual
    assert "Nothing about people is sent anywhere." in usual


def test_days_beyond_those_of_the_events_are_no_days_of_their_own(qtbot: QtBot) -> None:
    longer = PrivacySettings(staff=PicturePrivacy(picture_days=90))
    assert "Staff, Visitor" in said(msgspec.structs.replace(SET, privacy=longer))


def test_what_is_chosen_is_the_result_and_told_at_once(desk: Desk) -> None:
    dialog = desk.open(SET, page="privacy")
    page = dialog.privacy
    assert page.settings() == SET.privacy
    press(dialog, Qt.Key.Key_Space)  # the keyboard is on the first switch
    page.suggestion.click()
    stranger = page.rows.rows[Category.STRANGER]
    assert not stranger.days.isEnabled()
    stranger.keep.set_value("days")
    stranger.days.setValue(3)
    page.rows.rows[Category.VISITOR].keep.set_value("facts")
    text = "\n".join(sentences.text() for _, sentences in page.told)
    assert "Stranger: kept for 3 day(s)." in text
    dialog.accept()
    assert dialog.result_settings.privacy == PrivacySettings(
        staff=PicturePrivacy(blur=True, picture_days=7),
        visitor=PicturePrivacy(blur=True),
        stranger=PicturePrivacy(picture_days=3),
    )


def test_it_is_saved_as_a_pdf_and_only_as_it_is_in_force(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = desk.open(SET, page="privacy").privacy
    page.write(str(tmp_path / "kept.pdf"))
    qtbot.waitUntil(lambda: page.note.text() == f"Saved as {tmp_path / 'kept.pdf'}")
    assert (tmp_path / "kept.pdf").read_bytes().startswith(b"%PDF")
    assert page.save.isEnabled()
    page.write(str(tmp_path / "nowhere" / "kept.pdf"))
    qtbot.waitUntil(lambda: "nowhere" in page.note.text())
    page.suggestion.click()
    assert not page.save.isEnabled()
    assert page.note.text() == "Save the settings first: a document tells what is in force."
