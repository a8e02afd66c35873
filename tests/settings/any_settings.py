"""Hypothesis strategies for everything that settings may hold."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from facemon.settings import SOUND_CATEGORIES, AlarmRule, DeviceSettings, HistorySettings, Settings, UiSettings
from facemon.settings.check import LANGUAGES, THEMES

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
    host=hosts,
    port=st.integers(1, 65535),
    username=st.text(SHOWABLE, max_size=128),
    certificate=certificates,
    enabled=st.booleans(),
    door_control=st.booleans(),
)
rules = st.builds(AlarmRule, raise_=st.booleans(), sound=st.text(SHOWABLE, max_size=200), repeat=st.booleans())
any_settings = st.builds(
    Settings,
    devices=st.lists(
        devices, max_size=5, unique_by=(lambda device: device.id.casefold(), lambda device: device.port)
    ).map(tuple),
    alarm=st.fixed_dictionaries(dict.fromkeys(SOUND_CATEGORIES, rules)),
    history=st.builds(
        HistorySettings,
        keep_days=st.integers(1, 36_500),
        keep_gb=st.integers(1, 100_000),
        backup_folder=st.one_of(st.just(""), st.text(SHOWABLE, max_size=50).map(str(Path.cwd() / "copies").__add__)),
    ),
    ui=st.builds(
        UiSettings,
        language=st.sampled_from(LANGUAGES),
        theme=st.sampled_from(THEMES),
        font_size=st.integers(80, 200),
        volume=st.integers(0, 100),
    ),
)
