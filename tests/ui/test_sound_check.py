from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import AudioServer, Recording, can_listen

from facemon.doctor.desk_checks import check_in_process, sound_command
from facemon.doctor.finding import Result
from facemon.settings import SoundSettings
from facemon.ui import sound_check


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AudioServer]:
    if not can_listen():
        pytest.skip("no PulseAudio")
    server = AudioServer(tmp_path)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    yield server
    server.stop()


def test_the_doctor_s_test_sound_is_heard_on_the_chosen_output(server: AudioServer) -> None:
    server.start("desk", "hall")
    server.ask("set-default-sink", "desk")
    recording = Recording(server, "hall")
    try:
        chosen = SoundSettings(output="hall", output_name="Hall")
        found, played = check_in_process("sound", sound_command(chosen, tone=True))
        assert recording.loud()
    finally:
        recording.close()
    assert (found.result, played.result) == (Result.OK, Result.OK)
    assert "as chosen" in found.found


def test_an_output_that_is_not_there_is_told_with_the_one_that_is_heard_instead(server: AudioServer) -> None:
    server.start("desk")
    (found,) = sound_check.findings(SoundSettings(output="hall", output_name="Hall"))
    assert found.result is Result.WARNING
    assert "Hall" in found.found
    assert "Null Output" in found.found
    assert found.advice


def test_without_an_output_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    (found,) = sound_check.findings(SoundSettings(), tone=True)
    assert found.result is Result.FAILED
    assert found.advice
