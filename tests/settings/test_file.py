import json
import os
import tomllib
from pathlib import Path

import msgspec
import pytest
from any_settings import SHOWABLE, any_settings
from hypothesis import given
from hypothesis import strategies as st

from facemon.settings import DEFAULT_ALARMS, DeviceSettings, Settings, SettingsError, load, save
from facemon.settings import file as file_module
from facemon.settings.check import ALARM, DEVICE, HISTORY, SECTIONS, UI

GATE = DeviceSettings(id="gate", name="North gate", host="192.0.2.10")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def mistake(path: Path) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(path)
    return caught.value


def test_without_a_file_everything_is_as_usual(path: Path) -> None:
    assert load(path) == Settings()
    assert not path.exists()


def test_an_empty_file_is_all_defaults(path: Path) -> None:
    assert load(write(path, "")) == Settings()


def test_a_rule_of_one_key_leaves_the_rest_of_its_category_as_usual(path: Path) -> None:
    rule = load(write(path, "[alarm.blacklist]\nrepeat = false\n")).rule("blacklist")
    assert rule == msgspec.structs.replace(DEFAULT_ALARMS["blacklist"], repeat=False)


@given(any_settings)
def test_what_was_saved_is_what_is_loaded(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    path = tmp_path_factory.mktemp("profile") / "settings.toml"
    save(path, settings)
    assert load(path) == settings
    before = path.read_bytes()
    save(path, settings)
    assert path.read_bytes() == before


@given(any_settings, any_settings)
def test_what_was_saved_over_another_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, old: Settings, new: Settings
) -> None:
    path = tmp_path_factory.mktemp("profile") / "settings.toml"
    save(path, old)
    save(path, new)
    assert load(path) == new
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_a_mistake_is_told_with_its_line_and_its_key(path: Path) -> None:
    text = '# gates\n\n[[device]]\nid = "gate"\nname = "North"\nhost = "192.0.2.10"\nport = 70000\n'
    error = mistake(write(path, text))
    assert (error.file, error.line, error.field) == ("settings.toml", 7, "device.port")
    assert str(error) == "settings.toml, line 7: port must be a whole number from 1 to 65535."


def test_of_several_mistakes_the_first_in_the_file_is_told(path: Path) -> None:
    assert mistake(write(path, '[ui]\nvolume = -1\n[history]\nkeep_days = "x"\n[alarm]\nx = 1\n')).line == 2


def test_the_same_address_twice_is_told_at_the_second(path: Path) -> None:
    def device(own: str) -> str:
        return f'[[device]]\nid = "{own}"\nname = "{own}"\nhost = "192.0.2.10"\n'

    error = mistake(write(path, device("one") + "\n" + device("two")))
    assert error.line == 9
    assert "192.0.2.10:8000" in str(error)
    assert "“one”" in str(error)
    assert len(load(write(path, device("one") + device("two") + "enabled = false\n")).devices) == 2


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("[ui]\ntheme = dark\n", 2, file_module.NO_QUOTES),
        ("[ui]\nenabled = True\n", 2, file_module.NO_QUOTES),
        ('[ui]\ntheme = "dark\nvolume = 1\n', 2, file_module.OPEN_QUOTES),
        ('[alarm.staff]\nsound = "C:\\sounds\\door.wav"\n', 2, file_module.BACKSLASH),
        ('[alarm.staff]\nsound = "C:\\users"\n', 2, file_module.BACKSLASH),
        ("[ui]\nvolume = 1\nvolume = 2\n", 3, file_module.TWICE),
        ("[ui]\n[history]\n[ui]\n", 3, file_module.TWICE),
        ("[ui\n", 1, file_module.NOT_TOML),
        ("\n\n= 5\n", 3, file_module.NOT_TOML),
        ("[ui]\nvolume = " + "9" * 5000, 2, file_module.TOO_MANY_DIGITS),
        ("\nui = " + "[" * 5000, 2, file_module.TOO_DEEP),
        ('[ui]\ntheme = "', 2, file_module.OPEN_QUOTES),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line(path: Path, text: str, line: int, sentence: str) -> None:
    error = mistake(write(path, text))
    assert (error.template, error.line) == (sentence, line)
    assert str(error).startswith(f"settings.toml, line {line}: ")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_is_not_utf8_is_told_with_its_line(path: Path, mark: bytes) -> None:
    path.write_bytes(mark + b"# a\n# b\n" + "name = 北门".encode("gb18030"))
    error = mistake(path)
    assert (error.template, error.line) == (file_module.NOT_UTF8, 3)


