import tomllib

import pytest

from facemon.settings import check
from facemon.settings.check import Mistake, mistakes

GATE = '[[device]]\nid = "gate"\nname = "North gate"\nhost = "192.0.2.10"\n'


def found(text: str) -> list[Mistake]:
    return list(mistakes(tomllib.loads(text)))


def other(**values: object) -> str:
    lines = {"id": '"other"', "name": '"Other"', "host": '"192.0.2.11"'} | values
    return "[[device]]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items())


def test_nothing_is_wrong_with_what_the_documentation_shows() -> None:
    digest = "ab" * 32
    text = (
        f'{GATE}port = 8000\nusername = ""\ncertificate = "sha256:{digest}"\nenabled = true\ndoor_control = false\n'
        '[alarm.blacklist]\nraise = true\nsound = "blacklist"\nrepeat = true\n'
        '[history]\nkeep_days = 90\nkeep_gb = 20\n[ui]\nlanguage = "auto"\ntheme = "dark"\n'
    )
    assert found(text) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", '""'),
        ("id", '"north gate"'),
        ("id", "5"),
        ("name", '"  "'),
        ("name", '"a\\nb"'),
        ("name", f'"{"n" * 101}"'),
        ("event_serial", "1"),
        ("group", '"a\\nb"'),
        ("group", f'"{"g" * 61}"'),
        ("group", "1"),
        ("host", '"192.0.2.10:8000"'),
        ("host", '"wss://gate"'),
        ("host", '" gate"'),
        ("host", '"fe80::1%\\r\\nX: y"'),
        ("host", "[]"),
        ("port", "0"),
        ("port", "65536"),
        ("port", "true"),
        ("port", '"8000"'),
        ("port", "8000.0"),
        ("username", "1"),
        ("username", f'"{"u" * 129}"'),
        ("certificate", '"sha256:abc"'),
        ("certificate", '"yes"'),
        ("enabled", "1"),
        ("enabled", '"true"'),
        ("door_control", "0"),
    ],
)
def test_a_device_s_wrong_value_is_one_mistake_at_its_key(key: str, value: str) -> None:
    (mistake,) = found(other(**{key: value}))
    assert mistake.path == ("device", 0, key)
    assert mistake.template == check.DEVICE[key].sentence
    assert mistake.template.format(**mistake.fields).startswith(key)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[alarm.staff]\nraise = "yes"', ("alarm", "staff", "raise")),
        ("[alarm.staff]\nsound = false", ("alarm", "staff", "sound")),
        ("[alarm.staff]\nrepeat = 1", ("alarm", "staff", "repeat")),
        ("[history]\nkeep_days = 0", ("history", "keep_days")),
        ("[history]\nkeep_gb = -1", ("history", "keep_gb")),
        ('[history]\nbackup_folder = "copies"', ("history", "backup_folder")),
        ("[history]\nbackup_folder = false", ("history", "backup_folder")),
        ('[history]\nbackup_folder = "/copies\\n"', ("history", "backup_folder")),
        ('[ui]\nlanguage = "de"', ("ui", "language")),
        ("[ui]\nlanguage = []", ("ui", "language")),
        ("[ui]\ntheme = {}", ("ui", "theme")),
        ("[ui]\nfont_size = 10", ("ui", "font_size")),
        ("[ui]\nvolume = 101", ("ui", "volume")),
        ("ui = 5", ("ui",)),
        ("history = []", ("history",)),
        ("alarm = true", ("alarm",)),
        ("alarm.staff = true", ("alarm", "staff")),
        ("device = 1", ("device",)),
        ('device = "gate"', ("device",)),
        ("[device]\nid = 1", ("device",)),
        ("device = [1]", ("device",)),
        ("[alarms]", ("alarms",)),
        ("[alarm.blocklist]", ("alarm", "blocklist")),
        ("[privacy.staff]\npicture_days = -1", ("privacy", "staff", "picture_days")),
        ('[privacy.staff]\nblur = "yes"', ("privacy", "staff", "blur")),
        ("[privacy]\nstaf.blur = true", ("privacy", "staf")),
        ("privacy = true", ("privacy",)),
        ("[desk]\nkiosk = 1", ("desk", "kiosk")),
        ('[desk]\ntouch = "finger"', ("desk", "touch")),
        ('[update]\naddress = "http://updates.example/"', ("update", "address")),
        ('[update]\naddress = "https://me:secret@updates.example/"', ("update", "address")),
    ],
)
def test_a_wrong_value_anywhere_else_is_one_mistake_at_its_place(text: str, path: tuple[str, ...]) -> None:
    (mistake,) = found(text)
    assert mistake.path == path
    assert "{" not in mistake.template.format(**mistake.fields)


