"""How long and how much is kept, as texts that may be wrong."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.settings import HistorySettings
from facemon.ui.settings.keeping_draft import KeepingDraft, KeepingField

USUAL = KeepingDraft.of(HistorySettings())

settings = st.builds(
    HistorySettings,
    keep_days=st.integers(1, 36_500),
    keep_gb=st.integers(1, 100_000),
    backup_folder=st.sampled_from(["", "/backups", "/mnt/北门"]),
)


@given(settings)
def test_what_is_not_touched_comes_back(given_settings: HistorySettings) -> None:
    draft = KeepingDraft.of(given_settings)
    assert draft.mistakes() == {}
    assert draft.settings() == given_settings


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(
            (field, text)
            for field in (KeepingField.DAYS, KeepingField.GB)
            for text in ("", "0", "-1", "1.5", "x", "9" * 20)
        ),
        (KeepingField.DAYS, "36501"),
        (KeepingField.GB, "100001"),
        (KeepingField.FOLDER, "backups"),
        (KeepingField.FOLDER, "/a\tb"),
    ],
)
def test_a_wrong_text_is_one_mistake_at_its_field(field: KeepingField, text: str) -> None:
    assert list(msgspec.structs.replace(USUAL, **{field.value: text}).mistakes()) == [field]


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_typed_is_right_or_said_to_be_wrong(days: str, gb: str, folder: str) -> None:
    draft = KeepingDraft(keep_days=days, keep_gb=gb, backup_folder=folder)
    if not draft.mistakes():
        assert KeepingDraft.of(draft.settings()).mistakes() == {}


@pytest.mark.parametrize("text", [" 30 ", "30", "３０"])
def test_room_around_a_number_and_full_width_digits_do_no_harm(text: str) -> None:
    assert msgspec.structs.replace(USUAL, keep_days=text).settings().keep_days == 30
