import msgspec
import pytest

from facemon.event import Category
from facemon.settings import DEFAULT_ALARMS, RULES, AlarmRule, DeviceSettings, PicturePrivacy, Settings
from facemon.settings.check import mistakes
from facemon.settings.edit import builtins


def test_the_defaults_are_those_of_a_program_that_was_never_set_up() -> None:
    settings = Settings()
    assert settings.devices == ()
    assert (settings.history.keep_days, settings.history.keep_gb) == (90, 20)
    assert (settings.ui.language, settings.ui.theme) == ("auto", "dark")
    assert list(mistakes(builtins(settings))) == []


def test_every_category_has_a_default_and_staff_and_visitors_are_silent() -> None:
    assert set(DEFAULT_ALARMS) == set(RULES)
    assert DEFAULT_ALARMS["blacklist"] == AlarmRule(raise_=True, priority="critical", sound="blacklist", repeat=True)
    assert DEFAULT_ALARMS["staff"] == DEFAULT_ALARMS["visitor"] == AlarmRule(priority="low")


def test_a_rule_is_the_default_where_none_is_set_and_nothing_for_what_is_unknown() -> None:
    settings = Settings(alarm={"staff": AlarmRule(sound="staff")})
    assert settings.rule("staff").sound == "staff"
    assert settings.rule("blacklist") == DEFAULT_ALARMS["blacklist"]
    assert settings.rule("later") == AlarmRule()


def test_no_picture_is_blurred_or_goes_before_the_facts_until_somebody_says_so() -> None:
    pictures = Settings().privacy.by_category()
    assert set(pictures) == set(Category)
    assert set(pictures.values()) == {PicturePrivacy(blur=False, picture_days=None)}


def test_a_device_is_found_by_its_id() -> None:
    gate = DeviceSettings(id="gate", name="Gate", host="10.0.0.1")
    settings = Settings(devices=(gate,))
    assert settings.device("gate") is gate
    assert settings.device("Gate") is None


def test_settings_cannot_be_changed_in_place() -> None:
    settings = Settings()
    with pytest.raises(AttributeError):
        settings.devices = ()  # type: ignore[misc]  # that is the test
    settings.alarm.clear()
    assert Settings().alarm == DEFAULT_ALARMS


def test_no_setting_is_a_password() -> None:
    names = {field.name for field in msgspec.structs.fields(DeviceSettings)}
    known = {
        "id",
        "name",
        "group",
        "host",
        "port",
        "username",
        "certificate",
        "serial",
        "event_serial",
        "enabled",
        "door_control",
    }
    assert names == known
