"""A device in the making: what an address comes to, and what is wrong beside which field."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from settings_desk import GATE, LOBBY, YARD

from facemon.settings import DeviceSettings, Settings, load, save
from facemon.settings.check import SAME_ADDRESS, mistakes
from facemon.settings.edit import builtins
from facemon.settings.sheet.column import Column
from facemon.settings.sheet.entry import entry
from facemon.settings.sheet.plan import plan
from facemon.settings.sheet.reading import Line
from facemon.ui.settings import draft
from facemon.ui.settings.draft import Draft, Field, notices, settled
from facemon.ui.settings.roster import Roster


def told(*drafts: Draft, stored: set[str] | None = None) -> list[list[tuple[Field, str, bool]]]:
    found = notices(drafts, {GATE.id} if stored is None else stored)
    return [[(notice.field, notice.template, notice.wrong) for notice in those] for those in found.values()]


@pytest.mark.parametrize("device", [GATE, LOBBY, YARD])
def test_a_device_comes_out_of_its_draft_as_it_went_in(device: DeviceSettings) -> None:
    assert Draft.of(device).device() == device
    assert Draft.of(device).same_connection


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        ("10.20.1.11", ("10.20.1.11", 8000), "10.20.1.11:8000"),
        (" Gate.Example.com:9000 ", ("gate.example.com", 9000), "gate.example.com:9000"),
        ("[2001:db8::1]", ("2001:db8::1", 8000), "[2001:db8::1]:8000"),
        ("[2001:db8::1]:9000", ("2001:db8::1", 9000), "[2001:db8::1]:9000"),
        ("wss://10.20.1.11:8001/v1/event", ("10.20.1.11", 8001), "10.20.1.11:8001"),
    ],
)
def test_an_address_may_be_written_in_many_ways(text: str, target: tuple[str, int], shown: str) -> None:
    written = Draft(key=" 1", name="Gate", address=text)
    assert written.target() == target
    assert written.tidy_address() == shown
    assert told(written) == [[]]
    device = written.device("gate")
    assert (device.id, device.host, device.port) == ("gate", *target)


def test_an_empty_draft_lacks_name_and_address() -> None:
    ((name, address),) = told(Draft(key=" 1"))
    assert name == (Field.NAME, draft.NO_NAME, True)
    assert address[0] is Field.ADDRESS


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": "n" * 101}, Field.NAME, draft.LONG_NAME),
        ({"name": "a\x07b"}, Field.NAME, draft.ODD_TEXT),
        ({"username": "u" * 129}, Field.USERNAME, draft.LONG_USERNAME),
        ({"username": "u\x00"}, Field.USERNAME, draft.ODD_TEXT),
        ({"group": "g" * 61}, Field.GROUP, draft.LONG_GROUP),
        ({"group": "a\x07b"}, Field.GROUP, draft.ODD_TEXT),
    ],
)
def test_what_the_file_would_not_take_is_a_mistake_here(change: dict[str, str], field: Field, sentence: str) -> None:
    assert told(msgspec.structs.replace(Draft.of(GATE), **change)) == [[(field, sentence, True)]]


def test_the_same_name_twice_is_only_worth_a_thought() -> None:
    other = msgspec.structs.replace(Draft.of(LOBBY), name="NORTH  gate")
    assert told(Draft.of(GATE), other) == [[(Field.NAME, draft.SAME_NAME, False)]] * 2


def test_a_user_name_without_a_password_and_the_reverse_are_worth_a_thought() -> None:
    gate = Draft.of(GATE)
    assert told(gate, stored=set()) == [[(Field.PASSWORD, draft.NO_PASSWORD, False)]]
    assert told(msgspec.structs.replace(gate, password=""), stored={GATE.id}) == [
        [(Field.PASSWORD, draft.NO_PASSWORD, False)]
    ]
    assert told(msgspec.structs.replace(gate, password="pw"), stored=set()) == [[]]
    lobby = msgspec.structs.replace(Draft.of(LOBBY), password="pw")
    assert told(lobby) == [[(Field.PASSWORD, draft.NOT_USED, False)]]


def test_the_same_address_is_the_mistake_of_the_one_that_was_given_it() -> None:
    gate = msgspec.structs.replace(Draft.of(GATE), address="192.0.2.11")
    found = notices([gate, Draft.of(LOBBY)], {GATE.id})
    (notice,) = found[GATE.id]
    assert found[LOBBY.id] == []
    assert (notice.field, notice.template, notice.context) == (Field.ADDRESS, SAME_ADDRESS, "Settings")
    assert notice.fields == {"host": "192.0.2.11", "port": "8000", "other": "Lobby"}


def test_two_new_devices_with_one_address_are_the_mistake_of_the_later() -> None:
    first, second = (Draft(key=f" {number}", name=f"Gate {number}", address="h") for number in (1, 2))
    assert told(first, second) == [[], [(Field.ADDRESS, SAME_ADDRESS, True)]]


def test_the_address_of_a_device_that_is_not_watched_may_be_given_again() -> None:
    off = msgspec.structs.replace(Draft.of(LOBBY), enabled=False)
    gate = msgspec.structs.replace(Draft.of(GATE), address="192.0.2.11")
    assert told(gate, off) == [[], []]
    assert told(gate, Draft.of(LOBBY))[0] == [(Field.ADDRESS, SAME_ADDRESS, True)]


def test_an_address_is_the_same_however_it_is_spelt() -> None:
    upper = Draft.of(msgspec.structs.replace(YARD, host="2001:DB8:0::1", enabled=True))
    again = Draft(key=" 1", name="Again", address="wss://[2001:db8::1]:8443/v1/event")
    assert told(upper, again) == [[], [(Field.ADDRESS, SAME_ADDRESS, True)]]


@given(
    st.lists(
        st.builds(
            Draft,
            key=st.uuids().map(str),
            name=st.sampled_from(["Gate", "Lobby", " x ", "n" * 100, "n" * 101, "北门", "", " ", "a\x00b", "a\ud800"]),
            address=st.sampled_from(["h", "H.", "h:8000", "2001:DB8::1", "[2001:db8::1]:1", "例え.jp", "", "no host"]),
            username=st.sampled_from(["", "guard", " guard ", "u" * 128, "u" * 129, "u\x07"]),
            enabled=st.booleans(),
        ),
        max_size=3,
    )
)
def test_what_has_no_mistake_here_is_taken_by_the_file(drafts: list[Draft]) -> None:
    found = notices(drafts, ())
    right = [draft for draft in drafts if not any(notice.wrong for notice in found[draft.key])]
    devices, _ = settled(right, ())
    assert list(mistakes(builtins(Settings(devices=devices)))) == []


def test_a_new_device_gets_an_id_that_no_device_had_before() -> None:
    devices, passwords = settled([Draft(key=" 1", name="North gate", address="h", password="pw")], {GATE.id})
    assert devices[0].id == "north-gate-2"
    assert passwords == {"north-gate-2": "pw"}


def test_a_removed_device_gives_its_password_up_and_keeps_its_id_to_itself() -> None:
    roster = Roster([GATE, LOBBY])
    roster.remove(GATE.id)
    again = msgspec.structs.replace(roster.add(), name=GATE.name, address="192.0.2.99")
    roster.replace(again)
    devices, passwords = roster.result(taken=["lobby-2"])
    assert [device.id for device in devices] == [LOBBY.id, "north-gate-2"]
    assert passwords == {GATE.id: ""}


def test_removed_devices_come_back_to_their_places_in_turn() -> None:
    roster = Roster([GATE, LOBBY, YARD])
    roster.remove(LOBBY.id)
    roster.remove(GATE.id)
    assert [draft.key for draft in roster.undo()] == [GATE.id]
    assert [draft.key for draft in roster.undo()] == [LOBBY.id]
    assert roster.result() == ((GATE, LOBBY, YARD), {})


def test_what_comes_out_can_be_saved_and_read_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("profile") / "settings.toml"
    roster = Roster([GATE])
    roster.replace(msgspec.structs.replace(roster.add(), name="北门", address="wss://[2001:db8::2]:8001/v1/event"))
    devices, _ = roster.result()
    save(path, Settings(devices=devices))
    assert load(path).devices == devices
    assert (devices[1].id, devices[1].host, devices[1].port) == ("device-1", "2001:db8::2", 8001)


CELLS = st.sampled_from(
    ["", "north-gate", "lobby", "new-1", "North gate", "192.0.2.10", "192.0.2.11", "192.0.2.50:9000", "2001:db8::1",
     "8000", "9000", "yes", "no", "guard", "pw", "ca", "sha256:" + "cd" * 32, "SN1", "bad\x07", "…"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=11, max_size=11), max_size=6), st.booleans(), st.booleans())
def test_whatever_a_table_says_ids_stay_and_the_settings_can_be_saved(
    rows: list[list[str]], passwords: bool, removing: bool
) -> None:
    lines = [Line(number, dict(zip(Column, cells, strict=True))) for number, cells in enumerate(rows, 2)]
    before = {device.id: device for device in (GATE, LOBBY, YARD)}
    roster = Roster(before.values())
    found = plan([entry(line) for line in lines], roster.known())
    roster.take(found, passwords=passwords, removing=removing)
    assert roster.first_mistake() is None
    devices, new_passwords = roster.result()
    assert list(mistakes(builtins(Settings(devices=devices)))) == []
    assert {device.id for device in devices} >= before.keys() - (set(found.missing) if removing else set())
    assert all(device.certificate == before[device.id].certificate for device in devices
               if device.id in before and before[device.id].certificate)  # fmt: skip
    kept = {device.id for device in devices}
    assert {key for key, password in new_passwords.items() if password} <= (kept if passwords else set())
    assert {key for key, password in new_passwords.items() if not password} == before.keys() - kept


def test_a_device_from_a_table_keeps_its_id_where_no_other_has_or_had_it() -> None:
    def added(wanted: str) -> str:
        roster = Roster([GATE])
        roster.remove(GATE.id)
        roster.replace(msgspec.structs.replace(roster.add(), name="A", address="192.0.2.9", wanted_id=wanted))
        return roster.result(taken=["simulated"])[0][0].id

    assert added("Site.7") == "Site.7"
    assert added("SIMULATED") == "a"
    assert added("North-Gate") == "a"


def test_a_serial_number_that_was_vouched_for_counts_also_at_another_address() -> None:
    known = Draft.of(msgspec.structs.replace(GATE, serial="SN1"))
    moved = msgspec.structs.replace(known, address="192.0.2.99")
    assert moved.device().serial == ""
    assert msgspec.structs.replace(moved, serial="SN1").device().serial == "SN1"
    assert msgspec.structs.replace(Draft(key=" 1", name="A", address="h"), serial="SN2").device("a").serial == "SN2"
