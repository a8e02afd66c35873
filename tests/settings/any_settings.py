"""Hypothesis strategies for everything that settings may hold."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import strategies as st

from facemon.settings import (
    PRIORITIES,
    RULES,
    AlarmRule,
    AttentionSettings,
    DeskSettings,
    DeviceSettings,
    HistorySettings,
    PicturePrivacy,
    PrivacySettings,
    Settings,
    SoundSettings,
    UiSettings,
    UpdateSettings,
)
from facemon.settings.check import LANGUAGES, THEMES, TOUCH

SHOWABLE = st.characters(exclude_categories=("Cc", "Cs"))

hosts = st.one_of(
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(str),
    st.from_regex(r"[a-z]([a-z0-9-]{0,10}[a-z0-9])?(\.[a-z]{2,5})?", fullmatch=True),
    st.sampled_from(
        ["Gate.Example.com", "gate.example.com.", "北门.example.cn", "fe80::1%eth0", "xn--bcher-kva.example"]
    ),
)
certificates = st.one_of(
    st.sampled_from(["", "ca"]), st.binary(min_size=32, max_size=32).map(lambda digest: f"sha256:{digest.hex()}")
)
devices = st.builds(
    DeviceSettings,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True),
    name=st.text(SHOWABLE, min_size=1, max_size=100).filter(lambda name: bool(name.strip())),
    group=st.text(SHOWABLE, max_size=60),
    host=hosts,
    port=st.integers(1, 65535),
    username=st.text(SHOWABLE, max_size=128),
    certificate=certificates,
    enabled=st.booleans(),
    door_control=st.booleans(),
)
LINES = st.sampled_from(["mon-fri 22:00-06:00", "sat,sun", "07:30-24:00"])
SECONDS = st.integers(0, 86_400)
line = st.text(SHOWABLE, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
shared: dict[str, st.SearchStrategy[object]] = {
    "raise_": st.booleans(),
    "priority": st.sampled_from(PRIORITIES),
    "sound": st.text(SHOWABLE, max_size=200),
    "repeat": st.booleans(),
    "devices": st.lists(st.sampled_from(["north", "lobby"]), unique=True).map(tuple),
    "hours": st.lists(LINES, max_size=2).map(tuple),
    "window": SECONDS,
    "instruction": st.lists(line, max_size=3).map("\n".join),
    "note_required": st.booleans(),
    "self_acknowledge": SECONDS,
}
own: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "offline": {"after": SECONDS},
    "fever": {"temperature": st.floats(30, 45)},
    "denied": {"times": st.integers(2, 100), "minutes": st.integers(1, 1_440)},
}
pictures = st.builds(PicturePrivacy, blur=st.booleans(), picture_days=st.one_of(st.none(), st.integers(0, 36_500)))
any_settings = st.builds(
    Settings,
    devices=st.lists(
        devices, max_size=5, unique_by=(lambda device: device.id.casefold(), lambda device: device.port)
    ).map(tuple),
    alarm=st.fixed_dictionaries({name: st.builds(AlarmRule, **shared | own.get(name, {})) for name in RULES}),
    attention=st.builds(
        AttentionSettings,
        quick_notes=st.lists(line, max_size=9).map(tuple),
        looking_minutes=st.integers(1, 60),
        louder_after=SECONDS,
        supervisor_after=SECONDS,
        command=st.lists(line, max_size=3).map(tuple),
        webhook=st.sampled_from(["", "https://desk.example.com/alarms"]),
        webhook_header=st.sampled_from(["", "X-Secret"]),
        notification=st.booleans(),
        notification_names=st.booleans(),
        red_frame=st.booleans(),
        self_test_hours=st.integers(0, 24),
    ),
    desk=st.builds(DeskSettings, kiosk=st.booleans(), touch=st.sampled_from(TOUCH)),
    history=st.builds(
        HistorySettings,
        keep_days=st.integers(1, 36_500),
        keep_gb=st.integers(1, 100_000),
        backup_folder=st.one_of(st.just(""), st.text(SHOWABLE, max_size=50).map(str(Path.cwd() / "copies").__add__)),
    ),
    privacy=st.builds(PrivacySettings, **dict.fromkeys(msgspec.structs.asdict(PrivacySettings()), pictures)),
    sound=st.builds(SoundSettings, output=st.text(SHOWABLE, max_size=500), output_name=st.text(SHOWABLE, max_size=500)),
    ui=st.builds(
        UiSettings,
        language=st.sampled_from(LANGUAGES),
        theme=st.sampled_from(THEMES),
        font_size=st.integers(80, 200),
        motion=st.booleans(),
        volume=st.integers(0, 100),
    ),
    update=st.builds(UpdateSettings, address=st.sampled_from(["", "https://updates.example/facemon.json"])),
)
