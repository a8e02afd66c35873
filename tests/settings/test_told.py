import msgspec

from facemon.settings import AttentionSettings, DeviceSettings, Settings, UiSettings
from facemon.settings.told import changes, told

GATE = DeviceSettings(id="gate", name="Gate", host="192.0.2.1", username="account")


def test_a_change_is_told_with_what_was_and_what_is() -> None:
    old = Settings(devices=(GATE,))
    new = msgspec.structs.replace(
        old, devices=(msgspec.structs.replace(GATE, port=8001),), ui=UiSettings(volume=60, language="zh_CN")
    )
    assert changes(old, new) == ["device.gate.port: 8000 -> 8001", "ui.language: auto -> zh_CN", "ui.volume: 80 -> 60"]
    assert changes(new, new) == []


def test_a_device_that_comes_or_goes_is_told_by_what_it_has() -> None:
    lines = changes(Settings(), Settings(devices=(GATE,)))
    assert "device.gate.host: (none) -> 192.0.2.1" in lines
    assert "device.gate.host: 192.0.2.1 -> (none)" in changes(Settings(devices=(GATE,)), Settings())


def test_what_may_be_a_secret_or_name_somebody_is_told_by_its_length() -> None:
    attention = AttentionSettings(
        webhook="https://alarm.example/token", command=("page", "token"), quick_notes=("call Li Na",)
    )
    settings = Settings(devices=(GATE,), attention=attention)
    text = repr(told(settings)) + repr(changes(Settings(), settings))
    for planted in ("token", "alarm.example", "Li Na", "account"):
        assert planted not in text
    assert "attention.webhook:  -> (27 characters)" in changes(Settings(), settings)


def test_every_key_is_told() -> None:
    assert {"ui.theme", "alarm.blacklist.raise", "history.keep_days", "update.address"} <= set(told(Settings()))
