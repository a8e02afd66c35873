from pathlib import Path

import pytest
from listening import AudioServer, Recording, can_listen

from facemon.doctor.finding import Result
from facemon.ui import sound_check


@pytest.mark.skipif(not can_listen(), reason="no PulseAudio")
def test_the_doctor_s_test_sound_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = AudioServer(tmp_path)
    server.start("desk")
    recording = Recording(server, "desk")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    try:
        found = sound_check.tone()
        assert found.result is Result.OK
        assert recording.loud()
    finally:
        recording.close()
        server.stop()


def test_without_an_output_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    found = sound_check.tone()
    assert found.result is Result.FAILED
    assert found.advice