def test_a_file_that_is_far_too_large_is_not_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)
    assert mistake(path).template == file_module.TOO_LARGE


def test_a_folder_in_the_file_s_place_is_a_mistake_with_the_reason(path: Path) -> None:
    path.mkdir()
    error = mistake(path)
    assert error.template == file_module.UNREADABLE
    assert "directory" in str(error)
    with pytest.raises(SettingsError):
        save(path, Settings(devices=(GATE,)))


def fields() -> st.SearchStrategy[tuple[str, str]]:
    heads = {"[[device]]": DEVICE, "[alarm.staff]": ALARM, "[history]": HISTORY, "[ui]": UI}
    return st.sampled_from([(head, key) for head, rules in heads.items() for key in rules])


texts = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(codec="utf-8"), max_size=200).map(json.dumps),
    st.text(SHOWABLE, max_size=200).map(lambda text: f"'{text}'"),
    st.text("[]{}=\"'#\n\\.,-+_:TZeE0123456789 abctruefalsinx", max_size=40),
)


@given(st.lists(st.tuples(fields(), texts), min_size=1, max_size=4), st.booleans())
def test_any_text_in_any_field_gives_settings_or_a_mistake_with_its_line(
    tmp_path_factory: pytest.TempPathFactory,
    given_fields: list[tuple[tuple[str, str], str]],
    whole: bool,
) -> None:
    device = 'id = "a"\nname = "A"\nhost = "h"\n' if whole else ""
    text = "".join(
        f"{head}\n{device if head == '[[device]]' else ''}{key} = {value}\n" for (head, key), value in given_fields
    )
    judge(tmp_path_factory.mktemp("profile") / "settings.toml", text)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["[[", "]]", "[", "]", "{", "}", "=", ".", ",", '"""', "'''", "\n", "\r\n", "#", "1", " "]),
            st.sampled_from([*SECTIONS, *DEVICE, *UI, "staff", '"x"', "true", "[[device]]\n", 'id = "a"\n', "é", "\t"]),
        ),
        max_size=30,
    ).map("".join)
)
def test_any_file_gives_settings_or_a_mistake_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    judge(tmp_path_factory.mktemp("profile") / "settings.toml", text)


def judge(path: Path, text: str) -> None:
    write(path, text)
    before = path.read_bytes()
    try:
        settings = load(path)
    except SettingsError as error:
        assert error.line is not None  # noqa: PT017 - the other branch is as right
        assert 1 <= error.line <= text.count("\n") + 1  # noqa: PT017
        assert f"line {error.line}: " in str(error)  # noqa: PT017
        with pytest.raises(SettingsError):
            save(path, Settings(devices=(GATE,)))
        assert path.read_bytes() == before
        return
    changed = msgspec.structs.replace(
        settings, ui=msgspec.structs.replace(settings.ui, volume=(settings.ui.volume + 1) % 101)
    )
    save(path, changed)
    assert load(path) == changed


def test_settings_with_a_mistake_are_not_written(path: Path) -> None:
    save(path, Settings(devices=(GATE,)))
    before = path.read_bytes()
    for devices in ((msgspec.structs.replace(GATE, port=0),), (GATE, msgspec.structs.replace(GATE, id="two"))):
        with pytest.raises(SettingsError):
            save(path, Settings(devices=devices))
    assert path.read_bytes() == before


def test_a_password_in_the_file_is_refused_without_repeating_it(path: Path) -> None:
    error = mistake(write(path, '[[device]]\nid = "a"\nname = "A"\nhost = "h"\npassword = "hunter22"\n'))
    assert error.line == 5
    assert "hunter22" not in f"{error} {error!r} {error.fields}"


def test_only_its_owner_can_read_the_file(path: Path) -> None:
    former = os.umask(0)
    try:
        save(path, Settings(devices=(GATE,)))
    finally:
        os.umask(former)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    save(path, Settings())
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    save(tmp_path / "new" / "settings.toml", Settings(devices=(GATE,)))
    assert load(tmp_path / "new" / "settings.toml").devices == (GATE,)


def test_a_link_to_the_file_stays_one(tmp_path: Path, path: Path) -> None:
    target = write(tmp_path / "shared.toml", "# ours\n")
    path.symlink_to(target)
    save(path, Settings(devices=(GATE,)))
    assert path.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("# ours\n")
    assert tomllib.loads(target.read_text(encoding="utf-8"))["device"][0]["id"] == "gate"