def test_a_device_may_belong_to_a_group() -> None:
    assert found(GATE + 'group = "A 栋"\n') == []


def test_a_misspelt_key_is_put_right() -> None:
    (mistake,) = found(other(usernme='"admin"'))
    assert mistake.template == check.MISSPELT
    assert mistake.fields == {"key": "usernme", "likely": "username"}


def test_an_unknown_key_is_told_with_those_that_are_known() -> None:
    (mistake,) = found("[ui]\nzzz = 1")
    assert mistake.template == check.UNKNOWN_KEY
    assert "font_size" in str(mistake.fields["known"])


@pytest.mark.parametrize("key", ["password", "Password", "passwd", "pwd", "token"])
def test_a_password_in_the_file_is_refused_and_not_repeated(key: str) -> None:
    (mistake,) = found(other(**{key: '"hunter22"'}))
    assert mistake.template == check.SECRET
    assert "hunter22" not in repr(mistake)


def test_a_device_without_what_it_needs_is_told_so_key_by_key() -> None:
    assert [mistake.fields["field"] for mistake in found("[[device]]\nport = 1")] == ["id", "name", "host"]


def test_two_devices_cannot_have_the_same_id() -> None:
    (mistake,) = found(GATE + other(id='"GATE"'))
    assert mistake.path == ("device", 1, "id")
    assert mistake.template == check.SAME_ID


@pytest.mark.parametrize(
    ("host", "port", "same_host", "same_port"),
    [
        ("192.0.2.10", None, "192.0.2.10", 8000),
        ("192.0.2.10", 8443, "192.0.2.10.", 8443),
        ("Gate.Example", 8000, "gate.example.", None),
        ("bücher.example", 1, "xn--bcher-kva.example", 1),
        ("::1", 8000, "0:0:0:0:0:0:0:1", 8000),
    ],
)
def test_two_enabled_devices_cannot_have_the_same_address(
    host: str, port: int | None, same_host: str, same_port: int | None
) -> None:
    def device(own: str, host: str, port: int | None) -> str:
        return other(id=f'"{own}"', name=f'"{own}"', host=f'"{host}"') + (f"port = {port}\n" if port else "")

    (mistake,) = found(device("one", host, port) + device("two", same_host, same_port))
    assert mistake.path == ("device", 1, "host")
    assert mistake.template == check.SAME_ADDRESS
    assert mistake.fields["other"] == "one"
    assert str(port or 8000) in mistake.template.format(**mistake.fields)
    assert found(device("one", host, port) + "enabled = false\n" + device("two", same_host, same_port)) == []
    assert found(device("one", host, port) + device("two", same_host, same_port) + "enabled = false\n") == []
    assert found(device("one", host, port) + device("two", same_host, 9999)) == []


def test_a_third_device_at_the_address_is_a_mistake_of_its_own() -> None:
    host = '"192.0.2.10"'
    three = GATE + other(host=host) + other(id='"third"', host=host)
    assert [mistake.path for mistake in found(three)] == [("device", 1, "host"), ("device", 2, "host")]
    assert {mistake.fields["other"] for mistake in found(three)} == {"North gate"}
